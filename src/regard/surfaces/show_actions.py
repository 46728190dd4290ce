"""Actions as terminal tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.surfaces.show import brief, day, line, table

if TYPE_CHECKING:
    from regard.results import ActionRow

STYLE = {"noticed": "green", "done": "dim", "dropped": "dim"}


def actions(rows: Sequence[ActionRow]) -> None:
    """The list: what, about whom, who does it, by when, and what shows that it was done."""
    if not rows:
        line("Nothing is to be done. Write something down: regard actions add TEXT --to BUYER --owner YOU --due DAY")
        return
    table(
        [(name, "left") for name in ("state", "due", "what", "about", "owner", "why")],
        [
            (
                ("proposed" if r.proposed else r.state, STYLE.get(r.state, "dim" if r.proposed else "")),
                r.due or "–", r.text + (" (only you see this)" if r.private else ""), r.name or r.deal_name or r.company,
                r.owner_name or "–", "; ".join(filter(None, (r.reason, seen(r)))),
            )
            for r in rows
        ],
    )  # fmt: skip
    line("\nTo change one, by its id:  regard actions done ID, or drop, edit, confirm, reject", "dim")
    for r in rows:
        line(f"{r.id}  {brief(r.text, 20)}", "dim")


def seen(row: ActionRow) -> str:
    """What shows that it was done, or may."""
    if row.state in {"done", "dropped"}:
        return f"{row.decided_by or 'somebody'}, {day(row.decided)}"
    if row.noticed is None:
        return ""
    return f"{'' if row.noticed.sure else 'perhaps: '}{row.noticed.says} ({day(row.noticed.date)}, {row.noticed.message_id})"


def imported(found: Mapping[str, Any], *, preview: bool) -> None:
    """What an import told, a line a row."""
    table([("row", "right"), ("task", "left"), ("", "left")], [(r["row"], r["subject"], r["outcome"]) for r in found["rows"]])
    what = "would tell" if preview else "told"
    line(
        f"{found['seen']} rows: {found['stored']} {what} something new, {found['duplicate']} nothing new, {found['set_aside']} set aside"
    )
    for reason in found["reasons"]:
        line(f"  {reason['count']} × {reason['reason']}", "dim")
