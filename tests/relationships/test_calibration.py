"""The metrics against hand sums and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

from regard.relationships.calibration import auc, brier, ece, log_loss, measured, randomised_pit, share_inside

RNG = np.random.default_rng(4)
P = np.round(RNG.random(500), 2)
Y = (RNG.random(500) < P).astype(float)
ONE = np.ones(500)


def test_metrics_equal_those_of_scikit_learn() -> None:
    """AUC with ties, log-loss and Brier agree with scikit-learn."""
    metrics = pytest.importorskip("sklearn.metrics")
    q = np.clip(P, 0.01, 0.99)
    assert auc(P, Y, ONE) == pytest.approx(metrics.roc_auc_score(Y, P))
    assert log_loss(q, Y, ONE) == pytest.approx(metrics.log_loss(Y, q))
    assert brier(P, Y, ONE) == pytest.approx(metrics.brier_score_loss(Y, P))


def test_weights_are_repetitions() -> None:
    """A weight of two is the row twice."""
    times = RNG.integers(0, 3, 500)
    twice = np.repeat(np.arange(500), times)
    for metric in (auc, log_loss, brier):
        assert metric(P, Y, times.astype(float)) == pytest.approx(metric(P[twice], Y[twice], np.ones(len(twice))))


@pytest.mark.parametrize(("p", "y", "gap"), [([0.5, 0.5], [0, 1], 0.5), ([0.9] * 10, [1] * 9 + [0], None)])
def test_ece_of_small_cases(p: list[float], y: list[float], gap: float | None) -> None:
    """Each bin's gap counts by its share of rows."""
    value = ece(np.array(p), np.array(y, dtype=float), np.ones(len(p)))
    assert 0 <= value <= 1
    if gap is not None:
        assert value == pytest.approx(gap)


def test_calibrated_chances_have_a_small_ece() -> None:
    """Chances that are true have an ECE near nought; the same pushed up by .2 have one near .2."""
    p = np.random.default_rng(0).random(20_000) * 0.8
    y = (np.random.default_rng(1).random(20_000) < p).astype(float)
    assert ece(p, y, np.ones(len(p))) < 0.015
    assert ece(p + 0.2, y, np.ones(len(p))) == pytest.approx(0.2, abs=0.015)


def test_the_pit_of_a_true_forecast_is_uniform() -> None:
    """Counts drawn from what was foretold give a uniform PIT: four fifths inside."""
    rng = np.random.default_rng(2)
    chances = rng.random((2000, 6))
    pits = [randomised_pit(row[None, :], np.ones(1), int((rng.random(6) < row).sum()), rng.random()) for row in chances]
    assert share_inside(np.array(pits), ONE, np.ones(2000)) == pytest.approx(0.8, abs=0.03)


def test_a_binomial_pit_by_hand() -> None:
    """One hit of two fair tosses: P(K < 1) + u P(K = 1) = .25 + .5 u."""
    assert randomised_pit(np.full((1, 2), 0.5), np.ones(1), 1, 0.4) == pytest.approx(0.45)


def test_intervals_hold_the_value_and_come_from_whole_buyers() -> None:
    """The interval holds the value, is the same every time, and is wider where buyers repeat themselves."""
    apart = measured(P, Y, np.arange(500))
    again = measured(P, Y, np.arange(500))
    copies = measured(np.repeat(P[:50], 10), np.repeat(Y[:50], 10), np.repeat(np.arange(50), 10))
    assert apart == again
    assert apart["low"]["auc"] <= apart["auc"] <= apart["high"]["auc"]
    assert copies["high"]["auc"] - copies["low"]["auc"] > apart["high"]["auc"] - apart["low"]["auc"]


def test_an_undefined_metric_is_none() -> None:
    """With one outcome only there is no AUC, and JSON says null."""
    assert measured(P, np.ones(500), np.arange(500))["auc"] is None
