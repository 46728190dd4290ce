"""The readers that turn features into chances: additive logistic regression (ours and the baselines'), random trees, boosting."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from regard.relationships.validity.features import Features

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Fit = Callable[[Floats, Floats, Mask, Floats], Floats]
"""Chances of the rows of the last matrix, from terms, outcomes and which rows may be learned from."""
TREES, LEAF, TRIED = 60, 20, 0.3
"""Trees of a forest, the fewest rows of a leaf, and the share of the features tried at each cut."""


def matrix(*parts: Features) -> Floats:
    """Features side by side; of those with one name the first stands."""
    merged: Features = {}
    for part in parts:
        merged = part | merged
    return np.column_stack(list(merged.values()))


def logistic(x: Floats, y: Floats, train: Mask, *, knots: int = 5, strength: float = 0.01) -> Floats:
    """Chances by ridge logistic regression on piecewise-linear terms (knots at training quantiles), fitted where `train`."""
    if not _both(y[train]):
        return _share(y, train)
    terms = _bent(x, train, knots)
    return _ridge(terms, y, train, terms, strength)


def _bent(x: Floats, train: Mask, knots: int) -> Floats:
    """The terms that a logistic reader weighs: piecewise-linear where `knots`, centred and scaled, by the training rows alone."""
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import SplineTransformer, StandardScaler

    bends = SplineTransformer(n_knots=knots, degree=1, knots="quantile", extrapolation="constant", include_bias=False)
    terms = make_pipeline(*((bends,) if knots else ()), StandardScaler()).fit(x[train])
    return np.asarray(terms.transform(x))


def _ridge(terms: Floats, y: Floats, train: Mask, asked: Floats, strength: float = 0.01) -> Floats:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=500).fit(terms[train], y[train])
    return np.asarray(model.predict_proba(asked)[:, 1])


def additive(x: Floats, y: Floats, train: Mask, us: NDArray[np.int64]) -> Floats:
    """`logistic` on bends, `calibrated`: what reads a few features whose meaning is plain, as the state alone."""
    return calibrated(_bent(x, train, 5), y, train, us, _ridge, 5) if _both(y[train]) else _share(y, train)


def forest(x: Floats, y: Floats, train: Mask, us: NDArray[np.int64]) -> Floats:
    """Chances by extremely randomised trees (Geurts, Ernst, Wehenkel 2006), `calibrated`: what reads many features that say much the same.

    Each tree cuts at places drawn by lot, so that no month's accidents choose them; only the mean of all is read.
    """
    return calibrated(x, y, train, us, _trees, 3) if _both(y[train]) else _share(y, train)


def _trees(x: Floats, y: Floats, train: Mask, asked: Floats) -> Floats:
    from sklearn.ensemble import ExtraTreesClassifier

    model = ExtraTreesClassifier(TREES, min_samples_leaf=LEAF, max_features=TRIED, random_state=0)
    return np.asarray(model.fit(x[train], y[train]).predict_proba(asked)[:, 1])


def calibrated(terms: Floats, y: Floats, train: Mask, us: NDArray[np.int64], fit: Fit, blocks: int) -> Floats:
    """What `fit` foretells, its slope and level set by how it foretold blocks of the training time that it had not seen.

    The training time is cut into so many blocks of equally many rows; each is foretold by a fit to the others, and two
    numbers map those log-odds to what happened. What was fitted too closely to its own months is thereby drawn back to what
    carries over to others. Both outcomes must occur where `train`.
    """
    from sklearn.linear_model import LogisticRegression

    p = fit(terms, y, train, terms)
    rows = np.flatnonzero(train)
    block = np.searchsorted(np.quantile(us[rows], np.arange(1, blocks) / blocks), us[rows], side="right")
    unseen = np.full(len(y), np.nan)
    for k in np.unique(block):
        left, others = rows[block == k], train.copy()
        others[left] = False
        if _both(y[others]):
            unseen[left] = fit(terms, y, others, terms[left])
    known = np.flatnonzero(~np.isnan(unseen))
    if not _both(y[known]):
        return p
    line = LogisticRegression(C=1e6).fit(log_odds(unseen[known])[:, None], y[known])
    return np.asarray(line.predict_proba(log_odds(p)[:, None])[:, 1])


def _both(y: Floats) -> bool:
    """Whether both outcomes occur: with one alone there is nothing to learn."""
    return len(y) > 0 and 0 < y.mean() < 1


def _share(y: Floats, train: Mask) -> Floats:
    """The same chance for everybody: the training rows' share, one half without any."""
    return np.full(len(y), (y[train].sum() + 1) / (train.sum() + 2))


def log_odds(p: Floats) -> Floats:
    """The log-odds of chances, kept off 0 and 1."""
    q = np.clip(p, 1e-6, 1 - 1e-6)
    out: Floats = np.log(q / (1 - q))
    return out


def boosting(x: Floats, y: Floats, train: Mask, rounds: int = 200) -> Floats:
    """Chances by gradient boosting, fitted where `train`; fewer rounds take longer steps (half of them cost .002 AUC on the graph)."""
    if not _both(y[train]):
        return _share(y, train)
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=rounds, learning_rate=10 / rounds, min_samples_leaf=40, random_state=0)
    model.fit(x[train], y[train])
    return np.asarray(model.predict_proba(x)[:, 1])


def integrated(offset: Floats, w: float, mean: Floats, var: Floats) -> Floats:
    """P(y = 1) with standing ~ N(mean, var) integrated out (MacKay's approximation, within .002 for var < 4)."""
    eta = (offset + w * mean) / np.sqrt(1.0 + np.pi * w * w * var / 8.0)
    out: Floats = 1.0 / (1.0 + np.exp(-eta))
    return out


def shift(offset: Floats, var: Floats, base: float) -> float:
    """How far `offset` must move so that the chances, over standing of mean 0 and variance `var`, average `base`."""
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        if float(integrated(offset + middle, 1.0, np.zeros(1), var).mean()) < base:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def lined_up(p: Floats, y: Floats, train: Mask) -> Floats:
    """The chances with their log-odds put on the line a + b·x that the training rows ask for: two numbers, no feature."""
    from sklearn.linear_model import LogisticRegression

    if not _both(y[train]):
        return p
    line = LogisticRegression(C=1e6).fit(log_odds(p[train])[:, None], y[train])
    return np.asarray(line.predict_proba(log_odds(p)[:, None])[:, 1])
