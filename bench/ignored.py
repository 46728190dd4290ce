"""`python -m bench.ignored [--seeds 8] [--first-seed 0]`: ten asks more that one buyer ignores: how many points does that move the others?

What is usual in a book is learned from all of its buyers, so what one does or leaves undone may move what everybody is held against.
Drawn: buyers asked 22 times in 200 days, who differ by 1.3 log-odds; the same book again with ten asks more to the first, all ignored,
`among` the others from the second month on or `after` them. Both are fitted as a sync does (base rates, spread, movement). Told are the
points of trust by which the others move.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY, FACTORS
from regard.relationships.known import scale
from regard.relationships.spread import fitted_to, moved
from regard.relationships.state import Columns, fit_many
from regard.relationships.weights import load

START, SPAN = 20_000 * DAY, 212 * DAY
CHANNEL, ASKS, EVERY = "answers_ask", 22, 9
MORE = 10
WHEN = {"among": (55, 15), "after": (198, 1)}
"""The day of the first of the asks more, and days from one to the next."""
LEVEL, DIFFER = 0.7, 1.3
"""How far above what ships, and how far apart, the buyers stand, in log-odds."""


def main() -> None:
    """Measure and print, a line for each size of book."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--first-seed", type=int, default=0)
    options = parser.parse_args()
    for when in WHEN:
        for buyers in (12, 30, 60, 120):
            seeds = range(options.first_seed, options.first_seed + options.seeds)
            by = np.abs(np.concatenate([others_move(buyers, seed, when) for seed in seeds]))
            points = {"median": np.median(by), "p90": np.quantile(by, 0.9), "most": by.max()}
            print(json.dumps({"asks": when, "buyers": buyers} | {k: round(float(v), 2) for k, v in points.items()}), flush=True)


def others_move(buyers: int, seed: int, when: str = "among") -> NDArray[np.float64]:
    """The points of trust by which everybody but the first moves, in one drawn book."""
    before, after = (_scores(_drawn(np.random.default_rng(seed), buyers, more=n, when=when)) for n in (0, MORE))
    return after[1:] - before[1:]


def _drawn(rng: np.random.Generator, buyers: int, *, more: int, when: str) -> Columns:
    """The chances of all; `more` of the first, ignored."""
    first, every = WHEN[when]
    base = load().channel(CHANNEL).intercept
    standing = rng.normal(LEVEL, DIFFER, buyers)
    buyer = np.concatenate([np.repeat(np.arange(buyers), ASKS), np.zeros(more, dtype=np.int64)])
    day = np.concatenate([np.tile(np.arange(ASKS) * EVERY, buyers), first + every * np.arange(more)])
    chance = 1 / (1 + np.exp(-(base + standing[buyer[: buyers * ASKS]])))
    outcome = np.concatenate([(rng.random(buyers * ASKS) < chance).astype(np.int64), np.zeros(more, dtype=np.int64)])
    n, names, opened = len(buyer), tuple(load().channels), START + day * DAY
    code = np.full(n, names.index(CHANNEL))
    seller = np.zeros(n, dtype=np.int64)
    return Columns(names, buyer, seller, code, outcome, opened + 3 * DAY, np.full(n, base), np.ones(n), opened)


def _scores(asked: Columns) -> NDArray[np.float64]:
    """Everybody's trust under the weights fitted to this book, by buyer."""
    weights = fitted_to(load(), asked, "drawn")
    book = fit_many(moved(asked, load(), weights), START + SPAN, weights)
    prior = weights.factors["trust"].team
    return np.array([scale(mean, prior) for mean in book.mean[book.factor == FACTORS.index("trust")].tolist()])


if __name__ == "__main__":
    main()
