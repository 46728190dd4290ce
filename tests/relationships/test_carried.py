"""What an interval holds of how unsure the usual is: what the mode moves by when base rates move, and no more than a stranger's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regard.model import DAY
from regard.relationships.base_rates import calibrate
from regard.relationships.spread import moved
from regard.relationships.state import Book, Columns, fit_many
from regard.relationships.weights import Weights, load

SHIPPED = load()
NAMES = tuple(SHIPPED.channels)
NOW = 20_000 * DAY
STEP = 1e-4


def drawn(seed: int, *, shown: float | None = None) -> Columns:
    """Two hundred chances of eight buyers with three of ours, in all channels of trust, some of them shown in part."""
    rng = np.random.default_rng(seed)
    trust = [i for i, n in enumerate(NAMES) if SHIPPED.channels[n].factor == "trust"]
    n = 200
    outcome = rng.integers(0, 2, n)
    part = None if shown is None else np.where(rng.random(n) < 0.5, shown, 1.0)
    return Columns(
        NAMES, rng.integers(0, 8, n), rng.integers(0, 3, n), rng.choice(trust, n), outcome, NOW - rng.integers(0, 200, n) * DAY,
        rng.normal(-0.5, 0.7, n), np.ones(n), shown=part,
    )  # fmt: skip


def unsure(**variance: float) -> Weights:
    """What ships, with base rates so unsure, and no process noise."""
    channels = {n: replace(c, unsure=variance.get(n, 0.0)) for n, c in SHIPPED.channels.items()}
    still = {f: replace(p, drift=0.0) for f, p in SHIPPED.factors.items()}
    return replace(SHIPPED, channels=channels, factors=still)


def differences(columns: Columns, channel: str) -> tuple[np.ndarray, np.ndarray]:
    """How far team and pair modes move with the base rate of one channel."""
    here = columns.channel == NAMES.index(channel)
    up, down = (fit_many(replace(columns, offset=columns.offset + here * s), NOW, unsure()) for s in (STEP, -STEP))
    return (up.mean - down.mean) / (2 * STEP), (up.pair_mean - down.pair_mean) / (2 * STEP)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_interval_widens_by_what_the_mode_moves(seed: int) -> None:
    """Two channels unsure at once: the squares of how far the mode moves with each, times its variance."""
    columns, variance = drawn(seed), {"answers_ask": 0.3, "starts_contact": 0.8}
    plain, wide = fit_many(columns, NOW, unsure()), fit_many(columns, NOW, unsure(**variance))
    team, pair = np.zeros(len(plain.mean)), np.zeros(len(plain.pair_mean))
    for name, v in variance.items():
        z, x = differences(columns, name)
        team, pair = team + v * z**2, pair + v * x**2
    assert (team > 0.01).any()
    np.testing.assert_allclose(wide.sd**2 - plain.sd**2, team, rtol=1e-5, atol=1e-9)
    np.testing.assert_allclose(wide.pair_sd**2 - plain.pair_sd**2, pair, rtol=1e-5, atol=1e-9)
    np.testing.assert_array_equal(wide.mean, plain.mean)


def test_nobody_is_known_less_than_a_stranger() -> None:
    """However unsure the base rates: the interval ends at the prior's."""
    book = fit_many(drawn(3), NOW, unsure(answers_ask=1e6))
    prior = SHIPPED.factors["trust"]
    assert book.sd.max() == pytest.approx(prior.tau_b)
    assert book.pair_sd.max() <= prior.pair**0.5 * (1 + 1e-9)


def test_chances_shown_in_part_widen_too() -> None:
    """Where answers may be missing intervals widen as well, and stay finite."""
    columns = drawn(4, shown=0.3)
    plain, wide = fit_many(columns, NOW, unsure()), fit_many(columns, NOW, unsure(answers_ask=0.5))
    assert np.isfinite(wide.sd).all()
    assert (wide.sd >= plain.sd).all()
    assert wide.sd.sum() > plain.sd.sum()


def test_intervals_of_a_small_book_hold_where_its_usual_is_far_from_what_ships() -> None:
    """Ten buyers a book, base rates off by 1.5 log-odds: about eight in ten intervals hold; as shipped fewer do."""
    rng = np.random.default_rng(5)
    held: dict[str, list[float]] = {"shipped": [], "own": []}
    for _ in range(60):
        columns, true = _small(rng)
        for name, weights in (("shipped", SHIPPED), ("own", calibrate(SHIPPED, columns, "own"))):
            book: Book = fit_many(moved(columns, SHIPPED, weights), NOW, weights)
            held[name] += (np.abs(book.mean - true[book.buyer]) <= 1.2816 * book.sd).tolist()
    assert 0.76 < np.mean(held["own"]) < 0.86
    assert np.mean(held["own"]) > np.mean(held["shipped"]) + 0.02


def _small(rng: np.random.Generator) -> tuple[Columns, np.ndarray]:
    prior, base = SHIPPED.factors["trust"], SHIPPED.channels["answers_ask"].intercept
    buyer = np.repeat(np.arange(10), rng.integers(3, 13, 10))
    true = rng.normal(0, prior.tau_b, 10)
    eta = base + rng.normal(0, 1.5) + (true + rng.normal(0, prior.tau_u, 10))[buyer]
    n, zero = len(buyer), np.zeros(len(buyer), dtype=np.int64)
    outcome = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(np.int64)
    made = Columns(NAMES, buyer, zero, zero + NAMES.index("answers_ask"), outcome, zero + NOW, np.full(n, base), np.ones(n))
    return made, true
