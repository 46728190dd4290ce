"""Whether the live store holds all of the records: while it is made anew nothing may be answered from it.

A mark (`made_since` in its table meta: since when, UTC microseconds) comes in the transaction that empties it, and goes in the one in which
everything is settled again. So it outlives a kill, and whoever writes next finishes. A first sync has none: there is no more to tell yet.
"""

from __future__ import annotations

import sqlite3

from regard.time import iso, now_us

MARK = "made_since"


def begin(c: sqlite3.Connection) -> None:
    """Mark an emptied live store as being made, inside the transaction that empties it."""
    c.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (MARK, str(now_us())))


def end(c: sqlite3.Connection, last_item: int) -> None:
    """Take the mark away, inside the transaction that settles; not while items up to `last_item` are still to be read."""
    c.execute("DELETE FROM meta WHERE key = ? AND ? <= ?", (MARK, last_item, _applied(c)))


def goes_on(c: sqlite3.Connection) -> bool:
    """Whether the live store is being made, or its making was cut short."""
    return c.execute("SELECT 1 FROM meta WHERE key = ?", (MARK,)).fetchone() is not None


def told(c: sqlite3.Connection, last_item: int) -> str:
    """Since when, how far it is of the items up to `last_item`, and what to do, for whoever asks meanwhile."""
    row = c.execute("SELECT value FROM meta WHERE key = ?", (MARK,)).fetchone()
    since = f" since {str(iso(int(row[0])))[:16].replace('T', ' ')} UTC" if row else ""
    done = min(_applied(c), last_item)
    far = (
        f"{done:,} of {last_item:,} items are read"
        if done < last_item
        else f"all {last_item:,} items are read, and what rests on them is being worked out"
    )
    return f"The book is being read anew{since}: {far}. Until then nothing is told from it. Wait a little, then ask again."


def _applied(c: sqlite3.Connection) -> int:
    row = c.execute("SELECT value FROM meta WHERE key = 'applied_item'").fetchone()
    return int(row[0]) if row else 0
