"""The drawings of *Is it true?*: what was said beside what happened, and how much better than simple rules. Made of a kept check (JSON)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from regard.relationships.validity.verdicts import SIMPLE
from regard.surfaces.web.svg import el, percent

SIDE = 220
"""Pixels of a reliability diagram's sides."""
MARGIN = 28
ROW = 22
"""Pixels a baseline takes."""
LABELS = 0.26
"""Share of the width that names take."""
ROOM = 0.25
"""Share of an axis left of "the same" from which its own end is named."""

NAMES = {**SIMPLE, "global_rate": "the overall rate", "boosting": "boosting, all features"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A verdict for whoever knows no statistics: what to do with the standing, and in how many of 100 pairs it is right."""

    word: str
    says: str = ""


def plain(target: Mapping[str, Any]) -> Plain:
    """What one target of a kept check comes to: rely on it, only with counts beside it, or not; words alone where there are too few."""
    if target["level"] == "too_few":
        return Plain(target["verdict"])
    rules = {name: target["baselines"][name]["auc"]["value"] for name in SIMPLE if target["baselines"].get(name)}
    best = max(rules, key=lambda name: rules[name])
    beside = [f["low"] for name, f in target["context_gains"].items() if name in SIMPLE]
    if target["level"] == "better" and target["gains"][best]["low"] > 0:
        word = "Rely on it."
    elif target["level"] == "better":
        word = "Better than recency and volume" + (
            ", best with counts and recency beside it."
            if beside and min(beside) > 0
            else "; no better than the best simple rule."
        )
    elif beside and min(beside) > 0:
        word = "Not on the standing alone: only with counts and recency beside it."
    else:
        word = "Do not rely on it."
    alone, counted = (target["rows"][name]["auc"]["value"] for name in ("state", "context"))
    return Plain(
        word,
        f"{_hundred(alone)} of 100 pairs in the right order, {_hundred(counted)} with counts and recency beside it; "
        f"the best simple rule, {NAMES[best]}: {_hundred(rules[best])}.",
    )


def _hundred(auc: float) -> str:
    return f"{100 * auc:.0f}"


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
    least, most = min(-0.02, *(f["low"] for f in every)), max(0.05, *(f["high"] for f in every))

    def x(value: float) -> str:
        return percent(LABELS + (1 - LABELS) * (value - least) / (most - least) * 0.98)

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
        el("text", "the same", x=x(0), y=height - 4, class_="axis-label middle"),
        el("text", f"{most:+.2f} AUC", x="100%", y=height - 4, class_="axis-label end"),
    ]
    if (0 - least) / (most - least) > ROOM:
        parts.append(el("text", f"{least:+.2f}", x=percent(LABELS), y=height - 4, class_="axis-label"))
    label = "Gain over " + "; ".join(said)
    return el("svg", el("title", label), *parts, class_="gains", width="100%", height=height, role="img", aria_label=label)
