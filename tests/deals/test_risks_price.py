"""Prices asked for last and alone, and prices that nobody asked for, in the many words that buyers have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import case, deal, kinds

from regard.deals.records import Touch
from regard.deals.risks import risks

BEFORE = [touch(n, "lena", "SAM", "Here is the drawing.") for n in (2, 5)]


def called(text: str, *after: Touch) -> set[str]:
    return kinds(case([*BEFORE, touch(50, "lena", "SAM", text, thread_id="x"), *after], now=58))


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("We need your lowest price in writing. There is no need to come by.", True),
        ("Please sharpen your pencil; purchasing compares like with like.", True),
        ("We lack a third quote for the file. The decision is as good as made.", True),
        ("What does it cost for forty?", False),
        ("We need your lowest price in writing.", False),
        ("We compared the drawings side by side.", False),
    ],
)
def test_a_call_for_a_number(text: str, fires: bool) -> None:
    """A last call takes a second sign, a comparison or a closed door; neither alone is a last look."""
    assert ("last_look" in called(text)) is fires


@pytest.mark.parametrize(
    ("answer", "fires"),
    [("Thank you, received.", True), ("Yes, come by on Monday.", False), ("Why, what do you want to show?", False)],
)
def test_asked_to_be_heard(answer: str, fires: bool) -> None:
    """After a last call we ask to present it: an answer that takes it up, or asks back, is no closed door."""
    ours = touch(51, "SAM", "lena", "Here it is. Could we present it to your director?", thread_id="x")
    asks = ((0, len(answer)),) if answer.endswith("?") else ()
    reply = touch(52, "lena", "SAM", answer, thread_id="x", asks=asks)
    assert ("last_look" in called("Please send your lowest price.", ours, reply)) is fires


OURS = touch(40, "SAM", "lena", "Attached is our offer, €900 until Friday.", thread_id="p")


@pytest.mark.parametrize(
    ("answer", "fires"),
    [
        ("I have not asked for an offer.", True),
        ("You do not know a thing about us.", True),
        ("It is too early for a price.", True),
        ("Thank you, we shall read it.", False),
    ],
)
def test_nobody_asked(answer: str, fires: bool) -> None:
    """Whoever answers a price with that nobody asked says it themselves, however much had passed before."""
    mails = [*BEFORE, touch(10, "lena", "SAM", "Here is the plan."), OURS, touch(45, "lena", "SAM", answer, thread_id="p")]
    found = [r for r in risks(case(mails, now=50)) if r.kind == "price_before_trust"]
    assert [r.level for r in found] == (["high"] if fires else [])


def test_whoever_asked_was_given_it() -> None:
    """A price that they had asked for is none before trust, whatever they write then; nor is a mail of ours without one."""
    text = "What is the price?"
    wanted = touch(38, "lena", "SAM", text, asks=((0, len(text)),))
    no = touch(45, "lena", "SAM", "It is too early for a price.", thread_id="p")
    assert "price_before_trust" not in kinds(case([*BEFORE, wanted, OURS, no], now=50))
    assert "price_before_trust" not in kinds(case([*BEFORE, touch(40, "SAM", "lena", "Hello.", thread_id="p"), no], now=50))


def test_stopped_after_a_choice() -> None:
    """Words that stop something take a choice back where there was one, and are nothing where there was none."""
    stop = touch(50, "lena", "SAM", "My colleagues above me have stopped it.")
    chose = touch(40, "lena", "SAM", "The vote was five to one for you.")
    assert "reopened" in kinds(case([chose, stop], now=55))
    assert "reopened" not in kinds(case([stop], now=55))


def test_they_say_that_nothing_new_comes() -> None:
    """Their own words are enough, of a customer or not; a mere thanks is none."""
    words = "We have heard nothing new from you since the installation."
    assert "incumbent_without_ideas" in kinds(case([*BEFORE, touch(50, "lena", "SAM", words)], now=55))
    assert "incumbent_without_ideas" not in kinds(case([*BEFORE, touch(50, "lena", "SAM", "Thank you.")], now=55, of=deal()))


def test_nothing_new_is_said_of_one_deal() -> None:
    """Words of somebody who did nothing on the deal are about another one; and once they ask for a next step on it, it is no risk."""
    words = touch(50, "ruth", "SAM", "We have heard nothing new from you since the installation.", thread_id="other")
    mails = [*BEFORE, touch(49, "lena", "SAM", "Could you add the hall next door?")]
    assert "incumbent_without_ideas" not in kinds(case(mails, now=55, account_touches=[*mails, words]))
    renewal = replace(deal(), name="Renewal for Vellin")
    assert "incumbent_without_ideas" in kinds(case(mails, now=55, account_touches=[*mails, words], of=renewal)), "all they have"
    assert "incumbent_without_ideas" in kinds(case([*mails, words], now=55)), "linked to the deal"
    on_it = touch(48, "ruth", "SAM", "Here is the plan.")
    both = [*mails, on_it]
    assert "incumbent_without_ideas" in kinds(case(both, now=55, account_touches=[*both, words])), "they are on it"
    more = touch(52, "lena", "SAM", "Can we start with two hundred more?", cues=frozenset({"asks_next_step"}))
    assert "incumbent_without_ideas" not in kinds(case([*both, words, more], now=55))


def test_a_price_and_then_the_door() -> None:
    """A stranger to the deal asks for a price and does not take up our asking to be heard; somebody we know may."""
    text = "What would forty of them cost?"
    first = touch(50, "omar", "SAM", text, thread_id="x", asks=((0, len(text)),))
    ours = touch(51, "SAM", "omar", "€900 for all. May I meet your director for ten minutes?", thread_id="x")
    door = touch(52, "omar", "SAM", "Received, thank you.", thread_id="x")
    assert "last_look" in kinds(case([*BEFORE, first, ours, door], now=58))
    assert "last_look" not in kinds(case([*BEFORE, touch(7, "omar", "SAM", "Hello."), first, ours, door], now=58))


def test_declined_where_we_began_with_it() -> None:
    """A talk that we began with a discount and that they decline is medium; a saving of theirs is no price of ours."""
    no = touch(45, "lena", "SAM", "No, thank you.", thread_id="p")
    ours = touch(40, "SAM", "lena", "The list price less 20 % off until Friday, only €800.", thread_id="p")
    found = [
        r for r in risks(case([*BEFORE, touch(10, "lena", "SAM", "Plan."), ours, no], now=50)) if r.kind == "price_before_trust"
    ]
    assert [r.level for r in found] == ["medium"]
    idea = touch(40, "SAM", "lena", "At today's prices the line costs you €900 a month.", thread_id="p")
    assert "price_before_trust" not in kinds(case([*BEFORE, touch(10, "lena", "SAM", "Plan."), idea, no], now=50))
