"""Keeping what was read: first in the records (the truth), then in the live store, each in one transaction a batch.

Decides what each item is: stored, a duplicate, or set aside (unreadable, excluded, erased). A kill between the two transactions
loses nothing: `catch_up` brings the live store to where the records are.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regard.flow.reading import NOTHING, Draw, Reader, ReadItem, is_forward, is_reply, read, unpack
from regard.flow.stored_pledges import INSERT as INSERT_PLEDGE
from regard.flow.stored_pledges import pledge_rows
from regard.flow.stored_trade import INSERT as INSERT_TRADE
from regard.flow.stored_trade import trade_rows
from regard.ids import digest, handle_id
from regard.model import Attendee, Cue, Event, Message, Original, Party, Quoting, RawItem, SetAside
from regard.parse.meeting import meeting_id
from regard.privacy import Gate
from regard.store.items import StoredItem
from regard.store.live import Live
from regard.store.records import Records
from regard.store.spans import pack_spans
from regard.time import now_us

BEHIND = "live_behind"
"""Set in the records while they take something out that the live store still holds: a kill then has it made anew."""


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


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A message to be put into the live store, with the item it was read from."""

    message: Message
    item_id: str
    source_id: str
    folder: str
    quoting: Quoting = NOTHING


@dataclass(slots=True)
class Keeper:
    """Writes batches of one source. `unread` are set-aside items found by the source itself."""

    records: Records
    live: Live
    gate: Gate
    source_id: str
    source_kind: str
    reader: Reader | None = None
    counts: Counts = field(default_factory=Counts)

    def keep(self, draw: Draw, batch: Sequence[ReadItem]) -> None:
        """Write one portion and move the cursors past it."""
        self.counts.duplicate += draw.known - draw.known_aside
        self.counts.set_aside += draw.known_aside
        asides = [ReadItem("", aside.locator, aside, b"", len(aside.raw), None) for aside in draw.asides]
        self._write([*batch, *asides], draw.cursors)

    def _write(self, batch: Sequence[ReadItem], cursors: Mapping[str, Any]) -> None:
        messages = [r.result for r in batch if isinstance(r.result, Message)]
        known = self.records.known_items([m.item_id for m in messages])
        in_book = {r[0] for r in self.live.rows_in("SELECT id FROM message WHERE id IN ({})", [m.id for m in messages])}
        refused = self._refused(batch, messages)
        items: list[dict[str, Any]] = []
        seen: list[dict[str, Any]] = []
        fresh: dict[str, KeptItem] = {}
        placed: list[tuple[str, str]] = []
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
        with self.records.writing() as c:
            self.records.put_items(c, items)
            self.records.put_seen(c, seen)
            self.records.put_cursors(c, self.source_id, cursors)
        again = [replace(fresh[item], folder=folder) for item, folder in dict.fromkeys(placed) if item in fresh]
        apply(self.live, self.records, [*fresh.values(), *again], self.records.last_item())

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

    def _without_erased(self, read_item: ReadItem, message: Message) -> tuple[Message, bytes, Quoting]:
        """Leave out what a mail holds of people who asked to be erased, in its stored bytes and in what is read of them."""
        raw = self.gate.redacted(unpack(read_item.packed), message) if self.gate.erased else None
        if raw is None or self.reader is None:
            return message, read_item.packed, read_item.quoting
        again = read(RawItem(read_item.folder, read_item.locator, raw, read_item.file_us), self.reader)
        if isinstance(again.result, SetAside):
            return message, read_item.packed, read_item.quoting
        return replace(again.result, id=message.id, item_id=message.item_id), again.packed, again.quoting


