"""How `trust-1` was learned: one number at a time over a shrinking grid, under which single trials of the next week were foretold best.

For a sample of (buyer, week) the state is built from the trials known before that Monday and foretells every trial of the
buyer that opens in the week; the loss is the sum over channels of the mean log-loss (each channel counts alike, however many
trials it has). Between rounds the offsets are refitted by ridge logistic regression with the state held. All is deterministic, and
nothing after the split is read. Books learn otherwise (`relationships.learning`, by gradient); what that makes of the graph reads
the months after no better (docs/validity/standing.md), so the shipped file, and how it is made again, stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from regard.model import Factor
from regard.relationships.state import Columns, fit_many
from regard.relationships.validity.mails import Facts
from regard.relationships.validity.protocols import MONDAY, STEP, WEEK, coverage
from regard.relationships.validity.readers import integrated
from regard.relationships.validity.world import World
from regard.relationships.weights import Channel, Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SAMPLE = 700
ENOUGH = 200
"""Targets from which a channel's own numbers are learned."""
STEPS = (1.6, 1.25, 1.12)
RIDGE = 0.01
HALF_LIVES = (14.0, 180.0)
RATIO = 0.64
"""tau_u / tau_b, held: unconstrained learning prefers 1.3 (tau_b 1.56, tau_u 2.05), where a buyer who deals with one seller
could never be known to the team; in between lies .01 of log-loss and no AUC."""
WIDEST = 2.2
"""The largest tau_b: with `RATIO` the variance of a pair is that of the unconstrained fit, 6.7."""
DRIFTS = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)


@dataclass(frozen=True, slots=True)
class Exam:
    """Questions (buyer, week) with the trials of one factor known before them, and the targets that they foretell."""

    world: World
    factor: Factor
    facts: Facts
    row: Ints
    question: Ints
    monday: Ints
    target: Ints
    target_question: Ints

    def columns(self, weights: Weights) -> tuple[Columns, Columns]:
        """Evidence (each question a buyer of its own) and the whole facts under `weights`."""
        whole = self.facts.columns(weights)
        return whole.take(self.row, buyer=self.question), whole


def exam_of(world: World, sample: int = SAMPLE, factor: Factor = "trust") -> Exam:
    """A deterministic sample of the weeks between the burn-in and the split."""
    facts = world.by_factor[factor]
    week = (facts.opened_us - MONDAY) // WEEK
    inside = (week * WEEK + MONDAY >= world.burnt_in_us) & (facts.known_us < world.split_us)
    inside &= (week + 1) * WEEK + MONDAY <= world.split_us
    horizon = 1 << 20
    keys = np.unique((facts.b * horizon + week)[inside])
    keys = np.sort(np.random.default_rng(0).permutation(keys)[:sample])
    b, monday = keys // horizon, keys % horizon * WEEK + MONDAY
    rows, questions = [], []
    low, high = np.searchsorted(facts.b, b), np.searchsorted(facts.b, b, side="right")
    for i, (start, end, at) in enumerate(zip(low.tolist(), high.tolist(), monday.tolist(), strict=True)):
        seen = start + int(np.searchsorted(facts.known_us[start:end], at))
        rows.append(np.arange(start, seen))
        questions.append(np.full(seen - start, i))
    target = np.flatnonzero(inside & np.isin(facts.b * horizon + week, keys))
    at = np.searchsorted(keys, (facts.b * horizon + week)[target])
    none = np.zeros(0, dtype=np.int64)
    return Exam(world, factor, facts, np.concatenate([none, *rows]), np.concatenate([none, *questions]), monday, target, at)


def foretold(exam: Exam, weights: Weights) -> tuple[Floats, Floats, Columns]:
    """Mean and variance of each target's pair at its question's moment, and all columns."""
    evidence, whole = exam.columns(weights)
    book = fit_many(evidence, exam.monday[exam.question], weights)
    prior = weights.factors[exam.factor]
    people = exam.world.mail.people
    mean, var = np.zeros(len(exam.target)), np.full(len(exam.target), prior.pair)
    if not len(book.buyer):
        return mean, var, whole
    at = np.minimum(np.searchsorted(book.buyer, exam.target_question), len(book.buyer) - 1)
    team = book.buyer[at] == exam.target_question
    mean[team], var[team] = book.mean[at[team]], book.sd[at[team]] ** 2 + prior.tau_u**2
    keys = book.buyer[book.pair_row] * people + book.pair_seller
    want = exam.target_question * people + exam.facts.s[exam.target]
    at = np.minimum(np.searchsorted(keys, want), len(keys) - 1)
    met = keys[at] == want
    mean[met], var[met] = book.pair_mean[at[met]], book.pair_sd[at[met]] ** 2
    return mean, var, whole


def loss(exam: Exam, weights: Weights) -> float:
    """Sum over channels of the mean log-loss of what the past foretold."""
    mean, var, whole = foretold(exam, weights)
    facts, total = exam.facts, 0.0
    for code, name in enumerate(facts.channels):
        own = facts.channel[exam.target] == code
        if not own.any():
            continue
        p = integrated(whole.offset[exam.target[own]], weights.channel(name).w, mean[own], var[own])
        y = facts.outcome[exam.target[own]]
        total -= float(np.mean(y * np.log(p) + (1 - y) * np.log1p(-p)))
    return total


# ------------------------------------------------------------------------------------------------- the offsets


