"""Taking a source out of the book, and telling the book that it moved.

What only that source holds goes from the records; the live store is then made anew from what is left, so that a book from which a source
was taken equals one that never had it. People's judgements, exclusions, objections and erasures stay: they were said of people.
Reading the source again restores all. Reads and writes source, cursor, seen, item, crm_row, crm_fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from regard.flow.applying import BEHIND
from regard.flow.crm_rows import rebuild
from regard.store.records import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ONLY_HERE = """SELECT i.id FROM item i WHERE i.gone <> 'erased'
    AND (i.source_id = ? OR i.id IN (SELECT item_id FROM seen WHERE source_id = ?))
    AND NOT EXISTS(SELECT 1 FROM seen o WHERE o.item_id = i.id AND o.source_id <> ?)"""
"""Items that no other source shows. Those of erased people stay as bare ids: they are never to come back."""
_ELSEWHERE = """SELECT i.id, (SELECT o.source_id || char(10) || o.folder FROM seen o WHERE o.item_id = i.id AND o.source_id <> ?
    ORDER BY o.source_id, o.folder LIMIT 1) FROM item i WHERE i.source_id = ?"""


def remove_source(records: Records, source_id: str) -> int:
    """Take a source and what only it holds out of the records; how many items that were. The caller makes the live store anew."""
    with records.reading() as c:
        gone = [row[0] for row in c.exec_driver_sql(_ONLY_HERE, (source_id,) * 3)]
        messages = _messages(c, source_id)
        kept_out = _kept_out(c, source_id, gone)
        told = _crm_keys(c, gone)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "1")
        for item_id, place in c.exec_driver_sql(_ELSEWHERE, (source_id, source_id)).fetchall():
            if place is not None:
                other, _, folder = place.partition("\n")
                c.exec_driver_sql("UPDATE item SET source_id = ?, folder = ? WHERE id = ?", (other, folder, item_id))
        _each(c, "DELETE FROM crm_row WHERE item_id = ?", gone)
        _each(c, "DELETE FROM item WHERE id = ?", gone)
        for table in ("seen", "cursor", "left_day"):
            c.exec_driver_sql(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))
        c.exec_driver_sql("DELETE FROM source WHERE id = ?", (source_id,))
        records.tell_once(c, messages)
        if kept_out:
            _each(c, "DELETE FROM seen WHERE item_id = ?", kept_out)
            _each(c, "DELETE FROM item WHERE id = ? AND raw IS NULL", kept_out)
            records.drop_cursors(c)
        if told:
            records.put_meta(c, "crm_removed", str(int(records.get_meta("crm_removed") or 0) + 1))
        records.models_are_stale(c)
        records.note(c, "remove source", f"{len(gone)} items removed")
    if told:
        rebuild(records, told)
    return len(gone)


def forget_empty(records: Records, source_id: str) -> bool:
    """Forget a source in which nothing was ever found that could be read, nor anything left out; whether it was one."""
    sql = "SELECT 1 FROM seen WHERE source_id = ? AND (outcome <> 'set_aside' OR reason NOT IN ({})) LIMIT 1"
    marks = ",".join("?" * len(NOTHING_READABLE))
    if records.asked.rows(sql.format(marks), (source_id, *NOTHING_READABLE)):
        return False
    with records.plainly() as c:
        for table, column in (("seen", "source_id"), ("cursor", "source_id"), ("source", "id")):
            c.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (source_id,))
    return True


NOTHING_READABLE = ("not_mail", "binary", "empty", "not_a_file")
"""Reasons that say that a path was simply no mailbox; a damaged or forbidden one is kept, so that it is not forgotten."""


def move_source(records: Records, source_id: str, kind: str, path: str) -> str:
    """Say that a source now lies at `path`; its new id. The caller makes the live store anew."""
    new = records.source_id(kind, path)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "1")
        old = c.exec_driver_sql("SELECT path FROM source WHERE id = ?", (source_id,)).scalar_one()
        c.exec_driver_sql("UPDATE source SET id = ?, path = ? WHERE id = ?", (new, path, source_id))
        for table in ("cursor", "seen", "item", "left_day"):
            c.exec_driver_sql(f"UPDATE {table} SET source_id = ? WHERE source_id = ?", (new, source_id))
        _rename(c, new, PurePath(old).name, PurePath(path).name)
        records.note(c, "move source")
    return new


def _rename(c: Connection, source_id: str, old: str, new: str) -> None:
    """Items of a source that is one file are named after it."""
    if old == new:
        return
    for table, column in (("seen", "locator"), ("cursor", "folder")):
        c.exec_driver_sql(
            f"UPDATE {table} SET {column} = ? || substr({column}, ?) WHERE source_id = ? AND ({column} = ? "
            f"OR substr({column}, 1, ?) IN (?, ?))",
            (new, len(old) + 1, source_id, old, len(old) + 1, f"{old}#", f"{old}/"),
        )


def _messages(c: Connection, source_id: str) -> list[str]:
    sql = "SELECT DISTINCT i.message_id FROM seen s JOIN item i ON i.id = s.item_id WHERE s.source_id = ?"
    return [row[0] for row in c.exec_driver_sql(sql, (source_id,))]


def _kept_out(c: Connection, source_id: str, gone: Sequence[str]) -> list[str]:
    """Items that other sources show, and that are left out because a copy of theirs lay in this one."""
    sql = """SELECT DISTINCT k.id FROM seen s JOIN item i ON i.id = s.item_id JOIN item k ON k.message_id = i.message_id
        WHERE s.source_id = ? AND i.gone LIKE 'excluded%' AND k.gone LIKE 'excluded%'"""
    return sorted({row[0] for row in c.exec_driver_sql(sql, (source_id,))} - set(gone))


def _crm_keys(c: Connection, items: Sequence[str]) -> list[tuple[str, str]]:
    return sorted({(r[0], r[1]) for r in _in(c, "SELECT object, crm_id FROM crm_row WHERE item_id IN ({})", items)})


def _in(c: Connection, sql: str, values: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(values), 500):
        part = tuple(values[start : start + 500])
        found += c.exec_driver_sql(sql.format(",".join("?" * len(part))), part).fetchall()
    return found


def _each(c: Connection, sql: str, values: Iterable[str]) -> None:
    rows = [(v,) for v in values]
    if rows:
        c.exec_driver_sql(sql, rows)
