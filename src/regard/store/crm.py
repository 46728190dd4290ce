"""Rows and facts of CRM exports in the records: what is written at once, and what is read back.

Reads and writes crm_row, crm_fact, item. Facts of a record follow from its rows alone, in the order in which they were known, so that
the order of imports makes no difference: a value is a fact where it differs from the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regard.store.records import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection

Key = tuple[str, str]
"""Object and id of a record."""
WHOLE = "~"
"""The sequence of a row that is of its record itself; rows of a history come before it in their moment, and make no record alone."""
_CHUNK = 400
FOREVER = 1 << 62
"""A moment by which everything is known."""


@dataclass(frozen=True, slots=True)
class Version:
    """One row as it tells of a record: since when it was known, its place among rows of that moment, and its values."""

    known_us: int
    sequence: str
    item_id: str
    values: Mapping[str, str]
    valid_us: int | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a record took a value."""

    field: str
    value: str
    known_us: int
    valid_us: int | None
    item_id: str


def facts(versions: Iterable[Version]) -> list[Fact]:
    """The facts that versions of one record make: each value that differs from the one before, once a moment."""
    state: dict[str, str] = {}
    found: dict[tuple[str, int], Fact] = {}
    for v in sorted(versions, key=lambda v: (v.known_us, v.sequence, v.item_id)):
        for name, value in v.values.items():
            if value != state.get(name, ""):
                found[name, v.known_us] = Fact(name, value, v.known_us, v.valid_us, v.item_id)
                state[name] = value
    return list(found.values())


def rows_of(records: Records, keys: Sequence[Key]) -> dict[Key, list[tuple[int, str, str]]]:
    """Record -> (known_us, sequence, item id) of each row that tells of it."""
    found: dict[Key, list[tuple[int, str, str]]] = {}
    for obj, ids in _by_object(keys):
        for part in _parts(ids):
            sql = f"SELECT crm_id, known_us, sequence, item_id FROM crm_row WHERE object = ? AND crm_id IN ({_marks(part)})"
            for crm_id, known, sequence, item in records.asked.rows(sql, (obj, *part)):
                found.setdefault((obj, crm_id), []).append((known, sequence, item))
    return found


def raws(records: Records, item_ids: Sequence[str]) -> dict[str, bytes]:
    """Item id -> its compressed bytes, for those that still have any."""
    found: dict[str, bytes] = {}
    for part in _parts(item_ids):
        sql = f"SELECT id, raw FROM item WHERE raw IS NOT NULL AND id IN ({_marks(part)})"
        found.update({row[0]: bytes(row[1]) for row in records.asked.rows(sql, tuple(part))})
    return found


def put_rows(c: Connection, rows: Sequence[tuple[str, str, int, str, str]]) -> None:
    """Note which items tell of which records: (object, crm_id, known_us, sequence, item id)."""
    if rows:
        c.exec_driver_sql(
            "INSERT INTO crm_row(object, crm_id, known_us, sequence, item_id) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            list(rows),
        )


def put_facts(c: Connection, known: Iterable[Key], made: Mapping[Key, Sequence[Fact]]) -> None:
    """Write the facts of records; those that were `known` before have theirs replaced."""
    again = [(obj, crm_id) for obj, crm_id in known]
    if again:
        c.exec_driver_sql("DELETE FROM crm_fact WHERE object = ? AND crm_id = ?", again)
    rows = [
        (obj, crm_id, f.field, f.known_us, f.value, f.valid_us, f.item_id)
        for (obj, crm_id), found in sorted(made.items())
        for f in sorted(found, key=lambda f: (f.field, f.known_us))
    ]
    if rows:
        c.exec_driver_sql(
            "INSERT INTO crm_fact(object, crm_id, field, known_us, value, valid_us, item_id) VALUES(?, ?, ?, ?, ?, ?, ?)", rows
        )


def last_row(records: Records) -> int:
    """The number of the newest row."""
    return int(records.asked.rows("SELECT max(n) FROM crm_row")[0][0] or 0)


def changed_since(records: Records, n: int) -> list[Key]:
    """The records of which rows later than number `n` tell."""
    return records.asked.rows("SELECT DISTINCT object, crm_id FROM crm_row WHERE n > ? ORDER BY object, crm_id", (n,))


def read_facts(
    records: Records, objects: Sequence[str], as_of_us: int, keys: Sequence[Key] | None = None, fields: Sequence[str] = ()
) -> Iterator[tuple[Key, list[Fact]]]:
    """Each record of these objects (of `keys`, if given) with its facts known by a moment, oldest first in each field.

    Of `fields` alone, if any are named.
    """
    columns = (
        "SELECT object, crm_id, field, value, known_us, valid_us, item_id FROM crm_fact WHERE object = ? AND known_us <= ?"
    )
    columns += f" AND field IN ({', '.join(repr(f) for f in fields)})" if fields else ""
    order = " ORDER BY crm_id, field, known_us"
    for obj in objects:
        if keys is None:
            yield from _grouped(records.asked.each(columns + order, (obj, as_of_us)))
            continue
        for part in _parts([k[1] for k in keys if k[0] == obj]):
            sql = f"{columns} AND crm_id IN ({_marks(part)}){order}"
            yield from _grouped(records.asked.rows(sql, (obj, as_of_us, *part)))


