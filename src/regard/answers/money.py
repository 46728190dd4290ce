"""The money of a relationship, an account and the team: won, open, lost and the discount given, each currency apart.

Deals that two CRMs have count once (`deals.two_crms`); what each CRM's own sums are stands beside. An opportunity counts for everybody
who takes part in it, and once for its account and the team, whose sums are the CRM's own to the last decimal. There is no money by
seller, here or anywhere. Reads what `opportunities` reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regard.deals.organisations import crms

if TYPE_CHECKING:
    from regard.deals.records import Deal
    from regard.deals.two_crms import Doubt

OUTCOMES = {"won": "won", "lost": "lost", "no_decision": "lost", "open": "open", "unclear": "unclear"}
"""Where the money of an outcome is counted: a deal that ended without a decision was not won."""
Sums = list[dict[str, Any]]


def sums(deals: Iterable[Deal]) -> Sums:
    """One row a currency, by its name: won, open and lost amounts with how many deals, and the discount given on won ones.

    `discount` is None where no deal has a list price or a discount. Deals closed without a word of how stand under `unclear`.
    """
    by: dict[str, dict[str, Any]] = {}
    for deal in {d.id: d for d in deals}.values():
        at = by.setdefault(
            deal.currency, {"won": Decimal(0), "open": Decimal(0), "lost": Decimal(0), "unclear": Decimal(0)} | _NO_DEALS
        )
        where = OUTCOMES[deal.outcome]
        at[where] += amount_of(deal)
        at[f"n_{where}"] += 1
        given = discount(deal)
        if deal.outcome == "won" and given is not None:
            at["discount"] = (at["discount"] or Decimal(0)) + given
    return [_row(currency, at) for currency, at in sorted(by.items())]


_NO_DEALS: dict[str, Any] = {"n_won": 0, "n_open": 0, "n_lost": 0, "n_unclear": 0, "discount": None}


def _row(currency: str, at: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"currency": currency, **{name: number(at[name]) for name in ("won", "open", "lost")}}
    row |= {name: at[name] for name in ("n_won", "n_open", "n_lost")}
    row["discount"] = None if at["discount"] is None else number(at["discount"])
    if at["n_unclear"]:
        row |= {"unclear": number(at["unclear"]), "n_unclear": at["n_unclear"]}
    return row


def discount(deal: Deal) -> Decimal | None:
    """What was taken off: the list amount less the amount, else the discount as the CRM has it; None where it says nothing."""
    amount, listed = _decimal(deal.amount), _decimal(deal.list_amount)
    if amount is not None and listed is not None:
        return listed - amount
    if deal.discount.endswith("%"):
        share = _decimal(deal.discount[:-1])
        if share is None or amount is None or not 0 <= share < 100:
            return None
        return (amount * share / (100 - share)).quantize(Decimal("0.01"))
    return _decimal(deal.discount)


def amount_of(deal: Deal) -> Decimal:
    """What a deal is worth; nothing where the CRM has no amount, or one that is none."""
    return _decimal(deal.amount) or Decimal(0)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def number(amount: Decimal) -> int | float:
    """A decimal as JSON has it: whole numbers without a point."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


@dataclass(frozen=True)
class Money:
    """The deals of a moment, each once, and their sums for whoever is asked about.

    each: the deals as every CRM has them, where there are several; doubts: those that may be one and count as two.
    """

    deals: Sequence[Deal]
    each: Sequence[Deal] = ()
    doubts: Sequence[Doubt] = ()

    @cached_property
    def _by_person(self) -> Mapping[str, list[Deal]]:
        found: dict[str, list[Deal]] = defaultdict(list)
        for deal in self.deals:
            for person in {r.person for r in deal.roles if r.person}:
                found[person].append(deal)
        return found

    @cached_property
    def _by_company(self) -> Mapping[str, list[Deal]]:
        found: dict[str, list[Deal]] = defaultdict(list)
        for deal in self.deals:
            if deal.company_id:
                found[deal.company_id].append(deal)
        return found

    def person(self, person: str) -> Sums:
        """The sums of the deals in which a person takes part."""
        return sums(self._by_person.get(person, ()))

    def company(self, company: str) -> Sums:
        """The sums of a company's deals."""
        return sums(self._by_company.get(company, ()))

    def deals_of(self, person: str) -> list[Deal]:
        """The deals in which a person takes part."""
        return list(self._by_person.get(person, ()))

    @cached_property
    def crms(self) -> Sums:
        """The sums of each CRM by itself (`crm`, as `deals.organisations` names it), where there are several; else none."""
        of_crm = crms(self.each)
        by: dict[str, list[Deal]] = defaultdict(list)
        for deal in self.each:
            by[of_crm[deal.id]].append(deal)
        return [{"crm": crm, **row} for crm, of in sorted(by.items()) for row in sums(of)] if len(by) > 1 else []

    @cached_property
    def team(self) -> Sums:
        """The sums of every deal."""
        return sums(self.deals)


NONE = Money(())
Reader = Callable[[], Money]
