"""Answers that a mailbox may have lost: the fit where a trial is seen with a chance d below 1, if it happened at all."""

from __future__ import annotations

import math
import random
from dataclasses import fields, replace

import numpy as np
import pytest
from tests.relationships.worlds import NOW, WEIGHTS, chance, drawn_buyer, trial

from regard.model import DAY, Context
from regard.relationships.base_rates import shifts
from regard.relationships.explain import contributions, prior
from regard.relationships.known import Z80
from regard.relationships.newton import Problems, counted, expected, solve
from regard.relationships.spread import fitted_to
from regard.relationships.state import columns, fit, fit_many


def problems(seed: int, n: int, shown: float | None) -> Problems:
    """Random problems of one to three pairs; `shown` None: all degrees of it mixed."""
    rng = np.random.default_rng(seed)
    rows, pair_start, problem_start = [], [], []
    for _ in range(n):
        problem_start.append(len(pair_start))
        for _ in range(rng.integers(1, 4)):
            pair_start.append(len(rows))
            rate = rng.random()
            rows += [
                (
                    rng.normal(0.5, 1.5),
                    rng.choice([0.2, 0.4, 1.0]),
                    rng.uniform(0.05, 1),
                    float(rng.random() < rate),
                    shown or rng.choice([0.15, 0.3, 0.5, 0.8, 0.99, 1.0]),
                )
                for _ in range(rng.integers(1, 40))
            ]
    offset, w, weight, y, d = np.array(rows, dtype=np.float64).T
    return Problems(offset, w, weight, y, np.array(pair_start), np.array(problem_start), np.full(n, 4.84), np.full(n, 1.98), d)


def highest_on_a_grid(p: Problems, i: int) -> float:
    """The log-posterior of one problem at the best point of a fine grid: z, and for each z the best standing toward each seller."""
    z, x = np.linspace(-12, 12, 601), np.linspace(-14, 14, 1401)
    total = -z * z / (2 * p.tb2[i])
    pairs, rows = np.append(p.problem_start, len(p.pair_start)), np.append(p.pair_start, len(p.y))
    for j in range(pairs[i], pairs[i + 1]):
        total = total + (told(p, slice(rows[j], rows[j + 1]), x)[None] - (x[None] - z[:, None]) ** 2 / (2 * p.tu2[i])).max(1)
    return float(total.max())


def told(p: Problems, rows: slice, x: np.ndarray) -> np.ndarray:
    """The log-likelihood of some trials at standings `x`."""
    assert p.shown is not None
    q = 1 / (1 + np.exp(-(p.offset[rows, None] + p.w[rows, None] * np.atleast_1d(x))))
    log_p = np.where(p.y[rows, None] > 0, np.log(q), np.log1p(-np.minimum(p.shown[rows, None] * q, 1 - 1e-16)))
    return (p.weight[rows, None] * log_p).sum(0)


def test_no_point_of_a_fine_grid_is_more_likely_than_the_mode():
    """Though the posterior is not concave, the mode that is found is the highest: nowhere on a grid does it lie higher."""
    p = problems(1, 250, None)
    mode = solve(p)
    rows = np.append(p.pair_start, len(p.y))
    pairs = np.append(p.problem_start, len(p.pair_start))
    for i in range(250):
        here = -(mode.z[i] ** 2) / (2 * p.tb2[i])
        for j in range(pairs[i], pairs[i + 1]):
            here += told(p, slice(rows[j], rows[j + 1]), mode.x[j : j + 1])[0] - (mode.x[j] - mode.z[i]) ** 2 / (2 * p.tu2[i])
        assert highest_on_a_grid(p, i) <= here + 1e-9


def test_of_two_modes_the_higher_is_taken():
    """Silence that is surely no silence, or surely bad: where both are modes, the likelier one is the estimate."""
    one = np.ones(5)
    for offset in (6.0, 7.0, 8.0, 9.0, 10.0):
        p = Problems(
            offset * one, one, one, 0 * one, np.array([0]), np.array([0]), np.array([4.84]), np.array([0.05]), 0.9 * one
        )
        mode = solve(p)
        here = told(p, slice(0, 5), mode.x)[0] - mode.z[0] ** 2 / 9.68 - (mode.x[0] - mode.z[0]) ** 2 / 0.1
        assert highest_on_a_grid(p, 0) <= here + 1e-9


def test_what_is_shown_in_full_is_fitted_as_ever_to_the_bit():
    """With d = 1 throughout, modes and variances are those of the plain fit, bit for bit."""
    p = problems(2, 200, 1.0)
    whole, plain = solve(p), solve(replace(p, shown=None))
    for f in fields(whole):
        assert np.array_equal(getattr(whole, f.name), getattr(plain, f.name))


def test_the_gradient_vanishes_with_what_unseen_trials_count_as():
    """z = tb2 Σ W w (y - p) and x - z = tu2 Σ W w (y - p) to 1e-10, y of an unseen trial being p (1 - d) / (1 - d p)."""
    p = problems(3, 400, None)
    mode = solve(p)
    at = expected(p, mode.x)
    pull = np.add.reduceat(p.weight * p.w * (counted(p, at) - at), p.pair_start)
    sizes = np.diff(np.append(p.problem_start, len(p.pair_start)))
    assert np.allclose(mode.z, 4.84 * np.add.reduceat(pull, p.problem_start), atol=1e-10, rtol=0)
    assert np.allclose(mode.x - np.repeat(mode.z, sizes), 1.98 * pull, atol=1e-10, rtol=0)


