"""How far do the buyers of this book differ, and how fast do they change? The spread of standing, its process noise and its
fading, refitted on the book's own trials and held to the shipped ones (empirical Bayes).

Three steps for each factor, all by L-BFGS on exact gradients (`prequential`), each log-normal around what ships:

1. **Spread.** tau_b and tau_u / tau_b under which blocks of 90 days (of up to 360 where deeds are rare), without any past, are most likely,
   together with the base rates of the channels told in them: where deeds are rare, half as often and twice as far apart look nearly alike
   to either by itself. Taken from blocks alone, because a state whose evidence fades foretells best with a prior wider than buyers
   really differ.
2. **Bursts.** What a month has of its own, a leave or a rush: how far two months of a pair lie from each other, more than chance, less
   what grows with the time between them (one month apart against two), which is movement.
3. **Movement.** With both held, the drift and one stretch of all half-lives under which what was known at a cut foretold
   the next 30 days best, wrong certainty being what blocks punish. A month's own noise is in what is foretold and so not in the drift.

How much of it is taken grows with the chances that the book has (`partway`).
Base rates depend on the spread, so they are fitted before and after (`base_rates`). Like them, all this is a version of its own: within a
version nothing moves, and a missed chance never raises anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, log, sqrt

import numpy as np

from regard.model import DAY, FACTORS, Factor
from regard.relationships.base_rates import BETWEEN_BOOKS, calibrate, dealing
from regard.relationships.newton import Floats, Mode
from regard.relationships.partway import FEWEST, partway, taken
from regard.relationships.prequential import Exam, Numbers, Slope, beside_each_other, exam_of, likelihood, merged, mixed
from regard.relationships.state import Columns
from regard.relationships.weights import Weights

_SELLERS = 31
SAMPLE = 6_000
"""Questions, at most, of each step: 4 s of CPU where a book has so many."""
SPREAD_BLOCKS = (90 * DAY, 180 * DAY, 360 * DAY)
"""The shortest in which a buyer does something once in the mean, or the last. Where a deed is rare most quarters hold none and tell nothing
of how far buyers differ; where none is, a longer block takes what moved for what differs less."""
MONTH = 30 * DAY
BURST, MOVED = 0.15, 0.2
"""What is expected before a book speaks, as parts of the standard deviation of standing toward one seller: a month's own noise, and how far
a month moves (half gone in a year and a half).
"""
SCALE = {"trust": "answers_ask"}
"""The channel on whose log-odds a factor's spread is measured, where one has weight 1 by definition; else all of the factor."""

BETWEEN = {"tau_b": 0.5, "ratio": 0.5, "drift": 0.7, "half_life": 0.5, "burst": 1.0}
"""How far books differ in each number: standard deviation of its logarithm (of the drift: of its log-odds). Judgements."""
WIDEST_RATIO = 0.64
"""The largest tau_u / tau_b that is taken over, the spread toward one seller as found. Above it hardly anything about one seller could make
a buyer known to the team (variance below half), and most buyers deal with one of ours; mail between colleagues asks for .9."""
TAU_B = (0.3, 4.0)
RATIO = (0.1, 2.0)
BURSTS = (0.02, 2.0)
"""Bounds of the standard deviation of a month's own noise and movement, in log-odds."""
DRIFT = (0.005, 0.5)
FARTHEST = 8.0
"""Bound of how far a base rate is moved, in log-odds."""
STRETCH = (0.15, 1.0)
"""Bounds of the half-lives' stretch: shipped ones of 144 and 180 days become three weeks at least, and no longer. Where nobody moves a
longer memory would foretell hardly better (correlation with the truth .902 for .898) and find who does later (.79 for .92 in 45 days)."""


FIRST = 0.2
"""How far the first step of each search goes, on the log scale."""
NEAR = 1e-4
"""A search ends where a step gains less than so much log-likelihood (nats): a hundredth of a standard error from the top."""


