"""`python -m bench.thin [--seed N] [--data DIR]`: mailboxes whose owners delete mail. What do estimates become when what is missing is
censored, when it is taken for silence, and when it counts with the chance that it would have been seen?

*Planted*: buyers drawn as in `bench.simulation`, 30 mailboxes of ours; of the answers to asks some are deleted. *Graph*: a real
company's mail (`--data DIR/graph-manufacturer`), whose mailboxes lose what came in; replies after the split are foretold as they
really were. How much each mailbox shows is not told to the estimate: it is estimated from so many replies of its owner as a mailbox
has (`WITNESSES`). Censored, a book of such mailboxes knows nobody.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from bench import simulation
from bench.simulation import START, Drawn, drawn
from bench.truth.evidence import CHANNELS, facts_of
from bench.truth.messages import asks_of
from regard.model import DAY
from regard.relationships.calibration import METRICS
from regard.relationships.known import Z80
from regard.relationships.spread import fitted_to
from regard.relationships.state import Columns, fit_many
from regard.relationships.validity.events import Events
from regard.relationships.validity.mails import NEVER, WINDOW, Asks, Facts, Mail, ask_context
from regard.relationships.validity.moments import Moments, standing
from regard.relationships.validity.readers import integrated
from regard.relationships.weights import Weights, load

Floats = NDArray[np.float64]
SHARES = (0.2, 0.4, 0.6, 0.8)
KINDS = ("at random", "older more", "replied to more", "replied to less", "of good contacts less", "of good contacts more")
"""What is deleted."""
WITNESSES = 60
"""Replies of an owner whose originals are looked for."""
REPLIED = 0.5
"""Share of buyers' answers that the owner answers in turn: only those tell how much a mailbox shows."""
BOXES = 30
DAYS = 360
A_WEEK = (0.5, 0.25, 1.0)
"""Asks a week and pair, answers after which a norm exists, and weeks: 26 asks in a year."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    found = {"planted": planted(args.seed)} if args.data is None else {"graph": graph(args.data, args.seed)}
    print(json.dumps(found, indent=1))


def kept(kind: str, share: float, day: Floats, replied: NDArray[np.bool_], z: Floats, days: int) -> Floats:
    """The chance that each answer is still there, `share` of all on average (nearly, where it depends on standing)."""
    if kind == "older more":
        low = max(0.0, 2 * share - 1)
        return low + (2 * share - 2 * low) * day / days if share < 0.5 else low + (2 - 2 * share) * day / days
    if kind in {"replied to more", "replied to less"}:
        gap = 0.5 * min(share, 1 - share)
        return share + np.where(replied == (kind == "replied to less"), gap, -gap)
    if kind.startswith("of good contacts"):
        sign = 0.5 if kind.endswith("less") else -0.5
        return 1 / (1 + np.exp(-(np.log(share / (1 - share)) + sign * z)))
    return np.full(len(day), share)


def thinned(rng: np.random.Generator, world: Drawn, weights: Weights, kind: str, share: float) -> dict[str, Columns]:
    """The decided trials as each way takes them."""
    facts = world.facts
    columns = facts.columns(weights)
    ask, sooner, start = (columns.channel == columns.channels.index(n) for n in simulation.CHANNELS)
    happened = columns.outcome == 1
    replied = rng.random(len(facts)) < REPLIED
    day = (facts.opened_us - START) / DAY
    z = world.true[facts.b, np.minimum(day.astype(int), world.true.shape[1] - 1)]
    chance = kept(kind, share, day, replied, z, world.true.shape[1])
    seen = happened & (rng.random(len(facts)) < chance)
    box = facts.s % BOXES
    found = np.zeros(BOXES)
    for b in range(BOXES):
        witness = rng.permutation(np.flatnonzero((box == b) & ask & happened & replied))[:WITNESSES]
        found[b] = (seen[witness].sum() + 0.5) / (len(witness) + 1)
    observed = np.where(ask | start, seen, columns.outcome).astype(np.int64)
    shows = np.where(ask, found[box], 1.0)
    there = sooner & (rng.random(len(facts)) < chance)
    return {
        "in full": columns,
        "naive": replace(columns, outcome=observed).take(np.flatnonzero(ask | start | there)),
        "detection": replace(columns, outcome=observed, shown=shows).take(np.flatnonzero(ask | there)),
    }


def planted(seed: int) -> dict[str, Any]:
    """By share and kind of what is kept, and by way: how many are known, and how their estimates go with the truth."""
    shipped = load()
    simulation.A_WEEK = A_WEEK
    out: dict[str, Any] = {}
    for kind in KINDS:
        for share in SHARES:
            rng = np.random.default_rng(seed)
            world = drawn(rng, shipped, buyers=400, days=DAYS, half=1460)
            for way, columns in thinned(rng, world, shipped, kind, share).items():
                if way == "in full" and (kind, share) != (KINDS[0], SHARES[0]):
                    continue
                for name, weights in (("", shipped), (" own", fitted_to(shipped, columns, "fitted"))):
                    out[f"{kind}, {share}: {way}{name}"] = _held(world, columns, weights)
                    print(f"{kind}, {share}: {way}{name}", json.dumps(out[f"{kind}, {share}: {way}{name}"]), flush=True)
    return out


def _held(world: Drawn, columns: Columns, weights: Weights) -> dict[str, Any]:
    from regard.relationships.spread import moved

    book = fit_many(moved(columns, load(), weights), START + DAYS * DAY, weights)
    true = world.true[book.buyer, -1]
    known = book.known
    inside = np.abs(book.mean - true) <= Z80 * book.sd
    return {
        "known": round(float(known.sum()) / len(world.true), 2),
        "coverage80": round(float(inside[known].mean()), 3) if known.any() else None,
        "coverage80 of all": round(float(inside.mean()), 3),
        "spearman": round(float(spearmanr(book.mean, true).statistic), 3),
        "spearman of known": round(float(spearmanr(book.mean[known], true[known]).statistic), 3) if known.sum() > 9 else None,
        "bias": round(float((book.mean - true).mean()), 2),
        "bias of known": round(float((book.mean - true)[known].mean()), 2) if known.any() else None,
    }


# ----------------------------------------------------------------------------------------------- a real company's mail


def graph(folder: Path, seed: int) -> dict[str, Any]:
    """Replies after the split, as they really were, foretold from mailboxes that keep a share; every person's loses what came in."""
    import os

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    mail, asks = asks_of(folder / "graph-manufacturer")
    split = int(datetime(2010, 7, 1, tzinfo=UTC).timestamp()) * 1_000_000
    whole = facts_of(mail, asks)
    out: dict[str, Any] = {}
    for kind in KINDS:
        for share in SHARES:
            for way, facts in _graph_ways(np.random.default_rng(seed), mail, asks, whole, kind, share).items():
                if way == "in full" and out:
                    continue
                name = f"{kind}, {share}: {way}"
                out[name] = _foretold(mail, asks, facts, split)
                print(name, json.dumps(out[name]), flush=True)
    return out


