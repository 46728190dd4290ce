"""Has a standing moved lately, by how much more than noise, and would a move have shown?

The fast fit, which forgets three times sooner, differs from the slow one even of somebody who stands still: it is drawn further towards the
prior. What is asked instead is whether lately more (or less) happened than the slow fit, the estimate, expects, in units of the state:

    move = sum of (V_fast F_i - keep V_slow S_i) w_i (y_i - p_i),    keep = (1 - V_fast / tau²) / (1 - V_slow / tau²)

over all trials i, with S_i and F_i what each counts for in the slow and the fast fit, p_i expected at the estimate, and V the variance
that each fit leaves. To first order this is fast minus keep times slow, and 0 in expectation while the standing stays where it was;
evidence that merely grows old moves nothing. Its noise is that of the trials themselves: each surprise has the variance p (1 - p), over
what it counts for (rho, temper, doubt); half of it is taken as the square of the surprise that was seen, which is as large on average,
so that one event, however unexpected, is no trend. `reach` is what a lasting move of one prior standard deviation, `LATELY` days ago,
would have made of it by now: where that is no more than noise, nothing can be said of a trend.

Between levels: with I_r the information of pair r, g_r = 1 / (1 + I_r tau_u²) is how much of it speaks of the team, and a trial of pair r
moves the team by V g_r, pair s by g_s V g_r, and its own pair by tau_u² g_r more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from regard.relationships.newton import Floats, Ints

LATELY = 60
"""Days: a move that happened so long ago is what one should see by now."""


class Move(NamedTuple):
    """How far a standing moved lately, the standard deviation of its noise, and its `reach`, on the state's scale."""

    by: float
    noise: float
    reach: float


NO_MOVE = Move(0.0, inf, 0.0)
"""Where there is nothing to tell a move by."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Those of many, row by row: arrays of equal length."""

    by: Floats
    noise: Floats
    reach: Floats

    def row(self, n: int) -> Move:
        """That of one row."""
        return Move(float(self.by[n]), float(self.noise[n]), float(self.reach[n]))

    def rows(self) -> list[Move]:
        """All of them, one by one."""
        return [Move(*one) for one in zip(self.by.tolist(), self.noise.tolist(), self.reach.tolist(), strict=True)]


class Rows(NamedTuple):
    """What each trial tells: `surprise` w (y - p), `information` w² p (1 - p) and `scatter`, the variance of its surprise, all fresh,
    `counts` what it counts for (0 to 1), how the slow and the fast fit let it fade (0 to 1), and whether it is of the last `LATELY` days.
    `pair_start` is where each pair's trials begin, `team_of` the team row of each pair.
    """

    surprise: Floats
    information: Floats
    scatter: Floats
    counts: Floats
    slow: Floats
    fast: Floats
    late: NDArray[np.bool_]
    pair_start: Ints
    team_of: Ints


@dataclass(frozen=True)
class Lately:
    """The moves of a book, worked out when first asked for: most fits are not asked for a trend. `told` makes its rows."""

    told: Callable[[], Rows]
    tb2: Floats
    tu2: Floats

    @cached_property
    def both(self) -> tuple[Moves, Moves]:
        """Those of the team rows and of the pair rows."""
        return moves(self.told(), self.tb2, self.tu2)


class _Told(NamedTuple):
    """What the trials of a pair (or of all pairs of a team, as far as they speak of it) tell together, slow and fast, and their squares."""

    slow: Floats
    fast: Floats
    late_slow: Floats
    late_fast: Floats
    slow_slow: Floats
    fast_slow: Floats
    fast_fast: Floats

    def moved(self, fast: Floats, slow: Floats) -> tuple[Floats, Floats, Floats]:
        """The move, its variance and what of it a move lately would make, where a fast trial counts `fast` and a slow one `slow`."""
        variance = fast * fast * self.fast_fast - 2 * fast * slow * self.fast_slow + slow * slow * self.slow_slow
        return fast * self.fast - slow * self.slow, variance, fast * self.late_fast - slow * self.late_slow


def moves(rows: Rows, tb2: Floats, tu2: Floats) -> tuple[Moves, Moves]:
    """The moves of the team rows and of the pair rows; `tb2` and `tu2` are the prior variances of each team row."""
    if not len(rows.information):
        nothing = Moves(*(np.zeros(0),) * 3)
        return nothing, nothing
    of = rows.team_of

    def by_pair(values: Floats) -> Floats:
        out: Floats = np.add.reduceat(values, rows.pair_start)
        return out

    def by_team(values: Floats) -> Floats:
        out: Floats = np.bincount(of, values, minlength=len(tb2)).astype(np.float64)
        return out

    told, seen, noise = (rows.counts * each for each in (rows.information, rows.surprise, rows.scatter))
    slow, fast = told * rows.slow, told * rows.fast
    all_slow, all_fast = by_pair(slow), by_pair(fast)
    g_slow, g_fast = 1.0 / (1.0 + all_slow * tu2[of]), 1.0 / (1.0 + all_fast * tu2[of])
    v_slow, v_fast = 1.0 / (1.0 / tb2 + by_team(all_slow * g_slow)), 1.0 / (1.0 / tb2 + by_team(all_fast * g_fast))
    own = _Told(
        by_pair(seen * rows.slow) * g_slow,
        by_pair(seen * rows.fast) * g_fast,
        by_pair(slow * rows.late) * g_slow,
        by_pair(fast * rows.late) * g_fast,
        by_pair(noise * rows.slow * rows.slow) * g_slow * g_slow,
        by_pair(noise * rows.slow * rows.fast) * g_fast * g_slow,
        by_pair(noise * rows.fast * rows.fast) * g_fast * g_fast,
    )
    whole = _Told(*map(by_team, own))
    keep = _ratio(1.0 - v_fast / tb2, 1.0 - v_slow / tb2)
    team = _made(*whole.moved(v_fast, keep * v_slow), tb2)
    # A pair: what the trials of the others say of the team, as far as it is taken over, and its own, which speak of both.
    tau2 = (tb2 + tu2)[of]
    x_slow, x_fast = g_slow * (g_slow * v_slow[of] + tu2[of]), g_fast * (g_fast * v_fast[of] + tu2[of])
    keep = _ratio(1.0 - x_fast / tau2, 1.0 - x_slow / tau2)
    others = _Told(*(total[of] - mine for total, mine in zip(whole, own, strict=True)))
    a, b = g_fast * v_fast[of], keep * g_slow * v_slow[of]
    parts = zip(others.moved(a, b), own.moved(a + tu2[of], b + keep * tu2[of]), strict=True)
    by, variance, reach = (one + more for one, more in parts)
    return team, _made(by, variance, reach, tau2)


def _made(by: Floats, variance: Floats, reach: Floats, tau2: Floats) -> Moves:
    noise: Floats = np.where(variance > 0, np.sqrt(np.maximum(variance, 0.0)), inf)
    return Moves(by, noise, reach * np.sqrt(tau2))


def _ratio(top: Floats, below: Floats) -> Floats:
    """0 where nothing was learned."""
    out: Floats = np.divide(top, below, out=np.zeros_like(top), where=below > 0)
    return out
