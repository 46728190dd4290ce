"""The whole book in one picture: across, standing (trust and value); up, rapport; each dot a buyer and a link.

Size is how much was written. Who has no known standing waits in a tray at the side; who has standing but no known rapport lies in
a strip below, at the right place across. Positions are shares of the width, so the words keep their size on any screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from markupsafe import Markup

from regard.results import PersonRow
from regard.surfaces.web.svg import el, percent
from regard.surfaces.web.words import estimate_words

HEIGHT = 400
STRIP = 96
HEAD = 20
FOOT = 34
TRAY = 0.13
"""Share of the width that the tray takes."""
PIXELS = 760
"""The width for which labels are placed; narrower screens hide them."""
MOST = 1200
"""Dots drawn at most; beyond, the buyers with most mail (the list has all)."""


@dataclass(frozen=True, slots=True)
class _Dot:
    row: PersonRow
    x: float
    y: float
    r: float
    low: float
    high: float


def standing(row: PersonRow) -> float | None:
    """Trust and value together: the mean score of those that are known, 0 to 100; None where neither is."""
    known = [e.score for e in (row.trust, row.value) if e.known]
    return fmean(known) if known else None


def picture(rows: Sequence[PersonRow], link: Callable[[str], str], needs: frozenset[str]) -> Markup:
    """The picture of `rows`; `link` makes a person's address from their id; `needs` are the ids marked for attention."""
    drawn = sorted(rows, key=lambda row: -row.messages)[:MOST]
    placed = [(row, at) for row in drawn if (at := standing(row)) is not None]
    waiting = [row for row in drawn if standing(row) is None]
    close = [(row, at) for row, at in placed if row.rapport.known]
    apart = [(row, at) for row, at in placed if not row.rapport.known]
    most = max((row.messages for row in drawn), default=1)
    reach = _reach([at for _, at in placed] + [row.rapport.score for row, _ in close])
    left = TRAY + 0.02 if waiting else 0.0
    plot = HEIGHT if close else 0
    strip = min(max(STRIP, 44 + 9 * _tallest(apart, reach)), 220) if apart else 0
    height = HEAD + plot + strip + FOOT if placed else HEAD + 240
    parts: list[Markup] = []
    if placed:
        parts += _axes(left, plot, strip, reach)
    parts += _strip([(row, at, _radius(row, most)) for row, at in apart], link, needs, left, plot, strip, reach)
    dots = [
        _Dot(
            row,
            left + (1 - left) * _share(at, reach),
            HEAD + plot * (1 - _share(row.rapport.score, reach)),
            _radius(row, most),
            left + (1 - left) * _share(fmean(e.low for e in (row.trust, row.value) if e.known), reach),
            left + (1 - left) * _share(fmean(e.high for e in (row.trust, row.value) if e.known), reach),
        )
        for row, at in close
    ]
    parts += _cloud(dots, link, needs)
    if waiting:
        parts += _tray(waiting, link, needs, height, placed=bool(placed))
    label = f"Picture of the book: {len(placed)} buyers by standing and rapport, {len(waiting)} of unknown standing"
    return el("svg", el("title", label), *parts, class_="picture", width="100%", height=height, role="group", aria_label=label)


