"""Who is a buyer at all: two-sided, of more than one thing, and business."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regard.model import DAY
from regard.review.dealings import Dealings, established, small

NOW = 20_000 * DAY
FIRM = Dealings(theirs=4, ours=3, days=6, matters=3, mails=12, business=6, last_us=NOW - 40 * DAY, usual=0.5)


@pytest.mark.parametrize(
    ("other", "at_stake"),
    [
        ({}, True),
        ({"theirs": 2}, False),
        ({"ours": 2}, False),
        ({"ours": 0, "shown": False}, True),
        ({"business": 3}, False),
        ({"business": 3, "usual": 0.3}, True),
        ({"business": 0, "usual": 0.0}, True),
        ({"business": None}, True),
        ({"business": 5, "alone": True}, False),
        ({"business": 6, "alone": True}, True),
    ],
)
def test_what_can_be_at_stake(other: dict[str, object], at_stake: bool) -> None:
    """Three days of each side where ours can be seen, business in a third of the mails or nearly as usual; half alone."""
    assert established(replace(FIRM, **other)) is at_stake  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "comes_up"),
    [
        ({"theirs": 1, "ours": 2, "days": 3}, True),
        ({"theirs": 0, "ours": 9}, False),
        ({"theirs": 1, "ours": 0}, False),
        ({"theirs": 1, "ours": 0, "shown": False}, True),
        ({"days": 2}, False),
        ({"matters": 1}, False),
        ({"business": 5}, False),
        ({"last_us": NOW - 190 * DAY}, False),
    ],
)
def test_whose_turn_may_come(other: dict[str, object], comes_up: bool) -> None:
    """Small and quiet, but mutual, of two matters, business by half, and not over."""
    assert small(replace(FIRM, **other), NOW) is comes_up  # type: ignore[arg-type]
