"""How a seller sees their relationships, how the buyers act, what they said when asked, and what they advised: for that seller alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from regard.results.actions import ActionRow
from regard.results.base import Record
from regard.results.estimates import Estimate

Told = Literal["advice", "confidence"]


@dataclass(frozen=True, slots=True)
class Stated(Record):
    """What a buyer said of us when asked: a score of 0 to 100 (None where there is none), words, or both. factor: trust, value, rapport or
    overall. how: survey, loss interview, review or other.
    """

    date: str | None
    how: str
    factor: str
    score: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Perceived(Record):
    """One relationship of the seller who asks. rated: how they see it (0 to 100, None where they did not say). shown: how the buyer acts
    toward them. says: "above", "below" or "within" what the buyer shows, "unknown" where that is not known, "" where nothing was rated.
    """

    person: str
    name: str
    company: str
    company_id: str | None
    rated: Mapping[str, float | None]
    rated_on: str | None
    shown: Mapping[str, Estimate]
    says: Mapping[str, str]
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Coached(Record):
    """What a buyer told the seller who asks: the sentence [start, end) of a message, without private life (start is end,
    and `quote` no quote, where nothing else was told). `action` is what was made of it, if anything.

    kind: "advice", or "confidence" for what they were told and cannot heed. shows: of advice "heeded" or "not heeded" as later words of
    ours or theirs say it, "" where nothing says. A person confirms or rejects it.
    """

    id: str
    message_id: str
    start: int
    end: int
    quote: str
    date: str | None
    person: str
    name: str
    company: str
    shows: str
    shown_by: str | None
    shown_on: str | None
    says: str
    action: ActionRow | None
    kind: Told = "advice"
