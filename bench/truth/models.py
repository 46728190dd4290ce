"""The readers that turn features into chances: additive logistic regression (ours and the baselines') and gradient boosting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.truth.features import Features

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
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import SplineTransformer, StandardScaler

    bends = SplineTransformer(n_knots=knots, degree=1, knots="quantile", extrapolation="constant", include_bias=False)
    steps = (bends,) if knots else ()
    model = make_pipeline(*steps, StandardScaler(), LogisticRegression(C=strength, max_iter=500))
    model.fit(x[train], y[train])
    return np.asarray(model.predict_proba(x)[:, 1])


def boosting(x: Floats, y: Floats, train: Mask) -> Floats:
    """Chances by gradient boosting, fitted where `train`."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05, min_samples_leaf=40, random_state=0)
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


def levelled(p: Floats, y: Floats, train: Mask) -> Floats:
    """The chances moved by one number (on the log-odds) so that on the training rows they average what happened there."""
    if not train.any() or not 0 < y[train].mean() < 1:
        return p
    logit = np.log(p) - np.log1p(-p)
    moved = logit + shift(logit[train], np.zeros(1), float(y[train].mean()))
    out: Floats = 1.0 / (1.0 + np.exp(-moved))
    return out
