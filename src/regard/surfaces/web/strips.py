"""Small drawings over time: mail by week, by us and by them; and what each source covers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from regard.results import SourceHealth
from regard.surfaces.web.svg import el, percent
from regard.surfaces.web.words import day, moment, plural

_HALF = 44
_GAP = 16


def weekly(weeks: Sequence[dict[str, Any]]) -> Markup:
    """Mail a week: ours upwards, theirs downwards, on one scale. Each week has keys `week` (its Monday), `us` and `them`."""
    if not weeks:
        return Markup("")
    most = max(max(_count(w, "us"), _count(w, "them")) for w in weeks) or 1
    wide = 1 / len(weeks)
    middle = _GAP + _HALF
    parts: list[Markup] = []
    for n, week in enumerate(weeks):
        us, them = _count(week, "us"), _count(week, "them")
        said = f"week of {day(str(week.get('week', '')))}: {us} by us, {them} by them"
        up, down = _HALF * us / most, _HALF * them / most
        parts.append(
            el(
                "g",
                el("title", said),
                el("rect", x=percent(n * wide), y=_GAP, width=percent(wide), height=2 * _HALF, class_="week-hit"),
                el("rect", x=percent((n + 0.1) * wide), y=middle - up, width=percent(0.8 * wide), height=up, class_="week-us"),
                el("rect", x=percent((n + 0.1) * wide), y=middle, width=percent(0.8 * wide), height=down, class_="week-them"),
            )
        )
    first, last = str(weeks[0].get("week", "")), str(weeks[-1].get("week", ""))
    words = [
        el("line", x1=0, x2="100%", y1=middle, y2=middle, class_="axis strong"),
        el("text", "by us", x=0, y=11, class_="axis-label"),
        el("text", f"most in a week: {most}", x="100%", y=11, class_="axis-label end"),
        el("text", "by them", x=0, y=_GAP + 2 * _HALF + 13, class_="axis-label"),
        el("text", f"{day(first)} to {day(last)}", x="100%", y=_GAP + 2 * _HALF + 13, class_="axis-label end"),
    ]
    total = plural(sum(_count(w, "us") for w in weeks), "mail") + " by us, " + str(sum(_count(w, "them") for w in weeks))
    label = f"Mail by week, {day(first)} to {day(last)}: {total} by them"
    return el(
        "svg", el("title", label), *parts, *words,
        class_="weekly", width="100%", height=2 * _GAP + 2 * _HALF, role="img", aria_label=label,
    )  # fmt: skip


def _count(week: dict[str, Any], side: str) -> int:
    return int(week.get(side) or week.get(f"mails_{side}") or 0)


def span(sources: Sequence[SourceHealth]) -> tuple[datetime, datetime] | None:
    """The first and last moment that any source covers; None where nothing is covered."""
    ends = [at for s in sources for c in s.coverage for key in ("start", "end") if (at := moment(c.get(key))) is not None]
    return (min(ends), max(ends)) if ends and min(ends) < max(ends) else None


def coverage(source: SourceHealth, bounds: tuple[datetime, datetime] | None) -> Markup:
    """What `source` shows between `bounds`: a line for what comes in, one for what goes out; gaps are left empty."""
    if bounds is None or not source.coverage:
        return Markup("")
    whole = (bounds[1] - bounds[0]).total_seconds()
    parts: list[Markup] = [el("line", x1=0, x2="100%", y1=15.5, y2=15.5, class_="axis")]
    said = []
    for row in source.coverage:
        start, end = moment(row.get("start")), moment(row.get("end"))
        if start is None or end is None:
            continue
        x, width = (start - bounds[0]).total_seconds() / whole, max((end - start).total_seconds() / whole, 0.004)
        ways = [way for way in ("inbound", "outbound") if row.get(way)]
        said.append(f"{' and '.join(ways) or 'nothing'} from {day(row.get('start'))} to {day(row.get('end'))}")
        parts += [
            el("rect", x=percent(x), width=percent(width), y=4 if way == "inbound" else 10, height=4, class_=f"covers {way}")
            for way in ways
        ]
    label = "shows " + "; ".join(said[:12])
    return el("svg", el("title", label), *parts, class_="coverage", width="100%", height=16, role="img", aria_label=label)
