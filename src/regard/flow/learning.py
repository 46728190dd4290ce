"""`regard learn`: the weights refitted on the book's own history, held to the shipped ones, kept as a version of their own.

Reads interaction, trial, coverage; reads and writes model (records). Nothing is learned below 2,000 decided chances. What is kept is
compared first: learned from the first two thirds of the time shown, read on the last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from regard.flow.stored_history import BookHistory, stored_history
from regard.flow.weighing import LEARNED
from regard.relationships.base_rates import calibrate, dealing
from regard.relationships.calibration import gain
from regard.relationships.learning import refined
from regard.relationships.spread import fitted_to
from regard.relationships.validity.mails import Asks
from regard.relationships.validity.readers import integrated
from regard.relationships.validity.world import World
from regard.relationships.weights import Weights, load
from regard.results import Figure, Learned
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us

ENOUGH = 2_000
SPREAD = 0.3
"""How far numbers may lie from the shipped ones (standard deviation of their logarithm, against one trial's worth of evidence each)."""
SAMPLE = 500
MOST_ASKS, LEAST_ASKS = 5_000, 100
"""Asks of the last third that two versions are compared on."""


def learn(records: Records, live: Live, as_of_us: int, say: Callable[[str], None]) -> Learned:
    """Learn, compare, keep; or say why not. The shipped and all earlier versions stay selectable (`model.active`)."""
    book = stored_history(live, as_of_us)
    n = len(book.facts)
    if n < ENOUGH:
        return Learned(
            None, n, f"Nothing was learned: {n:,} decided chances, {ENOUGH:,} are needed. The weights stay as they are."
        )
    if book.one_sided:
        return Learned(None, n, "Nothing was learned: no source shows what buyers write.")
    shipped = load()
    split = book.span.start_us + (book.span.end_us - book.span.start_us) * 2 // 3
    say("learning from the first two thirds, to compare on the last")
    compared = _compared(book, shipped, split)
    say("learning from everything")
    learned = _fitted(book, shipped, as_of_us)
    models = records.models()
    version = f"{shipped.version}{LEARNED}{len(models) + 1}"
    learned = replace(learned, version=version, trained_on="this book", n_trials=n)
    changed = tuple(_changes(shipped, learned))
    with records.writing() as c:
        records.put_model(
            c,
            {
                "version": version,
                "source": "learned",
                "parent": shipped.version,
                "weights": json.dumps(learned.as_json()),
                "trained_to_us": min(as_of_us, now_us()),
                "n_trials": n,
            },
        )
        records.note(c, "learn", version)
    return Learned(version, n, _told(version, compared, shipped.version), changed, compared)


def learned_by(book: BookHistory, until_us: int) -> Weights | None:
    """What `learn` would have found at a past moment, from what was decided before it; None where that was too little to learn from."""
    if int((book.facts.known_us < until_us).sum()) < ENOUGH:
        return None
    shipped = load()
    return replace(_fitted(book, shipped, until_us), version=f"{shipped.version}{LEARNED}then")


def _fitted(book: BookHistory, shipped: Weights, until_us: int) -> Weights:
    """The weights learned from what was decided before a moment: what a sync fits first, then what every channel is worth."""
    early = book.facts.where(np.flatnonzero(book.facts.known_us < until_us))
    usual = fitted_to(shipped, early.columns(shipped), shipped.version)
    early = early.where(dealing(early.columns(shipped)))
    since = book.span.start_us + (min(until_us, book.span.end_us) - book.span.start_us) // 3  # before it, states are but built
    found = refined(early.in_full(), usual, until_us, hold=SPREAD, since_us=since, sample=SAMPLE)
    return calibrate(found, early.columns(found), shipped.version)


def _compared(book: BookHistory, shipped: Weights, split_us: int) -> Figure | None:
    """How much more AUC the learned weights have than those that a sync fits to the book, on asks after the split."""
    world = book.world(shipped, split_us)
    early = book.facts.where(np.flatnonzero(book.facts.known_us < split_us))
    rows = np.flatnonzero(world.asks.us >= split_us)
    asks = world.asks.where(rows[:: max(1, -(-len(rows) // MOST_ASKS))])
    if len(early) < ENOUGH // 2 or len(asks) < LEAST_ASKS:
        return None
    usual = fitted_to(shipped, early.columns(shipped), shipped.version)
    p, q = (_read(replace(world, weights=w), asks) for w in (_fitted(book, shipped, split_us), usual))
    found = gain(p, q, asks.answered.astype(np.float64), asks.b)
    return Figure(*found) if found else None


def _read(world: World, asks: Asks) -> NDArray[np.float64]:
    """The model's own chance of each ask."""
    state = world.standing(asks.b, asks.s, asks.us)
    offset = world.weights.offsets(asks.context or {}, "answers_ask", len(asks))
    wanted = world.weights.wanted_of_many(asks.context or {}, "answers_ask", len(asks))
    return wanted * integrated(
        offset, world.weights.channel("answers_ask").w, state.mean, state.var + world.weights.factors["trust"].burst
    )


def _told(version: str, compared: Figure | None, before: str) -> str:
    """What to make of it, in words."""
    back = f'To go back: model.active = "{before}" in regard.toml, or --model {before}.'
    if compared is None:
        return f"Learned as {version}; too few asks to compare it with what ships. {back}"
    figures = f"{compared.value:+.3f} AUC ({compared.low:+.3f} to {compared.high:+.3f})"
    if compared.low > 0:
        return f"Learned as {version}. On the last third, foretold from what was known before it, it reads better: {figures}. {back}"
    if compared.high < 0:
        return f"Learned as {version}, but on the last third it reads worse than what ships: {figures}. Go back: {back}"
    return f"Learned as {version}. On the last third it reads no better than what ships: {figures}. {back}"


def _changes(before: Weights, after: Weights) -> Iterator[str]:
    """Every number that moved by a tenth or more, in words."""
    for factor, prior in after.factors.items():
        was = before.factors[factor].tau_b
        if abs(prior.tau_b / was - 1) >= 0.1:
            yield f"{factor}: buyers differ {'more' if prior.tau_b > was else 'less'} than assumed ({was:.2f} to {prior.tau_b:.2f})."
    for name, channel in after.channels.items():
        old, words = before.channels[name], name.replace("_", " ")
        if abs(channel.w / old.w - 1) >= 0.1:
            yield f"{words}: counts {'more' if channel.w > old.w else 'less'} ({old.w:.2f} to {channel.w:.2f})."
        if abs(channel.half_life_days / old.half_life_days - 1) >= 0.1:
            slower = channel.half_life_days > old.half_life_days
            days = f"half after {old.half_life_days:.0f} to {channel.half_life_days:.0f} days"
            yield f"{words}: fades {'later' if slower else 'sooner'} ({days})."
        if abs(channel.intercept - old.intercept) >= 0.25:
            more = channel.intercept > old.intercept
            yield f"{words}: is {'more' if more else 'less'} usual here ({_share(old.intercept)} to {_share(channel.intercept)})."


def _share(log_odds: float) -> str:
    return f"{100 / (1 + np.exp(-log_odds)):.0f} %"