def test_an_unseen_answer_counts_less_than_a_silence_and_more_than_nothing():
    """The less a mailbox shows, the less an ask without an answer lowers; what it counts as is told, and the sum is exact."""
    means = []
    for shown in (1.0, 0.8, 0.5, 0.2):
        state = fit([trial(i, i < 2, shown=shown) for i in range(12)], NOW, WEIGHTS)
        reasons = contributions(state)
        assert prior(state) + sum(r.contribution for r in reasons) == pytest.approx(state["trust"].mean, abs=1e-9)
        for r in reasons:
            p = r.expected
            hidden = p * (1 - shown) / (1 - shown * p)
            assert r.counted == pytest.approx(1.0 if r.trial.outcome == "1" else hidden, abs=1e-12)
        means.append(state["trust"].mean)
    assert means == sorted(means)
    nothing = fit([trial(i, True) for i in range(2)], NOW, WEIGHTS)["trust"]
    assert means[-1] < nothing.mean


def test_what_was_answered_by_chance_moves_nothing_on_average():
    """6d with d: seen with chance d p, unseen else, the expected pull at the true p is nothing."""
    for d in (0.2, 0.5, 0.9):
        for eta in (-3.0, 0.0, 2.0):
            p = chance(eta)
            assert d * p * (1 - p) + (1 - d * p) * (p * (1 - d) / (1 - d * p) - p) == pytest.approx(0, abs=1e-12)


def thinned(seed: int, shown: float, buyers: int, asks: int) -> tuple[np.ndarray, list[list]]:
    """Buyers drawn from the model, of whose answers a mailbox keeps a share: true standing toward one seller, and their trials."""
    rng = random.Random(seed)
    true, made = [], []
    for b in range(buyers):
        x, mine = drawn_buyer(rng, WEIGHTS, asks)
        true.append(x)
        made.append(
            [
                replace(t, buyer=f"p_{b}", shown=shown, outcome="1" if t.outcome == "1" and rng.random() < shown else "0")
                for t in mine
            ]
        )
    return np.array(true), made


@pytest.mark.parametrize("shown", [0.25, 0.5])
def test_intervals_hold_where_silence_would_not(shown: float):
    """Of buyers of whose answers a quarter or half is kept, 80 % intervals hold about four fifths; taken for silence far fewer."""
    true, made = thinned(5, shown, 300, 30)
    inside, naive, off, too_low = [], [], [], []
    for x, mine in zip(true, made, strict=True):
        at = fit(mine, NOW, WEIGHTS)["trust"].toward("p_anna")
        blind = fit([replace(t, shown=1.0) for t in mine], NOW, WEIGHTS)["trust"].toward("p_anna")
        inside.append(abs(at.mean - x) <= Z80 * at.sd)
        naive.append(abs(blind.mean - x) <= Z80 * blind.sd)
        off.append(at.mean - x)
        too_low.append(blind.mean - x)
    assert 0.74 <= np.mean(inside) <= 0.88
    assert np.mean(naive) < np.mean(inside) - 0.1
    assert abs(np.mean(off)) < abs(np.mean(too_low)) / 2


def test_base_rates_see_through_what_is_missing_and_spread_leaves_it_out():
    """How usual an answer is comes out as with all of them; how far buyers differ is not read from trials that may be missing."""
    _, made = thinned(6, 0.4, 300, 20)
    names = {f"p_{b}": b for b in range(300)}
    flat = [replace(t, opened_us=t.opened_us - 200 * DAY, known_us=t.known_us - 200 * DAY) for of in made for t in of]
    thin = columns(flat, WEIGHTS, names, {"p_anna": 0})
    thin = replace(thin, opened_us=np.array([t.opened_us for t in flat]))
    assert abs(shifts(WEIGHTS, thin)["answers_ask"]) < 0.35
    assert shifts(WEIGHTS, replace(thin, shown=None))["answers_ask"] < -0.8
    assert fitted_to(WEIGHTS, thin, "own").factors == WEIGHTS.factors


def test_one_problem_does_not_depend_on_the_others():
    """A buyer whose mailbox is thin and one whose is whole get, side by side, what each gets alone."""
    thin = [replace(trial(i, i % 3 == 0, shown=0.3), buyer="p_a") for i in range(9)]
    whole = [replace(trial(i, i % 2 == 0, context=Context(weekday=i % 5)), buyer="p_b") for i in range(8)]
    both = columns([*thin, *whole], WEIGHTS, {"p_a": 0, "p_b": 1}, {"p_anna": 0})
    book = fit_many(both, NOW, WEIGHTS)
    for k, mine in enumerate((thin, whole)):
        alone = fit(mine, NOW, WEIGHTS)["trust"]
        assert book.mean[k] == pytest.approx(alone.mean, abs=1e-12)
        assert book.sd[k] == pytest.approx(alone.sd, abs=1e-12)
    assert not math.isclose(book.mean[0], fit([replace(t, shown=1.0) for t in thin], NOW, WEIGHTS)["trust"].mean)
