"""Promises: what is said, what is kept of it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regard.model.sent import Sent


@dataclass(frozen=True, slots=True)
class DueDate(Sent):
    """A date named at `text[start:end]` of what somebody wrote at `base_us`; `text` is its own words.

    Due by the end of `day` (ISO date), or at `time` ("HH:MM", the writer's clock; "" where none is said). `first` is the first day of a
    range ("next week"), the same as `day` for a single one. A duration ("two days", needed) ends on `day` if it begins at once.
    `certainty` (0 to 1) is how surely the words mean this day.
    """

    start: int
    end: int
    text: str
    day: str
    first: str
    time: str
    kind: Literal["date", "range", "duration"]
    certainty: float
    base_us: int


Form = Literal["firm", "conditional", "joint", "negated", "tentative"]
"""How a commitment is said: "we'll meet on Friday" is joint, "if you sign, I'll send it" conditional, "I'll try" tentative."""


@dataclass(frozen=True, slots=True)
class Commitment(Sent):
    """Somebody says at `text[start:end]` (one sentence) that something will be done.

    `actor` is who is to do it: the writer (or the writer's side), writer and reader together, or a colleague named. `to` is "reader"
    where the sentence speaks to one, else "". `what` is what will be done, in the writer's words. `due` is by when, where it is said.
    `q` (0 to 1) is the estimated precision of the rule that found it.
    """

    start: int
    end: int
    actor: Literal["writer", "writer+reader", "colleague"]
    to: Literal["reader", ""]
    what: str
    due: DueDate | None
    form: Form
    q: float


PledgeKind = Literal["deliver", "answer", "talk", "other"]
"""What kind of thing is promised: something handed over, word sent back, a talk, or anything else."""


@dataclass(frozen=True, slots=True)
class Pledge(Sent):
    """A firm or joint commitment as it is kept with its message: the sentence `text[start:end]`, and by when.

    `named` are the stems of the words that name the thing. `due_start` and `due_end` bound the words of the date, both 0 where none
    is said; `day`, `first` (ISO dates, in the writer's days) and `time` are those of `DueDate`, "" where there is none. `speaker` is the
    name of whoever says it on a call, as the transcript has it; "" in a mail, which has one author.
    """

    start: int
    end: int
    actor: Literal["writer", "writer+reader", "colleague"]
    form: Form
    q: float
    kind: PledgeKind
    named: tuple[str, ...] = ()
    due_start: int = 0
    due_end: int = 0
    day: str = ""
    first: str = ""
    time: str = ""
    speaker: str = ""


PromiseState = Literal["overdue", "due", "open", "broken", "kept late", "kept", "released", "unknown"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise between us and a buyer, and what became of it as far as mail, calendars and calls show.

    `by` and `to` are persons; `side` says whose promise it is. `pledge` is how it was said last, in `message_id`; `made_us` when it was
    said first. `due_us` is the end of the day it is due (or of the named minute), None without a date; `moved` counts how often a later
    date took its place. `decided_by` are the messages that show what became of it, `decided_us` when that was, `why` one clause.
    """

    id: str
    side: Literal["us", "them"]
    buyer: str
    by: str
    to: str
    message_id: str
    thread_id: str
    made_us: int
    pledge: Pledge
    due_us: int | None
    state: PromiseState
    moved: int = 0
    decided_by: tuple[str, ...] = ()
    decided_us: int | None = None
    why: str = ""
