"""What is usual in this book? The base rate of each channel, refitted on the book's own trials and shrunk to the shipped one.

How often strangers answer differs more between books than anything within one: colleagues answer three asks of five, the
customers of a utility one of ten. The shipped intercepts are a starting point; this moves them, and nothing else, by

    argmax_d  Σ_i ω_i log P(y_i | E_x[sigmoid(o_i + d + w x)])  -  d² / (2 BETWEEN_BOOKS²)

where E averages over what buyers differ by (x ~ N(0, tau_b² + tau_u²), by Gauss-Hermite) and ω_i = 1 / (1 + CLUSTER (n_b - 1)) counts a
buyer with many trials as fewer independent ones. What is left open, 1 / (curvature + 1 / BETWEEN_BOOKS²), is kept as the intercept's
variance and stands in every interval (`carried`). The result is a version of its own: within one version a trial that did not
happen never raises anybody (state invariance 6a), which would not hold if the base rate moved with every trial.

Usual is what those do who deal with us: of each buyer the chances after the first thing they did (`dealing`). Silence of people
who never did anything says how far we reach, not what is usual, and would raise everybody else: what we write to them raises no score, from
one version to the next either.

Of each buyer, and of each channel, the first chances count, as many as tell where that buyer stands to about one log-odds
(`TOLD_BY_ONE`): five asks, or the weeks of a year. What is usual is told by how many buyers there are and hardly by how long each has
been watched; so what one of them does or leaves undone after that moves what is usual by nothing, and nobody else's score with it
(docs/why.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from regard.evidence.asking import TOLD
from regard.relationships.newton import Floats
from regard.relationships.state import Columns
from regard.relationships.weights import Weights

BETWEEN_BOOKS = 1.5
"""Standard deviation, in log-odds, of a channel's base rate from book to book: the replies seen in three differ by about this."""
CLUSTER = 0.2
"""How alike two trials of one buyer are."""
TOLD_BY_ONE = 1.0
"""Fisher's information on a buyer's own log-odds after which their further chances count no more: a standard error of one
log-odds, where buyers differ by one to three. Reckoned from circumstances alone, never from outcomes.
"""
NODES = 31
_T, _OMEGA = np.polynomial.hermite_e.hermegauss(NODES)
_OMEGA = _OMEGA / _OMEGA.sum()
MOST_STEPS = 100
TINY = 1e-12


def dealing(trials: Columns) -> NDArray[np.int64]:
    """The rows of the chances that began after the first thing that their buyer is known to have done; none of whoever did nothing, and
    none of mail that asked for nothing: however many notes of thanks we write, and whoever answers them, nobody else's score moves.

    The first deed itself is left out with what came before it: that somebody did one thing is why they are here, and only what they do
    from then on tells how often such people do. A chance began at `opened_us`, or where that is not told was known after.
    """
    if not len(trials):
        return np.zeros(0, dtype=np.int64)
    _, code = np.unique(trials.buyer, return_inverse=True)
    first = np.full(code.max() + 1, np.iinfo(np.int64).max)
    did = np.flatnonzero(trials.outcome > 0)
    np.minimum.at(first, code[did], trials.known_us[did])
    since = first[code]
    later = trials.known_us > since if trials.opened_us is None else trials.opened_us >= since
    asks = trials.channels.index("answers_ask") if "answers_ask" in trials.channels else -1
    return np.flatnonzero(later & ((trials.channel != asks) | (trials.strength > TOLD)))


def calibrate(weights: Weights, trials: Columns, version: str) -> Weights:
    """The weights with the intercepts of this book under the name `version`; `trials.offset` must come from `weights`."""
    found = _usual(weights, trials)
    channels = {}
    for name, channel in weights.channels.items():
        shift, left = found.get(name, (0.0, BETWEEN_BOOKS**2))
        channels[name] = replace(channel, intercept=channel.intercept + shift, unsure=round(left, 4))
    return replace(weights, version=version, channels=channels, n_trials=len(trials), trained_on="this book (base rates)")


def shifts(weights: Weights, trials: Columns) -> Mapping[str, float]:
    """How far each channel's base rate is moved, in log-odds; channels without trials do not move."""
    return {name: shift for name, (shift, _) in _usual(weights, trials).items()}


def _usual(weights: Weights, trials: Columns) -> dict[str, tuple[float, float]]:
    """Of each channel with trials, how far its base rate is moved and what is left of its variance."""
    found = {}
    for code, name in enumerate(trials.channels):
        here = _first(trials, np.flatnonzero((trials.channel == code) & (trials.strength > 0)))
        if len(here):
            channel = weights.channels[name]
            found[name] = _shift(trials, here, channel.w * sqrt(weights.factors[channel.factor].pair))
    return found


def _first(trials: Columns, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of these rows of one channel those of each buyer until they tell `TOLD_BY_ONE`, by when the chances began."""
    began = trials.known_us if trials.opened_us is None else trials.opened_us
    rows = rows[np.lexsort((trials.known_us[rows], began[rows], trials.buyer[rows]))]
    if not len(rows):
        return rows
    p = 1 / (1 + np.exp(-trials.offset[rows]))
    told = trials.strength[rows] * p * (1 - p) * (1.0 if trials.shown is None else trials.shown[rows])
    buyer = trials.buyer[rows]
    start = np.flatnonzero(np.concatenate(([True], buyer[1:] != buyer[:-1])))
    before = np.cumsum(told) - told
    before -= np.repeat(before[start], np.diff(np.append(start, len(rows))))
    return np.sort(rows[before < TOLD_BY_ONE - TINY])


def _shift(trials: Columns, here: np.ndarray, spread: float) -> tuple[float, float]:
    """The mode for one channel, by Fisher's scoring, and the variance around it; `spread` is how far buyers differ in its log-odds."""
    _, code, count = np.unique(trials.buyer[here], return_inverse=True, return_counts=True)
    weight = trials.strength[here] / (1 + CLUSTER * (count[code] - 1))
    offset, y = trials.offset[here], trials.outcome[here]
    shown = np.ones(len(here)) if trials.shown is None else trials.shown[here]
    d, curve = 0.0, 1 / BETWEEN_BOOKS**2
    for _ in range(MOST_STEPS):
        p, rise = usual_chance(offset + d, spread)
        seen, rise = np.clip(shown * p, TINY, 1 - TINY), shown * rise
        slope = float(np.sum(weight * rise * (y - seen) / (seen * (1 - seen)))) - d / BETWEEN_BOOKS**2
        curve = float(np.sum(weight * rise * rise / (seen * (1 - seen)))) + 1 / BETWEEN_BOOKS**2
        step = max(-1.0, min(1.0, slope / curve))
        d += step
        if abs(step) < 1e-10:
            break
    return d, 1 / curve


def usual_chance(log_odds: Floats, spread: float) -> tuple[Floats, Floats]:
    """The mean of sigmoid(log_odds + x) over x ~ N(0, spread²), and how fast it rises with the log-odds.

    By Gauss-Hermite: the usual short cut, sigmoid(k · log_odds), makes a rare deed of a wide spread up to twice too frequent.
    """
    chance, rise = np.zeros(len(log_odds)), np.zeros(len(log_odds))
    for at, share in zip((spread * _T).tolist(), _OMEGA.tolist(), strict=True):
        p = 1 / (1 + np.exp(-(log_odds + at)))
        chance += share * p
        rise += share * p * (1 - p)
    return chance, rise
