"""Promises as the live store keeps them: what was promised in which message; what became of it is read from the mail when it is asked.

Reads and writes pledge; reads speaker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from regard.model import Pledge
from regard.store.live import Live

_COLUMNS = 'start, "end", actor, form, q, kind, named, due_start, due_end, day, first, time, speaker'
INSERT = f"INSERT OR REPLACE INTO pledge(message, {_COLUMNS}) VALUES({', '.join('?' * 14)})"


def pledge_rows(n: int, found: Iterable[Pledge]) -> list[tuple[Any, ...]]:
    """The rows of a message's promises."""
    return [
        (
            n,
            p.start,
            p.end,
            p.actor,
            p.form,
            p.q,
            p.kind,
            " ".join(p.named),
            p.due_start,
            p.due_end,
            p.day,
            p.first,
            p.time,
            p.speaker,
        )
        for p in found
    ]


def pledges_of(live: Live, message_ids: Sequence[str]) -> dict[str, list[Pledge]]:
    """The promises in each of these messages that holds any."""
    columns = ", ".join(f"g.{name}" for name in _COLUMNS.split(", "))
    sql = f"SELECT m.id, {columns} FROM pledge g JOIN message m ON m.n = g.message WHERE m.id IN ({{}}) ORDER BY m.n, g.start"
    found: dict[str, list[Pledge]] = defaultdict(list)
    for row in live.rows_in(sql, list(message_ids)):
        start, end, actor, form, q, kind, named, due_start, due_end, day, first, time, speaker = row[1:]
        found[row[0]].append(
            Pledge(start, end, actor, form, q, kind, tuple(named.split()), due_start, due_end, day, first, time, speaker)
        )
    return dict(found)


def voices_of(live: Live, call_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Call -> speaker's name -> person, for the speakers of whom it is known who they are."""
    sql = """SELECT m.id, s.name, h.person FROM speaker s JOIN message m ON m.n = s.message JOIN handle h ON h.n = s.handle
        WHERE h.person IS NOT NULL AND m.id IN ({})"""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for call, name, person in live.rows_in(sql, list(call_ids)):
        found[call][name] = person
    return dict(found)
