"""What moved on a deal: its stage, its close date, its amount, and who of theirs came in. Pure.

A deal moved into a stage where another was known before, or where it was in it from its creation: what the first export of a CRM shows
stands there, and nobody knows since when. The CRM's history says when a date or an amount changed: it holds from the moment it was known.
A date that comes back to what it was has moved twice. Amounts of two currencies are told, never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TypeVar

from regard.deals.records import Deal, Touch
from regard.model import DAY
from regard.results import Record
from regard.time import iso, iso_day

T = TypeVar("T")
SHOWN = 12
"""Moves that are shown of one deal."""
_FIRST = {"mail": "wrote", "meeting": "met us", "call": "spoke with us"}
_ORDINAL = {1: "1st", 2: "2nd", 3: "3rd"}


@dataclass(frozen=True, slots=True)
class Move(Record):
    """One thing that changed. kind: stage, close, amount or person; `days` by how much a date moved, `share` an amount (1 = doubled)."""

    date: str | None
    kind: str
    says: str
    message_id: str | None = None
    days: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Slips(Record):
    """How a close date held over the whole life of a deal: put off how often, by how many days in all (less what was brought forward).

    Of changes within one day the last counts: the others were slips of the pen. `first_us` is the first date, `last_us` when it was put
    off last (0 where it never was).
    """

    times: int
    days: int
    first: str | None
    now: str | None
    first_us: int = 0
    last_us: int = 0


def slips(deal: Deal, as_of_us: int) -> Slips | None:
    """How the close date held until a moment; None where the CRM's history has fewer than two dates."""
    by_day = {known // DAY: (known, close) for known, close in sorted(h for h in deal.closes if h[0] <= as_of_us)}
    dates = _held(list(by_day.values()), as_of_us)
    if len(dates) < 2:
        return None
    later = [known for (_, before), (known, now) in pairwise(dates) if now > before]
    first, last = dates[0][1], dates[-1][1]
    return Slips(len(later), round((last - first) / DAY), iso_day(first), iso_day(last), first, later[-1] if later else 0)


def moves(deal: Deal, touches: Iterable[Touch], names: Mapping[str, str], since_us: int, as_of_us: int) -> list[Move]:
    """What changed in [since, as_of), the newest first, at most `SHOWN`. `names` are the members, by person."""
    found = [(s.us, Move(iso(s.us), "stage", f"came into “{s.stage}”")) for s in deal.moves]
    found += _closes(deal, as_of_us)
    found += _amounts(deal, as_of_us)
    first: dict[str, Touch] = {}
    for touch in touches:
        for person in touch.acted:
            first.setdefault(person, touch)
    found += [
        (t.us, Move(iso(t.us), "person", f"{names[p]} {_FIRST[t.kind]} for the first time on this deal", t.id))
        for p, t in first.items()
        if p in names
    ]
    kept = sorted((m for m in found if since_us <= m[0] < as_of_us), key=lambda m: (-m[0], m[1].says))
    return [move for _, move in kept[:SHOWN]]


def _held(history: Sequence[tuple[int, T]], as_of_us: int) -> list[tuple[int, T]]:
    """(since when, value) of what held one after the other, without repeats."""
    found: list[tuple[int, T]] = []
    for known, value in sorted((h for h in history if h[0] <= as_of_us), key=lambda h: h[0]):
        if not found or found[-1][1] != value:
            found.append((known, value))
    return found


def _closes(deal: Deal, as_of_us: int) -> list[tuple[int, Move]]:
    found, times = [], 0
    for (_, before), (us, now) in pairwise(_held(deal.closes, as_of_us)):
        days = round((now - before) / DAY)
        times += days > 0
        how = (
            f"put off by {_days(days)}, for the {_ORDINAL.get(times, f'{times}th')} time"
            if days > 0
            else f"brought forward by {_days(-days)}"
        )
        says = f"close date {how}: {iso_day(before)} → {iso_day(now)}"
        found.append((us, Move(iso(us), "close", says, days=days)))
    return found


def _days(n: int) -> str:
    return f"{n} day" if n == 1 else f"{n} days"


def _amounts(deal: Deal, as_of_us: int) -> list[tuple[int, Move]]:
    found = []
    for (_, before), (us, now) in pairwise(_held(deal.amounts, as_of_us)):
        (a, of), (b, unit) = before, now
        told = f"amount changed: {_money(a, of)} → {_money(b, unit)}"
        share = _share(a, b) if of == unit else None
        found.append((us, Move(iso(us), "amount", told + (f" ({share:+.0%})" if share is not None else ""), share=share)))
    return found


def _money(amount: str, currency: str) -> str:
    try:
        value = Decimal(amount)
        plain = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    except InvalidOperation:
        plain = amount
    return f"{plain} {currency}".strip() if amount else "none"


def _share(before: str, now: str) -> float | None:
    """By how much of what it was an amount changed; None where either is no amount, or it was nothing."""
    try:
        a, b = Decimal(before), Decimal(now)
    except InvalidOperation:
        return None
    return round(float((b - a) / a), 4) if a else None
