"""The fit itself: the mode and curvature of many small two-level logistic problems at once, by damped Newton.

A *problem* is one buyer and one factor: a team effect z ~ N(0, tb2) and one effect u_s ~ N(0, tu2) for each of our people s.
Its Hessian is an arrow (z touches every u, the u do not touch each other), so a step is solved exactly by its Schur complement.

The logistic loss is generalised self-concordant (Sun and Tran-Dinh 2019, order 2), so the step log(1 + d) / d, with d the
largest change of any trial's log-odds, always lowers the loss: no line search, and nothing can diverge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-10
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Problems:
    """Trials sorted by pair, pairs sorted by problem.

    Per trial: offset, w, weight, y. Per pair: `pair_start`, its first trial. Per problem: `problem_start`, its first pair,
    and the prior variances tb2, tu2.
    """

    offset: Floats
    w: Floats
    weight: Floats
    y: Floats
    pair_start: Ints
    problem_start: Ints
    tb2: Floats
    tu2: Floats


@dataclass(frozen=True, slots=True)
class Mode:
    """Per problem z and its variance; per pair x = z + u_s and its variance (Laplace, at the mode)."""

    z: Floats
    z_var: Floats
    x: Floats
    x_var: Floats


def solve(problems: Problems, start: Mode | None = None) -> Mode:
    """The mode of every problem, each to `TOLERANCE`, from `start` (default: the prior)."""
    pairs = _owners(problems.problem_start, len(problems.pair_start))
    z = np.zeros(len(problems.problem_start)) if start is None else start.z.copy()
    u = np.zeros(len(problems.pair_start)) if start is None else start.x - start.z[pairs]
    _descend(problems, pairs, z, u)
    return _laplace(problems, pairs, z, u)


def expected(problems: Problems, x: Floats) -> Floats:
    """Each trial's probability at standing `x` (per pair)."""
    p: Floats = 1.0 / (1.0 + np.exp(-(problems.offset + problems.w * _spread(x, problems))))
    return p


def _descend(problems: Problems, owner: Ints, z: Floats, u: Floats) -> None:
    """Newton steps, in place; problems that have converged leave, so that the slow few do not cost everyone."""
    live, live_pairs, part = None, None, problems
    steepest = _steepest(problems)
    for _ in range(MOST_STEPS):
        zs = z if live is None else z[live]
        us = u if live_pairs is None else u[live_pairs]
        dz, du = _step(part, owner, zs, us)
        change = np.abs(dz[owner] + du)
        d = np.maximum.reduceat(change, part.problem_start) * steepest
        t = np.ones_like(d)
        np.divide(np.log1p(d), d, out=t, where=d > 0)
        zs = zs + t * dz
        us = us + t[owner] * du
        if live is None or live_pairs is None:
            z[:], u[:] = zs, us
        else:
            z[live], u[live_pairs] = zs, us
        moving = np.maximum(np.abs(dz), np.maximum.reduceat(np.abs(du), part.problem_start)) > TOLERANCE
        left = int(moving.sum())
        if left == 0:
            return
        if left < 0.7 * len(moving):
            index = np.flatnonzero(moving)
            kept_pairs = np.flatnonzero(moving[owner])
            live = index if live is None else live[index]
            live_pairs = kept_pairs if live_pairs is None else live_pairs[kept_pairs]
            part, owner, steepest = _only(part, moving, owner), _renumber(owner[kept_pairs]), steepest[index]


def _step(p: Problems, owner: Ints, z: Floats, u: Floats) -> tuple[Floats, Floats]:
    """The undamped Newton step of each problem."""
    chance = expected(p, z[owner] + u)
    slope = p.weight * p.w
    gain = np.add.reduceat(slope * (p.y - chance), p.pair_start)
    bend = np.add.reduceat(slope * p.w * chance * (1.0 - chance), p.pair_start)
    hold = 1.0 / p.tu2[owner]
    arm = hold + bend
    gu = gain - u * hold
    centre = 1.0 / p.tb2 + np.add.reduceat(bend * hold / arm, p.problem_start)
    gz = np.add.reduceat(gain - bend * gu / arm, p.problem_start) - z / p.tb2
    dz = gz / centre
    return dz, (gu - bend * dz[owner]) / arm


def _laplace(p: Problems, owner: Ints, z: Floats, u: Floats) -> Mode:
    x = z[owner] + u
    chance = expected(p, x)
    bend = np.add.reduceat(p.weight * p.w * p.w * chance * (1.0 - chance), p.pair_start)
    hold = 1.0 / p.tu2[owner]
    arm = hold + bend
    z_var = 1.0 / (1.0 / p.tb2 + np.add.reduceat(bend * hold / arm, p.problem_start))
    return Mode(z, z_var, x, z_var[owner] * (hold / arm) ** 2 + 1.0 / arm)


def _steepest(p: Problems) -> Floats:
    """The largest w of each problem: what turns a change of standing into the largest change of log-odds."""
    per_pair = np.maximum.reduceat(p.w, p.pair_start)
    out: Floats = np.maximum.reduceat(per_pair, p.problem_start)
    return out


def _only(p: Problems, keep: NDArray[np.bool_], owner: Ints) -> Problems:
    """The problems where `keep`."""
    pair_keep = keep[owner]
    trials = np.repeat(pair_keep, _lengths(p.pair_start, len(p.y)))
    pair_sizes = _lengths(p.pair_start, len(p.y))[pair_keep]
    problem_sizes = _lengths(p.problem_start, len(p.pair_start))[keep]
    return replace(
        p,
        offset=p.offset[trials],
        w=p.w[trials],
        weight=p.weight[trials],
        y=p.y[trials],
        pair_start=_starts(pair_sizes),
        problem_start=_starts(problem_sizes),
        tb2=p.tb2[keep],
        tu2=p.tu2[keep],
    )


def _spread(x: Floats, p: Problems) -> Floats:
    out: Floats = np.repeat(x, _lengths(p.pair_start, len(p.y)))
    return out


def _owners(start: Ints, length: int) -> Ints:
    out: Ints = np.repeat(np.arange(len(start)), _lengths(start, length))
    return out


def _lengths(start: NDArray[Any], length: int) -> Ints:
    out = np.empty(len(start), dtype=np.int64)
    out[:-1] = start[1:] - start[:-1]
    out[-1] = length - start[-1]
    return out


def _starts(sizes: Ints) -> Ints:
    out: Ints = np.cumsum(sizes) - sizes
    return out


def _renumber(owner: Ints) -> Ints:
    """Sorted numbers made consecutive from zero."""
    fresh: Ints = np.cumsum(np.concatenate(([0], (np.diff(owner) != 0).astype(np.int64))))
    return fresh
