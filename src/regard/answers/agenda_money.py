"""What money rests on the people of an agenda: the deals they take part in and, in part, those of their company.

Reads the deals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from statistics import median

from regard.answers.contacted import YEAR, Person
from regard.answers.view import View
from regard.deals.records import Deal
from regard.review import agenda


def units(view: View, who: Mapping[str, Person], over: Collection[str] = ()) -> dict[str, float]:
    """Buyer -> the money of their deals in units of the median open deal of each currency; nothing rests on those that are `over` (ids)."""
    deals = view.money().deals
    amount = {d.id: float(a) for d in deals if (a := _decimal(d.amount)) is not None and a > 0}
    usual: dict[str, float] = {}
    for currency in {d.currency for d in deals}:
        of = [d for d in deals if d.currency == currency and d.id in amount]
        open_ = [amount[d.id] for d in of if d.outcome == "open"] or [amount[d.id] for d in of]
        if open_:
            usual[currency] = median(open_)
    at: dict[str, float] = defaultdict(float)
    of_company: dict[str, list[tuple[frozenset[str], float]]] = defaultdict(list)
    for d in deals:
        share = _share(d, view.as_of_us)
        if not share or d.id not in amount or d.id in over:
            continue
        units = share * amount[d.id] / usual[d.currency]
        taking_part = frozenset(r.person for r in d.roles if r.person)
        for person in taking_part:
            at[person] += units
        if d.company_id:
            of_company[d.company_id].append((taking_part, units))
    for p in who.values():
        if p.company_id in of_company:
            at[p.id] += sum(
                u * (agenda.OTHERS_SHARE if part else agenda.COMPANY_SHARE)
                for part, u in of_company[p.company_id]
                if p.id not in part
            )
    return {p: m for p, m in at.items() if m > 0}


def _share(d: Deal, as_of_us: int) -> float:
    if d.outcome == "open":
        return 1.0
    lately = d.closed_us is not None and 0 <= as_of_us - d.closed_us <= YEAR
    return agenda.WON_SHARE if d.outcome == "won" and lately else 0.0


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def told(view: View, people: Iterable[Person], over: Collection[str] = ()) -> dict[str, str]:
    """Buyer -> what their open deals are worth, in words; else those of their company; else what was won in the last year; without those
    that are `over` (ids).
    """
    deals = [d for d in view.money().deals if _share(d, view.as_of_us) and d.id not in over]
    found = {}
    for p in people:
        theirs = [d for d in deals if any(r.person == p.id for r in d.roles)]
        company = [d for d in deals if p.company_id and d.company_id == p.company_id]
        for of, whose in ((theirs, ""), (company, " of their company")):
            if open_ := [d for d in of if d.outcome == "open"]:
                found[p.id] = f"{_worth(open_, 'open ')}{whose}"
                break
        else:
            if theirs or company:
                found[p.id] = f"{_worth(theirs or company, '')} won in the last year"
    return found


def _worth(deals: list[Deal], kind: str) -> str:
    """As in "78,400 USD in 2 open deals": the number alone where no amount is known; amounts of several currencies each by itself."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for d in deals:
        sums[d.currency] += _decimal(d.amount) or 0
    amounts = [f"{a:,.0f} {currency}".strip() for currency, a in sorted(sums.items()) if a > 0]
    count = f"{len(deals)} {kind}deal" if len(deals) > 1 else f"{'an' if kind else 'a'} {kind}deal"
    return (
        f"{' and '.join(amounts)} in {count}{'s' if len(deals) > 1 else ''}"
        if amounts
        else f"{count}{'s' if len(deals) > 1 else ''}"
    )
