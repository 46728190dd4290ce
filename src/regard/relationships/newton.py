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
LONGEST = 4.0
"""Log-odds, about two standard deviations of standing: a Newton step beyond it is not tried where the posterior is not concave."""
NEAR = 1e-5
"""Within so much of the mode a Newton step is taken although rounding hides that it climbs."""


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
    shown: Floats | None = None


@dataclass(frozen=True, slots=True)
class Mode:
    """Per problem z and its variance; per pair x = z + u_s and its variance (Laplace, at the mode)."""

    z: Floats
    z_var: Floats
    x: Floats
    x_var: Floats


def solve(problems: Problems, start: Mode | None = None) -> Mode:
    """The mode of every problem, each to `TOLERANCE`, from `start` (default: the prior)."""
    if problems.shown is not None and bool(_unsure(problems).any()):
        return _partly(problems, start)
    pairs = _owners(problems.problem_start, len(problems.pair_start))
    z = np.zeros(len(problems.problem_start)) if start is None else start.z.copy()
    u = np.zeros(len(problems.pair_start)) if start is None else start.x - start.z[pairs]
    _descend(problems, pairs, z, u)
    return _laplace(problems, pairs, z, u)


def counted(problems: Problems, chance: Floats) -> Floats:
    """What each trial counts as: y, and where nothing was seen the chance that it happened though it cannot be seen."""
    if problems.shown is None:
        return problems.y
    out: Floats = np.where(problems.y > 0, problems.y, hidden(chance, problems.shown))
    return out


def hidden(chance: Floats, shown: Floats) -> Floats:
    """How likely something happened that was not seen, where it is seen with probability d if it happens: p (1 - d) / (1 - d p)."""
    out: Floats = chance * (1.0 - shown) / np.maximum(1.0 - shown * chance, 1e-300)
    return out


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
        shown=None if p.shown is None else p.shown[trials],
    )


def _spread(x: Floats, p: Problems) -> Floats:
    out: Floats = np.repeat(x, _lengths(p.pair_start, len(p.y)))
    return out


def _owners(start: Ints, length: int) -> Ints:
    out: Ints = np.repeat(np.arange(len(start)), _lengths(start, length))
    return out


def _lengths(start: NDArray[Any], length: int) -> Ints:
    out = np.empty(len(start), dtype=np.int64)
    if not len(start):
        return out
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


# ------------------------------------------------------------------------------ where an answer may be there and not be seen


def _partly(problems: Problems, start: Mode | None) -> Mode:
    """The mode where some trials are shown in part: those problems by `_climb`, all others as ever."""
    owner = _owners(problems.problem_start, len(problems.pair_start))
    unsure = _unsure(problems)
    pair_thin = np.logical_or.reduceat(unsure, problems.pair_start)
    thin = np.logical_or.reduceat(pair_thin, problems.problem_start)
    z, z_var = np.empty(len(thin)), np.empty(len(thin))
    x, x_var = np.empty(len(owner)), np.empty(len(owner))
    for chosen, how in ((~thin, _plain), (thin, _climb)):
        if not chosen.any():
            continue
        part = problems if chosen.all() else _only(problems, chosen, owner)
        pairs = chosen[owner]
        begun = None if start is None else Mode(start.z[chosen], start.z_var[chosen], start.x[pairs], start.x_var[pairs])
        found = how(part, begun)
        z[chosen], z_var[chosen], x[pairs], x_var[pairs] = found.z, found.z_var, found.x, found.x_var
    return Mode(z, z_var, x, x_var)


def _shown(p: Problems) -> Floats:
    return np.ones_like(p.y) if p.shown is None else p.shown


def _unsure(p: Problems) -> NDArray[np.bool_]:
    """Which trials may have happened unseen."""
    return (_shown(p) < 1.0) & (p.y < 1.0)


def _plain(problems: Problems, start: Mode | None) -> Mode:
    return solve(replace(problems, shown=None), start)


def _climb(p: Problems, _start: Mode | None) -> Mode:
    """The higher of what is found from above (nothing unseen counts) and from below (all unseen is silence).

    Each standing helps the others (the posterior is supermodular), so every mode lies between those two fits, and the one of either end
    is reached from it. Where they differ, the higher posterior is the mode.
    """
    owner = _owners(p.problem_start, len(p.pair_start))
    unsure = _unsure(p)
    ends = []
    for weight in (np.where(unsure, 0.0, p.weight), p.weight):
        begun = solve(replace(p, weight=weight, shown=None))
        z, u = begun.z.copy(), begun.x - begun.z[owner]
        _ascend(p, owner, z, u)
        ends.append((z, u, _height(p, owner, z, u)))
    (z, u, high), (below, u_below, low) = ends
    better = low > high
    z[better] = below[better]
    u[better[owner]] = u_below[better[owner]]
    return _laplace_observed(p, owner, z, u)


