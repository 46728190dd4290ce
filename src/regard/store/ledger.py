"""What people write down beside the mail: actions, reviews, ratings, why a relationship matters, what buyers said. Never changed.

Reads and writes action_event, review_entry, rating, stated, meaning. A row is appended in one short transaction without the writer's
place: it touches nothing that a sync writes, so a meeting can go on while one runs, and two people who answer at once are both kept. A row
whose id is there already stays as it was, so that a form sent twice is one row. What hangs on an erased person goes with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.errors import UnknownReference
from regard.store.records import Records

if TYPE_CHECKING:
    import sqlalchemy as sql
    from sqlalchemy.dialects import sqlite

    from regard.store import tables
else:
    from regard.store.later import sql, sqlite, tables

HELD = ("action_event", "review_entry", "rating", "stated", "meaning")
"""Every table of this ledger: each has `id`, `us`, `recorded_us`, `by` and `buyer_h`."""
_WORDS = {"action_event": "data", "review_entry": "data", "stated": "words", "meaning": "words"}
"""The column of each table in which somebody's name may stand as written."""


def append(
    records: Records, table: str, rows: Sequence[Mapping[str, Any]], addresses: Sequence[str] = (), *, whole: bool = False
) -> int:
    """Append rows of one table; how many were new. With `whole` none of them where the first is there already.

    Raises UnknownReference where one of `addresses` was erased meanwhile.
    """
    into = tables.metadata.tables[table]
    with records.writing() as c:
        new = 0
        for n, row in enumerate(rows):
            added = c.execute(sqlite.insert(into).values(**row).on_conflict_do_nothing()).rowcount
            if whole and n == 0 and not added:
                break
            new += added
        if addresses:
            hashes = [records.erased_hash(a) for a in addresses]
            if c.execute(sql.select(tables.erased.c.key_hash).where(tables.erased.c.key_hash.in_(hashes))).first():
                raise UnknownReference("That person was forgotten: nothing about them is kept. Nothing was written down.")
        return new


def read(records: Records, table: str, until_us: int, **equal: str) -> list[Any]:
    """The rows of a table of moments up to `until_us`, where columns equal what is given, in the order in which they were written."""
    where = " AND ".join(["us <= ?", *(f'"{name}" = ?' for name in equal)])
    return records.asked.named(f"SELECT * FROM {table} WHERE {where} ORDER BY n", (until_us, *equal.values()))


def about(records: Records, handles: Sequence[str], held: Sequence[str] = HELD) -> dict[str, list[Any]]:
    """Table name -> every row that hangs on one of these handles."""
    one_of = f"buyer_h IN ({','.join('?' * len(handles))})"
    return {table: records.asked.named(f"SELECT * FROM {table} WHERE {one_of} ORDER BY n", handles) for table in held}


def erase(c: sql.Connection, handles: Sequence[str], marks: Sequence[str], blank: str) -> None:
    """Take out what hangs on handles, and blank `marks` (addresses and full names) in what was written of others."""
    held = [tables.metadata.tables[name] for name in HELD]
    for table in held:
        c.execute(sql.delete(table).where(table.c.buyer_h.in_(handles)))
    gone = blanker(marks, blank)
    for table in held:
        if table.name in _WORDS:
            column = table.c[_WORDS[table.name]]
            for n, text in c.execute(sql.select(table.c.n, column)).all():
                if (left := gone(text)) != text:
                    c.execute(sql.update(table).where(table.c.n == n).values({column.name: left}))


def blanker(marks: Sequence[str], blank: str) -> Callable[[str], str]:
    """Takes marks out of text; letter case aside, and as JSON writes them too."""
    if not marks:
        return lambda text: text
    any_of = "|".join(re.escape(m) for m in sorted(set(marks), key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(blank, text)
