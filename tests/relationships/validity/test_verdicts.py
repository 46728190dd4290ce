"""What measured figures are called in words."""

from __future__ import annotations

import pytest

from regard.relationships.validity import verdicts
from regard.results import Figure

SURE = Figure(0.05, 0.02, 0.08)
UNSURE = Figure(0.01, -0.02, 0.04)
LESS = Figure(-0.05, -0.08, -0.02)


@pytest.mark.parametrize(
    ("n", "hits", "people", "says"),
    [
        (0, 0, 0, "nothing of this kind"),
        (14, 7, 14, "14 cases, 200 are needed"),
        (1, 1, 1, "1 case,"),
        (500, 500, 60, "it did not happen in 0, 30 are needed"),
        (500, 3, 60, "it happened in 3, 30 are needed"),
        (500, 250, 1, "of 1 person; 20 are needed"),
        (500, 250, 60, ""),
    ],
)
def test_too_little_evidence_is_said_with_what_is_needed(n: int, hits: int, people: int, says: str) -> None:
    """Few cases, one outcome or few people are named, with the number that would be enough."""
    text = verdicts.too_few(n, hits, people)
    assert says in text
    assert bool(text) == bool(says)


@pytest.mark.parametrize(
    ("recency", "volume", "counts", "level", "says"),
    [
        (SURE, SURE, SURE, "better", "Better than recency by .05 AUC (.02 to .08)"),
        (SURE, SURE, UNSURE, "better", "but not surely better than counts and recency"),
        (SURE, UNSURE, UNSURE, "equal", "No better than volume (.01 AUC, -.02 to .04): do not rely on"),
        (SURE, LESS, LESS, "worse", "Worse than volume (-.05 AUC, -.08 to -.02): do not rely on"),
    ],
)
def test_a_gain_counts_where_its_interval_does(recency: Figure, volume: Figure, counts: Figure, level: str, says: str) -> None:
    """Better needs the whole interval above zero against recency and volume both; else it says what not to rely on."""
    gains = {"recency": recency, "volume": volume, "count_recency": counts}
    assert verdicts.level(gains) == level
    assert says in verdicts.verdict(gains, {})


def test_a_composite_that_adds_nothing_says_so() -> None:
    """One number that tells no more than its channels sends the reader to the channels."""
    assert "adds nothing over its channels" in verdicts.composite(UNSURE)
    assert "channels apart tell more" in verdicts.composite(LESS)
    assert "tells more than its channels" in verdicts.composite(SURE)


@pytest.mark.parametrize(("low", "high", "says"), [(0.7, 0.78, "narrow"), (0.75, 0.85, "should"), (0.82, 0.9, "wider")])
def test_coverage_is_called_narrow_wide_or_right(low: float, high: float, says: str) -> None:
    """The interval of the share, not the share, decides."""
    assert says in verdicts.coverage(Figure((low + high) / 2, low, high))


@pytest.mark.parametrize(
    ("gains", "says"),
    [
        ({"recency": SURE, "volume": SURE, "person_rate": UNSURE}, "each person's own rate"),
        ({"recency": SURE, "volume": SURE, "person_rate": UNSURE, "count_recency": LESS}, "counts and recency"),
        ({"recency": SURE, "volume": SURE, "person_rate": SURE}, ""),
        ({"recency": SURE, "volume": SURE, "boosting": LESS}, ""),
        ({}, ""),
    ],
)
def test_the_nearest_simple_rule_that_is_not_surely_beaten_is_named(gains: dict[str, Figure], says: str) -> None:
    """The one of least gain, where its interval reaches nothing; boosting is no simple rule."""
    assert verdicts.unbeaten(gains) == says
