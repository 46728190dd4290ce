"""All open deals in one picture: across the close date, up the trust of the people met, size the amount.

What is dangerous lies low and left, and is large. A bubble's whisker holds the true trust four times in five; deals of unknown standing
lie in a strip below at their date. The most pressing are named beside their bubble where there is room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING

from markupsafe import Markup

from regard.surfaces.web.svg import el, percent
from regard.surfaces.web.words import estimate_words, last_day, prose, visible

if TYPE_CHECKING:
    from regard.answers.deal_rows import DealRow

HEAD, PLOT, STRIP, FOOT = 20, 300, 56, 28
MOST, NAMED = 300, 10
BEHIND, AHEAD = 45, 300
"""Days before and after today that have a place of their own; what lies beyond stands at the edge."""
LEFT, RIGHT = 0.05, 0.95
GOOD, FAIR = 60.0, 40.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Link = Callable[[str], str]
"""An id to its address; "" for none, where a picture stands alone."""


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, as a share of the width."""
        inside = min(max(day, self.first), self.last)
        return LEFT + (RIGHT - LEFT) * (inside - self.first).days / max(1, (self.last - self.first).days)


def bubbles(rows: Sequence[DealRow], link: Link, seen: str | None) -> Markup:
    """Open deals: across, the close date; up, trust of the people met; size, the amount where all are in one currency.

    Those without a close date are in the list alone.
    """
    dated = [(r, date.fromisoformat(r.close)) for r in rows if r.close][:MOST]
    if not dated:
        return Markup("")
    today = last_day(seen)
    days = [today, *(d for _, d in dated)]
    span = _Span(max(min(days), today - timedelta(BEHIND)), min(max(days), today + timedelta(AHEAD)))
    same = len({r.currency for r, _ in dated if r.amount}) == 1
    most = max((_amount(r) for r, _ in dated), default=0.0) or 1.0
    parts = [*_ground(span, today, any(not r.trust.known for r, _ in dated))]
    order = sorted(dated, key=lambda d: -_amount(d[0]))
    placed = [(r, d, span.at(d), *_height(r), 5 + 15 * sqrt(_amount(r) / most) if same else 8.0) for r, d in order]
    parts += [
        el("line", x1=percent(x), x2=percent(x), y1=_y(r.trust.high), y2=_y(r.trust.low), class_="dot-whisker")
        for r, _, x, _, known, _ in placed
        if known
    ]
    for r, day, x, y, known, radius in placed:
        high = any(k.level == "high" for k in r.risks)
        closes = prose(f"closes {day.isoformat()}", seen)
        told = f"{r.name}, {closes}, {r.amount or 'no amount'} {r.currency}: {estimate_words('trust', r.trust)}"
        told += f"; {prose(r.risks[0].says, seen)}" if r.risks else ""
        circle = el("circle", cx=percent(x), cy=y, r=radius, class_="dot need" if high else "dot")
        held = linked(link(r.id), told, circle)
        parts.append(held if known else el("g", held, class_="unknown"))
    parts += _names(placed)
    label = f"{len(dated)} open deals by close date and trust" + (
        ", size is the amount" if same else "; amounts are in several currencies"
    )
    height = HEAD + PLOT + STRIP + FOOT
    return el("svg", el("title", label), *parts, class_="picture", width="100%", height=height, role="group", aria_label=label)


def linked(href: str, said: str, *children: Markup, **given: str | float | None) -> Markup:
    """A part of a picture that leads somewhere, or merely says what it is; with further attributes."""
    if href:
        return el("a", el("title", said), *children, **{"href": href, **given, "aria_label": said})
    return el("g", el("title", said), *children, **given)


def _ground(span: _Span, today: date, unknown: bool) -> list[Markup]:
    """Bands, months and today."""
    base, floor = HEAD + PLOT, HEAD + PLOT + STRIP
    parts = [
        el("text", "trust ↑", x=0, y=12, class_="axis-label"),
        *(el("line", x1=0, x2="100%", y1=_y(at), y2=_y(at), class_="axis") for at in (GOOD, FAIR)),
        el("text", "good", x=0, y=_y(GOOD) - 5, class_="quadrant"),
        el("text", "poor", x=0, y=_y(FAIR) + 15, class_="quadrant"),
        el("line", x1=0, x2="100%", y1=base, y2=base, class_="axis strong"),
        el("line", x1=0, x2="100%", y1=floor, y2=floor, class_="axis strong"),
        el("text", "close date →", x="100%", y=12, class_="axis-label end"),
    ]
    if unknown:
        parts.append(el("text", "not yet shown", x=0, y=base + 32, class_="quadrant"))
    for month in _months(span):
        x = percent(span.at(month))
        parts.append(el("line", x1=x, x2=x, y1=floor, y2=floor + 4, class_="axis strong"))
        named = f"{_MONTHS[month.month - 1]} {month.year}" if month.month == 1 else _MONTHS[month.month - 1]
        parts.append(el("text", named, x=x, y=floor + 18, class_="axis-label middle"))
    x = percent(span.at(today))
    parts.append(el("line", x1=x, x2=x, y1=HEAD, y2=floor, class_="axis strong"))
    parts.append(el("text", "today", x=x, dx=4, y=HEAD + 10, class_="axis-label"))
    return parts


def _months(span: _Span) -> list[date]:
    """First days of months within, thinned to twelve at most."""
    found: list[date] = []
    at = date(span.first.year, span.first.month, 1)
    while at <= span.last:
        if at >= span.first:
            found.append(at)
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
    step = -(-len(found) // 12) if found else 1
    return found[::step]


def _names(placed: Sequence[tuple[DealRow, date, float, float, bool, float]]) -> list[Markup]:
    """The most pressing and the largest by name, where no other name is in the way."""
    order = {"high": 0, "medium": 1, "low": 2}
    wanted = sorted(placed, key=lambda p: (min((order[k.level] for k in p[0].risks), default=3), -_amount(p[0])))[: NAMED * 2]
    taken = [(x - radius / 1000, x + radius / 1000, y) for _, _, x, y, _, radius in placed]
    found: list[Markup] = []
    for r, _, x, y, _, radius in wanted:
        name = _cut(r.name, 30)
        wide = len(name) * 0.0062 + 0.02
        left = x + wide > RIGHT
        edge = radius / 1000 + 0.001
        begin, end = (x - wide, x - edge) if left else (x + edge, x + wide)
        if len(found) >= NAMED or any(abs(y - o) < 15 and begin < b and a < end for a, b, o in taken):
            continue
        taken.append((begin, end, y))
        shift = -(radius + 4) if left else radius + 4
        found.append(el("text", name, x=percent(x), dx=shift, y=y + 4, class_="dot-label end" if left else "dot-label"))
    return found


def _height(r: DealRow) -> tuple[float, bool]:
    return (_y(r.trust.score), True) if r.trust.known else (HEAD + PLOT + STRIP - 24.0, False)


def _y(score: float) -> float:
    return HEAD + PLOT * (1 - max(0.0, min(100.0, score)) / 100)


def _amount(row: DealRow) -> float:
    try:
        return max(0.0, float(row.amount or 0))
    except ValueError:
        return 0.0


def _cut(text: str, most: int) -> str:
    text = visible(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
