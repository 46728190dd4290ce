"""When an estimate tells enough to be shown."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relationships.worlds import NOW, WEIGHTS, trial

from regard.relationships.known import WIDEST, are_known, is_known, needed, width
from regard.relationships.state import fit

TAU2 = 4.0
HALF = sqrt(TAU2 / 2)


@pytest.mark.parametrize(("sd", "known"), [(HALF - 1e-6, True), (HALF + 1e-6, False)])
def test_somebody_ordinary_is_known_once_the_variance_is_halved(sd: float, known: bool) -> None:
    """There the rule is the plain one: half of what was open before any evidence."""
    assert is_known(0.0, sd, TAU2, 9) is known


@settings(max_examples=100, deadline=None)
@given(st.floats(-6, 6), st.floats(0.05, HALF))
def test_whoever_has_half_of_the_variance_left_is_known_wherever_they_stand(mean: float, sd: float) -> None:
    """Away from the middle the same doubt in log-odds is less in points."""
    assert is_known(mean, sd, TAU2, 3)


@settings(max_examples=100, deadline=None)
@given(st.floats(-6, 6), st.floats(0.05, 2.0))
def test_as_known_above_the_middle_as_below(mean: float, sd: float) -> None:
    """Who always answers is no less known than who never does, at the same distance and doubt."""
    assert is_known(mean, sd, TAU2, 9) == is_known(-mean, sd, TAU2, 9)


def test_never_from_fewer_than_three_chances() -> None:
    """However narrow the interval."""
    assert [n for n in range(6) if is_known(2.0, 0.1, TAU2, n)] == [3, 4, 5]


@settings(max_examples=100, deadline=None)
@given(st.floats(-4, 4), st.floats(0.2, 2.0))
def test_what_is_needed_just_makes_it_known(mean: float, sd: float) -> None:
    """The spread at which the interval is as wide as may be; what is known needs nothing more."""
    at = needed(mean, sd, TAU2)
    assert at <= sd
    assert width(mean, at, TAU2) == pytest.approx(min(WIDEST, width(mean, sd, TAU2)), abs=1e-6)


def test_many_at_once_are_the_same() -> None:
    """The rule over arrays is the rule of one."""
    rng = np.random.default_rng(3)
    mean, sd, n = rng.normal(0, 2, 200), rng.uniform(0.2, 2, 200), rng.integers(0, 9, 200)
    rows = zip(mean, sd, n, strict=True)
    assert are_known(mean, sd, np.full(200, TAU2), n).tolist() == [is_known(m, s, TAU2, k) for m, s, k in rows]


@pytest.mark.parametrize("answers", [(True,), (False,), (True, True, True, False)])
def test_whoever_always_answers_becomes_known_as_soon_as_whoever_does_half_the_time(answers: tuple[bool, ...]) -> None:
    """By the variance alone six asks told of the latter, and twelve answers to twelve asks nothing at all."""

    def known_from(course: tuple[bool, ...]) -> int:
        asked = [trial(i, course[i % len(course)]) for i in range(40)]
        return next(n for n in range(1, 41) if fit(asked[:n], NOW, WEIGHTS)["trust"].known)

    assert known_from(answers) <= known_from((True, False)) + 3
