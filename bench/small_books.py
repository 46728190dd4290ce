"""How wide must an interval be in a book of few chances? `python -m bench.small_books [--seed N] [--asks 3 12] [--channel asks_advice]`.

How often asks are answered in a book lies about 1.5 log-odds (standard deviation, `base_rates.BETWEEN_BOOKS`) from what ships. Drawn from
the model: buyers with 3 to 12 asks each, or as many as is said, the book's base rate off by a normal draw. Told is which share of 80 %
intervals hold the true standing toward the team

- as shipped, which was so for books of fewer than 300 chances;
- with the base rate's variance from book to book carried into each interval (`carried`), and nothing fitted;
- with the base rate fitted to the few chances, held by its prior; and that with what is then left of its variance carried, as a sync does.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY
from regard.relationships.base_rates import BETWEEN_BOOKS, calibrate
from regard.relationships.known import Z80
from regard.relationships.spread import moved
from regard.relationships.state import Columns, fit_many
from regard.relationships.weights import Weights, load

Floats = NDArray[np.float64]
DAY_OF_ASKING = 20_000 * DAY
CHANNEL = "answers_ask"
ASKS = (3, 12)
WAYS = ("shipped", "variance carried", "fitted", "fitted, rest carried")


def main() -> None:
    """Measure and print, a line for each size of book and how far base rates differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--asks", type=int, nargs=2, default=ASKS, metavar=("FEWEST", "MOST"))
    parser.add_argument("--channel", default=CHANNEL)
    parser.add_argument("--buyers", type=int, nargs="+", default=(5, 10, 25))
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    for buyers in options.buyers:
        for off in (0.0, 0.7, BETWEEN_BOOKS):
            books = [held(rng, buyers, off, tuple(options.asks), options.channel) for _ in range(max(1, 1500 // buyers))]
            share = dict(zip(WAYS, np.mean(books, axis=0).round(3).tolist(), strict=True))
            print(json.dumps({"buyers": buyers, "base rates off by": off, "books": len(books)} | share), flush=True)


def held(rng: np.random.Generator, buyers: int, off: float, asks: tuple[int, int] = ASKS, name: str = CHANNEL) -> list[float]:
    """Of one drawn book: the share of intervals that hold, in each of `WAYS`."""
    weights = load()
    channel = weights.channel(name)
    prior = weights.factors[channel.factor]
    buyer = np.repeat(np.arange(buyers), rng.integers(asks[0], asks[1] + 1, buyers))
    true, toward = rng.normal(0, prior.tau_b, buyers), rng.normal(0, prior.tau_u, buyers)
    eta = channel.intercept + rng.normal(0, off) + channel.w * (true[buyer] + toward[buyer])
    n, names = len(buyer), tuple(weights.channels)
    outcome = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(np.int64)
    asked = Columns(
        names, buyer, buyer, np.full(n, names.index(name)), outcome, np.full(n, DAY_OF_ASKING), np.full(n, channel.intercept), np.ones(n)
    )  # fmt: skip
    fitted = calibrate(weights, asked, "fitted")
    ways = (weights, unsure(weights, BETWEEN_BOOKS**2), unsure(fitted, 0.0), fitted)
    return [inside(moved(asked, weights, way), way, true) for way in ways]


def unsure(weights: Weights, variance: float) -> Weights:
    """The weights with every base rate as unsure as that."""
    return replace(weights, channels={name: replace(c, unsure=variance) for name, c in weights.channels.items()})


def inside(columns: Columns, weights: Weights, true: Floats) -> float:
    """The share of the team's intervals that hold the truth."""
    book = fit_many(columns, DAY_OF_ASKING, weights)
    return float((np.abs(book.mean - true[book.buyer]) <= Z80 * book.sd).mean())


if __name__ == "__main__":
    main()
