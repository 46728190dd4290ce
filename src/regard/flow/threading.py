"""Threads: which message answers which, worked out anew only where new messages bear upon it.

Reads message, party, reference, body; writes message.thread_id, parent_id and how; marks the people of changed messages as dirty.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from regard.flow.keeping import unpack_spans
from regard.interactions.threads import Edge, Index, MemoryIndex, ThreadFacts, Words, affected, edges, part_of, thread_ids
from regard.parse.quoted_words import quoted_lines, said_lines
from regard.store.live import Live

FULL_SHARE = 0.2
"""From this share of new messages on, all are threaded at once in memory."""

REMEMBERED = 4_000
"""Messages whose lines are held in memory at once."""

_FACTS = """SELECT m.n, m.id, m.us, m.rfc_id, m.in_reply_to, m.refs, m.subject_core, m.is_reply, m.is_forward, m.from_n,
    m.subject FROM (SELECT * FROM message WHERE kind = 'mail') m"""
"""Mail alone: the days of a meeting are one thread of their own, and calls belong to none."""


def thread(live: Live, key: bytes) -> int:
    """Thread what is marked as a new message; how many messages changed their place."""
    new = [int(row[0]) for row in live.rows("SELECT key FROM dirty WHERE kind = 'message'")]
    if not new:
        return 0
    total = live.rows("SELECT count(*) FROM message WHERE kind = 'mail' AND basis = 'observed'")[0][0]
    if len(new) >= FULL_SHARE * total:
        facts = load(live, "WHERE m.basis = 'observed'")
        changed = _place(live, key, facts, facts, WholeIndex(facts, live))
    else:
        index = LiveIndex(live)
        fresh = index.numbered(new)
        wanted = sorted(affected(fresh, index))
        touched = index.named(wanted)
        changed = _place(live, key, touched, None, index)
    with live.writing() as c:
        c.execute("DELETE FROM dirty WHERE kind = 'message'")
    return changed


def load(live: Live, where: str = "", values: Iterable[Any] = ()) -> list[ThreadFacts]:
    """The facts of messages, all or those of a condition."""
    rows = live.connection.execute(f"{_FACTS} {where}", tuple(values)).fetchall()
    people: dict[int, list[tuple[int, str]]] = {}
    if values:
        parties = live.rows_in("SELECT message, handle, role FROM party WHERE message IN ({})", [r[0] for r in rows])
    else:
        parties = live.rows("SELECT message, handle, role FROM party")
    for message, handle, role in parties:
        people.setdefault(message, []).append((handle, role))
    return [_facts(row, people.get(row[0], [])) for row in rows]


def _facts(row: tuple[Any, ...], people: list[tuple[int, str]]) -> ThreadFacts:
    return ThreadFacts(
        id=row[1],
        us=row[2],
        rfc_id=row[3],
        in_reply_to=row[4],
        references=tuple(row[5].split()) if row[5] else (),
        subject_core=row[6],
        is_reply=bool(row[7]),
        from_p=str(row[9] or ""),
        participants=frozenset([str(h) for h, _ in people]),
        direct=frozenset([str(h) for h, role in people if role == "to"]),
        is_forward=bool(row[8]),
        part=part_of(row[10]),
    )


class Lines:
    """The lines that kept messages say and quote, worked out when asked for; the last `REMEMBERED` are remembered."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._held: OrderedDict[str, Words] = OrderedDict()

    def of(self, message_id: str) -> Words:
        """The lines of one message; none where its words are not kept."""
        held = self._held.get(message_id)
        if held is None:
            sql = "SELECT b.text, b.spans FROM body b JOIN message m ON m.n = b.message WHERE m.id = ?"
            text, spans = next(iter(self._live.rows(sql, message_id)), ("", ""))
            zones = unpack_spans(spans)
            held = self._held[message_id] = (said_lines(text, zones), quoted_lines(text, zones))
            if len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        else:
            self._held.move_to_end(message_id)
        return held


class WholeIndex(MemoryIndex):
    """All messages in memory, their lines looked up."""

    def __init__(self, facts: Iterable[ThreadFacts], live: Live) -> None:
        super().__init__(facts)
        self._lines = Lines(live)

    def words(self, message: ThreadFacts) -> Words:
        """The lines of a message."""
        return self._lines.of(message.id)


