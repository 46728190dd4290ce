"""How much of the spread and movement that a book shows is taken, by how many chances it has?

A book of a few hundred chances tells how far its buyers differ and how soon they change with noise of its own, and all of it taken at its
300th chance moved everybody by up to ten points with that chance. So what is taken grows with the chances: nothing of it up to `FROM`,
half of it midway, all from `WHOLE` on, each number on the scale on which it is fitted; and of each factor with the chances of its own
that show it. No chance of anybody is then a step. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, log

import numpy as np

from regard.model import Factor
from regard.relationships.state import Columns
from regard.relationships.weights import Channel, FactorPrior, Weights

FROM, WHOLE = 300, 600
"""Decided chances of a book up to which the shipped spread and movement stand, and from which its own do (docs/why.md)."""
FEWEST, PLENTY = 100, 200
"""The same of the chances of one factor that show them: with fewer the prior would decide alone."""


def taken(trials: Columns, weights: Weights, factor: Factor, showing: Sequence[str] | None = None) -> float:
    """How much of what these trials show of a factor is taken, 0 to 1; `showing` names the channels that show it (default: all of it)."""
    names = [n for n in trials.channels if weights.channel(n).factor == factor] if showing is None else showing
    codes = [trials.channels.index(n) for n in names if n in trials.channels]
    own = int(np.isin(trials.channel, codes).sum())
    return min(_grown(len(trials), FROM, WHOLE), _grown(own, FEWEST, PLENTY))


def partway(usual: Weights, found: Weights, shares: Mapping[Factor, float]) -> Weights:
    """The weights between `usual` and `found` (share 0 and 1 of each factor): spread, movement and half-lives; all else is `usual`'s."""
    factors = {f: _prior(p, found.factors[f], shares.get(f, 0.0)) for f, p in usual.factors.items()}
    channels = {name: _channel(c, found.channels[name], shares.get(c.factor, 0.0)) for name, c in usual.channels.items()}
    return replace(usual, factors=factors, channels=channels)


def _grown(n: int, low: int, high: int) -> float:
    return min(1.0, max(0.0, (n - low) / (high - low)))


def _prior(a: FactorPrior, b: FactorPrior, share: float) -> FactorPrior:
    drift = 1 / (1 + exp(-_between(_log_odds(a.drift), _log_odds(b.drift), share))) if a.drift > 0 and b.drift > 0 else b.drift
    spread = {name: round(_grown_to(getattr(a, name), getattr(b, name), share), 3) for name in ("tau_b", "tau_u")}
    return replace(a, **spread, drift=round(drift, 4), burst=round(_between(a.burst, b.burst, share), 4))


def _channel(a: Channel, b: Channel, share: float) -> Channel:
    return replace(a, half_life_days=round(_grown_to(a.half_life_days, b.half_life_days, share), 1))


def _between(a: float, b: float, share: float) -> float:
    return (1 - share) * a + share * b


def _grown_to(a: float, b: float, share: float) -> float:
    """Between two numbers above 0, on the scale of their logarithms."""
    return exp(_between(log(a), log(b), share))


def _log_odds(p: float) -> float:
    return log(p / (1 - p))
