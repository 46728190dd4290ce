"""What is a sentence a sign of, by a reader that learned it? The second reader, beside the rules.

A rule finds the words it was written with. This reader was shown some 1,500 forms of sentences that buyers and sellers write,
with as many near ones that mean something else, against the sentences of ordinary mail, and answers for words it never met: one
chance a kind. Two small parts agree on it: a linear one over hashed sequences of words and of groups of words near in meaning,
and a convolution over word vectors, which is asked only where the first sees something. numpy alone runs it; the file holds
hashes and small integers, no text (`python -m bench.models signs`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from regard.evidence.language.mixture import Floats, Singles
from regard.evidence.language.senses import group, place, table
from regard.evidence.language.shapes import shape

MODEL = "signs-1"
BITS = 18
FEWEST = 4
"""A sentence of fewer words and marks is not read: it says too little without what stands around it."""
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_SALTS = np.array([(0x27D4EB2F165667C5 * n) % 2**64 for n in range(1, 20)], np.uint64)
_SHIFT = np.uint64(64 - BITS)
_PAD = 4
_RUNS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("w", (0,)), ("ww", (0, 1)), ("www", (0, 1, 2)), ("ww", (0, 2)), ("ww", (0, 3)), ("ww", (0, 4)),
    ("gg", (0, 1)), ("ggg", (0, 1, 2)), ("gg", (0, 2)), ("gg", (0, 3)), ("wg", (0, 1)), ("gw", (0, 1)), ("wg", (0, 2)), ("gw", (0, 2)),
)  # fmt: skip
"""What is counted: words (w) and groups of words (g) at these distances."""

Hashes = NDArray[np.uint64]
Rows = NDArray[np.int64]


@lru_cache(maxsize=30_000)
def _ids(mark: str) -> tuple[int, int]:
    """(the word's number, its group's number), neither 0."""
    number = crc32(mark.encode()) + 1
    near = group(mark)
    return number, near + 1 if near >= 0 else number


def buckets(read: Sequence[Sequence[str]]) -> list[Rows]:
    """The buckets of each sentence's runs, its ends included; sentences are given as words and marks (`shapes.shape`)."""
    if not read:
        return []
    sizes = [len(marks) + 2 for marks in read]
    total = sum(sizes) + _PAD * len(read)
    ids = np.zeros((2, total + _PAD), np.uint64)
    flat: list[tuple[int, int]] = []
    gap, first, last = [(0, 0)] * _PAD, _ids("^"), _ids("$")
    for marks in read:
        flat += [first, *map(_ids, marks), last, *gap]
    ids[:, :total] = np.array(flat, np.uint64).T
    found = np.empty((total, len(_RUNS)), np.int64)
    for column, (what, distances) in enumerate(_RUNS):
        hashed = np.full(total, _SALTS[column])
        there = np.ones(total, bool)
        for factor, letter, at in zip(_MIX, what, distances, strict=False):
            part = ids[0 if letter == "w" else 1, at : at + total]
            hashed = (hashed ^ (part * factor)) * _MIX[0]
            there &= part != 0
        found[:, column] = np.where(there, (hashed >> _SHIFT).astype(np.int64), -1)
    ends = np.cumsum([size + _PAD for size in sizes])
    rows = [found[end - size - _PAD : end - _PAD].ravel() for size, end in zip(sizes, ends, strict=True)]
    return [row[row >= 0] for row in rows]


def _alone(mark: str) -> int:
    """The bucket of a word by itself: what `buckets` counts first."""
    hashed = ((int(_SALTS[0]) ^ (_ids(mark)[0] * int(_MIX[0]) % 2**64)) * int(_MIX[0])) % 2**64
    return hashed >> int(_SHIFT)


@lru_cache(maxsize=60_000)
def _clues(model: Second, mark: str) -> int:
    """Which kinds a word is a clue to, bit k for kind k."""
    strong = model.strength(mark) >= model.clue
    return int(sum(1 << k for k in np.flatnonzero(strong).tolist()))


def places(read: Sequence[Sequence[str]]) -> tuple[Rows, NDArray[np.bool_]]:
    """(rows of `senses.table`, which of them are there), one row a sentence, ends included, as wide as the longest."""
    width = max(map(len, read), default=0) + 2
    found = np.zeros((len(read), width), np.int64)
    there = np.zeros((len(read), width), bool)
    for number, marks in enumerate(read):
        found[number, : len(marks) + 2] = [place("^"), *map(place, marks), place("$")]
        there[number, : len(marks) + 2] = True
    return found, there


def windows(rows: Singles) -> Singles:
    """Each place's vector between those before and after it: (sentences, places, 3 times the dimensions)."""
    edge = np.zeros((rows.shape[0], 1, rows.shape[2]), np.float32)
    padded = np.concatenate([edge, rows, edge], axis=1)
    return np.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], axis=2)


