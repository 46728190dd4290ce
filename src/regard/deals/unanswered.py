"""Do they say that we did not answer? A question of theirs, a mail of ours after it, and their words that it is open still. Pure.

One question that stays open shows more than a share of many: shares need several questions that had time, and a deal seldom has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regard.deals.asked import asks, promises_answer
from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.sentences import plain
from regard.model import DAY

WITHIN = 60 * DAY
"""So long before the moment it was said that it is open; so long before that it was asked."""
PROMISED = 180 * DAY
"""So long before the moment where one of ours had promised to come back to it: what was promised does not lapse by waiting."""
OPEN = re.compile(
    r"\b(?:does|did|do|has|have)(?:n't| not) (?:really |actually |quite |yet )?answer(?:ed)?\b"
    r"|\b(?:is|was|are)(?:n't| not| no| hardly) (?:really )?an? answer\b"
    r"|\bno (?:clear |real |final |straight )?answer (?:to|yet|so far)\b"
    r"|\b(?:my|our|that|the|same) questions? (?:\S+ ){0,5}?(?:is|are|was|remains?|stays?|stands?) (?:still )?"
    r"(?:open|unanswered|not answered)\b"
    r"|\b(?:still|again) (?:the|my|our) same question\b"
    r"|\b(?:you|he|she) (?:wanted|promised|were going|was going|said you(?: woul|')d|meant) (?:to )?(?:get|come) back to (?:me|us)\b"
    r"|\bstill waiting\b[^.?!]{0,40}\b(?:reply|answer|response|you|feedback|word)\b|\b(?:am|are|'m|'re) still waiting[.!]?$"
    r"|\bstill (?:waiting for|have no|no|without|need) (?:an? )?(?:clear |final |real |straight )?answer\b"
    r"|\b(?:i|we)(?:'ve| have| had)? (?:already )?asked (?:you )?"
    r"(?:this|that|it|about|the same|twice|before|already|weeks ago|last (?:week|month))\b"
    r"|\b(?:second|third|fourth) time\b|\bask(?:ing|ed)? (?:you )?(?:again|once more|twice)\b"
    r"|\bstill (?:do not|don't) (?:know|understand|see) (?:if|whether|how|what|where|why)\b|\bstill like to know\b|\byes or no\b"
    r"|\bif you (?:do not|don't|cannot|can't) (?:know|answer|say)\b"
    r"|\b(?:isn't|is not|was not|wasn't) (?:in (?:it|there)|what (?:i|we) (?:asked|wanted|meant))\b"
    r"|\b(?:i|we) asked (?:about|for|whether|if|how|what|when) [^.?!]{2,60}"
    r"\b(?:and|but) (?:you|i|we) (?:wrote|sent|answered|talked|told|got|received|showed|gave|came)\b"
    r"|\b(?:that|it|this) was (?:my|our) question\b|\b(?:did|do|does|can|could) (?:not|n't) (?:get|see|find|have) (?:an|any|my) answer\b"
    r"|\b(?:dodg|evad|sidestepp?|ignor)\w+ (?:my|our|the) questions?\b"
    r"|\bbeside the point\b"
    r"|\bmiss(?:es|ed|ing)? the (?:point|question)\b|\b(?:can|does|will|is) it or (?:can't|doesn't|won't|isn't) it\b"
    r"|\bnobody (?:has |could |can |was able to )?(?:answer|answered|tell|told|explain|explained)\b"
)


@dataclass(frozen=True, slots=True)
class Open:
    """What was asked (mail, start, end, words), and where they say that it is open still."""

    asked: tuple[Touch, int, int, str]
    still: tuple[Touch, int, int, str]


def is_open(words: str) -> bool:
    """Whether a sentence says that a question is open still."""
    return bool(OPEN.search(plain(words)))


def says_open(touch: Touch) -> tuple[int, int, str] | None:
    """The sentence of a buyer's mail that says that a question of theirs was not answered."""
    if touch.by_us or touch.automated or touch.kind != "mail":
        return None
    return next(((s, e, w) for s, e, w in own_sentences(touch) if is_open(w)), None)


def open_still(touches: Sequence[Touch], as_of_us: int) -> Open | None:
    """The latest question that they say is open still, of mails in order of time: they asked, we wrote to them, they say so, and nothing
    of ours went to them in that talk since. Said longer ago than `WITHIN`, only where a mail of ours between promised to come back to it.
    """
    for n in range(len(touches) - 1, -1, -1):
        last = touches[n]
        if last.us < as_of_us - PROMISED:
            return None
        said = says_open(last)
        if said is None or any(t.by_us and last.writer in t.theirs and _near(t, last) for t in touches[n + 1 :]):
            continue
        answered, promised = False, last.us >= as_of_us - WITHIN
        for before in reversed(touches[:n]):
            if before.us < last.us - WITHIN:
                break
            ours = before.by_us and last.writer in before.theirs and _near(before, last)
            answered, promised = answered or ours, promised or (ours and promises_answer(before))
            told = _asked(before) if answered and before.writer == last.writer and _near(before, last) else None
            if told is not None and promised:
                return Open((before, *told), (last, *said))
    return None


INDIRECT = re.compile(
    r"\b(?:like|want|wanted|need|love) to know (?:if|whether|how|what|when|why|where|who)\b|\bwonder(?:ing|ed)? (?:if|whether|how|what)\b"
    r"|\b(?:tell|told) (?:me|us) (?:if|whether|how|what|when)\b|\b(?:my|our|the) question (?:is|was)\b"
)


def is_indirect(words: str) -> bool:
    """Whether a sentence asks without being a question."""
    return bool(INDIRECT.search(plain(words)))


def _asked(touch: Touch) -> tuple[int, int, str] | None:
    """The first question of a mail, or the sentence that asks without being one."""
    told = asks(touch)
    if told:
        return told[0]
    return next(((s, e, w) for s, e, w in own_sentences(touch) if is_indirect(w)), None)


def _near(one: Touch, other: Touch) -> bool:
    """Whether two mails are of one thread, or of threads that cannot be told."""
    return not one.thread_id or not other.thread_id or one.thread_id == other.thread_id