def fitted_to(weights: Weights, trials: Columns, version: str) -> Weights:
    """The weights with the base rates, spread and movement of this book, named `version`; `trials.offset` must come from `weights`.

    Spread and movement are taken as far as the book has chances to tell them (`partway`); base rates from the first on: what few leave open
    stands in every interval.
    """
    trials = _in_order(trials.take(dealing(trials)))
    found = calibrate(weights, trials, version)
    shown = _in_full(trials)
    shares = {f: taken(trials, weights, f, None if f not in SCALE else (SCALE[f],)) for f in FACTORS}
    if not any(shares.values()):
        return found
    own = with_spread(found, moved(shown, weights, found), weights)
    found = partway(found, own, shares)
    found = calibrate(_rated_as(found, weights), trials, version)
    return replace(found, trained_on="this book (base rates, spread, movement)")


def _rated_as(weights: Weights, usual: Weights) -> Weights:
    """The weights with the base rates of others."""
    channels = {n: replace(c, intercept=usual.channel(n).intercept) for n, c in weights.channels.items()}
    return replace(weights, channels=channels)


def _in_order(trials: Columns) -> Columns:
    """The trials in an order of their own: sums in floating point are then the same to the last digit, however they were stored."""
    also = [x for x in (trials.shown, trials.opened_us) if x is not None]
    keys = (*also, trials.strength, trials.offset, trials.outcome, trials.channel, trials.seller, trials.known_us, trials.buyer)
    return trials.take(np.lexsort(keys))


def _in_full(trials: Columns) -> Columns:
    """Those that are shown in full: from answers that may be missing it could not be told how far buyers differ."""
    return trials if trials.shown is None else trials.take(np.flatnonzero(trials.shown == 1))


def moved(trials: Columns, before: Weights, after: Weights) -> Columns:
    """The same trials with the offsets of `after`, where nothing but intercepts differs."""
    shift = np.array([after.channel(n).intercept - before.channel(n).intercept for n in trials.channels])
    return replace(trials, offset=trials.offset + shift[trials.channel])


def with_spread(weights: Weights, trials: Columns, usual: Weights | None = None) -> Weights:
    """The weights with the spread and movement that these trials show, and the base rates of the channels that show them, held to those
    of `usual` (default: `weights`); offsets must come from `weights`.
    """
    usual = usual or weights
    for factor in FACTORS:
        scale = SCALE.get(factor)
        targets = None if scale is None else (scale,)
        block = _blocks(trials, weights, factor, targets)
        if len(block.target) >= FEWEST:
            found = _spread(weights, *_alone(block, trials), usual)
            trials = moved(trials, weights, found)
            weights = _burst(found, trials, factor, targets)
            ahead = exam_of(trials, weights, factor, sample=SAMPLE, targets=targets)
            weights = _movement(weights, *_alone(ahead, trials))
    return weights


def _blocks(trials: Columns, weights: Weights, factor: Factor, targets: Sequence[str] | None) -> Exam:
    """Blocks long enough that a buyer does something in them."""
    for days in SPREAD_BLOCKS:
        exam = beside_each_other(trials, weights, factor, sample=SAMPLE, targets=targets, block=days)
        if exam.hits.sum() >= len(exam.block_pair):
            break
    return exam