def apply(live: Live, records: Records, fresh: Sequence[KeptItem], up_to: int) -> None:
    """Put messages into the live store and mark what they touch as dirty; `up_to` is the newest item now applied.

    Of several copies of one message that with the smallest item id speaks, whichever came first; everybody on any copy counts.
    """
    with live.writing() as c:
        handles = put_handles(c, records.key, _names([k.message for k in {k.item_id: k for k in fresh}.values()]))
        put_events(c, fresh)
        of_events = {handles[p.address] for k in fresh for p in people_of(k.message) if k.message.events}
        fresh = [k for k in fresh if k.message.kind != "meeting"]
        ids = [k.message.id for k in fresh]
        held = {r[0]: (r[1], r[2]) for r in live.rows_in("SELECT id, n, item_id FROM message WHERE id IN ({})", ids)}
        next_n = (c.execute("SELECT max(n) FROM message").fetchone()[0] or 0) + 1
        speaking: dict[str, tuple[int, KeptItem]] = {}
        replaced: list[int] = []
        parties: list[tuple[int, int, str]] = []
        items: list[tuple[Any, ...]] = []
        touched: set[int] = of_events
        for kept in fresh:
            m = kept.message
            if m.id not in held:
                held[m.id] = (next_n, m.item_id)
                speaking[m.id] = (next_n, kept)
                next_n += 1
            elif m.item_id < held[m.id][1]:
                if m.id not in speaking:
                    replaced.append(held[m.id][0])
                held[m.id] = (held[m.id][0], m.item_id)
                speaking[m.id] = (held[m.id][0], kept)
            n = held[m.id][0]
            on = [(handles[p.address], p.role) for p in m.parties if p.role != "reply_to"]
            if m.sender:
                on.insert(0, (handles[m.sender.address], "from"))
            parties.extend((n, h, role) for h, role in on)
            touched.update(h for h, _ in on)
            items.append((n, kept.item_id, kept.source_id, kept.folder))
        copies = _copies(live, fresh, {m: n for m, (n, _) in held.items()}, speaking, replaced)
        threads = _take_out(live, replaced)
        spoken = [(n, k.message) for n, k in speaking.values()]
        messages = [_message_row(n, k.message, handles, k.quoting.letters) for n, k in speaking.values()]
        named = [(rfc_id, n) for n, m in spoken for rfc_id in {*m.references, m.in_reply_to} - {"", m.rfc_id}]
        bodies = [_body_row(n, m) for n, m in spoken if m.text or m.subject]
        quotes = [_quote_row(n, at, o) for n, k in speaking.values() for at, o in enumerate(k.quoting.originals)]
        c.executemany(_INSERT_MESSAGE, messages)
        c.executemany("UPDATE message SET thread_id = ? WHERE n = ?", threads)
        c.executemany("INSERT OR IGNORE INTO reference VALUES(?, ?)", named)
        c.executemany("DELETE FROM copy_rfc WHERE message = ? AND rfc_id = ?", [(n, m.rfc_id) for n, m in spoken])
        c.executemany("INSERT OR IGNORE INTO copy_rfc VALUES(?, ?)", copies)
        c.executemany(_INSERT_PARTY, parties)
        c.executemany(
            "INSERT OR IGNORE INTO speaker(message, name) VALUES(?, ?)",
            [(n, name) for n, m in spoken for name in m.speakers],
        )
        c.executemany("INSERT OR IGNORE INTO message_item VALUES(?, ?, ?, ?)", items)
        c.executemany("INSERT INTO body VALUES(?, ?, ?, ?, ?, ?)", bodies)
        c.executemany("INSERT INTO words(rowid, subject, own) VALUES(?, ?, ?)", [(b[0], b[1], b[2]) for b in bodies])
        c.executemany(f"INSERT INTO quote VALUES({', '.join('?' * 20)})", quotes)
        c.executemany(INSERT_PLEDGE, [row for n, m in spoken for row in pledge_rows(n, m.pledges)])
        c.executemany(INSERT_TRADE, [row for n, m in spoken for row in trade_rows(n, m.trade)])
        live.mark_quotes([n for n, _ in spoken])
        # A further copy may bring people that its message lacked: it is threaded anew as well.
        dirty = [("handle", str(h)) for h in touched] + [("message", str(n)) for n in {row[0] for row in items}]
        c.executemany("INSERT OR IGNORE INTO dirty VALUES(?, ?)", dirty)
        c.executemany("INSERT OR IGNORE INTO dirty VALUES('source', ?)", [(s,) for s in {k.source_id for k in fresh}])
        live.put("applied_item", str(up_to))


