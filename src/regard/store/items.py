"""What was read, as it was read: sources, how far each was read, every item with its bytes, and what became of it.

Reads and writes source, cursor, item, seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from regard.ids import digest
from regard.store import tables
from regard.store.opened import OpenStore
from regard.time import now_us

_ITEM = [
    tables.item.c[name] for name in ("n", "id", "source_id", "folder", "kind", "message_id", "raw", "size", "file_us", "gone")
]


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One item as kept: its number in order of arrival, id, where it came from, compressed bytes (None once gone)."""

    n: int
    id: str
    source_id: str
    folder: str
    kind: str
    message_id: str
    raw: bytes | None
    size: int
    file_us: int | None
    gone: str


class Items(OpenStore):
    """Sources and the items they showed."""

    def source_id(self, kind: str, path: str) -> str:
        """The id of a source: its kind and absolute path."""
        return digest("s", self.key, kind, path)

    def put_source(self, c: Connection, kind: str, path: str) -> str:
        """Make sure the source is known; its id."""
        sid = self.source_id(kind, path)
        row = {"id": sid, "kind": kind, "path": path, "added_us": now_us()}
        c.execute(upsert(tables.source).values(row).on_conflict_do_nothing())
        return sid

    def set_owner(self, c: Connection, source_id: str, owner: str, by: str) -> None:
        """Say whose mailbox a source is. A user's word is not overruled by a finding."""
        statement = update(tables.source).where(tables.source.c.id == source_id)
        if by != "user":
            statement = statement.where((tables.source.c.owner_by.is_(None)) | (tables.source.c.owner_by != "user"))
        c.execute(statement.values(owner=owner, owner_by=by))

    def touch_source(self, c: Connection, source_id: str, us: int) -> None:
        """Note when a source was last read to its end."""
        c.execute(update(tables.source).where(tables.source.c.id == source_id).values(last_sync_us=us))

    def sources(self) -> list[Row[Any]]:
        """All sources in the order they were added."""
        with self.reading() as c:
            return list(c.execute(select(tables.source).order_by(tables.source.c.added_us, tables.source.c.id)))

    def cursors(self, source_id: str) -> dict[str, Any]:
        """How far each folder of a source has been read."""
        with self.reading() as c:
            rows = c.execute(
                select(tables.cursor.c.folder, tables.cursor.c.state).where(tables.cursor.c.source_id == source_id)
            )
            return {folder: json.loads(state) for folder, state in rows}

    def put_cursors(self, c: Connection, source_id: str, states: Mapping[str, Any]) -> None:
        """Move the cursors of a source; belongs in the transaction that writes what they passed."""
        for folder, state in states.items():
            row = {"source_id": source_id, "folder": folder, "state": json.dumps(state)}
            c.execute(upsert(tables.cursor).values(row).on_conflict_do_update(index_elements=["source_id", "folder"], set_=row))

    def drop_cursors(self, c: Connection) -> None:
        """Forget how far sources were read, so that the next sync looks at everything again (nothing is stored twice)."""
        c.execute(delete(tables.cursor))

    # -------------------------------------------------------------------------------------------------- items

    def known_items(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that the book has, or had before they were erased."""
        found: set[str] = set()
        with self.reading() as c:
            for start in range(0, len(ids), 500):
                found.update(
                    c.execute(select(tables.item.c.id).where(tables.item.c.id.in_(ids[start : start + 500]))).scalars()
                )
        return found

    def put_items(self, c: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append items; those already there stay as they are."""
        if rows:
            _many(c, upsert(tables.item).on_conflict_do_nothing(index_elements=["id"]), rows)

    def put_seen(self, c: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Note what became of each item a source showed; the first word on a locator's item stays."""
        if rows:
            statement = upsert(tables.seen)
            changed = {name: statement.excluded[name] for name in ("folder", "item_id", "outcome", "reason", "detail", "us")}
            where = tables.seen.c.item_id.is_distinct_from(statement.excluded.item_id)
            _many(c, statement.on_conflict_do_update(index_elements=["source_id", "locator"], set_=changed, where=where), rows)

    def items_after(self, n: int, size: int = 500) -> Iterator[list[StoredItem]]:
        """The items that arrived after number `n`, in batches."""
        while True:
            statement = select(*_ITEM).where(tables.item.c.n > n).order_by(tables.item.c.n).limit(size)
            with self.reading() as c:
                batch = [StoredItem(*row) for row in c.execute(statement)]
            if not batch:
                return
            yield batch
            n = batch[-1].n

    def item(self, item_id: str) -> StoredItem | None:
        """One item."""
        with self.reading() as c:
            row = c.execute(select(*_ITEM).where(tables.item.c.id == item_id)).first()
        return StoredItem(*row) if row else None

    def left_out(self, message_ids: Sequence[str]) -> dict[str, str]:
        """Message id -> why it was left out, for those of which an excluded or private copy was seen."""
        found: dict[str, str] = {}
        item = tables.item.c
        with self.reading() as c:
            for start in range(0, len(message_ids), 500):
                # Spelt out as the index item_gone spells it: with a bound value every item would be looked through.
                listed = item.message_id.in_(message_ids[start : start + 500]) & literal_column("gone != ''")
                where = listed & (item.gone != "erased")
                found.update(dict(c.execute(select(item.message_id, item.gone).where(where)).all()))
        return found

    def places(self, ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
        """Item id -> every (source id, folder) where it was seen."""
        found: dict[str, set[tuple[str, str]]] = {}
        seen = tables.seen.c
        with self.reading() as c:
            for start in range(0, len(ids), 500):
                where = seen.item_id.in_(ids[start : start + 500]) & (seen.outcome != "set_aside")
                for item_id, source_id, folder in c.execute(select(seen.item_id, seen.source_id, seen.folder).where(where)):
                    found.setdefault(item_id, set()).add((source_id, folder))
        return found

    def last_item(self) -> int:
        """The number of the newest item."""
        with self.reading() as c:
            return int(c.execute(select(func.max(tables.item.c.n))).scalar() or 0)

    def empty_items(self, c: Connection, ids: Iterable[str], why: str) -> None:
        """Remove the bytes of items; the ids stay, so that they do not come back."""
        listed = list(ids)
        for start in range(0, len(listed), 500):
            chunk = listed[start : start + 500]
            c.execute(update(tables.item).where(tables.item.c.id.in_(chunk)).values(raw=None, gone=why, file_us=None))
            c.execute(
                update(tables.seen).where(tables.seen.c.item_id.in_(chunk)).values(outcome="set_aside", reason=why, detail="")
            )

    def replace_raw(self, c: Connection, item_id: str, raw: bytes) -> None:
        """Put redacted (compressed) bytes in place of an item's own."""
        c.execute(update(tables.item).where(tables.item.c.id == item_id).values(raw=raw))

    def counts(self) -> list[tuple[str, str, int]]:
        """(source id, outcome, how many) over everything ever seen."""
        with self.reading() as c:
            rows = c.execute(
                select(tables.seen.c.source_id, tables.seen.c.outcome, func.count()).group_by(
                    tables.seen.c.source_id, tables.seen.c.outcome
                )
            )
            return [(a, b, int(n)) for a, b, n in rows]

    def set_aside_in(self, source_id: str) -> frozenset[str]:
        """The locators of everything that a source showed and that was set aside."""
        where = (tables.seen.c.source_id == source_id) & (tables.seen.c.outcome == "set_aside")
        with self.reading() as c:
            return frozenset(c.execute(select(tables.seen.c.locator).where(where)).scalars())

    def set_aside_counts(self) -> list[tuple[str, int]]:
        """(reason, how many) over everything set aside."""
        where = tables.seen.c.outcome == "set_aside"
        with self.reading() as c:
            rows = c.execute(select(tables.seen.c.reason, func.count()).where(where).group_by(tables.seen.c.reason))
            return sorted(((reason, int(n)) for reason, n in rows), key=lambda pair: (-pair[1], pair[0]))


def _many(c: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows of the same columns. The statement is compiled once and the driver gets tuples: preparing each row's
    values by name costs as much as writing them.
    """
    compiled = statement.compile(dialect=c.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup or ()
    c.exec_driver_sql(str(compiled), [tuple([row[name] for name in order]) for row in rows])
