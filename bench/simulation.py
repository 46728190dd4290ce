"""`python -m bench.simulation [--seed N]`: a simulation study of the state. Are planted weights found again, do 80 % intervals hold
four fifths, are planted changes found soon, and how often does nothing raise an alarm?

Buyers are drawn from the model itself (standing toward the team and toward each of ours, chances of three channels, the shipped
circumstances), so what is measured is the estimate and not a generator's taste. Standing either stays as it is or wanders: a
stationary walk that forgets half of where it was in `HALVES` days. Intervals are counted where the estimate is known, against
the true standing of that day.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY
from regard.relationships.display import MOVE
from regard.relationships.known import Z80
from regard.relationships.learning import WEEK, of_factor
from regard.relationships.spread import fitted_to
from regard.relationships.state import Book, fit_many
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import Weights, load

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
START = 20_000 * DAY
HALVES = (None, 1460, 730, 365, 180)
"""Days in which a wandering standing forgets half of where it was; None: it never moves."""
CHANNELS = ("answers_ask", "answers_sooner", "starts_contact")
A_WEEK = (2.0, 1.2, 1.0)
"""Chances a week and pair of each channel."""
PLANTED = {"answers_sooner": 0.5, "starts_contact": 0.8}
"""Weights planted to be found again, beside a spread tau_b of 1.6; `answers_ask` is 1 by definition: it sets the scale."""
TAU = 1.6
WORLDS = ((2.2, 0.64), (1.2, 0.35), (3.0, 0.4), (1.2, 0.9))
"""tau_b and tau_u / tau_b of the worlds whose intervals are counted; the first are those that ship."""
BUYERS = 600
FEW = 0.1
"""So many of the chances are left where evidence is thin."""
DROP = 2.0
"""A planted change, in prior standard deviations of the team's standing: from one above to one below, or up again."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A made-up book: its decided trials, and each buyer's true standing toward the team on each day."""

    facts: Facts
    true: Floats


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    found = {"weights": recovered(args.seed), "intervals": intervals(args.seed), "changes": changes(args.seed)}
    print(json.dumps(found, indent=1))


# ------------------------------------------------------------------------------------------------------ the worlds


def drawn(
    rng: np.random.Generator, weights: Weights, *, buyers: int, days: int, half: int | None, true: Floats | None = None
) -> Drawn:
    """A world of buyers with two of ours each. `true` (buyers, days) replaces the standing that is drawn."""
    prior = weights.factors["trust"]
    if true is None:
        true = walk(rng, prior.tau_b, buyers, days, half)
    toward = walk(rng, prior.tau_u, buyers * 2, days, half)
    parts = []
    for code, (name, rate) in enumerate(zip(CHANNELS, A_WEEK, strict=True)):
        channel = weights.channel(name)
        n = rng.poisson(rate * days / 7, buyers * 2)
        pair = np.repeat(np.arange(buyers * 2), n)
        at = rng.uniform(0, days, len(pair))
        day = at.astype(np.int64)
        us = START + (at * DAY).astype(np.int64)
        context = {"weekday": (us // DAY + 3) % 7, "hour": np.full(len(us), 12), "recipients": np.ones(len(us), dtype=np.int64)}
        offset = weights.offsets(context, name, len(us))
        eta = offset + channel.w * (true[pair // 2, day] + toward[pair, day])
        outcome = (rng.random(len(us)) < 1 / (1 + np.exp(-eta))).astype(np.int64)
        parts.append((pair // 2, pair, np.full(len(us), code), outcome, us + DAY // 2, us, context))
    b, s, channel_, outcome_, known, opened = (np.concatenate([p[i] for p in parts]) for i in range(6))
    order = np.lexsort((known, b))
    context = {k: np.concatenate([p[6][k] for p in parts])[order] for k in ("weekday", "hour", "recipients")}
    context["first_contact"] = np.zeros(len(b), dtype=np.int64)
    arrays = (b[order], s[order], channel_[order], outcome_[order], known[order], opened[order])
    return Drawn(Facts(CHANNELS, *arrays, context, np.ones(len(b))), true)


def walk(rng: np.random.Generator, sd: float, n: int, days: int, half: int | None) -> Floats:
    """Standings of `n` over `days`, of spread `sd` on every day."""
    first = rng.normal(0, sd, n)
    if half is None:
        return np.repeat(first[:, None], days, axis=1)
    keep = 0.5 ** (1 / half)
    out = np.empty((n, days))
    out[:, 0] = first
    for day in range(1, days):
        out[:, day] = keep * out[:, day - 1] + rng.normal(0, sd * sqrt(1 - keep**2), n)
    return out


# --------------------------------------------------------------------------------------------------------- weights


def recovered(seed: int) -> dict[str, Any]:
    """What learning from the shipped weights finds where others are planted: planted, shipped, found."""
    shipped = load()
    planted = _planted(shipped)
    rng = np.random.default_rng(seed)
    facts = drawn(rng, planted, buyers=300, days=540, half=730).facts
    usual = fitted_to(shipped, facts.columns(shipped), "fitted")
    end = START + 540 * DAY
    moving = frozenset({"load", "half-life"})
    found = of_factor(
        facts, usual, "trust", end, since_us=START + 180 * DAY, sample=500, leave_out=False, moving=moving, block=WEEK
    )
    out = {
        name: {"planted": w, "shipped": shipped.channel(name).w, "found": found.channel(name).w} for name, w in PLANTED.items()
    }
    tau = {"planted": TAU, "shipped": shipped.factors["trust"].tau_b, "found": found.factors["trust"].tau_b}
    return {"trials": len(facts), "w": out, "tau_b": tau}


def _planted(weights: Weights) -> Weights:
    prior = weights.factors["trust"]
    factors = {**weights.factors, "trust": replace(prior, tau_b=TAU, tau_u=round(TAU * prior.tau_u / prior.tau_b, 3))}
    channels = {**weights.channels, **{name: replace(weights.channels[name], w=w) for name, w in PLANTED.items()}}
    return replace(weights, factors=factors, channels=channels)


# ------------------------------------------------------------------------------------------------------- intervals


def intervals(seed: int) -> dict[str, Any]:
    """Share of known estimates whose 80 % interval holds the true standing of that day, by how far buyers differ and how fast standing
    wanders: with the weights that ship, and with those that a book fits to itself.
    """
    shipped = load()
    out = {}
    for tau_b, ratio in WORLDS:
        for half in HALVES:
            trust = replace(shipped.factors["trust"], tau_b=tau_b, tau_u=ratio * tau_b)
            planted = replace(shipped, factors={**shipped.factors, "trust": trust})
            world = drawn(np.random.default_rng(seed), planted, buyers=BUYERS, days=720, half=half)
            own = fitted_to(shipped, world.facts.columns(shipped), "fitted")
            name = f"tau_b {tau_b}, tau_u {ratio * tau_b:.2f}, " + (
                "never moves" if half is None else f"half gone in {half} days"
            )
            found = own.factors["trust"]
            out[name] = {
                "shipped": _held(world, shipped),
                "fitted": _held(world, own),
                "found": {
                    "tau_b": found.tau_b,
                    "tau_u": found.tau_u,
                    "drift": found.drift,
                    "burst": found.burst,
                    "half_life": own.channel("answers_ask").half_life_days,
                },
            }
    return out


def _held(world: Drawn, weights: Weights) -> dict[str, Any]:
    """Coverage with its 95 % interval, how many are known, and how estimates go with the truth."""
    book = fit_many(world.facts.columns(weights), START + 720 * DAY, weights)
    true = world.true[book.buyer, -1]
    inside = (np.abs(book.mean - true) <= Z80 * book.sd)[book.known]
    share = float(inside.mean()) if len(inside) else float("nan")
    reach = 1.96 * sqrt(share * (1 - share) / max(len(inside), 1))
    return {
        "coverage80": round(share, 3),
        "low": round(share - reach, 3),
        "high": round(share + reach, 3),
        "known": len(inside),
        "correlation": round(float(np.corrcoef(book.mean, true)[0, 1]), 3),
    }


# --------------------------------------------------------------------------------------------------------- changes


def changes(seed: int, buyers: int = 300, days: int = 540, at: int = 400) -> dict[str, Any]:
    """Planted falls and rises found within 45 and 140 days, and alarms about buyers who stand still, by how far from noise an alarm
    lies: with the shipped weights, with those the book fits to itself, and with a tenth of the chances.
    """
    shipped = load()
    rng = np.random.default_rng(seed)
    tau = shipped.factors["trust"].tau_b
    true = walk(rng, tau, buyers, days, None)
    moved = rng.permutation(buyers)[: buyers // 3]
    sign = np.where(rng.random(len(moved)) < 0.5, 1.0, -1.0)
    true[moved, :at] = (sign * tau * DROP / 2)[:, None] + walk(rng, 0.2 * tau, len(moved), at, 365)
    true[moved, at:] = (-sign * tau * DROP / 2)[:, None] + walk(rng, 0.2 * tau, len(moved), days - at, 365)
    facts = drawn(rng, shipped, buyers=buyers, days=days, half=None, true=true).facts
    early = facts.where(facts.known_us < START + 180 * DAY)
    own = fitted_to(shipped, early.columns(shipped), "fitted")
    few = facts.where(rng.random(len(facts.known_us)) < FEW)
    return {
        name: _told(seen, weights, moved, sign, buyers, days, at)
        for name, seen, weights in (
            ("shipped", facts, shipped),
            ("fitted", facts, own),
            (f"shipped, {FEW:g} of the chances", few, shipped),
        )
    }


def _told(facts: Facts, weights: Weights, moved: Ints, sign: Floats, buyers: int, days: int, at: int) -> dict[str, Any]:
    """What is found and what is told in vain under some weights; those of a book were fitted before the first day that is looked at."""
    columns = facts.columns(weights)
    still = np.setdiff1d(np.arange(buyers), moved)
    seen = {day: _moves(fit_many(columns, START + day * DAY, weights), buyers) for day in range(180, days, 7)}
    out: dict[str, Any] = {"half_life": weights.channel("answers_ask").half_life_days}
    for z in sorted({1.96, MOVE, 3.29}):
        found = {
            within: np.mean(
                [
                    any(v[b] * s < -z for day, v in seen.items() if at < day <= at + within)
                    for b, s in zip(moved.tolist(), sign.tolist(), strict=True)
                ]
            )
            for within in (45, 140)
        }
        told = [np.abs(v[still]) > z for v in seen.values()]
        begun = sum(int((now & ~before).sum()) for before, now in pairwise(told))
        out[f"beyond {z:.2f} of its noise{' (as shipped)' if z == MOVE else ''}"] = {
            **{f"changes found within {within} days": round(float(share), 3) for within, share in found.items()},
            "planted": len(moved),
            "alarms a month for 100 who stand still": round(100 * begun / len(still) / ((days - 180) / 30), 2),
        }
    return out


def _moves(book: Book, buyers: int) -> Floats:
    """How far each buyer moved in units of noise; 0 where the estimate is not known."""
    out = np.zeros(buyers)
    out[book.buyer] = np.where(book.known, book.moves.by / book.moves.noise, 0.0)
    return out


if __name__ == "__main__":
    main()
