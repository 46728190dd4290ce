"""Whoever takes over from somebody of theirs who leaves is an empty seat until they are met."""

from __future__ import annotations

import pytest
from tests.deals.made import deal, role, touch
from tests.deals.test_risks import ALONE, case

from regard.deals.heirs import heirs, with_heirs
from regard.deals.records import Seat, Touch

BYE = "I am leaving Brantwood in May. Nils Berg will take over logistics from me."


def seats(*more: Touch, **given: str) -> list[Seat]:
    """The seats that successors take, where Lena (`lena=`: her part) and others wrote, and then `more`."""
    one = case([*ALONE, *more], of=deal(roles=tuple(role(p, word) for p, word in given.items())))
    found = heirs(one.account_touches, one.members, one.signs)
    return with_heirs([], found, one.members, {}, ["Sam Stone"])


def test_the_successor_is_an_empty_seat() -> None:
    """With the part of whoever leaves, and the sentence that names them."""
    (seat,) = seats(touch(58, "lena", "SAM", BYE), lena="Economic Buyer")
    assert (seat.name, seat.role) == ("Nils Berg", "economic buyer")
    assert seat.evidence[0].quote == "Nils Berg will take over logistics from me."
    assert seat.evidence[0].says == "named as who takes over from Lena"


@pytest.mark.parametrize(
    "more",
    [
        [touch(58, "lena", "SAM", BYE), touch(59, "nils berg", "SAM", "Good morning.")],
        [touch(58, "SAM", "lena", BYE)],
        [touch(58, "lena", "SAM", "Nils Berg will take over logistics.")],
        [touch(58, "lena", "SAM", BYE, cues=frozenset({"coaches"}))],
        [touch(58, "lena", "SAM", BYE.replace("Nils Berg", "Sam Stone"))],
    ],
    ids=["met since", "our own words", "nobody leaves", "in confidence", "one of ours"],
)
def test_who_is_no_seat(more: list[Touch]) -> None:
    """Whoever was met or is ours is none; nor does a hand-over without a farewell, our own words or a confidence name one."""
    assert seats(*more) == []


def test_the_last_one_named_holds() -> None:
    """Of two who are named one after the other for one place the last is to be met."""
    both = seats(touch(57, "lena", "SAM", BYE), touch(59, "lena", "SAM", BYE.replace("Nils Berg", "Stina Ek")))
    assert [s.name for s in both] == ["Stina Ek"]


def test_one_who_is_mentioned_too_is_told_once() -> None:
    """The two sentences stand together at one seat, with what either tells."""
    one = case([*ALONE, touch(58, "lena", "SAM", BYE)])
    mentioned = Seat("Nils Berg", "", "plant manager", ())
    (seat,) = with_heirs([mentioned], heirs(one.account_touches, one.members, one.signs), one.members, {}, [])
    assert (seat.name, seat.title, len(seat.evidence)) == ("Nils Berg", "plant manager", 1)
