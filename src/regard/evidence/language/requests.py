"""How likely does a sentence ask its reader for something to be done, or settle that it will be?

Two small models agree on it: a linear one over hashed word sequences (their place in the clause included), and a few small networks over
word vectors, which know words that the labels never showed. Their joint log-odds were calibrated on sentences neither had seen.
Trained by `python -m bench.models requests` on 3,656 labelled sentences (Parakweet's intent set); numpy alone runs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from regard.evidence.language.words import DIMENSIONS, tokens, vector

Floats = NDArray[np.float64]

BUCKETS = 1 << 18
LONGEST = 400
"""Tokens of a sentence that are looked at."""
_CLAUSE_ENDS = frozenset(",:;.!?-")
_JOINS = frozenset(["and", "then", "so", "but", "or"])
_ASKS_YOU = re.compile(r"\b(?:can|could|would|will) (?:you|we|someone|u)\b")


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned. `linear` has one weight a bucket; `layers` one (hidden weights, biases, output weights, bias) a network.

    `mix` are the factors of both log-odds and the constant; `base` is the share of requests among what it was trained on.
    """

    linear: NDArray[np.float32]
    bias: float
    centre: NDArray[np.float32]
    scale: NDArray[np.float32]
    layers: tuple[tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], float], ...]
    mix: tuple[float, float, float]
    base: float
    trained_on: str


def chances(sentences: Sequence[str], model: Model | None = None) -> Floats:
    """The probability of each sentence to be a request, at the base rate of the training sentences."""
    model = model or shipped()
    if not sentences:
        return np.zeros(0)
    words = [tokens(s)[:LONGEST] for s in sentences]
    linear = np.array([float(model.linear[buckets(w)].sum()) for w in words]) + model.bias
    dense = (np.array([outline(w) for w in words], np.float32) - model.centre) / model.scale
    deep = np.mean([np.maximum(dense @ w + b, 0) @ v + c for w, b, v, c in model.layers], axis=0)
    first, second, constant = model.mix
    return sigmoid(first * linear + second * deep + constant)


def recentred(chance: Floats, base: float, rounds: int = 200) -> Floats:
    """Probabilities for text with another share of requests, which is estimated from them alone (Saerens, Latinne and Decaestecker 2002).

    `base` is the share at which `chance` holds.
    """
    share = base
    odds = chance / np.maximum(1 - chance, 1e-12)
    now = chance
    for _ in range(rounds if len(chance) else 0):
        now = odds * (share / (1 - share)) / (base / (1 - base))
        now = now / (1 + now)
        before, share = share, float(np.clip(now.mean(), 1e-3, 1 - 1e-3))
        if abs(share - before) < 1e-6:
            break
    return now


def sigmoid(log_odds: Floats) -> Floats:
    """Log-odds as probabilities."""
    return 1 / (1 + np.exp(-np.clip(log_odds, -40, 40)))


def buckets(words: Sequence[str]) -> NDArray[np.int64]:
    """The distinct buckets of a sentence's word sequences: runs of 1 to 4 words, with the sentence's ends; the first 1 to 3 words of each
    clause; pairs with a gap; its length; how a question begins.
    """
    ends = ["^", *words, "$"]
    said = ["_".join(ends[i : i + n]) for n in (1, 2, 3, 4) for i in range(len(ends) - n + 1)]
    for i in clauses(words, _JOINS | {"to"})[:8]:
        said += ["C:" + "_".join(words[i : i + n]) for n in (1, 2, 3) if i + n <= len(words)]
    said += [f"S:{words[i]}_{words[i + gap]}" for i in range(len(words)) for gap in (2, 3, 4) if i + gap < len(words)]
    said.append(f"length {min(len(words) // 4, 10)}")
    if "?" in words:
        said.append("Q:" + "_".join(words[:2]))
    return np.unique(np.array([crc32(s.encode()) & (BUCKETS - 1) for s in said], np.int64))


def clauses(words: Sequence[str], joins: frozenset[str] | set[str] = _JOINS) -> list[int]:
    """Where clauses begin: at the start, after punctuation and after joining words."""
    return [0, *(i + 1 for i, w in enumerate(words[:-1]) if w in _CLAUSE_ENDS or w in joins)]


def outline(words: Sequence[str]) -> NDArray[np.float32]:
    """A sentence as numbers: mean word vectors of all of it, of its first and second word, of clause beginnings, of what follows
    "please" and "to", of what follows "you" and "we"; and sixteen plain facts.
    """
    text = " ".join(words)
    zero = np.zeros(DIMENSIONS, np.float32)

    def mean(some: Sequence[str]) -> NDArray[np.float32]:
        return np.mean([vector(w) for w in some], axis=0, dtype=np.float32) if some else zero

    def after(openers: frozenset[str]) -> list[str]:
        return [words[i + 1] for i in range(len(words) - 1) if words[i] in openers]

    begins = [words[i] for i in clauses(words) if i < len(words)]
    facts = (
        "?" in words, words[:1] == ["please"], "please" in words, bool(_ASKS_YOU.search(text)), "let me know" in text, "click" in words,
        words[-1:] == ["?"], "you" in words, "i" in words, "we" in words, "#" in words, "$link" in words, "your" in words, "!" in words,
    )  # fmt: skip
    parts = (
        mean(words), mean(words[:1]), mean(words[1:2]), mean(begins), mean(after(frozenset({"please", "to"}))),
        mean(after(frozenset({"you", "we"}))),
    )  # fmt: skip
    plain = np.array([*facts, np.log1p(len(words)), len(begins)], np.float32)
    return np.concatenate([*parts, plain]).astype(np.float32)


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model in the package."""
    with (files("regard.evidence.language") / "models" / "requests-1.npz").open("rb") as stream, np.load(stream) as held:
        layers = tuple(
            (
                held[f"hidden{i}"].astype(np.float32) * held[f"hidden_scale{i}"],
                held[f"hidden_bias{i}"].astype(np.float32),
                held[f"out{i}"].astype(np.float32),
                float(held[f"out_bias{i}"]),
            )
            for i in range(int(held["networks"]))
        )
        mix = held["mix"]
        return Model(
            held["linear"].astype(np.float32) * held["linear_scale"],
            float(held["bias"]),
            held["centre"].astype(np.float32),
            held["scale"].astype(np.float32),
            layers,
            (float(mix[0]), float(mix[1]), float(mix[2])),
            float(held["base"]),
            str(held["trained_on"]),
        )
