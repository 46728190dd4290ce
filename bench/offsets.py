"""`python -m bench.offsets [--data DIR | --book FOLDER]`: what does each circumstance add, by itself, to how an ask is foretold?

The state is built without any circumstance. Its own chance of an answer, put on a line, is read alone and with one circumstance
beside it (logistic regression on the earlier part, read on the later): the gain in AUC with its 95 % interval over buyers, and in
log-loss. `own responsiveness` is the person's answered share, which the state holds as standing; `all that ship` is the state as it ships,
with its offsets in the evidence too, on the same line. On the made-up company circumstances were planted by whoever wrote it: that book
shows that they can be found.
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
from numpy.typing import NDArray

from regard.relationships.calibration import gain, log_loss
from regard.relationships.validity import features, readers
from regard.relationships.validity.mails import WINDOW, ask_context
from regard.relationships.validity.moments import Moments, standing
from regard.relationships.validity.world import World, recentred
from regard.relationships.weights import OFFICE_HOURS, Circumstances, Weights, load
from regard.time import day_start

Floats = NDArray[np.float64]
SPLIT = date(2010, 7, 1)
MOST = 15_000
"""Asks on either side of the split, at most."""
FEWEST = 100
"""Asks on either side of the split, at least."""
RARE = 30
"""A circumstance must hold, and not hold, in so many earlier asks."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print, one line a circumstance."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("REGARD_EVAL_DATA")
    parser.add_argument("--data", default=f"{default}/graph-manufacturer" if default else None)
    parser.add_argument("--book")
    options = parser.parse_args(arguments)
    world = of_book(Path(options.book)) if options.book else of_graph(Path(options.data))
    for name, told in singly(world).items():
        print(json.dumps({"circumstance": name, **told}), flush=True)


def of_graph(folder: Path) -> World:
    """The mail graph, split where the protocols split it."""
    from bench.truth.evidence import world_of
    from bench.truth.messages import asks_of

    mail, asks = asks_of(folder)
    return world_of(mail, asks, load(), day_start(SPLIT))


def of_book(folder: Path) -> World:
    """A book, split at two thirds of the time that its sources show."""
    from regard.book import Book
    from regard.flow.stored_history import stored_history

    with Book.open(folder) as book:
        view = book._view(None)  # noqa: SLF001 - the history behind the figures is no part of the book's interface
        history = stored_history(view.live, view.as_of_us)
    span = history.span
    return history.world(load(), span.start_us + (span.end_us - span.start_us) * 2 // 3)


def singly(world: World) -> dict[str, dict[str, Any]]:
    """Each circumstance: gain in AUC (low, high), gain in log-loss, how many later asks there were."""
    asks, split = world.asks, world.split_us
    train, test = np.flatnonzero(asks.us + WINDOW < split), np.flatnonzero(asks.us >= split)
    train = train[asks.us[train] >= world.burnt_in_us]
    rows = np.concatenate([part[:: max(1, -(-len(part) // MOST))] for part in (train, test)])
    asks = asks.where(rows)
    early, y = asks.us + WINDOW < split, asks.answered.astype(np.float64)
    late = asks.us >= split
    if min(int(early.sum()), int(late.sum())) < FEWEST or not (0 < y[early].mean() < 1 and 0 < y[late].mean() < 1):
        raise SystemExit(
            f"Too few asks: {int(early.sum())} before the split, {int(late.sum())} after; {FEWEST} of each are needed."
        )
    bare = recentred(replace(world, weights=without(world.weights)))
    alone = _line(bare, asks.b, asks.s, asks.us, np.zeros(len(y)), y, early)
    found = {}
    for name, columns in circumstances(world, asks.b, asks.s, asks.us, ask_context(world.mail, asks)).items():
        varied = [c for c in columns if _varies(c[early])]
        if varied:
            x = np.column_stack([readers.log_odds(alone), *varied])
            found[name] = _told(readers.logistic(x, y, early, knots=0, strength=1.0), alone, y, asks.b, late)
    whole = recentred(world)
    intercept = whole.weights.channel("answers_ask").intercept
    terms = whole.weights.offsets(ask_context(world.mail, asks), "answers_ask", len(y)) - intercept
    found["all that ship"] = _told(_line(whole, asks.b, asks.s, asks.us, terms, y, early), alone, y, asks.b, late)
    return found


def without(weights: Weights) -> Weights:
    """The weights without any circumstance."""
    return replace(weights, channels={n: replace(c, circumstances=Circumstances()) for n, c in weights.channels.items()})


def _line(world: World, b: Any, s: Any, us: Any, terms: Floats, y: Floats, early: NDArray[np.bool_]) -> Floats:
    """The state's own chance, with what circumstances add to it, on a line of two numbers."""
    facts, channel = world.facts.of_factor("trust", world.weights), world.weights.channel("answers_ask")
    state = standing(facts, Moments(b, s, us), world.weights)
    return readers.lined_up(readers.integrated(channel.intercept + terms, channel.w, state.mean, state.var), y, early)


def circumstances(world: World, b: Any, s: Any, us: Any, context: Mapping[str, NDArray[Any]]) -> dict[str, list[Floats]]:
    """What was known of each ask when it was made, as the columns that a reader may weigh."""
    out: dict[str, list[Floats]] = {"own responsiveness": [features.rates(world.history, b, s, us)["person_rate"]]}
    hour = context["hour"].astype(float)
    away = (hour < OFFICE_HOURS.start) | (hour >= OFFICE_HOURS.stop)
    out["hours"] = [away.astype(float), np.sin(hour * np.pi / 12), np.cos(hour * np.pi / 12)]
    if world.region is not None:
        out["clock of the buyer (region)"] = [(world.region[b] == r).astype(float) for r in range(3)]
    out["weekday"] = [(context["weekday"] % 7 == d).astype(float) for d in range(7)]
    for name, field in (("holiday", "holiday"), ("first contact", "first_contact")):
        if field in context:
            out[name] = [context[field].astype(float)]
    if "load" in context:
        out["load"] = [np.log1p(np.maximum(context["load"].astype(float), 0))]
    if "expects" in context:
        out["our words"] = [context["expects"].astype(float)]
    out["recipients"] = [np.log(np.maximum(context["recipients"].astype(float), 1))]
    for name, field in (("kind of request", "kind"), ("role", "role")):
        if field in context:
            out[name] = [(context[field] == k).astype(float) for k in np.unique(context[field]).tolist()]
    return out


def _varies(column: Floats) -> bool:
    usual = float(np.median(column)) if len(column) else 0.0
    return int((column != usual).sum()) >= RARE


def _told(p: Floats, q: Floats, y: Floats, b: NDArray[np.int64], late: NDArray[np.bool_]) -> dict[str, Any]:
    more, ones = gain(p[late], q[late], y[late], b[late]), np.ones(int(late.sum()))
    better = log_loss(q[late], y[late], ones) - log_loss(p[late], y[late], ones)
    return {"auc": more, "log_loss": round(better, 4), "asks": int(late.sum())}


if __name__ == "__main__":
    main()
