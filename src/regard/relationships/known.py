"""When does an estimate tell enough to be shown? Where its 80 % interval, in points of score, is no wider than evidence that halves the
variance leaves it for somebody ordinary: 63.5 of 100 points, where the prior's is 80 wide.

The variance alone (state-model.md) was asked before. It is the wrong scale: an answer from somebody who nearly always answers, or a silence
from somebody who never does, hardly narrows a standing in log-odds, though it leaves little open in points; so known were those in the
middle, and whoever always answered stayed unknown for as long as they did (docs/why.md).

score = 100·Phi(x / tau) at a standing x (log-odds), tau² the prior variance of what is shown: 50 is what is expected of a stranger.
"""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

Z80 = 1.2815515655446004
"""Half the width of the central 80 % of a normal, in standard deviations."""
WIDEST = 100.0 * erf(Z80 / 2.0)
"""Points of score: the 80 % interval around 50 where half of the prior variance is left."""
FEWEST = 3
"""Fewer fair chances never make anybody known, however surprising they were."""

LEFT_AFTER_A_MONTH = 0.87
"""What is left of what an estimate tells after four weeks in which nothing happens, at the half-life of answers (144 days)."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def scale(x: float, tau2: float) -> float:
    """The score (0 to 100) of standing `x` where `tau2` is the prior variance."""
    return 50.0 * (1.0 + erf(x / sqrt(2.0 * tau2)))


def width(mean: float, sd: float, tau2: float) -> float:
    """Points of score between the ends of the 80 % interval, 0 to 100."""
    return scale(mean + Z80 * sd, tau2) - scale(mean - Z80 * sd, tau2)


def is_known(mean: float, sd: float, tau2: float, n: int) -> bool:
    """Whether `n` chances leave the score of a standing open by no more than `WIDEST`."""
    return n >= FEWEST and width(mean, sd, tau2) <= WIDEST


def stays_known(mean: float, sd: float, tau2: float, n: int) -> bool:
    """Whether a standing is known and would still be after a month in which nothing happens: what is told of it need not be taken back."""
    known = max(0.0, 1.0 / (sd * sd) - 1.0 / tau2)
    later = LEFT_AFTER_A_MONTH * known
    sd_later = (1.0 / tau2 + later) ** -0.5
    mean_later = mean * LEFT_AFTER_A_MONTH * (sd_later / sd) ** 2
    return is_known(mean, sd, tau2, n) and is_known(mean_later, sd_later, tau2, n)


def are_known(mean: Floats, sd: Floats, tau2: Floats, n: Ints) -> NDArray[np.bool_]:
    """`is_known` of many at once; all of one length."""
    rows = zip(mean.tolist(), sd.tolist(), tau2.tolist(), n.tolist(), strict=True)
    return np.fromiter((is_known(*row) for row in rows), bool, len(mean))


def needed(mean: float, sd: float, tau2: float) -> float:
    """The standard deviation, at most `sd`, at which a standing with this mean becomes known."""
    if width(mean, sd, tau2) <= WIDEST:
        return sd
    unit = sqrt(2.0 * tau2)
    middle, reach, widest = mean / unit, Z80 / unit, WIDEST / 50.0
    low, high = 0.0, sd
    for _ in range(40):  # pages ask this of every unknown point of a ribbon: `width`, in its own units
        at = (low + high) / 2
        if erf(middle + reach * at) - erf(middle - reach * at) <= widest:
            low = at
        else:
            high = at
    return low
