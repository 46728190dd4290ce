"""The measured answers to "is it true?": each target with its readings, gains, parts and verdict. Pure: a world in, results out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from regard.relationships.calibration import METRICS, auc, gain, measured, reliability, share_inside
from regard.relationships.validity import over_time, verdicts
from regard.relationships.validity.origins import Origin, covered, foretold
from regard.relationships.validity.targets import TARGETS, Target
from regard.relationships.validity.world import LANGUAGES, REGIONS, Answers, World
from regard.results import Accuracy, Bin, CoverageCheck, Figure, Part, TargetCheck

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
LEAST_PART = 60
"""Rows from which some of a target's rows are read apart."""
LEAST_PAIRS = 30
"""Pairs and months from which coverage is told."""
FEW_MAILS = 10
"""Pairs with fewer mails before the moment are read apart from those with more."""


def targets(world: World, origins: Sequence[Origin], say: Callable[[str], None]) -> tuple[TargetCheck, ...]:
    """Every target over all origins; `say` is told which month comes next."""
    found = foretold(world, origins, [target.protocol for target in TARGETS], say)
    begins = [origin.at_us for origin in origins]
    say("figures and their intervals")
    return tuple(told(target, answers, begins) for target, answers in zip(TARGETS, found, strict=True))


def told(target: Target, answers: Answers, begins: Sequence[int] = ()) -> TargetCheck:
    """One target's answers as figures with intervals, by month too (`begins`), and a verdict; words alone where there are too few."""
    y, people = answers.y, len(np.unique(answers.buyer))
    missing = verdicts.too_few(len(y), int(y.sum()), people)
    if missing:
        return TargetCheck(target.name, target.question, "too_few", missing, len(y), people)
    alone = answers.rows["state"]
    rows = {name: reading(p, answers) for name, p in answers.rows.items()}
    gains = _gains(alone, answers.baselines, answers)
    context = _gains(answers.rows["context"], answers.baselines, answers)
    parts = _parts(answers)
    own = rows["state"]
    months = over_time.by_month(answers, begins)
    trend = over_time.later_less_earlier(answers, [k for k, month in enumerate(months) if month.base is not None])
    figures = {"auc": own.auc, "log_loss": own.log_loss, "brier": own.brier, "ece": own.ece}
    few = answers.mails < FEW_MAILS
    regions = [(name, answers.region == n) for n, name in enumerate(REGIONS)]
    languages = [(name, answers.language == n) for n, name in enumerate(LANGUAGES)] if (answers.language > 0).any() else []
    apart = (*regions, *languages, ("fewer than 10 mails before", few), ("10 mails or more before", ~few))
    return TargetCheck(
        name=target.name,
        question=target.question,
        level=verdicts.level(gains),
        verdict=verdicts.verdict(gains, context),
        n=len(y),
        people=people,
        base=round(float(y.mean()), 4),
        **{k: f.value if f else None for k, f in figures.items()},
        low={"base": (base := share(y, answers.buyer)).low, **{k: f.low if f else None for k, f in figures.items()}},
        high={"base": base.high, **{k: f.high if f else None for k, f in figures.items()}},
        rows=rows,
        baselines={name: reading(p, answers) for name, p in answers.baselines.items()},
        gains=gains,
        context_gains=context,
        composite=" ".join(
            filter(
                None, (verdicts.composite(parts.get("state_over_channels")), verdicts.blind(parts.get("without_own_channel")))
            )
        ),
        calibration=verdicts.calibration(own.ece),
        parts=parts,
        cold=_part("no history with the seller", answers, answers.cold),
        subgroups=tuple(p for name, mask in apart if (p := _part(name, answers, mask)) is not None),
        reliability=tuple(Bin(**b) for b in reliability(alone, y, answers.buyer)),  # type: ignore[arg-type]
        months=months,
        trend=trend,
        over_time=over_time.told(months, begins, trend),
    )


def interval(world: World, origins: Sequence[Origin]) -> CoverageCheck | None:
    """The coverage of the 80 % intervals; None where too few pairs were asked often enough."""
    found = covered(world, origins)
    people = len(np.unique(found.buyer))
    if len(found) < LEAST_PAIRS or people < verdicts.NEEDED_PEOPLE:
        return None
    share_ = _figure(measured(found.rows["state"], found.y, found.buyer, {"share": share_inside}), "share")
    if share_ is None:
        return None
    return CoverageCheck(share_.value, share_.low, share_.high, len(found), people, verdicts.coverage(share_))


def reading(p: Floats, answers: Answers, rows: Mask | None = None) -> Accuracy:
    """The four figures of one reader's chances, of all rows or some."""
    keep = np.ones(len(p), dtype=bool) if rows is None else rows
    return reading_of(measured(p[keep], answers.y[keep], answers.buyer[keep], group=answers.fold[keep]))


def reading_of(found: Mapping[str, object]) -> Accuracy:
    """What `measured` found, as a result."""
    auc, log_loss, brier, ece = (_figure(found, name) for name in METRICS)
    assert log_loss is not None  # noqa: S101 - defined wherever there are rows
    assert brier is not None  # noqa: S101
    assert ece is not None  # noqa: S101
    return Accuracy(auc, log_loss, brier, ece)


def share(y: Floats, buyer: NDArray[np.int64]) -> Figure:
    """The share of ones with its interval over buyers."""
    found = _figure(measured(y, y, buyer, {"share": lambda _p, y, w: float(np.average(y, weights=w))}), "share")
    assert found is not None  # noqa: S101 - a share is defined wherever there are rows
    return found


def _figure(found: Mapping[str, object], name: str) -> Figure | None:
    value, low, high = found[name], found["low"][name], found["high"][name]  # type: ignore[index]
    return None if value is None or low is None or high is None else Figure(float(str(value)), low, high)


def _gains(p: Floats, others: Mapping[str, Floats], answers: Answers) -> dict[str, Figure]:
    found = {name: gain(p, q, answers.y, answers.buyer, group=answers.fold) for name, q in others.items()}
    return {name: Figure(*g) for name, g in found.items() if g is not None}


def _parts(answers: Answers) -> dict[str, Figure]:
    """What the composite adds over its channels, what value and rapport add to trust, and the AUC without the target's own channel."""
    found = answers.parts
    out: dict[str, Figure] = {}
    if "others" in found:
        own = _figure(measured(found["others"], answers.y, answers.buyer, {"auc": auc}, group=answers.fold), "auc")
        out |= {"without_own_channel": own} if own else {}
    pairs = {"state_over_channels": (answers.rows["state"], found.get("channels"))}
    pairs["value_and_rapport_over_trust"] = (found.get("three", np.zeros(0)), found.get("trust"))
    for name, (p, q) in pairs.items():
        g = gain(p, q, answers.y, answers.buyer, group=answers.fold) if q is not None else None
        if g is not None:
            out[name] = Figure(*g)
    return out


def _part(name: str, answers: Answers, rows: Mask) -> Part | None:
    people = len(np.unique(answers.buyer[rows]))
    if rows.sum() < LEAST_PART or people < verdicts.NEEDED_PEOPLE // 2:
        return None
    p = answers.rows["state"]
    base = share(answers.y[rows], answers.buyer[rows])
    return Part(name, int(rows.sum()), people, base, round(float(p[rows].mean()), 4), reading(p, answers, rows))
