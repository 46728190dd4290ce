"""What passed with a set of people, as the deals need it: one `Touch` a message, meeting or call, and what is still to come.

Reads handle, party, message, meeting, attendance, speaker, body, person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from regard.answers.mailboxes import of_customer
from regard.answers.voices import Voice, voices
from regard.deals.mentions import cut
from regard.deals.records import SAID, Gist, Mark, Touch
from regard.flow.stored_gists import gists_of
from regard.parse.transcript import minute_of
from regard.store.live import Live
from regard.store.spans import unpack_spans

_MESSAGES = """SELECT m.n, m.id, m.us, m.kind, m.thread_id, m.subject, m.cues, m.automated, m.basis, m.end_us, m.from_n, g.cancelled_us
    FROM message m LEFT JOIN meeting g ON g.message = m.n
    WHERE m.us IS NOT NULL AND m.known_us <= {as_of} AND m.automated IN ('', 'out_of_office') AND m.n IN
    (SELECT p.message FROM party p JOIN handle b ON b.n = p.handle WHERE b.person IN ({{}}))"""
_PARTIES = "SELECT message, handle, role FROM party WHERE message IN ({})"
_WHO = "SELECT h.n, h.person, s.side FROM handle h LEFT JOIN person s ON s.id = h.person WHERE h.n IN ({})"
_BOXES = f"SELECT p.id FROM person p WHERE {of_customer('p')} AND p.id IN ({{{{}}}})"
_ANSWERS = """SELECT a.message, h.person, a.answer, a.removed FROM attendance a JOIN handle h ON h.n = a.handle
    WHERE a.known_us <= {as_of} AND a.message IN ({{}})"""
_SPOKE = "SELECT k.message, h.person FROM speaker k JOIN handle h ON h.n = k.handle WHERE k.message IN ({})"
_WORDS = "SELECT m.id, b.text, b.spans, b.attachments FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
_ASKS = frozenset({"question", "request"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Passed:
    """`past` in order of time, and meetings to `come`, the next first."""

    past: tuple[Touch, ...]
    come: tuple[Touch, ...]


PEOPLE = 100
"""People whose mail is read together: what the rows of more hold beside what is kept of them would be most of the memory."""


def touches(live: Live, people: Iterable[str], as_of_us: int) -> Passed:
    """Everything known at a moment that passed between us and `people` (ids), without words (`with_words` adds them).

    Of mailboxes that several read, those of customers among `people` are somebody of theirs; others are nobody.
    """
    wanted = sorted(set(people))
    seen: set[int] = set()
    found: list[Touch] = []
    shared = _Shared(live, frozenset(row[0] for row in live.rows_in(_BOXES.format(as_of=int(as_of_us)), wanted)))
    for start in range(0, len(wanted), PEOPLE):
        rows = live.rows_in(_MESSAGES.format(as_of=int(as_of_us)), wanted[start : start + PEOPLE])
        new = {row[0]: row for row in rows if row[0] not in seen}
        seen.update(new)
        found += _touches(live, new, shared, as_of_us)
    found.sort(key=lambda t: (t.us, t.id))
    return Passed(
        tuple(t for t in found if (t.end_us or t.us) <= as_of_us),
        tuple(t for t in found if t.us > as_of_us and t.kind == "meeting"),
    )


People = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""Ours, theirs, and those of theirs who were merely copied."""


class _Shared:
    """What many touches have in common, held once: who an address is, the people on a mail, threads, kinds of cues."""

    def __init__(self, live: Live, boxes: frozenset[str]) -> None:
        self._live = live
        self._boxes = boxes
        self._who: dict[int, tuple[str, str]] = {}
        self._people: dict[tuple[tuple[int, str], ...], People] = {}
        self._words: dict[str, str] = {}
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}
        self._alone: dict[str, frozenset[str]] = {}

    def read(self, handles: Iterable[int]) -> None:
        """Learn who some addresses are."""
        for n, person, side in self._live.rows_in(_WHO, sorted(set(handles) - self._who.keys())):
            self._who[n] = (person or "", "them" if person in self._boxes else side or "")

    def person(self, handle: int | None) -> str:
        """Whose an address is, "" where nobody's."""
        return self._who.get(handle, ("", ""))[0] if handle is not None else ""

    def there(self, on: Sequence[tuple[int, str]], absent: Collection[str] = ()) -> People:
        """The people on something, without those who are `absent`."""
        key = tuple(on)
        found = None if absent else self._people.get(key)
        if found is None:
            who = [(role, *self._who.get(n, ("", ""))) for n, role in on]
            here = [(role, person, side) for role, person, side in who if side and person not in absent]
            theirs = frozenset(person for _, person, side in here if side == "them")
            found = (
                frozenset(person for _, person, side in here if side == "us"),
                theirs,
                frozenset(person for role, person, _ in here if role in ("cc", "bcc")) & theirs,
            )
            if not absent:
                self._people[key] = found
        return found

    def alone(self, person: str) -> frozenset[str]:
        """One person, as a set that is held once."""
        return self._alone.setdefault(person, frozenset((person,)))

    def word(self, text: str) -> str:
        """The same text, held once."""
        return self._words.setdefault(text, text)

    def kinds(self, found: tuple[str, ...]) -> frozenset[str]:
        """Kinds as a set that is held once."""
        held = self._kinds.get(found)
        if held is None:
            held = self._kinds[found] = frozenset(map(self.word, found))
        return held


