"""Was standing better after actions that were done? Their change beside that of similar relationships that were not acted upon.

For each relationship acted upon: its change over about a month, less the mean change of up to five others that stood within ten points of
it at that review (known like it, or unknown like it) and had no action. One figure a relationship; the mean with a 95 % interval. It says
what followed, never what caused it: whoever gets an action was chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

NEEDED = 20
"""Relationships acted upon from which on a difference is told."""
WITHIN, MATCHES = 10.0, 5
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Course:
    """One relationship from one review on: its score then and about a month later, whether it was known, whether it was acted upon."""

    buyer: str
    month: str
    before: float
    after: float
    known: bool
    acted: bool


def differences(courses: Iterable[Course]) -> dict[str, float]:
    """Buyer acted upon -> how much more it changed than similar ones of the same month; those without any similar are left out."""
    by_month: dict[str, list[Course]] = defaultdict(list)
    for c in courses:
        by_month[c.month].append(c)
    found: dict[str, list[float]] = defaultdict(list)
    for of in by_month.values():
        others = [c for c in of if not c.acted]
        for c in (c for c in of if c.acted):
            near = sorted(
                (o for o in others if o.known == c.known and abs(o.before - c.before) <= WITHIN),
                key=lambda o: (abs(o.before - c.before), o.buyer),
            )[:MATCHES]
            if near:
                found[c.buyer].append((c.after - c.before) - fmean(o.after - o.before for o in near))
    return {buyer: fmean(values) for buyer, values in found.items()}


def interval(values: Sequence[float]) -> Mapping[str, float]:
    """Mean, and the ends of its 95 % interval (Student's t), of at least two values."""
    n = len(values)
    t = Z + (Z**3 + Z) / (4 * (n - 1)) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * (n - 1) ** 2)
    mean, half = fmean(values), t * stdev(values) / sqrt(n)
    return {"mean": round(mean, 2), "low": round(mean - half, 2), "high": round(mean + half, 2), "n": n}


def told(n: int, trust: Mapping[str, float] | None, value: Mapping[str, float] | None) -> str:
    """The finding in a sentence, without a word of cause."""
    if trust is None:
        return f"Not enough yet: {n} relationships were acted upon and could be followed for a month, {NEEDED} are needed."
    said = []
    for name, at in (("trust", trust), ("value", value)):
        if at is None:
            continue
        if at["low"] > 0:
            said.append(f"{name} was {at['mean']:.1f} points higher ({at['low']:.1f} to {at['high']:.1f})")
        elif at["high"] < 0:
            said.append(f"{name} was {-at['mean']:.1f} points lower ({-at['high']:.1f} to {-at['low']:.1f})")
        else:
            said.append(f"{name} was neither clearly higher nor lower ({at['low']:+.1f} to {at['high']:+.1f})")
    beside = "About a month after, beside similar relationships without an action"
    return f"{beside}: {'; '.join(said)}. What was chosen for action differs in other ways too."
