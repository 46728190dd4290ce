"""What people said of addresses (one person or two, whose side, an objection) and what is still to follow from it.

The word and whom it concerns are written to the records in one commit; whoever settles next has these looked at, so a command that was
cut short in between is finished by the next one that writes. Holds keyed digests of addresses, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from regard.store.live import Live
from regard.store.records import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection

DUE = "people_due"
"""The entry of the records' meta table: handles and company marks, parted by spaces."""


def note(records: Records, c: Connection, handles: Iterable[str]) -> None:
    """In the commit that says something of these handles: that it is still to be carried out."""
    records.put_meta(c, DUE, " ".join(sorted({*_due(records), *handles})))


def look_again(records: Records, live: Live) -> tuple[str, ...]:
    """Mark in the live store whom it concerns; what `carried_out` is to be told when it is settled."""
    due = _due(records)
    if due:
        with live.writing() as c:
            for h in due:
                c.execute("INSERT OR IGNORE INTO dirty SELECT 'handle', CAST(n AS TEXT) FROM handle WHERE id = ?", (h,))
                c.execute("INSERT OR IGNORE INTO dirty VALUES('name', ?)", (h,))
    return due


def carried_out(records: Records, done: Iterable[str]) -> None:
    """These are settled: what was said since stays due."""
    if gone := set(done):
        with records.plainly() as c:
            records.put_meta(c, DUE, " ".join(h for h in _due(records) if h not in gone))


def _due(records: Records) -> tuple[str, ...]:
    return tuple((records.get_meta(DUE) or "").split())
