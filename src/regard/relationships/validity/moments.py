"""The state at any moment, as it was known then: one fit for each question (b, s, moment), many questions at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regard.model import Factor
from regard.relationships.state import Columns, fit_many
from regard.relationships.validity.events import SECOND
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import FactorPrior, Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
CHUNK = 3_000_000
"""Trials fitted at a time, which bounds the memory."""
_SPAN = 1 << 34
"""Seconds a graph may cover (544 years)."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Questions: how does b stand toward s just before `us`?"""

    b: Ints
    s: Ints
    us: Ints

    def __len__(self) -> int:
        return len(self.b)


@dataclass(frozen=True, slots=True)
class Standing:
    """Answers, one row a question: mean and variance toward s, fast mean, fading trials with s, and mean toward all."""

    mean: Floats
    var: Floats
    fast: Floats
    n_eff: Floats
    team: Floats


def standing(
    facts: Facts, moments: Moments, weights: Weights, history: int | None = None, factor: Factor = "trust"
) -> Standing:
    """The state at each moment from the trials known strictly before it (of the last `history` us): nothing later can enter.

    All of `facts` load on `factor`.
    """
    columns = facts.columns(weights)
    base = int(facts.known_us.min()) // SECOND if len(facts.b) else 0
    keys = facts.b * _SPAN + facts.known_us // SECOND - base
    since = 0 if history is None else moments.us - history
    low = np.searchsorted(keys, moments.b * _SPAN + np.maximum(since // SECOND - base, 0))
    high = np.searchsorted(keys, moments.b * _SPAN + np.maximum(moments.us // SECOND - base, 0))
    sizes = np.maximum(high - low, 0)
    out = _at_prior(len(moments), weights.factors[factor])
    chunk = (np.cumsum(sizes) - sizes) // CHUNK
    for part in np.split(np.arange(len(moments)), np.flatnonzero(np.diff(chunk)) + 1):
        if sizes[part].any():
            _fill(out, part, _asked(columns, low[part], sizes[part]), moments, weights, factor)
    return out


def _at_prior(rows: int, prior: FactorPrior) -> Standing:
    zero = np.zeros
    return Standing(zero(rows), np.full(rows, prior.pair), zero(rows), zero(rows), zero(rows))


def _asked(columns: Columns, low: Ints, size: Ints) -> Columns:
    """The trials of each question, `size` rows from `low`, each question as a buyer of its own."""
    question = np.repeat(np.arange(len(size)), size)
    r = np.arange(len(question)) - np.repeat(np.cumsum(size) - size - low, size)
    return columns.take(r, buyer=question)


def _fill(out: Standing, part: Ints, asked: Columns, moments: Moments, weights: Weights, factor: Factor) -> None:
    """Fit the questions of `part` together and write their rows of `out`."""
    book = fit_many(asked, moments.us[part][asked.buyer], weights)
    at = part[book.buyer]
    out.team[at], out.mean[at], out.fast[at] = book.mean, book.mean, book.mean_fast
    out.var[at] = book.sd**2 + weights.factors[factor].tau_u ** 2
    whose = part[book.buyer[book.pair_row]]
    ours = book.pair_seller == moments.s[whose]
    at = whose[ours]
    out.mean[at], out.fast[at], out.var[at] = book.pair_mean[ours], book.pair_mean_fast[ours], book.pair_sd[ours] ** 2
    out.n_eff[at] = book.pair_n_eff[ours]
