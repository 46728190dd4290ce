"""`python -m bench.joint [--data DIR] [--final WAY]`: all numbers of trust learned at once by gradient, spread and process noise too.

One vector holds loads, half-lives, tempering, intercepts, terms of circumstances, tau_b, tau_u / tau_b and the drift. L-BFGS climbs the
prequential likelihood of blocks on its exact gradient (implicit differentiation through the mode, `relationships.prequential`); each
number is held by a normal prior on its own scale to the generic start of `bench.weights`, never to what ships. Learned on the mail
graph before 1 May 2010 and compared in May and June, where a way may be chosen; what is chosen is read in July to September, the months
of `bench.truth`. Differences are paired, with 95 % intervals over people drawn again.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bench.leaving_out import log_loss
from bench.truth.evidence import world_of
from bench.truth.messages import asks_of
from bench.weights import start
from regard.model import Factor
from regard.relationships.calibration import auc, gain, share_inside
from regard.relationships.learning import BLOCK, HOLD, MOVING, SAMPLE, WEEK, Plan, subjects_of
from regard.relationships.newton import Floats, Mode
from regard.relationships.prequential import Numbers, Slope, likelihood
from regard.relationships.spread import BETWEEN, DRIFT, RATIO, TAU_B, WIDEST_RATIO
from regard.relationships.validity.mails import Facts
from regard.relationships.validity.protocols import coverage, reply
from regard.relationships.validity.world import Answers, World, as_a_book, recentred
from regard.relationships.weights import Weights, load
from regard.time import day_start

FROM, LEARN, READ = date(2010, 2, 1), date(2010, 5, 1), date(2010, 7, 1)
"""From when on blocks are foretold, until when weights learn from them, and until when ways are compared."""
WITHOUT_TEMPERING = frozenset(MOVING - {"tempering"})
WAYS: tuple[tuple[str, bool, frozenset[str], int], ...] = (
    ("own channel there, weeks", False, WITHOUT_TEMPERING, WEEK),
    ("own channel there, weeks, tempering", False, MOVING, WEEK),
    ("own channel there, months", False, WITHOUT_TEMPERING, BLOCK),
    ("own channel left out, weeks", True, WITHOUT_TEMPERING, WEEK),
    ("own channel left out, weeks, tempering", True, MOVING, WEEK),
)


def together(
    facts: Facts,
    begun: Weights,
    factor: Factor,
    until_us: int,
    *,
    since_us: int = 0,
    sample: int = SAMPLE,
    leave_out: bool = False,
    moving: frozenset[str] = WITHOUT_TEMPERING,
    block: int = WEEK,
) -> Weights:
    """The weights with every number of the factor learned from what was decided before `until_us`, all at once."""
    columns = facts.columns(begun)
    subjects = tuple(subjects_of(facts, columns, begun, factor, until_us, since_us, sample, leave_out=leave_out, block=block))
    if not subjects:
        return begun
    plan = Plan.of(begun, columns, factor, subjects, HOLD, moving)
    prior = begun.factors[factor]
    first = np.concatenate([plan.start, np.log([prior.tau_b, prior.tau_u / prior.tau_b]), [_log_odds(prior.drift)]])
    held = np.concatenate([plan.held, [BETWEEN[k] for k in ("tau_b", "ratio", "drift")]])
    spread = [tuple(np.log(TAU_B)), (float(np.log(RATIO[0])), float(np.log(WIDEST_RATIO)))]
    bounds = [*plan.bounds, *spread, (_log_odds(DRIFT[0]), _log_odds(DRIFT[1]))]
    warm: list[Mode | None] = [None] * len(subjects)

    def cost(theta: Floats) -> tuple[float, Floats]:
        at = numbers(plan, theta)
        away = (theta - first) / held
        value, rise = float(away @ away) / 2, away / held
        for k, subject in enumerate(subjects):
            said, slope, warm[k] = likelihood(subject.exam, columns, at, warm[k])
            value -= subject.counts * said
            rise = rise - subject.counts * gradient(plan, theta, at, slope)
        return value, rise

    theta = np.asarray(minimize(cost, first, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 120}).x)
    tau_b, ratio, drift = float(np.exp(theta[-3])), float(np.exp(theta[-2])), 1 / (1 + float(np.exp(-theta[-1])))
    moved = replace(prior, tau_b=round(tau_b, 3), tau_u=round(tau_b * ratio, 3), drift=round(drift, 4))
    found = plan.weights(begun, theta[:-3])
    return replace(found, factors={**found.factors, factor: moved})


def numbers(plan: Plan, theta: Floats) -> Numbers:
    """What a likelihood takes, of the plan's vector followed by log tau_b, log (tau_u / tau_b) and the log-odds of the drift."""
    tau_b2, ratio2 = float(np.exp(2 * theta[-3])), float(np.exp(2 * theta[-2]))
    return replace(plan.numbers(theta[:-3]), tau_b2=tau_b2, tau_u2=tau_b2 * ratio2, drift=1 / (1 + float(np.exp(-theta[-1]))))


