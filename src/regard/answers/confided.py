"""Which mails were meant for one of ours alone, so that nothing of them is quoted but on that seller's own list?

A buyer's mail that coaches one of ours, or in which (its subject too) anybody could hear a wish to keep it quiet
(`evidence/language/confidences.py`), unless that is a line which stands under most mails of its house (`under_mails`); a call on which
any voice but ours says so, as a whole, since what follows on it may repeat it; and what we wrote after such a mail in the same thread, for
the same reason. Topics, briefs, reviews, agenda,
deals, promises, timelines and the reasons of estimates all ask here. A search finds such a mail and shows none of its words, and the page
of the mail folds them, but for whoever of ours is on it (`kept_from`): the mail itself stays where it is, and nobody logs in.
Reads message, body, matter, party, speaker, handle, person.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from typing import Any, TypeVar

from regard.answers.under_mails import by_a_line_alone
from regard.evidence.language.confidences import in_confidence
from regard.evidence.voices import zones
from regard.flow.stored_matters import kept
from regard.model import Span
from regard.store.live import Live

KIND = "coaches"
COACHES = f"""m.cues LIKE '%"{KIND}"%'"""
"""SQL: whether message `m` coaches somebody."""
HIDDEN = "(in confidence)"
"""What stands in the place of a subject that holds a confidence."""
_THEIRS = f"""SELECT {{what}}, m.n, coalesce({COACHES}, 0), x.quiet, m.subject, iif(x.quiet IS NULL, coalesce(b.own, ''), '') FROM message m
    JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person AND s.side IN ('them', 'shared')
    LEFT JOIN body b ON b.message = m.n LEFT JOIN matter x ON x.message = m.n AND ({{kept}}) WHERE {{which}} IN ({{{{}}}})"""
_TOLD = partial(_THEIRS.format, what="m.id", which="m.id")
_TOLD_IN = partial(_THEIRS.format, what="m.thread_id, coalesce(m.us, 0)", which="m.thread_id")
_OURS = """SELECT m.id, m.thread_id, coalesce(m.us, 0) FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person AND s.side = 'us' WHERE m.thread_id IS NOT NULL AND m.id IN ({})"""
_SPOKEN = f"""SELECT m.id, k.name, k.cues LIKE '%"{KIND}"%', m.subject, b.text FROM speaker k JOIN message m ON m.n = k.message
    JOIN body b ON b.message = m.n LEFT JOIN handle h ON h.n = k.handle LEFT JOIN person s ON s.id = h.person
    WHERE coalesce(s.side, '') <> 'us' AND m.id IN ({{}})"""
_ON = "SELECT m.id, h.person FROM message m JOIN party q ON q.message = m.n JOIN handle h ON h.n = q.handle WHERE m.id IN ({})"
T = TypeVar("T")

IN_CONFIDENCE = "(said to one of us in confidence)"
"""Stands for the words of a promise that was told in confidence."""


def confided(live: Live, ids: Iterable[str]) -> frozenset[str]:
    """Those of some messages in which a buyer tells one of ours something in confidence, and ours after it in its thread."""
    wanted = sorted(set(ids))
    read = int(kept(live))
    told = [row for row in live.rows_in(_TOLD(kept=read), wanted) if _keeps(*row[2:])]
    found = {message for message, *_ in _meant(live, told)} | _confided_on_calls(live, wanted)
    ours = live.rows_in(_OURS, wanted)
    since: dict[str, int] = {}
    beside = live.rows_in(_TOLD_IN(kept=read), sorted({row[1] for row in ours}))
    for thread, us, *_ in _meant(live, [row for row in beside if _keeps(*row[3:])], at=2):
        since[thread] = min(us, since.get(thread, us))
    found.update(mid for mid, thread, us in ours if thread in since and us >= since[thread])
    return frozenset(found)


def _meant(live: Live, told: Sequence[tuple[Any, ...]], at: int = 1) -> Iterator[tuple[Any, ...]]:
    """The rows whose mail, by its number in their place `at`, asks by more than a line that stands under most mails of its house."""
    lines = by_a_line_alone(live, [row[at] for row in told if not row[at + 1]])
    return (row for row in told if row[at] not in lines)


def kept_from(live: Live, ids: Iterable[str], who: str) -> frozenset[str]:
    """Those of some messages that hold a confidence, without the ones that `who` of ours (a person, "" for nobody) is on."""
    told = confided(live, ids)
    if not told or not who:
        return told
    return told - {message for message, person in live.rows_in(_ON, sorted(told)) if person == who}


def _confided_on_calls(live: Live, ids: Sequence[str]) -> set[str]:
    """Those of some calls on which a voice that is none of ours, known or not, coaches one of ours or asks to keep something quiet."""
    found: set[str] = set()
    said: dict[str, Mapping[str, Sequence[Span]]] = {}
    for call, name, coaches, subject, text in live.rows_in(_SPOKEN, list(ids)):
        if call in found:
            continue
        turns = said.setdefault(call, zones(text))
        own = "\n".join(text[s.start : s.end] for s in turns.get(name, ()))
        if _keeps(coaches, None, subject, own):
            found.add(call)
    return found


def _keeps(coaches: int, quiet: int | None, subject: str, own: str) -> bool:
    """Whether a mail holds a confidence; `quiet` is what was read in it before, None where nothing was."""
    return bool(coaches) or (in_confidence(own) or in_confidence(subject) if quiet is None else bool(quiet))


def subject_of(subject: str) -> str:
    """A subject as lists of a team show it: one that asks to keep something quiet is not told."""
    return HIDDEN if in_confidence(subject) else subject


def unquoted(live: Live, what: T) -> T:
    """Records (one, or lists, tuples and mappings of them) with `quote` empty wherever their `message_id` is of such a message, and with no
    `subject` that holds a confidence; the places of the words stay.
    """
    ids = {str(one.message_id) for one in _quoting(what)}
    private = confided(live, ids) if ids else frozenset()
    found: T = _without(what, private)
    return found


def _quotes(one: Any) -> bool:
    return bool(getattr(one, "quote", "") and getattr(one, "message_id", ""))


_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    """The names of the fields of a record's class, () of any other."""
    return tuple(f.name for f in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()


def _quoting(what: Any) -> Iterator[Any]:
    if type(what) in _PLAIN:
        return
    if names := _fields(what.__class__):
        if _quotes(what):
            yield what
        for name in names:
            if type(held := getattr(what, name)) not in _PLAIN:
                yield from _quoting(held)
    elif isinstance(what, Mapping):
        for one in what.values():
            yield from _quoting(one)
    elif isinstance(what, (list, tuple)):
        for one in what:
            yield from _quoting(one)


def _without(what: Any, private: frozenset[str]) -> Any:
    if type(what) in _PLAIN:
        return what
    if names := _fields(what.__class__):
        new = {name: one for name in names if (one := _without(was := getattr(what, name), private)) is not was}
        if _quotes(what) and getattr(what, "message_id", "") in private:
            new["quote"] = ""
        if isinstance(subject := getattr(what, "subject", None), str) and (told := subject_of(subject)) != subject:
            new["subject"] = told
        return replace(what, **new) if new else what
    if isinstance(what, Mapping):
        held = {key: _without(one, private) for key, one in what.items()}
        return held if any(held[key] is not what[key] for key in held) else what
    if isinstance(what, (list, tuple)):
        rows = [_without(one, private) for one in what]
        if all(new is was for new, was in zip(rows, what, strict=True)):
            return what
        return rows if isinstance(what, list) else tuple(rows)
    return what