def _ascend(p: Problems, owner: Ints, z: Floats, u: Floats) -> None:
    """Climb in place, every problem until it stands; those that stand leave."""
    live, live_pairs = np.arange(len(z)), np.arange(len(u))
    height = _height(p, owner, z, u)
    for _ in range(MOST_STEPS):
        zs, us, height, size = _climbed(p, owner, z[live], u[live_pairs], height)
        z[live], u[live_pairs] = zs, us
        moving = size > TOLERANCE
        if not moving.any():
            return
        if moving.mean() < 0.7:
            pairs = moving[owner]
            p, live, live_pairs, height = _only(p, moving, owner), live[moving], live_pairs[pairs], height[moving]
            owner = _renumber(owner[pairs])


def _climbed(p: Problems, owner: Ints, z: Floats, u: Floats, height: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """One step up of each problem (z, u, its new height, the size of the step): Newton's on the observed curvature (where that is none of a
    maximum, without the trials that bend it the other way) where that climbs, else one of expectation and maximisation.

    The latter replaces what was not seen by its expectation (Dempster, Laird and Rubin 1977): it climbs whatever the curvature, since what
    it climbs on lies below the posterior and touches it here.
    """
    chance = expected(p, z[owner] + u)
    gain = np.add.reduceat(p.weight * p.w * (counted(p, chance) - chance), p.pair_start)
    dz, du, bent = _arrow(p, owner, z, u, gain, _observed(p, chance))
    if not bent.all():
        ez, eu, _ = _arrow(p, owner, z, u, gain, _observed(p, chance, least=0.0))
        dz, du = np.where(bent, dz, ez), np.where(bent[owner], du, eu)
    size = np.maximum(np.abs(dz), np.maximum.reduceat(np.abs(du), p.problem_start))
    t = np.minimum(1.0, LONGEST / np.maximum(size, NEAR))
    new_z, new_u = z + t * dz, u + t[owner] * du
    reached = _height(p, owner, new_z, new_u)
    fits = (reached >= height) | (size < NEAR)
    if fits.all():
        return new_z, new_u, reached, size
    dz, du, _ = _arrow(p, owner, z, u, gain, _complete(p, chance))
    d = np.maximum.reduceat(np.abs(dz[owner] + du), p.problem_start) * _steepest(p)
    t = np.divide(np.log1p(d), d, out=np.ones_like(d), where=d > 0)
    dz, du = t * dz, t[owner] * du
    new_z, new_u = np.where(fits, new_z, z + dz), np.where(fits[owner], new_u, u + du)
    size = np.where(fits, size, np.maximum(np.abs(dz), np.maximum.reduceat(np.abs(du), p.problem_start)))
    return new_z, new_u, _height(p, owner, new_z, new_u), size


def _arrow(
    p: Problems, owner: Ints, z: Floats, u: Floats, gain: Floats, bend: Floats
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The step of each problem for a curvature per pair, and whether that curvature is one of a maximum."""
    hold = 1.0 / p.tu2[owner]
    arm = hold + bend
    sound = arm > 0
    arm = np.where(sound, arm, 1.0)
    gu = gain - u * hold
    centre = 1.0 / p.tb2 + np.add.reduceat(bend * hold / arm, p.problem_start)
    gz = np.add.reduceat(gain - bend * gu / arm, p.problem_start) - z / p.tb2
    fits = np.logical_and.reduceat(sound, p.problem_start) & (centre > 0)
    dz = gz / np.where(fits, centre, 1.0)
    return dz, (gu - bend * dz[owner]) / arm, fits


def _complete(p: Problems, chance: Floats) -> Floats:
    out: Floats = np.add.reduceat(p.weight * p.w * p.w * chance * (1.0 - chance), p.pair_start)
    return out


def _observed(p: Problems, chance: Floats, least: float = -np.inf) -> Floats:
    """The curvature of what was observed, per pair; of an unseen trial d p (1-p) (1 - 2p + d p²) / (1 - d p)², below 0 for high p, but
    taken as `least` of p (1-p) at least.
    """
    d = _shown(p)
    unseen = d * (1.0 - 2.0 * chance + d * chance**2) / np.maximum(1.0 - d * chance, 1e-300) ** 2
    share = np.where((p.y > 0) | (d >= 1.0), 1.0, np.maximum(unseen, least))
    out: Floats = np.add.reduceat(p.weight * p.w * p.w * chance * (1.0 - chance) * share, p.pair_start)
    return out


def _height(p: Problems, owner: Ints, z: Floats, u: Floats) -> Floats:
    """The decayed log-posterior of each problem, up to a constant."""
    chance = expected(p, z[owner] + u)
    told = np.where(p.y > 0, np.log(np.maximum(chance, 1e-300)), np.log1p(-np.minimum(_shown(p) * chance, 1.0 - 1e-16)))
    per_pair = np.add.reduceat(p.weight * told, p.pair_start) - u * u / (2 * p.tu2[owner])
    out: Floats = np.add.reduceat(per_pair, p.problem_start) - z * z / (2 * p.tb2)
    return out


def _laplace_observed(p: Problems, owner: Ints, z: Floats, u: Floats) -> Mode:
    x = z[owner] + u
    bend = _observed(p, expected(p, x))
    hold = 1.0 / p.tu2[owner]
    arm = hold + bend
    z_var = 1.0 / (1.0 / p.tb2 + np.add.reduceat(bend * hold / arm, p.problem_start))
    return Mode(z, z_var, x, z_var[owner] * (hold / arm) ** 2 + 1.0 / arm)