@dataclass(frozen=True, slots=True)
class Convolution:
    """Filters over three neighbouring words, the strongest answer of each in a sentence, beside the sum of the words' vectors."""

    filters: Singles
    shift: Singles
    out: Singles
    bias: Singles

    def answer(self, read: Sequence[Sequence[str]]) -> Floats:
        """Log-odds, one row a sentence, one column a kind."""
        rows, there = places(read)
        vectors = table()[rows]
        strength = windows(vectors) @ self.filters + self.shift
        strength[~there] = -np.inf
        strongest = np.maximum(strength.max(axis=1), 0)
        total = vectors.sum(axis=1) / np.sqrt(there.sum(axis=1, keepdims=True))
        found: Floats = (np.concatenate([strongest, total], axis=1) @ self.out + self.bias).astype(np.float64)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Second:
    """What was learned. `row` gives for each bucket the row of `weights` (row 0 is zeros), which has a column a kind.

    mix: a kind's (factor of the linear part, factor of the convolution, constant), to log-odds at the base rate of ordinary mail.
    least: the log-odds from which on it says a kind. gate: linear answers below it are not asked further. clue: a sentence none
    of whose words weighs so much is not read. precision: of what it says in real mail, as read (0 where too few were there to be
    read). off: kinds that it may not say.
    """

    kinds: tuple[str, ...]
    row: NDArray[np.int32]
    weights: Singles
    bias: Singles
    convolution: Convolution
    mix: Singles
    least: Singles
    gate: Singles
    clue: Singles
    precision: Singles
    off: frozenset[str]

    def strength(self, mark: str) -> Singles:
        """What a word alone weighs in the linear part, a kind."""
        found: Singles = self.weights[self.row[_alone(mark)]]
        return found

    def linear(self, read: Sequence[Sequence[str]]) -> Floats:
        """The linear part's answers, one row a sentence, one column a kind."""
        found = [self.weights[self.row[held]].sum(axis=0) for held in buckets(read)]
        return np.array(found, np.float64).reshape(len(read), len(self.kinds)) + self.bias

    def log_odds(self, read: Sequence[Sequence[str]], wanted: Sequence[int] = ()) -> Floats:
        """Of each sentence and kind; minus infinity where the gate is not passed by any of the `wanted` kinds (all, if none is named)."""
        columns = list(wanted) or list(range(len(self.kinds)))
        first = self.linear(read)
        found = np.full(first.shape, -np.inf)
        asked: list[int] = np.flatnonzero((first[:, columns] >= self.gate[columns]).any(axis=1)).tolist()
        if asked:
            second = self.convolution.answer([read[i] for i in asked])
            found[asked] = self.mix[:, 0] * first[asked] + self.mix[:, 1] * second + self.mix[:, 2]
        return found


def says(sentences: Sequence[str], kinds: Collection[str] = (), model: Second | None = None) -> list[tuple[int, str, float]]:
    """What sentences are signs of, as (number of the sentence, kind, its chance): only kinds that may be said, and of `kinds` if any are
    named.
    """
    model = model or shipped()
    columns = [k for k, kind in enumerate(model.kinds) if (not kinds or kind in kinds) and kind not in model.off]
    if not columns:
        return []
    asked = sum(1 << k for k in columns)
    read = []
    for number, sentence in enumerate(sentences):
        marks = shape(sentence)
        if len(marks) >= FEWEST and any(_clues(model, mark) & asked for mark in marks):
            read.append((number, marks))
    if not read:
        return []
    odds = model.log_odds([marks for _, marks in read], columns)
    return [
        (number, model.kinds[k], float(1 / (1 + np.exp(-row[k]))))
        for (number, _), row in zip(read, odds, strict=True)
        for k in columns
        if row[k] >= model.least[k]
    ]


@lru_cache(maxsize=1)
def shipped() -> Second:
    """The model of the package."""
    with (files("regard.evidence.language") / "models" / f"{MODEL}.npz").open("rb") as stream, np.load(stream) as held:
        return of(held)


def of(held: Mapping[str, Any]) -> Second:
    """A model from the arrays of its file."""
    row = np.zeros(1 << BITS, np.int32)
    row[held["buckets"]] = np.arange(1, len(held["buckets"]) + 1)
    weights = held["weights"].astype(np.float32) * held["scale"]
    kinds = tuple(str(kind) for kind in held["kinds"])
    return Second(
        kinds,
        row,
        np.concatenate([np.zeros((1, len(kinds)), np.float32), weights]),
        held["bias"],
        Convolution(
            held["filters"].astype(np.float32) * held["filters_scale"],
            held["shift"],
            held["out"].astype(np.float32) * held["out_scale"],
            held["out_bias"],
        ),
        held["mix"],
        held["least"],
        held["gate"],
        held["clue"],
        held["precision"],
        frozenset(str(kind) for kind in held["off"]),
    )
