"""The matters of buyers' mails, kept with them for pages: what may matter to whom wrote them, and what is told in confidence.

Kept of whatever somebody outside wrote, by hand; where none is kept, what asks reads the words. As with gists, the live store itself takes
a matter out with the words it was read from, and marks what is to be read anew (triggers in `store/live.sql`); those of another version
of the program are read anew. Writes matter, reads it with message, body, handle and person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from regard.evidence.matter import matter, version
from regard.evidence.topic import Matter, Said
from regard.flow.beside import Results, beside
from regard.flow.interacting import cues
from regard.store.live import Live
from regard.store.spans import unpack_spans

PORTION = 500
MANY = 3_000
"""From so many marked messages on, a process of its own reads their matters."""
Row = tuple[int, int, int, str]
"""A matter as it is kept."""
Part = tuple[list[int], list[Row]]
"""Some messages, and the matters of those of them that have one."""
_READ = """SELECT m.n, m.subject, b.text, b.spans, coalesce(m.cues, ''), b.own FROM message m JOIN body b ON b.message = m.n
    JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person AND s.side IN ('them', 'shared')
    WHERE m.kind = 'mail' AND m.automated = '' AND m.n IN ({})"""
_KEPT = "SELECT m.id, x.private, x.quiet, x.sentences FROM matter x JOIN message m ON m.n = x.message WHERE m.id IN ({})"
_INSERT = "INSERT OR REPLACE INTO matter SELECT ?, ?, ?, ? WHERE EXISTS(SELECT 1 FROM body WHERE message = ?1)"


@contextmanager
def matters_ahead(live: Live, *, wanted: bool) -> Iterator[Results[Part]]:
    """Read the matters that are due beside this process, where they are many and words are read; yields what `settle_matters` takes."""
    _begin(live, wanted=wanted)
    due = live.rows("SELECT count(*) FROM dirty WHERE kind = 'matter'")[0][0]
    many = wanted and due >= MANY
    if many:
        with live.writing() as c:  # what changes from here on is marked again, and read again
            c.execute("UPDATE dirty SET kind = 'matter beside' WHERE kind = 'matter'")
    with beside(live, _parts, wanted=many) as made:
        yield made


def settle_matters(live: Live, *, wanted: bool, made: Results[Part] | None = None) -> None:
    """Bring the matters up to date with the messages; take all out where no words are read (not `wanted`).

    `made` is of `matters_ahead`; what it did not come to is read here.
    """
    while made is not None and (part := made()) is not None:
        with live.writing() as c:
            c.executemany(_INSERT, part[1])
            c.executemany("DELETE FROM dirty WHERE kind = 'matter beside' AND key = ?", [(str(n),) for n in part[0]])
    _begin(live, wanted=wanted)
    while marked := [int(r[0]) for r in live.rows(f"SELECT key FROM dirty WHERE kind = 'matter' LIMIT {PORTION}")]:
        rows = [_row(*row) for row in live.rows_in(_READ, marked)]
        with live.writing() as c:
            c.executemany("DELETE FROM matter WHERE message = ?", [(n,) for n in marked])
            c.executemany(_INSERT, rows)
            c.executemany("DELETE FROM dirty WHERE kind = 'matter' AND key = ?", [(str(n),) for n in marked])


def _begin(live: Live, *, wanted: bool) -> None:
    """Mark all where another version of the program read them, and what a process beside was to read and did not."""
    if not wanted or live.get("matters") != version():
        with live.writing() as c:
            c.execute("DELETE FROM matter")
            c.execute("DELETE FROM dirty WHERE kind IN ('matter', 'matter beside')")
            if wanted:
                c.execute("INSERT INTO dirty SELECT 'matter', message FROM body")
            live.put("matters", version() if wanted else "")
    elif live.rows("SELECT 1 FROM dirty WHERE kind = 'matter beside' LIMIT 1"):
        with live.writing() as c:
            c.execute("INSERT OR IGNORE INTO dirty SELECT 'matter', key FROM dirty WHERE kind = 'matter beside'")
            c.execute("DELETE FROM dirty WHERE kind = 'matter beside'")


def _parts(live: Live) -> Iterator[Part]:
    due = [int(row[0]) for row in live.rows("SELECT key FROM dirty WHERE kind = 'matter beside'")]
    for start in range(0, len(due), PORTION):
        part = due[start : start + PORTION]
        yield part, [_row(*row) for row in live.rows_in(_READ, part)]


def kept(live: Live) -> bool:
    """Whether the live store has the matters that this version of the program reads."""
    return live.get("matters") == version()


def matters_of(live: Live, ids: Iterable[str]) -> Mapping[str, Matter]:
    """Message (by id) -> its matter, of those that have one kept."""
    if not kept(live):
        return {}
    return {
        message_id: Matter(bool(private), bool(quiet), tuple([(a, b, tells) for a, b, tells in json.loads(held)]))
        for message_id, private, quiet, held in live.rows_in(_KEPT, list(ids))
    }


def _row(n: int, subject: str, text: str, spans: str, told: str, own: str) -> Row:
    one = matter(Said("", "", 0, None, subject, text, unpack_spans(spans), cues(told)), own)
    return n, int(one.private), int(one.quiet), json.dumps(one.sentences, separators=(",", ":"))
