"""How do buyers regard us over time? Slowly drifting latent states, and the scripted situations worth looking at.

A situation bends the latent curve of one buyer, may change how much is written, and has dated turns ("beats"). Its `cast`
says whose mailbox must show it: `clear` a complete one, `dark` the one that stops delivering, `new` an account met lately.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from regard.demo.records import WEEK, Latent, Style

Point = tuple[float, float, float, float]
"""(share of the period gone, trust, value, rapport)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One scripted situation. None means: as the latent state has it. `begins` is the share of the period when they meet us."""

    kind: str
    says: str
    curve: tuple[Point, ...]
    beats: tuple[tuple[float, str], ...] = ()
    cast: str = "clear"
    our_volume: float = 1.0
    their_volume: float = 1.0
    reply: float | None = None
    decline: float | None = None
    pace: float | None = None
    begins: float | None = None
    leaves: float | None = None
    style: Style | None = None
    company: int = 1
    """How many buyers the account should have, at least."""


SITUATIONS = (
    Situation(
        "friend_not_peer",
        "Warm and chatty, never asks, never acts: liked, not valued.",
        ((0, 0.3, -1.4, 1.7), (1, 0.2, -1.6, 2.0)),
        (
            (0.15, "buyer:social_opener"),
            (0.5, "seller:idea>no_interest"),
            (0.62, "buyer:social_opener"),
            (0.8, "seller:idea>no_interest"),
            (0.93, "buyer:social_opener"),
        ),
        our_volume=1.4,
        their_volume=1.3,
        decline=0.12,
        style="chatty",
    ),
    Situation(
        "quiet_trust",
        "Writes little and without a word too many, answers within the hour, tells us what is coming, sends us on.",
        ((0, 1.7, 0.9, -1.5), (1, 2.0, 1.1, -1.5)),
        ((0.3, "seller:info>answers+discloses"), (0.55, "buyer:introduces"), (0.85, "seller:check_in>answers+discloses")),
        our_volume=0.8,
        their_volume=0.45,
        pace=-1.3,
        style="terse",
        company=3,
    ),
    Situation(
        "soured",
        "A good relationship until a delivery came late and nobody rang; complaints since.",
        ((0, 1.2, 0.8, 0.6), (0.55, 1.2, 0.8, 0.5), (0.62, -0.5, -0.2, -1.0), (0.8, -1.3, -0.6, -1.4), (1, -1.4, -0.8, -1.5)),
        (
            (0.2, "seller:idea>acts_on_advice"),
            (0.35, "buyer:orders"),
            (0.53, "buyer:orders"),
            (0.6, "buyer:chases"),
            (0.63, "buyer:complains"),
            (0.68, "buyer:complains"),
            (0.76, "buyer:complains"),
            (0.9, "seller:renewal>declines"),
        ),
        our_volume=1.5,
    ),
    Situation(
        "champion",
        "From a first cold mail to a champion who brings in her director.",
        ((0, -0.3, -0.2, -0.4), (0.4, 0.7, 0.6, 0.1), (0.7, 1.6, 1.4, 0.7), (1, 2.0, 1.8, 1.0)),
        (
            (0.3, "seller:cold>accepts"),
            (0.4, "seller:idea>acts_on_advice"),
            (0.5, "buyer:asks_advice"),
            (0.6, "seller:proposal>asks_next_step"),
            (0.68, "buyer:orders"),
            (0.74, "buyer:brings_superior"),
            (0.82, "seller:idea>acts_on_advice"),
            (0.9, "buyer:asks_advice"),
            (0.96, "seller:proposal>asks_next_step+discloses"),
        ),
        our_volume=1.3,
        their_volume=1.5,
        begins=0.29,
        company=4,
    ),
    Situation(
        "polite_decliner",
        "Answers every mail within hours, kindly, and the answer is no.",
        ((0, -1.1, -1.2, -0.2), (1, -1.3, -1.4, -0.2)),
        (
            (0.2, "seller:proposal>declines"),
            (0.4, "seller:meeting>declines"),
            (0.6, "seller:idea>declines"),
            (0.78, "seller:proposal>declines"),
            (0.92, "seller:meeting>declines"),
        ),
        our_volume=1.3,
        their_volume=0.1,
        reply=0.95,
        decline=0.92,
        pace=-1.5,
        style="formal",
    ),
    Situation(
        "gone_silent",
        "A steady partner who stopped answering in the last third, without a word.",
        ((0, 1.2, 0.8, 0.4), (0.66, 1.1, 0.7, 0.4), (0.7, -2.2, -1.0, -1.0), (1, -2.8, -1.2, -1.0)),
        (
            (0.3, "buyer:asks_advice"),
            (0.5, "buyer:introduces"),
            (0.74, "seller:check_in"),
            (0.8, "seller:proposal"),
            (0.87, "seller:meeting"),
            (0.95, "seller:check_in"),
        ),
        our_volume=1.7,
        company=3,
    ),
    Situation(
        "over_mailed",
        "We write and write; hardly anything comes back.",
        ((0, -1.9, -1.2, -1.0), (1, -2.4, -1.4, -1.2)),
        our_volume=3.2,
        their_volume=0.1,
    ),
    Situation(
        "recovered",
        "A formal complaint, an honest answer, and a relationship stronger than before.",
        ((0, 0.5, 0.4, 0.0), (0.3, 0.3, 0.2, -0.2), (0.38, -1.2, -0.5, -1.0), (0.55, 0.3, 0.4, -0.2), (1, 1.5, 1.2, 0.4)),
        (
            (0.34, "buyer:complains"),
            (0.38, "buyer:complains"),
            (0.6, "seller:idea>acts_on_advice"),
            (0.72, "seller:check_in>recovered"),
            (0.9, "buyer:asks_advice"),
        ),
        our_volume=1.3,
    ),
    Situation(
        "advice_seeker",
        "Asks our opinion before asking anybody else's; no small talk at all.",
        ((0, 1.0, 1.8, -1.4), (1, 1.2, 2.0, -1.5)),
        (
            (0.12, "buyer:asks_advice"),
            (0.3, "buyer:asks_advice"),
            (0.48, "seller:idea>acts_on_advice"),
            (0.66, "buyer:asks_advice"),
            (0.86, "buyer:asks_advice"),
        ),
        their_volume=1.5,
    ),
    Situation(
        "role_change",
        "Moved from the floor to a director's desk half-way; less time, same trust.",
        ((0, 0.9, 0.7, 0.3), (0.5, 0.9, 0.7, 0.3), (0.65, 0.6, 0.9, -0.2), (1, 1.0, 1.2, -0.2)),
        ((0.48, "buyer:shares"), (0.75, "buyer:introduces")),
    ),
    Situation(
        "left_company",
        "Our one contact there left; mail bounced, and a successor had to be found.",
        ((0, 1.0, 0.8, 0.6), (1, 1.0, 0.8, 0.6)),
        ((0.5, "buyer:social_opener"), (0.66, "buyer:introduces")),
        our_volume=1.2,
        leaves=0.72,
        company=3,
    ),
    Situation(
        "keen_behind_the_dark",
        "Answers as always, into a mailbox that no longer delivers to us: a dark source is not a silent buyer.",
        ((0, 1.4, 1.0, 0.4), (1, 1.5, 1.1, 0.4)),
        ((0.9, "buyer:asks_advice"), (0.95, "buyer:orders")),
        cast="dark",
        their_volume=1.3,
    ),
    Situation(
        "warming",
        "A hesitant start, more with every month.",
        ((0, -1.2, -0.9, -0.6), (1, 1.3, 1.0, 0.5)),
        ((0.7, "seller:idea>acts_on_advice"), (0.9, "seller:proposal>asks_next_step")),
    ),
    Situation(
        "cooling",
        "Used to ring every week; answers later and shorter each month.",
        ((0, 1.6, 1.2, 0.9), (1, -0.9, -0.7, -0.6)),
        ((0.1, "buyer:introduces"), (0.2, "buyer:asks_advice")),
        our_volume=1.2,
    ),
    Situation(
        "first_weeks",
        "Met us a few weeks ago; too little has happened to say anything.",
        ((0, 0.2, 0.1, 0.0), (1, 0.2, 0.1, 0.0)),
        cast="new",
    ),
)


def curve(situation: Situation | None, rng: Random, weeks: int) -> tuple[list[float], list[float], list[float]]:
    """A latent value a week for trust, value and rapport: the situation's line with a little noise, or a draw that drifts.

    Draws share a common part, so that the factors correlate (about .4) without being one.
    """
    common = rng.gauss(0, 0.55)
    bases = [rng.gauss(mean, 0.7) + common for mean in (0.15, 0.0, -0.2)]
    step, pull = (0.03, 0.05) if situation else (0.13, 0.03)
    out: list[list[float]] = []
    for factor in range(3):
        noise, series = 0.0, []
        for week in range(weeks):
            noise += rng.gauss(0, step) - pull * noise
            middle = _along(situation.curve, week / max(1, weeks - 1), factor + 1) if situation else bases[factor]
            series.append(round(middle + noise, 4))
        out.append(series)
    return out[0], out[1], out[2]


def _along(points: tuple[Point, ...], x: float, column: int) -> float:
    for a, b in pairwise(points):
        if x <= b[0]:
            return a[column] + (x - a[0]) / (b[0] - a[0]) * (b[column] - a[column])
    return points[-1][column]


def latent(situation: Situation | None, rng: Random, start: int, end: int) -> Latent:
    """The latent state of one buyer over [start, end)."""
    trust, value, rapport = curve(situation, rng, (end - start) // WEEK + 2)
    return Latent(start, tuple(trust), tuple(value), tuple(rapport))
