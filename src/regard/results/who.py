"""Who may be the same as whom, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from regard.results.base import Record
from regard.results.messages import Shown


@dataclass(frozen=True, slots=True)
class WhoSide(Record):
    """One of two who may be the same: what tells them. `first`, `last`: days of their first and last mail."""

    id: str
    name: str
    side: str
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    company: str
    first: str | None
    last: str | None
    messages: int
    phones: tuple[str, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """What one comparison says of a pair. `bits` above 0 speak for one human, below for two (log2 of the odds)."""

    what: str
    level: str
    says: str
    bits: float


@dataclass(frozen=True, slots=True)
class Doubt(Record):
    """Two people who may be one. `probability` orders the queue and merges nobody; `affected` are messages that would move."""

    left: WhoSide
    right: WhoSide
    probability: float
    affected: int
    reasons: tuple[Reason, ...]
    shared: tuple[str, ...]
    together: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class CompanyDoubt(Record):
    """Two domains that may be one company's, each with its number of people; `addresses` of those who have one at both."""

    left: str
    right: str
    left_people: int
    right_people: int
    reasons: tuple[str, ...]
    addresses: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class JudgedPair(Record):
    """One standing judgement: who said what of which two addresses (or @domains), why and when; `id` undoes it."""

    id: str
    verdict: str
    by: str
    rule: str
    reason: str
    left: str
    right: str
    person: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class SureSide:
    """One person of an almost sure pair: id, name, company and addresses."""

    id: str
    name: str
    company: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurePair:
    """Two who are one human with a `probability` of at least .98. `affected`: messages that would move."""

    left: SureSide
    right: SureSide
    probability: float
    affected: int


@dataclass(frozen=True, slots=True)
class WhoIsWho(Record):
    """The queue of doubtful pairs, the most consequential first, and what was judged lately. `people`: how many were compared; `sure`:
    those of the queue that are almost surely one human (200 at most), which can be joined at once.
    """

    FRAMED: ClassVar[str] = "pairs"

    pairs: tuple[Doubt, ...]
    total: int
    companies: tuple[CompanyDoubt, ...]
    companies_total: int
    recent: tuple[JudgedPair, ...]
    people: int
    sure: tuple[SurePair, ...] = ()
