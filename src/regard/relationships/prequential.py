"""How well did the past foretell what came next, and which way should every number of the weights move? The prequential likelihood of
blocks of trials, with its exact gradient.

A *question* is one buyer at one cut: the trials known before it are the evidence, those that opened in the `BLOCK` after it the
targets. Targets toward one of ours share a standing, so they are foretold together,

    log ∫ Π_i P(y_i | o_i + w_i x) N(x; mean, var) dx,

by Gauss-Hermite: a block says how wide the interval should have been, which single trials hardly do. Evidence may leave out
the targets' own channel (`without_own`): else a state learns that repliers reply.

The gradient goes backwards through the fit: at the mode F(x, θ) = 0, so dx/dθ = H⁻¹ ∂F/∂θ, and as H is an arrow one backward pass costs
what one Newton step does. With A = E H⁻¹ Eᵀ the covariance of the pairs' standings, A_jk = v r_j r_k + [j = k] / arm_j.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY, Factor
from regard.relationships.newton import Floats, Ints, Mode, Problems, solve
from regard.relationships.state import Columns
from regard.relationships.weights import Weights

BLOCK = 30 * DAY
NODES = 15
_T, _OMEGA = np.polynomial.hermite_e.hermegauss(NODES)
_LOG_OMEGA: Floats = np.log(_OMEGA / _OMEGA.sum())
_SELLERS, _CUTS = 32, 20
"""Bits that hold a seller, or the number of a cut, in a key."""
MOST_ROWS = 400_000
"""Evidence rows of one exam, before those that lie after the cut are left out: it bounds the time."""
MOST_SELLERS = 8
"""Of ours whom one block of a buyer looks at: each is foretold from those before."""
STEPS = 6
"""Damped Newton steps towards a block's peak: near enough to lay nodes around it."""


