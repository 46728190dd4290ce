from dataclasses import replace

import pytest
from tests.deals.made import day, touch
from tests.deals.test_risks import ALONE, case, fired, known

from regard.deals.acquainted import acquainted, seats_acquainted, with_acquainted
from regard.deals.records import Seat, Touch

TO_NEIL, FROM_NEIL = touch(3, "SAM", "neil"), touch(4, "neil", "SAM")
COPIED = replace(TO_NEIL, copied=frozenset({"neil"}))
MET = touch(4, "SAM", "neil", kind="meeting", acted=frozenset({"neil"}))


@pytest.mark.parametrize(
    ("passed", "known_there"),
    [
        ((TO_NEIL, FROM_NEIL), True),
        ((FROM_NEIL, TO_NEIL), True),
        ((TO_NEIL,), False),
        ((FROM_NEIL,), False),
        ((COPIED, FROM_NEIL), False),
        ((MET,), True),
        ((TO_NEIL, replace(FROM_NEIL, automated="away")), False),
        ((touch(3, "SAM", "neil lena"), touch(4, "lena", "SAM neil")), False),
        ((TO_NEIL, touch(4, "neil", "lena")), False),
    ],
    ids=[
        "both ways",
        "they began",
        "we alone",
        "they alone",
        "copied",
        "met",
        "an away note",
        "a colleague wrote",
        "not to us",
    ],
)
def test_acquainted(passed: tuple[Touch, ...], known_there: bool) -> None:
    """Whoever wrote to us and was written to, or was met, is known to us; a copy, a machine or a colleague makes nobody known."""
    assert acquainted("neil", passed, ()) == known_there
    assert not acquainted("neil", passed, {t.id for t in passed})


def test_an_acquaintance_needs_no_introduction() -> None:
    """One warm contact, and an acquaintance who is merely copied: known to us, not on this deal; who is not known is still asked for."""
    mails = [*ALONE, touch(30, "lena", "SAM neil omar")]
    plain = case(mails, standing={"lena": {"trust": known(75)}})
    before = fired(plain, "comfortable")
    assert before is not None
    assert before.clears == "Ask Lena for an introduction to Neil, Omar."
    members = with_acquainted(plain.members, {"neil": [TO_NEIL, FROM_NEIL]}, {t.id for t in mails})
    assert [m.name for m in members if m.elsewhere] == ["Neil"]
    after = fired(replace(plain, members=members), "comfortable")
    assert after is not None
    assert after.says == "It is easy with Lena, and we have not met Omar, and Neil is known to us, not on this deal."
    assert after.clears == "Ask Lena for an introduction to Omar. Write to Neil: no introduction is needed."
    both = with_acquainted(plain.members, {p: [touch(3, "SAM", p), touch(4, p, "SAM")] for p in ("neil", "omar")}, ())
    told = fired(replace(plain, members=both, coverage=replace(plain.coverage, missing=())), "comfortable")
    assert told is not None
    assert told.says == "It is easy with Lena, and Neil, Omar are known to us, not on this deal."
    assert "introduction to" not in told.clears


def test_who_was_met_here_is_no_acquaintance_from_elsewhere() -> None:
    """The mark is for whoever did nothing on the deal itself."""
    plain = case(ALONE, now=60)
    assert plain.as_of_us == day(60)
    assert not any(m.elsewhere for m in with_acquainted(plain.members, {"lena": ALONE}, ()))


def test_a_seat_of_a_known_name() -> None:
    """Somebody who is mentioned is known where one person alone of the account bears the whole name and is known to us."""
    by = {"neil": [TO_NEIL, FROM_NEIL]}
    seats = [Seat("Neil Lowe", "", "", ()), Seat("Neil", "", "", ()), Seat("", "", "board", ())]
    assert [s.elsewhere for s in seats_acquainted(seats, {"neil": "Neil Lowe"}, by, ())] == [True, False, False]
    two = {"neil": "Neil Lowe", "other": "Neil Lowe"}
    assert [s.elsewhere for s in seats_acquainted(seats, two, by, ())] == [False, False, False]
