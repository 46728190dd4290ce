"""Why does an estimate stand where it stands? prior + Σ contributions = mean, exactly (to 1e-9), one summand a trial.

At the mode of the fit the gradient is zero, so the mean *is* the sum W·w·(y - p)·(tau_b² + tau_u² [same seller]) over all
trials. A contribution is that trial's part of this sum, not what deleting the trial would change. Where a mailbox shows the share d of
what comes in, y of an answer that is not seen is p(1-d)/(1-dp), the chance that it was given all the same.
"""

from __future__ import annotations

from typing import NamedTuple

from regard.model import Factor, Trial
from regard.relationships.state import BuyerState


class Reason(NamedTuple):
    """One summand: the trial, the chance p expected of it, its weight W after fading, what it adds to the mean, and the y it counts as."""

    trial: Trial
    expected: float
    weight: float
    contribution: float
    counted: float


def contributions(state: BuyerState, seller: str | None = None, factor: Factor = "trust") -> list[Reason]:
    """The summands of the estimate toward the team (seller None) or toward one seller, the largest effect first.

    `prior(state, factor)` + their sum is the mean. Toward one seller the trials with colleagues count too, by tau_b² only:
    they tell how the buyer regards the team. A seller without trials of their own stands where the team stands.
    """
    standing = state[factor]
    prior = standing.prior
    own = prior.pair if seller is not None and seller in standing.pairs else prior.team
    reasons = [
        Reason(s.trial, s.expected, s.weight, s.pull * (own if s.trial.seller == seller else prior.team), s.counted)
        for s in standing.summands
    ]
    return sorted(reasons, key=lambda r: (-abs(r.contribution), r.trial.known_us, r.trial.id))


def prior(state: BuyerState, factor: Factor = "trust") -> float:
    """The mean before any evidence: where the sum begins."""
    return state[factor].prior.mean
