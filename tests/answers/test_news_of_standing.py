"""What is told as news of a standing is not taken back by a quiet month, and what is known no more is told."""

from __future__ import annotations

from math import sqrt

import pytest

from regard.answers.changes import of_standing
from regard.model import FACTORS
from regard.relationships.display import estimate
from regard.relationships.known import LEFT_AFTER_A_MONTH, is_known, stays_known
from regard.relationships.weights import load
from regard.results import Estimate

WEIGHTS = load()
TAU2 = WEIGHTS.factors["trust"].team
STRANGER = estimate(0.0, sqrt(TAU2), TAU2, 0)


def told(mean: float, information: float, n: int = 9) -> Estimate:
    """An estimate of trust that rests on so much information beside the prior."""
    return estimate(mean, (1 / TAU2 + information) ** -0.5, TAU2, n)


def news(before: Estimate, now: Estimate) -> list[tuple[str, str]]:
    """(state, words) of what is told of trust."""
    rest = dict.fromkeys(FACTORS, STRANGER)
    rows = of_standing(WEIGHTS, "p_1", "Ida Holm", rest | {"trust": before}, rest | {"trust": now})
    return [(t.state, t.says) for t in rows]


LEAST = next(k / 1000 for k in range(1, 5000) if told(0.0, k / 1000).known)
"""The least information at which somebody ordinary is known."""


def test_what_a_quiet_month_would_take_back_is_no_news() -> None:
    """Just known is known, and told as news only once it will last."""
    barely, surely = told(0.0, LEAST * 1.02), told(0.0, LEAST / LEFT_AFTER_A_MONTH * 1.02)
    assert barely.known
    assert news(STRANGER, barely) == []
    assert [state for state, _ in news(STRANGER, surely)] == ["new"]
    assert [state for state, _ in news(barely, surely)] == ["new"], "when it comes to last"
    assert news(surely, told(0.0, LEAST * 2)) == [], "and once"


def test_what_is_known_no_more_is_told_with_what_it_was() -> None:
    """Without a word a number that stood last week would be gone this week."""
    was = told(1.2, LEAST * 1.01)
    ((state, says),) = news(was, told(1.2, LEAST * 0.5))
    assert state == "gone"
    assert says == f"trust is not known any more, it was {was.score:.0f}: too little tells it by now"
    assert news(STRANGER, told(1.2, LEAST * 0.5)) == []


@pytest.mark.parametrize("mean", [-3.0, -1.0, 0.0, 0.7, 2.5, 6.0])
@pytest.mark.parametrize("information", [0.05, 0.1, 0.2, 0.4, 0.8, 2.0])
def test_what_stays_known_is_known_after_the_month(mean: float, information: float) -> None:
    """The state a month on, when nothing happened: the same evidence, each piece weighing less."""
    sd = (1 / TAU2 + information) ** -0.5
    pull = mean / sd**2
    later = (1 / TAU2 + LEFT_AFTER_A_MONTH * information) ** -0.5
    after = is_known(LEFT_AFTER_A_MONTH * pull * later**2, later, TAU2, 9)
    assert stays_known(mean, sd, TAU2, 9) == (after and is_known(mean, sd, TAU2, 9))
    assert not stays_known(mean, sd, TAU2, 2)
