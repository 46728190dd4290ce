"""The readers that turn features into chances: additive logistic regression (ours and the baselines') and gradient boosting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from regard.relationships.validity.features import Features

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


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
    return _ridge(_bent(x, train, knots), y, train, strength)


def _bent(x: Floats, train: Mask, knots: int) -> Floats:
    """The terms that a logistic reader weighs: piecewise-linear where `knots`, centred and scaled, by the training rows alone."""
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import SplineTransformer, StandardScaler

    bends = SplineTransformer(n_knots=knots, degree=1, knots="quantile", extrapolation="constant", include_bias=False)
    terms = make_pipeline(*((bends,) if knots else ()), StandardScaler()).fit(x[train])
    return np.asarray(terms.transform(x))


def _ridge(terms: Floats, y: Floats, train: Mask, strength: float = 0.01) -> Floats:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=500).fit(terms[train], y[train])
    return np.asarray(model.predict_proba(terms)[:, 1])


def calibrated(x: Floats, y: Floats, train: Mask, us: NDArray[np.int64]) -> Floats:
    """`logistic`, its slope and level set by how it foretold blocks of the training time that it had not seen.

    The training time is cut into five blocks; each is foretold by a fit to the others, and two numbers map those log-odds to
    what happened. What was fitted too closely to its own months is thereby drawn back to what carries over to others.
    """
    from sklearn.linear_model import LogisticRegression

    if not _both(y[train]):
        return _share(y, train)
    terms = _bent(x, train, 5)
    p = _ridge(terms, y, train)
    rows = np.flatnonzero(train)
    block = np.searchsorted(np.quantile(us[rows], (0.2, 0.4, 0.6, 0.8)), us[rows], side="right")
    unseen = np.full(len(y), np.nan)
    for k in np.unique(block):
        others = train.copy()
        others[rows[block == k]] = False
        if _both(y[others]):
            unseen[rows[block == k]] = _ridge(terms, y, others)[rows[block == k]]
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
