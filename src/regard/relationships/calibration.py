"""Are the chances true? Discrimination, calibration and coverage of predictions, with intervals by bootstrap over buyers.

Arrays are one row a prediction: `p` the predicted chance (0 to 1), `y` what happened (0 or 1), `weight` how often the row
counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Metric = Callable[[Floats, Floats, Floats], float]

BINS = 10
DRAWS = 200
_TINY = 1e-12


def auc(p: Floats, y: Floats, weight: Floats) -> float:
    """Area under the ROC curve, ties counted half; nan where only one outcome occurs."""
    order = np.argsort(p, kind="stable")
    return _auc_sorted(p[order], y[order], weight[order])


def _auc_sorted(p: Floats, y: Floats, weight: Floats) -> float:
    start = np.flatnonzero(np.concatenate(([True], p[1:] != p[:-1])))
    hits = np.add.reduceat(weight * y, start)
    misses = np.add.reduceat(weight * (1 - y), start)
    total = hits.sum() * misses.sum()
    if total == 0:
        return float("nan")
    below = np.cumsum(misses) - misses
    return float((hits * (below + misses / 2)).sum() / total)


def auc_within(p: Floats, y: Floats, weight: Floats, group: Ints) -> float:
    """The same among rows of one group only, all groups together: what groups differ by is neither gained nor lost.

    Chances that were read by readers of different days are not to be compared with each other.
    """
    order = np.lexsort((p, group))
    return _auc_of_groups(p[order], y[order], weight[order], group[order])


def _auc_of_groups(p: Floats, y: Floats, weight: Floats, group: Ints) -> float:
    """`auc_within` of rows sorted by group and chance."""
    right, pairs = _pairs_of_groups(p, y, weight, group)
    return right / pairs if pairs else float("nan")


def _pairs_of_groups(p: Floats, y: Floats, weight: Floats, group: Ints) -> tuple[float, float]:
    """Pairs of a hit and a miss within groups: those in the right order (ties half), and all. Rows are sorted by group and chance."""
    start = np.flatnonzero(np.concatenate(([True], (p[1:] != p[:-1]) | (group[1:] != group[:-1]))))
    hits, misses = np.add.reduceat(weight * y, start), np.add.reduceat(weight * (1 - y), start)
    first = np.flatnonzero(np.concatenate(([True], group[start][1:] != group[start][:-1])))
    of = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(start))))
    before = np.cumsum(misses) - misses
    below = before - before[first][of]
    total = float((np.add.reduceat(hits, first) * np.add.reduceat(misses, first)).sum())
    return float((hits * (below + misses / 2)).sum()), total


def auc_between(p: Floats, y: Floats, buyer: Ints, *, draws: int = DRAWS) -> tuple[float, float, float] | None:
    """AUC over pairs of rows of different buyers, and its 95 % interval of `draws` bootstrap samples of whole buyers.

    Where a state is made of a buyer's earlier outcomes, pairs of one buyer fall short of .5 even if all is chance: the later of two
    stands higher just where the earlier one was the hit. None where no two buyers differ in outcome.
    """
    if not len(y):
        return None
    _, code = np.unique(buyer, return_inverse=True)
    y = y.astype(np.float64)
    one = np.zeros(len(y), dtype=np.int64)
    whole, apart = np.argsort(p, kind="stable"), np.lexsort((p, code))

    def of(weight: Floats) -> float:
        (right, pairs), (own_right, own_pairs) = (
            _pairs_of_groups(p[rows], y[rows], weight[rows], group[rows]) for rows, group in ((whole, one), (apart, code))
        )
        return (right - own_right) / (pairs - own_pairs) if pairs > own_pairs else float("nan")

    value = of(np.ones(len(y)))
    if np.isnan(value):
        return None
    people = int(code.max()) + 1
    rng = np.random.default_rng(0)
    samples = np.array(
        [of(np.bincount(rng.integers(0, people, people), minlength=people)[code].astype(float)) for _ in range(draws)]
    )
    return round(value, 4), round(_percentile(samples, 2.5), 4), round(_percentile(samples, 97.5), 4)


def log_loss(p: Floats, y: Floats, weight: Floats) -> float:
    """Mean negative log-likelihood in nats."""
    q = np.clip(p, _TINY, 1 - _TINY)
    return float(-np.average(y * np.log(q) + (1 - y) * np.log1p(-q), weights=weight))


def brier(p: Floats, y: Floats, weight: Floats) -> float:
    """Mean squared error."""
    return float(np.average((p - y) ** 2, weights=weight))


def ece(p: Floats, y: Floats, weight: Floats) -> float:
    """Expected calibration error over ten bins of equal count."""
    order = np.argsort(p, kind="stable")
    bins = np.minimum((np.cumsum(weight[order]) - weight[order]) / weight.sum() * BINS, BINS - 1).astype(np.int64)
    gap = np.bincount(bins, weight[order] * (p[order] - y[order]), minlength=BINS)
    return float(np.abs(gap).sum() / weight.sum())


METRICS: Mapping[str, Metric] = {"auc": auc, "log_loss": log_loss, "brier": brier, "ece": ece}


def share_inside(pit: Floats, _y: Floats, weight: Floats) -> float:
    """Share of probability integral transforms in (.1, .9): how often the central 80 % holds what happened."""
    return float(np.average((pit > 0.1) & (pit < 0.9), weights=weight))


def measured(
    p: Floats, y: Floats, buyer: Ints, metrics: Mapping[str, Metric] = METRICS, *, draws: int = DRAWS, group: Ints | None = None
) -> dict[str, object]:
    """Each metric with the 95 % interval of `draws` bootstrap samples of whole buyers, from a fixed seed.

    With `group` the AUC is that within groups (see `auc_within`).
    {name: value, ..., "low": {name: value}, "high": {name: value}}; None where a metric is undefined.
    """
    order = np.argsort(p, kind="stable")
    p, y = p[order], y[order].astype(np.float64)
    if group is not None and "auc" in metrics:
        apart = np.argsort(group[order], kind="stable")
        pg, yg, gg = p[apart], y[apart], group[order][apart]
        metrics = {**metrics, "auc": lambda _p, _y, w: _auc_of_groups(pg, yg, w[apart], gg)}
    _, code = np.unique(buyer[order], return_inverse=True)
    ones = np.ones(len(p))
    out: dict[str, object] = {name: _rounded(metric(p, y, ones)) for name, metric in metrics.items()}
    rng = np.random.default_rng(0)
    people = int(code.max()) + 1 if len(code) else 0
    times = [np.bincount(rng.integers(0, people, people), minlength=people)[code].astype(np.float64) for _ in range(draws)]
    samples = {name: np.array([metric(p, y, t) for t in times if t.any()]) for name, metric in metrics.items()}
    for end, q in (("low", 2.5), ("high", 97.5)):
        out[end] = {name: _rounded(_percentile(v, q)) for name, v in samples.items()}
    return out


def gain(
    p: Floats, q: Floats, y: Floats, buyer: Ints, *, draws: int = DRAWS, group: Ints | None = None
) -> tuple[float, float, float] | None:
    """How much more AUC `p` has than `q`, and the 95 % interval of that over the same bootstrap samples of whole buyers.

    With `group` it is the AUC within groups (see `auc_within`).

    None where only one outcome occurs.
    """
    _, code = np.unique(buyer, return_inverse=True)
    people = int(code.max()) + 1 if len(code) else 0
    group = np.zeros(len(y), dtype=np.int64) if group is None else group
    sorted_by = [np.lexsort((chance, group)) for chance in (p, q)]
    y = y.astype(np.float64)

    def more(weight: Floats) -> float:
        own, other = (_auc_of_groups(c[o], y[o], weight[o], group[o]) for c, o in zip((p, q), sorted_by, strict=True))
        return own - other

    if not len(y) or not 0 < y.mean() < 1:
        return None
    rng = np.random.default_rng(0)
    found = [more(np.bincount(rng.integers(0, people, people), minlength=people)[code].astype(float)) for _ in range(draws)]
    samples = np.array(found)
    value = more(np.ones(len(y)))
    if np.isnan(value):
        return None
    return round(value, 4), round(_percentile(samples, 2.5), 4), round(_percentile(samples, 97.5), 4)


def reliability(p: Floats, y: Floats, buyer: Ints, bins: int = BINS, *, draws: int = DRAWS) -> list[dict[str, float | int]]:
    """What happened beside what was said, in bins of equal count: {said, happened, low, high, n}, low and high at 95 %.

    Intervals are by bootstrap over buyers. Bins of equal chances are joined, so there may be fewer.
    """
    if not len(p):
        return []
    edges = np.unique(np.quantile(p, np.linspace(0, 1, bins + 1)[1:-1]))
    at = np.searchsorted(edges, p, side="right")
    people, code = np.unique(buyer, return_inverse=True)
    rng = np.random.default_rng(0)
    times = [np.bincount(rng.integers(0, len(people), len(people)), minlength=len(people))[code] for _ in range(draws)]
    out: list[dict[str, float | int]] = []
    for k in np.unique(at):
        rows = at == k
        shares = np.array([float(np.average(y[rows], weights=t[rows])) if t[rows].any() else np.nan for t in times])
        out.append(
            {
                "said": round(float(p[rows].mean()), 4),
                "happened": round(float(y[rows].mean()), 4),
                "low": round(_percentile(shares, 2.5), 4),
                "high": round(_percentile(shares, 97.5), 4),
                "n": int(rows.sum()),
            }
        )
    return out


def randomised_pit(chances: list[Floats], weights: Floats, hits: int, u: float) -> float:
    """Randomised probability integral transform of a count of hits.

    chances: at each node of the posterior, the chance of each trial; weights: of the nodes, summing to one; u: uniform in
    (0, 1). The count is Poisson-binomial at each node: P(K < hits) + u · P(K = hits).
    """
    node = np.asarray(chances)
    pmf = np.zeros((node.shape[0], node.shape[1] + 1))
    pmf[:, 0] = 1.0
    for i in range(node.shape[1]):
        q = node[:, i : i + 1]
        pmf[:, 1 : i + 2] = pmf[:, 1 : i + 2] * (1 - q) + pmf[:, : i + 1] * q
        pmf[:, :1] *= 1 - q
    mixed = weights @ pmf
    return float(mixed[:hits].sum() + u * mixed[hits])


def _percentile(values: Floats, q: float) -> float:
    """The percentile of the draws in which the metric was defined."""
    defined = values[~np.isnan(values)]
    return float(np.percentile(defined, q)) if len(defined) else float("nan")


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
