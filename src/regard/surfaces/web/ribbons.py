"""One estimate over time: a ribbon of its central 80 %, the events that moved it most pinned where they happened.

The drawing fills the width it is given without scaling its text: shapes live in a stretched inner canvas, words and pins in
percentages of the outer one. Where the estimate was unknown the ribbon is hollow and hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from regard.results import Contribution, Estimate, Moment
from regard.surfaces.web.svg import el, percent, points
from regard.surfaces.web.words import day, estimate_words, moment, signed

HEIGHT, TOP, FOOT = 132, 16, 16
_BODY = HEIGHT - TOP - FOOT
_PIN = 7.5


@dataclass(frozen=True, slots=True)
class Pin:
    """An event on the ribbon: the number it has in the list of reasons, and where it leads."""

    number: int
    reason: Contribution
    href: str


def ribbon(history: Sequence[Moment], factor: str, pins: Sequence[Pin] = ()) -> Markup:
    """The ribbon of `factor`; "" where there are fewer than two days, or it was known on none."""
    series = [(at.date(), getattr(m, factor)) for m in history if (at := moment(m.date)) is not None]
    if len(series) < 2 or not any(estimate.known for _, estimate in series):
        return Markup("")
    first, last = series[0][0], series[-1][0]
    spread = max((last - first).days, 1)
    track = [((at - first).days / spread, estimate) for at, estimate in series]
    label = f"{factor} from {day(first.isoformat())} to {day(last.isoformat())}: now {estimate_words(factor, track[-1][1])}"
    canvas = el(
        "svg", *_shapes(track),
        x=0, y=TOP, width="100%", height=_BODY, viewBox="0 0 1000 100", preserveAspectRatio="none", aria_hidden="true",
    )  # fmt: skip
    return el(
        "svg", el("title", label), *_axis(first, last), canvas, *_pinned(pins, track, first, spread),
        class_=f"ribbon {factor}", width="100%", height=HEIGHT, role="group", aria_label=label,
    )  # fmt: skip


def _shapes(track: Sequence[tuple[float, Estimate]]) -> list[Markup]:
    shapes: list[Markup] = []
    for (x0, a), (x1, b) in pairwise(track):
        if a.known and b.known:
            quad = [(1000 * x0, 100 - a.high), (1000 * x1, 100 - b.high), (1000 * x1, 100 - b.low), (1000 * x0, 100 - a.low)]
            shapes.append(el("polygon", points=points(quad), class_="ribbon-fill"))
            line = [(1000 * x0, 100 - a.score), (1000 * x1, 100 - b.score)]
            shapes.append(el("polyline", points=points(line), class_="ribbon-line"))
        else:
            shapes.append(el("path", d=_hatching(x0, a, x1, b), class_="ribbon-hatch"))
            for end in ("low", "high"):
                edge = [(1000 * x0, 100 - getattr(a, end)), (1000 * x1, 100 - getattr(b, end))]
                shapes.append(el("polyline", points=points(edge), class_="ribbon-edge"))
    return shapes


def _hatching(x0: float, a: Estimate, x1: float, b: Estimate) -> str:
    steps = range(int(x0 * 84) + 1, int(x1 * 84) + 1)
    strokes = []
    for step in steps:
        share = (step / 84 - x0) / (x1 - x0) if x1 > x0 else 0.0
        low, high = a.low + share * (b.low - a.low), a.high + share * (b.high - a.high)
        strokes.append(f"M{1000 * step / 84:.1f} {100 - low:.1f}V{100 - high:.1f}")
    return "".join(strokes)


def _axis(first: date, last: date) -> list[Markup]:
    spread = max((last - first).days, 1)
    parts = [el("line", x1=0, x2="100%", y1=_height(v), y2=_height(v), class_="axis") for v in (0, 50, 100)]
    parts += [el("text", str(v), x=0, y=_height(v) - 3, class_="axis-label") for v in (50, 100)]
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    step = 1 if spread < 200 else 3 if spread < 1200 else 12
    for at in months:
        share = (at - first).days / spread
        if not 0.02 <= share <= 0.97 or (at.month - 1) % step:
            continue
        parts.append(el("line", x1=percent(share), x2=percent(share), y1=HEIGHT - FOOT, y2=HEIGHT - FOOT + 4, class_="axis"))
        name = str(at.year) if at.month == 1 else day(at.isoformat(), at.isoformat()).split()[1]
        parts.append(el("text", name, x=percent(share), y=HEIGHT - 2, dx=3, class_="axis-label"))
    return parts


def _pinned(pins: Sequence[Pin], track: Sequence[tuple[float, Estimate]], first: date, spread: int) -> list[Markup]:
    placed: list[tuple[float, float]] = []
    parts = []
    for pin in pins:
        at = moment(pin.reason.date)
        share = (at.date() - first).days / spread if at is not None else -1.0
        if not 0 <= share <= 1:
            continue
        share = min(max(share, 0.025), 0.975)
        on = _height(_score_at(track, share))
        away = -1 if pin.reason.contribution >= 0 else 1
        y = on + away * 15
        while any(abs(share - x) < 0.05 and abs(y - other) < 2 * _PIN for x, other in placed):
            y += away * 3
        if not _PIN <= y <= HEIGHT - FOOT - 2:
            away = -away
            y = on + away * 15
            while any(abs(share - x) < 0.05 and abs(y - other) < 2 * _PIN for x, other in placed):
                y += away * 3
        y = min(max(y, _PIN), HEIGHT - _PIN)
        placed.append((share, y))
        said = f"{day(pin.reason.date)}: {pin.reason.sentence or pin.reason.channel} ({signed(pin.reason.contribution)})"
        parts.append(
            el(
                "a",
                el("title", said),
                el("line", x1=percent(share), x2=percent(share), y1=on, y2=y, class_="pin-stem"),
                el("circle", cx=percent(share), cy=y, r=_PIN, class_="pin"),
                el("text", str(pin.number), x=percent(share), y=y + 3.5, class_="pin-number"),
                href=pin.href,
                aria_label=said,
            )
        )
    return parts


def _score_at(track: Sequence[tuple[float, Estimate]], share: float) -> float:
    for (x0, a), (x1, b) in pairwise(track):
        if x0 <= share <= x1:
            part = (share - x0) / (x1 - x0) if x1 > x0 else 0.0
            return a.score + part * (b.score - a.score)
    return track[-1][1].score


def _height(score: float) -> float:
    return TOP + _BODY * (1 - score / 100)
