"""Is a tie still alive? How long the present silence is against the pair's own rhythm, and what that makes of their coming back.

The model is the beta-geometric/NBD of customer-base analysis (Fader, Hardie, Lee 2005): while a tie lives, days on which somebody
writes come at a rate of their own (rates of all: a gamma distribution with shape r and scale 1/alpha); after each such day it ends with a
chance of its own (beta distribution, a and b). Three numbers of a pair then say all: `again`, the days of contact after the first; `last`,
the age of the tie at the latest one; `age`, its age now, in days. In closed form

    P(alive) = 1 / (1 + a / (b + again - 1) · ((alpha + age) / (alpha + last))^(r + again))

so the same month of silence is nothing for one who writes every quarter, and much for one who wrote every other day. Someone seen on one
day alone has no rhythm: nothing is said. Pure functions over arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST_AGAIN = 3
"""Days of contact after the first from which a pair has a rhythm."""
UNUSUAL = 0.05
"""A silence is unusual where fewer than one in twenty of the pair's own gaps would last as long."""
SHORTEST = 7.0
"""Days of silence below which nothing is unusual."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The four numbers of a whole book: how rates (per day) and ends differ between ties."""

    r: float
    alpha: float
    a: float
    b: float


SHIPPED = Rhythm(r=0.359, alpha=6.7756, a=0.0693, b=0.736)
"""Fitted on the first four months of a manufacturer's mail graph (`python -m bench.dormancy`)."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Per tie: days of contact after the first, age in days at the latest, age now (all at least 0)."""

    again: Floats
    last: Floats
    age: Floats

    def __len__(self) -> int:
        return len(self.again)


def ties_at(group: NDArray[np.int64], day: NDArray[np.int64], now: int) -> tuple[NDArray[np.int64], Ties]:
    """The groups that had contact before the day `now`, and their ties: from the (group, day) of each contact, in any order."""
    keep = day < now
    once = np.unique(np.stack([group[keep], day[keep]]), axis=1)
    groups, first, count = np.unique(once[0], return_index=True, return_counts=True)
    begun, latest = once[1][first], once[1][first + count - 1]
    return groups, Ties((count - 1).astype(float), (latest - begun).astype(float), (now - begun).astype(float))


def alive(ties: Ties, rhythm: Rhythm = SHIPPED) -> Floats:
    """P(still alive) of each tie; 1 where there was contact on one day only (the model knows of no end before a second one)."""
    again = np.maximum(ties.again, 1.0)
    log_odds = np.log(rhythm.a / (rhythm.b + again - 1)) + (rhythm.r + again) * (
        np.log(rhythm.alpha + ties.age) - np.log(rhythm.alpha + ties.last)
    )
    out: Floats = np.where(ties.again > 0, 1 / (1 + np.exp(np.clip(log_odds, -700, 700))), 1.0)
    return out


def usual_gap(ties: Ties, rhythm: Rhythm = SHIPPED) -> Floats:
    """Days that usually lie between two days of contact: one over the pair's own rate, drawn to the book's where little is known."""
    out: Floats = (rhythm.alpha + ties.last) / (rhythm.r + ties.again)
    return out


def comes_back(ties: Ties, days: float, rhythm: Rhythm = SHIPPED) -> Floats:
    """The chance of contact within so many days: alive, and a rate of their own that brings one (gamma integrated out)."""
    shape, scale = rhythm.r + ties.again, rhythm.alpha + ties.age
    out: Floats = alive(ties, rhythm) * (1 - (scale / (scale + days)) ** shape)
    return out


def gap_chance(ties: Ties, rhythm: Rhythm = SHIPPED) -> Floats:
    """How often a gap of theirs lasts at least as long as the present silence, while the tie is alive (their rate integrated out)."""
    out: Floats = ((rhythm.alpha + ties.last) / (rhythm.alpha + ties.age)) ** (rhythm.r + ties.again)
    return out


def unusual(ties: Ties, rhythm: Rhythm = SHIPPED) -> NDArray[np.bool_]:
    """Which ties are silent for longer than their own rhythm explains; never one without a rhythm."""
    long = ties.age - ties.last >= SHORTEST
    return (ties.again >= LEAST_AGAIN) & long & (gap_chance(ties, rhythm) < UNUSUAL)


def log_likelihood(ties: Ties, rhythm: Rhythm) -> float:
    """The log-likelihood of all ties (Fader, Hardie, Lee 2005, eq. 6), up to what does not depend on the four numbers."""
    from scipy.special import betaln, gammaln

    r, alpha, a, b = rhythm.r, rhythm.alpha, rhythm.a, rhythm.b
    x = ties.again
    lives = (
        betaln(a, b + x) - betaln(a, b) + gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + ties.age)
    )
    with np.errstate(divide="ignore"):
        ended = (
            betaln(a + 1, b + np.maximum(x, 1) - 1)
            - betaln(a, b)
            + gammaln(r + x)
            - gammaln(r)
            + r * np.log(alpha)
            - (r + x) * np.log(alpha + ties.last)
        )
    total = np.where(x > 0, np.logaddexp(lives, ended), lives)
    return float(total.sum())


def fitted(ties: Ties, start: Rhythm = SHIPPED) -> Rhythm:
    """The four numbers under which these ties are likeliest. Deterministic."""
    from scipy.optimize import minimize

    def cost(log_numbers: Floats) -> float:
        return -log_likelihood(ties, Rhythm(*np.exp(np.clip(log_numbers, -8, 8)).tolist())) / max(len(ties), 1)

    begin = np.log([start.r, start.alpha, start.a, start.b])
    found = minimize(cost, begin, method="Nelder-Mead", options={"maxiter": 2000, "xatol": 1e-4, "fatol": 1e-8})
    return Rhythm(*(round(float(v), 4) for v in np.exp(np.clip(found.x, -8, 8))))
