"""Which sentences speak of a deciding of the writer's, and by which day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from regard.evidence.language.deciding import decides_by, examples, may_decide, moves, speaks_of_deciding

WRITTEN = int(datetime(2026, 9, 29, 10, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(("words", "right"), examples())
def test_examples(words: str, *, right: bool) -> None:
    """The sentences that stand beside the forms."""
    assert speaks_of_deciding(words) is right
    assert may_decide(words) or not right


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Northmill's board meets on 1 December, they order then.", "2026-12-01"),
        ("I put it before the board on 1 December.", "2026-12-01"),
        ("The board met on 1 September.", None),
        ("The board decides in autumn.", None),
        ("The board does not decide before 1 December.", None),
        ("The board meeting of 1 December is moved.", None),
    ],
)
def test_the_day(words: str, day: str | None) -> None:
    """A day ahead, of whoever's board the writer speaks; none where it is over, vague, not before that day or moved."""
    assert decides_by(words, WRITTEN, 0) == day


def test_what_is_moved() -> None:
    """That a deciding is moved or called off is heard, and nothing else that is moved."""
    assert moves("The board meeting is postponed.")
    assert not moves("The pump was moved.")
