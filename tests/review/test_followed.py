"""What followed actions, beside similar relationships: the difference, its interval, and when nothing is told."""

from __future__ import annotations

import random

import pytest

from regard.review.followed import Course, differences, interval, told


def test_a_difference_is_to_similar_ones() -> None:
    """Each relationship acted upon is held against those that stood near it and were known alike; one without any is left out."""
    courses = [
        Course("a", "m", 50, 60, True, True),
        Course("n1", "m", 52, 54, True, False),
        Course("n2", "m", 45, 47, True, False),
        Course("far", "m", 90, 50, True, False),
        Course("unknown", "m", 50, 10, False, False),
        Course("lonely", "m", 5, 50, True, True),
        Course("other month", "x", 50, 0, True, False),
    ]
    assert differences(courses) == {"a": 8.0}


def test_one_relationship_is_one_figure() -> None:
    """Acted upon in two months, a relationship counts once, by its mean."""
    courses = [Course("b", m, 50, 50, True, False) for m in ("m", "x")]
    courses += [Course("a", "m", 50, 54, True, True), Course("a", "x", 50, 56, True, True)]
    assert differences(courses) == {"a": 5.0}


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Of 2,000 draws of 20 from a spread around 3, about 95 % of the intervals hold 3."""
    chance = random.Random(5)
    held = sum(at["low"] <= 3 <= at["high"] for at in (interval([chance.gauss(3, 8) for _ in range(20)]) for _ in range(2_000)))
    assert 0.935 < held / 2_000 < 0.965


@pytest.mark.parametrize(
    ("trust", "says"),
    [
        (None, "Not enough yet: 7 relationships"),
        ({"mean": 4.0, "low": 1.0, "high": 7.0, "n": 30}, "trust was 4.0 points higher (1.0 to 7.0)"),
        ({"mean": -4.0, "low": -7.0, "high": -1.0, "n": 30}, "trust was 4.0 points lower (1.0 to 7.0)"),
        ({"mean": 1.0, "low": -2.0, "high": 4.0, "n": 30}, "trust was neither clearly higher nor lower (-2.0 to +4.0)"),
    ],
)
def test_no_word_of_cause(trust: dict[str, float] | None, says: str) -> None:
    """The sentence tells what followed with its interval, and never that something was caused."""
    text = told(7, trust, None)
    assert says in text
    assert not any(word in text for word in ("because", "cause", "led to", "effect", "improve", "thanks to", "helped"))
