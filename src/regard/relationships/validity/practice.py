"""Does practice pay? Whether what we do comes before a better or a worse standing, on this book. Pure: months in, findings out.

A row is one buyer and one month (30 days) in which we wrote to them: what our mails showed in it (`shown`), and by how many points of score
they moved in the 60 days after its end. For each practice: the difference in that move between months with and without it, adjusted by
least squares for where they stood (trust, value, how either was moving, how much evidence), for how much either side wrote in the month and
the three before it, and for the time. Intervals are clustered by person (Liang & Zeger 1986; CR1, t of people - 1 degrees). What is told
as better or worse holds at 5 % over all practices and estimates together (Bonferroni), both by that interval and among shuffles: where few
people were shown it, an interval alone is too narrow. It says what came after, never why: who shows
empathy may do so because things go badly.

The placebo deals the same practice out anew among months in which we wrote about as much: what is found in that is nobody's doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_PEOPLE, LEAST_MONTHS, LEAST_OF_EACH, LEAST_PEOPLE_OF_EACH = 30, 100, 30, 10
"""Fewer people, months, months with or without the practice, or people with either, tell nothing."""
LEVEL = 0.05
SHUFFLES, SURE_SHUFFLES = 200, 1_999
"""So often the practice is dealt out anew; and so often where a difference looks sure."""
PLACEBO_MOST = 0.12
"""The share of shuffled data in which anything is found at 5 % (at most): beyond it the test itself is not to be relied on."""


@dataclass(frozen=True, slots=True)
class Months:
    """Rows of one question: the buyer (code), 1 where the practice was shown and 0 where not, by how many points of score the estimate
    moved afterwards, what it is adjusted for (a column each), and how many mails we wrote."""

    person: Ints
    shown: Floats
    moved: Floats
    beside: Floats
    wrote: Ints


@dataclass(frozen=True, slots=True)
class Finding:
    """Points of score that months with the practice moved more than months without, with its 95 % interval; None where there are too few.

    `told`: better, worse, neither, too_few, or unsound (the placebo finds too much). `p`: the share of shuffles that differ as clearly.
    `false_alarms`: the share of shuffles in which a difference is found at 5 %.
    """

    told: str
    people: int
    months: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    false_alarms: float | None = None


def finding(m: Months, questions: int, seed: int = 0) -> Finding:
    """What one practice comes before; `questions` are asked of the same book at once."""
    people = len(np.unique(m.person))
    with_it = m.shown > 0
    short = (
        people < LEAST_PEOPLE
        or len(m.shown) < LEAST_MONTHS
        or min(with_it.sum(), (~with_it).sum()) < LEAST_OF_EACH
        or min(len(np.unique(m.person[with_it])), len(np.unique(m.person[~with_it]))) < LEAST_PEOPLE_OF_EACH
    )
    if short:
        return Finding("too_few", people, len(m.shown))
    from scipy.special import stdtrit

    z, who = _design(m.beside), np.unique(m.person, return_inverse=True)[1]
    keep, residual = _without(z, m.shown), _without(z, m.moved)
    found = _slope(keep, residual, who, z.shape[1])
    if found is None:
        return Finding("too_few", people, len(m.shown))
    value, error = found
    narrow, wide = (float(stdtrit(people - 1, 1 - share / 2)) for share in (LEVEL, LEVEL / max(questions, 1)))
    strength = abs(value) / error
    ts = _placebo(m, z, residual, who, seed, SURE_SHUFFLES if strength >= wide else SHUFFLES)
    alarms = float(np.mean(ts >= narrow)) if len(ts) else 0.0
    p = float((1 + np.sum(ts >= strength)) / (1 + len(ts)))
    sure = strength >= wide and p <= LEVEL / max(questions, 1)
    told = "neither" if not sure else "better" if value > 0 else "worse"
    return Finding(
        told="unsound" if alarms > PLACEBO_MOST else told,
        people=people,
        months=len(m.shown),
        value=round(value, 3),
        low=round(value - narrow * error, 3),
        high=round(value + narrow * error, 3),
        p=round(p, 4),
        false_alarms=round(alarms, 3),
    )


def _placebo(m: Months, z: Floats, residual: Floats, who: Ints, seed: int, times: int) -> Floats:
    """|t| of the same question with the practice dealt out anew among months in which we wrote about as much."""
    rng = np.random.default_rng(seed)
    bins = np.floor(np.log2(np.maximum(m.wrote, 1))).astype(np.int64)
    places = [np.flatnonzero(bins == b) for b in np.unique(bins)]
    found = []
    for _ in range(times):
        dealt = m.shown.copy()
        for at in places:
            dealt[at] = dealt[rng.permutation(at)]
        slope = _slope(_without(z, dealt), residual, who, z.shape[1])
        if slope is not None:
            found.append(abs(slope[0]) / slope[1])
    return np.array(found)


def _design(beside: Floats) -> Floats:
    """An orthonormal basis of what is adjusted for, the mean included; columns that say nothing of their own left out."""
    full = np.column_stack([np.ones(len(beside)), beside])
    scale = np.abs(full).max(axis=0)
    u, s, _ = np.linalg.svd(full[:, scale > 0] / scale[scale > 0], full_matrices=False)
    return np.asarray(u[:, s > s[0] * 1e-10], dtype=np.float64)


def _without(basis: Floats, x: Floats) -> Floats:
    return np.asarray(x - basis @ (basis.T @ x), dtype=np.float64)


def _slope(x: Floats, y: Floats, who: Ints, beside: int) -> tuple[float, float] | None:
    """(slope, its clustered standard error) of residual on residual; None where nothing of x is left."""
    power = float(x @ x)
    people, n = int(who.max()) + 1, len(x)
    if power < 1e-9 * n or n <= beside + 1 or people < 2:
        return None
    value = float(x @ y) / power
    sums = np.bincount(who, weights=x * (y - value * x), minlength=people)
    error = float(np.sqrt(people / (people - 1) * (n - 1) / (n - beside - 1) * (sums @ sums))) / power
    return (value, error) if error > 0 else None


# ------------------------------------------------------------------------------------------------------------- in words


def in_words(found: Mapping[str, Finding]) -> str:
    """What a practice comes before, by estimate, as a sentence."""
    few = [f for f in found.values() if f.told == "too_few"]
    if len(few) == len(found):
        return "Not enough of it, or of its absence, in months that could be followed."
    said = []
    for name, f in found.items():
        if f.value is None or f.low is None or f.high is None:
            said.append(f"{name}: not enough to tell")
        elif f.told == "unsound":
            said.append(f"{name}: the test finds as much in shuffled data, so it tells nothing")
        else:
            how = {"better": "better", "worse": "worse"}.get(f.told, "neither better nor worse for certain")
            said.append(f"{name}: {how} ({f.value:+.1f} points, {f.low:+.1f} to {f.high:+.1f})")
    return "; ".join(said).capitalize() + "."


def summary(names: Sequence[str], found: Mapping[str, Mapping[str, Finding]]) -> str:
    """All practices in a sentence or two."""
    measured = [n for n in names if any(f.value is not None for f in found[n].values())]
    if not measured:
        return "Not enough months could be followed to tell what any practice comes before."
    estimates = list(dict.fromkeys(f for n in names for f in found[n]))
    parts = []
    for f in estimates:
        for told, how in (("better", "more"), ("worse", "less")):
            sure = [n for n in names if f in found[n] and found[n][f].told == told]
            if sure:
                parts.append(f"{_listed(sure)} came before {how} {f}")
    text = "; ".join(parts) if parts else "none came before a clearly better or worse standing"
    head = f"Of {len(names)} practices {len(measured)} can be told of on this book: " if len(measured) < len(names) else ""
    return f"{head}{text if head else text[:1].upper() + text[1:]}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def much(count: int) -> float:
    """How much was written, on the scale that it is adjusted for."""
    return log1p(count)