class LiveIndex(Index):
    """The messages of the live store, looked up when asked for."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._lines = Lines(live)

    def words(self, message: ThreadFacts) -> Words:
        """The lines of a message."""
        return self._lines.of(message.id)

    def numbered(self, numbers: list[int]) -> list[ThreadFacts]:
        """Messages by number."""
        return [f for n in numbers for f in load(self._live, "WHERE m.n = ?", (n,))]

    def named(self, ids: list[str]) -> list[ThreadFacts]:
        """Messages by id."""
        return [f for i in ids for f in load(self._live, "WHERE m.id = ?", (i,))]

    def with_rfc_id(self, rfc_id: str) -> list[ThreadFacts]:
        """The messages with that Message-ID."""
        return load(self._live, "WHERE m.rfc_id = ?", (rfc_id,))

    def referring_to(self, rfc_id: str) -> list[ThreadFacts]:
        """The messages that name that Message-ID."""
        return load(self._live, "JOIN reference r ON r.message = m.n WHERE r.rfc_id = ?", (rfc_id,))

    def with_core(self, core: str, start_us: int, end_us: int, newest: int | None = None) -> list[ThreadFacts]:
        """The dated messages of that subject core in a period."""
        where = (
            "WHERE m.basis = 'observed' AND m.subject_core = ? AND m.us >= ? AND m.us < ? ORDER BY m.us DESC, m.id DESC LIMIT ?"
        )
        rows = load(self._live, where, (core, start_us, end_us, -1 if newest is None else newest))
        return rows[::-1]

    def from_sender(self, from_p: str, start_us: int, end_us: int) -> list[ThreadFacts]:
        """The dated messages of that sender in a period."""
        return load(
            self._live,
            "WHERE m.basis = 'observed' AND m.from_n = ? AND m.us >= ? AND m.us < ?",
            (int(from_p), start_us, end_us),
        )


def _place(live: Live, key: bytes, asked: list[ThreadFacts], everything: list[ThreadFacts] | None, index: Index) -> int:
    """Write the edges of `asked` and the thread ids of every message whose component they may change."""
    together = sorted(asked, key=lambda m: (m.subject_core, m.us or 0))  # so that lines once worked out are at hand
    found = {edge.child: edge for edge in edges(together, index)}
    before = _stored(live, None if everything is not None else [m.id for m in asked])
    if everything is None:
        around, links = _neighbourhood(live, asked, found)
    else:
        around, links = everything, list(found.values())
    threads = thread_ids(around, links, key)
    if everything is None:
        before |= _stored(live, list(threads))
    asked_ids = {m.id for m in asked}
    changed: list[tuple[str, str | None, str | None, str]] = []
    parent: str | None
    how: str | None
    for message, thread_id in threads.items():
        edge = found.get(message)
        old = before.get(message)
        if edge is not None:
            parent, how = edge.parent, edge.how
        elif old is None or everything is not None or message in asked_ids:
            parent, how = None, None
        else:
            parent, how = old[1], old[2]
        if old != (thread_id, parent, how):
            changed.append((thread_id, parent, how, message))
    with live.writing() as c:
        c.executemany("UPDATE message SET thread_id = ?, parent_id = ?, how = ? WHERE id = ?", changed)
        live.mark_people([row[3] for row in changed if before.get(row[3], (None,))[0] is not None])
        _mark_carriers(live, [row[3] for row in changed])
    return len(changed)


def _stored(live: Live, ids: list[str] | None) -> dict[str, tuple[str | None, str | None, str | None]]:
    sql = "SELECT id, thread_id, parent_id, how FROM message"
    rows = live.rows(sql) if ids is None else live.rows_in(sql + " WHERE id IN ({})", ids)
    # What a quote says of a parent is `recovering.hang`'s to say again.
    return {row[0]: (row[1], None, None) if row[3] == "quote" else (row[1], row[2], row[3]) for row in rows}


def _neighbourhood(live: Live, asked: list[ThreadFacts], found: dict[str, Edge]) -> tuple[list[ThreadFacts], list[Edge]]:
    """The messages of all threads that the new edges may join or part, and all edges among them."""
    ids = {m.id for m in asked} | {edge.parent for edge in found.values()}
    old_threads = {row[0] for row in live.rows_in("SELECT thread_id FROM message WHERE id IN ({})", sorted(ids)) if row[0]}
    members = live.rows_in(
        "SELECT id, us, parent_id, how FROM message WHERE basis = 'observed' AND thread_id IN ({})", sorted(old_threads)
    )
    rows = {row[0]: row for row in members}
    rows |= {row[0]: row for row in live.rows_in("SELECT id, us, parent_id, how FROM message WHERE id IN ({})", sorted(ids))}
    asked_ids = {m.id for m in asked}
    links = [Edge(row[0], row[2], row[3], 1.0) for row in rows.values() if row[2] and row[0] not in asked_ids]
    facts = [ThreadFacts(row[0], row[1], "", "", (), "", False, "", frozenset()) for row in rows.values()]
    return facts, [*links, *found.values()]


def _mark_carriers(live: Live, ids: list[str]) -> None:
    """What was recovered from the quotes of messages that changed their place goes with them."""
    carriers = live.rows_in("SELECT DISTINCT carrier_id FROM message WHERE carrier_id IN ({})", ids)
    live.connection.executemany("INSERT OR IGNORE INTO dirty VALUES('hang', ?)", carriers)