def gradient(plan: Plan, theta: Floats, at: Numbers, slope: Slope) -> Floats:
    """The slope in that vector."""
    own = 2 * at.tau_u2 * slope.tau_u2
    more = [2 * at.tau_b2 * slope.tau_b2 + own, own, at.drift * (1 - at.drift) * slope.drift]
    return np.concatenate([plan.gradient(theta[:-3], at, slope), more])


def _log_odds(p: float) -> float:
    return float(np.log(p / (1 - p)))


# ----------------------------------------------------------------------------------------------- what is told of it


def read(
    world: World, weights: Weights, since_us: int, until_us: int, beside: Answers | None
) -> tuple[dict[str, Any], Answers]:
    """What weights foretell from `since_us` on: AUC of replies by the state alone and by how much it is above `beside`, ECE and so on."""
    ready = recentred(replace(world, weights=weights, split_us=since_us))
    answers, inside = reply(ready), coverage(ready)
    p, y = answers.rows["state"], answers.y
    pits = inside.rows["state"]
    more = None if beside is None else gain(p, beside.rows["state"], y, answers.buyer)
    prior = ready.weights.factors["trust"]
    found = {
        "AUC": round(auc(p, y, np.ones(len(y))), 4),
        "more": None if more is None else [round(v, 4) for v in more],
        "log-loss": round(float(-np.mean(y * np.log(p) + (1 - y) * np.log1p(-p))), 4),
        "of targets": {
            name: round(v, 4) for name, (v, _) in log_loss(world.facts, ready.weights, "trust", since_us, until_us, leave_out=False).items()
        },
        "80 % hold": round(share_inside(pits, inside.y, np.ones(len(pits))), 3) if len(pits) else None,
        "tau_b, tau_u, drift": [prior.tau_b, prior.tau_u, prior.drift],
        "load, half-life, rho": {
            n: [c.w, c.half_life_days, c.rho] for n, c in weights.channels.items() if n in world.facts.channels
        },
    }  # fmt: skip
    return found, answers


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn in every way, compare in May and June; read one way (`--final NAME`) in the last months."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("REGARD_EVAL_DATA")
    parser.add_argument("--data", default=f"{default}/graph-manufacturer" if default else None, required=default is None)
    parser.add_argument("--final", choices=[name for name, *_ in WAYS], help="read this way in July to September, once")
    options = parser.parse_args(arguments)
    mail, asks = asks_of(Path(options.data))
    since, learn, until = (day_start(d) for d in (FROM, LEARN, READ))
    ways = [way for way in WAYS if options.final in {None, way[0]}]
    if options.final:
        learn, until = until, mail.end_us + 1
    whole = world_of(mail, asks, load(), learn)
    world = whole if options.final else replace(whole.before(until), split_us=learn)
    early = world.facts.where(world.facts.known_us < learn)
    ships, beside = read(world, as_a_book(world).weights, learn, until, None)
    print(json.dumps({"way": "ships, fitted as a book", **ships}), flush=True)
    for name, leave_out, moving, block in ways:
        began = time.process_time()
        found = together(early, start(), "trust", learn, since_us=since, leave_out=leave_out, moving=moving, block=block)
        spent = round(time.process_time() - began, 1)
        for then, weights in (("", found), (", fitted as a book", as_a_book(replace(world, weights=found)).weights)):
            told, _ = read(world, weights, learn, until, beside)
            print(json.dumps({"way": name + then, "CPU s": spent, **told}), flush=True)


if __name__ == "__main__":
    main()
