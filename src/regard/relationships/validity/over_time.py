"""Did it get better or worse? A target's figures month by month, and the later months beside the earlier ones.

A month whose chances lie further from what happened than the months told of would show by accident once in twenty books (Bonferroni over
them) is told as one that missed. Whether it got better or worse is the AUC of the later half of months less that of the earlier half, over
the same samples of whole people.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from regard.relationships.calibration import DRAWS, auc, auc_within, measured
from regard.relationships.validity import verdicts
from regard.relationships.validity.origins import month_of
from regard.relationships.validity.world import Answers
from regard.results.validity import Figure, Month
from regard.time import iso

Floats = NDArray[np.float64]
LEAST, LEAST_PEOPLE, LEAST_OF_EACH = 60, 10, 10
"""Cases and people from which a month is told apart, and cases of the rarer outcome from which its AUC is."""
LEVEL = 0.05
SIMPLE = ("recency", "volume")


def by_month(answers: Answers, begins: Sequence[int]) -> tuple[Month, ...]:
    """A row for each origin, in order; figures are None where a month holds too little."""
    told = [k for k in range(len(begins)) if _enough(answers, answers.fold == k)]
    return tuple(_month(answers, answers.fold == k, at, len(told) if k in told else 0) for k, at in enumerate(begins))


def _enough(answers: Answers, rows: NDArray[np.bool_]) -> bool:
    return int(rows.sum()) >= LEAST and len(np.unique(answers.buyer[rows])) >= LEAST_PEOPLE


def _month(answers: Answers, rows: NDArray[np.bool_], at_us: int, of: int) -> Month:
    """One month, one of so many that are told of; 0: it holds too little."""
    y, buyer = answers.y[rows], answers.buyer[rows]
    start, n, people = iso(at_us) or "", len(y), len(np.unique(buyer))
    if not of:
        return Month(start, n, people)
    p = answers.rows["state"][rows]
    found = measured(
        p,
        y,
        buyer,
        {"base": lambda _p, y, w: float(np.average(y, weights=w)), "off": lambda p, y, w: float(np.average(p - y, weights=w))},
    )
    both = min(y.sum(), n - y.sum()) >= LEAST_OF_EACH
    order = {
        name: _figure(measured(q, y, buyer, {"it": auc}), "it")
        for name, q in {
            "state": p,
            **{name: answers.baselines[name][rows] for name in SIMPLE if name in answers.baselines},
        }.items()
        if both
    }
    simple = {name: f for name in SIMPLE if (f := order.get(name)) is not None}
    off = _figure(found, "off")
    return Month(
        start,
        n,
        people,
        said=round(float(p.mean()), 4),
        base=_figure(found, "base"),
        auc=order.get("state"),
        simple=max(simple.values(), key=lambda f: f.value, default=None),
        missed=off is not None and _sure(off, p, of),
    )


def _sure(off: Figure, p: Floats, of: int) -> bool:
    """Whether a difference from 0 is no accident among so many, by the spread of its samples, or by what the chances themselves would
    scatter if they were right, whichever is wider: where hardly anything happened, samples of people hardly differ.
    """
    sampled = (off.high - off.low) / 2 / NormalDist().inv_cdf(1 - LEVEL / 2)
    scatter = float(np.sqrt((p * (1 - p)).sum())) / len(p)
    return abs(off.value) > NormalDist().inv_cdf(1 - LEVEL / 2 / of) * max(sampled, scatter)


def later_less_earlier(answers: Answers, told: Sequence[int]) -> Figure | None:
    """The AUC (within months) of the later half of the months `told` less that of the earlier half, with its 95 % interval over people.

    None for fewer than two months, or where a half holds one outcome alone.
    """
    half = len(told) // 2
    early, late = (np.flatnonzero(np.isin(answers.fold, part)) for part in (told[:half], told[len(told) - half :]))
    people, code = np.unique(answers.buyer, return_inverse=True)
    p = answers.rows["state"] if len(answers) else np.zeros(0)

    def more(weight: Floats) -> float:
        after, before = (auc_within(p[rows], answers.y[rows], weight[rows], answers.fold[rows]) for rows in (late, early))
        return after - before

    if not half or np.isnan(value := more(np.ones(len(p)))):
        return None
    rng = np.random.default_rng(0)
    draws = (np.bincount(rng.integers(0, len(people), len(people)), minlength=len(people)) for _ in range(DRAWS))
    samples = np.array([more(drawn[code].astype(np.float64)) for drawn in draws])
    low, high = np.nanpercentile(samples, (2.5, 97.5))
    return Figure(round(value, 4), round(float(low), 4), round(float(high), 4))


def told(months: Sequence[Month], begins: Sequence[int], trend: Figure | None) -> str:
    """Whether it got better or worse over the months, and which of them it missed, in words."""
    measured_ = [m for m in months if m.base is not None]
    if len(measured_) < 2:
        which = "No month holds" if not measured_ else "One month alone holds"
        return f"{which} enough cases ({LEAST} of {LEAST_PEOPLE} people) to be told apart: whether it gets better or worse cannot be said."
    missed = [
        f"{month_of(at)} (said {100 * m.said:.0f} of 100, it happened in {100 * m.base.value:.0f})"
        for m, at in zip(months, begins, strict=True)
        if m.missed and m.said is not None and m.base is not None
    ]
    text = f"Over {len(measured_)} months "
    if trend is None:
        text += "too little happened to say whether its order gets better or worse."
    else:
        word = "better" if trend.low > 0 else "worse" if trend.high < 0 else "neither better nor worse"
        text += f"it got {word}: later months less earlier ones {verdicts.signed(trend.value)} AUC ({verdicts.span(trend)})."
    if missed:
        return f"{text} Its chances were off, beyond accident, in {'; '.join(missed)}."
    return f"{text} In none were its chances off beyond accident."


def _figure(found: dict[str, object], name: str) -> Figure | None:
    value, low, high = found[name], found["low"][name], found["high"][name]  # type: ignore[index]
    return None if value is None or low is None or high is None else Figure(float(str(value)), low, high)
