"""A question that they say is not answered: what it takes, and what clears it."""

from __future__ import annotations

import pytest
from tests.deals.made import day, touch

from regard.deals.records import Touch
from regard.deals.unanswered import open_still, says_open

ASK = "Does the unit keep its readings when the power fails?"


def asked(n: float, text: str = ASK, thread: str = "t") -> Touch:
    return touch(n, "lena", "SAM", text, asks=((0, len(text)),), thread_id=thread)


def wrote(n: float, thread: str = "t") -> Touch:
    return touch(n, "SAM", "lena", "Thank you, here is our brochure.", thread_id=thread)


def says(n: float, text: str = "I am afraid this does not answer it.", thread: str = "t") -> Touch:
    return touch(n, "lena", "SAM", text, thread_id=thread)


@pytest.mark.parametrize(
    ("mails", "fires"),
    [
        pytest.param([asked(1), wrote(2), says(5)], True, id="asked, written to, not answered"),
        pytest.param([asked(1), says(5)], False, id="we have not written yet"),
        pytest.param([wrote(2), says(5)], False, id="nothing was asked"),
        pytest.param([asked(1), wrote(2), says(5), wrote(6)], False, id="we wrote since"),
        pytest.param([asked(1, thread="x"), wrote(2), says(5)], False, id="asked in another thread"),
        pytest.param([asked(1), wrote(2), says(5, "Perfect, thank you.")], False, id="content"),
        pytest.param([asked(1), wrote(2), says(5), wrote(6, "y")], True, id="we wrote of something else since"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_what_it_takes(mails: list[Touch], fires: bool) -> None:
    """A question, a word of ours after it, their word that it is open, and nothing of ours since."""
    found = open_still(mails, day(8))
    assert (found is not None) is fires
    if found is not None:
        assert (found.asked[0].us, found.asked[3], found.still[0].us) == (day(1), ASK, day(5))


def test_it_is_past_after_two_months() -> None:
    """What was said to be open long ago stands no more."""
    assert open_still([asked(1), wrote(2), says(5)], day(70)) is None


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("We asked about this before.", True),
        ("Our question on the valves is still open.", True),
        ("This is the second time that I write about it.", True),
        ("I still do not know whether it fits.", True),
        ("A leaflet is not an answer.", True),
        ("We asked about the alarm and you sent a price list.", True),
        ("That was our question in June.", True),
        ("The answer is clear.", False),
        ("I asked my director and he agrees.", False),
        ("It is open on Monday.", False),
    ],
)
def test_words(text: str, open_: bool) -> None:
    """Words that say so, and words that do not."""
    assert (says_open(says(1, text)) is not None) is open_


def test_a_question_that_is_not_one_by_its_mark() -> None:
    """Whoever would like to know whether, asks; the sentence is the question that stays open."""
    words = "I would like to know whether it can be written to."
    found = open_still([touch(1, "lena", "SAM", words, thread_id="t"), wrote(2), says(5)], day(8))
    assert found is not None
    assert found.asked[3] == words


def test_what_was_promised_stays_open() -> None:
    """After a hundred days it is open still where we had promised to come back to it; where nobody promised it lapses."""
    promised = touch(2, "SAM", "lena", "I will get back to you by Wednesday.", thread_id="t")
    chased = says(20, "You wanted to get back to me last week.")
    found = open_still([asked(1), promised, chased], day(130))
    assert found is not None
    assert found.still[0] is chased
    assert open_still([asked(1), wrote(2), chased], day(130)) is None
    assert open_still([asked(1), promised, chased], day(220)) is None
