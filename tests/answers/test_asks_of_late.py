"""Of the asks that wanted an answer: how many of the last eight were answered, and how many of those before?"""

from __future__ import annotations

import pytest

from regard.answers.kept_standings import _packed, _unpacked
from regard.answers.need import came_back
from regard.answers.standing import Facts, Standings, facts
from regard.model import DAY
from regard.relationships.display import Bands
from regard.relationships.weights import load

NOW = 20_000 * DAY


def asked(*answered: int) -> Facts:
    """The facts of a buyer who was asked once a week, oldest first; 1 where they answered."""
    start = NOW - 7 * len(answered) * DAY
    return facts(
        (
            "answers_ask",
            str(one),
            start + 7 * n * DAY,
            "request",
            start + 7 * n * DAY,
            3_600_000_000 if one else None,
            None,
            1.0,
        )
        for n, one in enumerate(answered)
    )


def test_the_last_eight_asks_stand_apart_from_those_before() -> None:
    """Each ask is counted once, on one side."""
    found = asked(1, 0, 0, *[0] * 7, 1, 1, 0, 1, 1, 1, 1, 1)
    assert (found.answered, found.wanted) == (7, 8)
    assert (found.answered_before, found.wanted_before) == (1, 10)
    few = asked(1, 0, 1)
    assert (few.answered, few.wanted, few.answered_before, few.wanted_before) == (2, 3, 0, 0)


@pytest.mark.parametrize(
    ("answered", "back"),
    [
        ((*[0] * 9, 0, 0, 1, 1, 1, 1, 1, 1), True),
        ((*[0] * 9, 0, 0, 0, 0, 0, 1, 1, 1), False),
        ((*[0, 1] * 5, 1, 1, 1, 1, 0, 1, 1, 0), False),
        ((0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1), False),
        ((*[0] * 9, 1, 1, 1, 1, 1, 1, 0, 0), False),
        ((), False),
    ],
)
def test_who_answers_again_came_back(answered: tuple[int, ...], back: bool) -> None:
    """Many more of the last eight than of eight and more before, and not silent since."""
    assert came_back(asked(*answered)) is back


def test_kept_facts_are_read_as_they_were() -> None:
    """Every figure of a buyer comes back from the file of a moment as it went in."""
    told = {
        "p_a": asked(1, 0, 0, *[0] * 7, 1, 1, 0, 1, 1, 1, 1, 0),
        "p_b": Facts(chances=3, complained_us=NOW, calmed=True, partly=2),
    }
    weights, bands = load(), Bands()
    held = _packed(Standings(NOW, weights, bands, {}, {}, told))
    assert _unpacked(held, weights, bands).facts == told


def test_who_came_back_to_an_ask_answered_it_late() -> None:
    """Three asks without an answer in time, of which two were answered on the eighth day: none is left waiting."""
    asks = [("answers_ask", "0", NOW + n * DAY + 3 * DAY, "question", NOW + n * DAY, None, None, 1.0) for n in (0, 20, 40)]
    back = [
        ("comes_back", "1", NOW + n * DAY + 8 * DAY, "question", NOW + n * DAY + 3 * DAY, 8 * DAY, "m", 1.0) for n in (20, 40)
    ]
    found = facts(sorted([*asks, *back], key=lambda event: int(event[2])))
    assert (found.wanted, found.answered, found.late, found.unanswered) == (3, 0, 2, 0)
