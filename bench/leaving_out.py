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
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.truth.evidence import world_of
from bench.truth.messages import asks_of
from regard.model import Factor
from regard.relationships.calibration import auc
from regard.relationships.learning import NUMBERS, SAMPLE, of_factor
from regard.relationships.prequential import Numbers, exam_of, likelihood
from regard.relationships.spread import with_spread
from regard.relationships.validity.mails import Facts
from regard.relationships.validity.protocols import reply
from regard.relationships.validity.world import World, as_a_book, recentred
from regard.relationships.weights import Weights, load
from regard.time import day_start

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


if __name__ == "__main__":
    main()
