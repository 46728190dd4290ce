"""The gists of messages, kept with them for the deals: what their words say of price, people and ends, read once.

A book keeps them as soon as it knows of a deal, for every message that deals read. The live store itself takes a gist out with the words
it was read from and marks what is to be read anew (triggers in `store/live.sql`), so that none outlives them. Gists of another version
of the program are read anew. Writes gist, reads it with message and body.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from regard.deals.gist import gist, version
from regard.deals.gist_forms import forms
from regard.deals.records import SAID, Gist, Mark
from regard.flow.beside import Results, beside
from regard.model import Span
from regard.parse.transcript import spoken_at
from regard.store.live import Live
from regard.store.spans import unpack_spans

_LETTERS: dict[Mark, str] = {
    "text": "t", "zones": "z", "business": "b", "decision": "d", "coaching": "c", "done": "e", "holds": "h", "brings": "i",
    "invited": "v", "access": "a", "yes": "y", "money": "m", "offer": "o", "whole": "w",
    "goes": "g",
}  # fmt: skip
_MARKS = {letter: mark for mark, letter in _LETTERS.items()}
_ASKS = frozenset(("question", "request"))
PORTION = 500
_READ = """SELECT m.n, b.text, b.spans, b.attachments, m.cues, m.kind FROM body b JOIN message m ON m.n = b.message
    WHERE m.automated IN ('', 'out_of_office') AND """
_KEPT = "SELECT m.id, g.marks, g.kept, g.paper FROM gist g JOIN message m ON m.n = g.message WHERE m.id IN ({})"
_BODIES = """SELECT m.id, b.text, b.spans, b.attachments, m.cues, m.kind FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"""
_INSERT = "INSERT OR REPLACE INTO gist SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS(SELECT 1 FROM body WHERE message = ?1)"
MANY = 3_000
"""So many messages to read are worth a process of its own."""
FEW = 300
"""Of more messages than these, forms are tried only where their words stand."""
Row = tuple[Any, ...]
"""A gist as it is kept."""
Part = tuple[int, int]
"""The messages whose numbers lie behind the first of two, up to the second."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The parts in which the gists that are missing are read, and the gists of each, from the first on, as they are made beside."""

    parts: tuple[Part, ...] = ()
    made: Results[list[Row]] = field(default_factory=Results)


@contextmanager
def gists_ahead(live: Live, *, wanted: bool) -> Iterator[Ahead]:
    """Read gists beside this process where many are to be read; yields what `settle_gists` takes them from."""
    if not wanted:
        yield Ahead()
        return
    if live.get("gists").partition(" ")[0] != version():
        with live.writing() as c:  # from here on, what is changed is marked
            c.execute("DELETE FROM gist")
            c.execute("DELETE FROM dirty WHERE kind = 'gist'")
            live.put("gists", f"{version()} 0")
    parts = _parts(live)
    many = len(parts) * PORTION >= MANY
    if many:
        forms()  # once, for both processes
    with beside(live, partial(_of_each, parts), wanted=many) as made:
        yield Ahead(parts, made)


def _parts(live: Live) -> tuple[Part, ...]:
    """What is left to read where not all was; a book that was read whole has its changes marked one by one."""
    at = live.get("gists").partition(" ")[2]
    if not at:
        return ()
    last = int(live.rows("SELECT coalesce(max(n), 0) FROM message")[0][0])
    return tuple((start, start + PORTION) for start in range(int(at), max(last, int(at) + 1), PORTION))


def _of_each(parts: Sequence[Part], live: Live) -> Iterator[list[Row]]:
    return (_rows(live, part) for part in parts)


def _rows(live: Live, part: Part) -> list[Row]:
    return [_row(*row, gated=True) for row in live.rows(f"{_READ} m.n > ? AND m.n <= ? ORDER BY m.n", *part)]


def settle_gists(live: Live, *, wanted: bool, ahead: Ahead) -> None:
    """Bring the gists up to date with the messages; take all out where they are not `wanted` (no deals, or no words are read).

    `ahead` is of `gists_ahead`; whatever was changed since is marked and read again.
    """
    if not wanted:
        with live.writing() as c:
            c.execute("DELETE FROM dirty WHERE kind = 'gist'")
            if live.get("gists"):
                c.execute("DELETE FROM gist")
                live.put("gists", "")
        return
    _settle_parts(live, ahead)
    while marked := [int(r[0]) for r in live.rows(f"SELECT key FROM dirty WHERE kind = 'gist' LIMIT {PORTION}")]:
        rows = live.rows_in(f"{_READ} m.n IN ({{}})", marked)
        with live.writing() as c:
            c.executemany("DELETE FROM gist WHERE message = ?", [(n,) for n in marked])
            c.executemany(_INSERT, [_row(*row, gated=len(rows) > FEW) for row in rows])
            c.executemany("DELETE FROM dirty WHERE kind = 'gist' AND key = ?", [(str(n),) for n in marked])


def _settle_parts(live: Live, ahead: Ahead) -> None:
    """Take the first parts as they are made beside, and meanwhile read here from the last one backwards, until both meet.

    How far all is read is noted for the first parts alone: one of the last that was written before a sync was killed is written again.
    """
    parts, first, last = ahead.parts, 0, len(ahead.parts)
    helped = True
    while first < last:
        if helped and last - first > 1 and not ahead.made.ready():
            last -= 1
            with live.writing() as c:
                c.executemany(_INSERT, _rows(live, parts[last]))
            continue
        made = ahead.made() if helped else None
        helped = made is not None
        rows = _rows(live, parts[first]) if made is None else made
        first += 1
        with live.writing() as c:
            c.executemany(_INSERT, rows)
            live.put("gists", f"{version()} {parts[first - 1][1]}" if first < last else version())


def kept(live: Live) -> bool:
    """Whether the live store has the gists of this version of the program, of all messages."""
    return live.get("gists") == version()


def who_goes(live: Live) -> str | None:
    """SQL of the numbers of the messages in which somebody makes ready to leave, or says that they will; None where no gists are kept."""
    return "SELECT message FROM gist WHERE instr(marks, 'g') > 0" if kept(live) else None


def gists_of(live: Live, ids: Sequence[str]) -> Iterator[tuple[str, Gist]]:
    """The gists of messages (by id) that have words; those that are not kept are read from the words."""
    found = set()
    if kept(live):
        for message_id, marks, held, paper in live.rows_in(_KEPT, list(ids)):
            found.add(message_id)
            yield message_id, _gist(marks, held, paper)
    for start in range(0, len(rest := [i for i in ids if i not in found]), PORTION):
        for message_id, *row in live.rows_in(_BODIES, rest[start : start + PORTION]):
            yield message_id, read(*row, gated=len(rest) > FEW)


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


def read(text: str, spans: str, attachments: str, cues: str | None, kind: str = "mail", *, gated: bool = False) -> Gist:
    """The gist of a message as the live store holds it, of a call that of all its turns; `gated` where many are read."""
    zones = [Span(a, b, "own") for _, a, b in spoken_at(text)] if kind == "call" else unpack_spans(spans)
    told = [(c[0], c[1], c[2]) for c in json.loads(cues) if c[2] > c[1]] if cues else []
    names = [a[0] for a in json.loads(attachments) if a[0]] if attachments != "[]" else []
    asks = [(start, end) for kind, start, end in told if kind in _ASKS]
    return gist(text, zones, names, asks, [c for c in told if c[0] in SAID], gated=gated)


def _row(n: int, text: str, spans: str, attachments: str, cues: str | None, kind: str, *, gated: bool) -> Row:
    one = read(text, spans, attachments, cues, kind, gated=gated)
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
