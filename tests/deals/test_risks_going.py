"""A customer who makes ready to go, and one who says that they go unless something is done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import deal, touch
from tests.deals.test_risks import ALONE, case

from regard.deals.case import Case, Owed
from regard.deals.records import Risk
from regard.deals.risks import first, risks

NOTICE = "What is the notice period in our contract with you?"
DATA = "Please hand over a complete export of all our data."
LESS = "3 trucks a week from October instead of 7."
ENDS = "We will not renew the contract in January."
GOES = "If I have no credit note this week I take the January contract to Aerolane, and I mean it."


def risk(one: Case, kind: str) -> Risk | None:
    return next((r for r in risks(one) if r.kind == kind), None)


@pytest.mark.parametrize(
    ("said", "level", "signs"),
    [
        ([(55, NOTICE)], "medium", 1),
        ([(55, f"{NOTICE} {DATA}")], "high", 2),
        ([(20, LESS), (55, NOTICE)], "high", 2),
        ([(55, ENDS)], "high", 1),
        ([(55, "The trucks were on time.")], None, 0),
    ],
)
def test_moving_away(said: list[tuple[float, str]], level: str | None, signs: int) -> None:
    """One thing they do is medium, two of different kinds or the plain word are high; each is quoted."""
    found = risk(case([*ALONE, *(touch(n, "lena", "SAM", words) for n, words in said)]), "moving_away")
    assert (found and found.level) == level
    if found is not None:
        assert found.numbers["signs"] == signs == len(found.evidence)
        assert all(e.quote and "on trial" in e.says and e.quote in " ".join(w for _, w in said) for e in found.evidence)


def test_what_was_said_long_ago_alone_is_none() -> None:
    """Words older than the recent days count beside newer ones, not alone."""
    assert risk(case([*ALONE, touch(20, "lena", "SAM", LESS)], now=100), "moving_away") is None
    both = risk(case([*ALONE, touch(20, "lena", "SAM", LESS), touch(90, "lena", "SAM", NOTICE)], now=100), "moving_away")
    assert both is not None
    assert both.level == "high"


def test_their_word_clears() -> None:
    """That they go with us clears either risk where it was written later, and not where it was written before."""
    said = [*ALONE, touch(50, "lena", "SAM", f"{ENDS} {GOES}")]
    with_us = "We have decided for you."
    assert {"moving_away", "ultimatum"} <= {r.kind for r in risks(case([*said, touch(40, "lena", "SAM", with_us)]))}
    assert not {"moving_away", "ultimatum"} & {r.kind for r in risks(case([*said, touch(57, "lena", "SAM", with_us)]))}


def test_of_whom_it_is_heard() -> None:
    """Somebody at the account who did nothing on the deal speaks of its renewal, and of nothing else that we sell them."""
    beside = [*ALONE, touch(55, "sjors", "SAM", ENDS)]
    for name, heard in (("Lanes, renewal 2027", True), ("New lane", False)):
        one = case(ALONE, of=deal(name=name), account_touches=sorted(beside, key=lambda t: t.us))
        assert (risk(one, "moving_away") is not None) == heard, name


def test_ours_is_none() -> None:
    """That we end a contract, or ask for a date of notice, is no sign of theirs."""
    assert not {"moving_away", "ultimatum"} & {
        r.kind for r in risks(case([*ALONE, touch(55, "SAM", "lena", f"{ENDS} {GOES}")]))
    }


def test_ultimatum() -> None:
    """It is high, quoted, names whom they would go to, and is told beside other risks that are told."""
    owed = Owed("lena", "Lena", "You will have it by Friday.", "2024-11-28", "m", None, 0, 10)
    one = case([*ALONE, touch(58, "lena", "SAM", GOES)], owed=[owed])
    found = risk(one, "ultimatum")
    assert found is not None
    assert (found.level, found.says, found.told, found.trial) == (
        "high",
        "They go to Aerolane unless something is done.",
        True,
        True,
    )
    assert found.evidence[0].quote == GOES
    assert {"promise_overdue", "ultimatum"} <= {r.kind for r in first(risks(one))}


def test_thanks_of_the_same_person_clear_an_ultimatum() -> None:
    """Thanks since, of whoever gave it, say that it was done; somebody else's say nothing."""
    said = [*ALONE, touch(50, "lena", "SAM", GOES)]
    thanks = {"cues": frozenset({"unprompted_thanks"})}
    assert risk(case([*said, touch(55, "lena", "SAM", "Thank you for the credit note.", **thanks)]), "ultimatum") is None
    assert risk(case([*said, touch(55, "omar", "SAM", "Thank you for the invitation.", **thanks)]), "ultimatum") is not None


