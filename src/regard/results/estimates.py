"""One estimate and the exact sum behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class Estimate(Record):
    """One estimate as shown. Where `known` is false, show "unknown" and `settle`, never `score` alone.

    score, low, high: 0 to 100. trend: "up", "down", "steady" or "unknown". band: "good", "fair", "poor" or "unknown".
    mean, sd: the state on its own scale. chances: fair chances it rests on, as a person counts them (`relationships.occasions`).
    """

    score: float
    low: float
    high: float
    known: bool
    trend: str
    band: str = "unknown"
    mean: float = 0.0
    sd: float = 0.0
    chances: int = 0
    settle: str = ""


@dataclass(frozen=True, slots=True)
class Both(Record):
    """One figure by us and by them; None where it cannot be known."""

    label: str
    us: float | str | None
    them: float | str | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Contribution(Record):
    """One summand of an estimate: what was expected, what happened, and how far it moves the mean.

    `quote_start` and `quote_end` are the place of the quote in the text of `message_id` (both 0 where it has none). `shown` is the share
    of what comes in that the mailbox shows, and `counted` what the event counts as: 1 or 0, or between, where it may have happened unseen.
    """

    message_id: str
    date: str | None
    channel: str
    expected: float
    happened: bool
    contribution: float
    quote: str
    sentence: str = ""
    subject: str = ""
    weight: float = 0.0
    decided_by: str | None = None
    quote_start: int = 0
    quote_end: int = 0
    counted: float = 0.0
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class Refitted(Record):
    """What the book's own numbers made of an estimate when they were last fitted anew, to what was known before the day `since`: the score
    by those in force before (0 to 100), and the `points` and part of the `mean` (log-odds) by which it differs now. None of it is
    anything that this buyer did since.
    """

    since: str
    before: float
    points: float
    mean: float


@dataclass(frozen=True, slots=True)
class Why(Record):
    """The exact sum behind one estimate: prior + Σ contribution = mean (to 1e-9). `seller` None means the whole team.

    `refitted`: which part of the score came with the book's own numbers when they were last fitted anew; None where the estimate is
    unknown or the numbers are the book's first.
    """

    FRAMED: ClassVar[str] = "contributions"

    person: str
    name: str
    factor: str
    seller: str | None
    mean: float
    prior: float
    contributions: tuple[Contribution, ...]
    sd: float = 0.0
    estimate: Estimate | None = None
    scale: float = 1.0
    refitted: Refitted | None = None
    note: str = "A contribution is that event's part of this sum, not what deleting the event would change."
