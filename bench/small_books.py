"""`python -m bench.small_books [--seed N]`: in a book of few chances, what makes an interval as wide as it should be?

Books with fewer than 300 decided chances take what ships, the base rate of answers too, and a book's own lies about 1.5 log-odds (standard
deviation, `base_rates.BETWEEN_BOOKS`) from it. Drawn from the model: buyers with 3 to 12 asks each, the book's base rate off by a normal
draw. Told is which share of 80 % intervals hold the true standing toward the team

- as shipped;
- with the base rate's variance from book to book carried into each interval, by how far the estimate moves with it;
- with the base rate fitted to the few chances, held by its prior; and that with what is then left of its variance carried on.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY
from regard.relationships.base_rates import BETWEEN_BOOKS, CLUSTER, shifts, usual_chance
from regard.relationships.known import Z80
from regard.relationships.state import Columns, fit_many
from regard.relationships.weights import Weights, load

Floats = NDArray[np.float64]
DAY_OF_ASKING = 20_000 * DAY
CHANNEL = "answers_ask"
FEWEST, MOST = 3, 12
STEP = 0.1
WAYS = ("shipped", "variance carried", "fitted", "fitted, rest carried")


def main() -> None:
    """Measure and print, a line for each size of book and how far base rates differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    rng = np.random.default_rng(parser.parse_args().seed)
    for buyers in (5, 10, 25):
        for off in (0.0, 0.7, BETWEEN_BOOKS):
            books = [held(rng, buyers, off) for _ in range(1500 // buyers)]
            share = dict(zip(WAYS, np.mean(books, axis=0).round(3).tolist(), strict=True))
            print(json.dumps({"buyers": buyers, "base rates off by": off, "books": len(books)} | share), flush=True)


def held(rng: np.random.Generator, buyers: int, off: float) -> list[float]:
    """Of one drawn book: the share of intervals that hold, in each of `WAYS`."""
    weights = load()
    prior, channel = weights.factors["trust"], weights.channel(CHANNEL)
    buyer = np.repeat(np.arange(buyers), rng.integers(FEWEST, MOST + 1, buyers))
    true, toward = rng.normal(0, prior.tau_b, buyers), rng.normal(0, prior.tau_u, buyers)
    eta = channel.intercept + rng.normal(0, off) + true[buyer] + toward[buyer]
    n, names = len(buyer), tuple(weights.channels)
    outcome = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(np.int64)
    asked = Columns(
        names, buyer, buyer, np.full(n, names.index(CHANNEL)), outcome, np.full(n, DAY_OF_ASKING), np.full(n, channel.intercept), np.ones(n)
    )  # fmt: skip
    fitted = replace(asked, offset=asked.offset + shifts(weights, asked)[CHANNEL])
    cases = ((asked, 0.0), (asked, BETWEEN_BOOKS**2), (fitted, 0.0), (fitted, left(fitted, sqrt(prior.pair))))
    return [inside(columns, weights, variance, true) for columns, variance in cases]


def left(columns: Columns, spread: float) -> float:
    """What is left of the variance of the base rate after these chances."""
    _, code, count = np.unique(columns.buyer, return_inverse=True, return_counts=True)
    p, rise = usual_chance(columns.offset, spread)
    told = rise**2 / (p * (1 - p)) / (1 + CLUSTER * (count[code] - 1))
    return 1 / (float(told.sum()) + 1 / BETWEEN_BOOKS**2)


def inside(columns: Columns, weights: Weights, variance: float, true: Floats) -> float:
    """The share of intervals that hold, each widened by a base rate of that variance as far as the estimate moves with it."""
    here, there = (fit_many(replace(columns, offset=columns.offset + d), DAY_OF_ASKING, weights) for d in (0.0, STEP))
    sd = np.sqrt(here.sd**2 + variance * ((there.mean - here.mean) / STEP) ** 2)
    return float((np.abs(here.mean - true[here.buyer]) <= Z80 * sd).mean())


if __name__ == "__main__":
    main()
