"""The whole book in one picture: across, standing (trust and value); up, rapport; each dot a buyer and a link.

Size is open money where the CRM tells of any in one currency, else how much was written. Who has no known standing waits in a
tray at the side; who has standing but no known rapport lies in a strip below, at the right place across. Where rapport is known
of few, that picture would be empty: then the height is when they last wrote, so that who stands well and has gone quiet shows.
Where all known rapport is above the middle (a friendly word is rare, so its lack is seldom known), only the upper half is drawn.
Positions are shares of the width, so words keep their size on any screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, log1p, sqrt
from statistics import fmean

from markupsafe import Markup

from regard.model import FACTORS
from regard.results import PersonRow
from regard.surfaces.web.svg import el, percent
from regard.surfaces.web.words import days_before, estimate_words, plural, prose, visible

HEAD, FOOT = 20, 34
TRAY = 0.13
"""Share of the width that the tray takes."""
PIXELS = 680
"""The width for which labels are placed; narrower screens hide them."""
MOST = 1200
"""Dots drawn at most; beyond, the buyers with most mail (the list has all)."""
_COLUMNS = 56
"""Columns across in which the strip stacks its dots."""
FEW = 0.15
"""Below this share of known rapport, height is when they last wrote."""
_LONG = 730
"""Days of silence at the bottom of the plot."""
_SILENCES = ((7, "a week ago"), (30, "a month"), (91, "a quarter"), (365, "a year"))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things go: `left` edge of the plot (share), heights of plot and strip (px), half the range of scores shown.

    `upper`: the plot begins at a rapport of 50.
    """

    link: Callable[[str], str]
    needs: frozenset[str]
    left: float
    plot: int
    strip: int
    reach: float
    most: float
    seen: str | None = None
    silence: bool = False
    money: bool = False
    upper: bool = False

    @property
    def floor(self) -> int:
        return HEAD + self.plot + self.strip

    def share(self, score: float) -> float:
        """A score as a share of the range shown, 0 to 1."""
        return min(max((score - 50 + self.reach) / (2 * self.reach), 0.0), 1.0)

    def across(self, score: float) -> float:
        return self.left + (1 - self.left) * self.share(score)

    def up(self, row: PersonRow) -> float:
        share = quiet(row, self.seen) if self.silence else self.share(row.rapport.score)
        if self.upper:
            share = 2 * (share or 0.5) - 1
        return HEAD + self.plot * (1 - (share or 0.0))

    def radius(self, row: PersonRow) -> float:
        return 3.0 + 9.0 * sqrt(weight(row, money=self.money) / self.most)


def open_money(row: PersonRow) -> float:
    """The open money of a buyer's deals in the currency they have most of it in."""
    return max((float(m["open"]) for m in row.money), default=0.0)


def one_currency(rows: Sequence[PersonRow]) -> bool:
    """Whether there is open money, all of it in one currency: amounts of several cannot be compared as sizes."""
    return len({m["currency"] for row in rows for m in row.money if m["open"]}) == 1


def weight(row: PersonRow, *, money: bool) -> float:
    """What a dot's area stands for: open money where the picture shows money, else how much was written."""
    return max(open_money(row), 0.0) if money else float(row.messages)


def standing(row: PersonRow) -> float | None:
    """Trust and value together: the mean score of those that are known, 0 to 100; None where neither is."""
    known = [e.score for e in (row.trust, row.value) if e.known]
    return fmean(known) if known else None


def quiet(row: PersonRow, seen: str | None) -> float | None:
    """When they last wrote as a height: 1 on the day `seen`, 0 after two years or more; None where they never did."""
    days = days_before(row.last_contact_them, seen)
    return None if days is None else 1 - min(log1p(max(days, 0)) / log1p(_LONG), 1.0)


def by_silence(rows: Sequence[PersonRow]) -> bool:
    """Whether rapport is known of so few of those with a standing that the height had better be when they last wrote."""
    placed = [row for row in rows if standing(row) is not None]
    return sum(row.rapport.known for row in placed) < FEW * len(placed)


