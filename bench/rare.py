"""`python -m bench.rare [--seed N ...]`: is it found how far buyers differ where what shows it is rare, and do intervals hold there?

Drawn from the model itself: 400 buyers, two of ours each, a median of 17 chances of asking for advice and of a next step in 18 months,
toward one of ours mostly; deeds in one to seven of a hundred. Everybody answers something at first, so that they deal with us
(`base_rates.dealing`). Told for each world, with the weights that its book fits to itself: what is found of spread and base rate, the
share of 80 % intervals that hold the true standing (of all; of those known), and how estimates go with the truth.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.simulation import START, Drawn, walk
from regard.model import DAY, FACTORS
from regard.relationships.known import Z80
from regard.relationships.spread import fitted_to
from regard.relationships.state import fit_many
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import Weights, load

RARE = ("asks_advice", "asks_next_step")
CHANNELS = (*RARE, "answers_ask")
WORLDS = ((0.6, -3.0), (0.6, -3.6), (1.0, -3.6), (1.5, -3.6), (2.2, -4.2))
"""tau_b (tau_u is half of it) and the log-odds of asking for advice; a next step is .6 rarer."""
APART = 0.6
HALVES = (None, 365)
BUYERS, DAYS = 400, 540
CHANCES = 23
SHARES = (0.8, 0.2)
"""How a buyer's mail falls to the two of ours."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print, a line a world."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    for seed in parser.parse_args(arguments).seed:
        for tau_b, rate in WORLDS:
            for half in HALVES:
                made = rare_world(np.random.default_rng(seed), tau_b, rate, half)
                world = {"tau_b": tau_b, "advice": rate, "half gone in": half, "seed": seed}
                print(json.dumps(world | told(made, fitted_to(load(), made.facts.columns(load()), "own"))), flush=True)


def rare_world(rng: np.random.Generator, tau_b: float, rate: float, half: int | None, buyers: int = BUYERS) -> Drawn:
    """A world of rare deeds, and each buyer's true value on each day."""
    true, toward = walk(rng, tau_b, buyers, DAYS, half), walk(rng, tau_b / 2, buyers * 2, DAYS, half)
    volume = CHANCES * rng.lognormal(-0.3, 0.75, buyers)
    usual = np.repeat(volume, 2) * np.tile(SHARES, buyers)
    pair = np.repeat(np.arange(buyers * 2), rng.poisson(usual))
    at = rng.uniform(0, DAYS, len(pair))
    parts = []
    for code, more in enumerate((0.0, -APART)):
        eta = rate + more + true[pair // 2, at.astype(np.int64)] + toward[pair, at.astype(np.int64)]
        parts.append((pair, np.full(len(pair), code), rng.random(len(pair)) < 1 / (1 + np.exp(-eta)), at))
    number = rng.poisson(usual) + 1
    pair, trust = np.repeat(np.arange(buyers * 2), number), rng.normal(0, 2.2, buyers)
    at, first = rng.uniform(0, DAYS, len(pair)), np.cumsum(number) - number
    answered = rng.random(len(pair)) < 1 / (1 + np.exp(-trust[pair // 2]))
    at[first], answered[first] = 0.0, True
    parts.append((pair, np.full(len(pair), len(RARE)), answered, at))
    s, channel, outcome, when = (np.concatenate([p[i] for p in parts]) for i in range(4))
    us = START + (when * DAY).astype(np.int64)
    order = np.lexsort((us, s // 2))
    s, channel, outcome, us = s[order], channel[order], outcome[order].astype(np.int64), us[order]
    context = {"weekday": (us // DAY + 3) % 7} | {k: np.full(len(s), v) for k, v in (("hour", 12), ("recipients", 1))}
    context["first_contact"] = np.zeros(len(s), dtype=np.int64)
    return Drawn(Facts(CHANNELS, s // 2, s, channel, outcome, us + 1, us, context, np.ones(len(s))), true)


def told(made: Drawn, weights: Weights) -> dict[str, Any]:
    """What those weights found, and how their estimates of value stand beside the truth."""
    book = fit_many(made.facts.columns(weights), START + DAYS * DAY, weights)
    here = book.factor == FACTORS.index("value")
    true, known = made.true[book.buyer[here], -1], book.known[here]
    inside = np.abs(book.mean[here] - true) <= Z80 * book.sd[here]
    prior = weights.factors["value"]
    return {
        "found": {
            "tau_b": prior.tau_b,
            "tau_u": prior.tau_u,
            "drift": prior.drift,
            "advice": round(weights.channel("asks_advice").intercept, 2),
        },
        "hold": round(float(inside.mean()), 3),
        "known": int(known.sum()),
        "of known": round(float(inside[known].mean()), 3) if known.any() else None,
        "correlation": round(float(np.corrcoef(book.mean[here], true)[0, 1]), 3),
        "bias": round(float((book.mean[here] - true).mean()), 2),
    }


if __name__ == "__main__":
    main()