def _touches(live: Live, rows: Mapping[int, tuple[Any, ...]], shared: _Shared, as_of_us: int) -> list[Touch]:
    """Rows of messages as touches."""
    on: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for message, handle, role in live.rows_in(_PARTIES, list(rows)):
        on[message].append((handle, role))
    shared.read(handle for there in on.values() for handle, _ in there)
    shared.read(row[10] for row in rows.values() if row[10] is not None)
    met = [n for n, row in rows.items() if row[3] == "meeting"]
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for message, person, answer, removed in live.rows_in(_ANSWERS.format(as_of=int(as_of_us)), met):
        answers[message][person] = "declined" if removed else answer
    spoke: dict[int, set[str]] = defaultdict(set)
    for message, person in live.rows_in(_SPOKE, [n for n, row in rows.items() if row[3] == "call"]):
        spoke[message].add(person)
    return [
        t
        for n, row in rows.items()
        if (t := _touch(row, on.get(n, ()), answers.get(n, {}), spoke.get(n, set()), shared, as_of_us)) is not None
    ]


def _touch(
    row: tuple[Any, ...],
    on: Sequence[tuple[int, str]],
    answers: Mapping[str, str],
    spoke: AbstractSet[str],
    shared: _Shared,
    as_of_us: int,
) -> Touch | None:
    """One row as a touch; None where it was called off, or has nobody of one side."""
    _, message_id, us, kind, thread, subject, cues, automated, basis, end, from_n, cancelled = row
    if cancelled is not None and cancelled <= as_of_us:
        return None
    ours, theirs, copied = shared.there(on, [p for p, answer in answers.items() if answer == "declined"])
    if not ours or not theirs:
        return None
    writer = shared.person(from_n)
    by_us = writer in ours
    if kind == "mail":
        acted = shared.alone(writer) if writer in theirs else NOBODY
    elif kind == "meeting":
        acted = frozenset(p for p in theirs if answers.get(p) in ("accepted", "tentative") or p == writer)
    else:
        acted = (frozenset(spoke) & theirs) or theirs
    told = json.loads(cues) if cues else []
    return Touch(
        id=message_id,
        us=us,
        kind=shared.word(kind),  # type: ignore[arg-type]
        by_us=by_us,
        writer=writer,
        theirs=theirs,
        copied=copied,
        acted=NOBODY if automated else acted,
        ours=ours,
        thread_id=shared.word(thread or ""),
        subject=subject,
        end_us=end,
        recovered=basis == "recovered",
        cues=shared.kinds(tuple([c[0] for c in told])),
        asks=asks_in(told),
        said=said_in(told),
        automated=shared.word(automated),
    )


def asks_in(cues: Iterable[Sequence[Any]]) -> tuple[tuple[int, int], ...]:
    """Where a question or request stands, of the cues kept with a message."""
    return tuple((c[1], c[2]) for c in cues if c[0] in _ASKS and c[2] > c[1])


def said_in(cues: Iterable[Sequence[Any]]) -> tuple[tuple[str, int, int], ...]:
    """The cues of `SAID` with their places, of the cues kept with a message."""
    return tuple((c[0], c[1], c[2]) for c in cues if c[0] in SAID and c[2] > c[1])


def with_words(live: Live, found: Iterable[Touch]) -> dict[str, Touch]:
    """The same touches by id, with their text and zones; those of a call are its voices'."""
    by_id = {t.id: t for t in found}
    for message_id, text, spans, attached in live.rows_in(_WORDS, list(by_id)):
        names = tuple(a[0] for a in json.loads(attached) if a[0]) if attached != "[]" else ()
        zones = unpack_spans(spans)
        by_id[message_id] = replace(by_id[message_id], text=text, spans=zones, attachments=names, sentences=cut(text, zones))
    return by_id | _with_voices(live, by_id.values())


def with_gists(live: Live, found: Iterable[Touch]) -> dict[str, Touch]:
    """The same touches by id, with the gist of their words in place of the words; those of a call are its voices'."""
    by_id = {t.id: t for t in found}
    for message_id, one in gists_of(live, list(by_id)):
        papers = (one.paper,) if one.paper else ()
        by_id[message_id] = replace(by_id[message_id], gist=one, attachments=papers, sentences=one.sentences)
    return by_id | _with_voices(live, by_id.values())


def _with_voices(live: Live, found: Iterable[Touch]) -> dict[str, Touch]:
    """The calls among some touches by id, each with what is read of its words at whoever said them, and none itself."""
    calls = {t.id: t for t in found if t.kind == "call"}
    spoken = voices(live, calls)
    return {
        t.id: replace(
            t, text="", spans=(), attachments=(), sentences=(), gist=None,
            voices=tuple(_voice(t, v) for v in spoken.get(t.id, ()) if v.person in t.theirs | t.ours),
        )
        for t in calls.values()
    }  # fmt: skip


def _voice(call: Touch, voice: Voice) -> Touch:
    """One voice of a call that has the words of all."""
    told = [(c.kind, c.start, c.end) for c in voice.cues]
    here = tuple(s for s in call.sentences or () if any(turn.start <= s[0] < turn.end for turn in voice.spans))
    gist = call.gist
    if gist is not None:
        names = tuple(s for s in gist.names if any(turn.start <= s[0] < turn.end for turn in voice.spans))
        pieces = {**gist.pieces, **{(a, b): voice.text[a:b] for _, a, b in told if b > a}}
        gist = Gist(gist.marks & _OF_VOICES, here, pieces, names)
    elif not call.text:
        here = ()
    return replace(
        call, by_us=voice.side == "us", writer=voice.person, acted=NOBODY, cues=frozenset(kind for kind, _, _ in told),
        asks=asks_in(told), said=said_in(told), text=call.text, spans=voice.spans if call.text else (), attachments=(), sentences=here,
        gist=gist, minutes=tuple((turn.start, minute_of(voice.text, turn.start)) for turn in voice.spans),
    )  # fmt: skip


_OF_VOICES: frozenset[Mark] = frozenset(("text", "zones", "whole"))
"""Marks of a call's words that hold for each of its voices."""
