"""A share of messages by month, drawn: a dot a month with the range in which the true share lies, months without a message left empty."""

from __future__ import annotations

from markupsafe import Markup

from regard.results import Behaviour
from regard.surfaces.web.svg import el, percent

TALL, FOOT, HEAD = 56, 16, 4
MOST = 24


def shares(behaviour: Behaviour) -> Markup:
    """The months of one behaviour; empty where there are fewer than two."""
    months = behaviour.months[-MOST:]
    if len(months) < 2:
        return Markup("")
    top = max(0.05, *(r.high for r in months if r.messages >= 5), *(r.share for r in months))
    base = HEAD + TALL
    parts = [el("line", x1=0, x2="100%", y1=base, y2=base, class_="axis strong")]
    for n, r in enumerate(months):
        x = percent((n + 0.5) / len(months))
        y, high, low = (base - TALL * min(v / top, 1.0) for v in (r.share, r.high, r.low))
        said = f"{r.month}: {r.count} of {r.messages}, {100 * r.share:.0f}% ({100 * r.low:.0f} to {100 * r.high:.0f})"
        parts.append(
            el(
                "g",
                el("title", said),
                el("line", x1=x, x2=x, y1=high, y2=low, class_="share-whisker"),
                el("circle", cx=x, cy=y, r=3, class_="share-dot"),
            )
        )
    parts += [
        el("text", months[0].month, x=0, y=base + 13, class_="axis-label"),
        el("text", months[-1].month, x="100%", y=base + 13, class_="axis-label end"),
        el("text", f"{100 * top:.0f}%", x="100%", y=HEAD + 8, class_="axis-label end"),
    ]
    label = f"{behaviour.name} by month, {months[0].month} to {months[-1].month}"
    return el(
        "svg", el("title", label), *parts, class_="shares", width="100%", height=base + FOOT, role="img", aria_label=label
    )