def with_offsets(exam: Exam, weights: Weights) -> Weights:
    """The same weights with intercepts and circumstances refitted, the states held."""
    mean, var, _ = foretold(exam, weights)
    facts = exam.facts
    channels = dict(weights.channels)
    for code, name in enumerate(facts.channels):
        own = facts.channel[exam.target] == code
        if own.sum() < ENOUGH:
            continue
        rows = exam.target[own]
        context = {k: v[rows] for k, v in facts.context.items()}
        fitted = _offsets(context if name == "answers_ask" else {}, facts.outcome[rows], channels[name], mean[own], var[own])
        channels[name] = fitted
    return replace(weights, channels=channels)


def _offsets(context: dict[str, Ints], y: Ints, channel: Channel, mean: Floats, var: Floats) -> Channel:
    """One channel's intercept and terms: ridge on the terms, none on the intercept."""
    x = [np.ones(len(y))]
    if context:
        x += [(context["weekday"] == d).astype(float) for d in range(7)]
        x += [np.log(context["recipients"]), context["first_contact"].astype(float)]
        x += [((context["hour"] < 7) | (context["hour"] >= 19)).astype(float)]
    design = np.column_stack(x)
    squeeze = 1.0 / np.sqrt(1.0 + np.pi * channel.w**2 * var / 8.0)
    given = channel.w * mean * squeeze
    design = design * squeeze[:, None]

    def objective(beta: Floats) -> tuple[float, Floats]:
        eta = design @ beta + given
        p = 1 / (1 + np.exp(-eta))
        held = np.concatenate(([0.0], beta[1:]))
        value = float(np.mean(np.logaddexp(0, eta) - y * eta)) + RIDGE * float(held @ held) / 2
        return value, design.T @ (p - y) / len(y) + RIDGE * held

    beta = minimize(objective, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B").x
    if not context:
        return replace(channel, intercept=round(float(beta[0]), 4))
    week = beta[1:8]
    terms = replace(
        channel.circumstances,
        weekday=tuple(round(float(v - week.mean()), 4) for v in week),
        recipients=round(float(beta[8]), 4),
        first_contact=round(float(beta[9]), 4),
        off_hours=round(float(beta[10]), 4),
    )
    return replace(channel, intercept=round(float(beta[0] + week.mean()), 4), circumstances=terms)


# ------------------------------------------------------------------------------------------- the hyperparameters

Setter = Callable[[Weights, float], Weights]
Getter = Callable[[Weights], float]


def learn(world: World, start: Weights, *, sample: int = SAMPLE, steps: tuple[float, ...] = STEPS) -> Weights:
    """The weights that foretold best, from `start`; at last the drift under which past intervals covered four fifths."""
    exam = exam_of(world, sample)
    weights = climbed(exam, with_offsets(exam, start), steps)
    return with_offsets(exam, _with_drift(world, weights))


def climbed(exam: Exam, weights: Weights, steps: tuple[float, ...]) -> Weights:
    """The weights after moving every number over the shrinking grid for as long as the loss falls."""
    knobs = _knobs(exam)
    best = loss(exam, weights)
    for step in steps:
        for knob in knobs:
            for factor in (step, 1 / step):
                weights, best = _climb(exam, weights, best, knob, factor)
        tried = with_offsets(exam, weights)
        got = loss(exam, tried)
        weights, best = (tried, got) if got < best else (weights, best)
    return weights


@dataclass(frozen=True, slots=True)
class Knob:
    """One hyperparameter: how to read and write it, and its bounds."""

    get: Callable[[Weights], float]
    put: Callable[[Weights, float], Weights]
    low: float
    high: float


def _climb(exam: Exam, weights: Weights, best: float, knob: Knob, factor: float) -> tuple[Weights, float]:
    """Multiply one knob by `factor` for as long as that lowers the loss."""
    while True:
        value = round(float(np.clip(knob.get(weights) * factor, knob.low, knob.high)), 3)
        tried = knob.put(weights, value)
        got = loss(exam, tried)
        if got >= best - 1e-5:
            return weights, best
        weights, best = tried, got


def _knobs(exam: Exam) -> list[Knob]:
    """What is learned. rho is held: on one kind of trial it only rescales the rest; tau_u / tau_b is held (see `RATIO`)."""
    factor, names = exam.factor, exam.facts.channels
    spread = Knob(lambda w: w.factors[factor].tau_b, lambda w, v: _put_tau(w, factor, v), 0.5, WIDEST)
    out = [spread]
    for name in names:
        out.append(Knob(_reader(name, "half_life_days"), _writer(name, "half_life_days"), *HALF_LIVES))
        if name != "answers_ask":
            out.append(Knob(_reader(name, "w"), _writer(name, "w"), 0.02, 3.0))
    return out


def _put_tau(weights: Weights, factor: Factor, tau_b: float) -> Weights:
    before = weights.factors[factor]
    return replace(weights, factors={**weights.factors, factor: replace(before, tau_b=tau_b, tau_u=round(RATIO * tau_b, 3))})


def _reader(name: str, field: str) -> Callable[[Weights], float]:
    return lambda w: float(getattr(w.channels[name], field))


def _writer(name: str, field: str) -> Callable[[Weights, float], Weights]:
    return lambda w, v: replace(
        w, channels={**w.channels, name: replace(w.channels[name], **cast("dict[str, Any]", {field: v}))}
    )


def _with_drift(world: World, weights: Weights) -> Weights:
    """The smallest drift under which intervals of the training time held at least four fifths of what came next."""
    past = world.before(world.split_us)
    split = world.split_us - 2 * STEP
    tried = weights
    for drift in DRIFTS:
        trust = replace(weights.factors["trust"], drift=drift)
        tried = replace(weights, factors={**weights.factors, "trust": trust})
        pits = coverage(replace(past, weights=tried, split_us=split)).rows["state"]
        if len(pits) and np.mean((pits > 0.1) & (pits < 0.9)) >= 0.8:
            break
    return tried
