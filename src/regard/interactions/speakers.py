"""Who is it that a transcript calls "Jo Reed", or just "Jo"?

Somebody in the meeting that overlaps in time, by full name or, where that fits one person only, by first name; else the one person in the
book with that full name. Where none or more than one fits, the speaker stays a name. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.identity.names import name_key, parse_name


@dataclass(frozen=True, slots=True)
class Found:
    """The person behind a speaker's name, and how that was found: meeting, first name in meeting, or book."""

    person: str
    how: str


class Names:
    """The people of a book, or of a meeting, by their names."""

    def __init__(self, people: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._full: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, set[str]] = defaultdict(set)
        for person, names in people:
            for name in names:
                if key := name_key(name):
                    self._full[key].add(person)
                if parsed := parse_name(name):
                    self._first[parsed.first.casefold()].add(person)

    def full(self, name: str) -> str | None:
        """The only person of that full name."""
        return _only(self._full.get(name_key(name) or "", ()))

    def first(self, name: str) -> str | None:
        """The only person of that first name, where no more than a first name is given."""
        return _only(self._first.get(name.casefold(), ())) if len(name.split()) == 1 else None


def resolve(speakers: Sequence[str], meeting: Names | None, book: Names) -> Mapping[str, Found]:
    """Speaker -> who that is, for those of whom it is known. One person is never two speakers: then neither is known."""
    found: dict[str, Found] = {}
    for name in speakers:
        if meeting is not None and (person := meeting.full(name)):
            found[name] = Found(person, "meeting")
        elif meeting is not None and (person := meeting.first(name)):
            found[name] = Found(person, "first name in meeting")
        elif person := book.full(name):
            found[name] = Found(person, "book")
    twice = [f.person for f in found.values()]
    return {name: f for name, f in found.items() if twice.count(f.person) == 1}


def _only(people: Iterable[str]) -> str | None:
    listed = list(people)
    return listed[0] if len(listed) == 1 else None
