"""`python -m bench.leaving_out [--data DIR]`: would weights learned by foretelling each channel from all others be better?

The likelihood is prequential and leaves the target's own channel out (`relationships.prequential`): blocks of 30 days of a channel
are foretold from states built on the factor's other channels. It is maximised by L-BFGS on exact gradients, all numbers at
once: loads w (that of `answers_ask` is 1 and sets the scale), half-lives, tempering rho, intercepts and terms of circumstances.
Each is held to where it started by a normal prior on its own scale; every channel counts alike. Learned until 1 May 2010 on the
mail graph, read in May and June: the test months of `bench.truth` are not touched. What it found is why the shipped weights and
`regard learn` are not made so (docs/validity.md).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.truth.evidence import world_of
from bench.truth.messages import asks_of
from regard.model import Factor
from regard.relationships.calibration import auc
from regard.relationships.newton import Floats, Ints, Mode
from regard.relationships.prequential import Exam, Numbers, Slope, exam_of, likelihood
from regard.relationships.spread import with_spread
from regard.relationships.state import Columns
from regard.relationships.validity.mails import Facts
from regard.relationships.validity.protocols import World, as_a_book, recentred, reply
from regard.relationships.weights import MOST_RECIPIENTS, OFFICE_HOURS, Circumstances, Weights, load
from regard.time import day_start

SAMPLE = 700
"""Questions of each channel, at most."""
ENOUGH = 200
"""Targets from which a channel's own numbers are learned."""
SCALE = "answers_ask"
"""The channel whose load is 1 by definition."""
HALF_LIVES = (14.0, 180.0)
LOADS = (0.02, 3.0)
TEMPERING = (0.05, 1.0)
RARE = 30
"""A circumstance must hold, and not hold, in so many trials before its term is learned."""
HOLD = 0.5
"""How far numbers may lie from where they started: standard deviation of the logarithm of loads, half-lives and tempering."""
TERM = 0.3
"""The same of a term of circumstances, in log-odds; intercepts are nearly free (1.5)."""
INTERCEPT = 1.5
NUMBERS = ("load", "half-life", "tempering", "intercept", "terms")
MOVING = frozenset(NUMBERS)


FROM, LEARN, READ = date(2010, 2, 1), date(2010, 5, 1), date(2010, 7, 1)
"""From when on blocks are foretold, until when weights learn from them, and until when they are read."""
WAYS: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("own channel left out: all numbers", True, NUMBERS),
    ("own channel left out: loads", True, ("load",)),
    ("own channel left out: loads, half-lives", True, ("load", "half-life")),
    ("own channel left out: loads, terms", True, ("load", "terms")),
    ("own channel there: all numbers", False, NUMBERS),
    ("own channel there: loads", False, ("load",)),
    ("own channel there: terms", False, ("terms",)),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn in every way, and print what the months after say of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("REGARD_EVAL_DATA")
    parser.add_argument("--data", default=f"{default}/graph-manufacturer" if default else None, required=default is None)
    folder = Path(parser.parse_args(arguments).data)
    since, split, until = (day_start(d) for d in (FROM, LEARN, READ))
    mail, asks = asks_of(folder)
    past = world_of(mail, asks, load(), until).before(until)
    world = replace(past, split_us=split)
    early = past.facts.where(past.facts.known_us < split)
    usual = as_a_book(world).weights
    print(json.dumps({"way": "as shipped", **read(world, usual, split, until)}), flush=True)
    for name, leave_out, moving in WAYS:
        found = of_factor(
            early, usual, "trust", split, since_us=since, sample=1500, leave_out=leave_out, moving=frozenset(moving)
        )
        found = (
            with_spread(found, early.columns(found)) if moving == NUMBERS else recentred(replace(world, weights=found)).weights
        )
        print(json.dumps({"way": name, **read(world, found, split, until)}), flush=True)


def read(world: World, weights: Weights, since_us: int, until_us: int) -> dict[str, Any]:
    """What weights foretell: log-loss of each channel with its own past left out and there, AUC of replies by the state alone."""
    answers = reply(replace(world, weights=weights))
    told = {
        said: log_loss(world.facts, weights, "trust", since_us, until_us, leave_out=leave_out)
        for said, leave_out in (("log-loss, own left out", True), ("log-loss, own there", False))
    }
    return {
        **{said: {name: round(value, 4) for name, (value, _) in found.items()} for said, found in told.items()},
        "reply, state alone: AUC": round(auc(answers.rows["state"], answers.y, np.ones(len(answers))), 4),
    }


