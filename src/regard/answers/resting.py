"""The money of the team and of each account as the CRM has it, and what of the open money rests on one person of theirs.

The accounts add up to the team to the last decimal: each deal counts once, those whose account is named by no company of the mail too.
Deals that people found in the mail are not the CRM's and stand apart. There is no money by seller. Reads what `deals` reads.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from regard.answers.deal_board import Board, Known
from regard.answers.money import Money, Sums, amount_of, number, sums
from regard.deals.records import Deal
from regard.results import Record


@dataclass(frozen=True, slots=True)
class Rest(Record):
    """Open money that goes through one person: of `share` or more of what their side did on these deals."""

    person: str
    name: str
    account: str
    currency: str
    open: int | float
    deals: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class MoneyPage(Record):
    """team, found: sums a currency, of the CRM's deals and of those found in mail. accounts: the same for each account, most open first.
    crms: the sums of each CRM by itself, where there are several; joined: the deals that several have and that count once; doubts: those
    that may be one, count as two, and somebody has to judge. rests: what goes through one person, most first; `resting` sums it a
    currency, `unmet` what is open with nobody met.
    """

    team: Sums
    found: Sums
    accounts: tuple[dict[str, Any], ...]
    rests: tuple[Rest, ...]
    resting: dict[str, int | float]
    unmet: dict[str, int | float]
    crms: Sums = field(default_factory=list)
    joined: tuple[dict[str, Any], ...] = ()
    doubts: tuple[dict[str, str], ...] = ()


def money_page(money: Money, found: Board, share: float) -> MoneyPage:
    """The money of a moment; somebody on whom `share` of a deal's acts of theirs rests carries it."""
    rests = resting(found, share)
    names = {d.id: d.name for d in money.each}
    total: dict[str, Decimal] = defaultdict(Decimal)
    for rest in rests:
        total[rest.currency] += Decimal(str(rest.open))
    unmet: dict[str, Decimal] = defaultdict(Decimal)
    for k in found.known.values():
        if k.deal.outcome == "open" and not any(m.met for m in k.members):
            unmet[k.deal.currency] += amount_of(k.deal)
    return MoneyPage(
        money.team,
        sums(k.deal for k in found.known.values() if k.deal.id.startswith("x_")),
        accounts(money),
        tuple(rests),
        {currency: number(of) for currency, of in sorted(total.items())},
        {currency: number(of) for currency, of in sorted(unmet.items()) if of},
        money.crms,
        tuple({"id": d.id, "name": d.name, "also": list(d.twins)} for d in money.deals if d.twins),
        tuple({"left": d.left, "right": d.right, "differs": d.differs, "name": names.get(d.left, "")} for d in money.doubts),
    )


def accounts(money: Money) -> tuple[dict[str, Any], ...]:
    """Each account of the CRM with its sums: one account by its company, else by its id, else by its name."""
    at: dict[str, list[Deal]] = defaultdict(list)
    for deal in money.deals:
        at[deal.company_id or deal.account_id or deal.account.casefold()].append(deal)
    rows = [
        {"account": next((d.account for d in of if d.account), ""), "company_id": of[0].company_id, "money": sums(of)}
        for of in at.values()
    ]
    return tuple(sorted(rows, key=lambda r: (-max(float(m["open"]) for m in r["money"]), r["account"].casefold())))


def resting(found: Board, share: float) -> list[Rest]:
    """What rests on one person of theirs, by person and currency, most first."""
    on: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for k in found.known.values():
        if k.deal.outcome == "open" and k.carrier is not None and k.carrier[1] >= share:
            on[(k.carrier[0], k.deal.currency)].append(k)
    rows = [
        Rest(
            person, found.names.get(person, ""), of[0].deal.account, currency, number(sum((amount_of(k.deal) for k in of), Decimal(0))),
            tuple({"id": k.deal.id, "name": k.deal.name} for k in of),
        )
        for (person, currency), of in on.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (-r.open, r.name, r.currency))
