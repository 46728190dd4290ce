"""Which sentences of a mail ask something, and whom of its readers?

Whom a sentence calls by name decides (`evidence.language.addressing`), then whom the mail greets. Small talk asks nothing, and a sentence
of a word or two says nothing. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regard.deals.unanswered import is_open
from regard.evidence.language.addressing import spoken_to
from regard.evidence.language.answerable import asks_not, asks_round, wants_answer
from regard.evidence.language.detect import UNREAD, located
from regard.evidence.language.leisure import asks_of_leisure
from regard.evidence.language.sentences import sentences
from regard.evidence.topics import FEWEST_WORDS
from regard.identity.personal import message_cues
from regard.identity.sensitive import is_private
from regard.model import Cue

KINDS = ("question", "request", "asks_advice", "asks_next_step", "complains")
"""In the order in which one of several is told."""
_GREETS = 60
_WORD = re.compile(r"[^\W\d_]+")
_RAPPORT = frozenset({"social_talk", "unprompted_thanks"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to whom a mail went: whether they are one of ours, and it was written to them (not in copy)."""

    name: str
    ours: bool
    to: bool


def of_home(subject: str, own: str) -> bool:
    """Whether a mail is of private life beside its sentences that say so: one on a sister's health makes no request for a price private."""
    rest = " ".join(own[a:b] for a, b in sentences(own, 0, len(own)) if not is_private(own[a:b]))
    return message_cues(subject, rest).lean == "personal"


def says_open(own: str) -> bool:
    """Whether a mail says that a question of theirs is open still."""
    return any(is_open(own[start:end]) for start, end in sentences(own, 0, len(own)))


def sentences_asking(
    cues: Sequence[Cue], text: str, readers: Mapping[str, Reader], read: Collection[str], *, several: bool
) -> tuple[list[tuple[Cue, frozenset[str] | None]], bool]:
    """The sentences that ask one of ours, the one to tell last, and whether they want something back: where none does, any that ask."""
    for wants in (True, False):
        found = asking_all(cues, text, KINDS) if wants else _asking_any(cues, text)
        here = _to_us(found, text, readers, read)
        if several:
            here = [(c, whom) for c, whom in here if not asks_round(text[c.start : c.end])]
        if here or any(c.kind == UNREAD for c in cues):
            return here, wants
    return [], False


def _to_us(
    found: Sequence[Cue], text: str, readers: Mapping[str, Reader], read: Collection[str]
) -> list[tuple[Cue, frozenset[str] | None]]:
    """Those of some sentences that ask one of ours, with whom they call by name (None: nobody); of another reader nothing waits for us."""
    names = {person: r.name for person, r in readers.items()}
    kept = []
    for c in found:
        called = spoken_to(text, c.start, c.end, names)
        if len(readers) < 2 and called:  # whom else
            called = None
        ours = None if called is None else frozenset(p for p in called if readers[p].ours and readers[p].to and p in read)
        if ours is None or ours:
            kept.append((c, ours))
    return kept


def asking(cues: Sequence[Cue], text: str, kinds: Sequence[str]) -> Cue | None:
    """The sentence that wants an answer: a question before a request, the last of its kind (what is asked for stands at the end)."""
    found = asking_all(cues, text, kinds)
    return found[-1] if found else None


def asking_all(cues: Sequence[Cue], text: str, kinds: Sequence[str]) -> list[Cue]:
    """All sentences that want an answer, the one to tell last: one that may be quoted, if there is any."""
    found = [c for c in cues if c.kind in kinds and _says_something(text, c) and wants_answer(text[c.start : c.end], c.kind)]
    return sorted(
        found, key=lambda c: (not is_private(text[c.start : c.end]), not _told(text, c), -kinds.index(c.kind), c.start)
    )


def _told(text: str, c: Cue) -> bool:
    """Whether a question is told and not put (“Ruth asks whether”): what is put, or requested, beside it is told first."""
    return c.kind == "question" and "?" not in text[c.start : c.end]


def _asking_any(cues: Sequence[Cue], text: str) -> list[Cue]:
    """All sentences that ask, whether they want something back or not, the one to tell last; none with a word of private life, and none
    that asks us to leave something be.
    """
    found = [c for c in cues if c.kind in KINDS and _says_something(text, c) and not is_private(text[c.start : c.end])]
    found = [c for c in found if not asks_not(text[c.start : c.end])]
    return sorted(found, key=lambda c: (-KINDS.index(c.kind), c.start))


def _says_something(text: str, c: Cue) -> bool:
    """Whether a sentence is more than a word or two and no small talk."""
    if len(text[c.start : c.end].split()) < FEWEST_WORDS:
        return False
    if asks_of_leisure(text[c.start : c.end]):
        return False
    return all(kind not in _RAPPORT for kind, *_ in located(text, c.start, c.end))


def greets(own: str, to: Sequence[tuple[str, str]]) -> bool:
    """Whether a mail's first line calls one of some people by a word of their name."""
    first = _first(own)
    return any(first & _called(name) for _, name in to)


def _first(own: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(own.lstrip().split("\n", 1)[0][:_GREETS])}


def _called(name: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(name) if len(w) > 2}


def greeted(own: str, to: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Those of some people whom a mail greets by a word of their name; all of them, where it greets none."""
    if len(to) < 2:
        return to
    first = _first(own)
    named = [(person, name) for person, name in to if first & _called(name)]
    return named or to
