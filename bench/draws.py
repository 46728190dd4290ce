"""How much of where a buyer stands is an accident of who else is in the book? `python -m bench.draws BOOK [--splits 4] [--json]`.

The buyers of a book are parted by lot in two halves, and the book's own numbers (base rates, spread, movement) are fitted to each half as a
sync does. Everybody is then estimated under both: how many points their score moves, of those known under both, and who is known under one
alone. Two halves differ twice as much as the whole book's fit differs, in standard deviation, from that of endlessly many such buyers.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from regard.flow.stored_trials import all_columns
from regard.model import FACTORS
from regard.relationships.known import scale
from regard.relationships.prequential import mixed
from regard.relationships.spread import fitted_to, moved
from regard.relationships.state import Columns, fit_many
from regard.relationships.weights import Weights, load
from regard.store.live import Live
from regard.time import now_us


@dataclass(frozen=True, slots=True)
class Stand:
    """A score, and whether it is known."""

    score: float
    known: bool


def standing(trials: Columns, weights: Weights) -> dict[tuple[int, str], Stand]:
    """Where every buyer stands on the last day; `trials.offset` must come from what ships."""
    book = fit_many(moved(trials, load(), weights), int(trials.known_us.max()), weights)
    found = {}
    for code, factor, mean, known in zip(
        book.buyer.tolist(), book.factor.tolist(), book.mean.tolist(), book.known.tolist(), strict=True
    ):
        name = FACTORS[factor]
        found[code, name] = Stand(scale(mean, weights.factors[name].team), known)
    return found


def halves(trials: Columns, lot: int) -> tuple[Columns, Columns]:
    """The trials of one half of the buyers and of the other, by lot."""
    mark = trials.buyer if trials.mark is None else trials.mark
    one = mixed(mark, np.full(len(trials), lot)) % 2 == 0
    return trials.take(np.flatnonzero(one)), trials.take(np.flatnonzero(~one))


def apart(trials: Columns, lot: int) -> dict[str, dict[str, float]]:
    """By factor: how many are known under one half's numbers, under both, and the points between the two (median, 90 %, most)."""
    a, b = (standing(trials, fitted_to(load(), half, "half")) for half in halves(trials, lot))
    found = {}
    for factor in FACTORS:
        pairs = [(a[key], b[key]) for key in a if key[1] == factor]
        both = np.array([abs(x.score - y.score) for x, y in pairs if x.known and y.known])
        one = sum(x.known != y.known for x, y in pairs)
        if len(both):
            points = {"median": np.median(both), "p90": np.quantile(both, 0.9), "most": both.max()}
            found[factor] = {"known by both": len(both), "by one": one} | {k: round(float(v), 1) for k, v in points.items()}
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each split and factor, or JSON."""
    parser = argparse.ArgumentParser(prog="bench.draws", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("book", type=Path)
    parser.add_argument("--splits", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(arguments)
    live = Live.open(args.book, read_only=True)
    if live is None:
        sys.exit(f"{args.book} holds no book that is read; sync it first.")
    trials = all_columns(live, now_us(), load())
    began = process_time()
    fitted_to(load(), trials, "whole")
    cost = process_time() - began
    found: dict[str, Any] = {"trials": len(trials), "seconds of one fit": round(cost, 2)}
    found["splits"] = [apart(trials, lot) for lot in range(args.splits)]
    if args.json:
        print(json.dumps(found))
        return
    print(f"{len(trials):,} trials; one fit to all of them {cost:.1f} s of CPU")
    for lot, split in enumerate(found["splits"]):
        for factor, told in split.items():
            print(lot, factor, told)


if __name__ == "__main__":
    main()
