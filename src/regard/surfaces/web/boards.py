"""Two pictures of deals: all of them by close date and standing, and the committee of one as a map.

The map says where a part comes from by its line: solid is stated, dotted is inferred, dashed is a seat that is mentioned and was never
met. Both are laid out here, with links inside, and read aloud by their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from regard.deals.roles import ROLES
from regard.surfaces.web.svg import el, percent
from regard.surfaces.web.words import estimate_words, visible

if TYPE_CHECKING:
    from regard.answers.deals import DealPage, DealRow

HEAD, PLOT, STRIP, FOOT = 20, 260, 64, 34
MOST = 300
_EDGE = 0.04


def bubbles(rows: Sequence[DealRow], link: Callable[[str], str], seen: str | None) -> Markup:
    """Open deals: across, the close date; up, trust of the people met; size, the amount where all are in one currency.

    Deals of unknown standing lie in a strip below at their date; those without a close date are in the list alone.
    """
    dated = [(r, date.fromisoformat(r.close)) for r in rows if r.close][:MOST]
    if not dated:
        return Markup("")
    first, last = min(d for _, d in dated), max(d for _, d in dated)
    days = max(1, (last - first).days)
    same = len({r.currency for r, _ in dated if r.amount}) == 1
    most = max((_amount(r) for r, _ in dated), default=0.0) or 1.0
    base, floor = HEAD + PLOT, HEAD + PLOT + STRIP
    parts: list[Markup] = [
        el("text", "trust ↑", x=0, y=12, class_="axis-label"),
        el("line", x1=0, x2="100%", y1=base, y2=base, class_="axis strong"),
        el("text", "standing unknown", x=0, dx=4, y=base + 18, class_="quadrant"),
        el("line", x1=0, x2="100%", y1=floor, y2=floor, class_="axis strong"),
        el("line", x1=0, x2="100%", y1=HEAD + PLOT / 2, y2=HEAD + PLOT / 2, class_="axis"),
        el("text", first.isoformat(), x=0, y=floor + 14, class_="axis-label"),
        el("text", last.isoformat(), x="100%", y=floor + 14, class_="axis-label end"),
        el("text", "close date →", x="100%", y=floor + 30, class_="axis-label end"),
    ]
    if seen and first.isoformat() < seen[:10] < last.isoformat():
        x = percent(_across((date.fromisoformat(seen[:10]) - first).days / days))
        parts.append(el("line", x1=x, x2=x, y1=HEAD, y2=floor, class_="axis strong"))
        parts.append(el("text", "today", x=x, dx=4, y=HEAD + 10, class_="axis-label"))
    for r, day in sorted(dated, key=lambda d: -_amount(d[0])):
        radius = 4 + 14 * sqrt(_amount(r) / most) if same else 7.0
        y = base - PLOT * r.trust.score / 100 if r.trust.known else base + STRIP - 20.0
        high = any(x.level == "high" for x in r.risks)
        told = f"{r.name}, closes {r.close}, {r.amount} {r.currency}: {estimate_words('trust', r.trust)}"
        told += f"; {r.risks[0].says}" if r.risks else ""
        circle = el(
            "circle", cx=percent(_across((day - first).days / days)), cy=y, r=radius, class_="dot need" if high else "dot"
        )
        parts.append(el("a", el("title", told), circle, href=link(r.id), aria_label=told))
    label = f"{len(dated)} open deals by close date and trust" + (
        ", size is the amount" if same else "; amounts are in several currencies"
    )
    return el(
        "svg", el("title", label), *parts, class_="picture", width="100%", height=floor + FOOT, role="group", aria_label=label
    )


def _across(share: float) -> float:
    return _EDGE + (1 - 2 * _EDGE) * share


def _amount(row: DealRow) -> float:
    try:
        return max(0.0, float(row.amount or 0))
    except ValueError:
        return 0.0


WIDE, TALL, GAP, COLUMNS = 216, 76, 16, 4


def committee_map(page: DealPage, link: Callable[[str], str]) -> Markup:
    """The committee as boxes in rows by part; empty seats last, with a dashed line from whoever mentioned them."""
    order = {role: n for n, role in enumerate(ROLES)}
    boxes: list[tuple[str, str, str, str, str | None, bool]] = []
    for m in sorted(page.committee, key=lambda m: (order.get(m["role"], 99), not m["met"], -m["seen"])):
        kind = "stated" if m["basis"] == "stated" else "inferred"
        boxes.append((m["name"], m["title"], m["role"] or "part unknown", kind, m["person"], m["met"]))
    boxes += [
        (s.name or s.title, s.title if s.name else "", s.role or "part unknown", "seat", None, False) for s in page.empty_seats
    ]
    if not boxes:
        return Markup("")
    places = {n: ((n % COLUMNS) * (WIDE + GAP) + 1, (n // COLUMNS) * (TALL + GAP) + 1) for n in range(len(boxes))}
    person_at = {box[4]: places[n] for n, box in enumerate(boxes) if box[4]}
    lines = []
    for n, seat in enumerate(page.empty_seats, len(page.committee)):
        by = {e.person for e in seat.evidence}
        for person in sorted(p for p in by if p in person_at):
            (x1, y1), (x2, y2) = person_at[person], places[n]
            lines.append(el("line", x1=x1 + WIDE / 2, y1=y1 + TALL, x2=x2 + WIDE / 2, y2=y2, class_="names"))
    drawn = [_box(box, places[n], link) for n, box in enumerate(boxes)]
    width = min(len(boxes), COLUMNS) * (WIDE + GAP) - GAP + 2
    height = -(-len(boxes) // COLUMNS) * (TALL + GAP) - GAP + 2
    label = f"Committee: {len(page.committee)} people, {len(page.empty_seats)} seats that are mentioned and not met"
    return el(
        "svg", el("title", label), *lines, *drawn, class_="committee", width=width, height=height, viewBox=f"0 0 {width} {height}",
        role="group", aria_label=label,
    )  # fmt: skip


def _box(box: tuple[str, str, str, str, str | None, bool], at: tuple[float, float], link: Callable[[str], str]) -> Markup:
    name, title, role, kind, person, met = box
    x, y = at
    how = {"stated": "stated", "inferred": "inferred", "seat": "mentioned, not met"}[kind]
    said = f"{name}{f', {title}' if title else ''}: {role}, {how}"
    parts: list[Any] = [
        el("title", said),
        el(
            "rect",
            x=x,
            y=y,
            width=WIDE - 2,
            height=TALL - 2,
            rx=3,
            class_=f"seat {'mentioned' if kind == 'seat' else kind}{'' if met else ' unmet'}",
        ),
        el("text", _cut(name, 26), x=x + 12, y=y + 24, class_="seat-name"),
        el("text", _cut(title, 30), x=x + 12, y=y + 42, class_="axis-label"),
        el("text", role if met or kind == "seat" else f"{role}, not met yet", x=x + 12, y=y + 62, class_="axis-label"),
    ]
    return el("a", *parts, href=link(person), aria_label=said) if person else el("g", *parts)


def _cut(text: str, most: int) -> str:
    text = visible(text)
    return text if len(text) <= most else text[: most - 1] + "…"
