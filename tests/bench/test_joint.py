"""All numbers of a factor at once: the slope in the whole vector is that of differences, and learning makes what came more likely."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.joint import gradient, numbers, together
from bench.leaving_out import log_loss
from bench.simulation import START, drawn

from regard.model import DAY
from regard.relationships.learning import HOLD, MOVING, WEEK, Plan, subjects_of
from regard.relationships.prequential import likelihood
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import load

END = START + 240 * DAY


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Eight months of made-up buyers."""
    return drawn(np.random.default_rng(5), load(), buyers=60, days=240, half=None).facts


def test_the_slope_is_that_of_differences(facts: Facts) -> None:
    """Of spread, ratio and drift, and of the channels' own numbers, by central differences."""
    columns = facts.columns(load())
    (subject, *_) = subjects_of(facts, columns, load(), "trust", END, START, 60, leave_out=False, block=WEEK)
    plan = Plan.of(load(), columns, "trust", (subject,), HOLD, MOVING)
    theta = np.concatenate([plan.start, np.log([1.7, 0.5]), [-2.0]])
    at = numbers(plan, theta)
    rise = gradient(plan, theta, at, likelihood(subject.exam, columns, at)[1])
    for k in (1, 3, len(theta) - 3, len(theta) - 2, len(theta) - 1):
        step = np.zeros(len(theta))
        step[k] = 1e-5
        up, down = (likelihood(subject.exam, columns, numbers(plan, theta + s))[0] for s in (step, -step))
        assert rise[k] == pytest.approx((up - down) / 2e-5, rel=2e-3, abs=1e-3), k


def test_learning_foretells_better_than_a_wrong_start(facts: Facts) -> None:
    """From a spread a third of what was planted, learning widens it and makes what came more likely."""
    prior = load().factors["trust"]
    wrong = replace(load(), factors={**load().factors, "trust": replace(prior, tau_b=0.7, tau_u=0.3)})
    found = together(facts, wrong, "trust", END, since_us=START, sample=80)
    assert found.factors["trust"].tau_b > 0.9
    before, after = (
        sum(v for v, _ in log_loss(facts, w, "trust", START, END, sample=80, leave_out=False).values()) for w in (wrong, found)
    )
    assert after < before