def picture(rows: Sequence[PersonRow], link: Callable[[str], str], needs: frozenset[str], seen: str | None = None) -> Markup:
    """The picture of `rows` at the moment `seen` (ISO; now if None).

    `link` makes a person's address from their id; `needs` are the ids marked for attention.
    """
    drawn = sorted(rows, key=lambda row: -row.messages)[:MOST]
    placed = [(row, at) for row in drawn if (at := standing(row)) is not None]
    waiting = [row for row in drawn if standing(row) is None]
    silence = by_silence(drawn)
    money = one_currency(drawn)
    has_height = {row.id: (row.last_contact_them is not None if silence else row.rapport.known) for row, _ in placed}
    close = [(row, at) for row, at in placed if has_height[row.id]]
    apart = [(row, at) for row, at in placed if not has_height[row.id]]
    reach = _reach([at for _, at in placed] + [row.rapport.score for row, _ in close if not silence])
    upper = bool(close) and not silence and all(row.rapport.score >= 50 for row, _ in close)
    plot = (400 if len(drawn) > 24 else 300) * (0.6 if upper else 1) if close else 0
    frame = _Frame(
        link, needs, TRAY + 0.02 if waiting else 0.0, round(plot), 0, reach,
        max((weight(row, money=money) for row in drawn), default=0) or 1, seen, silence, money, upper,
    )  # fmt: skip
    stacks = _stacks(apart, frame)
    if stacks:
        tall = max(96, 44 + 10 * max(map(len, stacks.values())), 12 * ceil(len(waiting) / 4) - frame.plot)
        frame = replace(frame, strip=min(tall, 200 if close else 360))
    parts = [*_axes(frame), *_strip(stacks, frame), *_cloud(close, frame)] if placed else []
    across = 4 if placed else 32
    height = frame.floor + FOOT if placed else HEAD + FOOT + 12 * min(ceil(len(waiting) / across), 24)
    parts += _tray(waiting, frame, height, across)
    height_is = "when they last wrote" if silence else "rapport"
    label = f"The book: {plural(len(placed), 'buyer')} by standing and {height_is}, {len(waiting)} of unknown standing"
    return el("svg", el("title", label), *parts, class_="picture", width="100%", height=height, role="group", aria_label=label)


def _reach(scores: Sequence[float]) -> float:
    """Half the range shown around 50, in scores: the data's own, at least 20, to the next 5."""
    farthest = max((abs(score - 50) for score in scores), default=0.0) + 4
    return min(50.0, max(20.0, 5.0 * ceil(farthest / 5)))


def _axes(f: _Frame) -> list[Markup]:
    middle, left, top, base = percent(f.across(50)), percent(f.left), HEAD, HEAD + f.plot
    parts = [el("line", x1=middle, x2=middle, y1=top, y2=f.floor, class_="axis")]
    if f.plot:
        half = top + f.plot / 2
        name = "they last wrote ↑" if f.silence else "rapport ↑"
        parts += [
            el("line", x1=left, x2=left, y1=top, y2=base, class_="axis strong"),
            el("text", name, x=left, dx=10 if f.left else 0, y=12, class_="axis-label"),
        ]
        upper = [
            el("text", "liked, not valued", x=left, dx=10, y=top + 18, class_="quadrant"),
            el("text", "peers", x="100%", dx=-8, y=top + 18, class_="quadrant end"),
        ]
        lower = [
            el("line", x1=left, x2="100%", y1=half, y2=half, class_="axis"),
            el("text", "strangers", x=left, dx=10, y=base - 10, class_="quadrant"),
            el("text", "valued, not close", x="100%", dx=-8, y=base - 10, class_="quadrant end"),
        ]
        at_fifty = [el("text", "50", x=left, dx=10, y=base - 6, class_="axis-label")]
        parts += _silences(f) if f.silence else [*upper, *(at_fifty if f.upper else lower)]
    parts.append(el("line", x1=left, x2="100%", y1=base, y2=base, class_="axis strong"))
    if f.strip:
        parts += [
            el("text", "never wrote" if f.silence else "rapport unknown", x=left, dx=10, y=base + 18, class_="quadrant"),
            el("line", x1=left, x2="100%", y1=f.floor, y2=f.floor, class_="axis strong"),
        ]
    for score, anchor in ((50 - f.reach, ""), (50, " middle"), (50 + f.reach, " end")):
        parts.append(el("text", f"{score:.0f}", x=percent(f.across(score)), y=f.floor + 14, class_=f"axis-label{anchor}"))
    return [*parts, el("text", "standing (trust and value) →", x="100%", y=f.floor + 30, class_="axis-label end")]


def _silences(f: _Frame) -> list[Markup]:
    parts: list[Markup] = []
    for days, name in _SILENCES:
        y = HEAD + f.plot * log1p(days) / log1p(_LONG)
        parts += [
            el("line", x1=percent(f.left), x2="100%", y1=y, y2=y, class_="axis"),
            el("text", name, x=percent(f.left), dx=6, y=y - 4, class_="axis-label"),
        ]
    return [*parts, el("text", "stands well, gone quiet", x="100%", dx=-8, y=HEAD + f.plot - 10, class_="quadrant end")]


