"""What a book shows of spread and movement is taken as far as it has chances to tell it: no chance is a step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.ignored import _drawn

from regard.model import FACTORS
from regard.relationships import partway as at
from regard.relationships.base_rates import dealing
from regard.relationships.spread import fitted_to
from regard.relationships.state import Columns
from regard.relationships.weights import FactorPrior, Weights, load

SHIPPED = load()


def own() -> Weights:
    """A book whose buyers differ half as much, change sooner and fade in half the time."""
    factors = {f: FactorPrior(p.mean, p.tau_b / 2, p.tau_u / 2, 0.2, 0.4) for f, p in SHIPPED.factors.items()}
    channels = {n: replace(c, half_life_days=c.half_life_days / 2, intercept=9.0) for n, c in SHIPPED.channels.items()}
    return replace(SHIPPED, factors=factors, channels=channels)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_each_number_lies_between_on_its_own_scale(share: float) -> None:
    """Spread and half-lives by their logarithms, the drift by its log-odds, a month's own variance as it is; base rates stay."""
    found = at.partway(SHIPPED, own(), dict.fromkeys(FACTORS, share))
    prior, usual = found.factors["trust"], SHIPPED.factors["trust"]
    assert prior.tau_b == pytest.approx(usual.tau_b / 2**share, abs=1e-3)
    assert found.channel("answers_ask").half_life_days == pytest.approx(144 / 2**share, abs=0.1)
    assert prior.burst == pytest.approx(0.4 * share)
    assert usual.drift - 1e-9 <= prior.drift <= 0.2
    assert found.channel("answers_ask").intercept == SHIPPED.channel("answers_ask").intercept


def test_a_factor_without_chances_keeps_what_ships() -> None:
    """Only of trust is anything taken."""
    found = at.partway(SHIPPED, own(), {"trust": 1.0})
    assert found.factors["trust"] == own().factors["trust"]
    assert found.factors["value"] == SHIPPED.factors["value"]
    assert found.channel("asks_advice").half_life_days == SHIPPED.channel("asks_advice").half_life_days


@pytest.mark.parametrize(("n", "share"), [(90, 0.0), (300, 0.0), (450, 0.5), (600, 1.0), (5000, 1.0)])
def test_what_is_taken_grows_with_the_chances(n: int, share: float) -> None:
    """Nothing up to 300, all from 600 on; as much of a factor as it has chances of its own."""
    assert at.taken(first(n), SHIPPED, "trust", ("answers_ask",)) == pytest.approx(share)
    assert at.taken(first(n), SHIPPED, "value") == 0


def first(n: int) -> Columns:
    """The first chances, by when they began, of a book in which 250 were asked."""
    drawn = _drawn(np.random.default_rng(3), 250, more=0, when="after")
    return drawn.take(np.argsort(drawn.known_us, kind="stable")[:n])


def test_no_chance_is_a_step() -> None:
    """From 296 chances to 320 the spread moves by less than a twentieth with some six chances more, and begins where it ships."""
    drawn = _drawn(np.random.default_rng(11), 40, more=0, when="after")
    rows = np.argsort(drawn.known_us, kind="stable")
    sizes = [n for n in range(300, 700) if 296 <= len(dealing(drawn.take(rows[:n]))) <= 320][::6]
    spread = [fitted_to(SHIPPED, drawn.take(rows[:n]), "own").factors["trust"].tau_b for n in sizes]
    assert len(sizes) >= 3
    assert max(abs(np.diff(np.log(spread)))) < 0.05
    assert spread[0] == SHIPPED.factors["trust"].tau_b
