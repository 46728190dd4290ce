"""What another risk makes void is not told, and what makes it void stands first; later words leave both."""

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case

from regard.deals.records import Risk, Touch
from regard.deals.risks import first, risks

BOSS = touch(40, "lena", "SAM", "My boss Ron Sand signs off on anything over 50k.")
GONE = touch(55, "lena", "SAM", "I am sorry to tell you that we have chosen Kelvinex.")


def told(*mails: Touch) -> list[Risk]:
    return first(risks(case([*ALONE, *mails])))


def test_who_is_gone_is_first_and_calls_for_no_boss() -> None:
    """Before they chose another, somebody is to be met; after it that is not told, though it stays on the list."""
    assert told(BOSS)[0].kind == "no_weight_met"
    assert [r.kind for r in told(BOSS, GONE)] == ["chose_another"]
    assert "no_weight_met" in {r.kind for r in risks(case([*ALONE, BOSS, GONE]))}


def test_later_words_are_told() -> None:
    """Whoever is said to decide after that is told of: the word that another was chosen may hold no more."""
    later = touch(57, "lena", "SAM", "My boss Ron Sand signs off on anything over 50k.")
    assert {"no_weight_met", "chose_another"} <= {r.kind for r in told(GONE, later)}
    assert told(GONE, later)[0].kind == "no_weight_met"


def test_what_is_not_about_winning_stays() -> None:
    """What we owe them is owed to whoever buys elsewhere too."""
    leaves = touch(50, "lena", "SAM", "I am leaving Acme at the end of the month.")
    assert [r.kind for r in told(leaves, GONE)] == ["chose_another", "contact_leaving"]


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("The project is on hold until April.", True),
        ("The budget is frozen until the second quarter of 2025.", True),
        ("The budget is frozen until fiscal Q2.", True),
        ("The budget is frozen until 1 December.", False),
        ("The budget has been frozen.", False),
    ],
)
def test_a_hold_with_a_day(words: str, *, holds: bool) -> None:
    """A hold until a day to come is told first and says to press nothing; without a day, or where it is over, all else stands as before."""
    found = told(BOSS, touch(55, "lena", "SAM", words))
    if holds:
        assert [r.kind for r in found] == ["money_stopped"]
        assert found[0].clears.startswith("Press nothing till then")
    else:
        assert found[0].kind == "no_weight_met"