@pytest.mark.parametrize(
    ("words", "firm"),
    [
        ("If it is not here by Monday we switch to another supplier.", ""),
        ("Fix it this week or lose us.", ""),
        ("Ohne Gutschrift bis Freitag gehen wir zu Aerolane.", "Aerolane"),
    ],
)
def test_whom_they_would_go_to(words: str, firm: str) -> None:
    """A name is told where the words hold one; a weekday or another supplier is none."""
    found = risk(case([*ALONE, touch(58, "lena", "SAM", words)]), "ultimatum")
    assert found is not None
    assert found.numbers["rival"] == firm


@pytest.mark.parametrize("kind", ["Pumps", "Renewal 2026"])
def test_nothing_is_told_of_whoever_objected(kind: str) -> None:
    """Their words stand in neither risk, whatever the deal is about."""
    one = case([*ALONE, touch(50, "lena", "SAM", f"{ENDS} {GOES}")])
    one = replace(one, deal=replace(one.deal, name=kind))
    assert {"moving_away", "ultimatum"} <= {r.kind for r in risks(one)}
    mute = replace(one, members=[replace(m, objected=m.person == "lena") for m in one.members])
    assert not {"moving_away", "ultimatum"} & {r.kind for r in risks(mute)}


@pytest.mark.parametrize(
    ("words", "name", "customer", "told"),
    [
        ("What is your price? We compare three suppliers.", "Dryer", False, False),
        ("We are looking at two other makers.", "Dryer", False, False),
        ("Wir vergleichen drei Anbieter.", "Dryer", False, False),
        ("We are looking at two other makers.", "Dryer", True, True),
        ("We are looking at two other makers.", "Dryer, renewal 2027", False, True),
        ("We are thinking of switching to another supplier.", "Dryer", False, True),
        ("We are looking at alternatives to you.", "Dryer", False, True),
        (f"We are looking at two other makers. {NOTICE}", "Dryer", False, True),
        ("We are looking at two other makers. Please find attached our order for belts.", "Dryer", False, True),
    ],
)
def test_who_never_bought_has_nothing_to_leave(words: str, name: str, *, customer: bool, told: bool) -> None:
    """A first purchase is always compared; who bought, orders or speaks of a change has something to leave."""
    one = case([*ALONE, touch(55, "lena", "SAM", words)], of=deal(name=name), customer=customer)
    assert (risk(one, "moving_away") is not None) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Let me have your price by Friday, otherwise we proceed without you.", True),
        ("If we hear nothing by Monday we will decide without your offer.", True),
        ("Andernfalls vergeben wir den Auftrag ohne Sie.", True),
        ("Sinon nous avancerons sans vous.", True),
        ("De lo contrario seguiremos sin ustedes.", True),
        ("We could not have done it without you.", False),
        ("If you are ill on Monday, we will go ahead without you and send you the notes.", False),
        ("We never decide without you.", False),
    ],
)
def test_to_go_on_without_us_is_an_ultimatum(words: str, *, told: bool) -> None:
    """Who buys without us unless something comes; a meeting that is held without somebody is none."""
    assert (risk(case([*ALONE, touch(58, "lena", "SAM", words)]), "ultimatum") is not None) is told
