"""What a buyer is after, told by a sentence of theirs."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.evidence.goals import is_goal

GOALS = [
    "Our goal is to cut downtime by 20 percent this year.",
    "Our goals for the year are simple: less waste and the second site open.",
    "My boss gave me three targets for the plant.",
    "So that you know what I'm measured on: waste under 3 %.",
    "For the third quarter I must get the site certified and cut the stops by half.",
    "This is what counts for me until June.",
    "We have been asked to reduce our energy costs.",
    "Our board wants us to halve the stock.",
    "We need to get scrap below 4 %.",
    "The target for us this year is to halve the waste.",
    "What matters most to us is the night shift.",
    "Unser Ziel ist es, den Ausschuss zu halbieren.",
    "Notre objectif est de réduire les arrêts.",
    "Nuestro objetivo es reducir las paradas.",
]
BEFORE_THEY_DECIDE = [
    "I decide nothing before I have seen how many of the 400 leads became dealers.",
    "Ten percent would convince me.",
    "We won't sign until we have seen a reference.",
    "I can't approve anything without proof that it works.",
    "We buy nothing unless you show us the figures.",
    "I will not decide before somebody has looked at the plant.",
    "We cannot commit without a pilot.",
    "I sign no contract before my auditor has read it.",
    "That would convince our director.",
    "What would convince us is a visit to a plant like ours.",
    "For me the date matters.",
    "For us the service at night counts.",
    "For me, the total cost decides.",
    "A test would persuade me.",
    "We won't move until you guarantee the uptime.",
    "I'm not going to say yes without a reference.",
    "For us above all the delivery time matters.",
    "We order nothing until we have tried it.",
    "What settles it for us is the price per litre.",
    "We are not going to buy without seeing it run.",
]
NO_CONDITIONS = [
    "We won't meet before Monday.",
    "I can't come until six.",
    "Would that convince you?",
    "Nothing happened before lunch.",
    "We order nothing today.",
    "I say nothing.",
    "For me the soup.",
    "What convinces you?",
    "It would please me.",
    "We cannot open the file without a password.",
    "I won't be in before ten.",
    "For us it was fun.",
    "That will do.",
    "We decided yesterday.",
    "For the date, see below.",
    "We can't move the meeting until Friday.",
    "He decides nothing.",
    "I could not sign in without the code.",
    "For me it is late.",
    "The test was run before noon.",
]
NO_GOALS = [
    "What is our goal?",
    "If our goal is to grow, we need it.",
    "Our goal is to meet on Friday.",
    "My goal today is to have it sorted.",
    "Their goal is to win.",
    "The goal of the seminar is to give you an overview.",
    "Our target date is the fifth.",
    "He said that our target was missed.",
    "We need to increase the font size.",
    "Our aim is to close this deal by early next week.",
    "Please send the list.",
]


@pytest.mark.parametrize("sentence", GOALS)
def test_a_goal_is_told(sentence: str) -> None:
    """What they want to reach, are measured on, were asked for or call what counts."""
    assert is_goal(sentence)


@pytest.mark.parametrize("sentence", NO_GOALS)
def test_what_only_sounds_like_one_is_none(sentence: str) -> None:
    """Questions, conditions, plans for the day, errands of a mail, and others' goals."""
    assert not is_goal(sentence)


@pytest.mark.parametrize("words", ["we need to ", "our goal ", "my boss ", "must get ", "a" * 40])
def test_a_long_sentence_takes_no_time(words: str) -> None:
    """A sentence of 400 characters, the longest that is read, whatever it repeats."""
    sentence = (words * 400)[:400]
    within(1, lambda: [is_goal(sentence) for _ in range(20)])


@pytest.mark.parametrize("sentence", BEFORE_THEY_DECIDE)
def test_what_they_must_see_to_decide_is_what_they_are_after(sentence: str) -> None:
    """What would convince them, what decides for them, what comes before they say yes."""
    assert is_goal(sentence)


@pytest.mark.parametrize("sentence", NO_CONDITIONS)
def test_other_befores_are_not(sentence: str) -> None:
    """Days, errands, questions, other people."""
    assert not is_goal(sentence)
