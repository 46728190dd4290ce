"""Companies: rows of the list, and one company whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regard.results.base import Record
from regard.results.estimates import Estimate
from regard.results.people import Colleague, PersonRow, TimelineEntry


@dataclass(frozen=True, slots=True)
class AccountRow(Record):
    """One company in a list, read from its people. side: buyer, supplier, partner, neither or unknown.

    doubt: why it is asked whether they are a buyer; "" where it is not.
    """

    id: str
    name: str
    domains: tuple[str, ...]
    people: int
    known: int
    trust: Estimate
    value: Estimate
    rapport: Estimate
    last_contact_us: str | None
    last_contact_them: str | None
    messages: int
    why: str = ""
    need: float = 0.0
    money: tuple[dict[str, Any], ...] = ()
    side: str = "unknown"
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Cell(Record):
    """One of our people with one of theirs: None estimates where they never met; the empty cells are the point."""

    us: str
    them: str
    mails_us: int
    mails_them: int
    trust: Estimate | None
    value: Estimate | None
    rapport: Estimate | None


@dataclass(frozen=True, slots=True)
class Unmet(Record):
    """Somebody of an account who stands on mails, and with whom nobody of us has written."""

    id: str
    name: str
    mails: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Gap(Record):
    """An empty place between us and an account, in words: a sentence that the names of `people` (id, name) complete.

    `kind`: unmet, silent, unanswered, single (known to one of ours alone) or cold.
    """

    kind: str
    sentence: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AccountPage(Record):
    """One company: its people, who of ours knows whom of theirs and whom nobody knows, everything that passed, and money.

    side: what it is to us (buyer, supplier, partner, unknown); `side_told` says by what (`basis`, `why`, `evidence`, `judgement`).
    risks: that it makes ready to go, deal or none, as it is told of a deal. mailboxes: what stands with those of its mailboxes that
    several read, a row a complaint or promise of ours (person, name, says, quote, date, message_id, start, end).
    deals: those with them, open ones first (id, name, stage, outcome, amount, currency, close). supposed: those that the mail speaks
    for and nobody confirmed (id, name, opened, last, people, evidence).
    """

    id: str
    name: str
    domains: tuple[str, ...]
    trust: Estimate
    value: Estimate
    rapport: Estimate
    people: tuple[PersonRow, ...]
    ours: tuple[Colleague, ...]
    cells: tuple[Cell, ...]
    weeks: tuple[dict[str, Any], ...]
    money: tuple[dict[str, Any], ...]
    last_contact_us: str | None
    last_contact_them: str | None
    as_of: str
    messages: int = 0
    left: tuple[dict[str, Any], ...] = ()
    gaps: tuple[Gap, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    timeline_total: int = 0
    side: str = "unknown"
    side_told: dict[str, Any] = field(default_factory=dict)
    risks: tuple[dict[str, Any], ...] = ()
    mailboxes: tuple[dict[str, Any], ...] = ()
    deals: tuple[dict[str, Any], ...] = ()
    supposed: tuple[dict[str, Any], ...] = ()
