"""What passed with a set of people, as the deals need it: one `Touch` a message, meeting or call, and what is still to come.

Reads handle, party, message, meeting, attendance, speaker, body, person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from regard.deals.mentions import cut
from regard.deals.records import SAID, Touch
from regard.store.live import Live
from regard.store.spans import unpack_spans

_MESSAGES = """SELECT m.n, m.id, m.us, m.kind, m.thread_id, m.subject, m.cues, m.automated, m.basis, m.end_us, h.person, g.cancelled_us
    FROM message m LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN meeting g ON g.message = m.n
    WHERE m.us IS NOT NULL AND m.known_us <= {as_of} AND m.automated IN ('', 'out_of_office') AND m.n IN
    (SELECT p.message FROM party p JOIN handle b ON b.n = p.handle WHERE b.person IN ({{}}))"""
_PARTIES = """SELECT p.message, p.role, s.id, s.side FROM party p JOIN handle h ON h.n = p.handle JOIN person s ON s.id = h.person
    WHERE p.message IN ({})"""
_ANSWERS = """SELECT a.message, h.person, a.answer, a.removed FROM attendance a JOIN handle h ON h.n = a.handle
    WHERE a.known_us <= {as_of} AND a.message IN ({{}})"""
_SPOKE = "SELECT k.message, h.person FROM speaker k JOIN handle h ON h.n = k.handle WHERE k.message IN ({})"
_WORDS = "SELECT m.id, b.text, b.spans, b.attachments FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
_ASKS = frozenset({"question", "request"})


@dataclass(frozen=True, slots=True)
class Passed:
    """`past` in order of time, and meetings to `come`, the next first."""

    past: tuple[Touch, ...]
    come: tuple[Touch, ...]


def touches(live: Live, people: Iterable[str], as_of_us: int) -> Passed:
    """Everything known at a moment that passed between us and `people` (ids), without words (`with_words` adds them)."""
    rows = {row[0]: row for row in live.rows_in(_MESSAGES.format(as_of=int(as_of_us)), sorted(set(people)))}
    on: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for message, role, person, side in live.rows_in(_PARTIES, list(rows)):
        on[message].append((role, person, side))
    met = [n for n, row in rows.items() if row[3] == "meeting"]
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for message, person, answer, removed in live.rows_in(_ANSWERS.format(as_of=int(as_of_us)), met):
        answers[message][person] = "declined" if removed else answer
    spoke: dict[int, set[str]] = defaultdict(set)
    for message, person in live.rows_in(_SPOKE, [n for n, row in rows.items() if row[3] == "call"]):
        spoke[message].add(person)
    found = [t for n, row in rows.items() if (t := _touch(row, on[n], answers[n], spoke[n], as_of_us)) is not None]
    found.sort(key=lambda t: (t.us, t.id))
    return Passed(
        tuple(t for t in found if (t.end_us or t.us) <= as_of_us),
        tuple(t for t in found if t.us > as_of_us and t.kind == "meeting"),
    )


def _touch(
    row: tuple[Any, ...], on: list[tuple[str, str, str]], answers: dict[str, str], spoke: set[str], as_of_us: int
) -> Touch | None:
    """One row as a touch; None where it was called off, or has nobody of one side."""
    _, message_id, us, kind, thread, subject, cues, automated, basis, end, writer, cancelled = row
    if cancelled is not None and cancelled <= as_of_us:
        return None
    there = [(role, person, side) for role, person, side in on if answers.get(person) != "declined"]
    ours = frozenset(person for _, person, side in there if side == "us")
    theirs = frozenset(person for _, person, side in there if side == "them")
    if not ours or not theirs:
        return None
    by_us = writer in ours
    if kind == "mail":
        acted = frozenset({writer} & theirs)
    elif kind == "meeting":
        acted = frozenset(p for p in theirs if answers.get(p) in ("accepted", "tentative") or p == writer)
    else:
        acted = (frozenset(spoke) & theirs) or theirs
    told = json.loads(cues) if cues else []
    return Touch(
        id=message_id,
        us=us,
        kind=kind,
        by_us=by_us,
        writer=writer or "",
        theirs=theirs,
        copied=frozenset(p for role, p, _ in there if role in ("cc", "bcc")) & theirs,
        acted=frozenset() if automated else acted,
        ours=ours,
        thread_id=thread or "",
        subject=subject,
        end_us=end,
        recovered=basis == "recovered",
        cues=frozenset(c[0] for c in told),
        asks=tuple((c[1], c[2]) for c in told if c[0] in _ASKS and c[2] > c[1]),
        said=tuple((c[0], c[1], c[2]) for c in told if c[0] in SAID and c[2] > c[1]),
        automated=automated,
    )


def with_words(live: Live, found: Iterable[Touch]) -> dict[str, Touch]:
    """The same touches by id, with their text and zones."""
    by_id = {t.id: t for t in found}
    for message_id, text, spans, attached in live.rows_in(_WORDS, list(by_id)):
        names = tuple(a[0] for a in json.loads(attached) if a[0]) if attached != "[]" else ()
        zones = unpack_spans(spans)
        by_id[message_id] = replace(by_id[message_id], text=text, spans=zones, attachments=names, sentences=cut(text, zones))
    return by_id
