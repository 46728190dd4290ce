"""The gists of messages, kept with them for the deals: what their words say of price, people and ends, read once.

A book keeps them as soon as it knows of a deal, for every message that deals read. The live store itself takes a gist out with the words
it was read from and marks what is to be read anew (triggers in `store/live.sql`), so that none outlives them. Gists of another version
of the program are read anew. Writes gist, reads it with message and body.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from regard.deals.gist import gist, version
from regard.deals.records import SAID, Gist, Mark
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
_INSERT = "INSERT OR REPLACE INTO gist VALUES(?, ?, ?, ?, ?, ?)"


def settle_gists(live: Live, *, wanted: bool) -> None:
    """Bring the gists up to date with the messages; take all out where they are not `wanted` (no deals, or no words are read)."""
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
    while at:
        rows = live.rows(f"{_READ} m.n > ? ORDER BY m.n LIMIT {PORTION}", int(at))
        at = str(rows[-1][0]) if rows else ""
        with live.writing() as c:
            c.executemany(_INSERT, [_row(*row) for row in rows])
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
