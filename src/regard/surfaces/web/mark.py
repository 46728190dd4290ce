"""The mark: one small figure for one relationship, the same in lists, maps, search and print.

Three bars, trust, value and rapport, always in that order; a whisker for the central 80 %; a notch at the right for the
trend; an unknown estimate is a hollow, hatched bar. 48 × 18 units; readable in one colour.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from regard.model import FACTORS
from regard.results import Estimate
from regard.surfaces.web.svg import el
from regard.surfaces.web.words import estimate_words

WIDTH, HEIGHT = 48, 18
SPAN = 40.0
"""Where a score of 100 ends; the notch stands to the right of it."""
_THICK = 4
_HATCH = " ".join(f"M{x} 4L{x + 4} 0" for x in range(1, 36, 5))


def mark(trust: Estimate | None, value: Estimate | None, rapport: Estimate | None, name: str = "") -> Markup:
    """The figure for three estimates (None: these two never met), with the words of it as its title."""
    estimates = dict(zip(FACTORS, (trust, value, rapport), strict=True))
    said = "; ".join(estimate_words(factor, estimate) for factor, estimate in estimates.items())
    label = f"{name}: {said}" if name else said
    bars = [_bar(factor, estimate, 1 + 6 * row) for row, (factor, estimate) in enumerate(estimates.items())]
    middle = el("path", d=f"M{SPAN / 2} 0V{HEIGHT}", class_="mark-middle")
    return el(
        "svg", el("title", label), middle, *bars,
        class_="mark", width=WIDTH, height=HEIGHT, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label,
    )  # fmt: skip


def _bar(factor: str, estimate: Estimate | None, top: int) -> Markup:
    if estimate is None or not estimate.known:
        frame = el("rect", x=0.5, y=0.5, width=SPAN - 1, height=_THICK - 1, class_="mark-frame")
        hatch = el("path", d=_HATCH, class_="mark-hatch")
        return el("g", frame, hatch, class_=f"unknown {factor}", transform=f"translate(0 {top})")
    score, low, high = (max(0.0, min(100.0, x)) * SPAN / 100 for x in (estimate.score, estimate.low, estimate.high))
    parts = [
        el("path", d=f"M0 2H{SPAN}", class_="mark-track"),
        el("rect", x=0, y=0, width=max(score, 0.75), height=_THICK, class_="mark-bar"),
        el("rect", x=low, y=1.5, width=max(score - low, 0.0), height=1, class_="mark-inside"),
        el("rect", x=score, y=1.5, width=max(high - score, 0.0), height=1, class_="mark-outside"),
    ]
    notch = {"up": "M42.5 4L45.25 0L48 4Z", "down": "M42.5 0L45.25 4L48 0Z"}.get(estimate.trend)
    if notch:
        parts.append(el("path", d=notch, class_="mark-notch"))
    return el("g", *parts, class_=factor, transform=f"translate(0 {top})")


@cache
def _scale_hatch() -> Markup:
    return Markup("").join(el("line", x1=f"{x}%", x2=f"{x + 1}%", y1=11, y2=3, class_="scale-hatch") for x in range(1, 99, 2))


def scale(estimate: Estimate, factor: str) -> Markup:
    """One estimate drawn large, as wide as its place: bar, whisker with ends, the middle; hatched where unknown."""
    height = 14
    said = estimate_words(factor, estimate)
    parts = [el("title", said), el("rect", x=0, y=height - 1, width="100%", height=1, class_="scale-track")]
    if estimate.known:
        parts += [
            el("rect", x=0, y=3, width=f"{estimate.score:.2f}%", height=8, class_="scale-bar"),
            el("line", x1=f"{estimate.low:.2f}%", x2=f"{estimate.high:.2f}%", y1=7, y2=7, class_="scale-whisker"),
            el("line", x1=f"{estimate.low:.2f}%", x2=f"{estimate.low:.2f}%", y1=3.5, y2=10.5, class_="scale-whisker"),
            el("line", x1=f"{estimate.high:.2f}%", x2=f"{estimate.high:.2f}%", y1=3.5, y2=10.5, class_="scale-whisker"),
        ]
    else:
        parts.append(_scale_hatch())
        parts.append(el("rect", x=0.5, y=3, width="99.5%", height=8, class_="scale-frame"))
    parts.append(el("rect", x="50%", y=0, width=1, height=height, class_="scale-middle"))
    return el("svg", *parts, class_=f"scale {factor}", width="100%", height=height, role="img", aria_label=said)