def _reach(scores: Sequence[float]) -> float:
    """Half the range shown around 50, in scores: the data's own, at least 20, to the next 5."""
    farthest = max((abs(score - 50) for score in scores), default=0.0) + 4
    return min(50.0, max(20.0, 5.0 * -(-farthest // 5)))


def _share(score: float, reach: float) -> float:
    return min(max((score - 50 + reach) / (2 * reach), 0.0), 1.0)


def _radius(row: PersonRow, most: int) -> float:
    return 3.0 + 9.0 * sqrt(row.messages / most) if most else 3.0


def _axes(left: float, plot: int, strip: int, reach: float) -> list[Markup]:
    middle = left + (1 - left) / 2
    bottom = HEAD + plot + strip
    parts = [el("line", x1=percent(middle), x2=percent(middle), y1=HEAD, y2=bottom, class_="axis")]
    if plot:
        parts += [
            el("line", x1=percent(left), x2="100%", y1=HEAD + plot / 2, y2=HEAD + plot / 2, class_="axis"),
            el("line", x1=percent(left), x2=percent(left), y1=HEAD, y2=HEAD + plot, class_="axis strong"),
            el("text", "liked, not valued", x=percent(left), dx=10, y=HEAD + 18, class_="quadrant"),
            el("text", "peers", x="100%", dx=-8, y=HEAD + 18, class_="quadrant end"),
            el("text", "strangers", x=percent(left), dx=10, y=HEAD + plot - 10, class_="quadrant"),
            el("text", "valued, not close", x="100%", dx=-8, y=HEAD + plot - 10, class_="quadrant end"),
            el("text", "rapport ↑", x=percent(left), y=12, class_="axis-label"),
        ]
    parts.append(el("line", x1=percent(left), x2="100%", y1=HEAD + plot, y2=HEAD + plot, class_="axis strong"))
    if strip:
        parts += [
            el("text", "rapport unknown", x=percent(left), dx=10, y=HEAD + plot + 18, class_="quadrant"),
            el("line", x1=percent(left), x2="100%", y1=bottom, y2=bottom, class_="axis strong"),
        ]
    for score, anchor in ((50 - reach, ""), (50, " middle"), (50 + reach, " end")):
        x = left + (1 - left) * _share(score, reach)
        parts.append(el("text", f"{score:.0f}", x=percent(x), y=bottom + 14, class_=f"axis-label{anchor}"))
    parts.append(el("text", "standing (trust and value) →", x="100%", y=bottom + 30, class_="axis-label end"))
    return parts


def _cloud(dots: Sequence[_Dot], link: Callable[[str], str], needs: frozenset[str]) -> list[Markup]:
    parts = []
    if len(dots) <= 150:
        parts = [
            el("line", x1=percent(max(d.low, 0)), x2=percent(min(d.high, 1)), y1=d.y, y2=d.y, class_="dot-whisker") for d in dots
        ]
    parts += [_dot(d.row, percent(d.x), d.y, d.r, link, needs) for d in sorted(dots, key=lambda d: (d.row.id in needs, -d.r))]
    return parts + _labels(dots, needs)


def _dot(row: PersonRow, x: str | float, y: float, r: float, link: Callable[[str], str], needs: frozenset[str]) -> Markup:
    who = row.name or row.address
    said = "; ".join(estimate_words(f, e) for f, e in (("trust", row.trust), ("value", row.value), ("rapport", row.rapport)))
    title = f"{who}{', ' + row.company if row.company else ''}: {said}{'. ' + row.why if row.id in needs and row.why else ''}"
    kind = "dot need" if row.id in needs else "dot"
    return el(
        "a", el("title", title), el("circle", cx=x, cy=y, r=r, class_=kind),
        href=link(row.id), aria_label=title, tabindex=None if row.id in needs else "-1",
    )  # fmt: skip


def _labels(dots: Sequence[_Dot], needs: frozenset[str]) -> list[Markup]:
    """Names beside the dots that matter most, where there is room for them."""
    taken = [(d.x * PIXELS - d.r, d.y - d.r, d.x * PIXELS + d.r, d.y + d.r) for d in dots]
    parts = []
    for d in sorted(dots, key=lambda d: (d.row.id not in needs, -d.r))[:24]:
        name = _short(d.row.name or d.row.address)
        wide = 6.2 * len(name)
        for right in (True, False):
            x0 = d.x * PIXELS + (d.r + 4 if right else -d.r - 4 - wide)
            box = (x0, d.y - 8, x0 + wide, d.y + 6)
            own = taken[dots.index(d)]
            if box[0] < 0 or box[2] > PIXELS or any(_overlap(box, other) for other in taken if other is not own):
                continue
            taken.append(box)
            kind = "dot-label" if right else "dot-label end"
            parts.append(el("text", name, x=percent(d.x), dx=d.r + 4 if right else -d.r - 4, y=d.y + 4, class_=kind))
            break
        if len(parts) >= 12:
            break
    return parts


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"


def _tallest(apart: Sequence[tuple[PersonRow, float]], reach: float) -> int:
    columns: dict[int, int] = {}
    for _, at in apart:
        column = round(_share(at, reach) * 56)
        columns[column] = columns.get(column, 0) + 1
    return max(columns.values(), default=0)


def _strip(
    apart: Sequence[tuple[PersonRow, float, float]],
    link: Callable[[str], str],
    needs: frozenset[str],
    left: float,
    plot: int,
    strip: int,
    reach: float,
) -> list[Markup]:
    """Dots stacked upwards from the strip's floor, in columns across; a column too tall for the strip is drawn closer together."""
    columns: dict[int, list[tuple[PersonRow, float, float]]] = {}
    for item in apart:
        columns.setdefault(round(_share(item[1], reach) * 56), []).append(item)
    parts = []
    for column, stack in columns.items():
        rise = min(10.0, (strip - 34) / len(stack))
        for place, (row, _, r) in enumerate(stack):
            x = left + (1 - left) * min(max(column / 56, 0.012), 0.988)
            parts.append(_dot(row, percent(x), HEAD + plot + strip - 9 - rise * place, min(r, 5.0), link, needs))
    return parts


def _tray(
    waiting: Sequence[PersonRow], link: Callable[[str], str], needs: frozenset[str], height: int, *, placed: bool
) -> list[Markup]:
    """The buyers of unknown standing, packed in rows of four, and how many more there are."""
    across = 4 if placed else 24
    room = across * ((height - HEAD - 34) // 12)
    shown = waiting if len(waiting) <= room else waiting[: room - across]
    parts = [el("text", "unknown", x=0, y=12, class_="axis-label")]
    dots = [
        el("g", _dot(row, 6 + 12 * (n % across), HEAD + 8 + 12 * (n // across), 4, link, needs), class_="unknown")
        for n, row in enumerate(shown)
    ]
    if len(shown) < len(waiting):
        y = HEAD + 8 + 12 * (len(shown) // across) + 10
        parts.append(el("text", f"+ {len(waiting) - len(shown):,} more", x=0, y=y, class_="axis-label"))
    return parts + dots
