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


HELD = touch(50, "lena", "SAM", "The project is on hold until April.")


@pytest.mark.parametrize(
    "words",
    [
        "The spending stop was lifted yesterday.",
        "The project goes on from Monday.",
        "After a long talk the budget has been released.",
        "The project is no longer on hold.",
        "Das Projekt geht ab Montag weiter.",
        "Der Investitionsstopp ist aufgehoben.",
    ],
)
def test_a_hold_that_is_lifted_is_none(words: str) -> None:
    """Their word that the money is there, or that it goes on, clears what was stopped, and what it made void is told again."""
    found = risks(case([*ALONE, BOSS, HELD, touch(57, "lena", "SAM", words)]))
    assert "money_stopped" not in {r.kind for r in found}
    assert first(found)[0].kind == "no_weight_met"


@pytest.mark.parametrize(
    "words",
    [
        "The project goes on in April.",
        "The project goes on hold for all of us.",
        "Has the spending stop been lifted?",
        "The spending stop will be lifted.",
        "The budget is released in April.",
        "Another project goes on, ours does not.",
        "Das Projekt geht erst im April weiter.",
        "The weather is fine here.",
    ],
)
def test_a_hold_that_is_not_lifted_holds(words: str) -> None:
    """What will be, what is asked and what is of something else lifts nothing."""
    found = told(BOSS, HELD, touch(57, "lena", "SAM", words))
    assert found[0].kind == "money_stopped"
    assert found[0].clears.startswith("Press nothing till then")


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("What would be your best price for two lines?", False),
        ("What would be your best price for two lines in April?", True),
        ("Did you get home well?", True),
    ],
)
def test_who_asks_a_price_waits_no_more(words: str, *, holds: bool) -> None:
    """A price that is asked since ends the hold, unless it is asked for later; the stop itself is told on."""
    found = told(BOSS, HELD, touch(57, "lena", "SAM", words, asks=((0, len(words)),)))
    assert [r.kind for r in found if r.clears.startswith("Press nothing")] == (["money_stopped"] if holds else [])
    assert ("no_weight_met" in {r.kind for r in found}) is not holds


def test_what_was_lifted_may_be_stopped_again() -> None:
    """A stop that is told after the release holds."""
    free = touch(40, "lena", "SAM", "The project goes on from Monday.")
    assert told(free, HELD)[0].clears.startswith("Press nothing till then")
