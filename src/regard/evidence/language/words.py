"""What words are near each other: word vectors learned from how unlabelled office mail uses them, kept as hashes and small integers.

No word stands in the file: a word is found by a 32-bit hash, and a word that was not learned has the zero vector. Names of people and
places were left out when it was made (`python -m bench.models words`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 100
_TOKEN = re.compile(r"\$?[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[?!.,:;$%-]")

Vector = NDArray[np.float32]


def tokens(sentence: str) -> list[str]:
    """Words in lower case, punctuation, and numbers as `#` (up to four digits) or `##`."""
    found = (t.lower().replace("’", "'") for t in _TOKEN.findall(sentence))
    return [("#" if len(t) < 5 else "##") if t[0].isdigit() else t for t in found]


def key(word: str) -> int:
    """The hash by which a word is kept."""
    return crc32(word.encode())


def vector(word: str) -> Vector:
    """The word's vector of unit length, `DIMENSIONS` long; zeros for a word that was not learned."""
    return _of(key(word))


@lru_cache(maxsize=20_000)
def _of(hashed: int) -> Vector:
    keys, vectors = _learned()
    at = int(np.searchsorted(keys, hashed))
    if at < len(keys) and keys[at] == hashed:
        row: Vector = vectors[at].astype(np.float32)
        return row / max(float(np.linalg.norm(row)), 1e-9)
    return np.zeros(DIMENSIONS, np.float32)


@lru_cache(maxsize=1)
def _learned() -> tuple[NDArray[Any], NDArray[Any]]:
    with (files("regard.evidence.language") / "models" / "words-1.npz").open("rb") as stream, np.load(stream) as held:
        return held["keys"], held["vectors"]
