"""What was read, as it was read: sources, how far each was read, every item with its bytes, and what became of it.

Reads and writes source, cursor, item, seen.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regard.ids import digest
from regard.store.opened import OpenStore
from regard.store.plain import Writes, put
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql

    from regard.store import tables
else:
    from regard.store.later import sql, tables

_ITEM = ("n", "id", "source_id", "folder", "kind", "message_id", "raw", "size", "file_us", "gone")


_UNTOLD = """SELECT i.message_id, o.source_id, o.locator FROM seen o JOIN item i ON i.id = o.item_id
    WHERE i.message_id IN ({}) AND o.outcome = 'duplicate' AND NOT EXISTS(
        SELECT 1 FROM seen s JOIN item k ON k.id = s.item_id WHERE k.message_id = i.message_id AND s.outcome = 'stored')
    ORDER BY i.message_id, i.id, o.source_id, o.locator"""
"""Rows "duplicate" of messages of which no row is "stored" any more."""


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

    def put_source(self, c: Writes, kind: str, path: str) -> str:
        """Make sure the source is known; its id."""
        sid = self.source_id(kind, path)
        row = {"id": sid, "kind": kind, "path": path, "added_us": now_us()}
        put(c, "source", [row])
        return sid

    def set_owner(self, c: Writes, source_id: str, owner: str, by: str) -> None:
        """Say whose mailbox a source is. A user's word is not overruled by a finding."""
        unless = "" if by == "user" else " AND owner_by IS NOT 'user'"
        c.exec_driver_sql(f"UPDATE source SET owner = ?, owner_by = ? WHERE id = ?{unless}", (owner, by, source_id))

    def touch_source(self, c: Writes, source_id: str, us: int) -> None:
        """Note when a source was last read to its end."""
        c.exec_driver_sql("UPDATE source SET last_sync_us = ? WHERE id = ?", (us, source_id))

    def sources(self) -> list[Any]:
        """All sources in the order they were added."""
        return self.asked.named("SELECT * FROM source ORDER BY added_us, id")

    def cursors(self, source_id: str) -> dict[str, Any]:
        """How far each folder of a source has been read."""
        rows = self.asked.rows("SELECT folder, state FROM cursor WHERE source_id = ?", (source_id,))
        return {folder: json.loads(state) for folder, state in rows}

    def put_cursors(self, c: Writes, source_id: str, states: Mapping[str, Any]) -> None:
        """Move the cursors of a source; belongs in the transaction that writes what they passed."""
        rows = [{"source_id": source_id, "folder": folder, "state": json.dumps(state)} for folder, state in states.items()]
        put(c, "cursor", rows, "ON CONFLICT (source_id, folder) DO UPDATE SET state = excluded.state")

    def drop_cursors(self, c: sql.Connection) -> None:
        """Forget how far sources were read, so that the next sync looks at everything again (nothing is stored twice)."""
        c.execute(sql.delete(tables.cursor))

    # -------------------------------------------------------------------------------------------------- items

    def known_items(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that the book has, or had before they were erased."""
        return {row[0] for row in self._of("SELECT id FROM item WHERE id IN ({})", ids)}

    def put_items(self, c: Writes, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append items; those already there stay as they are."""
        put(c, "item", rows, "ON CONFLICT (id) DO NOTHING")

    def put_seen(self, c: Writes, rows: Sequence[Mapping[str, Any]]) -> None:
        """Note what became of each item a source showed; the first word on a locator's item stays."""
        changed = ", ".join(f"{name} = excluded.{name}" for name in ("folder", "item_id", "outcome", "reason", "detail", "us"))
        kept = f"ON CONFLICT (source_id, locator) DO UPDATE SET {changed} WHERE seen.item_id IS NOT excluded.item_id"
        put(c, "seen", rows, kept)

    def shown_at(self, source_id: str, locators: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Locator -> (item id, bytes of it) of what a source showed there, where the book has or had it."""
        found: dict[str, tuple[str, int]] = {}
        for start in range(0, len(locators), 500):
            part = locators[start : start + 500]
            marks = ",".join("?" * len(part))
            shown = f"""SELECT s.locator, i.id, i.size FROM seen s JOIN item i ON i.id = s.item_id
                WHERE s.source_id = ? AND s.locator IN ({marks})"""
            found.update({locator: (item, size) for locator, item, size in self.asked.rows(shown, (source_id, *part))})
        return found

    def shown_elsewhere(self, item_id: str, source_id: str, locators: Collection[str]) -> bool:
        """Whether an item was shown anywhere but at these places of a source."""
        rows = self.asked.rows("SELECT source_id, locator FROM seen WHERE item_id = ?", (item_id,))
        return any(source != source_id or locator not in locators for source, locator in rows)

    def forget_items(self, c: Writes, ids: Sequence[str]) -> list[str]:
        """Take items out as if they had never been shown; the ids of their messages."""
        messages: list[str] = []
        for start in range(0, len(ids), 500):
            part = tuple(ids[start : start + 500])
            marks = ",".join("?" * len(part))
            messages += [row[0] for row in c.exec_driver_sql(f"SELECT message_id FROM item WHERE id IN ({marks})", part)]
            c.exec_driver_sql(f"DELETE FROM seen WHERE item_id IN ({marks})", part)
            c.exec_driver_sql(f"DELETE FROM item WHERE id IN ({marks})", part)
        return messages

    def tell_once(self, c: Writes, messages: Sequence[str]) -> None:
        """Where the copy of a message that was counted as stored is gone, another is counted so now."""
        told: set[str] = set()
        for start in range(0, len(messages), 500):
            part = tuple(messages[start : start + 500])
            for message, source_id, locator in c.exec_driver_sql(_UNTOLD.format(",".join("?" * len(part))), part).fetchall():
                if message not in told:
                    told.add(message)
                    one = "UPDATE seen SET outcome = 'stored' WHERE source_id = ? AND locator = ?"
                    c.exec_driver_sql(one, (source_id, locator))

    def items_after(self, n: int, size: int = 500) -> Iterator[list[StoredItem]]:
        """The items that arrived after number `n`, in batches."""
        while True:
            wanted = f"SELECT {', '.join(_ITEM)} FROM item WHERE n > ? ORDER BY n LIMIT ?"
            batch = [StoredItem(*row) for row in self.asked.rows(wanted, (n, size))]
            if not batch:
                return
            yield batch
            n = batch[-1].n

    def item(self, item_id: str) -> StoredItem | None:
        """One item."""
        rows = self.asked.rows(f"SELECT {', '.join(_ITEM)} FROM item WHERE id = ?", (item_id,))
        return StoredItem(*rows[0]) if rows else None

    def left_out(self, message_ids: Sequence[str]) -> dict[str, str]:
        """Message id -> why it was left out, for those of which an excluded or private copy was seen."""
        # Spelt out as the index item_gone spells it: with a bound value every item would be looked through.
        wanted = "SELECT message_id, gone FROM item WHERE message_id IN ({}) AND gone != '' AND gone != 'erased'"
        return dict(self._of(wanted, message_ids))

    def places(self, ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
        """Item id -> every (source id, folder) where it was seen."""
        found: dict[str, set[tuple[str, str]]] = {}
        wanted = "SELECT item_id, source_id, folder FROM seen WHERE item_id IN ({}) AND outcome != 'set_aside'"
        for item_id, source_id, folder in self._of(wanted, ids):
            found.setdefault(item_id, set()).add((source_id, folder))
        return found

    def _of(self, wanted: str, ids: Sequence[str]) -> Iterator[Any]:
        """The rows of a question about any of `ids`, some hundreds of them at a time."""
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            yield from self.asked.rows(wanted.format(",".join("?" * len(part))), part)

    def last_item(self) -> int:
        """The number of the newest item."""
        return int(self.asked.rows("SELECT max(n) FROM item")[0][0] or 0)

    def empty_items(self, c: sql.Connection, ids: Iterable[str], why: str) -> None:
        """Remove the bytes of items; the ids stay, so that they do not come back."""
        listed = list(ids)
        for start in range(0, len(listed), 500):
            chunk = listed[start : start + 500]
            c.execute(sql.update(tables.item).where(tables.item.c.id.in_(chunk)).values(raw=None, gone=why, file_us=None))
            if (
                why == "erased"
            ):  # a record of the CRM may go by an address; nothing asks for those erased by what they were read as
                nameless = tables.item.c.id.in_(chunk) & (tables.item.c.kind == "crm")
                c.execute(sql.update(tables.item).where(nameless).values(message_id=tables.item.c.id))
            c.execute(
                sql.update(tables.seen)
                .where(tables.seen.c.item_id.in_(chunk))
                .values(outcome="set_aside", reason=why, detail="")
            )

    def put_left(self, c: Writes, rows: Iterable[tuple[str, str, int]]) -> None:
        """Note (source id, handle, day) of mail that is left out."""
        put(c, "left_day", [{"source_id": source_id, "h": h, "day": day} for source_id, h, day in rows])

    def left(self) -> list[tuple[str, int]]:
        """(handle, day) of all mail that is left out and tells of it."""
        return self.asked.rows("SELECT DISTINCT h, day FROM left_day")

    def forget_left(self, c: sql.Connection, handles: Iterable[str]) -> None:
        """Forget when these handles wrote what is left out."""
        listed = list(handles)
        for start in range(0, len(listed), 500):
            c.execute(sql.delete(tables.left_day).where(tables.left_day.c.h.in_(listed[start : start + 500])))

    def replace_raw(self, c: sql.Connection, item_id: str, raw: bytes) -> None:
        """Put redacted (compressed) bytes in place of an item's own."""
        c.execute(sql.update(tables.item).where(tables.item.c.id == item_id).values(raw=raw))

    def counts(self) -> list[tuple[str, str, int]]:
        """(source id, outcome, how many) over everything ever seen."""
        return self.asked.rows("SELECT source_id, outcome, count(*) FROM seen GROUP BY source_id, outcome")

    def set_aside_in(self, source_id: str) -> frozenset[str]:
        """The locators of everything that a source showed and that was set aside."""
        where = "source_id = ? AND outcome = 'set_aside'"
        return frozenset(row[0] for row in self.asked.rows(f"SELECT locator FROM seen WHERE {where}", (source_id,)))

    def set_aside_counts(self) -> list[tuple[str, int]]:
        """(reason, how many) over everything set aside."""
        rows = self.asked.rows("SELECT reason, count(*) FROM seen WHERE outcome = 'set_aside' GROUP BY reason")
        return sorted(rows, key=lambda pair: (-pair[1], pair[0]))
