"""How far does an answer take up what was said before it? The measure behind "listening": repeating, asking on, building on it.

A mixture over (a) the answer's words, and the answer with what it shares with the other's words marked as shared, as hashed sequences, and
(b) how much is shared, how rare it is, how near in meaning, how the answer opens. Trained by `python -m bench.models uptake` on rated
exchanges between teachers and pupils (Demszky et al. 2021): another kind of talk than business mail, so read it as a rank, not an amount.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regard.evidence.language.mixture import Floats, Mixture, Singles, hashed, shipped
from regard.evidence.language.words import DIMENSIONS, tokens, vector

MODEL = "uptake-1"
LONGEST = 300
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
_ENDINGS = ("ing", "ed", "es", "s", "ly")

Exchange = tuple[str, str]
"""(what was said, the answer to it)."""


def uptake(exchanges: Sequence[Exchange], model: Mixture | None = None) -> Floats:
    """How far each answer takes up what was said, in standard deviations of human ratings (about -2 to 1.5)."""
    if not exchanges:
        return np.zeros(0)
    read = [(tokens(said)[:LONGEST], tokens(answer)[:LONGEST]) for said, answer in exchanges]
    return (model or shipped(MODEL)).answer([buckets(s, a) for s, a in read], np.array([outline(s, a) for s, a in read]))


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


def buckets(said: Sequence[str], answer: Sequence[str]) -> NDArray[np.int64]:
    """Single words and pairs of the answer; runs of 1 to 4 of the answer with its shared words marked."""
    marked = shared(said, answer)
    found = ["W:" + "_".join(answer[i : i + n]) for n in (1, 2) for i in range(len(answer) - n + 1)]
    found += ["M:" + "_".join(marked[i : i + n]) for n in (1, 2, 3, 4) for i in range(len(marked) - n + 1)]
    return hashed(found)


def outline(said: Sequence[str], answer: Sequence[str]) -> Singles:
    """An exchange as numbers: lengths, what is shared (all, content, rare), nearness in meaning, the longest run repeated, how the answer
    opens and whether it asks; and the mean vector of its words.
    """
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
        answer[-1:] == ["?"], b[:1] != [] and b[0] in _AGREES, b[:1] != [] and b[0] in all_a, bool(_SPEAKS & all_b), "you" in all_b,
        "we" in all_b, "i" in b[:3], "but" in b[:4], "so" in b[:2], "because" in all_b, "let's" in answer, "#" in said, "#" in answer,
        "#" in said and "#" in answer,
    ]  # fmt: skip
    mean = np.mean([vector(w) for w in answer], axis=0) if answer else np.zeros(DIMENSIONS)
    return np.concatenate([counts, np.log1p(counts), np.array(plain, np.float32), mean]).astype(np.float32)


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