@dataclass(frozen=True, slots=True)
class Term:
    """One circumstance of a channel: where its number is kept, its column (one value a trial of that channel), its value at the start."""

    field: str
    key: str | int | None
    column: Floats
    value: float


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
) -> Weights:
    """One factor's channels, learned together; only the numbers named in `moving` (of `NUMBERS`) leave where they are.

    `leave_out` False lets a channel be foretold from its own past too (for comparison).
    """
    columns = facts.columns(start)
    subjects = tuple(_subjects(facts, columns, start, factor, until_us, since_us, sample, leave_out=leave_out))
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


def log_loss(
    facts: Facts,
    weights: Weights,
    factor: Factor,
    since_us: int,
    until_us: int,
    *,
    sample: int = SAMPLE,
    leave_out: bool = True,
) -> Mapping[str, tuple[float, int]]:
    """Channel -> mean negative log-likelihood of a target (in its block) that opened in [since_us, until_us), and how many there were."""
    columns = facts.columns(weights)
    at = Numbers.of(weights, columns, factor)
    out = {}
    for name in columns.channels:
        if weights.channel(name).factor == factor:
            own = name if leave_out else ""
            exam = exam_of(
                columns, weights, factor, sample=sample, targets=(name,), without_own=own, since_us=since_us, until_us=until_us
            )
            if len(exam.target):
                out[name] = (-likelihood(exam, columns, at)[0] / len(exam.target), len(exam.target))
    return out


def _subjects(
    facts: Facts,
    columns: Columns,
    weights: Weights,
    factor: Factor,
    until_us: int,
    since_us: int,
    sample: int,
    *,
    leave_out: bool,
) -> Iterator[Subject]:
    found = []
    for code, name in enumerate(columns.channels):
        if weights.channel(name).factor != factor:
            continue
        own = name if leave_out else ""
        exam = exam_of(
            columns, weights, factor, sample=sample, targets=(name,), without_own=own, since_us=since_us, until_us=until_us
        )
        if len(exam.target) >= ENOUGH:
            rows = np.flatnonzero(columns.channel == code)
            found.append(Subject(name, code, rows, exam, 1.0, tuple(_terms(facts, weights, name, rows))))
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
                terms = _with_term(terms, term, value)
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


# ------------------------------------------------------------------------------------------------------- circumstances


def _terms(facts: Facts, weights: Weights, name: str, rows: Ints) -> Iterator[Term]:
    """The circumstances that vary among the trials of a channel."""
    context = {k: v[rows] for k, v in facts.context.items()}
    now = weights.channel(name).circumstances
    numbers: dict[str, Callable[[NDArray[Any]], Floats]] = {
        "recipients": lambda v: np.log(np.clip(v, 1, MOST_RECIPIENTS)),
        "load": lambda v: np.log1p(np.maximum(v, 0)),
        "first_contact": lambda v: v.astype(bool).astype(float),
        "holiday": lambda v: v.astype(bool).astype(float),
    }
    for field, read in numbers.items():
        if field in context and _varies(column := read(context[field])):
            yield Term(field, None, column, float(getattr(now, field)))
    if "hour" in context:
        away = ((context["hour"] < OFFICE_HOURS.start) | (context["hour"] >= OFFICE_HOURS.stop)).astype(float)
        if _varies(away):
            yield Term("off_hours", None, away, now.off_hours)
    if "weekday" in context:
        days = [(d, (context["weekday"] % 7 == d).astype(float)) for d in range(7)]
        yield from (Term("weekday", d, column, now.weekday[d]) for d, column in days if _varies(column))
    for field in ("kind", "role"):
        table: Mapping[str, float] = getattr(now, field)
        for key in np.unique(context[field]).tolist() if field in context else ():
            column = (context[field] == key).astype(float)
            if key and _varies(column):
                yield Term(field, str(key), column, table.get(str(key), 0.0))


def _varies(column: Floats) -> bool:
    """Whether enough trials have it and enough have not."""
    usual = float(np.median(column)) if len(column) else 0.0
    return int((column != usual).sum()) >= RARE


def _with_term(terms: Circumstances, term: Term, value: float) -> Circumstances:
    rounded: Any = round(value, 4)
    if isinstance(term.key, int):
        days = list(terms.weekday)
        days[term.key] = value
        rounded = tuple(days)
    elif term.key is not None:
        rounded = {**getattr(terms, term.field), term.key: rounded}
    return replace(terms, **{term.field: rounded})


if __name__ == "__main__":
    main()
