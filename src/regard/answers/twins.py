"""Who may be the same person at another address, joined by nobody? Whoever else bears their whole name, or writes from the same letters.

A hint in words beside what is told of one of them, and a pair for who is who; nothing is merged here. Reads person, interaction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regard.answers.view import View
from regard.identity.normalize import is_role_address

SHORTEST = 5
"""Letters of a given name and a surname together in a local part: “chris@” is anybody’s."""
_PEOPLE = "SELECT id, name, address FROM person WHERE side IN ('them', 'personal') AND NOT objected"
_PASSED = """SELECT buyer, max(CASE WHEN outbound OR kind <> 'mail' THEN us END), max(CASE WHEN NOT outbound OR kind <> 'mail' THEN us END)
    FROM interaction WHERE NOT automated AND us <= {as_of} AND known_us <= {as_of} AND buyer IN ({{}}) GROUP BY 1"""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody who may be the same: their id and address, when we last wrote to it and they last wrote from it (UTC microseconds)."""

    id: str
    address: str
    us: int | None = None
    them: int | None = None


def twins(view: View, among: Collection[str]) -> dict[str, tuple[Twin, ...]]:
    """Person (of `among`) -> those who may be them; a pair that somebody judged to be two people is none."""
    alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
    marks: dict[str, frozenset[str]] = {}
    for person, name, address in view.live.rows(_PEOPLE):
        found = marks_of(name, address)
        for mark in found:
            alike[mark].append((person, address))
        if person in among:
            marks[person] = found
    pairs: dict[str, dict[str, str]] = {}
    for person, of in marks.items():
        others = {
            other: address for mark in of if len(alike[mark]) <= CROWD for other, address in alike[mark] if other != person
        }
        if others:
            pairs[person] = others
    passed = _passed(view, sorted({other for of in pairs.values() for other in of}))
    return {
        person: tuple(Twin(other, address, *passed.get(other, (None, None))) for other, address in sorted(of.items()))
        for person, of in pairs.items()
    }


CROWD = 4
"""A name that more people bear says nothing."""


def marks_of(name: str, address: str) -> frozenset[str]:
    """What two addresses of one person share: the words of a whole name in any order, the letters before the @."""
    if is_role_address(address):
        return frozenset()
    words = sorted(w for w in _WORD.findall(name.lower()) if len(w) > 1)
    local = address.partition("@")[0].lower()
    parts = _WORD.findall(local)
    found = set()
    if len(words) >= 2 and "@" not in name:
        found.add("name " + " ".join(words))
    if len(parts) >= 2 and min(len(p) for p in parts) >= 2 and sum(map(len, parts)) >= SHORTEST:
        found.add("name " + " ".join(sorted(parts)))
    return frozenset(found)


def _passed(view: View, ids: Sequence[str]) -> Mapping[str, tuple[int | None, int | None]]:
    rows = view.live.rows_in(_PASSED.format(as_of=view.as_of_us), list(ids))
    return {r[0]: (r[1], r[2]) for r in rows}
