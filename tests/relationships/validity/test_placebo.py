"""The placebo and what volume tells: worlds without a leak hold, worlds with one fail, and a state that saw nothing is no null."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regard.model import DAY
from regard.relationships.calibration import auc
from regard.relationships.validity.mails import WINDOW, Asks, Facts, Mail
from regard.relationships.validity.moments import Moments, standing
from regard.relationships.validity.placebo import (
    beyond_volume,
    dealt,
    dealt_out,
    late_asks,
    measurable,
    without_outcomes,
)
from regard.relationships.validity.world import World
from regard.relationships.weights import load

HOUR = DAY // 24
DAYS, BUYERS = 240, 60
START = 20_000 * DAY


def world(seed: int, *, differ: float = 1.5, courted: float = 0.7, told_early: float = 0.0) -> World:
    """Buyers whose standing differs by `differ`; who answers more is asked more (`courted`); both are asked by one of ours.

    A share `told_early` of the outcomes is known an hour before its ask: a planted leak.
    """
    rng = np.random.default_rng(seed)
    weights = load()
    trust = rng.normal(0, differ, BUYERS)
    n = rng.poisson(16 * np.exp(courted * trust / max(differ, 1)))
    b = np.repeat(np.arange(BUYERS), n)
    us = START + rng.integers(0, DAYS * DAY, len(b))
    order = np.lexsort((us, b))
    b, us = b[order], us[order]
    s = BUYERS + b % 3
    y = (rng.random(len(b)) < 1 / (1 + np.exp(-(trust[b] - 0.2)))).astype(np.int64)
    known = us + np.where(y == 1, HOUR * rng.integers(1, 60, len(b)), WINDOW)
    known = np.where(rng.random(len(b)) < told_early, us - HOUR, known)
    order = np.lexsort((known, b))
    zero = np.zeros(len(b), dtype=np.int64)
    facts = Facts(
        ("answers_ask",), b, s, zero, y, known, us, {"recipients": zero + 1, "weekday": us // DAY % 7}, np.ones(len(b))
    ).where(order)
    time = np.argsort(us, kind="stable")
    back = np.where(y == 1, us + HOUR, us + 2 * WINDOW)
    asks = Asks(s, b, us, zero + 1, back, {"recipients": zero + 1, "weekday": us // DAY % 7}).where(time)
    mail = Mail(s[time], b[time], us[time], zero + 1, BUYERS + 3, START, START + DAYS * DAY)
    # The book's rate lies above what an average person's standing of 0 would do, as it does wherever buyers differ much.
    low = replace(weights.channel("answers_ask"), intercept=-0.6)
    weights = replace(weights, channels={**weights.channels, "answers_ask": low})
    return World.of(mail, asks, facts, weights, START + DAYS // 2 * DAY)


def test_the_placebo_holds_where_nothing_leaks() -> None:
    """In forty leak-free worlds, where who answers more is asked more, it raises a false alarm about one time in twenty."""
    found = [dealt_out(world(seed)) for seed in range(40)]
    values = [float(f.figure) for f in found if f is not None]
    assert len(values) == 40
    assert np.mean(values) == pytest.approx(0.5, abs=0.01)
    assert sum(f is not None and not f.holds for f in found) <= 5  # more than 5 of 40 at a rate of .05: 1 in 70


def test_dealing_out_the_past_alone_is_no_null() -> None:
    """In those worlds a state of dealt-out pasts, and one without any outcome, foretell what truly came: volume tells, nothing leaks."""
    past, none = [], []
    for seed in range(10):
        made = world(seed)
        asks = late_asks(made)
        y, ones = asks.answered.astype(float), np.ones(len(asks))
        facts = made.by_factor["trust"]
        for found, seen in ((past, dealt(facts, 2)), (none, without_outcomes(facts))):
            mean = standing(seen, Moments(asks.b, asks.s, asks.us), made.weights).mean
            found.append(auc(mean, y, ones))
    assert min(none) > 0.55
    assert np.mean(past) > 0.53


@pytest.mark.parametrize("share", [1.0, 0.4])
def test_the_placebo_finds_a_planted_leak(share: float) -> None:
    """Where outcomes (all, or four in ten) are known an hour before they are asked for, it fails in at least nine worlds of ten."""
    found = [dealt_out(world(seed, told_early=share)) for seed in range(10)]
    assert sum(f is not None and not f.holds and "too soon" in f.says for f in found) >= 9


def test_what_buyers_did_is_held_against_volume() -> None:
    """Where buyers differ, what they did is shown to add to how many chances they had; where they do not, the words say it is not."""
    differing = [beyond_volume(world(seed, courted=0.2)) for seed in range(4)]
    alike = [beyond_volume(world(seed, differ=0.0)) for seed in range(4)]
    assert all(f is not None and f.holds and f.low is not None and f.low > 0 for f in differing)
    assert sum(f is not None and "volume" in f.says.partition("adds")[2] for f in alike) >= 3


def test_too_few_asks_are_not_judged() -> None:
    """A book of fewer than a hundred late asks gets neither figure."""
    made = world(1)
    few = replace(made, asks=made.asks.where(np.arange(50)))
    assert dealt_out(few) is None
    assert beyond_volume(few) is None


@pytest.mark.parametrize(("people", "told"), [(1, False), (2, False), (19, False), (20, True)])
def test_figures_of_a_few_people_are_not_told(people: int, told: bool) -> None:
    """An interval over people drawn again has no width for one person and is an accident for a few: then no figure is told at all."""
    n = 40 * people + 100
    y = np.arange(n) % 2.0
    assert measurable(y, np.arange(n) % people) is told
    assert not measurable(np.ones(n), np.arange(n) % people)
    assert not measurable(y[:99], np.arange(99) % people)
