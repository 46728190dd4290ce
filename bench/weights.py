"""`python -m bench.weights [--data DIR]`: refit the shipped weights and write `trust-1.json`. Deterministic: the same data,
the same file.

What public data can teach is learned from the training months of a manufacturer's mail graph (`graph-manufacturer`, until 1
July 2010): the offsets, loads and half-lives of `answers_ask`, `answers_sooner` and `starts_contact`, the spread of trust
and its drift. Everything else is a stated prior, because no public mail is labelled for it.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

from bench.climbing import RATIO, learn
from bench.truth.evidence import CHANNELS, world_of
from bench.truth.messages import asks_of
from regard.model import Factor
from regard.relationships.weights import SHIPPED, Channel, Circumstances, FactorPrior, Weights, parse
from regard.time import day_start

VERSION = "trust-1"
TRAINED_TO = "2010-07-01"
SAMPLE = 3000
TRANSFER = 0.5
"""Terms that depend on one company's habits (recipients, hours) are shipped at half their fitted size."""

PRIORS: tuple[tuple[str, Factor, float, float, float], ...] = (
    # channel, factor, w, half-life in days, base rate
    ("comes_back", "trust", 0.5, 144, 0.3),
    ("introduces_colleague", "trust", 0.8, 180, 0.02),
    ("accepts_meeting", "trust", 0.8, 180, 0.7),
    ("satisfied", "trust", 1.0, 120, 0.97),
    ("asks_advice", "value", 1.0, 150, 0.05),
    ("asks_next_step", "value", 1.0, 150, 0.07),
    ("acts_on_advice", "value", 1.0, 150, 0.03),
    ("social_talk", "rapport", 1.0, 150, 0.06),
    ("unprompted_thanks", "rapport", 1.0, 150, 0.08),
)
"""Judgements, marked "prior" in the file, until they are measured on development mail."""

LEARNED_AT, WEEK = 0.25, 0.15
"""What a week of `starts_contact` counts for while the other numbers are learned, and as it ships: with a quarter the intervals of people
known by weeks alone are too narrow (`bench.quiet_weeks`).
"""
EXPECTS = 1.0
"""What counts of that which our words add to the log-odds of an answer: all (`bench.expects` fits it; the graph has no words)."""


def start() -> Weights:
    """Where learning starts."""
    text: FactorPrior = FactorPrior(mean=0.0, tau_b=1.5, tau_u=0.75, drift=0.05)
    channels = {
        "answers_ask": _channel("answers_ask", "trust", 1.0, 90, 0.5),
        "answers_sooner": _channel("answers_sooner", "trust", 0.2, 90, 0.5),
        "starts_contact": replace(_channel("starts_contact", "trust", 0.4, 90, 0.1), rho=LEARNED_AT),
    }
    channels |= {name: _channel(name, *rest) for name, *rest in PRIORS}  # type: ignore[arg-type]
    factors: dict[Factor, FactorPrior] = {
        "trust": FactorPrior(mean=0.0, tau_b=2.0, tau_u=round(2.0 * RATIO, 3), drift=0.05),
        "value": text,
        "rapport": text,
    }
    return Weights(VERSION, 1.0, factors, channels)


def _channel(name: str, factor: Factor, w: float, half_life: float, base: float) -> Channel:
    return Channel(name, factor, w, float(half_life), round(log(base / (1 - base)), 4), Circumstances(), "prior")


def refitted(folder: Path) -> Weights:
    """The weights learned from `folder/messages.csv` before `TRAINED_TO`."""
    from datetime import date

    mail, asks = asks_of(folder)
    split_us = day_start(date.fromisoformat(TRAINED_TO))
    world = world_of(mail, asks, start(), split_us)
    learned = learn(world, start(), sample=SAMPLE)
    channels = dict(learned.channels)
    for name in CHANNELS:
        channels[name] = replace(channels[name], source=folder.name)
    terms = channels["answers_ask"].circumstances
    recipients, off_hours = (round(TRANSFER * value, 4) for value in (terms.recipients, terms.off_hours))
    terms = replace(terms, recipients=recipients, off_hours=off_hours, expects=EXPECTS)
    channels["answers_ask"] = replace(channels["answers_ask"], circumstances=terms)
    channels["starts_contact"] = replace(channels["starts_contact"], rho=WEEK)
    n = int((world.facts.known_us < split_us).sum())
    return replace(learned, channels=channels, trained_on=folder.name, trained_to=TRAINED_TO, n_trials=n)


def main(arguments: list[str] | None = None) -> int:
    """Refit and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.weights", description=__doc__)
    default = os.environ.get("REGARD_EVAL_DATA")
    parser.add_argument("--data", default=f"{default}/graph-manufacturer" if default else None, required=default is None)
    parser.add_argument("--out", default=str(SHIPPED / f"{VERSION}.json"))
    options = parser.parse_args(arguments)
    data: dict[str, Any] = refitted(Path(options.data)).as_json()
    parse(data)
    Path(options.out).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {options.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
