"""A seller's own practice as a terminal table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.surfaces.show import day, line, table

if TYPE_CHECKING:
    from regard.results import Behaviour, PracticePage, Rate

MONTHS = 4


def practice(page: PracticePage) -> None:
    """Each behaviour with its share of messages over all months and the last few, and the newest example."""
    if page.note:
        line(page.note, "dim")
    if not page.messages:
        if not page.note:
            line(f"No message of {page.name} to a buyer is in this book.")
        return
    line(
        f"{page.name}: {page.messages:,} messages to buyers since {day(page.since)}. Shown to you alone; it enters no estimate."
    )
    months = [r.month for r in page.behaviours[0].months[-MONTHS:]]
    table(
        [("behaviour", "left"), ("all", "right"), *((m, "right") for m in months), ("the last time", "left")],
        [
            (
                (b.name, "dim" if b.experimental else ""), share(b.whole), *(share(r) for r in b.months[-MONTHS:]),
                f"“{b.examples[0].quote}”" if b.examples else "",
            )
            for b in sorted(page.behaviours, key=_tried)
        ],
    )  # fmt: skip
    tried = ", ".join(b.name for b in page.behaviours if b.experimental)
    line(f"Being tried out, and often wrong: {tried}. Ranges hold the true share four times in five.", "dim")
    if page.promises:
        line("Your promises of the last 90 days: " + ", ".join(f"{n} {state}" for state, n in page.promises.items()) + ".")


def _tried(b: Behaviour) -> bool:
    return b.experimental


def share(r: Rate) -> str:
    """“12% (8–17)”, “–” where there was no message."""
    return f"{100 * r.share:.0f}% ({100 * r.low:.0f}–{100 * r.high:.0f})" if r.messages else "–"
