"""Why value ranks as it does: what a thread-day follows, and how steeply a deed rises with the truth."""

import numpy as np
import pytest
from bench.value import OPENS, Told, _follows, _slope, readings

CUES = {
    "o": frozenset({"asks_next_step", "question"}),
    "p": frozenset({"question", "closing"}),
    "q": frozenset({"request", "question"}),
    "r": frozenset(),
}
THREADS = [
    ([(1, False, "x")], OPENS),
    ([(1, True, "o")], "we ask for a step"),
    ([(1, True, "o"), (2, True, "p")], "we ask"),
    ([(1, True, "q"), (2, False, "x")], "we request"),
    ([(1, True, "q"), (9, True, "r")], "we request"),
    ([(1, True, "r")], "we tell"),
]


@pytest.mark.parametrize(("thread", "expected"), THREADS)
def test_what_a_day_follows(thread, expected):
    """The last mail of ours before the day decides, by the strongest thing it does; without one they open."""
    assert _follows(thread, 5, CUES) == expected


def test_a_planted_slope_is_found():
    """Deeds drawn with a slope of .8 are told within the error that is told with it; without a slope none is told."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=6000)
    for planted in (0.8, 0.0):
        y = (rng.random(6000) < 1 / (1 + np.exp(2 - planted * x))).astype(float)
        slope, error = _slope(x, y)
        assert slope == pytest.approx(planted, abs=1.5 * error)
        assert 0 < error < 0.15


def test_readings_count_what_was_meant():
    """Precision is the share of what was found that was meant, recall the share of what was meant that was found."""
    acts = {"a": frozenset({"asks_advice"}), "b": frozenset({"asks_advice"}), "c": frozenset({"accepts"}), "d": frozenset()}
    cues = {"a": frozenset({"asks_advice"}), "b": frozenset(), "c": frozenset({"asks_advice"}), "d": frozenset()}
    (advice,) = (r for r in readings(Told("value", 0, {}, {}, acts, cues, ())) if r["channel"] == "asks_advice")
    assert (advice["found"], advice["meant"], advice["precision"], advice["recall"]) == (2, 2, 0.5, 0.5)
    assert advice["wrong"] == [("accepts", 1)]
