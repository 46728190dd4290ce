"""From calendar components to meetings: every meeting of which a component came or went is made anew from all that are there.

Reads event, event_place, handle; writes message (kind meeting), party, body, message_item, meeting, attendance, answered; marks the
people of what changed as dirty. A series is laid out up to 90 days ahead, and further with every day that passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from regard.flow.live_rows import unpack_event
from regard.ids import digest
from regard.interactions.meetings import AHEAD, Told, meetings
from regard.model import DAY, Meeting, Span
from regard.parse.meeting import meeting_id
from regard.parse.subject import subject_core
from regard.store.live import Live
from regard.store.spans import pack_spans

CHUNK = 200
"""Meetings and series made anew in one transaction."""


def settle_meetings(live: Live, key: bytes, now: int) -> int:
    """Make meetings anew where their components changed, and series where a day has passed; how many days of meetings changed."""
    today = now // DAY
    if int(live.get("calendar_day", "0")) < today:
        with live.writing() as c:
            # Only what repeats goes on.
            c.execute("INSERT OR IGNORE INTO dirty SELECT DISTINCT 'uid', uid FROM event WHERE data LIKE '%RRULE%'")
            live.put("calendar_day", str(today))
    wanted = [row[0] for row in live.rows("SELECT key FROM dirty WHERE kind = 'uid' ORDER BY key")]
    if not wanted:
        return 0
    changed = 0
    for start in range(0, len(wanted), CHUNK):
        changed += _settle(live, key, wanted[start : start + CHUNK], today * DAY + AHEAD)
    with live.writing():
        live.drop_strangers()
    _settle_answered(live)
    return changed


def _settle(live: Live, key: bytes, uids: Sequence[str], until: int) -> int:
    told: dict[str, list[Told]] = defaultdict(list)
    for item_id, uid, data in live.rows_in(
        "SELECT item_id, uid, data FROM event WHERE uid IN ({}) ORDER BY item_id, k", list(uids)
    ):
        told[uid].append(Told(unpack_event(data), item_id))
    sql = "SELECT m.id, g.message, g.print FROM meeting g JOIN message m ON m.n = g.message WHERE g.uid IN ({})"
    held = {row[0]: (row[1], row[2]) for row in live.rows_in(sql, list(uids))}
    made = {meeting_id(key, m.uid, m.recurrence_us): m for of in told.values() for m in meetings(of, until)}
    items = sorted({t.item_id for of in told.values() for t in of})
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item_id, source_id, folder in live.rows_in(
        "SELECT item_id, source_id, folder FROM event_place WHERE item_id IN ({}) ORDER BY 1, 2, 3", items
    ):
        places[item_id].append((source_id, folder))
    prints = {i: _print(m, places) for i, m in made.items()}
    gone = [held[i][0] for i in held if prints.get(i) != held[i][1]]
    fresh = [i for i in made if i not in held or prints[i] != held[i][1]]
    addresses = sorted({a for i in fresh for a in _addresses(made[i])})
    handles = dict(live.rows_in("SELECT address, n FROM handle WHERE address IN ({})", addresses))
    with live.writing() as c:
        _take_out(live, gone)
        n = c.execute("SELECT coalesce(max(n), 0) FROM message").fetchone()[0]
        for number, i in enumerate(fresh, start=n + 1):
            _put(live, key, number, i, made[i], handles, places, prints[i])
        c.executemany("DELETE FROM dirty WHERE kind = 'uid' AND key = ?", [(uid,) for uid in uids])
    return len(gone) + len(fresh)


def _addresses(m: Meeting) -> Iterable[str]:
    return [*([m.organizer[0]] if m.organizer else ()), *(a.address for a in m.attendance)]


def _print(m: Meeting, places: dict[str, list[tuple[str, str]]]) -> str:
    """What a meeting says, in short: where it is the same, nothing has to be written."""
    said = repr((m, [places[i] for i in m.items])).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=12).hexdigest()


def _take_out(live: Live, numbers: Sequence[int]) -> None:
    """Take meetings out, to be put in as they are now; whoever was on them is looked at again."""
    c = live.connection
    for n in numbers:
        c.execute("INSERT OR IGNORE INTO dirty SELECT 'handle', CAST(handle AS TEXT) FROM party WHERE message = ?", (n,))
        c.execute(
            "INSERT INTO words(words, rowid, subject, own) SELECT 'delete', message, subject, own FROM body WHERE message = ?",
            (n,),
        )
        for table in ("body", "party", "message_item", "meeting", "attendance"):
            c.execute(f"DELETE FROM {table} WHERE message = ?", (n,))
        c.execute("DELETE FROM message WHERE n = ?", (n,))


def _put(
    live: Live,
    key: bytes,
    n: int,
    message_id: str,
    m: Meeting,
    handles: dict[str, int],
    places: dict[str, list[tuple[str, str]]],
    print_: str,
) -> None:
    c = live.connection
    organizer = handles.get(m.organizer[0]) if m.organizer else None
    guests = [(handles[a.address], a) for a in m.attendance if a.address in handles]
    thread = digest("t", key, "meeting", m.uid)
    row: dict[str, Any] = {
        "n": n,
        "id": message_id,
        "item_id": m.items[0],
        "kind": "meeting",
        "rfc_id": "",
        "in_reply_to": "",
        "refs": "",
        "us": m.start_us,
        "us_claimed": m.start_us,
        "us_basis": "date",
        "known_us": m.known_us,
        "from_n": organizer,
        "subject": m.subject,
        "subject_core": subject_core(m.subject),
        "thread_id": thread,
        "automated": "",
        "words": len(m.text.split()),
        "is_reply": 0,
        "is_forward": 0,
        "recipients": len(guests),
        "cues": "",
        "end_us": m.end_us,
    }
    c.execute(f"INSERT INTO message({', '.join(row)}) VALUES({', '.join('?' * len(row))})", tuple(row.values()))
    parties = [(n, h, "cc" if a.optional or a.removed else "to") for h, a in guests]
    if organizer is not None:
        parties.append((n, organizer, "from"))
    c.executemany("INSERT OR REPLACE INTO party VALUES(?, ?, ?)", parties)
    c.executemany("INSERT OR IGNORE INTO dirty VALUES('handle', ?)", [(str(p[1]),) for p in parties])
    c.executemany(
        "INSERT OR IGNORE INTO message_item VALUES(?, ?, ?, ?)",
        [(n, i, source_id, folder) for i in m.items for source_id, folder in places[i]],
    )
    spans = pack_spans((Span(0, len(m.text), "own"),)) if m.text else ""
    c.execute("INSERT INTO body VALUES(?, ?, ?, ?, ?, '[]')", (n, m.subject, m.text, m.text, spans))
    c.execute("INSERT INTO words(rowid, subject, own) VALUES(?, ?, ?)", (n, m.subject, m.text))
    c.execute(
        "INSERT INTO meeting VALUES(?, ?, ?, ?, ?, ?, ?)",
        (n, m.uid, m.recurrence_us, int(m.all_day), m.cancelled_us, int(m.opens), print_),
    )
    c.executemany(
        "INSERT INTO attendance VALUES(?, ?, ?, ?, ?, ?)",
        [(n, h, a.answer, a.answered_us, a.known_us, int(a.removed)) for h, a in guests],
    )


def _settle_answered(live: Live) -> None:
    """Note whose invitations are answered where the book can see it; where that changed, look at everybody they invited again."""
    before = {row[0] for row in live.rows("SELECT handle FROM answered")}
    after = {
        row[0]
        for row in live.rows(
            "SELECT DISTINCT m.from_n FROM attendance a JOIN message m ON m.n = a.message "
            "WHERE a.answer <> '' AND m.from_n IS NOT NULL AND a.handle <> m.from_n"
        )
    }
    if before == after:
        return
    with live.writing() as c:
        c.execute("DELETE FROM answered")
        c.executemany("INSERT INTO answered VALUES(?)", [(h,) for h in sorted(after)])
        c.executemany(
            "INSERT OR IGNORE INTO dirty SELECT DISTINCT 'handle', CAST(a.handle AS TEXT) FROM attendance a "
            "JOIN message m ON m.n = a.message WHERE m.from_n = ?",
            [(h,) for h in sorted(before ^ after)],
        )
