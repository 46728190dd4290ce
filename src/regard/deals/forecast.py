"""How do deals in this stage end, in this book? A win rate with its interval, from the book's own ended deals alone.

A Beta-binomial: the rate over all ended deals is the prior, worth four deals; those that went through the stage update it. Standing is no
part of it yet: `basis` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from regard.deals.records import Deal

NEEDED = 30
"""Ended deals from which a rate is shown."""
STRENGTH = 4.0
_GRID = np.linspace(0.0005, 0.9995, 2000)
ENDED = ("won", "lost", "no_decision")


def forecast(deal: Deal, deals: Sequence[Deal]) -> tuple[dict[str, Any] | None, str]:
    """({won, low, high, no_decision, basis}, "") of an open deal, or (None, why there is none). Shares, 0 to 1; 80 % interval.

    `no_decision` is None where the CRM tells of no such deal: most say no more than that a deal was lost.
    """
    if deal.outcome != "open":
        return None, "the deal is closed"
    ended = [d for d in deals if d.outcome in ENDED and d.id != deal.id]
    if len(ended) < NEEDED:
        return None, f"not fitted: needs >= {NEEDED} closed deals, there are {len(ended)}"
    here = [d for d in ended if any(s.stage == deal.stage for s in d.stages)]
    prior = sum(d.outcome == "won" for d in ended) / len(ended)
    won = sum(d.outcome == "won" for d in here)
    rate, low, high = beta(STRENGTH * prior + won, STRENGTH * (1 - prior) + len(here) - won)
    undecided = sum(d.outcome == "no_decision" for d in ended)
    here_undecided = sum(d.outcome == "no_decision" for d in here)
    none = (here_undecided + STRENGTH * undecided / len(ended)) / (len(here) + STRENGTH)
    basis = f"{len(here)} of {len(ended)} closed deals of this book went through “{deal.stage}”; by stage alone, standing is no part of it"
    return {"won": rate, "low": low, "high": high, "no_decision": round(none, 4) if undecided else None, "basis": basis}, ""


def beta(a: float, b: float) -> tuple[float, float, float]:
    """Mean and central 80 % of a Beta distribution, on a grid of 2,000 points (error below .001)."""
    log_density = (a - 1) * np.log(_GRID) + (b - 1) * np.log1p(-_GRID)
    mass = np.exp(log_density - log_density.max())
    below = np.cumsum(mass) / mass.sum()
    low, high = (float(_GRID[np.searchsorted(below, q)]) for q in (0.1, 0.9))
    return round(a / (a + b), 4), round(low, 4), round(high, 4)
