"""Steps of a negotiation: what is asked, offered, put on paper, discussed and awaited; jobs, lawsuits and bills are beside it."""

from __future__ import annotations

import pytest
from tests.deals.made import touch

from regard.deals.negotiating import apart, asks_quotation, beside, examples, step, steps


@pytest.mark.parametrize(("kind", "words", "right"), examples())
def test_examples(kind: str, words: str, right: bool) -> None:
    """The sentences that stand beside a pattern are that step, or are beside the matter, and those marked as wrong are not."""
    found = beside(touch(1, "lena", "SAM", f"{words} {words}")) if kind == "beside" else None
    told = [s.kind for s in steps(((0, len(words), words),))]
    if kind == "quotation":
        found = asks_quotation(words)
    if kind == "apart":
        found = apart(words)
    assert (found if found is not None else kind in told) is right


def test_a_step_of_either_side() -> None:
    """Both sides take steps; a machine's note and a meeting take none, and mail of a lawsuit is beside the matter."""
    words = "Attached is the revised service agreement."
    for mail in (touch(1, "lena", "SAM", words), touch(1, "SAM", "lena", words)):
        found = step(mail)
        assert found is not None
        assert (found.kind, found.words) == ("paper", words)
    assert step(touch(1, "lena", "SAM", words, automated="out_of_office")) is None
    assert step(touch(1, "lena", "SAM", words, kind="meeting")) is None
    assert beside(touch(1, "lena", "SAM", words, subject="Draft testimony"))
    assert not beside(touch(1, "lena", "SAM", words, subject="Draft"))


def test_a_request_under_its_number_is_one_for_a_quotation() -> None:
    """The subject may name it; without any such form what things cost is asked, and no quotation."""
    assert asks_quotation("Could you send us your prices?", "RFQ 4471")
    assert not asks_quotation("Could you send us your prices?", "Spare belts")
    assert not asks_quotation("The sheet is attached.", "RFQ 4471")