def put_events(c: sqlite3.Connection, fresh: Sequence[KeptItem]) -> None:
    """Keep the calendar components of items, for `flow.meeting` to make meetings of."""
    rows, places = [], []
    for kept in fresh:
        for k, event in enumerate(kept.message.events):
            rows.append((kept.item_id, k, event.uid, pack_event(event)))
            places.append((kept.item_id, kept.source_id, kept.folder))
    c.executemany("INSERT OR REPLACE INTO event VALUES(?, ?, ?, ?)", rows)
    c.executemany("INSERT OR IGNORE INTO event_place VALUES(?, ?, ?)", places)
    c.executemany("INSERT OR IGNORE INTO dirty VALUES('uid', ?)", [(row[2],) for row in rows])


def pack_event(event: Event) -> str:
    """An event as a short text."""
    return json.dumps([getattr(event, name) for name in Event.__slots__], default=_plain, ensure_ascii=False)


def _plain(value: Attendee) -> list[object]:
    return [value.address, value.name, value.optional, value.answer]


def unpack_event(text: str) -> Event:
    """The event that `pack_event` wrote."""
    values = dict(zip(Event.__slots__, json.loads(text), strict=True))
    values["organizer"] = tuple(values["organizer"]) if values["organizer"] else None
    values["attendees"] = tuple(Attendee(*a) for a in values["attendees"])
    return Event(**values)


_INSERT_PARTY = """INSERT INTO party VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role
    WHERE instr('from to cc bcc', excluded.role) < instr('from to cc bcc', role)"""
"""The foremost part that somebody has on any copy."""


def _copies(
    live: Live,
    fresh: Sequence[KeptItem],
    numbers: Mapping[str, int],
    speaking: Mapping[str, tuple[int, KeptItem]],
    replaced: Sequence[int],
) -> list[tuple[str, int]]:
    """(Message-ID, number) of copies that go by another Message-ID than the one that speaks for their message."""
    told: dict[int, set[str]] = defaultdict(set)
    for kept in fresh:
        told[numbers[kept.message.id]].add(kept.message.rfc_id)
    speaks = {n: kept.message.rfc_id for n, kept in speaking.values()}
    stored = [n for n in told if n not in speaks]
    for n, rfc_id in live.rows_in("SELECT n, rfc_id FROM message WHERE n IN ({})", [*stored, *replaced]):
        speaks.setdefault(n, rfc_id)
        told[n].add(rfc_id)
    return [(rfc_id, n) for n, ids in told.items() for rfc_id in sorted(ids - {"", speaks[n]})]


def _take_out(live: Live, messages: Sequence[int]) -> list[tuple[str | None, int]]:
    """Take out rows that another copy replaces and mark what was threaded by them; (thread, number) of each."""
    c = live.connection
    threads = [(row[1], row[0]) for row in live.rows_in("SELECT n, thread_id FROM message WHERE n IN ({})", list(messages))]
    live.mark_near(list(messages))
    live.mark_quotes(list(messages))
    for n in messages:
        c.execute(
            "INSERT INTO words(words, rowid, subject, own) SELECT 'delete', message, subject, own FROM body WHERE message = ?",
            (n,),
        )
        hanging = ("body", "reference", "pledge", "trade_sign")
        for table, column in (*((name, "message") for name in hanging), ("quote", "carrier"), ("message", "n")):
            c.execute(f"DELETE FROM {table} WHERE {column} = ?", (n,))
    return threads


def leave_out(records: Records, live: Live, messages: Sequence[int], reason: str, told: Sequence[str] = ()) -> int:
    """Remove messages that an exclusion covers; how many items that were. The caller settles what became dirty.

    `told` are items of meetings that are not made yet.
    """
    carriers = live.rows_in(
        "SELECT i.message FROM message_item i JOIN message m ON m.n = i.message AND m.kind = 'mail' WHERE i.item_id IN ({})",
        list(told),
    )
    messages = with_carriers(live, [*messages, *(row[0] for row in carriers)])
    items = sorted({*item_ids(live, messages), *told})
    names = seen_names(records, items)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "1")
        records.empty_items(c, items, reason)
    with live.writing():
        live.uncount(names)
        live.remove(list(messages))
        live.remove_events(told)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "")
    return len(items)


