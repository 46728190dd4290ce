"""What people say of a deal holds over what was found, the latest word of each subject, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from tests.deals.made import deal, role

from regard.deals.corrections import OFF, Corrections, by_deal, members_with, part, seats_with, standing, with_links, with_parts
from regard.deals.records import Evidence, Member, Risk, Seat
from regard.deals.snoozing import is_off, mark, put_off
from regard.errors import UsageError
from regard.model import DAY, DealJudgement
from regard.time import as_of_us

KEY = b"k" * 16
WHO = {"h_lena": "p_lena", "h_marc": "p_marc"}.get


def word(kind: str, subject: str, value: str, at: int = 1, **more: object) -> DealJudgement:
    plain = {"id": f"d_{kind}{subject}{value}{at}", "deal": "d1", "reason": "", "mark": "", "recorded_us": at * DAY}
    return DealJudgement(kind=kind, subject=subject, value=value, **(plain | more))  # type: ignore[arg-type]


def member(person: str | None, found: str = "", **more: object) -> Member:
    plain: dict[str, object] = {
        "person": person, "name": person or "?", "title": "", "role": found, "crm_role": "", "basis": "inferred" if found else "none",
        "role_why": (), "met": True, "seen": 3, "wrote": 1, "first_us": 1, "last_us": 1, "weight": None, "standing": {},
    }  # fmt: skip
    return Member(**(plain | more))  # type: ignore[arg-type]


def test_the_latest_word_stands_in_any_order() -> None:
    """Of several words on one subject the newest that was not taken back holds, however the rows come."""
    said = [
        word("role", "h_lena", "user", 1),
        word("role", "h_lena", "champion", 2),
        word("role", "h_lena", "blocker", 3, undone_us=4 * DAY),
        word("pin", "h_lena", "yes", 1),
    ]
    for order in permutations(said):
        kinds = standing(order)["d1"]
        assert kinds["role"]["h_lena"].value == "champion"
        assert kinds["pin"]["h_lena"].value == "yes"


def test_parts_outweigh_the_crm_and_the_crm_stays_to_be_seen() -> None:
    """A part that a person gives replaces the CRM's; who has none in the CRM gets one; who is off loses it."""
    said = by_deal([word("role", "h_lena", "champion"), word("role", "h_marc", OFF), word("pin", "contact:c9", "yes")])["d1"]
    given = with_parts(deal(roles=(role("p_lena", "Evaluator"), role("p_marc", "Other"))), said, WHO, {})
    assert {r.person: r.role for r in given.roles} == {"p_lena": "champion"}
    found = members_with([member("p_lena", "technical buyer"), member("p_marc", "user")], said, WHO, {"p_lena": "Evaluator"})
    (lena,) = found
    assert (lena.role, lena.basis, lena.crm_role) == ("champion", "stated", "Evaluator")
    assert lena.role_why[0].says.startswith("you said so on 1970-01-02")
    assert lena.corrected == "d_roleh_lenachampion1"


def test_a_pinned_stranger_is_on_the_deal() -> None:
    """Somebody pinned takes part in the deal though neither mail nor CRM puts them there."""
    said = by_deal([word("pin", "h_lena", "yes")])["d1"]
    assert [r.person for r in with_parts(deal(), said, WHO, {}).roles] == ["p_lena"]
    assert with_parts(deal(), by_deal([word("pin", "h_gone", "yes")])["d1"], WHO, {}).roles == ()
    first, second = members_with([member("p_marc", seen=9), member("p_lena", seen=0, met=False)], said, WHO, {})
    assert (first.person, first.pinned, second.pinned) == ("p_lena", True, False)


def test_no_word_changes_nothing() -> None:
    """Without corrections everything found stays as it is, object for object."""
    one, people, seats = deal(roles=(role("p_lena"),)), [member("p_lena")], [Seat("Marc Ly", "", "", ())]
    assert with_parts(one, Corrections(), WHO, {}) is one
    assert members_with(people, Corrections(), WHO, {}) == tuple(people)
    assert seats_with(seats, Corrections()) == tuple(seats)
    assert with_links({"m1": "why"}, Corrections(), lambda _: True) == {"m1": "why"}


