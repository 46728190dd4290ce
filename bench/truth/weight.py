"""Does the message graph tell who stands above whom? Pairs of a person and somebody above them, against the org chart.

Reads `messages.csv` and `reports_to.csv` (ID, ReportsToID: a pair for everybody above, up to the top) or `levels.csv` (id, level: a
pair for every two people of different levels; the end of the scale that fewer hold is the top). Accuracy: share of pairs in which the one
above scores higher, ties half. Intervals by bootstrap over superiors.

`shipped` weights are measured as they are, except on the very file they were fitted on (known by its digest): there, and for
`learned`, weights are fitted on a random 60 % of people and measured on pairs among the others, 60 times: nobody is on both sides.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.truth.messages import Unreadable, load_rows
from regard.deals.authority import SIGNS, score, signs

Floats = NDArray[np.float64]
DRAWS, SPLITS, SHARE = 200, 60, 0.6
LAMBDA, PRIOR = 4.0, 1.0
"""How strongly weights are held at their prior, which is that every sign counts alike."""


@dataclass(frozen=True)
class Graph:
    """Ranks of each sign, how much and with how many each writes, and pairs (below, above) of people; `digest` of the rows as read."""

    found: dict[str, Floats]
    volume: Floats
    degree: Floats
    below: NDArray[np.int64]
    above: NDArray[np.int64]
    people: int
    digest: str


def load(folder: Path) -> Graph:
    """The graph of a folder. Raises Unreadable where files or pairs are missing."""
    rows = load_rows(folder)
    ids = sorted(set(rows["sender"]) | set(rows["recipient"]))
    number = {name: i for i, name in enumerate(ids)}
    sender, recipient = (rows[side].map(number).to_numpy(np.int64) for side in ("sender", "recipient"))
    us = rows["us"].to_numpy(np.int64)
    pairs = sorted(set(_pairs(folder, number)))
    if not pairs:
        raise Unreadable(f"{folder} needs reports_to.csv or levels.csv about people of messages.csv.")
    n = len(ids)
    volume = (np.bincount(sender, minlength=n) + np.bincount(recipient, minlength=n)).astype(float)
    below, above = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    met = np.unique(np.stack((np.r_[sender, recipient], np.r_[recipient, sender])), axis=1)
    degree = np.bincount(met[0], minlength=n).astype(float)
    return Graph(
        signs(sender, recipient, us, n), volume, degree, below, above, n, sha256(rows.to_csv(index=False).encode()).hexdigest()
    )


def _pairs(folder: Path, number: dict[str, int]) -> Iterable[tuple[int, int]]:
    if (folder / "reports_to.csv").exists():
        boss = {row[0]: row[1] for row in _rows(folder / "reports_to.csv") if row[1] and row[1] != row[0]}
        for person in boss:
            seen, above = {person}, boss.get(person)
            while above is not None and above not in seen:
                seen.add(above)
                if person in number and above in number:
                    yield number[person], number[above]
                above = boss.get(above)
    elif (folder / "levels.csv").exists():
        levels = {row[0]: float(row[1]) for row in _rows(folder / "levels.csv") if row[0] in number and _is_number(row[1])}
        held = Counter(levels.values())
        if len(held) < 2:
            return
        low, high = min(held), max(held)
        up = -1.0 if held[low] <= held[high] else 1.0
        for (a, x), (b, y) in combinations(sorted(levels.items()), 2):
            if x != y:
                yield (number[a], number[b]) if up * y > up * x else (number[b], number[a])


def _rows(path: Path) -> Iterable[list[str]]:
    text = path.read_text("utf-8-sig")
    dialect = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    for row in list(csv.reader(text.splitlines(), delimiter=dialect))[1:]:
        if len(row) >= 2:
            yield [cell.strip().removesuffix(".0") for cell in row]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def fit(graph: Graph, chosen: NDArray[np.bool_]) -> dict[str, float]:
    """Weights, none below 0, of a logistic of rank differences over the chosen pairs; each superior counts by the root of their pairs."""
    from scipy.optimize import minimize

    x = np.column_stack([graph.found[s] for s in SIGNS])
    diff = (x[graph.above] - x[graph.below])[chosen]
    counts = np.bincount(graph.above[chosen], minlength=graph.people)
    w = 1 / np.sqrt(np.maximum(counts[graph.above[chosen]], 1))

    def loss(b: Floats) -> tuple[float, Floats]:
        z = diff @ b
        slope = w / (1 + np.exp(z))
        held = LAMBDA * ((b - PRIOR) ** 2).sum()
        return float((w * np.logaddexp(0, -z)).sum() + held), -(diff.T @ slope) + 2 * LAMBDA * (b - PRIOR)

    start = np.full(len(SIGNS), PRIOR)
    found = minimize(loss, start, jac=True, bounds=[(0, None)] * len(SIGNS), method="L-BFGS-B").x
    return {s: round(float(v), 4) for s, v in zip(SIGNS, found, strict=True)}


def right(values: Floats, graph: Graph) -> Floats:
    """1 for each pair in which the one above scores higher, .5 for a tie, else 0."""
    a, b = values[graph.above], values[graph.below]
    return (a > b) + 0.5 * (a == b)


def disjoint(graph: Graph) -> Floats:
    """The share of splits in which each pair was right, fitted on other people; not-a-number for a pair never measured."""
    rng = np.random.default_rng(1)
    total, times = np.zeros(len(graph.above)), np.zeros(len(graph.above))
    for _ in range(SPLITS):
        mine = rng.random(graph.people) < SHARE
        train, test = mine[graph.below] & mine[graph.above], ~mine[graph.below] & ~mine[graph.above]
        if train.any():
            total += right(score(graph.found, fit(graph, train)), graph) * test
            times += test
    return np.where(times > 0, total / np.maximum(times, 1), np.nan)


def measured(hit: Floats, graph: Graph) -> dict[str, Any]:
    """Accuracy with its 95 % interval, by bootstrap over superiors."""
    there = ~np.isnan(hit)
    bosses = np.unique(graph.above[there])
    sums = np.array([hit[there & (graph.above == b)].sum() for b in bosses])
    sizes = np.array([(there & (graph.above == b)).sum() for b in bosses])
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(bosses), (DRAWS, len(bosses)))
    each = sums[draws].sum(1) / sizes[draws].sum(1)
    low, high = np.percentile(each, [2.5, 97.5])
    bounds = {"low": {"accuracy": round(float(low), 4)}, "high": {"accuracy": round(float(high), 4)}}
    return {"accuracy": round(float(hit[there].mean()), 4), **bounds}


def run(folder: Path, weights: str = "shipped") -> dict[str, Any]:
    """The result as JSON-ready values."""
    graph = load(folder)
    told = json.loads((resources.files("regard.deals") / "authority.json").read_text("utf-8"))
    same = told["digest"] == graph.digest
    how = "person-disjoint, weights refitted" if same or weights == "learned" else "shipped weights as they are"
    hit = disjoint(graph) if same or weights == "learned" else right(score(graph.found), graph)
    best = measured(hit, graph)
    baselines = {"degree": graph.degree, "volume": graph.volume, "HITS authority": graph.found["authority"]}
    return {
        "task": "weight",
        "n": len(graph.above),
        "superiors": len(np.unique(graph.above)),
        "people": graph.people,
        "weights": weights,
        "how": how,
        "metrics": best,
        "rows": {weights: best},
        "baselines": {name: measured(right(values, graph), graph) for name, values in baselines.items()},
    }
