"""What does a mail of ours ask, by its cues: which kind of ask it is, whether it wants an answer, and which part of a chance it gives.

The kinds: `request`, `question`; `check_in`, where all that it asks for is to be in touch, and `social`, where that is company alone
(`language.check_ins`); `closing`; `statement`, which does none of these; `unread`, in a language that is not read and without a question
mark. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regard.evidence.language.check_ins import CHECKS_IN, COMPANY
from regard.evidence.language.detect import UNREAD
from regard.interactions.answering import WANTS_KINDS
from regard.model import Cue

CHECK_IN = "check_in"
"""The kind of an ask for no more than to be in touch."""
SOCIAL = "social"
"""The kind of an ask for company alone, and why it is censored: whoever comes along, or does not, tells nothing of trust."""
TOLD = 0.5
"""What a mail that asks nothing counts for: with it later answers to asks are foretold best, better than with 0 or 1 (docs/why.md)."""
IN_TOUCH = 0.25
"""What a check-in counts for, answered or not: half of a mail that asks nothing. A judgement: no mail at hand holds enough of them."""


def kind_by(cues: Sequence[Cue]) -> str:
    """What a message of ours asks: its kind. In a language that is not read a question mark makes a question; without one nobody can say
    whether it wanted an answer.
    """
    kinds = {cue.kind for cue in cues}
    if CHECKS_IN in kinds or COMPANY in kinds:
        return CHECK_IN if CHECKS_IN in kinds else SOCIAL
    said = next((kind for kind in ("request", "question", "closing") if kind in kinds), "")
    if said or UNREAD not in kinds:
        return said or "statement"
    return "question" if any(cue.kind == UNREAD and cue.end > cue.start for cue in cues) else UNREAD


def may_want(cues: Sequence[Cue]) -> bool:
    """Whether a message may want an answer: it asks for something, if only to be in touch, or in words that are not read."""
    return kind_by(cues) not in {"statement", "closing"}


def part_of_a_chance(kinds: Iterable[str]) -> float:
    """How much the mails of ours of one ask give of a chance to answer, by their kinds: 1 where one of them wants something."""
    asked = set(kinds)
    if not asked.isdisjoint(WANTS_KINDS):
        return 1.0
    return IN_TOUCH if asked <= {CHECK_IN, SOCIAL} else TOLD
