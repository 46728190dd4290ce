"""Does chance foretell? The state read in a world where every outcome was dealt out at random; and beside how many chances there were.

**Placebo.** The outcomes of each channel are dealt out anew among all buyers, *those that are foretold with those that were known before
them*: one deal, read on both sides. Who was asked when, of what kind and how often stays as it was, and what is foretold is
independent of all of it, so the AUC (between different buyers, see `auc_between`) is .5 whatever a state is made of, unless the outcome of
an ask stands in the state that foretells it.

Dealing out the past alone, and foretelling what truly came, is no placebo: a state that saw no outcome still knows how many
chances there were and when, and buyers who are asked more often answer otherwise than others. What that tells is measured as what it is,
and standing must not tell less (`beyond_volume`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from regard.relationships.calibration import Metric, auc, auc_between, gain
from regard.relationships.validity import verdicts
from regard.relationships.validity.mails import Asks, Facts
from regard.relationships.validity.moments import Moments, standing
from regard.relationships.validity.world import World
from regard.results import Invariant

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
AUC: Mapping[str, Metric] = {"auc": auc}
MOST_ROWS = 4_000
LEAST_ROWS = 100
ASKS = "answers_ask"


def measurable(y: Floats, buyer: Ints) -> bool:
    """Whether a figure of these rows may be told: both outcomes occur, in rows enough, of people enough.

    Intervals come of people drawn again: of one or two people they have no width and would hold or break by accident.
    """
    return len(y) >= LEAST_ROWS and 0 < y.mean() < 1 and len(np.unique(buyer)) >= verdicts.NEEDED_PEOPLE


def late_asks(world: World) -> Asks:
    """Asks of the second half, evenly thinned to `MOST_ROWS`."""
    asks = world.asks
    rows = np.flatnonzero(asks.us >= (world.mail.start_us + world.mail.end_us) // 2)
    return asks.where(rows[:: max(1, -(-len(rows) // MOST_ROWS))])


def dealt_out(world: World, seed: int = 2) -> Invariant | None:
    """The placebo: with one deal of all outcomes, an ask is foretold by chance. None where there are too few asks."""
    facts = world.by_factor["trust"].in_full()
    asks = late_asks(world)
    at = _trial_of(facts, asks)
    asks, at = asks.where(at >= 0), at[at >= 0]
    anew = dealt(facts, seed)
    y = anew.outcome[at].astype(np.float64)
    if not measurable(y, asks.b):
        return None
    found = auc_between(_means(world, anew, asks), y, asks.b)
    if found is None:
        return None
    value, low, high = found
    side = "more than chance: outcomes are known too soon" if low > 0.5 else "less than chance"
    said = "chance" if low <= 0.5 <= high else f"{side}, or the one deal in twenty that ends so by itself"
    told = f"{len(y):,} asks are foretold with an AUC of {value:.2f} ({low:.2f} to {high:.2f})"
    says = f"With all outcomes dealt out at random among buyers, {told}: {said}."
    return Invariant("placebo", low <= 0.5 <= high, f"{value:.3f}", says, low, high)


def beyond_volume(world: World) -> Invariant | None:
    """What buyers did must not tell less than how many chances they had: beside the state, one in which every outcome is the usual rate."""
    facts = world.by_factor["trust"].in_full()
    asks = late_asks(world)
    y = asks.answered.astype(np.float64)
    if not measurable(y, asks.b):
        return None
    p, q = (_means(world, seen, asks) for seen in (facts, without_outcomes(facts)))
    found = gain(p, q, y, asks.b)
    if found is None:
        return None
    more, low, high = found
    volume = auc(q, y, np.ones(len(y)))
    shown = "" if low > 0 else ": not shown to tell more than volume" if high > 0 else ": less than volume"
    says = (
        f"Without any outcome, by how many chances there were and when, asks are foretold with an AUC of {volume:.2f}; what buyers did "
        f"adds {more:+.2f} ({low:+.2f} to {high:+.2f}){shown}."
    )
    return Invariant("beyond_volume", high > 0, f"{more:+.3f}", says, low, high)


def dealt(facts: Facts, seed: int) -> Facts:
    """The same trials with the outcomes of each channel dealt out anew among all of its trials."""
    rng = np.random.default_rng(seed)
    outcome = facts.outcome.copy()
    for code in range(len(facts.channels)):
        rows = np.flatnonzero(facts.channel == code)
        outcome[rows] = rng.permutation(outcome[rows])
    return replace(facts, outcome=outcome)


def without_outcomes(facts: Facts) -> Facts:
    """The same trials, the outcome of each the share of its channel: what is left is their number, when, and in what circumstances."""
    rate = np.zeros(len(facts))
    for code in range(len(facts.channels)):
        rows = facts.channel == code
        if rows.any():
            rate[rows] = facts.outcome[rows].mean()
    return replace(facts, outcome=cast("Ints", rate))  # the fit takes a share as it takes 0 and 1


def _means(world: World, facts: Facts, asks: Asks) -> Floats:
    """The mean alone, no circumstance beside it, just before each ask."""
    return standing(facts, Moments(asks.b, asks.s, asks.us), world.weights).mean


def _trial_of(facts: Facts, asks: Asks) -> Ints:
    """For each ask its row among the trials; -1 where it is none of them."""
    own = np.flatnonzero(facts.channel == facts.channels.index(ASKS)) if ASKS in facts.channels else np.zeros(0, dtype=np.int64)
    both = [np.concatenate(p) for p in ((facts.b[own], asks.b), (facts.s[own], asks.s), (facts.opened_us[own], asks.us))]
    keys, code = np.unique(np.stack(both), axis=1, return_inverse=True)
    code = code.reshape(-1)
    row = np.full(keys.shape[1], -1, dtype=np.int64)
    row[code[: len(own)]] = own
    return row[code[len(own) :]]
