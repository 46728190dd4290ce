"""Do they say that we did not answer? A question of theirs, a mail of ours after it, and their words that it is open still. Pure.

One question that stays open shows more than a share of many: shares need several questions that had time, and a deal seldom has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regard.deals.asked import asks
from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.sentences import plain
from regard.model import DAY

WITHIN = 60 * DAY
"""So long before the moment it was said that it is open; so long before that it was asked."""
_OPEN = re.compile(
    r"\b(?:does|did|do|has|have)(?:n't| not) (?:really |actually |quite |yet )?answer(?:ed)?\b"
    r"|\b(?:is|was|are)(?:n't| not| no| hardly) (?:really )?an? answer\b"
    r"|\bno (?:clear |real |final |straight )?answer (?:to|yet|so far)\b"
    r"|\b(?:my|our|that|the|same) questions? (?:\S+ ){0,5}?(?:is|are|was|remains?|stays?|stands?) (?:still )?"
    r"(?:open|unanswered|not answered)\b"
    r"|\b(?:still|again) (?:the|my|our) same question\b"
    r"|\bstill (?:waiting for|have no|no|without|need) (?:an? )?(?:clear |final |real |straight )?answer\b"
    r"|\b(?:i|we)(?:'ve| have| had)? (?:already )?asked (?:you )?"
    r"(?:this|that|it|about|the same|twice|before|already|weeks ago|last (?:week|month))\b"
    r"|\b(?:second|third|fourth) time\b|\bask(?:ing|ed)? (?:you )?(?:again|once more|twice)\b"
    r"|\bstill (?:do not|don't) (?:know|understand|see) (?:if|whether|how|what|where|why)\b|\bstill like to know\b|\byes or no\b"
    r"|\bif you (?:do not|don't|cannot|can't) (?:know|answer|say)\b"
    r"|\b(?:isn't|is not|was not|wasn't) (?:in (?:it|there)|what (?:i|we) asked)\b"
)


@dataclass(frozen=True, slots=True)
class Open:
    """What was asked (mail, start, end, words), and where they say that it is open still."""

    asked: tuple[Touch, int, int, str]
    still: tuple[Touch, int, int, str]


def says_open(touch: Touch) -> tuple[int, int, str] | None:
    """The sentence of a buyer's mail that says that a question of theirs was not answered."""
    if touch.by_us or touch.automated or touch.kind != "mail":
        return None
    return next(((s, e, w) for s, e, w in own_sentences(touch) if _OPEN.search(plain(w))), None)


def open_still(touches: Sequence[Touch], as_of_us: int) -> Open | None:
    """The latest question that they say is open still, of mails in order of time: they asked, we wrote to them, they say so, and nothing
    of ours went to them since.
    """
    for n in range(len(touches) - 1, -1, -1):
        last = touches[n]
        if last.us < as_of_us - WITHIN:
            return None
        said = says_open(last)
        if said is None or any(t.by_us and last.writer in t.theirs for t in touches[n + 1 :]):
            continue
        answered = False
        for before in reversed(touches[:n]):
            if before.us < last.us - WITHIN:
                break
            answered = answered or (before.by_us and last.writer in before.theirs and _near(before, last))
            told = asks(before) if answered and before.writer == last.writer and _near(before, last) else ()
            if told:
                return Open((before, *told[0]), (last, *said))
    return None


def _near(one: Touch, other: Touch) -> bool:
    """Whether two mails are of one thread, or of threads that cannot be told."""
    return not one.thread_id or not other.thread_id or one.thread_id == other.thread_id
