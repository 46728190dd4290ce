"""Putting kept messages into the live store, one transaction a batch, and marking as dirty what they touch.

Reads the records; writes `message`, `party`, `body`, `quote`, `event`, `handle`, `dirty` and what hangs on a message. A kill between
the records and here loses nothing: `catch_up` brings the live store to where the records are.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from regard.flow.kept import KeptItem, everywhere, read_again
from regard.flow.live_rows import (
    INSERT_MESSAGE,
    INSERT_PARTY,
    TIMES,
    body_row,
    message_row,
    pack_cues,
    pack_event,
    quote_row,
    times_of,
)
from regard.flow.naming import names_on, people_of, put_handles
from regard.flow.reading import Reader
from regard.flow.signing import signed_rows
from regard.flow.stored_pledges import INSERT as INSERT_PLEDGE
from regard.flow.stored_pledges import pledge_rows
from regard.flow.stored_trade import INSERT as INSERT_TRADE
from regard.flow.stored_trade import trade_rows
from regard.flow.unnaming import unnamed
from regard.parse.authenticity import UNPROVEN
from regard.store.live import Live
from regard.store.records import Records

NEVER = 1 << 62
BEHIND = "live_behind"
"""Set in the records while they take something out that the live store still holds: a kill then has it made anew."""


AGAIN = "what is kept, read again"
"""How a sync calls it while it goes on."""


def apply(live: Live, records: Records, fresh: Sequence[KeptItem], up_to: int) -> None:
    """Put messages into the live store and mark what they touch as dirty; `up_to` is the newest item now applied.

    Of several copies of one message that with the smallest item id speaks, whichever came first, but none whose sender is unproven
    beside one whose is not; everybody on any copy counts, and the earliest arrival of any. Names of
    people who were erased are blanked (`flow.unnaming`).
    """
    fresh = unnamed(records, fresh)
    with live.writing() as c:
        handles = put_handles(c, records.key, names_on([k.message for k in {k.item_id: k for k in fresh}.values()]))
        put_events(c, fresh)
        of_events = {handles[p.address] for k in fresh for p in people_of(k.message) if k.message.events}
        fresh = [k for k in fresh if k.message.kind != "meeting"]
        ids = [k.message.id for k in fresh]
        sql = "SELECT id, n, automated, item_id, came_us FROM message WHERE id IN ({})"
        stored = live.rows_in(sql, ids)
        held = {r[0]: (r[1], (r[2] == UNPROVEN, r[3])) for r in stored}
        came: dict[str, int | None] = {r[0]: r[4] for r in stored}
        earlier: dict[str, KeptItem] = {}
        next_n = (c.execute("SELECT max(n) FROM message").fetchone()[0] or 0) + 1
        speaking: dict[str, tuple[int, KeptItem]] = {}
        replaced: list[int] = []
        parties: list[tuple[int, int, str]] = []
        items: list[tuple[Any, ...]] = []
        touched: set[int] = of_events
        for kept in fresh:
            m = kept.message
            place = (m.automated == UNPROVEN, m.item_id)
            if m.id not in held:
                held[m.id] = (next_n, place)
                speaking[m.id] = (next_n, kept)
                next_n += 1
            elif place < held[m.id][1]:
                if m.id not in speaking:
                    replaced.append(held[m.id][0])
                held[m.id] = (held[m.id][0], place)
                speaking[m.id] = (held[m.id][0], kept)
            if m.came_us is not None and m.came_us < (came.get(m.id) or NEVER):
                came[m.id] = m.came_us
                earlier[m.id] = kept
            n = held[m.id][0]
            on = [(handles[p.address], p.role) for p in m.parties if p.role != "reply_to"]
            if m.sender:
                on.insert(0, (handles[m.sender.address], "from"))
            parties.extend((n, h, role) for h, role in on)
            touched.update(h for h, _ in on)
            items.append((n, kept.item_id, kept.source_id, kept.folder))
        further = [(n, k.message) for m, k in earlier.items() if m not in speaking for n in (held[m][0],)]
        live.mark_quotes([n for n, _ in further])
        copies = _copies(live, fresh, {m: n for m, (n, _) in held.items()}, speaking, replaced)
        threads = _take_out(live, replaced)
        spoken = [(n, k.message) for n, k in speaking.values()]
        messages = [message_row(n, k.message, handles, k.quoting.letters, came.get(m)) for m, (n, k) in speaking.items()]
        named = [(rfc_id, n) for n, m in spoken for rfc_id in {*m.references, m.in_reply_to} - {"", m.rfc_id}]
        bodies = [body_row(n, m) for n, m in spoken if m.text or m.subject]
        quotes = [quote_row(n, at, o) for n, k in speaking.values() for at, o in enumerate(k.quoting.originals)]
        c.executemany(INSERT_MESSAGE, messages)
        c.executemany(TIMES, [(*times_of(m, m.came_us), n) for n, m in further])
        c.executemany("UPDATE message SET thread_id = ? WHERE n = ?", threads)
        c.executemany("INSERT OR IGNORE INTO reference VALUES(?, ?)", named)
        c.executemany("DELETE FROM copy_rfc WHERE message = ? AND rfc_id = ?", [(n, m.rfc_id) for n, m in spoken])
        c.executemany("INSERT OR IGNORE INTO copy_rfc VALUES(?, ?)", copies)
        c.executemany(INSERT_PARTY, parties)
        c.executemany(
            "INSERT OR IGNORE INTO speaker(message, name, cues) VALUES(?, ?, ?)",
            [(n, name, pack_cues(dict(m.voiced).get(name, ()))) for n, m in spoken for name in m.speakers],
        )
        c.executemany("INSERT OR IGNORE INTO message_item VALUES(?, ?, ?, ?)", items)
        c.executemany("INSERT INTO body VALUES(?, ?, ?, ?, ?, ?)", bodies)
        c.executemany("INSERT INTO words(rowid, subject, own) VALUES(?, ?, ?)", [(b[0], b[1], b[2]) for b in bodies])
        c.executemany(f"INSERT INTO quote VALUES({', '.join('?' * 20)})", quotes)
        c.executemany(INSERT_PLEDGE, [row for n, m in spoken for row in pledge_rows(n, m.pledges)])
        c.executemany(INSERT_TRADE, [row for n, m in spoken for row in trade_rows(n, m.trade)])
        c.executemany(
            "INSERT OR REPLACE INTO signed_company VALUES(?, ?, ?)", [row for n, m in spoken for row in signed_rows(n, m)]
        )
        live.mark_quotes([n for n, _ in (*spoken, *further)])
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
        hanging = ("body", "reference", "pledge", "trade_sign", "signed_company")
        for table, column in (*((name, "message") for name in hanging), ("quote", "carrier"), ("message", "n")):
            c.execute(f"DELETE FROM {table} WHERE {column} = ?", (n,))
    return threads


def catch_up(
    records: Records, live: Live, reader: Reader, progress: Callable[[str, int, int | None], None] | None = None
) -> int:
    """Read again from the records whatever the live store lacks (after a kill, or all of it); how many items that were."""
    done = 0
    if records.get_meta(BEHIND):
        live.clear()
    applied = int(live.get("applied_item", "0"))
    total = records.last_item() - applied
    for batch in records.items_after(applied):
        fresh = [kept for item in batch if (kept := read_again(item, reader)) is not None]
        apply(live, records, everywhere(records, fresh), batch[-1].n)
        done += len(batch)
        if progress is not None:
            progress(AGAIN, min(done, total), total)
    if records.get_meta(BEHIND):
        with records.writing() as c:
            records.put_meta(c, BEHIND, "")
    return done


def read_items_again(records: Records, live: Live, reader: Reader, item_ids: Iterable[str]) -> None:
    """Put items whose messages were taken out of the live store back into it, as a rebuild would."""
    fresh = [kept for i in item_ids if (item := records.item(i)) and (kept := read_again(item, reader)) is not None]
    apply(live, records, everywhere(records, fresh), int(live.get("applied_item", "0")))
