"""Our practice: how often the nine behaviours stand in a seller's own messages, for that seller alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class Rate(Record):
    """In `count` of `messages` messages; `share` (0 to 1) with the ends of its 80 % interval. `month` is "2026-03", "" for all of them."""

    month: str
    messages: int
    count: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Example(Record):
    """One sentence of a message of theirs, at [start, end) of its text."""

    message_id: str
    date: str | None
    subject: str
    to: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Behaviour(Record):
    """One behaviour over time. `means` says what counts; `experimental`: the reading is not yet right often enough to count on.

    `whole` is the rate over all months shown, `months` those with mail, the earliest first; `examples` the newest.
    """

    name: str
    means: str
    experimental: bool
    whole: Rate
    months: tuple[Rate, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class PracticePage(Record):
    """A seller's own practice. `promises` counts what became of their promises of the last 90 days, by state; `kept` are those kept.

    `note` says what was not read, where something was not.
    """

    address: str
    name: str
    messages: int
    since: str | None
    behaviours: tuple[Behaviour, ...]
    promises: dict[str, int]
    kept: tuple[dict[str, Any], ...]
    as_of: str
    note: str = ""
