"""How likely does a sentence ask its reader for something to be done, or settle that it will be?

Two small models agree on it: a linear one over hashed word sequences (their place in the clause included), and a few small networks over
word vectors, which know words that the labels never showed. Their joint log-odds were calibrated on labelled sentences that neither had
learned from. Trained by `python -m bench.models requests` on 3,656 labelled sentences (Parakweet's intent set) and on what a larger model
made of 13,000 unlabelled ones (`bench.request_model`); numpy alone runs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regard.evidence.language.mixture import Floats, Mixture, hashed, shipped
from regard.evidence.language.words import DIMENSIONS, tokens, vector

MODEL = "requests-2"
LONGEST = 400
"""Tokens of a sentence that are looked at."""
_CLAUSE_ENDS = frozenset(",:;.!?-")
_JOINS = frozenset(["and", "then", "so", "but", "or"])
_ASKS_YOU = re.compile(r"\b(?:can|could|would|will) (?:you|we|someone|u)\b")


def chances(sentences: Sequence[str], model: Mixture | None = None) -> Floats:
    """The probability of each sentence to be a request, at the base rate of the training sentences."""
    if not sentences:
        return np.zeros(0)
    words = [tokens(s)[:LONGEST] for s in sentences]
    return sigmoid((model or shipped(MODEL)).answer([buckets(w) for w in words], np.array([outline(w) for w in words])))


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
    return hashed(said)


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