def _cloud(close: Sequence[tuple[PersonRow, float]], f: _Frame) -> list[Markup]:
    """The dots of those whose standing and rapport are known, behind them their intervals where these can be told apart."""
    whiskers = [_whisker(row, f) for row, _ in close] if len(close) <= 150 else []
    order = sorted(close, key=lambda item: (item[0].id in f.needs, -item[0].messages))
    dots = [_dot(row, percent(f.across(at)), f.up(row), f.radius(row), f) for row, at in order]
    return whiskers + dots + _labels(close, f)


def _whisker(row: PersonRow, f: _Frame) -> Markup:
    known = [e for e in (row.trust, row.value) if e.known]
    low, high = (f.across(fmean(getattr(e, end) for e in known)) for end in ("low", "high"))
    y = f.up(row)
    return el("line", x1=percent(low), x2=percent(high), y1=y, y2=y, class_="dot-whisker")


def _dot(row: PersonRow, x: str | float, y: float, r: float, f: _Frame) -> Markup:
    needed = row.id in f.needs
    said = "; ".join(estimate_words(factor, getattr(row, factor)) for factor in FACTORS)
    who = f"{row.name or row.address}{', ' + row.company if row.company else ''}"
    title = f"{who}: {said}{'; ' + prose(row.why) if needed and row.why else ''}"
    circle = el("circle", cx=x, cy=y, r=r, class_="dot need" if needed else "dot")
    return el("a", el("title", title), circle, href=f.link(row.id), aria_label=title, tabindex=None if needed else "-1")


def _labels(close: Sequence[tuple[PersonRow, float]], f: _Frame) -> list[Markup]:
    """Names beside the dots that matter most, where there is room: not on other dots, nor on the names of the corners."""
    left, base = f.left * PIXELS, HEAD + f.plot
    own = {row.id: _box(f.across(at) * PIXELS, f.up(row), f.radius(row)) for row, at in close}
    taken = list(own.values())
    for top, first, second in ((HEAD, 130, 52), (base - 26, 80, 150)):
        taken += [(left, top, left + first, top + 24), (PIXELS - second, top, PIXELS, top + 24)]
    parts: list[Markup] = []
    for row, at in sorted(close, key=lambda item: (item[0].id not in f.needs, -item[0].messages))[:24]:
        name, y, gap = _short(visible(row.name or row.address)), f.up(row), f.radius(row) + 4
        wide = 6.8 * len(name)
        for away, start in ((gap, gap), (-gap, -gap - wide)):
            x = f.across(at) * PIXELS + start
            box = (x, y - 8, x + wide, y + 6)
            if left <= x and box[2] <= PIXELS and not any(_overlap(box, b) for b in taken if b is not own[row.id]):
                taken.append(box)
                kind = "dot-label" if away > 0 else "dot-label end"
                parts.append(el("text", name, x=percent(f.across(at)), dx=away, y=y + 4, class_=kind))
                break
        if len(parts) == 12:
            break
    return parts


def _box(x: float, y: float, r: float) -> tuple[float, float, float, float]:
    return x - r, y - r, x + r, y + r


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"


def _stacks(apart: Sequence[tuple[PersonRow, float]], f: _Frame) -> dict[int, list[PersonRow]]:
    columns: dict[int, list[PersonRow]] = {}
    for row, at in apart:
        columns.setdefault(round(f.share(at) * _COLUMNS), []).append(row)
    return columns


def _strip(stacks: dict[int, list[PersonRow]], f: _Frame) -> list[Markup]:
    """Dots stacked upwards from the floor, in columns across; a column too tall for the strip is drawn closer together."""
    parts = []
    for column, rows in stacks.items():
        x = percent(f.left + (1 - f.left) * min(max(column / _COLUMNS, 0.012), 0.988))
        rise = min(10.0, (f.strip - 34) / len(rows))
        parts += [_dot(row, x, f.floor - 9 - rise * place, min(f.radius(row), 5.0), f) for place, row in enumerate(rows)]
    return parts


def _tray(waiting: Sequence[PersonRow], f: _Frame, height: int, across: int) -> list[Markup]:
    """The buyers of unknown standing, packed in rows of `across`, and how many more there are."""
    if not waiting:
        return []
    room = across * ((height - HEAD - FOOT) // 12)
    shown = waiting if len(waiting) <= room else waiting[: room - across]
    dots = [_dot(row, 6 + 12 * (n % across), HEAD + 8 + 12 * (n // across), 4, f) for n, row in enumerate(shown)]
    parts = [el("text", "unknown", x=0, y=12, class_="axis-label"), el("g", *dots, class_="unknown")]
    if len(shown) < len(waiting):
        y = HEAD + 18 + 12 * (len(shown) // across)
        parts.append(el("text", f"+ {len(waiting) - len(shown):,} more", x=0, y=y, class_="axis-label"))
    return parts
