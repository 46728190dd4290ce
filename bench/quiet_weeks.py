"""Are the intervals of buyers right who were hardly ever asked anything? `python -m bench.quiet_weeks --data DIR/graph-manufacturer`.

On a sales desk most buyers with ten fair chances had ten weeks in which they wrote, or did not, and 0 to 3 asks of which anybody saw
what became; most of them are not known. Is knowing withheld? The mail of a real company says: each pair's evidence is cut down to its
weeks and to N of its asks, drawn without a look at what became of them, every pair a buyer of its own. What is foretold from that is the
number of answers in the 30 days after a cut (the protocol of `bench.truth coverage`), of pairs asked five times then. An 80 % interval
as wide as it must be holds .80 of them; one that holds .90 withholds what is known.

Weights are those of the whole graph before the split, fitted as a book's are. `weeks weigh in full`, `a quarter` and `a tenth` take
that for what a week counts (`rho`, .15).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.truth.evidence import CHANNELS, world_of
from bench.truth.messages import asks_of
from regard.relationships.calibration import measured, randomised_pit, share_inside
from regard.relationships.known import are_known
from regard.relationships.state import fit_many
from regard.relationships.validity.mails import Facts, ask_context
from regard.relationships.validity.moments import Moments, standing
from regard.relationships.validity.protocols import LEAST_ASKS, STEP
from regard.relationships.validity.world import World, as_a_book
from regard.relationships.weights import Weights, load

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MAY_US, SPLIT_US = (int(datetime(2010, month, 1, tzinfo=UTC).timestamp()) * 1_000_000 for month in (5, 7))
ASKS = (0, 1, 3, 10)
SEED = 20100701
INSIDE = (0.1, 0.9)
ASK, WEEK = CHANNELS.index("answers_ask"), CHANNELS.index("starts_contact")
_T, _OMEGA = np.polynomial.hermite_e.hermegauss(21)
_OMEGA = _OMEGA / _OMEGA.sum()


@dataclass(frozen=True, slots=True)
class Foretold:
    """A row a pair and cut: its person, where its count of answers fell in what was foretold, whether it was known, how wide its sd was."""

    person: Ints
    pit: Floats
    known: NDArray[np.bool_]
    sd: Floats


def main() -> None:
    """Measure and print, a line for each number of asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with messages.csv")
    parser.add_argument(
        "--may", action="store_true", help="the two months before the test: learned before May, read until July"
    )
    options = parser.parse_args()
    mail, asks = asks_of(options.data)
    split_us = MAY_US if options.may else SPLIT_US
    world = as_a_book(world_of(mail, asks, load(), split_us))
    if options.may:
        world = replace(world, mail=replace(mail, end_us=SPLIT_US))
    for row in measured_rows(world):
        print(json.dumps(row), flush=True)


def measured_rows(world: World) -> Iterator[dict[str, Any]]:
    """For each number of asks kept and each weight of a week: what the intervals hold, and who is known."""
    week = world.weights.channel("starts_contact")
    ways = {
        way: replace(world.weights, channels={**world.weights.channels, "starts_contact": replace(week, rho=rho)})
        for way, rho in (("as it ships", week.rho), ("weeks weigh in full", 1.0), ("a quarter", 0.25), ("a tenth", 0.1))
    }
    for asks in ASKS:
        kept = thinned(world, asks)
        for way, weights in ways.items():
            told = foretold(world, kept, weights)
            held = measured(told.pit, np.ones(len(told.pit)), told.person, {"coverage80": share_inside})
            figures = {"coverage80": held["coverage80"], "low": held["low"]["coverage80"], "high": held["high"]["coverage80"]}
            inside = (told.pit > INSIDE[0]) & (told.pit < INSIDE[1])
            also = {
                "known": round(float(told.known.mean()), 3),
                "of these": round(float(inside[told.known].mean()), 3) if told.known.any() else None,
                "sd": round(float(np.median(told.sd)), 2),
            }
            yield {"asks kept": asks, "weeks": way, "n": len(told.pit), **figures, **also}


def thinned(world: World, asks: int) -> Facts:
    """Each pair as a buyer of its own (b · people + s), with its weeks and `asks` of its asks before the split."""
    facts = world.facts
    pair = facts.b * world.mail.people + facts.s
    early = np.flatnonzero((facts.channel == ASK) & (facts.known_us < world.split_us))
    early = np.random.default_rng(SEED).permutation(early)
    early = early[np.argsort(pair[early], kind="stable")]
    start = np.flatnonzero(np.concatenate(([True], pair[early][1:] != pair[early][:-1])))
    place = np.arange(len(early)) - np.repeat(start, np.diff(np.append(start, len(early))))
    rows = np.concatenate([np.flatnonzero(facts.channel == WEEK), early[place < asks]])
    kept = facts.where(rows[np.lexsort((facts.known_us[rows], pair[rows]))])
    return replace(kept, b=kept.b * world.mail.people + kept.s)


def foretold(world: World, kept: Facts, weights: Weights) -> Foretold:
    """Every pair with enough asks in the 30 days after a cut."""
    rng = np.random.default_rng(SEED)
    asks, people = world.asks, world.mail.people
    channel, prior = weights.channel("answers_ask"), weights.factors["trust"]
    offset = weights.offsets(ask_context(world.mail, asks), "answers_ask", len(asks))
    trust = kept.of_factor("trust", weights)
    person, pit, known, sd = [], [], [], []
    for cut in range(world.split_us, world.mail.end_us - STEP + 1, STEP):
        index = np.flatnonzero((asks.us >= cut) & (asks.us < cut + STEP))
        pair, code = np.unique((asks.b * people + asks.s)[index], return_inverse=True)
        state = standing(trust, Moments(pair, pair % people, np.full(len(pair), cut)), weights)
        certain = _known(trust, cut, weights)
        for k in np.flatnonzero(np.bincount(code) >= LEAST_ASKS).tolist():
            rows = index[code == k]
            at = state.mean[k] + np.sqrt(state.var[k] + prior.burst) * _T
            chance = 1 / (1 + np.exp(-(offset[rows][None, :] + channel.w * at[:, None])))
            pit.append(randomised_pit(list(chance), _OMEGA, int(asks.answered[rows].sum()), float(rng.random())))
            person.append(int(pair[k] // people))
            known.append(int(pair[k]) in certain)
            sd.append(float(np.sqrt(state.var[k])))
    return Foretold(np.array(person), np.array(pit), np.array(known), np.array(sd))


def _known(facts: Facts, cut: int, weights: Weights) -> set[int]:
    """The pairs whose estimate toward the team was known at `cut`."""
    early = facts.where(np.flatnonzero(facts.known_us < cut))
    names, code = np.unique(early.b, return_inverse=True)
    book = fit_many(replace(early, b=code).columns(weights), cut - 1, weights)
    tau2 = np.full(len(book.mean), weights.factors["trust"].team)
    return set(names[book.buyer[are_known(book.mean, book.sd, tau2, book.n)]].tolist())


if __name__ == "__main__":
    main()
