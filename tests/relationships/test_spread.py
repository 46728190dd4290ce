"""Spread and movement of a book: found again where they were planted, held to what ships where little speaks for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.rare import rare_world, told
from bench.simulation import START, Drawn, drawn, walk

from regard.model import DAY
from regard.relationships.known import Z80
from regard.relationships.spread import WIDEST_RATIO, fitted_to
from regard.relationships.state import Columns, fit_many
from regard.relationships.weights import Weights, load

DAYS = 540


def world(tau_b: float, ratio: float, half: int | None, buyers: int = 150, seed: int = 5) -> Drawn:
    """A world whose buyers differ by `tau_b`, and toward two of ours by `ratio` of that."""
    shipped = load()
    trust = replace(shipped.factors["trust"], tau_b=tau_b, tau_u=ratio * tau_b)
    planted = replace(shipped, factors={**shipped.factors, "trust": trust})
    return drawn(np.random.default_rng(seed), planted, buyers=buyers, days=DAYS, half=half)


def held(drawn_: Drawn, weights: Weights) -> float:
    """Share of 80 % intervals that hold the true standing of the last day."""
    book = fit_many(drawn_.facts.columns(weights), START + DAYS * DAY, weights)
    return float((np.abs(book.mean - drawn_.true[book.buyer, -1]) <= Z80 * book.sd).mean())


@pytest.mark.parametrize(("tau_b", "ratio", "half"), [(1.2, 0.35, None), (1.2, 0.35, 365), (3.0, 0.4, 730)])
def test_spread_is_found_and_intervals_hold(tau_b: float, ratio: float, half: int | None) -> None:
    """Where buyers differ less or more than ships, that is found, and 80 % intervals hold about that, standing still or moving."""
    made = world(tau_b, ratio, half)
    found = fitted_to(load(), made.facts.columns(load()), "v")
    trust = found.factors["trust"]
    assert trust.tau_b == pytest.approx(tau_b, rel=0.2)
    assert trust.tau_u == pytest.approx(ratio * tau_b, rel=0.35)
    assert abs(held(made, found) - 0.8) <= 0.1 < abs(held(made, load()) - 0.8)


@pytest.mark.parametrize(("tau_b", "rate"), [(0.6, -3.0), (2.2, -4.2)])
def test_spread_of_rare_deeds_is_found_with_their_base_rate(tau_b: float, rate: float) -> None:
    """Where a deed is rare, how far buyers differ and how often it happens are found together: half as often and twice as far apart is told
    from what was planted, and 80 % intervals hold about that.
    """
    made = rare_world(np.random.default_rng(5), tau_b, rate, None)
    found = fitted_to(load(), made.facts.columns(load()), "v")
    assert found.factors["value"].tau_b == pytest.approx(tau_b, rel=0.2)
    assert found.channel("asks_advice").intercept == pytest.approx(rate, abs=0.5)
    assert told(made, found)["hold"] == pytest.approx(0.8, abs=0.1)


def test_faster_movement_shortens_memory() -> None:
    """The faster standing moves, the sooner evidence fades; where it stands still it fades as it ships, and no later."""
    lives = [
        fitted_to(load(), world(2.2, 0.64, half).facts.columns(load()), "v").channels["answers_ask"].half_life_days
        for half in (None, 730, 180)
    ]
    assert lives == sorted(lives, reverse=True)
    assert lives[0] == pytest.approx(load().channels["answers_ask"].half_life_days, rel=0.01)
    assert lives[0] > lives[1]


def test_few_trials_leave_what_ships() -> None:
    """A factor with fewer than a hundred targets keeps spread, drift and half-lives; base rates alone move."""
    columns = world(1.2, 0.35, None, buyers=2).facts.columns(load())
    few = columns.take(np.arange(0, len(columns), 20))
    found = fitted_to(load(), few, "v")
    assert found.factors == load().factors
    assert found.channels["answers_ask"].half_life_days == load().channels["answers_ask"].half_life_days


def test_one_seller_can_still_make_a_buyer_known() -> None:
    """However much the treatment of ours differs, tau_u stays below the part of tau_b above which nobody could become known."""
    found = fitted_to(load(), world(1.0, 1.5, None).facts.columns(load()), "v").factors["trust"]
    assert found.tau_u <= WIDEST_RATIO * found.tau_b + 1e-3


def test_order_of_trials_does_not_matter() -> None:
    """The same trials in another order give the same weights."""
    columns = world(1.2, 0.35, 365, buyers=40).facts.columns(load())
    mixed: Columns = columns.take(np.random.default_rng(0).permutation(len(columns)))
    once, again = (fitted_to(load(), c, "v") for c in (columns, mixed))
    for factor, prior in once.factors.items():
        assert (again.factors[factor].tau_b, again.factors[factor].drift) == pytest.approx((prior.tau_b, prior.drift), abs=2e-3)
    for name, channel in once.channels.items():
        assert again.channels[name].half_life_days == pytest.approx(channel.half_life_days, rel=0.01)


def bursty(noise: float, half: int | None = None, buyers: int = 150, seed: int = 5) -> Drawn:
    """A world in which each month of a buyer lies `noise` (standard deviation) from where they stand; `true` is where they stand."""
    shipped = load()
    trust = replace(shipped.factors["trust"], tau_b=1.5, tau_u=0.6)
    planted = replace(shipped, factors={**shipped.factors, "trust": trust})
    rng = np.random.default_rng(seed)
    stands = walk(rng, 1.5, buyers, DAYS, half)
    month = rng.normal(0, noise, (buyers, DAYS // 30 + 2))[:, (START // DAY % 30 + np.arange(DAYS)) // 30]
    made = drawn(rng, planted, buyers=buyers, days=DAYS, half=half, true=stands + month)
    return replace(made, true=stands)


@pytest.mark.parametrize(("noise", "half"), [(0.0, None), (0.0, 180), (0.8, None), (0.8, 365)])
def test_a_months_own_noise_is_told_from_movement(noise: float, half: int | None) -> None:
    """What months have of their own is found where it was planted, little is found where standing merely moves, and intervals hold."""
    made = bursty(noise, half)
    found = fitted_to(load(), made.facts.columns(load()), "v").factors["trust"]
    assert found.burst == pytest.approx(noise**2, abs=0.12 if noise == 0 else 0.3)
    assert held(made, replace(load(), factors={**load().factors, "trust": found})) <= 0.95


def test_bursts_do_not_widen_intervals_of_standing() -> None:
    """With bursts told apart, intervals of a bursty world are narrower than without, and hold about four fifths."""
    made = bursty(0.9, 365)
    columns = made.facts.columns(load())
    found = fitted_to(load(), columns, "v")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("regard.relationships.spread._burst", lambda weights, *_: weights)
        before = fitted_to(load(), columns, "v")
    assert found.factors["trust"].drift < before.factors["trust"].drift
    assert abs(held(made, found) - 0.8) <= 0.1
