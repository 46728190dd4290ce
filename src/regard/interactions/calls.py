"""How a conversation went: who talked how much, who asked, who listened to whom. Numbers for our own people, about their own calls.

They describe a seller's practice and are shown to the seller; trust never sees them. Pure functions of speaker turns.
Shares are of words, since many transcripts have no usable times.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from regard.parse.transcript import Turn

_SENTENCE = re.compile(r"[^.!?]*[.!?]+|[^.!?]+$")
_RHETORIC = re.compile(r"(?i)^\W*(?:right|okay|ok|yeah|you know|isn't it|huh|really|sorry|pardon|what|hm+)\W*$")
ANSWERED_WITHIN = 2
"""Turns of others after a question among which its answer is looked for."""
ANSWER_WORDS = 3
"""Words from which a turn can be an answer; a yes or no can too."""
_SHORT_ANSWER = re.compile(r"(?i)^\W*(?:yes|yeah|yep|no|nope|sure|exactly|correct|of course|definitely|maybe|absolutely)\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One speaker's part: `share` of all words (0 to 1), questions, the longest stretch in words and in seconds, turns."""

    speaker: str
    share: float
    words: int
    turns: int
    questions: int
    longest_words: int
    longest_seconds: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question, by whom, and who answered it ("" where nobody did)."""

    speaker: str
    text: str
    at: float
    answered_by: str


def spoken(turns: Sequence[Turn]) -> list[Spoken]:
    """Each speaker's part, the one who said most first."""
    words: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    longest: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for t in turns:
        n = len(t.text.split())
        words[t.speaker] += n
        counts[t.speaker] += 1
        asked[t.speaker] += sum(1 for _ in _questions_in(t.text))
        longest[t.speaker] = max(longest[t.speaker], (n, round(t.end - t.start, 1)))
    total = sum(words.values()) or 1
    return [
        Spoken(who, words[who] / total, words[who], counts[who], asked[who], *longest[who])
        for who in sorted(words, key=lambda w: (-words[w], w))
    ]


def questions(turns: Sequence[Turn]) -> list[Question]:
    """Every question in order. It is answered where another speaker says more than a word or two soon after it, or yes or no."""
    found = []
    for n, turn in enumerate(turns):
        asked = list(_questions_in(turn.text))
        if not asked:
            continue
        others = [t for t in turns[n + 1 : n + 1 + 2 * ANSWERED_WITHIN] if t.speaker != turn.speaker][:ANSWERED_WITHIN]
        answer = next((t.speaker for t in others if answers(t.text)), "")
        # Several questions in one breath are answered together, if at all.
        found += [Question(turn.speaker, q, turn.start, answer) for q in asked]
    return found


def _questions_in(text: str) -> list[str]:
    sentences = [s.strip() for s in _SENTENCE.findall(text)]
    return [s for s in sentences if s.endswith("?") and len(s.split()) > 1 and not _RHETORIC.match(s)]


def answers(text: str) -> bool:
    """Whether a turn can be the answer to what was asked before it: yes or no, or more than a word or two that ask nothing back."""
    if _SHORT_ANSWER.match(text):
        return True
    statements = [s for s in _SENTENCE.findall(text) if not s.strip().endswith("?")]
    return sum(len(s.split()) for s in statements) >= ANSWER_WORDS
