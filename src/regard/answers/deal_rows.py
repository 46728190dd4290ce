"""Deals as they are shown: a row of the list, one deal whole, a risk with the deal it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regard.deals.competence import Competence
from regard.deals.moves import Move, Slips
from regard.deals.records import Coverage, Evidence, Risk, Seat
from regard.deals.stakes import Stakes
from regard.results import Estimate, PromiseRow, Record


@dataclass(frozen=True, slots=True)
class DealRow(Record):
    """One deal in the list. `coverage` is the share of required parts filled; `risks` the first three, `more` how many there are beside,
    `snoozed` how many are put off. `unread`: mails of theirs on it in a language that is not read, in which no risk would be heard.

    odd: what the CRM has that cannot be right. next_step: the next meeting with its people, None where none is set.
    """

    id: str
    name: str
    account: str
    company_id: str | None
    amount: str
    currency: str
    stage: str
    outcome: str
    opened: str | None
    close: str | None
    age_days: int
    trust: Estimate
    value: Estimate
    rapport: Estimate
    coverage: float
    roles: Coverage
    people: int
    met: int
    seats: int
    risks: tuple[Risk, ...]
    more: int
    snoozed: int
    next_step: dict[str, Any] | None
    last_contact_us: str | None
    last_contact_them: str | None
    touches: int
    odd: tuple[str, ...]
    unread: int = 0


@dataclass(frozen=True, slots=True)
class DealPage(Record):
    """One deal, whole. `forecast` is None where nothing can be said, and `forecast_why` says why not; so with hand-offs.

    promises: those made on this deal by either side, the most pressing first. moved: what changed within `MOVED`, the newest first.
    slips: how the close date held since the deal was opened, None where the CRM has no history of it.
    unread: mails of theirs on it in a language that is not read, in which no risk would be heard.
    snoozed: risks that are put off, with the reason. corrections: what people said of this deal and stands, the newest first.
    again: of a lost one, the deals with that company that began since, or that the mail speaks for (`answers.deals_at`).
    through: the agents' companies, by name, through whom one found in the mail goes.
    beside: who of other companies is on its mail (`answers.beside`).
    """

    id: str
    name: str
    account: str
    company_id: str | None
    amount: str
    currency: str
    stage: str
    outcome: str
    type: str
    opened: str | None
    close: str | None
    age_days: int
    committee: tuple[dict[str, Any], ...]
    coverage: float
    roles: Coverage
    empty_seats: tuple[Seat, ...]
    risks: tuple[Risk, ...]
    snoozed: tuple[Risk, ...]
    corrections: tuple[dict[str, Any], ...]
    handoffs: tuple[dict[str, Any], ...]
    handoffs_why: str
    forecast: dict[str, Any] | None
    forecast_why: str
    competence: Competence
    stakes: Stakes | None
    trust: Estimate
    value: Estimate
    rapport: Estimate
    next_step: dict[str, Any] | None
    promises: tuple[PromiseRow, ...]
    moved: tuple[Move, ...]
    slips: Slips | None
    links: tuple[dict[str, Any], ...]
    stages: tuple[dict[str, Any], ...]
    odd: tuple[str, ...]
    as_of: str
    unread: int = 0
    again: tuple[dict[str, Any], ...] = ()
    through: tuple[str, ...] = ()
    beside: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class RiskRow(Record):
    """One risk with the deal it belongs to; `told` where it is among the first of its deal, else it waits behind a link.

    That an account makes ready to go is told without a deal too: `deal` and `name` are "" then, `company_id` and `person` say whose it is,
    and `said_of` by what it is put off.
    """

    deal: str
    name: str
    account: str
    kind: str
    level: str
    says: str
    evidence: tuple[Evidence, ...]
    clears: str
    numbers: Mapping[str, Any]
    snoozed: str = ""
    snoozed_until: str = ""
    snooze: str = ""
    trial: bool = False
    worth: float = 0.0
    weighs: Mapping[str, float] = field(default_factory=dict)
    told: bool = False
    company_id: str | None = None
    person: str = ""
    said_of: str = ""
