"""What is one seller's alone, as terminal tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.model import FACTORS
from regard.surfaces.show import day, line, shown, table

if TYPE_CHECKING:
    from regard.deals.hired import Brought
    from regard.results.perception import Coached, Perceived


def mine(seen: Sequence[Perceived], advised: Sequence[Coached], came: Sequence[Brought]) -> None:
    """Ratings beside behaviour, then confidences, then advice, then contacts from before."""
    if not seen:
        line("No mail shows you with a buyer, both ways, within the last year.")
    else:
        table(
            [("buyer", "left"), *((h, "left") for f in FACTORS for h in (f"{f}: you", "they show", "")), ("they said", "left")],
            [
                (
                    p.name,
                    *(c for f in FACTORS for c in (_rated(p.rated[f]), shown(p.shown[f]), p.says[f])),
                    "; ".join(
                        f"{s.factor} {s.score:.0f}" if s.score is not None else f"“{s.words[:60]}”" for s in p.stated[:3]
                    ),
                )
                for p in seen
            ],
        )
    for kind, heading in (("confidence", "What they told you in confidence"), ("advice", "What they advised you")):
        of_kind = [c for c in advised if c.kind == kind]
        if of_kind:
            line()
            line(heading, "bold")
        for c in of_kind:
            said = f"“{c.quote}”" if c.end > c.start else c.quote
            line(f"  {day(c.date)} {c.name}: {said} ({c.message_id})")
            line(f"      {_became(c)}{c.action.id if c.action else c.id}", "dim")
    if came:
        line()
        line("Your contacts from before", "bold")
    for b in came:
        line(
            f"  {b.name}{', ' + b.company if b.company else ''}: {b.says} (you wrote on {day(b.written)}, {b.evidence[0].message_id})"
        )


def _became(c: Coached) -> str:
    """What was made of it; that nothing was is told of advice alone."""
    state = c.action.state if c.action else "not taken up" if c.kind == "advice" else ""
    if c.says:
        state += f"; {c.says} ({day(c.shown_on)}, {c.shown_by})"
    return f"{state}  " if state else ""


def _rated(score: float | None) -> str:
    return "–" if score is None else f"{score:.0f}"


def imported(found: Mapping[str, Any], *, preview: bool) -> None:
    """What an import of answers keeps, a line a row."""
    table(
        [("row", "right"), ("who", "left"), ("", "left")],
        [(r["row"], r["who"], r["set_aside"] or r["said"]) for r in found["rows"]],
    )
    what = "would be kept" if preview else "kept"
    line(f"{found['seen']} rows: {found['stored']} {what}, {found['duplicate']} kept before, {found['set_aside']} set aside")
    for reason in found["reasons"]:
        line(f"  {reason['count']} × {reason['reason']}", "dim")
