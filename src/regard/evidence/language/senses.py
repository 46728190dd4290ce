"""What words are near in meaning: small vectors and groups of words, kept as hashes and small integers, for the reader of signs.

`words` knows how words are used in office mail; these say what they mean, so that "quit" stands beside "resigned" although mail uses them
differently. They were made by asking a published sentence model (all-MiniLM-L6-v2, Apache 2.0) about one word at a time and keeping the 64
strongest directions in four bits (`python -m bench.models senses`); the model itself is not needed to read.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 64
FILE = "senses-1.npz"
Numbers = NDArray[np.float32]
Learned = dict[int, int]


def known(word: str) -> bool:
    """Whether the word has a vector."""
    return crc32(word.encode()) in _places()


def place(mark: str) -> int:
    """The row of `table` of a word or mark; 0, a row of zeros, for one that has none."""
    return _places().get(crc32(mark.encode()), 0)


def group(word: str) -> int:
    """The number of the group of words near in meaning; -1 for a word without a vector."""
    at = place(word)
    return int(_learned()["groups"][at - 1]) if at else -1


@lru_cache(maxsize=1)
def table() -> Numbers:
    """All vectors, a row each; the first is zeros. Commoner words have shorter ones."""
    held = _learned()
    rows = held["vectors"].astype(np.float32)
    rows *= (held["lengths"].astype(np.float32) / 100 / np.maximum(np.linalg.norm(rows, axis=1), 1e-9))[:, None]
    found: Numbers = np.concatenate([np.zeros((1, DIMENSIONS), np.float32), rows])
    return found


@lru_cache(maxsize=1)
def _places() -> Learned:
    return {int(hashed): n for n, hashed in enumerate(_learned()["keys"], 1)}


@lru_cache(maxsize=1)
def _learned() -> dict[str, Any]:
    with (files("regard.evidence.language") / "models" / FILE).open("rb") as stream, np.load(stream) as held:
        return {name: held[name] for name in ("keys", "vectors", "lengths", "groups")}
