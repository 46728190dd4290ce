"""Who of a deal's people is known to us from elsewhere? Whoever was not met on it may be an old acquaintance. Pure.

Known to us is whom we met or spoke with, or with whom mail passed both ways: they wrote to one of ours, and one of ours wrote to them
(not merely in copy). What is linked to the deal itself does not count here, nor what a machine sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from regard.deals.mentions import name_key
from regard.deals.records import Member, Seat, Touch

SAYS = "known to us, not on this deal"


def acquainted(person: str, touches: Iterable[Touch], linked: Collection[str]) -> bool:
    """Whether mail passed both ways between a person and us, or we met, in those of `touches` that are not `linked` (ids)."""
    wrote = answered = False
    for touch in touches:
        if touch.id in linked or touch.automated or not touch.ours:
            continue
        acted = person in touch.acted
        if acted and touch.kind != "mail":
            return True
        wrote = wrote or (acted and touch.writer == person)
        answered = answered or (touch.by_us and touch.kind == "mail" and person in touch.theirs - touch.copied)
    return wrote and answered


def with_acquainted(
    members: Sequence[Member], by_person: Mapping[str, Sequence[Touch]], linked: Collection[str]
) -> tuple[Member, ...]:
    """The members, those known to us from elsewhere marked so."""
    return tuple(
        replace(m, elsewhere=True)
        if m.person and not m.met and acquainted(m.person, by_person.get(m.person, ()), linked)
        else m
        for m in members
    )


def seats_acquainted(
    seats: Sequence[Seat], names: Mapping[str, str], by_person: Mapping[str, Sequence[Touch]], linked: Collection[str]
) -> tuple[Seat, ...]:
    """The seats, those whose whole name one person alone of `names` (person to name) bears, and who is known to us, marked so."""
    found = []
    for seat in seats:
        bear = [p for p, name in names.items() if seat.name and name_key(name) == name_key(seat.name)]
        there = len(bear) == 1 and acquainted(bear[0], by_person.get(bear[0], ()), linked)
        found.append(replace(seat, elsewhere=True) if there else seat)
    return tuple(found)
