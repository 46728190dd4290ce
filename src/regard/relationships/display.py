"""How is an estimate shown? One monotone map from the state's scale to 0-100, an 80 % interval, a band, a trend, or "unknown".

score, low, high = 100·Phi(x / tau) at x = mean, mean ± 1.28 sd, where tau² is the prior variance of what is shown (tau_b² for
the team, tau_b² + tau_u² for one seller): 50 is what is expected of a stranger, 84 is one prior standard deviation above. What is
"unknown" is told by `known`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from regard.errors import ConfigError
from regard.model import Factor
from regard.relationships.known import FEWEST, Z80, is_known, needed, scale
from regard.relationships.velocity import NO_MOVE, Move
from regard.results import Estimate

MOVE = 2.81
"""Standard deviations of its own noise beyond which a move is told: the .5 % level, for it is looked at every day. What it finds and
how often it is wrong is measured by `bench.simulation` (docs/validity.md)."""
STILL = 1.645
"""A standing is called steady where a move of one prior standard deviation can be ruled out at the 5 % level."""

TYPICAL_INFORMATION: dict[Factor, float] = {"trust": 0.12, "value": 0.11, "rapport": 0.13}
"""What one fresh, ordinary fair chance tells (w²·p·(1-p)·rho of the trials that it is, rounded; a mail is two of value and two of
rapport): to say about how many more would settle an unknown."""


ENOUGH = 10
"""With so many times the chances that are missing, it is not their number that is wanting but their age."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Scores from `good` up are good, those below `fair` poor."""

    good: float = 60.0
    fair: float = 40.0

    def __post_init__(self) -> None:
        if not 0 <= self.fair <= self.good <= 100:
            raise ConfigError(f"Bands need 0 <= fair <= good <= 100, not fair = {self.fair:g} and good = {self.good:g}.")


_CHANCE: dict[Factor, tuple[str, str]] = {
    "trust": (
        "a question of ours that they could answer",
        "Ask something only they can answer: their answer, or three days without one, tells.",
    ),
    "value": (
        "an occasion to ask for advice or a next step",
        "Bring an idea of use to them: whether they ask for more tells.",
    ),
    "rapport": (
        "a message with room for a personal word",
        "Nothing needs doing: whether they write a personal word in their next messages tells.",
    ),
}


def estimate(
    mean: float,
    sd: float,
    tau2: float,
    n: int,
    *,
    factor: Factor = "trust",
    bands: Bands | None = None,
    move: Move = NO_MOVE,
    team: Estimate | None = None,
) -> Estimate:
    """One estimate as shown, from the state's mean and sd, its prior variance `tau2`, its `n` trials and how it moved lately.

    `team` is, for a pair, the same buyer's estimate toward the team: while that is unknown the pair is (`state.PairState`).

    Example: for the team `estimate(s.mean, s.sd, s.prior.team, s.n, move=s.move)`, for a pair `s.prior.pair`.
    """
    bands = bands or Bands()
    enough = is_known(mean, sd, tau2, n)
    known = enough and (team is None or team.known)
    score = scale(mean, tau2)
    return Estimate(
        score=score,
        low=scale(mean - Z80 * sd, tau2),
        high=scale(mean + Z80 * sd, tau2),
        known=known,
        trend=trend(move) if known else "unknown",
        band=band(score, bands) if known else "unknown",
        mean=mean,
        sd=sd,
        chances=n,
        settle="" if known else team.settle if enough and team is not None else settle(mean, sd, tau2, n, factor),
    )


def band(score: float, bands: Bands) -> str:
    """good, fair or poor."""
    return "good" if score >= bands.good else "fair" if score >= bands.fair else "poor"


def trend(move: Move) -> str:
    """up, down, steady or unknown.

    Up or down where the move exceeds `MOVE` standard deviations of its noise; steady where a move of one prior standard deviation would
    have shown and can be ruled out (`STILL`); elsewhere nobody knows.
    """
    if abs(move.by) > MOVE * move.noise:
        return "up" if move.by > 0 else "down"
    return "steady" if abs(move.by) + STILL * move.noise <= move.reach else "unknown"


def settle(mean: float, sd: float, tau2: float, n: int, factor: Factor) -> str:
    """One plain sentence on what observation would settle an unknown."""
    chance, advice = _CHANCE[factor]
    if n == 0:
        return f"There was no fair chance yet: {chance}. {advice}"
    missing = (1.0 / needed(mean, sd, tau2) ** 2 - 1.0 / (sd * sd)) / TYPICAL_INFORMATION[factor]
    more = max(1, ceil(missing), FEWEST - n)
    if n >= ENOUGH * more:
        new = f"one more would settle it, {chance}" if more == 1 else f"about {more} more would settle it, each {chance}"
        return f"The {n:,} fair chances there were are old or tell little now: {new}. {advice}"
    if more == 1:
        return f"One more fair chance would settle it: {chance}. {advice}"
    return f"About {more} more fair chances would settle it, each {chance}. {advice}"


def would_tell(factor: Factor) -> str:
    """What to do so that an unknown becomes known, in one sentence."""
    return _CHANCE[factor][1]