def seen_names(records: Records, items: Sequence[str]) -> dict[str, Counter[str]]:
    """Address -> the display names that these items show it with."""
    reader = Reader("mail", records.key, text=False, max_us=now_us())
    kept = (read_again(item, reader) for i in items if (item := records.item(i)) is not None)
    return _names([k.message for k in kept if k is not None])


def with_carriers(live: Live, messages: Sequence[int]) -> list[int]:
    """These messages and the mails whose items they were read from: an invitation goes with its meeting."""
    sql = """SELECT m.n FROM message_item i JOIN message_item other ON other.item_id = i.item_id
        JOIN message m ON m.n = other.message AND m.kind = 'mail' WHERE i.message IN ({})"""
    return sorted({*messages, *(row[0] for row in live.rows_in(sql, list(messages)))})


def item_ids(live: Live, messages: Sequence[int]) -> list[str]:
    """The items of messages."""
    return sorted({r[0] for r in live.rows_in("SELECT item_id FROM message_item WHERE message IN ({})", list(messages))})


def catch_up(records: Records, live: Live, reader: Reader) -> int:
    """Read again from the records whatever the live store lacks (after a kill, or all of it); how many items that were."""
    done = 0
    if records.get_meta(BEHIND):
        live.clear()
    for batch in records.items_after(int(live.get("applied_item", "0"))):
        fresh = [kept for item in batch if (kept := read_again(item, reader)) is not None]
        apply(live, records, everywhere(records, fresh), batch[-1].n)
        done += len(batch)
    if records.get_meta(BEHIND):
        with records.writing() as c:
            records.put_meta(c, BEHIND, "")
    return done


def everywhere(records: Records, kept: Sequence[KeptItem]) -> list[KeptItem]:
    """Each item once for every place at which a source showed it."""
    places = records.places([k.item_id for k in kept])
    return [
        replace(k, source_id=source_id, folder=folder)
        for k in kept
        for source_id, folder in sorted({(k.source_id, k.folder), *places.get(k.item_id, ())})
    ]


def read_again(item: StoredItem, reader: Reader) -> KeptItem | None:
    """Read a kept item as it was read first: its ids stay, whatever was left out of its bytes since."""
    from regard.flow.reading import read

    if item.raw is None or item.kind == "crm":
        return None
    raw = RawItem(item.folder, item.id, unpack(item.raw), item.file_us)
    again = read(raw, replace(reader, source_kind=item.kind))
    if isinstance(again.result, SetAside):
        return None
    message = replace(again.result, id=item.message_id, item_id=item.id)
    return KeptItem(message, item.id, item.source_id, item.folder, again.quoting)


_MESSAGE_COLUMNS = (
    *("n", "id", "item_id", "kind", "rfc_id", "in_reply_to", "refs", "us", "us_claimed", "us_basis", "known_us", "from_n"),
    *("subject", "subject_core", "automated", "words", "is_reply", "is_forward", "tz", "recipients", "cues"),
    *("from_name", "letters", "end_us"),
)
_INSERT_MESSAGE = f"INSERT INTO message({', '.join(_MESSAGE_COLUMNS)}) VALUES({', '.join('?' * len(_MESSAGE_COLUMNS))})"


def _message_row(n: int, m: Message, handles: Mapping[str, int], letters: int | None) -> tuple[Any, ...]:
    own_words = sum(len(m.text[s.start : s.end].split()) for s in m.spans if s.zone == "own")
    sender = handles[m.sender.address] if m.sender else None
    cues = None if m.cues is None else pack_cues(m.cues)
    recipients = sum(1 for p in m.parties if p.role in {"to", "cc", "bcc"})
    return (
        n,
        m.id,
        m.item_id,
        m.kind,
        m.rfc_id,
        m.in_reply_to,
        " ".join(m.references),
        m.us,
        m.us_claimed,
        m.us_basis,
        m.us if m.known_us is None else m.known_us,
        sender,
        m.subject,
        m.subject_core,
        m.automated,
        own_words,
        int(is_reply(m)),
        int(is_forward(m)),
        m.tz_minutes,
        recipients,
        cues,
        m.sender.name if m.sender else "",
        letters,
        m.end_us,
    )


