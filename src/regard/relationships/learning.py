"""Weights learned from a history (a graph's or a book's): those under which the past foretold the next blocks of trials best.

The likelihood is prequential (`relationships.prequential`): the state of a buyer at a cut, built from the trials known before it,
foretells what opens in the block after it. It is maximised by L-BFGS on its exact gradient, all numbers of a factor at once:
loads w (that of `answers_ask` is 1 and sets the scale), half-lives, tempering rho, intercepts and terms of circumstances. Each is held
to where it started by a normal prior on its own scale, so that a channel of few trials stays as it was; every channel counts alike,
however many trials it has. Questions are drawn by a fixed seed and bounded in number, so time hardly grows with the book. Nothing that was
decided after `until_us` is read.

Spread and movement are not learned here: `relationships.spread` reads them off blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from regard.model import DAY, FACTORS, Factor
from regard.relationships.newton import Floats, Ints, Mode
from regard.relationships.prequential import BLOCK, Exam, Numbers, Slope, exam_of, likelihood
from regard.relationships.state import Columns
from regard.relationships.terms import Term, terms_of, with_term
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import Weights

SAMPLE = 700
"""Questions of each channel, at most."""
ENOUGH = 200
"""Targets from which a channel's own numbers are learned."""
SCALE = "answers_ask"
"""The channel whose load is 1 by definition."""
HALF_LIVES = (14.0, 180.0)
LOADS = (0.02, 3.0)
TEMPERING = (0.05, 1.0)
HOLD = 0.5
"""How far numbers may lie from where they started: standard deviation of the logarithm of loads, half-lives and tempering."""
TERM = 0.3
"""The same of a term of circumstances, in log-odds; intercepts are nearly free (1.5)."""
INTERCEPT = 1.5
NUMBERS = ("load", "half-life", "tempering", "intercept", "terms")
MOVING = frozenset(NUMBERS)
WEEK = 7 * DAY
"""What a book's numbers learn to foretell: with months, half-lives follow how busy months are, and replies are foretold worse."""
OF_A_BOOK = frozenset(("load", "half-life"))
"""What `regard learn` moves: base rates, spread and movement follow the book anyway, circumstances are as they ship."""


def refined(facts: Facts, start: Weights, until_us: int, *, hold: float, since_us: int = 0, sample: int = SAMPLE) -> Weights:
    """The loads and half-lives of every factor learned from what was decided before `until_us`, held to `start`."""
    weights = start
    for factor in FACTORS:
        weights = of_factor(
            facts,
            weights,
            factor,
            until_us,
            since_us=since_us,
            sample=sample,
            hold=hold,
            leave_out=False,
            moving=OF_A_BOOK,
            block=WEEK,
        )
    return weights


@dataclass(frozen=True, slots=True)
class Subject:
    """One channel that is learned: its code among the columns, its trials, its exam, and how much each of its targets counts."""

    name: str
    code: int
    rows: Ints
    exam: Exam
    counts: float
    terms: tuple[Term, ...]


def of_factor(
    facts: Facts,
    start: Weights,
    factor: Factor,
    until_us: int,
    *,
    since_us: int = 0,
    sample: int = SAMPLE,
    hold: float = HOLD,
    leave_out: bool = True,
    moving: frozenset[str] = MOVING,
    block: int = BLOCK,
) -> Weights:
    """One factor's channels, learned together; only the numbers named in `moving` (of `NUMBERS`) leave where they are.

    `leave_out` False lets a channel be foretold from its own past too (for comparison).
    """
    columns = facts.columns(start)
    subjects = tuple(subjects_of(facts, columns, start, factor, until_us, since_us, sample, leave_out=leave_out, block=block))
    if not subjects:
        return start
    plan = Plan.of(start, columns, factor, subjects, hold, moving)
    warm: list[Mode | None] = [None] * len(subjects)

    def cost(theta: Floats) -> tuple[float, Floats]:
        at = plan.numbers(theta)
        away = (theta - plan.start) / plan.held
        value, gradient = float(away @ away) / 2, away / plan.held
        for k, subject in enumerate(subjects):
            told, slope, warm[k] = likelihood(subject.exam, columns, at, warm[k])
            value -= subject.counts * told
            gradient = gradient - subject.counts * plan.gradient(theta, at, slope)
        return value, gradient

    found = minimize(cost, plan.start, jac=True, method="L-BFGS-B", bounds=plan.bounds, options={"maxiter": 80})
    return plan.weights(start, np.asarray(found.x))


