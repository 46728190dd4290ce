"""Which sentences with a day tell of something that has to be done by it."""

from __future__ import annotations

import pytest

from regard.answers.cares import is_deadline, worth_a_line


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("We must have the drawings by 31 March.", True),
        ("We must have the drawings before I leave on 31 March.", True),
        ("Please send everything by 28 March, since I am leaving on 31 March.", True),
        ("I'll leave the key with our gate by 31 March.", True),
        ("We have to leave it as it is by 31 March.", True),
        ("Wir müssen bis 31. März unterschreiben.", True),
        ("I will be leaving Northwell by 31 March.", False),
        ("My last day at Harlow is 31 March, and my deputy has to take over.", False),
        ("I am retiring; by 31 March my desk is empty.", False),
        ("My notice period ends on 31 March.", False),
        ("Ich verlasse das Unternehmen, bis zum 31. März bin ich noch da.", False),
        ("Je quitte l'entreprise, je suis là avant le 31 mars.", False),
        ("Mi último día es antes del 31 de marzo.", False),
    ],
)
def test_the_day_on_which_they_leave_is_no_deadline(said: str, is_one: bool) -> None:
    """Who leaves on a day has to do nothing by it, unless they ask for something by then."""
    assert is_deadline(said, "2027-03-31", "2027-03-20") is is_one


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Our filler stopped again, and we have a problem with the seals.", True),
        ("We are not happy with the noise of the second pump.", True),
        ("I am disappointed.", False),
        ("We are really not very happy!", False),
        ("I have a problem with my laptop.", False),
        ("We have no problem with that.", False),
    ],
)
def test_a_problem_says_what_of_their_business(said: str, is_one: bool) -> None:
    """A mood without its matter, and trouble with one's own computer, are no matter of their business."""
    topic = {"kind": "problem", "quote": said, "due": "", "date": "2027-03-18T09:00:00Z", "times": 1}
    assert worth_a_line(topic, "2027-03-20") is is_one
