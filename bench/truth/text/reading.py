"""What a truth task about reading answers, and the intervals of its metrics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, TypeVar

import numpy as np

DRAWS = 200
Row = TypeVar("Row")
Metrics = Mapping[str, Callable[[Sequence[Row]], float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """`n` units were judged; `metrics` and each of `baselines` hold values by name, with `low` and `high` of their 95 % intervals.

    `also` holds counts and remarks that are no metric.
    """

    n: int
    metrics: Mapping[str, Any]
    baselines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    also: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed of one unit, such as the lines of one mail."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def precision(units: Sequence[Tally]) -> float:
    """Right among found; 0 where nothing is found."""
    found = sum(u.right + u.wrong for u in units)
    return sum(u.right for u in units) / found if found else 0.0


def recall(units: Sequence[Tally]) -> float:
    """Right among those to be found; 0 where there is nothing."""
    there = sum(u.right + u.missed for u in units)
    return sum(u.right for u in units) / there if there else 0.0


def f1(units: Sequence[Tally]) -> float:
    """Harmonic mean of precision and recall."""
    right = sum(u.right for u in units)
    faults = sum(u.wrong + u.missed for u in units)
    return 2 * right / (2 * right + faults) if right else 0.0


def with_intervals(rows: Sequence[Row], metrics: Metrics[Row], draws: int = DRAWS) -> dict[str, Any]:
    """Each metric over `rows` with its 95 % interval, by a bootstrap over them (fixed seed): `{name: value, low: {}, high: {}}`."""
    out: dict[str, Any] = {name: round(metric(rows), 4) for name, metric in metrics.items()}
    rng = np.random.default_rng(0)
    samples = [[rows[i] for i in rng.integers(0, len(rows), len(rows))] for _ in range(draws if rows else 0)]
    for end, at in (("low", 2.5), ("high", 97.5)):
        out[end] = {
            name: round(float(np.percentile([metric(s) for s in samples], at)), 4) if samples else None
            for name, metric in metrics.items()
        }
    return out


def wilson(k: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share k / n (Wilson 1927); (0, 1) where n is 0."""
    if not n:
        return 0.0, 1.0
    p, centre, scale = k / n, k / n + z * z / (2 * n), 1 + z * z / n
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max((centre - half) / scale, 0.0), min((centre + half) / scale, 1.0)


def shares(counts: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Shares k / n by name with their Wilson intervals, in the form of `with_intervals`."""
    ends = {name: wilson(k, n) for name, (k, n) in counts.items()}
    return {
        **{name: round(k / n, 4) if n else None for name, (k, n) in counts.items()},
        "low": {name: round(low, 4) for name, (low, _) in ends.items()},
        "high": {name: round(high, 4) for name, (_, high) in ends.items()},
    }
