"""Which lines of a brief are told, which of them at once, and in which order?

What stands twice is told once; of each section the first lines are kept (`cut`), and of all together the foremost stand at once
(`foremost`); the others stand behind “more”. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from regard.answers.cares import SOON, days_between, place
from regard.evidence.promises import MOVED
from regard.results import Told

AT_ONCE = {"person": 5, "meeting": 9}
"""So many lines are told at once, of all sections together."""
MOST = {
    "first": 2,
    "changed": 4,
    "cares": 3,
    "owed": 4,
    "owing": 3,
    "asked": 3,
    "asking": 3,
    "may_wait": 2,
    "last": 2,
    "deals": 2,
}


@dataclass(slots=True)
class Parts:
    """The lines of a brief, by section, before it is cut to its length."""

    first: list[Told] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    cares: list[Told] = field(default_factory=list)
    owed: list[Told] = field(default_factory=list)
    owing: list[Told] = field(default_factory=list)
    asked: list[Told] = field(default_factory=list)
    asking: list[Told] = field(default_factory=list)
    may_wait: list[Told] = field(default_factory=list)
    last: list[Told] = field(default_factory=list)


def once(parts: Parts, today: str) -> Parts:
    """The same line about several people once, and everything in its order; `today` is an ISO day."""
    for name in ("first", "changed", "owed", "owing", "asked", "asking", "may_wait", "cares"):
        seen: set[tuple[str, int, str]] = set()
        kept = []
        for line in getattr(parts, name):
            key = (line.message_id, line.start, line.kind) if line.end or line.kind == "person" else (line.person, 0, line.says)
            if key not in seen:
                seen.add(key)
                kept.append(line)
        setattr(parts, name, kept)
    for lines in (parts.asked, parts.asking):
        lines.sort(key=lambda t: newest(t.date))
    for lines in (parts.owed, parts.owing):
        lines.sort(key=lambda t: (t.due or "9999", newest(t.date)))
    stands = [t for t in parts.first if t.end]
    may = [t for t in parts.may_wait if t.end]
    elsewhere = [t for t in (*parts.first, *parts.asked, *may, *parts.changed, *parts.owing, *parts.cares) if t.end]
    parts.last = [_bare(t) if t.kind == "spoke" and any(overlap(t, o) for o in elsewhere) else t for t in parts.last]
    parts.last = [t for t in parts.last if not any(overlap(t, other) for other in may)]
    for name in ("changed", "last", "asked", "may_wait"):
        setattr(parts, name, [t for t in getattr(parts, name) if not any(overlap(t, other) for other in stands)])
    dated = [t for t in parts.cares if t.kind == "deadline"]  # a day says more than that it was written last
    parts.last = [t for t in parts.last if not any(overlap(t, other) for other in dated)]
    said = [t for t in (*parts.first, *parts.asked, *parts.last, *parts.changed) if t.end]
    parts.cares = [t for t in parts.cares if not any(overlap(t, other) for other in said)]
    parts.cares.sort(key=lambda t: place(t.kind, t.due, t.date, today))
    return parts


def _bare(t: Told) -> Told:
    """A talk without its words, which stand elsewhere: as what they ask, owe or care about they say more than as what was said last."""
    return replace(t, says="you spoke", quote="", start=0, end=0, call="")


def overlap(a: Told, b: Told) -> bool:
    """Whether two lines quote the same words."""
    return a.message_id == b.message_id and a.start < b.end and b.start < a.end


def cut(parts: Parts, most: Mapping[str, int] = MOST) -> tuple[Parts, dict[str, int]]:
    """The first lines of each section, and how many were left out."""
    left = {name: max(0, len(getattr(parts, name)) - n) for name, n in most.items() if hasattr(parts, name)}
    kept = Parts(**{name: getattr(parts, name)[:n] for name, n in most.items() if hasattr(parts, name)})
    return kept, {name: n for name, n in left.items() if n}


FURTHER = 2
CURRENT = 30
"""What they care about is current for so many days after they said it."""
LAST = 9
"""What is of this rank always stands behind “more”: words that come back, and how much of one side's mail there is."""
FIRST = -2
"""A complaint that stands is settled before anything else is taken up."""
_GRAVE = frozenset({"complaint", "declined"})
_MOVED = frozenset({"standing", "job", "deal", "acted on", "person"})


def _rank(section: str, t: Told, today: str = "") -> int:
    """How early a line is told: that they are gone, what we owe and what waits for us, what they care about now, what went wrong, what
    moved, what they owe and said, then the rest. `today`: an ISO day; what they cared about a month before it stands with what they said.
    """
    if section == "first":
        return FIRST
    if section in {"owed", "owing"} and any(not why.startswith(MOVED) for why in t.because):
        return 5
    if section == "owed":
        return {"overdue": 0, "broken": 0, "due": 2}.get(t.state, 4)
    if section == "owing":
        return {"overdue": 4, "due": 4}.get(t.state, 5)
    if section == "asked":
        return 1
    if section == "may_wait":
        return 3
    if section == "changed":
        return _moves(t)
    if section == "last":
        return 5 if t.state == "them" else 6
    if section == "cares" and t.kind == "deadline" and today != "" and days_between(today, t.due) <= SOON:
        return 1
    if section == "cares":
        now = today != "" and t.date is not None and days_between(t.date[:10], today) <= CURRENT
        return LAST if t.kind == "word" else 2 if now else 5
    return 6


def _moves(t: Told) -> int:
    """How early something that changed is told."""
    if t.kind == "left":
        return -1
    if t.kind in _GRAVE:
        return 1 if t.kind == "complaint" else 3
    if t.kind in _MOVED:
        return 4
    return LAST if t.state == "one side" else 8


def foremost(parts: Parts, most: int, today: str = "") -> Parts:
    """The same lines, all but the foremost `most` marked `more`. Each further line of a section stands `FURTHER` later than its kind: what
    changed four times leaves room for what was said last."""
    found = [
        (_rank(name, t, today), n, name) for name in MOST if hasattr(parts, name) for n, t in enumerate(getattr(parts, name))
    ]
    at_once = {(name, n) for rank, n, name in sorted(found, key=lambda f: (f[0] + FURTHER * f[1], f[1]))[:most] if rank < LAST}
    return Parts(
        **{
            name: [t if (name, n) in at_once else replace(t, more=True) for n, t in enumerate(getattr(parts, name))]
            for name in MOST
            if hasattr(parts, name)
        }
    )


def newest(date: str | None) -> tuple[int, ...]:
    """A key that puts the latest of some ISO dates first."""
    return tuple(-ord(c) for c in date or "")
