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
CHUNK = 400_000
"""Trials fitted at a time, which bounds the memory."""
_SELLERS = 31
"""Bits of a seller's code."""
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
    out = _at_prior(len(moments), weights.factors[factor])
    if not len(moments):
        return out
    facts = facts.about(moments.b)
    if not len(facts):
        return out
    columns = facts.columns(weights)
    # A fit takes in all of a buyer's trials: toward how many of ours is asked makes it no other.
    order = np.lexsort((moments.us, moments.b))
    b, us = moments.b[order], moments.us[order]
    first = np.flatnonzero(np.concatenate(([True], (b[1:] != b[:-1]) | (us[1:] != us[:-1]))))
    which = np.empty(len(order), dtype=np.int64)
    which[order] = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(order))))
    b, us = b[first], us[first]
    base = int(facts.known_us.min()) // SECOND
    keys = facts.b * _SPAN + facts.known_us // SECOND - base
    since = 0 if history is None else us - history
    low = np.searchsorted(keys, b * _SPAN + np.maximum(since // SECOND - base, 0))
    high = np.searchsorted(keys, b * _SPAN + np.maximum(us // SECOND - base, 0))
    sizes = np.maximum(high - low, 0)
    chunk = (np.cumsum(sizes) - sizes) // CHUNK
    rows = np.argsort(which, kind="stable")
    starts = np.flatnonzero(np.diff(chunk, prepend=-1))
    for start, end in zip(starts, np.append(starts[1:], len(b)), strict=True):
        if sizes[start:end].any():
            part = rows[slice(*np.searchsorted(which[rows], (start, end)))]
            asked = _asked(columns, low[start:end], sizes[start:end])
            _fill(out, part, which[part] - start, asked, us[start:end], moments, weights, factor)
    return out


def _at_prior(rows: int, prior: FactorPrior) -> Standing:
    zero = np.zeros
    return Standing(zero(rows), np.full(rows, prior.pair), zero(rows), zero(rows), zero(rows))


def _asked(columns: Columns, low: Ints, size: Ints) -> Columns:
    """The trials of each question, `size` rows from `low`, each question as a buyer of its own."""
    question = np.repeat(np.arange(len(size)), size)
    r = np.arange(len(question)) - np.repeat(np.cumsum(size) - size - low, size)
    return columns.take(r, buyer=question)


def _fill(
    out: Standing, part: Ints, of: Ints, asked: Columns, us: Ints, moments: Moments, weights: Weights, factor: Factor
) -> None:
    """Fit the trials `asked`, of which each buyer is one moment of `us`, and write the rows `part` of `out`: `of` says whose each is."""
    book = fit_many(asked, us[asked.buyer], weights)
    row, there = _found(book.buyer, of)
    at, row = part[there], row[there]
    out.team[at], out.mean[at], out.fast[at] = book.mean[row], book.mean[row], book.mean_fast[row]
    out.var[at] = book.sd[row] ** 2 + weights.factors[factor].tau_u ** 2
    pairs = book.buyer[book.pair_row] << _SELLERS | book.pair_seller
    row, there = _found(pairs, of << _SELLERS | moments.s[part])
    at, row = part[there], row[there]
    out.mean[at], out.fast[at], out.var[at] = book.pair_mean[row], book.pair_mean_fast[row], book.pair_sd[row] ** 2
    out.n_eff[at] = book.pair_n_eff[row]


def _found(keys: Ints, wanted: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Where each of `wanted` stands among sorted keys, and whether it does."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    row = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return row, keys[row] == wanted