def _quote_row(n: int, at: int, o: Original) -> tuple[Any, ...]:
    people = json.dumps(o.people, ensure_ascii=False) if o.people else "[]"
    about = (o.subject, o.subject_core, o.text, o.start, o.end, o.header_start, o.depth, o.why, None)
    who = (o.author_address, o.author_name, people, o.recipients)
    return (n, at, o.id, o.letters, o.us, int(o.minute_known), o.tz_minutes, *who, *about)


def _body_row(n: int, m: Message) -> tuple[Any, ...]:
    attachments = json.dumps([[a.name, a.type, a.size] for a in m.attachments]) if m.attachments else "[]"
    return (n, m.subject, m.own(), m.text, pack_spans(m.spans), attachments)


def pack_cues(cues: Sequence[Cue]) -> str:
    """Cues as a short text; "" where there are none."""
    return json.dumps([[c.kind, c.start, c.end, c.q] for c in cues]) if cues else ""


def people_of(m: Message) -> list[Party]:
    """Everybody who wrote or got it, and who is on the events it carries."""
    found = [p for p in ((m.sender, *m.parties) if m.sender else m.parties) if p.role != "reply_to"]
    if m.events and m.kind == "mail":
        known = {p.address for p in found}
        for e in m.events:
            invited = [*([e.organizer] if e.organizer else ()), *((a.address, a.name) for a in e.attendees)]
            found += [Party(address, name, "cc") for address, name in invited if address not in known]
            known.update(address for address, _ in invited)
    return found


def _names(messages: Sequence[Message]) -> dict[str, Counter[str]]:
    """Address -> display names, over everybody who wrote or got these messages (a Reply-To is nobody until they do)."""
    names: dict[str, Counter[str]] = {}
    for m in messages:
        for p in people_of(m):
            counter = names.get(p.address)
            if counter is None:
                counter = names[p.address] = Counter()
            if p.name:
                counter[p.name] += 1
    return names


def put_handles(c: sqlite3.Connection, key: bytes, names: Mapping[str, Counter[str]]) -> dict[str, int]:
    """Make sure every address has a handle, with its display names counted (address -> names); address -> number."""
    addresses = list(names)
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(addresses), 900):
        part = addresses[start : start + 900]
        sql = f"SELECT address, n, names FROM handle WHERE address IN ({','.join('?' * len(part))})"
        found.update({a: (n, text) for a, n, text in c.execute(sql, part)})
    next_n = (c.execute("SELECT max(n) FROM handle").fetchone()[0] or 0) + 1
    numbers: dict[str, int] = {}
    new, changed, named = [], [], []
    for address, counter in names.items():
        if address in found:
            n, text = found[address]
            if counter:
                before: dict[str, int] = json.loads(text)
                after = before | {name: before.get(name, 0) + k for name, k in counter.items()}
                changed.append((_written(after), n))
                if len(before) != len(after) or (len(after) > 1 and by_frequency(before) != by_frequency(after)):
                    named.append(("name", str(n)))
        else:
            n = next_n
            next_n += 1
            new.append((n, handle_id(key, address), address, _written(counter)))
            named.append(("name", str(n)))
        numbers[address] = n
    c.executemany("INSERT INTO handle(n, id, address, names) VALUES(?, ?, ?, ?)", new)
    c.executemany("UPDATE handle SET names = ? WHERE n = ?", changed)
    c.executemany("INSERT OR IGNORE INTO dirty VALUES(?, ?)", named)
    return numbers


_written = json.JSONEncoder(ensure_ascii=False).encode
"""What `json.dumps` writes, without making an encoder for each address."""


def by_frequency(names: Mapping[str, int]) -> tuple[str, ...]:
    """Display names, the most frequent first."""
    return tuple(name for name, _ in sorted(names.items(), key=lambda x: (-x[1], x[0])))