def _spread(weights: Weights, exam: Exam, trials: Columns, usual: Weights) -> Weights:
    """tau_b and tau_u, by the blocks alone, together with the base rate of each channel that is told in them.

    One after the other neither would be found where a deed is rare: half as often as usual and twice as far apart tell nearly the same.
    """
    prior = weights.factors[exam.factor]
    plain = replace(Numbers.of(weights, trials, exam.factor), rho=np.ones(len(trials.channels)), drift=0.0, burst=0.0)
    told = np.unique(trials.channel[exam.target])
    own = [trials.channel == code for code in told.tolist()]
    names = [trials.channels[code] for code in told.tolist()]

    def numbers(theta: Floats) -> Numbers:
        moved_ = np.zeros(len(trials.channels))
        moved_[told] = theta[2:]
        offset = plain.offset + moved_[trials.channel]
        return replace(plain, offset=offset, tau_b2=exp(2 * theta[0]), tau_u2=exp(2 * (theta[0] + theta[1])))

    def gradient(at: Numbers, s: Slope) -> Floats:
        toward = 2 * at.tau_u2 * s.tau_u2
        return np.array([2 * at.tau_b2 * s.tau_b2 + toward, toward, *(s.offset[rows].sum() for rows in own)])

    spread = [log(prior.tau_b), log(prior.tau_u / prior.tau_b)]
    start = np.array([*spread, *(0.0 for _ in told)])
    middle = np.array([*spread, *(usual.channel(n).intercept - weights.channel(n).intercept for n in names)])
    rates = [(-FARTHEST, FARTHEST)] * len(told)
    bounds = [(log(TAU_B[0]), log(TAU_B[1])), (log(RATIO[0]), log(RATIO[1])), *rates]
    held = np.array([BETWEEN["tau_b"], BETWEEN["ratio"], *(BETWEEN_BOOKS for _ in told)])
    theta = _most_likely(exam, trials, numbers, gradient, start, held, bounds, middle)
    whole, ratio = exp(2 * theta[0]) * (1 + exp(2 * theta[1])), min(exp(theta[1]), WIDEST_RATIO)
    tau_b = sqrt(whole / (1 + ratio**2))
    factor = replace(prior, tau_b=round(tau_b, 3), tau_u=round(ratio * tau_b, 3))
    channels = dict(weights.channels)
    for name, more in zip(names, theta[2:].tolist(), strict=True):
        channels[name] = replace(channels[name], intercept=channels[name].intercept + more)
    return replace(weights, factors={**weights.factors, exam.factor: factor}, channels=channels)


def _burst(weights: Weights, trials: Columns, factor: Factor, targets: Sequence[str] | None) -> Weights:
    """What a month has of its own: the nugget of the variogram of a pair's months.

    Months that lie one apart differ by it and by a month's movement, those two apart by it and by two months' movement; both are the
    two-level prior again, of two months of one pair.
    """
    drawn = []
    for apart in (1, 2):
        months = _months(trials, apart)
        drawn.append(_alone(beside_each_other(months, weights, factor, sample=SAMPLE, targets=targets, block=MONTH), months))
    exams, held = [exam for exam, _ in drawn], [columns for _, columns in drawn]
    if min(len(e.target) for e in exams) < FEWEST:
        return weights
    prior = weights.factors[factor]
    plain = [replace(Numbers.of(weights, c, factor), rho=np.ones(len(c.channels)), drift=0.0, burst=0.0) for c in held]

    def cost(theta: Floats) -> tuple[float, Floats]:
        lasting, own, moved_ = (exp(2 * t) for t in theta)
        away = (theta - start) / between
        value, gradient = float(away @ away) / 2, away / between
        for exam, columns, numbers, months in zip(exams, held, plain, (1, 2), strict=True):
            at = replace(numbers, tau_b2=lasting + (2 - months) * moved_, tau_u2=own + months * moved_)
            told, s, _ = likelihood(exam, columns, at)
            more = np.array([lasting * s.tau_b2, own * s.tau_u2, moved_ * ((2 - months) * s.tau_b2 + months * s.tau_u2)])
            value, gradient = value - told, gradient - 2 * more
        return value, gradient

    usual = log(prior.pair) / 2
    start = np.array([usual, log(BURST) + usual, log(MOVED) + usual])
    between = np.array([BETWEEN["tau_b"], BETWEEN["burst"], BETWEEN["burst"]])
    bounds = [(log(TAU_B[0]), log(2 * TAU_B[1])), *((log(low), log(high)) for low, high in (BURSTS, BURSTS))]
    theta = _lowest(cost, start, bounds)
    return replace(weights, factors={**weights.factors, factor: replace(prior, burst=round(exp(2 * theta[1]), 4))})