def _graph_ways(rng: np.random.Generator, mail: Mail, asks: Asks, whole: Facts, kind: str, share: float) -> dict[str, Facts]:
    people = mail.people
    wrote = Events.of(mail.sender * people + mail.recipient, mail.us)
    back = mail.recipient * people + mail.sender
    replied = wrote.before(back, mail.us + WINDOW, mail.us + 1_000_000) > 0
    z = np.zeros(len(mail.us))
    if kind.startswith("of good contacts"):
        rate = np.bincount(asks.b, asks.answered, people) / np.maximum(np.bincount(asks.b, minlength=people), 1)
        z = 4 * (rate[mail.sender] - rate.mean())
    day = (mail.us - mail.start_us) / DAY
    chance = kept(kind, share, day, replied, z, int(day.max()) + 1)
    there = rng.random(len(mail.us)) < chance
    key = mail.sender * people + mail.recipient
    heard, left = Events.of(back, mail.us), Events.of(back[there], mail.us[there])
    answers = (
        heard.before(key, mail.us, mail.us - WINDOW) > 0
    )  # of an owner's reply any mail of those days is looked for, as in a thread
    original = left.before(key, mail.us, mail.us - WINDOW) > 0
    found = np.zeros(people)
    for s in range(people):
        witness = rng.permutation(np.flatnonzero((mail.sender == s) & answers))[:WITNESSES]
        found[s] = (original[witness].sum() + 0.5) / (len(witness) + 1)
    seen = replace(asks, back_us=_next(key[there], mail.us[there], asks.b * people + asks.s, asks.us))
    context = ask_context(mail, asks)
    few = replace(mail, **{k: getattr(mail, k)[there] for k in ("sender", "recipient", "us", "recipients")})
    thin = facts_of(few, replace(seen, context=context))
    ask, start = (thin.channel == CHANNELS.index(n) for n in ("answers_ask", "starts_contact"))
    counted = replace(thin, shown=np.where(ask, found[thin.s], 1.0)).where(~start)
    return {"in full": whole, "naive": thin, "detection": counted}


def _next(
    group: NDArray[np.int64], us: NDArray[np.int64], asked: NDArray[np.int64], at: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each question the first of the group's moments after it, or `NEVER`."""
    order = np.lexsort((us, group))
    group, us = group[order], us[order]
    groups, code = np.unique(group, return_inverse=True)
    span = int(max(us.max(), at.max()) - min(us.min(), at.min())) + 2
    low = int(min(us.min(), at.min()))
    own = np.searchsorted(groups, asked)
    there = (own < len(groups)) & (groups[np.minimum(own, len(groups) - 1)] == asked)
    place = np.searchsorted(code * span + us - low, own * span + at - low, side="right")
    there &= (place < len(us)) & (code[np.minimum(place, len(us) - 1)] == own)
    return np.where(there, us[np.minimum(place, len(us) - 1)], NEVER)


def _foretold(mail: Mail, asks: Asks, facts: Facts, split: int) -> dict[str, Any]:
    """AUC and calibration of the state's own chance for the asks after the split, with the numbers that a book of these trials fits."""
    shipped = load()
    early = facts.where(facts.known_us < split)
    weights = fitted_to(shipped, early.columns(shipped), "then")
    test = asks.where(np.flatnonzero(asks.us >= split)[::4])
    state = standing(facts, Moments(test.b, test.s, test.us), weights)
    trust = weights.factors["trust"]
    offset = weights.offsets(ask_context(mail, test), "answers_ask", len(test))
    p = integrated(offset, 1.0, state.mean, state.var + trust.burst)
    y = test.answered
    return {
        **{name: round(METRICS[name](p, y.astype(np.float64), np.ones(len(y))), 3) for name in ("auc", "log_loss", "ece")},
        "mean chance": round(float(p.mean()), 3),
        "base": round(float(y.mean()), 3),
        "known": round(float((state.var <= trust.pair / 2).mean()), 3),
    }


if __name__ == "__main__":
    main()
