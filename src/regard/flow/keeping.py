"""Keeping what was read: first in the records (the truth), then in the live store (`flow.applying`), each in one transaction a batch.

Decides what each item is: stored, a duplicate, or set aside (unreadable, excluded, erased).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regard.flow.applying import BEHIND, apply
from regard.flow.growing import Halves, forget_halves, halves, remove_halves
from regard.flow.kept import KeptItem
from regard.flow.leaving_out import leave_out, stays
from regard.flow.live_rows import unpack_event
from regard.flow.reading import Draw, Reader, ReadItem, read, unpack
from regard.ids import digest, handle_id
from regard.model import DAY, Message, Quoting, RawItem, SetAside
from regard.parse.meeting import meeting_id
from regard.privacy import Gate
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us


@dataclass(slots=True)
class Counts:
    """What became of the items of one source: seen = stored + duplicate + set_aside."""

    stored: int = 0
    duplicate: int = 0
    set_aside: int = 0

    @property
    def seen(self) -> int:
        """All of them."""
        return self.stored + self.duplicate + self.set_aside


@dataclass(slots=True)
class Keeper:
    """Writes batches of one source. `unread` are set-aside items found by the source itself."""

    records: Records
    live: Live
    gate: Gate
    source_id: str
    source_kind: str
    reader: Reader
    counts: Counts = field(default_factory=Counts)

    def keep(self, draw: Draw, batch: Sequence[ReadItem]) -> None:
        """Write one portion and move the cursors past it."""
        self.counts.duplicate += draw.known - draw.known_aside
        self.counts.set_aside += draw.known_aside
        asides = [ReadItem("", aside.locator, aside, b"", len(aside.raw), None) for aside in draw.asides]
        gone = halves(self.records, self.live, self.source_id, self.source_kind, draw.items)
        self._write([*batch, *asides], draw.cursors, gone)

    def _write(self, batch: Sequence[ReadItem], cursors: Mapping[str, Any], gone: Halves) -> None:
        messages = [r.result for r in batch if isinstance(r.result, Message)]
        known = self.records.known_items([m.item_id for m in messages])
        in_book = {r[0] for r in self.live.rows_in("SELECT id FROM message WHERE id IN ({})", [m.id for m in messages])}
        in_book -= gone.alone
        refused = self._refused(batch, messages)
        items: list[dict[str, Any]] = []
        seen: list[dict[str, Any]] = []
        fresh: dict[str, KeptItem] = {}
        placed: list[tuple[str, str]] = []
        left: list[tuple[str, str, int]] = []
        now = now_us()
        for one in batch:
            row = {
                "source_id": self.source_id,
                "locator": one.locator,
                "folder": one.folder,
                "us": now,
                "detail": "",
                "reason": "",
            }
            message = one.result
            if isinstance(message, SetAside):
                row |= self._aside(message)
            elif reason := refused.get(message.id, ""):
                row |= {"outcome": "set_aside", "item_id": message.item_id, "reason": reason}
                if message.item_id not in known:
                    items.append(self._item(one, message, None, reason))
                    left += self._left(message, reason)
            elif message.item_id in known:
                row |= {"outcome": "duplicate", "item_id": message.item_id}
                placed.append((message.item_id, one.folder))
            else:
                message, packed, quotes = self._without_erased(one, message)
                items.append(self._item(one, message, packed, ""))
                fresh[message.item_id] = KeptItem(message, message.item_id, self.source_id, one.folder, quotes)
                # Another version of a meeting tells something new; another copy of a mail does not.
                known_before = message.id in in_book and message.kind != "meeting"
                row |= {"outcome": "duplicate" if known_before else "stored", "item_id": message.item_id}
                in_book.add(message.id)
            if isinstance(message, Message):
                known.add(message.item_id)
            seen.append(row)
            self.count(str(row["outcome"]))
        self._leave_out(batch, refused)
        # Before the records say that it was seen: killed in between, it is seen again.
        self._place([p for p in placed if p[0] not in fresh])
        with self.records.plainly() as c:
            self.records.put_items(c, items)
            self.records.put_left(c, left)
            self.records.put_seen(c, seen)
            self.records.put_cursors(c, self.source_id, cursors)
            if gone:
                self.records.put_meta(c, BEHIND, "1")
                forget_halves(self.records, c, gone)
        if gone:
            remove_halves(self.records, self.live, self.reader, gone)
        again = [replace(fresh[item], folder=folder) for item, folder in dict.fromkeys(placed) if item in fresh]
        apply(self.live, self.records, [*fresh.values(), *again], self.records.last_item())
        if gone:
            with self.records.plainly() as c:
                self.records.put_meta(c, BEHIND, "")

    def _refused(self, batch: Sequence[ReadItem], messages: Sequence[Message]) -> dict[str, str]:
        """Message id -> why it stays out. One excluded copy keeps out all others, whichever comes first."""
        invites = {m.id: self._invited(m) for m in messages if m.events and m.kind == "mail"}
        refused = self.records.left_out([*(m.id for m in messages), *(i for ids in invites.values() for i in ids)])
        for one in batch:
            if isinstance(one.result, Message) and (reason := self.gate.refuses(one.result, one.left_out)):
                refused.setdefault(one.result.id, reason)
        # A mail that tells of a meeting which stays out stays out with it.
        for message_id, ids in invites.items():
            if reason := next((refused[i] for i in ids if refused.get(i, "erased") != "erased"), ""):
                refused.setdefault(message_id, reason)
        return refused

    def _invited(self, message: Message) -> list[str]:
        """The ids of the meetings that a message is or tells of."""
        return [meeting_id(self.records.key, e.uid, e.recurrence_us) for e in message.events]

    def _leave_out(self, batch: Sequence[ReadItem], refused: Mapping[str, str]) -> None:
        """Take out again what came before an excluded copy of it: messages, and what tells of meetings that are not made yet."""
        numbers = dict(self.live.rows_in("SELECT id, n FROM message WHERE id IN ({})", list(refused)))
        items: dict[str, str] = {}
        for one in batch:
            m = one.result
            if isinstance(m, Message) and m.kind == "meeting" and refused.get(m.id, "erased") != "erased":
                rows = self.live.rows_in("SELECT item_id, uid, data FROM event WHERE uid IN ({})", [e.uid for e in m.events])
                for item_id, uid, data in rows:
                    if meeting_id(self.records.key, uid, unpack_event(data).recurrence_us) == m.id:
                        items[item_id] = refused[m.id]
        for reason in sorted({*refused.values(), *items.values()}):
            wanted = [numbers[m] for m, why in refused.items() if why == reason and m in numbers]
            told = [i for i, why in items.items() if why == reason]
            if wanted or told:
                leave_out(self.records, self.live, wanted, reason, told)

    def _place(self, placed: Sequence[tuple[str, str]]) -> None:
        """Note that items in the book lie here too."""
        if not placed:
            return
        with self.live.writing() as c:
            c.executemany(
                "INSERT OR IGNORE INTO message_item SELECT DISTINCT message, item_id, ?, ? FROM message_item WHERE item_id = ?",
                [(self.source_id, folder, item_id) for item_id, folder in placed],
            )
            c.executemany(
                "INSERT OR IGNORE INTO event_place SELECT DISTINCT item_id, ?, ? FROM event WHERE item_id = ?",
                [(self.source_id, folder, item_id) for item_id, folder in placed],
            )
            c.executemany(
                "INSERT OR IGNORE INTO dirty SELECT 'uid', uid FROM event WHERE item_id = ?", [(p[0],) for p in placed]
            )
            c.execute("INSERT OR IGNORE INTO dirty VALUES('source', ?)", (self.source_id,))

    def count(self, outcome: str) -> None:
        """Count one item."""
        setattr(self.counts, outcome, getattr(self.counts, outcome) + 1)

    def _aside(self, aside: SetAside) -> dict[str, Any]:
        item_id = digest("i", self.records.key, self.source_kind, aside.raw) if aside.raw else None
        return {"outcome": "set_aside", "item_id": item_id, "reason": aside.reason, "detail": aside.detail[:500]}

    def _item(self, read: ReadItem, message: Message, packed: bytes | None, gone: str) -> dict[str, Any]:
        return {
            "id": message.item_id,
            "source_id": self.source_id,
            "folder": read.folder,
            "kind": self.source_kind,
            "message_id": message.id,
            "raw": packed,
            "size": read.size,
            "file_us": read.file_us,
            "gone": gone,
        }

    def _left(self, message: Message, reason: str) -> list[tuple[str, str, int]]:
        """What stays of a mail that is left out for what it is about: the source, who outside wrote it, and the day.

        Of what machines write nothing does, but that somebody was away.
        """
        sender = message.sender
        if not stays(reason) or message.kind != "mail" or sender is None or message.us is None:
            return []
        if message.automated not in {"", "out_of_office"}:
            return []
        if sender.address.endswith(self.gate.exclusions.us) or self.gate.is_erased(sender.address):
            return []
        return [(self.source_id, handle_id(self.records.key, sender.address), message.us // DAY)]

    def _without_erased(self, read_item: ReadItem, message: Message) -> tuple[Message, bytes, Quoting]:
        """Leave out what a mail holds of people who asked to be erased, in its stored bytes and in what is read of them."""
        raw = self.gate.redacted(unpack(read_item.packed), message) if self.gate.erased else None
        if raw is None:
            return message, read_item.packed, read_item.quoting
        again = read(RawItem(read_item.folder, read_item.locator, raw, read_item.file_us), self.reader)
        if isinstance(again.result, SetAside):
            return message, read_item.packed, read_item.quoting
        return replace(again.result, id=message.id, item_id=message.item_id), again.packed, again.quoting