def _months(trials: Columns, apart: int) -> Columns:
    """The trials with each two months of a pair (that many apart) as a buyer and each of the two as a seller, so that the spread between
    sellers is that between months.
    """
    if trials.opened_us is None:
        raise ValueError("bursts need to know when each chance began")
    month = trials.opened_us // MONTH
    _, pair = np.unique(trials.buyer << _SELLERS | trials.seller, return_inverse=True)
    when = month // (2 * apart)
    when -= when.min(initial=0)
    _, pair = np.unique((pair * (when.max(initial=0) + 1) + when) * apart + month % apart, return_inverse=True)
    zero = np.zeros(len(trials), dtype=np.int64)
    mark = mixed(
        mixed(trials.buyer if trials.mark is None else trials.mark, trials.seller), month // (2 * apart) * apart + month % apart
    )
    return replace(trials, buyer=pair, seller=month // apart % 2, opened_us=zero, mark=mark)


def _alone(exam: Exam, trials: Columns) -> tuple[Exam, Columns]:
    """The exam with the trials it is about alone: each step towards what is most likely would otherwise look at all of the book."""
    exam = merged(exam, trials)
    rows = np.unique(np.concatenate([exam.row, exam.target]))
    at = replace(exam, row=np.searchsorted(rows, exam.row), target=np.searchsorted(rows, exam.target))
    return at, trials.take(rows)


def _movement(weights: Weights, exam: Exam, trials: Columns) -> Weights:
    """Drift, and how much longer or shorter than shipped evidence stays true, the spread held."""
    prior = weights.factors[exam.factor]
    shipped = Numbers.of(weights, trials, exam.factor)

    def numbers(theta: Floats) -> Numbers:
        return replace(shipped, drift=_share(theta[0]), half_life=shipped.half_life * exp(theta[1]))

    def gradient(at: Numbers, s: Slope) -> Floats:
        return np.array([at.drift * (1 - at.drift) * s.drift, float(at.half_life @ s.half_life)])

    start = np.array([_log_odds(prior.drift), 0.0])
    bounds = [(_log_odds(DRIFT[0]), _log_odds(DRIFT[1])), (log(STRETCH[0]), log(STRETCH[1]))]
    held = np.array([BETWEEN["drift"], BETWEEN["half_life"]])
    theta = _most_likely(exam, trials, numbers, gradient, start, held, bounds)
    factor, stretch = replace(prior, drift=round(_share(theta[0]), 4)), exp(theta[1])
    channels = {
        name: replace(c, half_life_days=round(c.half_life_days * stretch, 1)) if c.factor == exam.factor else c
        for name, c in weights.channels.items()
    }
    return replace(weights, factors={**weights.factors, exam.factor: factor}, channels=channels)


def _most_likely(
    exam: Exam,
    trials: Columns,
    numbers: Callable[[Floats], Numbers],
    gradient: Callable[[Numbers, Slope], Floats],
    start: Floats,
    held: Floats,
    bounds: list[tuple[float, float]],
    middle: Floats | None = None,
) -> Floats:
    """The numbers that were most likely, each held to `middle` (default: `start`) by a normal prior of sd `held` on its own scale."""
    centre = start if middle is None else middle
    warm: list[Mode | None] = [None]

    def cost(theta: Floats) -> tuple[float, Floats]:
        at = numbers(theta)
        value, slope, warm[0] = likelihood(exam, trials, at, warm[0])
        away = (theta - centre) / held
        return -value + float(away @ away) / 2, -gradient(at, slope) + away / held

    return _lowest(cost, np.clip(start, *np.array(bounds).T), bounds)


def _lowest(cost: Callable[[Floats], tuple[float, Floats]], start: Floats, bounds: list[tuple[float, float]]) -> Floats:
    """Where the cost is lowest, to `NEAR`.

    The first step goes `FIRST` far: left to itself it goes to the bounds, and comes back in a dozen.
    """
    from scipy.optimize import minimize  # its import costs more than the base rates of a small book

    least, slope = cost(start)
    scale = FIRST / max(float(np.linalg.norm(slope)), FIRST)

    def scaled(theta: Floats) -> tuple[float, Floats]:
        value, gradient = cost(theta)
        return (value - least) * scale, gradient * scale

    options = {"ftol": NEAR * scale, "gtol": 0.0}
    return np.asarray(minimize(scaled, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x)


def _log_odds(p: float) -> float:
    return log(p / (1 - p))


def _share(x: float) -> float:
    return 1 / (1 + exp(-x))
