"""What asks for a meeting, and which meeting answers it."""

from __future__ import annotations

import pytest

from regard.answers.called_for import FEW, Called, answers, asks_for_meeting
from regard.model import DAY

HOUR = DAY // 24


@pytest.mark.parametrize(
    "words",
    [
        "Could you come and see the hall on 15 June at 10?",
        "Can we meet next week?",
        "Could you and Tom meet us on Tuesday?",
        "Would you join the review on Thursday?",
        "Can you call me on Friday?",
        "Could we set up a short call with Kim?",
        "Are you free on Monday?",
        "Which day suits you?",
        "Does Tuesday at 3 pm work for you?",
        "Shall we talk on Monday?",
        "Können wir uns am Montag treffen?",
        "Können Sie am Dienstag vorbeikommen?",
        "Pourrions-nous fixer une réunion la semaine prochaine ?",
        "¿Podemos reunirnos el lunes?",
    ],
)
def test_what_asks_for_a_meeting(words: str) -> None:
    """Whether we meet, come, join or speak."""
    assert asks_for_meeting(words)


@pytest.mark.parametrize(
    "words",
    [
        "Can your pump meet our throughput of 400 lines?",
        "Can you meet the deadline of 3 May?",
        "Could you meet us halfway?",
        "Could you meet us at 40,000 EUR?",
        "Can you meet this week's target?",
        "How many users may join the licence?",
        "Could you call off the second batch of valves by Friday?",
        "Does the Teams integration work with single sign-on?",
        "Does the calendar show public holidays?",
        "Is there a free slot on the mainboard?",
        "Did you have the call with Kim?",
        "Do you have the meeting notes?",
        "Could you speak to your warehouse?",
        "When is the machine available?",
        "Would this layout work for you?",
        "Könnten Sie eine Entscheidung treffen?",
        "Können wir den Termin der Lieferung halten?",
        "Pouvez-vous voir si la vanne tient ?",
        "¿Habla usted alemán?",
    ],
)
def test_what_asks_for_something_else(words: str) -> None:
    """Words that meetings are spoken of in, in questions of machines, prices and what is past."""
    assert not asks_for_meeting(words)


@pytest.mark.parametrize(
    ("said", "begins", "ours", "theirs", "settled"),
    [
        (HOUR, 5 * DAY, "sam", 1, True),
        (HOUR, 20 * DAY, "sam", 1, False),
        (-HOUR, 5 * DAY, "sam", 1, False),
        (HOUR, 5 * DAY, "sue", 1, False),
        (HOUR, 5 * DAY, "sam", FEW + 1, False),
    ],
    ids=["called since", "weeks away", "called before", "of a colleague", "an event"],
)
def test_which_meeting_answers(said: int, begins: int, ours: str, theirs: int, *, settled: bool) -> None:
    """One of whom they asked, called since, soon, of few."""
    asked = 1_780_000_000_000_000
    one = Called(asked + said, asked + begins, frozenset({ours}), theirs)
    assert answers([one], "Can we meet?", asked, {"sam"}) is settled
