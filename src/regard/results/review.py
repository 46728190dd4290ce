"""A month's review: its agenda, what each item rests on, what was answered, and how it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from regard.results.actions import ActionRow
from regard.results.base import Record
from regard.results.estimates import Estimate
from regard.results.people import PromiseRow

QUESTION = "What are you doing to perpetuate this relationship?"


@dataclass(frozen=True, slots=True)
class Said(Record):
    """What somebody wrote down in a review. kind: answer, note or passed (looked at, and nothing to be done)."""

    kind: str
    text: str
    by: str
    by_name: str
    date: str | None
    recorded: str | None


@dataclass(frozen=True, slots=True)
class Changed(Record):
    """What the buyer did since the last review that moved an estimate: the latest such thing as a sentence with its message, how often it
    happened (`times`), and how far all of it moved the estimate.
    """

    factor: str
    sentence: str
    date: str | None
    message_id: str
    contribution: float
    quote: str
    quote_start: int
    quote_end: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """One thing that is said of a place on the agenda, a clause, with the message that shows it ("" where none does, as of money).

    kind: money, standing, promise (of ours), asked (a question of theirs), ours and theirs (the last mail that is kept), last, twin,
    decides, referral (they sent somebody to us) or turn.
    """

    kind: str
    says: str
    date: str | None = None
    message_id: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class LastMonth(Record):
    """What the reviews before this one said of a relationship: the month of the last, what was answered, and what became of its actions."""

    month: str
    answers: tuple[Said, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewItem(Record):
    """One relationship on the agenda. `because`: "stake" (most is at stake) or "turn" (its company's turn); `why` says it in a
    sentence, `facts` what that is made of, each with its message.

    stake: the product of `parts` (money, standing, neglect, weight); 0 for a turn. before: the estimates at `since`. promises: what
    stands on either side. risks: of their open deals, at most three. topics: what matters to them now. actions: what is open. said:
    what was written down this month. also: others at the company whose turn it is with theirs. done: answered, passed on, or given an
    action; passed: passed on and no more (nobody answered, no action was made). now: in one plain sentence, why it comes up now; do:
    what would be worth doing. last_said: what they wrote last: `quote`, `date`, `message_id`, `start` and `end`.
    """

    place: int
    person: str
    name: str
    company: str
    company_id: str | None
    question: str
    because: str
    why: str
    stake: float
    parts: Mapping[str, float]
    trust: Estimate
    value: Estimate
    rapport: Estimate
    before: Mapping[str, Estimate]
    since: str | None
    changes: tuple[Changed, ...]
    promises: tuple[PromiseRow, ...]
    risks: tuple[Mapping[str, Any], ...]
    deals: tuple[Mapping[str, Any], ...]
    topics: tuple[Mapping[str, Any], ...]
    actions: tuple[ActionRow, ...]
    last_month: LastMonth | None
    said: tuple[Said, ...]
    also: tuple[Mapping[str, str], ...]
    last_contact_us: str | None
    last_contact_them: str | None
    next_meeting: str | None
    done: bool
    passed: bool = False
    last_said: Mapping[str, Any] | None = None
    facts: tuple[Fact, ...] = ()
    now: str = ""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Followed(Record):
    """Whether standing was better after actions that were done, beside similar relationships that were not acted upon.

    Differences in points of score over about a month, with 95 % intervals; None, and `says` why, while there are fewer than `needed`.
    """

    n: int
    needed: int
    says: str
    trust: Mapping[str, float] | None = None
    value: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Review(Record):
    """A month's review. `begun`: its agenda is fixed; before that it follows the book. `opens_with`: actions of the reviews before it.
    answered and passed: how many relationships were answered or given an action, and how many were only passed on.

    turn: how many companies come up in turn, how many this month, and within how many months each does.
    """

    FRAMED: ClassVar[str] = "items"

    month: str
    as_of: str
    size: int
    begun: bool
    question: str
    items: tuple[ReviewItem, ...]
    opens_with: tuple[ActionRow, ...]
    previous: str | None
    followed: Followed
    turn: Mapping[str, int]
    answered: int
    passed: int = 0
    as_of_note: str = ""