def test_seats_come_and_go() -> None:
    """A seat that is said to be nobody goes, whatever the case it is written in; one that is added stands beside those mentioned."""
    said = by_deal([word("seat", "marc LY", OFF), word("seat", "Finance director", "economic buyer")])["d1"]
    (left,) = seats_with([Seat("Marc Ly", "legal", "", (Evidence("mentioned"),))], said)
    assert (left.name, left.role) == ("Finance director", "economic buyer")
    (kept,) = seats_with([Seat("Marc Ly", "legal", "", ())], by_deal([word("seat", "Marc Ly", "procurement")])["d1"])
    assert kept.role == "procurement"
    assert kept.corrected


def test_links_are_cut_and_made() -> None:
    """A link that people cut is gone, one that they made has its reason, and a message that the book lost is not linked."""
    said = by_deal([word("link", "m1", "no"), word("link", "m3", "yes", reason="about the pumps"), word("link", "m9", "yes")])[
        "d1"
    ]
    found = with_links({"m1": "a", "m2": "b"}, said, {"m1", "m2", "m3"}.__contains__)
    assert set(found) == {"m2", "m3"}
    assert found["m3"].endswith("about the pumps")


def test_parts_are_checked() -> None:
    """Parts may be written in any case; one that does not exist names those that do."""
    assert part(" Economic_Buyer ") == "economic buyer"
    with pytest.raises(UsageError, match="champion"):
        part("king")


QUIET = Risk("gone_quiet", "medium", "Lena is quiet.", (Evidence("their last sign", "m7", person="p_lena"),), "a sign")


@pytest.mark.parametrize(
    ("now", "moment", "off"),
    [
        (QUIET, "2026-03-10", True),
        (replace(QUIET, says="Lena is quiet for 30 days.", numbers={"days": 30}), "2026-03-10", True),
        (QUIET, "2026-03-15", True),
        (QUIET, "2026-03-16", False),
        (replace(QUIET, level="high"), "2026-03-10", False),
        (replace(QUIET, level="low"), "2026-03-10", True),
        (replace(QUIET, evidence=(Evidence("their last sign", "m8", person="p_lena"),)), "2026-03-10", False),
        (
            replace(QUIET, evidence=(*QUIET.evidence, Evidence("said", "m9", quote="I leave", start=1, end=8))),
            "2026-03-10",
            False,
        ),
    ],
    ids=["holds", "counts on", "its last day", "day over", "more pressing", "less pressing", "new sign", "new words"],
)
def test_a_snooze_ends_with_its_day_or_its_evidence(now: Risk, moment: str, off: bool) -> None:
    """A risk stays put off while its day lasts and it rests on the same words and people, whatever it counts by now."""
    one = word("snooze", "gone_quiet", "2026-03-15", mark=mark(QUIET, KEY), reason="on leave until the 14th")
    at = as_of_us(moment) - 1
    assert is_off(now, one, KEY, at) is off
    (shown,) = put_off([now], {"gone_quiet": one}, KEY, at)
    assert shown.snoozed == ("on leave until the 14th" if off else "")


def test_more_mail_of_the_same_person_is_nothing_new() -> None:
    """Single-threaded stays put off when the one person writes again; it is back when it is another person."""

    def single(person: str, message: str) -> Risk:
        return Risk("single_threaded", "high", "All with one.", (Evidence("the latest", message, person=person),), "")

    one = word("snooze", "single_threaded", "2026-03-15", mark=mark(single("p_lena", "m1"), KEY))
    at = as_of_us("2026-03-10")
    assert is_off(single("p_lena", "m2"), one, KEY, at)
    assert not is_off(single("p_marc", "m3"), one, KEY, at)


def test_a_snooze_that_lost_its_day_hides_nothing() -> None:
    """Whatever became of a snooze's day, a risk is never hidden by one that cannot be read."""
    for day in ("", "soon"):
        assert not is_off(QUIET, word("snooze", "gone_quiet", day, mark=mark(QUIET, KEY)), KEY, 0)