def _grouped(rows: Iterable[Any]) -> Iterator[tuple[Key, list[Fact]]]:
    key: Key | None = None
    found: list[Fact] = []
    for obj, crm_id, name, value, known, valid, item in rows:
        if key != (obj, crm_id):
            if key is not None:
                yield key, found
            key, found = (obj, crm_id), []
        found.append(Fact(name, value, known, valid, item))
    if key is not None:
        yield key, found


def state(found: Iterable[Fact]) -> dict[str, str]:
    """The values that facts of one record end in; fields that were emptied are left out."""
    values = {f.field: f.value for f in found}
    return {name: value for name, value in values.items() if value}


def remove(c: Connection, keys: Sequence[Key]) -> list[str]:
    """Take the facts and rows of records out; the ids of their items, whose bytes the caller empties."""
    items: list[str] = []
    for obj, crm_id in keys:
        sql = "SELECT DISTINCT item_id FROM crm_row WHERE object = ? AND crm_id = ?"
        items += [row[0] for row in c.exec_driver_sql(sql, (obj, crm_id))]
        c.exec_driver_sql("DELETE FROM crm_fact WHERE object = ? AND crm_id = ?", (obj, crm_id))
        c.exec_driver_sql("DELETE FROM crm_row WHERE object = ? AND crm_id = ?", (obj, crm_id))
    return items


def counts(records: Records) -> dict[str, int]:
    """Object -> how many records of it there are; those of which only a history tells are none."""
    sql = "SELECT object, count(DISTINCT crm_id) FROM crm_row WHERE sequence = ? GROUP BY object"
    return dict(records.asked.rows(sql, (WHOLE,)))


def numbered(records: Records) -> list[str]:
    """The objects of which records go by a plain number."""
    sql = "SELECT DISTINCT object FROM crm_row WHERE crm_id <> '' AND crm_id NOT GLOB '*[^0-9]*' ORDER BY object"
    return [row[0] for row in records.asked.rows(sql)]


def whole(records: Records, obj: str, crm_ids: Sequence[str]) -> set[str]:
    """Those of these records that a row of their own is of, whenever it came."""
    found: set[str] = set()
    for part in _parts(crm_ids):
        sql = f"SELECT DISTINCT crm_id FROM crm_row WHERE object = ? AND sequence = ? AND crm_id IN ({_marks(part)})"
        found.update(row[0] for row in records.asked.rows(sql, (obj, WHOLE, *part)))
    return found


def waiting(records: Records) -> int:
    """How many rows of histories tell of a record that no row of its own is of; they are used when one comes."""
    sql = """SELECT count(*) FROM crm_row h WHERE h.sequence <> ? AND NOT EXISTS
        (SELECT 1 FROM crm_row r WHERE r.object = h.object AND r.crm_id = h.crm_id AND r.sequence = ?)"""
    return int(records.asked.rows(sql, (WHOLE, WHOLE))[0][0])


def newest_known(records: Records) -> int | None:
    """When the newest row was known."""
    newest: int | None = records.asked.rows("SELECT max(known_us) FROM crm_row")[0][0]
    return newest


def later_rows(records: Records, as_of_us: int) -> tuple[int | None, dict[str, int], int | None]:
    """Of the rows that are known only after a moment: when the newest that says itself when it was changed was known; how many records of
    each object have only rows that do not say, and so are known since they were read; when the newest of those was read.
    """
    says = "EXISTS (SELECT 1 FROM crm_fact f WHERE f.object = r.object AND f.crm_id = r.crm_id AND f.field = 'modified')"
    dated: int | None = records.asked.rows(f"SELECT max(known_us) FROM crm_row r WHERE known_us > ? AND {says}", (as_of_us,))[
        0
    ][0]
    rows = records.asked.rows(
        f"SELECT object, count(DISTINCT crm_id), max(known_us) FROM crm_row r WHERE known_us > ? AND NOT {says} GROUP BY 1",
        (as_of_us,),
    )
    return dated, {row[0]: row[1] for row in rows}, max((row[2] for row in rows), default=None)


def _by_object(keys: Iterable[Key]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for obj, crm_id in keys:
        found.setdefault(obj, []).append(crm_id)
    return list(found.items())


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _marks(part: Sequence[str]) -> str:
    return ",".join("?" * len(part))