def subjects_of(
    facts: Facts,
    columns: Columns,
    weights: Weights,
    factor: Factor,
    until_us: int,
    since_us: int,
    sample: int,
    *,
    leave_out: bool,
    block: int,
) -> Iterator[Subject]:
    """The channels of the factor with enough targets, each with its exam, all counting alike."""
    found = []
    for code, name in enumerate(columns.channels):
        if weights.channel(name).factor != factor:
            continue
        own = name if leave_out else ""
        exam = exam_of(
            columns,
            weights,
            factor,
            sample=sample,
            targets=(name,),
            without_own=own,
            since_us=since_us,
            until_us=until_us,
            block=block,
        )
        if len(exam.target) >= ENOUGH:
            rows = np.flatnonzero(columns.channel == code)
            found.append(Subject(name, code, rows, exam, 1.0, tuple(terms_of(facts, weights, name, rows))))
    usual = float(np.mean([len(s.exam.target) for s in found])) if found else 0.0
    for subject in found:
        yield replace(subject, counts=usual / len(subject.exam.target))


# -------------------------------------------------------------------------------------------- all numbers as one vector


@dataclass(frozen=True, slots=True)
class Plan:
    """How the numbers of a factor's channels stand in one vector: for each subject load, half-life and tempering as logarithms, the
    intercept, and the terms.
    """

    subjects: tuple[Subject, ...]
    base: Numbers
    start: Floats
    held: Floats
    bounds: list[tuple[float, float]]

    @classmethod
    def of(
        cls,
        weights: Weights,
        columns: Columns,
        factor: Factor,
        subjects: tuple[Subject, ...],
        hold: float,
        moving: frozenset[str],
    ) -> Plan:
        """From where the weights are."""
        start: list[float] = []
        held: list[float] = []
        bounds: list[tuple[float, float]] = []
        for s in subjects:
            c = weights.channel(s.name)
            rows = (
                ("load", np.log(c.w), hold, _logs(LOADS, c.w)),
                ("half-life", np.log(c.half_life_days), hold, _logs(HALF_LIVES, c.half_life_days)),
                ("tempering", np.log(c.rho), hold, _logs(TEMPERING, c.rho)),
                ("intercept", c.intercept, INTERCEPT, (-12.0, 12.0)),
                *(("terms", t.value, TERM, (-4.0, 4.0)) for t in s.terms),
            )
            for number, value, sd, bound in rows:
                stays = number not in moving or (number == "load" and s.name == SCALE)
                start.append(float(value))
                held.append(sd)
                bounds.append((float(value), float(value)) if stays else bound)
        return cls(subjects, Numbers.of(weights, columns, factor), np.array(start), np.array(held), bounds)

    def parts(self, theta: Floats) -> Iterator[tuple[Subject, Floats, Floats]]:
        """Each subject with its numbers and where those started."""
        at = 0
        for s in self.subjects:
            n = 4 + len(s.terms)
            yield s, theta[at : at + n], self.start[at : at + n]
            at += n

    def numbers(self, theta: Floats) -> Numbers:
        """As a likelihood takes them."""
        base = self.base
        offset, w, half_life, rho = base.offset.copy(), base.w.copy(), base.half_life.copy(), base.rho.copy()
        for s, own, before in self.parts(theta):
            moved = own - before
            w[s.code], half_life[s.code] = np.exp(own[0]), np.exp(own[1])
            rho[s.code] = base.rho[s.code] * np.exp(moved[2])
            shift = np.full(len(s.rows), moved[3])
            for term, more in zip(s.terms, moved[4:].tolist(), strict=True):
                shift += more * term.column
            offset[s.rows] += shift
        return replace(base, offset=offset, w=w, half_life=half_life, rho=rho)

    def gradient(self, theta: Floats, at: Numbers, slope: Slope) -> Floats:
        """The slope in the vector."""
        out = []
        for s, _, _ in self.parts(theta):
            k, rise = s.code, slope.offset[s.rows]
            out += [at.w[k] * slope.w[k], at.half_life[k] * slope.half_life[k], at.rho[k] * slope.rho[k], rise.sum()]
            out += [float(rise @ term.column) for term in s.terms]
        return np.array(out)

    def weights(self, before: Weights, theta: Floats) -> Weights:
        """The weights with these numbers; weekdays sum to nothing, the intercept takes their mean."""
        channels = dict(before.channels)
        for s, own, _ in self.parts(theta):
            c = channels[s.name]
            terms, more = c.circumstances, 0.0
            for term, value in zip(s.terms, own[4:].tolist(), strict=True):
                terms = with_term(terms, term, value)
            if any(t.field == "weekday" for t in s.terms):
                more = float(np.mean(terms.weekday))
                terms = replace(terms, weekday=tuple(round(v - more, 4) for v in terms.weekday))
            load, half_life, rho = (float(np.exp(v)) for v in own[:3])
            channels[s.name] = replace(
                c,
                w=round(load, 3),
                half_life_days=round(half_life, 1),
                rho=round(rho, 3),
                intercept=round(float(own[3]) + more, 4),
                circumstances=terms,
            )
        return replace(before, channels=channels)


def _logs(bounds: tuple[float, float], value: float) -> tuple[float, float]:
    """The bounds as logarithms, wide enough for where a number starts."""
    return float(np.log(min(bounds[0], value))), float(np.log(max(bounds[1], value)))
