"""What the second reader said, as a terminal table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.surfaces.show import day, line, table

if TYPE_CHECKING:
    from regard.results import SecondReader

_SAYS = {"doubts": "doubts the promise", "proposes": "proposes", "agrees": "agrees"}


def second_reader(found: SecondReader) -> None:
    """Its doubts and proposals, each with the sentence; what was not answered and what was dropped, by why."""
    if not found.messages:
        line(f"No mail between us and {found.name} holds words that could be sent.")
        return
    line(f"{found.name}: {found.answered} of {found.messages} mails read by a model, {found.read_by} ({found.version}).")
    told = sorted((r for r in found.rows if r.says != "agrees"), key=lambda r: tuple(_SAYS).index(r.says))
    if told:
        table(
            [("says", "left"), ("kind", "left"), ("who", "left"), ("when", "left"), ("sentence", "left")],
            [(_SAYS[r.says], r.kind.replace("_", " "), r.side, day(r.date), f"“{r.quote}”") for r in told],
        )
    agreed = len(found.rows) - len(told)
    line(f"It agrees with {agreed} of what the rules read." if agreed else "It agrees with none of what the rules read.", "dim")
    for n, why in ((n, why) for why, n in found.unanswered.items()):
        line(f"{n} not answered: {why}", "dim")
    if found.dropped:
        line("Dropped: " + ", ".join(f"{n} {why}" for why, n in sorted(found.dropped.items())) + ".", "dim")
    if found.withheld:
        line(f"{found.withheld} personal sentence{'s were' if found.withheld > 1 else ' was'} not sent.", "dim")
    line(
        "Read by a model, not by the rules: a person decides. No promise, state or estimate was changed, and nothing is kept.",
        "dim",
    )
