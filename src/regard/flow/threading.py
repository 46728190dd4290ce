"""Threads: which message answers which, worked out anew only where new messages bear upon it.

A sync that brings much threads everything (`threading_whole`). Reads message, party, reference, body; writes message.thread_id,
parent_id and how; marks the people of changed messages as dirty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from regard.flow.beside import beside
from regard.flow.thread_index import LiveIndex
from regard.flow.threading_whole import Above, above, place_all
from regard.interactions.threads import Edge, ThreadFacts, affected, edges, thread_ids
from regard.store.live import Live

FULL_SHARE = 0.2
"""From this share of new messages on, all are threaded at once."""


WORTH_A_HELPER = 2_000
"""From so many new mails on, a process of its own works out which mail answers which."""

Mails = tuple[int, int]
"""How many mails there are, and the sum of their numbers: both stay as they are while no mail comes or goes."""
Ahead = Callable[[], tuple[Mails, Above] | None]
"""Gives which of the mails that were there then answers which, worked out beside other work; None where it was not."""


@contextmanager
def ahead(live: Live) -> Iterator[Ahead]:
    """Begin to work out which mail answers which on another core, where all are to be threaded at once.

    Who the people behind the addresses are, and what quotes hold, changes nothing of it: it can be done while that is worked out.
    """
    fresh = _fresh(live)
    with beside(live, _all, wanted=fresh >= WORTH_A_HELPER and _at_once(live, fresh)) as found:
        yield found


def _all(live: Live) -> Iterator[tuple[Mails, Above]]:
    live.connection.execute("BEGIN")  # one state of the store for all that is asked
    yield _mails(live), above(live)


def _fresh(live: Live) -> int:
    return int(live.rows("SELECT count(*) FROM dirty WHERE kind = 'message'")[0][0])


def _at_once(live: Live, fresh: int) -> bool:
    newest: int = live.rows("SELECT coalesce(max(n), 0) FROM message")[0][0]  # to count them would be to read them all
    return fresh >= FULL_SHARE * newest


def _mails(live: Live) -> Mails:
    count, numbers = live.rows("SELECT count(*), coalesce(sum(n), 0) FROM message WHERE kind = 'mail' AND basis = 'observed'")[
        0
    ]
    return count, numbers


def thread(live: Live, key: bytes, found: Ahead = lambda: None) -> int:
    """Thread what is marked as a new message; how many messages changed their place. `found` is what was worked out ahead."""
    fresh = _fresh(live)
    if not fresh:
        return 0
    if _at_once(live, fresh):
        known = found()
        changed = place_all(live, key, known[1] if known is not None and known[0] == _mails(live) else None)
    else:
        index = LiveIndex(live)
        new = index.numbered([int(row[0]) for row in live.rows("SELECT key FROM dirty WHERE kind = 'message'")])
        wanted = live.rows_in("SELECT n FROM message WHERE id IN ({})", sorted(affected(new, index)))
        changed = _place(live, key, index.numbered([row[0] for row in wanted]), index)
    with live.writing() as c:
        c.execute("DELETE FROM dirty WHERE kind = 'message'")
    return changed


def _place(live: Live, key: bytes, asked: list[ThreadFacts], index: LiveIndex) -> int:
    """Write the edges of `asked` and the thread ids of every message whose component they may change."""
    together = sorted(asked, key=lambda m: (m.subject_core, m.us or 0))  # so that lines once worked out are at hand
    found = {edge.child: edge for edge in edges(together, index)}
    around, links = _neighbourhood(live, asked, found)
    threads = thread_ids(around, links, key)
    asked_ids = {m.id for m in asked}
    before = _stored(live, sorted(asked_ids | threads.keys()))
    changed: list[tuple[str, str | None, str | None, str]] = []
    parent: str | None
    how: str | None
    for message, thread_id in threads.items():
        edge = found.get(message)
        old = before.get(message)
        if edge is not None:
            parent, how = edge.parent, edge.how
        elif old is None or message in asked_ids:
            parent, how = None, None
        else:
            parent, how = old[1], old[2]
        if old != (thread_id, parent, how):
            changed.append((thread_id, parent, how, message))
    with live.writing() as c:
        c.executemany("UPDATE message SET thread_id = ?, parent_id = ?, how = ? WHERE id = ?", changed)
        live.mark_people([row[3] for row in changed if before.get(row[3], (None,))[0] is not None])
        live.mark_carriers([row[3] for row in changed])
    return len(changed)


def _stored(live: Live, ids: list[str]) -> dict[str, tuple[str | None, str | None, str | None]]:
    rows = live.rows_in("SELECT id, thread_id, parent_id, how FROM message WHERE id IN ({})", ids)
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
