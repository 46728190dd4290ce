"""The prequential likelihood: its slope is the slope, blocks are foretold from what was known before them alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.simulation import drawn

from regard.model import DAY
from regard.relationships.prequential import BLOCK, Numbers, beside_each_other, exam_of, likelihood
from regard.relationships.state import Columns, fit_many
from regard.relationships.weights import load


@pytest.fixture(scope="module")
def trials() -> Columns:
    """Half a year of thirty made-up buyers."""
    return drawn(np.random.default_rng(3), load(), buyers=30, days=180, half=365).facts.columns(load())


def test_the_slope_is_the_slope(trials: Columns) -> None:
    """Every derivative agrees with a difference of two likelihoods: priors, drift, loads, half-lives, discounts, offsets."""
    exam = exam_of(trials, load(), "trust", sample=40)
    at = replace(Numbers.of(load(), trials, "trust"), mean=0.3, tau_u2=1.1)
    slope = likelihood(exam, trials, at)[1]

    def rise(up: Numbers, down: Numbers) -> float:
        return (likelihood(exam, trials, up)[0] - likelihood(exam, trials, down)[0]) / 2e-5

    for name in ("tau_b2", "tau_u2", "drift"):
        up, down = (replace(at, **{name: getattr(at, name) + e}) for e in (1e-5, -1e-5))
        assert getattr(slope, name) == pytest.approx(rise(up, down), rel=1e-3, abs=1e-3), name
    for name in ("w", "half_life", "rho"):
        for k in range(len(at.w)):
            step = 1e-5 * (np.arange(len(at.w)) == k)
            up, down = (replace(at, **{name: getattr(at, name) + e}) for e in (step, -step))
            assert getattr(slope, name)[k] == pytest.approx(rise(up, down), rel=1e-3, abs=1e-3), (name, k)
    for k in range(len(at.w)):
        own = trials.channel == k
        up, down = (replace(at, offset=at.offset + e * own) for e in (1e-5, -1e-5))
        assert float(slope.offset[own].sum()) == pytest.approx(rise(up, down), rel=1e-3, abs=1e-3), k


def test_one_trial_is_foretold_as_the_state_foretells_it(trials: Columns) -> None:
    """The likelihood of a single target is the chance that the fit of that buyer's past gives, integrated over its interval."""
    exam = exam_of(trials, load(), "trust", sample=1, targets=("answers_ask",))
    one = int(exam.target[0])
    pair = exam.block_pair[exam.block[0]]
    first = {name: getattr(exam, name)[:1] for name in ("target", "times", "hits")}
    alone = replace(exam, **first, block=np.zeros(1, dtype=np.int64), block_pair=np.array([pair]))
    value, _, _ = likelihood(alone, trials, Numbers.of(load(), trials, "trust"))
    assert trials.opened_us is not None
    cut = int(trials.opened_us[one]) // BLOCK * BLOCK
    past = trials.take(np.flatnonzero((trials.buyer == trials.buyer[one]) & (trials.known_us < cut)))
    book = fit_many(past, cut, load())
    at = int(np.flatnonzero(book.pair_seller == trials.seller[one])[0])
    x, o = np.polynomial.hermite_e.hermegauss(60)
    chance = 1 / (1 + np.exp(-(trials.offset[one] + book.pair_mean[at] + book.pair_sd[at] * x)))
    p = float(o @ chance / o.sum())
    assert value == pytest.approx(np.log(p if trials.outcome[one] else 1 - p), abs=1e-6)


def test_nothing_after_a_cut_is_evidence(trials: Columns) -> None:
    """All that is decided at or after a question's cut can be changed without changing what is foretold there."""
    exam = exam_of(trials, load(), "trust", sample=40)
    sizes = np.diff(np.append(exam.pair_start, len(exam.row)))
    question = np.repeat(np.arange(exam.questions), np.diff(np.append(exam.question_start, len(exam.pair_start))))
    target_question = question[exam.block_pair[exam.block]]
    cut = np.zeros(exam.questions, dtype=np.int64)
    assert trials.opened_us is not None
    cut[target_question] = trials.opened_us[exam.target] // BLOCK * BLOCK
    row_question = np.repeat(question, sizes)
    counted = exam.counts > 0
    assert counted.any()
    assert np.all(trials.known_us[exam.row[counted]] < cut[row_question[counted]])


def test_own_channel_can_be_left_out(trials: Columns) -> None:
    """Without its own channel a target is foretold from the others alone."""
    exam = exam_of(trials, load(), "trust", sample=40, targets=("answers_ask",), without_own="answers_ask")
    asks = trials.channels.index("answers_ask")
    assert np.all(trials.channel[exam.target] == asks)
    assert np.all(trials.channel[exam.row[exam.counts > 0]] != asks)


def test_blocks_beside_each_other_look_at_no_past(trials: Columns) -> None:
    """A block is foretold from the same block's trials toward others of ours, each pair once and never from itself."""
    exam = beside_each_other(trials, load(), "trust", sample=20, block=90 * DAY)
    question = np.repeat(np.arange(exam.questions), np.diff(np.append(exam.question_start, len(exam.pair_start))))
    row_question = np.repeat(question, np.diff(np.append(exam.pair_start, len(exam.row))))
    assert trials.opened_us is not None
    part = trials.opened_us // (90 * DAY)
    of_target = np.zeros(exam.questions, dtype=np.int64)
    of_target[question[exam.block_pair[exam.block]]] = exam.target
    evidence = exam.counts > 0
    assert evidence.any()
    rows, theirs = exam.row[evidence], of_target[row_question[evidence]]
    assert np.all(part[rows] == part[theirs])
    assert np.all(trials.seller[rows] != trials.seller[theirs])
    assert len(np.unique(exam.target)) == len(exam.target)
