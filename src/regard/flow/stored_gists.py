"""The gists of messages, kept with them for the deals: what their words say of price, people and ends, read once.

A book keeps them as soon as it knows of a deal, for every message that deals read. The live store itself takes a gist out with the words
it was read from and marks what is to be read anew (triggers in `store/live.sql`), so that none outlives them. Gists of another version
of the program are read anew. Writes gist, reads it with message and body.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from regard.deals.gist import gist, version
from regard.deals.records import SAID, Gist, Mark
from regard.flow.beside import beside
from regard.store.live import Live
from regard.store.spans import unpack_spans

_LETTERS: dict[Mark, str] = {
    "text": "t", "zones": "z", "business": "b", "decision": "d", "coaching": "c", "done": "e", "holds": "h", "brings": "i",
    "invited": "v", "access": "a", "yes": "y", "whole": "w",
}  # fmt: skip
_MARKS = {letter: mark for mark, letter in _LETTERS.items()}
_ASKS = frozenset(("question", "request"))
PORTION = 1_000
_READ = """SELECT m.n, b.text, b.spans, b.attachments, m.cues FROM body b JOIN message m ON m.n = b.message
    WHERE m.automated IN ('', 'out_of_office') AND """
_KEPT = "SELECT m.id, g.marks, g.kept, g.paper FROM gist g JOIN message m ON m.n = g.message WHERE m.id IN ({})"
_BODIES = (
    """SELECT m.id, b.text, b.spans, b.attachments, m.cues FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"""
)
_INSERT = "INSERT OR REPLACE INTO gist SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS(SELECT 1 FROM body WHERE message = ?1)"
MANY = 3_000
"""So many messages to read are worth a process of its own."""
SHARE = 0.7
"""The part of them that it reads; the rest is read here, when everything else is done."""
Portion = tuple[str, str, list[tuple[Any, ...]]]
"""The number after which it begins, the last one in it ("" at the end), and its gists as they are kept."""


@contextmanager
def gists_ahead(live: Live, *, wanted: bool) -> Iterator[Callable[[], Portion | None]]:
    """Read gists beside this process where many are to be read; yields what `settle_gists` takes them from."""
    at = _read_to(live) if wanted else ""
    many = bool(at) and len(live.rows("SELECT 1 FROM body WHERE message > ? LIMIT ?", int(at), MANY)) == MANY
    with beside(live, _most, wanted=many) as following:
        yield following


def _most(live: Live) -> Iterator[Portion]:
    """The first part of the gists that are missing, told when all of it is read: what waits to be taken would hold it up."""
    at = _read_to(live)
    left = int(SHARE * int(live.rows("SELECT count(*) FROM body WHERE message > ?", int(at))[0][0]))
    found: list[Portion] = []
    while at and left > 0:
        found.append(_portion(live, at))
        at, left = found[-1][1], left - PORTION
    yield from found


def _read_to(live: Live) -> str:
    """The number of the last message that was read whole-book wise; "" where all were."""
    now, _, at = live.get("gists").partition(" ")
    return at if now == version() else "0"


def _portion(live: Live, at: str) -> Portion:
    rows = live.rows(f"{_READ} m.n > ? ORDER BY m.n LIMIT {PORTION}", int(at))
    return at, str(rows[-1][0]) if rows else "", [_row(*row) for row in rows]


def settle_gists(live: Live, *, wanted: bool, ahead: Callable[[], Portion | None] = lambda: None) -> None:
    """Bring the gists up to date with the messages; take all out where they are not `wanted` (no deals, or no words are read).

    `ahead` gives what was read beside, in order (`gists_ahead`); whatever was changed since is marked and read again.
    """
    if not wanted:
        with live.writing() as c:
            c.execute("DELETE FROM dirty WHERE kind = 'gist'")
            if live.get("gists"):
                c.execute("DELETE FROM gist")
                live.put("gists", "")
        return
    now, _, at = live.get("gists").partition(" ")
    if now != version():
        with live.writing() as c:
            c.execute("DELETE FROM gist")
            c.execute("DELETE FROM dirty WHERE kind = 'gist'")
            live.put("gists", f"{version()} 0")
        at = "0"
    told = ahead()
    while at:
        if told is not None and told[0] == at:
            (_, at, made), told = told, ahead()
        else:
            _, at, made = _portion(live, at)
        with live.writing() as c:
            c.executemany(_INSERT, made)
            live.put("gists", f"{version()} {at}".strip())
    while marked := [int(r[0]) for r in live.rows(f"SELECT key FROM dirty WHERE kind = 'gist' LIMIT {PORTION}")]:
        rows = live.rows_in(f"{_READ} m.n IN ({{}})", marked)
        with live.writing() as c:
            c.executemany("DELETE FROM gist WHERE message = ?", [(n,) for n in marked])
            c.executemany(_INSERT, [_row(*row) for row in rows])
            c.executemany("DELETE FROM dirty WHERE kind = 'gist' AND key = ?", [(str(n),) for n in marked])


def kept(live: Live) -> bool:
    """Whether the live store has the gists of this version of the program, of all messages."""
    return live.get("gists") == version()


def gists_of(live: Live, ids: Sequence[str]) -> Iterator[tuple[str, Gist]]:
    """The gists of messages (by id) that have words; those that are not kept are read from the words."""
    found = set()
    if kept(live):
        for message_id, marks, held, paper in live.rows_in(_KEPT, list(ids)):
            found.add(message_id)
            yield message_id, _gist(marks, held, paper)
    for start in range(0, len(rest := [i for i in ids if i not in found]), PORTION):
        for message_id, *row in live.rows_in(_BODIES, rest[start : start + PORTION]):
            yield message_id, read(*row)


def framed_of(live: Live, ids: Sequence[str]) -> Iterator[tuple[str, tuple[tuple[int, int, str], ...]]]:
    """Of those messages that have any, the sentences that may set a firm beside ours."""
    if kept(live):
        sql = "SELECT m.id, g.names FROM gist g JOIN message m ON m.n = g.message WHERE g.names <> '' AND m.id IN ({})"
        for message_id, names in live.rows_in(sql, list(ids)):
            yield message_id, tuple((start, end, words) for start, end, words in json.loads(names))
        return
    for message_id, one in gists_of(live, ids):
        if one.names:
            yield message_id, one.names


def read(text: str, spans: str, attachments: str, cues: str | None) -> Gist:
    """The gist of a message as the live store holds it."""
    told = [(c[0], c[1], c[2]) for c in json.loads(cues) if c[2] > c[1]] if cues else []
    names = [a[0] for a in json.loads(attachments) if a[0]] if attachments != "[]" else []
    asks = [(start, end) for kind, start, end in told if kind in _ASKS]
    return gist(text, unpack_spans(spans), names, asks, [c for c in told if c[0] in SAID])


def _row(n: int, text: str, spans: str, attachments: str, cues: str | None) -> tuple[Any, ...]:
    one = read(text, spans, attachments, cues)
    own = {(start, end) for start, end, _ in one.sentences}
    told = [[start, end, int((start, end) in own), text[start:end]] for start, end in sorted(one.pieces)]
    return (
        n,
        "".join(_LETTERS[mark] for mark in _LETTERS if mark in one.marks),
        json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else "",
        json.dumps(one.names, ensure_ascii=False, separators=(",", ":")) if one.names else "",
        one.title,
        one.paper,
    )


def _gist(marks: str, held: str, paper: str) -> Gist:
    told = json.loads(held) if held else ()
    return Gist(
        _marks(marks),
        tuple([(start, end, " ".join(words.split())) for start, end, own, words in told if own]),
        {(start, end): words for start, end, _, words in told},
        paper=paper,
    )


@cache
def _marks(letters: str) -> frozenset[Mark]:
    return frozenset(_MARKS[letter] for letter in letters)
