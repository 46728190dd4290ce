"""The drawings of *Is it true?*: what was said beside what happened, and how much better than simple rules. Made of a kept check (JSON)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from regard.relationships.validity.verdicts import SIMPLE
from regard.surfaces.web.svg import el, percent

SIDE = 220
"""Pixels of a reliability diagram's sides."""
MARGIN = 28
ROW = 22
"""Pixels a baseline takes."""
LABELS = 0.36
"""Share of the width that names take."""

NAMES = {**SIMPLE, "global_rate": "the overall rate", "boosting": "boosting, all features"}


def reliability(bins: Sequence[Mapping[str, Any]], title: str) -> Markup:
    """A dot a bin: across, the chance that was given; up, the share in which it happened, with its interval; the diagonal is truth."""
    if not bins:
        return Markup("")

    def x(share: float) -> float:
        return MARGIN + share * (SIDE - MARGIN - 6)

    def y(share: float) -> float:
        return 6 + (1 - share) * (SIDE - MARGIN - 6)

    parts = [
        el("line", x1=x(0), y1=y(0), x2=x(1), y2=y(0), class_="axis strong"),
        el("line", x1=x(0), y1=y(0), x2=x(0), y2=y(1), class_="axis strong"),
        el("line", x1=x(0), y1=y(0), x2=x(1), y2=y(1), class_="axis"),
    ]
    most = max(b["n"] for b in bins)
    for b in bins:
        said = f"said {b['said']:.0%}, happened {b['happened']:.0%} ({b['low']:.0%} to {b['high']:.0%}), {b['n']:,} cases"
        parts += [
            el("line", x1=x(b["said"]), x2=x(b["said"]), y1=y(b["low"]), y2=y(b["high"]), class_="proof-whisker"),
            el(
                "circle",
                el("title", said),
                cx=x(b["said"]),
                cy=y(b["happened"]),
                r=2.0 + 2.0 * (b["n"] / most),
                class_="proof-dot",
            ),
        ]
    parts += [
        el("text", "0", x=x(0), y=SIDE - 10, class_="axis-label middle"),
        el("text", "said", x=x(0.5), y=SIDE - 10, class_="axis-label middle"),
        el("text", "100%", x=x(1), y=SIDE - 10, class_="axis-label end"),
        el("text", "happened", x=x(0) + 4, y=14, class_="axis-label"),
    ]
    label = f"{title} Said beside happened: " + "; ".join(f"{b['said']:.0%} said, {b['happened']:.0%} happened" for b in bins)
    return el("svg", el("title", label), *parts, class_="reliability", width=SIDE, height=SIDE, role="img", aria_label=label)


def gains(target: Mapping[str, Any]) -> Markup:
    """How much more AUC than each simple rule: a dot with its whisker for the standing alone, a ring for the standing with counts."""
    rows = [name for name in NAMES if name in target["gains"]]
    if not rows:
        return Markup("")
    every = [target[kind][name] for kind in ("gains", "context_gains") for name in rows if name in target[kind]]
    reach = max(0.05, *(abs(f[end]) for f in every for end in ("low", "high")))

    def x(value: float) -> str:
        return percent(LABELS + (1 - LABELS) * (value + reach) / (2 * reach) * 0.98)

    height = ROW * len(rows) + 24
    parts = [el("line", x1=x(0), x2=x(0), y1=0, y2=height - 20, class_="axis strong")]
    said = []
    for n, name in enumerate(rows):
        y = 12 + ROW * n
        parts.append(el("text", NAMES[name], x=0, y=y + 4, class_="proof-name"))
        for kind, shift, what in (("gains", -3, "dot"), ("context_gains", 4, "ring")):
            f = target[kind].get(name)
            if f is None:
                continue
            told = f"{'standing alone' if what == 'dot' else 'with counts'}: {f['value']:+.3f} AUC ({f['low']:+.3f} to {f['high']:+.3f})"
            said.append(f"{NAMES[name]}, {told}")
            parts += [
                el("line", x1=x(f["low"]), x2=x(f["high"]), y1=y + shift, y2=y + shift, class_="proof-whisker"),
                el("circle", el("title", told), cx=x(f["value"]), cy=y + shift, r=3, class_=f"proof-{what}"),
            ]
    parts += [
        el("text", f"{-reach:+.2f}", x=percent(LABELS), y=height - 4, class_="axis-label"),
        el("text", "the same", x=x(0), y=height - 4, class_="axis-label middle"),
        el("text", f"{reach:+.2f} AUC", x="100%", y=height - 4, class_="axis-label end"),
    ]
    label = "Gain over " + "; ".join(said)
    return el("svg", el("title", label), *parts, class_="gains", width="100%", height=height, role="img", aria_label=label)
