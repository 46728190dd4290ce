"""Who runs after what is outstanding, and who only says how things stand with them."""

from __future__ import annotations

import pytest

from regard.evidence.language.chases import presses
from regard.evidence.language.leisure import asks_of_leisure


@pytest.mark.parametrize(
    "words",
    [
        "I am still waiting for the certificates.",
        "We have been waiting for your answer since Easter.",
        "We are waiting on the revised quote.",
        "Is there any news on the second pallet?",
        "Where are the drawings you promised?",
        "The list is now overdue.",
    ],
)
def test_it_runs_after_something_of_ours(words: str) -> None:
    """Something that was to come from us."""
    assert presses(words)


@pytest.mark.parametrize(
    "words",
    [
        "We are waiting for our directors to sign the budget.",
        "I am waiting for my flight and write from the gate.",
        "Our customers are waiting for a quieter fan; would you show us the new one?",
        "Where is the right spot for the second valve?",
        "Do you have any news about the spring fair?",
        "The payment is now overdue on our side, sorry.",
        "We have not received the offer from your competitor.",
    ],
)
def test_it_says_how_things_stand_with_them(words: str) -> None:
    """Nothing of ours is outstanding in it."""
    assert not presses(words)


@pytest.mark.parametrize(
    "words",
    [
        "Are you off for the holidays, or can we settle the commissioning?",
        "Have you any holidays in May, or shall we plan the audit?",
        "Are you coming to the final acceptance?",
    ],
)
def test_a_question_of_business_with_a_word_of_leisure_waits(words: str) -> None:
    """Another question in it, or a word of trade, makes it one."""
    assert not asks_of_leisure(words)