@dataclass(frozen=True, slots=True)
class Exam:
    """Questions of one factor, laid out for the fit.

    Evidence rows (by question, then seller): `row`, the trial (index of the columns), `age` in days, `counts` (0 for the one row
    that stands for a pair without evidence). Pairs: `pair_start`, and per question `question_start`. Targets: `target` (trial) and
    `block` (index into `block_pair`, the pair it is about); it stands for `times` trials of which `hits` happened (`merged`; else one).
    `questions` counts them.
    """

    factor: Factor
    row: Ints
    age: Ints
    counts: Floats
    pair_start: Ints
    question_start: Ints
    target: Ints
    block: Ints
    block_pair: Ints
    times: Floats
    hits: Floats

    @property
    def questions(self) -> int:
        """How many (buyer, cut) there are."""
        return len(self.question_start)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a likelihood is taken at.

    offset: per trial; w, half_life (days), rho: per channel (rho includes the weights' own); tau_b2, tau_u2, drift, mean, burst: of
    the factor.
    """

    offset: Floats
    w: Floats
    half_life: Floats
    rho: Floats
    tau_b2: float
    tau_u2: float
    drift: float
    mean: float = 0.0
    burst: float = 0.0

    @classmethod
    def of(cls, weights: Weights, columns: Columns, factor: Factor) -> Numbers:
        """The numbers of those weights; `columns.offset` must come from them."""
        channels = [weights.channel(name) for name in columns.channels]
        w, half_life, rho = (np.array([getattr(c, k) for c in channels]) for k in ("w", "half_life_days", "rho"))
        prior = weights.factors[factor]
        return cls(
            columns.offset, w, half_life, weights.rho * rho, prior.team, prior.tau_u**2, prior.drift, prior.mean, prior.burst
        )


@dataclass(frozen=True, slots=True)
class Slope:
    """The derivative of the log-likelihood in each of `Numbers`: offset per trial, w, half_life and rho per channel, the rest plain."""

    offset: Floats
    w: Floats
    half_life: Floats
    rho: Floats
    tau_b2: float
    tau_u2: float
    drift: float


# ------------------------------------------------------------------------------------------------- the questions


def exam_of(
    columns: Columns,
    weights: Weights,
    factor: Factor,
    *,
    sample: int,
    targets: Sequence[str] | None = None,
    without_own: str = "",
    until_us: int | None = None,
    since_us: int = 0,
    block: int = BLOCK,
) -> Exam:
    """At most `sample` questions, drawn from all (buyer, cut) by their marks; cuts lie on a grid of `block`, whatever the mail.

    targets: channels that are foretold (default: all of the factor). without_own: evidence of that channel is left out. Targets open in
    [since_us, until_us - block) and are decided before `until_us`.
    """
    own, told = _loading(columns, weights, factor, targets)
    evidence = own & np.array([name != without_own for name in columns.channels])
    index = np.flatnonzero((columns.strength > 0) & evidence[columns.channel])
    index = index[np.lexsort((columns.known_us[index], columns.seller[index], columns.buyer[index]))]
    cut = _opened(columns) // block
    asked = (columns.strength > 0) & told[columns.channel] & (cut * block >= since_us)
    if until_us is not None:
        asked &= (columns.known_us < until_us) & ((cut + 1) * block <= until_us)
    own_rows = np.bincount(columns.buyer[index], minlength=int(columns.buyer.max(initial=0)) + 1)
    keys, target, question = _drawn(columns, cut, asked, sample, own_rows)
    return _laid_out(columns, factor, index, keys >> _CUTS, (keys & ((1 << _CUTS) - 1)) * block, target, question)


def beside_each_other(
    columns: Columns, weights: Weights, factor: Factor, *, sample: int, targets: Sequence[str] | None = None, block: int
) -> Exam:
    """Questions without a past: what a buyer did toward one of ours in a block, foretold from what they did toward others in it.

    By the chain rule that is the marginal likelihood of the block under the two-level prior: it says how far buyers differ, and
    how far in how they treat each of ours, whatever fades and however standing moves. At most `sample` (buyer, block),
    and of each `MOST_SELLERS`, every one foretold from those before it.
    """
    _, told = _loading(columns, weights, factor, targets)
    used = (columns.strength > 0) & told[columns.channel]
    _, row, question = _drawn(columns, _opened(columns) // block, used, sample)
    key = question << _SELLERS | columns.seller[row]
    order = np.argsort(key, kind="stable")
    row, key = row[order], key[order]
    pairs, first, code = np.unique(key, return_index=True, return_inverse=True)
    begins = np.searchsorted(pairs >> _SELLERS, pairs >> _SELLERS)  # the first pair of the same buyer and block
    few = np.arange(len(pairs)) - begins < MOST_SELLERS
    size = np.where(few, first - first[begins], 0)
    q = np.repeat(np.arange(len(pairs)), size)
    before = row[np.arange(len(q)) - np.repeat(np.cumsum(size) - size - first[begins], size)]
    kept = few[code]
    zero = np.zeros(len(q), dtype=np.int64)
    return _stood(columns, factor, q, before, zero, row[kept], code[kept])


def _loading(
    columns: Columns, weights: Weights, factor: Factor, targets: Sequence[str] | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Per channel: whether it loads on the factor, and whether it is foretold."""
    own = np.array([weights.channel(name).factor == factor for name in columns.channels], dtype=bool)
    return own, own & np.array([targets is None or name in targets for name in columns.channels], dtype=bool)


def _opened(columns: Columns) -> Ints:
    if columns.opened_us is None:
        raise ValueError("an exam needs to know when each chance began")
    return columns.opened_us


def _drawn(
    columns: Columns, cut: Ints, wanted: NDArray[np.bool_], sample: int, rows: Ints | None = None
) -> tuple[Ints, Ints, Ints]:
    """At most `sample` of the (buyer, cut) of wanted trials; those of their trials, and for each which key it has.

    Which they are follows from the marks of the buyers alone: a question more in the book takes the place of one, and leaves the others.
    rows: how many trials each buyer has; fewer keys are drawn where the evidence would exceed `MOST_ROWS`.
    """
    key = columns.buyer << _CUTS | cut
    keys, first = np.unique(key[wanted], return_index=True)
    mark = columns.buyer if columns.mark is None else columns.mark
    keys = keys[np.lexsort((keys, mixed(mark[wanted][first], cut[wanted][first])))][:sample]
    if rows is not None:
        keys = keys[np.cumsum(rows[keys >> _CUTS]) <= MOST_ROWS]
    keys = np.sort(keys)
    target = np.flatnonzero(wanted & np.isin(key, keys))
    return keys, target, np.searchsorted(keys, key[target])


def mixed(mark: Ints, number: Ints) -> Ints:
    """A number below 2^62 for each two, as if drawn by lot and always the same (the finish of splitmix64)."""
    x = mark.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + number.astype(np.uint64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((x ^ (x >> np.uint64(31))) >> np.uint64(2)).astype(np.int64)


def _laid_out(columns: Columns, factor: Factor, told: Ints, buyer: Ints, cut_us: Ints, target: Ints, question: Ints) -> Exam:
    """The evidence `told` (sorted by buyer) of each question: what was known before its cut."""
    low, high = np.searchsorted(columns.buyer[told], buyer), np.searchsorted(columns.buyer[told], buyer, side="right")
    size = high - low
    q = np.repeat(np.arange(len(buyer)), size)
    row = told[np.arange(len(q)) - np.repeat(np.cumsum(size) - size - low, size)]
    seen = columns.known_us[row] < cut_us[q]
    q, row = q[seen], row[seen]
    return _stood(columns, factor, q, row, cut_us[q] // DAY - columns.known_us[row] // DAY, target, question)


def _stood(columns: Columns, factor: Factor, q: Ints, row: Ints, age: Ints, target: Ints, question: Ints) -> Exam:
    """An exam of evidence rows and targets by question; one row without weight stands for each pair that is asked about."""
    asked = question << _SELLERS | columns.seller[target]
    blocks, first, block = np.unique(asked, return_index=True, return_inverse=True)
    key = np.concatenate([q << _SELLERS | columns.seller[row], blocks])
    age = np.concatenate([age, np.zeros(len(blocks), dtype=np.int64)])
    counts = np.concatenate([columns.strength[row], np.zeros(len(blocks))])
    row = np.concatenate([row, target[first]])
    order = np.argsort(key, kind="stable")
    pairs, pair_start = np.unique(key[order], return_index=True)
    _, question_start = np.unique(pairs >> _SELLERS, return_index=True)
    by_block = np.argsort(block, kind="stable")
    return Exam(
        factor, row[order], age[order], counts[order], pair_start, question_start,
        target[by_block], block[by_block], np.asarray(np.searchsorted(pairs, blocks)),
        np.ones(len(target)), columns.outcome[target[by_block]].astype(np.float64),
    )  # fmt: skip


def merged(exam: Exam, columns: Columns) -> Exam:
    """The same exam with targets of one block, channel and offset as one: their number and their sum say all of them.

    Weeks of a quarter are much alike: of 18,000 targets of value 4,500 are left. Only for numbers that move no offset by itself.
    """
    channel, offset = columns.channel[exam.target], columns.offset[exam.target]
    order = np.lexsort((offset, channel, exam.block))
    key = np.column_stack([exam.block[order], channel[order], offset[order]])
    first = np.flatnonzero(np.concatenate(([True], (key[1:] != key[:-1]).any(axis=1)))[: len(order)])
    if not len(first):
        return exam
    times, hits = np.add.reduceat(exam.times[order], first), np.add.reduceat(exam.hits[order], first)
    return replace(exam, target=exam.target[order[first]], block=exam.block[order[first]], times=times, hits=hits)


# ------------------------------------------------------------------------------------------------- the likelihood


def likelihood(exam: Exam, columns: Columns, at: Numbers, start: Mode | None = None) -> tuple[float, Slope, Mode]:
    """The log-likelihood of all blocks (nats), its slope, and the modes (a warm `start` for the next, nearby numbers)."""
    row, channel = exam.row, columns.channel[exam.row]
    fade = np.exp2(-exam.age / at.half_life[channel])
    weight = exam.counts * at.rho[channel] * fade
    questions, pairs = exam.questions, len(exam.pair_start)
    problems = Problems(
        at.offset[row] + at.w[channel] * at.mean, at.w[channel], weight, columns.outcome[row].astype(np.float64),
        exam.pair_start, exam.question_start, np.full(questions, at.tau_b2), np.full(questions, at.tau_u2),
    )  # fmt: skip
    mode = solve(problems, start)
    whole = at.tau_b2 + at.tau_u2
    var = mode.x_var + at.drift * (whole - mode.x_var)
    ahead = _blocks(exam, columns, at, mode.x, var + at.burst)
    g_mean, g_var = np.zeros(pairs), np.zeros(pairs)
    g_mean[exam.block_pair], g_var[exam.block_pair] = ahead.mean, ahead.var
    back = _backwards(problems, mode, g_mean, g_var * (1 - at.drift))
    offset: Floats = np.bincount(row, back.offset, len(columns)) + np.bincount(exam.target, ahead.offset, len(columns)) * 1.0

    def of_channel(values: Floats, where: Ints = channel) -> Floats:
        return np.bincount(where, values, len(at.w)).astype(np.float64)

    slope = Slope(
        offset=offset,
        w=of_channel(back.w + at.mean * back.offset) + of_channel(ahead.w, columns.channel[exam.target]),
        half_life=of_channel(back.weight * weight * exam.age * np.log(2)) / at.half_life**2,
        rho=of_channel(back.weight * exam.counts * fade),
        tau_b2=back.tau_b2 + at.drift * float(g_var.sum()),
        tau_u2=back.tau_u2 + at.drift * float(g_var.sum()),
        drift=float((g_var * (whole - mode.x_var)).sum()),
    )
    return ahead.value, slope, mode


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The value of all blocks, and its slope in each block's mean and variance, each target's offset and w."""

    value: float
    mean: Floats
    var: Floats
    offset: Floats
    w: Floats


def _blocks(exam: Exam, columns: Columns, at: Numbers, x: Floats, var: Floats) -> _Ahead:
    """Gauss-Hermite around each block's own mode, as wide as its curvature there: blocks of many trials are peaked."""
    target, block = exam.target, exam.block
    channel = columns.channel[target]
    w, y, times, n = at.w[channel], exam.hits, exam.times, len(exam.block_pair)
    start = np.searchsorted(block, np.arange(n))
    offset = at.offset[target] + w * at.mean
    m, v = x[exam.block_pair], var[exam.block_pair]
    centre, width = _peaks(offset, w, exam, start, m, v)
    nodes = centre[:, None] + width[:, None] * _T
    eta = offset[:, None] + w[:, None] * nodes[block]
    off = nodes - m[:, None]
    before = (_T**2 - off**2 / v[:, None]) / 2 + np.log(width / np.sqrt(v))[:, None]
    small = np.exp(-np.abs(eta))  # one exponential for what is told and for its slope
    each = y[:, None] * eta - times[:, None] * (np.maximum(eta, 0) + np.log1p(small))
    told = np.add.reduceat(each, start, axis=0) + before + _LOG_OMEGA
    most = told.max(axis=1, keepdims=True)
    share = np.exp(told - most)
    total = share.sum(axis=1, keepdims=True)
    share /= total
    wrong = (y[:, None] - times[:, None] * np.where(eta > 0, 1, small) / (1 + small)) * share[block]
    return _Ahead(
        float((most[:, 0] + np.log(total[:, 0])).sum()),
        (share * off).sum(axis=1) / v,
        ((share * off**2).sum(axis=1) - v) / (2 * v * v),
        wrong.sum(axis=1),
        (wrong * (nodes + at.mean)[block]).sum(axis=1),
    )


def _peaks(offset: Floats, w: Floats, exam: Exam, start: Ints, m: Floats, v: Floats) -> tuple[Floats, Floats]:
    """Where each block's integrand is highest, nearly, and how wide it is there."""
    at, block = m.copy(), exam.block
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(offset + w * at[block])))
        slope = np.add.reduceat(w * (exam.hits - exam.times * chance), start) - (at - m) / v
        curve = np.add.reduceat(exam.times * w * w * chance * (1 - chance), start) + 1 / v
        d = np.abs(slope / curve)
        at += slope / curve * np.divide(np.log1p(d), d, out=np.ones_like(d), where=d > 0)
    return at, 1 / np.sqrt(curve)


@dataclass(frozen=True, slots=True)
class _Back:
    """The slope in each evidence row's offset, w (with the mean of the factor at zero) and weight, and in the prior variances."""

    offset: Floats
    w: Floats
    weight: Floats
    tau_b2: float
    tau_u2: float


def _backwards(p: Problems, mode: Mode, g_mean: Floats, g_var: Floats) -> _Back:
    """From the slope in every pair's mean and (Laplace) variance to that in what the fit was made of."""
    sizes = np.diff(np.append(p.pair_start, len(p.y)))
    owner = np.repeat(np.arange(len(p.problem_start)), np.diff(np.append(p.problem_start, len(p.pair_start))))

    def over(values: Floats) -> Floats:
        summed: Floats = np.add.reduceat(values, p.problem_start)
        return summed

    x = np.repeat(mode.x, sizes)
    chance = 1 / (1 + np.exp(-(p.offset + p.w * x)))
    s = chance * (1 - chance)
    bent = s * (1 - 2 * chance)
    bend = np.add.reduceat(p.weight * p.w**2 * s, p.pair_start)
    hold = 1 / p.tu2[owner]
    arm = hold + bend
    r, v = hold / arm, mode.z_var
    spread = over(g_var * r * r)  # Σ_k g_k r_k² of each question
    # Σ_k g_k A_jk², the slope in each pair's curvature (negative: more curvature, less variance)
    reach = (v[owner] * r) ** 2 * spread[owner] + g_var * (2 * v[owner] * r * r / arm + 1 / arm**2)
    of_row = np.repeat(reach, sizes)
    g_x = g_mean - np.add.reduceat(of_row * p.weight * p.w**3 * bent, p.pair_start)
    lead_z = v * over(r * g_x)
    lead_u = (g_x - bend * lead_z[owner]) / arm
    lead = np.repeat(lead_z[owner] + lead_u, sizes)
    miss = p.y - chance
    u = mode.x - mode.z[owner]
    in_centre = -((v**2) * spread) - mode.z * lead_z
    arms = (bend / arm) ** 2 * v[owner] ** 2 * spread[owner] - 2 * bend / arm**2 * v[owner] * r * g_var + g_var / arm**2
    in_hold = -arms - u * lead_u
    return _Back(
        offset=-of_row * p.weight * p.w**2 * bent - lead * p.weight * p.w * s,
        w=-of_row * p.weight * (2 * p.w * s + p.w**2 * bent * x) + lead * p.weight * (miss - p.w * s * x),
        weight=-of_row * p.w**2 * s + lead * p.w * miss,
        tau_b2=-float((in_centre / p.tb2**2).sum()),
        tau_u2=-float((in_hold / p.tu2[owner] ** 2).sum()),
    )
