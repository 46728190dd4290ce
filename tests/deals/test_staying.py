"""Words of leaving with which nobody in particular leaves."""

from __future__ import annotations

import pytest

from regard.deals.signs import is_sign

STAYS = (
    "Ines has just returned from maternity leave.",
    "Nobody works as hard after parental leave as our Nils.",
    "We invited staff who are no longer with the company to the fair.",
    "Let us leave out the people who left the company.",
    "We settled the audit's last week of figures.",
    "Ines starts in her new position at the Planning desk.",
    "Ines sees no need for a new position at the mill.",
    "The loan left the company exposed to the rate.",
    "Forgive my redundancy, but did you get the sheet?",
    "The head of finance has resigned amid reports of a probe.",
    "After Nils Berg resigned, the chair said that the books are in order.",
    "Tomorrow is my last day in Turin until I return in May.",
    "I am leaving on vacation on Saturday.",
    "I will quit complaining now.",
    "Several managers have resigned in the last weeks.",
    "The cuts come through early retirement incentives.",
)
LEAVES = (
    "Nils Berg has left the company.",
    "Tim's last week is the one after Easter.",
    "I have resigned after ten years.",
    "Ines resigned this morning to take a job with a rival.",
    "Friday is my last day.",
    "I start my new job at another firm in June.",
    "I go on maternity leave in May.",
    "Karl left the company with immediate effect.",
    "I quit on Friday.",
)


@pytest.mark.parametrize("words", STAYS)
def test_nobody_leaves_whom_a_sentence_of_leaving_does_not_mean(words: str) -> None:
    """Back from leave, people in general, a thing's last week, a post within the house, the press: no contact goes."""
    assert not is_sign("leaves", words)


@pytest.mark.parametrize("words", LEAVES)
def test_who_leaves_is_still_heard(words: str) -> None:
    """What tells that somebody goes is no exception of those."""
    assert is_sign("leaves", words)
