"""The threads of a whole book at once: every edge worked out, then every component named, by numbers alone.

What grows with the book is three integers a message; their facts are read a portion at a time, those of one subject together.
Reads message, party, reference, body; writes message.thread_id, parent_id and how; marks the people of changed messages as dirty.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any, TypeAlias

from regard.flow.thread_index import LiveIndex
from regard.interactions.threads import HOWS, edge_of, thread_id
from regard.store.live import Live

PORTION = 1_000
"""Messages whose facts are read together."""
CHUNK = 10_000
"""Messages written in one transaction."""
UNDATED = 2**63 - 1

_MAIL = "kind = 'mail' AND basis = 'observed'"


Above: TypeAlias = "tuple[array[int], bytearray]"
"""By number of a mail: the number of the one it answers (0: none), and how that is known (a place in `HOWS`)."""


def place_all(live: Live, key: bytes, found: Above | None = None) -> int:
    """Work out and write the place of every mail; how many changed theirs. `found` is what `above` gave for the same mail."""
    parent, how = found or above(live)
    later = _size(live) - len(parent)  # what was recovered meanwhile is no mail that answers
    parent, how = parent + array("q", bytes(8 * later)), how + bytes(later)
    top = _roots(live, parent)
    return sum(_write(live, key, rows, parent, how, top) for rows in _rows(live))


def above(live: Live) -> Above:
    """Which mail answers which."""
    size = _size(live)
    parent, how = array("q", bytes(8 * size)), bytearray(size)
    index = LiveIndex(live)
    for numbers in _portions(live):
        for message in index.numbered(numbers):
            edge = edge_of(message, index)
            if edge is not None:
                n = index.number(message.id)
                parent[n], how[n] = index.number(edge.parent), HOWS.index(edge.how)
    return parent, how


def _size(live: Live) -> int:
    return 1 + int(live.rows("SELECT max(n) FROM message")[0][0] or 0)


def _portions(live: Live) -> Iterator[array[int]]:
    """The numbers of all mail, those of one subject one after the other: what answers what is then mostly at hand."""
    found = array(
        "q", (row[0] for row in live.connection.execute(f"SELECT n FROM message WHERE {_MAIL} ORDER BY subject_core, us"))
    )
    for start in range(0, len(found), PORTION):
        yield found[start : start + PORTION]


def _roots(live: Live, parent: array[int]) -> array[int]:
    """By number: the earliest (us, id) of the component that the edges to `parent` (0: none) make; undated messages come last."""
    us = array("q", bytes(8 * len(parent)))
    for n, at in live.connection.execute(f"SELECT n, us FROM message WHERE {_MAIL}"):
        us[n] = UNDATED if at is None else at
    top = array("q", range(len(parent)))

    def root(n: int) -> int:
        while top[n] != n:
            top[n] = top[top[n]]
            n = top[n]
        return n

    for child, above in enumerate(parent):
        if above:
            a, b = root(child), root(above)
            if a != b:
                first, second = (a, b) if us[a] < us[b] or (us[a] == us[b] and _first(live, a, b)) else (b, a)
                top[second] = first
    for n in range(len(top)):
        top[n] = root(n)
    return top


def _first(live: Live, a: int, b: int) -> bool:
    """Whether `a` comes first of two messages of one moment."""
    return bool(live.rows("SELECT n FROM message WHERE n IN (?, ?) ORDER BY id LIMIT 1", a, b)[0][0] == a)


def _rows(live: Live) -> Iterator[list[tuple[Any, ...]]]:
    """All mail as it is stored, in portions: n, id, thread_id, parent_id, how."""
    sql = f"SELECT n, id, thread_id, parent_id, how FROM message WHERE n > ? AND {_MAIL} ORDER BY n LIMIT {CHUNK}"
    last = 0
    while rows := live.rows(sql, last):
        yield rows
        last = rows[-1][0]


def _write(live: Live, key: bytes, rows: list[tuple[Any, ...]], parent: array[int], how: bytearray, top: array[int]) -> int:
    """Write the places of these messages where they changed; how many did."""
    wanted = {top[row[0]] for row in rows} | {parent[row[0]] for row in rows} - {0}
    named = {row[0]: row[1:] for row in live.rows_in("SELECT n, id, us FROM message WHERE n IN ({})", sorted(wanted))}
    threads = {n: thread_id(key, named[n][1] or 0, named[n][0]) for n in {top[row[0]] for row in rows}}
    changed, before = [], []
    for n, message, *stored in rows:
        above = parent[n]
        place = (threads[top[n]], named[above][0] if above else None, HOWS[how[n]] if above else None)
        # What a quote says of a parent is `recovering.hang`'s to say again.
        if place != (stored[0], *((None, None) if stored[2] == "quote" else stored[1:])):
            changed.append((*place, n))
            before.append((message, stored[0]))
    with live.writing() as c:
        c.executemany("UPDATE message SET thread_id = ?, parent_id = ?, how = ? WHERE n = ?", changed)
        live.mark_people([message for message, thread in before if thread is not None])
        live.mark_carriers([message for message, _ in before])
    return len(changed)
