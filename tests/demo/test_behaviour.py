"""The true chances: each act moves with its own factor, and only with what the buyer feels."""

from dataclasses import replace
from itertools import pairwise
from random import Random
from statistics import median

import pytest

from regard.demo import behaviour
from regard.demo.records import State

NEUTRAL = State(0, 0, 0)


@pytest.mark.parametrize(
    ("chance", "factor", "direction"),
    [
        (lambda s: behaviour.answers(s, "check_in", 1, 1.0), "trust", 1),
        (behaviour.starts, "trust", 1),
        (behaviour.discloses, "trust", 1),
        (behaviour.declines, "trust", -1),
        (behaviour.complains, "trust", -1),
        (behaviour.moves_on, "value", 1),
        (behaviour.asks_advice, "value", 1),
        (behaviour.talks_socially, "rapport", 1),
        (behaviour.thanks, "rapport", 1),
        (lambda s: behaviour.opener_weights(s)["asks_advice"], "value", 1),
        (lambda s: behaviour.opener_weights(s)["introduces"], "trust", 1),
    ],
)
def test_each_chance_moves_with_its_factor(chance, factor, direction):
    """Raising the factor moves the chance strictly in its direction over the whole range."""
    values = [direction * chance(replace(NEUTRAL, **{factor: x / 2})) for x in range(-6, 7)]
    assert all(a < b for a, b in pairwise(values))


@pytest.mark.parametrize("chance", [lambda s: behaviour.answers(s, "info", 1, 1.0), behaviour.starts])
def test_rapport_never_moves_trust_behaviour(chance):
    """A friend answers and starts contact no more than a stranger of equal trust."""
    assert chance(State(0.5, 0, -2)) == chance(State(0.5, 0, 2))


def test_more_recipients_and_quiet_days_lower_answers():
    """Each further recipient and each quiet day lowers the chance of an answer."""
    base = behaviour.answers(NEUTRAL, "info", 1, 1.0)
    assert behaviour.answers(NEUTRAL, "info", 4, 1.0) < base
    assert behaviour.answers(NEUTRAL, "info", 1, 0.2) < base


def test_trust_shortens_the_wait():
    """The median wait in working hours falls with trust and is bounded."""
    waits = [median(behaviour.hours(Random(n), State(t, 0, 0), 0.0) for n in range(400)) for t in (-2, 0, 2)]
    assert waits == sorted(waits, reverse=True)
    assert max(behaviour.hours(Random(n), State(-3, 0, 0), 1.0) for n in range(400)) <= 60
