"""Who may be the same person at another address, joined by nobody? Whoever else bears their whole name, or writes from the same letters.
Only addresses that the mail had shown by the moment.

A hint in words beside what is told of one of them, and a pair for who is who; nothing is merged here.
Reads person, interaction, message, party, handle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regard.answers.view import View
from regard.identity.normalize import is_role_address
from regard.time import iso_day

SHORTEST = 5
"""Letters of a given name and a surname together in a local part: “chris@” is anybody’s."""
_PEOPLE = "SELECT id, name, address FROM person WHERE side IN ('them', 'personal') AND NOT objected"
_PASSED = """SELECT buyer, max(CASE WHEN outbound OR kind <> 'mail' THEN us END), max(CASE WHEN NOT outbound OR kind <> 'mail' THEN us END)
    FROM interaction WHERE NOT automated AND us <= {as_of} AND known_us <= {as_of} AND buyer IN ({{}}) GROUP BY 1"""
_SEEN = """SELECT DISTINCT h.person FROM handle h JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
    WHERE m.us <= {as_of} AND m.known_us <= {as_of} AND h.person IN ({{}})"""
"""Whoever was on a mail by then: what came later nobody could know."""
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
    alike: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    whole = {row[0]: row for row in _people(view, among)}
    for row in whole.values():
        for mark in marks_of(row[1], row[2]):
            alike[mark].append(row)
    apart = view.apart()
    pairs: dict[str, dict[str, str]] = {}
    for person in sorted(among):
        _, name, address = whole.get(person, ("", "", ""))
        near = [row for mark in marks_of(name, address) if len(alike[mark]) <= CROWD for row in alike[mark] if row[0] != person]
        others = {other: at for other, called, at in near if _agree(name, called) and frozenset((person, other)) not in apart}
        if others:
            pairs[person] = others
    every = sorted({other for of in pairs.values() for other in of})
    passed = _passed(view, every)
    seen = passed.keys() | {row[0] for row in view.live.rows_in(_SEEN.format(as_of=view.as_of_us), every)}
    known = {person: {o: at for o, at in of.items() if o in seen} for person, of in pairs.items()}
    return {
        person: tuple(Twin(other, address, *passed.get(other, (None, None))) for other, address in sorted(of.items()))
        for person, of in known.items()
        if of
    }


def _people(view: View, among: Collection[str]) -> list[tuple[str, str, str]]:
    """Everybody, or, of a few, whoever shares the longest word of one's name or address: (id, name, address)."""
    if len(among) > FEW:
        return list(view.live.rows(_PEOPLE))
    rows = list(view.live.rows_in(f"{_PEOPLE} AND id IN ({{}})", sorted(among)))
    words = {max(mark.removeprefix("name ").split(), key=len) for _, name, address in rows for mark in marks_of(name, address)}
    for word in sorted(words):
        rows += view.live.rows(f"{_PEOPLE} AND instr(lower(name || ' ' || address), ?)", word)
    return list(dict.fromkeys(tuple(row) for row in rows))


def _agree(one: str, other: str) -> bool:
    """Whether two names do not part by an initial: “Jo P. Reed” is not “Jo M. Reed”."""
    mine, theirs = ({w for w in _WORD.findall(name.lower()) if len(w) == 1} for name in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def says(t: Twin) -> str:
    """That somebody may have another address, and what passed there last, in words."""
    told = [f"{who} last wrote on {iso_day(at)}" for who, at in (("we", t.us), ("they", t.them)) if at is not None]
    return f"may also be {t.address} (not joined)" + (", where " + " and ".join(told) if told else "")


FEW = 12
"""Of so many and fewer each is looked for by name; of more, everybody is read once."""
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
