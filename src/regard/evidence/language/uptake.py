"""How far does an answer take up what was said before it? The measure behind "listening": repeating, asking on, building on it.

A mixture over (a) the answer's words, and the answer with what it shares with the other's words marked as shared, as hashed sequences, and
(b) how much is shared and where, how near in meaning, how the answer opens (networks, a kernel machine, boosted trees). Trained by
`python -m bench.models uptake` on rated exchanges between teachers and pupils (Demszky et al. 2021): another kind of talk than business
mail, so read it as a rank, not an amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from regard.evidence.language.mixture import Floats, Mixture, Singles, hashed, shipped
from regard.evidence.language.words import DIMENSIONS, tokens, vector

MODEL = "uptake-2"
LONGEST = 300
LETTERS = 4_000
SHOWN = 60
_PLAIN = frozenset(
    [
        "the", "a", "an", "and", "or", "but", "of", "to", "in", "on", "at", "is", "are", "was", "were", "be", "been", "it",
        "this", "that", "i", "you", "we", "he", "she", "they", "me", "my", "your", "our", "their", "so", "do", "does",
        "did", "have", "has", "had", "not", "no", "with", "for", "as", "if", "then", "there", "what", "how", "just", "like",
        "can", "could", "would", "will", "one", "um", "uh", "okay", "ok", "yeah", "yes", "right",
    ]
)  # fmt: skip
_AGREES = frozenset(
    [
        "yes", "yeah", "right", "okay", "ok", "good", "exactly", "correct", "great", "mm", "alright", "sure", "nice",
        "excellent", "perfect", "no",
    ]
)  # fmt: skip
_GOES_ON = frozenset(["because", "why", "how", "so", "what"])
_SPEAKS = frozenset(["say", "said", "saying", "think", "mean", "know", "want"])
_ASKS = frozenset(["what", "why", "how", "who", "which", "when", "where"])
_DIGS = frozenset(["why", "how", "explain", "because"])
_HANDS_BACK = re.compile(r"\b(?:you said|you're saying|so you|you think|did you|you got|your)\b")
_ELSE = re.compile(r"\b(?:anyone|who|someone|else|anybody)\b")
_AWAY = re.compile(r"\b(?:everybody|everyone|next|listen|page|turn)\b")
_FIGURE = re.compile(r"\d+(?:[./]\d+)?")
_ENDINGS = ("ing", "ed", "es", "s", "ly")

Exchange = tuple[str, str]
"""(what was said, the answer to it)."""


def uptake(exchanges: Sequence[Exchange], model: Mixture | None = None) -> Floats:
    """How far each answer takes up what was said, in standard deviations of human ratings (about -2 to 1.5)."""
    if not exchanges:
        return np.zeros(0)
    found = [read(exchange) for exchange in exchanges]
    return (model or shipped(MODEL)).answer([buckets(e) for e in found], np.array([outline(e) for e in found]))


@dataclass(frozen=True, slots=True)
class Read:
    """An exchange as tokens, and the figures (as written) on either side."""

    said: tuple[str, ...]
    answer: tuple[str, ...]
    said_figures: frozenset[str]
    answer_figures: frozenset[str]


def read(exchange: Exchange) -> Read:
    """The first LONGEST tokens of both sides, and the figures among their first LETTERS characters."""
    (a, b), (x, y) = ((tokens(text)[:LONGEST] for text in exchange), (_FIGURE.findall(text[:LETTERS]) for text in exchange))
    return Read(tuple(a), tuple(b), frozenset(x), frozenset(y))


def stem(word: str) -> str:
    """A word without a common ending."""
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 2), word)


def shared(said: Sequence[str], answer: Sequence[str]) -> list[str]:
    """The answer with content words it shares as COPY, shared small words marked, and its own content words as NEW."""
    before = {stem(w) for w in said}
    content = before - _PLAIN
    kept = _PLAIN | _AGREES | _GOES_ON | _SPEAKS
    out = []
    for word in answer[:SHOWN]:
        root = stem(word)
        if root in content:
            out.append("COPY")
        elif root in before:
            out.append(word + "~")
        else:
            out.append(word if word in kept or not word[0].isalnum() else "NEW")
    return ["^", *out, "$"]


def buckets(exchange: Read) -> NDArray[np.int64]:
    """Single words and pairs of the answer; runs of 1 to 4 of the answer with its shared words marked."""
    said, answer = exchange.said, exchange.answer
    marked = shared(said, answer)
    found = ["W:" + "_".join(answer[i : i + n]) for n in (1, 2) for i in range(len(answer) - n + 1)]
    found += ["M:" + "_".join(marked[i : i + n]) for n in (1, 2, 3, 4) for i in range(len(marked) - n + 1)]
    return hashed(found)


def outline(exchange: Read) -> Singles:
    """An exchange as numbers: lengths, what is shared (all, content, rare), nearness in meaning, the longest run repeated, how the answer
    opens and whether it asks; where and in which of its sentences it takes up what was said; and the mean vector of its words.
    """
    said, answer = exchange.said, exchange.answer
    a = [stem(w) for w in said if w[0].isalnum() or w[0] == "#"]
    b = [stem(w) for w in answer if w[0].isalnum() or w[0] == "#"]
    all_a, all_b = set(a), set(b)
    content_a, content_b = all_a - _PLAIN, all_b - _PLAIN
    common, content = all_a & all_b, content_a & content_b
    vectors_a = [vector(w) for w in said if stem(w) in content_a]
    vectors_b = [vector(w) for w in answer if stem(w) in content_b]
    opening = b[:12]
    run = longest_run(a, b)
    counts = np.array(
        [
            len(a), len(b), len(common), len(content), len(content_a), len(content_b), len(content_b - content_a), run,
            longest_run(a, opening), len(set(opening) & all_a), answer.count("?"), said.count("?"),
            sum(w in _AGREES for w in b[:5]), sum(w in _GOES_ON for w in b),
            sum(1.0 for w in content if len(w) > 5),
        ],
        np.float32,
    )  # fmt: skip
    plain = [
        len(common) / max(len(all_a), 1), len(content) / max(len(content_a), 1), len(common) / max(len(all_a | all_b), 1),
        len(content) / max(len(content_a | content_b), 1), run / max(len(a), 1), *_nearness(vectors_a, vectors_b),
        answer[-1:] == ("?",), b[:1] != [] and b[0] in _AGREES, b[:1] != [] and b[0] in all_a, bool(_SPEAKS & all_b), "you" in all_b,
        "we" in all_b, "i" in b[:3], "but" in b[:4], "so" in b[:2], "because" in all_b, "let's" in answer, "#" in said, "#" in answer,
        "#" in said and "#" in answer,
    ]  # fmt: skip
    mean = np.mean([vector(w) for w in answer], axis=0) if answer else np.zeros(DIMENSIONS)
    where = np.array([*_places(exchange, frozenset(content_a), frozenset(content_b)), *_pairs(a, b)], np.float32)
    return np.concatenate([counts, np.log1p(counts), np.array(plain, np.float32), where, mean]).astype(np.float32)


def _places(exchange: Read, content_a: frozenset[str], content_b: frozenset[str]) -> list[float]:
    """Where an answer takes up what was said: its sentences and questions with most in common, the first word that is shared, figures
    repeated; words that hand it back ("you said", "why"), and words that speak to others or go elsewhere.
    """
    content_a, content_b = content_a - _AGREES, content_b - _AGREES
    words = [w for w in exchange.answer if w[0].isalnum() or w[0] == "#"]
    roots = [stem(w) for w in words]
    first = next((i for i, w in enumerate(roots) if w in content_a), None)
    parts = _sentences(exchange.answer)
    common = [len({stem(w) for w in part} & content_a) for part in parts]
    asked = [n for n, part in zip(common, parts, strict=True) if part[-1] == "?"]
    asks = [part for part in parts if part[-1] == "?"]
    new = len(content_b - content_a)
    x, y = exchange.said_figures, exchange.answer_figures
    low = " ".join(exchange.answer)
    return [
        len(parts), len(asks), max(asked, default=0), common[0] if common else 0, len(parts[0]) if parts else 0, max(common, default=0),
        40 if first is None else first, 1 if first is None else first / len(words), bool(asks) and asks[0][0] in _ASKS,
        not _ASKS.isdisjoint(words[:4]), sum(w in _DIGS for w in words), len(words) <= 2, bool(words) and _AGREES.issuperset(words),
        new, new / max(len(content_b), 1), len(exchange.said) <= 3, not content_a,
        exchange.said.count("#"), exchange.answer.count("#"), len(_HANDS_BACK.findall(low)), len(_ELSE.findall(low)),
        len(_AWAY.findall(low)), exchange.answer.count("!"), len(x), len(y), len(x & y), len(x & y) / max(len(x), 1),
    ]  # fmt: skip


def _pairs(a: Sequence[str], b: Sequence[str]) -> list[float]:
    """Runs of two and three words that stand on both sides, and the share of the pairs."""
    two, three = (
        (set(zip(*(a[i:] for i in range(n)), strict=False)), set(zip(*(b[i:] for i in range(n)), strict=False))) for n in (2, 3)
    )
    return [len(two[0] & two[1]), len(two[0] & two[1]) / max(len(two[0]), 1), len(three[0] & three[1])]


def _sentences(answer: Sequence[str]) -> list[Sequence[str]]:
    """The answer cut after each full stop, question mark and exclamation mark."""
    ends = [i + 1 for i, w in enumerate(answer) if w in {".", "?", "!"}]
    found = [answer[i:j] for i, j in pairwise([0, *ends, len(answer)])]
    return [part for part in found if any(w[0].isalnum() or w[0] == "#" for w in part)]


def longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest run of words that stands in both."""
    best = 0
    before = [0] * (len(b) + 1)
    for word in a:
        now = [0] * (len(b) + 1)
        for j, other in enumerate(b):
            if word == other:
                now[j + 1] = before[j] + 1
                best = max(best, now[j + 1])
        before = now
    return best


def _nearness(a: Sequence[Singles], b: Sequence[Singles]) -> tuple[float, float]:
    """(cosine of both sides' sums, mean over the words of one side of the nearest word of the other)."""
    if not a or not b:
        return 0.0, 0.0
    left, right = np.array(a), np.array(b)
    x, y = left.sum(axis=0), right.sum(axis=0)
    return float(x @ y / max(float(np.linalg.norm(x) * np.linalg.norm(y)), 1e-9)), float((left @ right.T).max(axis=1).mean())
