"""Which sentences set a firm beside us whose name is known."""

from __future__ import annotations

import pytest

from regard.deals.rivals_named import examples, set_beside


@pytest.mark.parametrize(("words", "right"), examples())
def test_examples(words: str, *, right: bool) -> None:
    """The sentences that stand beside the forms."""
    assert set_beside(words, "kaltwerk") is right


def test_a_name_is_written_as_one() -> None:
    """A word that is written small is no firm's name, and another firm is not this one."""
    assert not set_beside("It would be cheaper than state funds.", "state")
    assert not set_beside("They go with Kaltwerk.", "warmwerk")
