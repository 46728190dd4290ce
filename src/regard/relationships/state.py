"""Where does a buyer stand with us? The decayed two-level fit of their trials, one buyer alone or a whole book at once.

`fit` and `fit_many` are the same mathematics (`newton`): a buyer's estimate depends on that buyer's trials only, never on
the order in which they came or on who else is in the book. Only trials that are decided ("1" or "0"), known by `as_of_us`
and not tempered away enter: an open or censored chance says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY, FACTORS, Factor, Trial
from regard.relationships.carried import carried
from regard.relationships.known import are_known, is_known
from regard.relationships.newton import Floats, Ints, Mode, Problems, counted, expected, solve
from regard.relationships.occasions import occasions
from regard.relationships.velocity import LATELY, NO_MOVE, Lately, Move, Moves, Rows
from regard.relationships.weights import FactorPrior, Weights

_DECIDED = frozenset(("0", "1"))
FAST = 3.0
"""The fast fit forgets this many times sooner; it minus the slow one is the velocity."""


@dataclass(frozen=True, slots=True)
class PairState:
    """A buyer toward one of our people: z_b + u_s. `n` counts fair chances (`occasions`), `n_eff` what trials weigh after fading (unit:
    fresh trials).

    `known` only where the team is known too: every trial of a pair is one of the team's, and the pair's own prior is the wider one, so
    that the same mail halves it sooner without telling more.
    """

    mean: float
    sd: float
    mean_fast: float
    n: int
    n_eff: float
    known: bool
    move: Move = NO_MOVE


@dataclass(frozen=True, slots=True)
class Summand:
    """One trial in the sum: the chance expected at the fitted standing, its weight W, W·w·(y - p), yet to be scaled, and that y: where an
    answer may be there and not be seen, the chance that it is.
    """

    trial: Trial
    expected: float
    weight: float
    pull: float
    counted: float


@dataclass(frozen=True, slots=True)
class FactorState:
    """A buyer toward the team (mean, sd, ...) and toward each seller with whom they had a fair chance (`pairs`)."""

    factor: Factor
    mean: float
    sd: float
    mean_fast: float
    n: int
    n_eff: float
    known: bool
    pairs: dict[str, PairState]
    prior: FactorPrior
    summands: tuple[Summand, ...] = ()
    move: Move = NO_MOVE

    def toward(self, seller: str) -> PairState:
        """Toward that seller; one without any trial of their own stands where the team does, with u_s still open."""
        if seller in self.pairs:
            return self.pairs[seller]
        var = self.sd**2 + self.prior.tau_u**2
        sd = var**0.5
        return PairState(self.mean, sd, self.mean_fast, 0, 0.0, self.known and is_known(self.mean, sd, self.prior.pair, self.n))


@dataclass(frozen=True, slots=True)
class BuyerState:
    """One buyer at one moment under one version of the weights; every factor is there, at its prior where nothing is known."""

    as_of_us: int
    version: str
    factors: dict[Factor, FactorState]

    def __getitem__(self, factor: Factor) -> FactorState:
        return self.factors[factor]


@dataclass(frozen=True, slots=True)
class Columns:
    """Trials as arrays, one row each, in any order.

    buyer and seller: any non-negative integers below 2^31; channel: index into `channels`; outcome: 0 or 1; known_us; offset:
    `Weights.offsets`; strength: q · temper; opened_us: when the chance began, where somebody needs it; shown: how likely it would have
    been seen, had it happened (None: surely); mark: a number of the buyer that is the same in every book of the same mail, by which
    samples are drawn (None: the code). Rows that are open or censored do not belong here.
    """

    channels: tuple[str, ...]
    buyer: Ints
    seller: Ints
    channel: Ints
    outcome: Ints
    known_us: Ints
    offset: Floats
    strength: Floats
    opened_us: Ints | None = None
    shown: Floats | None = None
    mark: Ints | None = None

    def __len__(self) -> int:
        return len(self.buyer)

    def take(self, rows: Ints | slice, buyer: Ints | None = None) -> Columns:
        """Those rows (repeats allowed), as trials of `buyer` where given."""
        return Columns(
            self.channels,
            self.buyer[rows] if buyer is None else buyer,
            self.seller[rows],
            self.channel[rows],
            self.outcome[rows],
            self.known_us[rows],
            self.offset[rows],
            self.strength[rows],
            None if self.opened_us is None else self.opened_us[rows],
            None if self.shown is None else self.shown[rows],
            None if self.mark is None else self.mark[rows],
        )


@dataclass(frozen=True, slots=True)
class Book:
    """Estimates of many buyers. Team rows: one for each buyer and factor with evidence; pair rows: `pair_row` names their
    team row.

    `moves` and `pair_moves` are how far each moved lately, beside noise (`velocity`): worked out when first asked for.

    Rows (`row_...`) are the trials that entered, sorted by pair: `row_order` is their row of `Columns`, `pair_size` how many a pair has.
    `n` and `pair_n` count fair chances (`occasions`), of which several trials may be one.
    """

    buyer: Ints
    factor: Ints
    mean: Floats
    sd: Floats
    mean_fast: Floats
    n: Ints
    n_eff: Floats
    known: NDArray[np.bool_]
    pair_row: Ints
    pair_seller: Ints
    pair_size: Ints
    pair_mean: Floats
    pair_sd: Floats
    pair_mean_fast: Floats
    pair_n: Ints
    pair_n_eff: Floats
    pair_known: NDArray[np.bool_]
    lately: Lately
    row_order: Ints
    row_expected: Floats
    row_weight: Floats
    row_pull: Floats
    row_counted: Floats

    @property
    def moves(self) -> Moves:
        """How far each team row moved lately."""
        return self.lately.both[0]

    @property
    def pair_moves(self) -> Moves:
        """How far each pair row moved lately."""
        return self.lately.both[1]


def fit(trials: Sequence[Trial], as_of_us: int, weights: Weights) -> BuyerState:
    """The state of ONE buyer at `as_of_us` from that buyer's trials (all sellers, channels, factors).

    Raises ConfigError where a trial's channel is unknown to `weights`.
    """
    used = [
        t
        for t in trials
        if t.known_us <= as_of_us and t.outcome in _DECIDED and t.temper > 0 and t.q > 0 and t.stands(as_of_us)
    ]
    if len({t.buyer for t in used}) > 1:
        raise ValueError("fit takes the trials of one buyer; use fit_many for a book")
    factors = {f: _prior_state(f, weights.factors[f]) for f in FACTORS}
    if used:
        sellers = {s: i for i, s in enumerate(sorted({t.seller for t in used}))}
        book = fit_many(columns(used, weights, {}, sellers), as_of_us, weights)
        factors.update(_read(book, used, list(sellers), weights))
    return BuyerState(as_of_us, weights.version, factors)


def columns(trials: Sequence[Trial], weights: Weights, buyers: Mapping[str, int], sellers: Mapping[str, int]) -> Columns:
    """Trials as arrays, with the codes given for buyers (absent ones are 0) and sellers. Every trial must be decided."""
    names = tuple(weights.channels)
    codes = {name: i for i, name in enumerate(names)}
    offset, channel = weights.offset, weights.channel
    rows = [
        (
            buyers.get(t.buyer, 0),
            sellers[t.seller],
            codes[t.channel] if t.channel in codes else codes[channel(t.channel).name],
            t.outcome == "1",
            t.known_us,
            offset(t.context, t.channel),
            t.q * t.temper,
            t.shown * weights.wanted(t.context, t.channel),
        )
        for t in trials
    ]
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=8 * len(rows)).reshape(-1, 8)
    whole = flat[:, :5].astype(np.int64)
    return Columns(
        names, whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3], whole[:, 4], flat[:, 5], flat[:, 6], shown=flat[:, 7]
    )


def fit_many(trials: Columns, as_of_us: int | Ints, weights: Weights) -> Book:
    """The states of all buyers in `trials` at `as_of_us`: one moment, or one for each row (the same for all rows of a
    buyer).
    """
    channels = [weights.channel(name) for name in trials.channels]
    w, half_life, rho = (np.array([getattr(c, k) for c in channels]) for k in ("w", "half_life_days", "rho"))
    factor_of = np.array([FACTORS.index(c.factor) for c in channels])
    seen = np.flatnonzero((trials.known_us <= as_of_us) & (trials.strength > 0))
    factor = factor_of[trials.channel[seen]]
    team = trials.buyer[seen] * len(FACTORS) + factor
    if len(seen) and int(team.max()) >= 2**32:
        raise ValueError("buyer codes must stay below 2^30")
    key = (team << 31) | trials.seller[seen]
    if np.any(key[1:] < key[:-1]):
        order = np.argsort(key, kind="stable")
        seen, key, team = seen[order], key[order], team[order]
    pair_start = _changes(key)
    pair_team = team[pair_start]
    team_start = _changes(pair_team)
    team_key = pair_team[team_start]
    priors = [weights.factors[f] for f in FACTORS]
    tb2, tu2, mean0, drift = (
        np.array([v(p) for p in priors])[team_key % len(FACTORS)] for v in (_tb2, _tu2, lambda p: p.mean, lambda p: p.drift)
    )
    channel = trials.channel[seen]
    asked = as_of_us if isinstance(as_of_us, int) else as_of_us[seen]
    age = asked // DAY - trials.known_us[seen] // DAY
    fade = np.exp2(-age / half_life[channel])
    strength = trials.strength[seen]
    counts = weights.rho * rho[channel] * strength
    pair_size = np.diff(np.append(pair_start, len(seen)))
    pair_row = np.repeat(np.arange(len(team_start)), np.diff(np.append(team_start, len(pair_start))))
    shift = w[channel] * np.repeat(mean0[pair_row], pair_size) if mean0.any() else 0.0
    shown = None if trials.shown is None or bool(np.all(trials.shown == 1)) else trials.shown[seen]
    slow_problem = Problems(
        trials.offset[seen] + shift, w[channel], counts * fade, trials.outcome[seen].astype(np.float64),
        pair_start, team_start, tb2, tu2, shown,
    )  # fmt: skip
    slow = solve(slow_problem) if len(seen) else _NOTHING
    quick = fade**FAST
    fast_problem = replace(slow_problem, weight=counts * quick)
    fast = solve(fast_problem, slow) if len(seen) else _NOTHING
    chance = expected(slow_problem, slow.x)
    happened = counted(slow_problem, chance)
    z_var = slow.z_var + drift * (tb2 - slow.z_var)
    x_var = slow.x_var + (drift[pair_row]) * ((tb2 + tu2)[pair_row] - slow.x_var)
    unsure = np.array([c.unsure for c in channels])
    if len(seen) and unsure.any():
        z_more, x_more = carried(slow_problem, chance, channel, unsure)
        z_var, x_var = np.minimum(z_var + z_more, tb2), np.minimum(x_var + x_more, (tb2 + tu2)[pair_row])

    def told() -> Rows:
        surprise = w[channel] * (happened - chance)
        information = w[channel] ** 2 * chance * (1.0 - chance) * (1.0 if shown is None else shown)
        # One rare event must not make a trend: half of the variance is what was seen.
        scatter = (information + surprise * surprise) / 2
        return Rows(surprise, information, scatter, counts, fade, quick, age < LATELY, pair_start, pair_row)

    n_eff = _sums(strength * fade, pair_start)
    part = strength if shown is None else strength * np.where(trials.outcome[seen] > 0, 1.0, shown)
    pair_of = np.repeat(np.arange(len(pair_start)), pair_size)
    pair_n = occasions(trials.channels, channel, part, pair_of, len(pair_start))
    n = occasions(trials.channels, channel, part, pair_row[pair_of], len(team_start))
    z_sd, x_sd = np.sqrt(z_var), np.sqrt(x_var)
    known = are_known(mean0 + slow.z, z_sd, tb2, n)
    return Book(
        buyer=team_key // len(FACTORS),
        factor=team_key % len(FACTORS),
        mean=mean0 + slow.z,
        sd=z_sd,
        mean_fast=mean0 + fast.z,
        n=n,
        n_eff=_sums(n_eff, team_start),
        known=known,
        pair_row=pair_row,
        pair_seller=trials.seller[seen][pair_start],
        pair_size=pair_size,
        pair_mean=mean0[pair_row] + slow.x,
        pair_sd=x_sd,
        pair_mean_fast=mean0[pair_row] + fast.x,
        pair_n=pair_n,
        pair_n_eff=n_eff,
        pair_known=known[pair_row] & are_known(mean0[pair_row] + slow.x, x_sd, (tb2 + tu2)[pair_row], pair_n),
        lately=Lately(told, tb2, tu2),
        row_order=seen,
        row_expected=chance,
        row_weight=slow_problem.weight,
        row_pull=slow_problem.weight * slow_problem.w * (happened - chance),
        row_counted=happened,
    )


_NOTHING = Mode(*(np.zeros(0),) * 4)


def _tb2(prior: FactorPrior) -> float:
    return prior.team


def _tu2(prior: FactorPrior) -> float:
    return prior.tau_u**2


def _changes(key: NDArray[Any]) -> Ints:
    """Where each run of equal values begins."""
    if not len(key):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))


def _sums(values: NDArray[Any], start: Ints) -> NDArray[Any]:
    return np.add.reduceat(values, start) if len(start) else values[:0]


def _prior_state(factor: Factor, prior: FactorPrior) -> FactorState:
    return FactorState(factor, prior.mean, prior.tau_b, prior.mean, 0, 0.0, False, {}, prior)


def _read(book: Book, used: list[Trial], sellers: list[str], weights: Weights) -> dict[Factor, FactorState]:
    """The book of one buyer as its factors."""
    team_of_pair = book.pair_row.tolist()
    team_of_row = np.repeat(book.pair_row, book.pair_size).tolist()
    pairs: list[dict[str, PairState]] = [{} for _ in book.mean]
    lists = (*(book.pair_mean, book.pair_sd, book.pair_mean_fast, book.pair_n, book.pair_n_eff, book.pair_known),)
    for team, seller, *values in zip(
        team_of_pair, book.pair_seller.tolist(), *(c.tolist() for c in lists), book.pair_moves.rows(), strict=True
    ):
        pairs[team][sellers[seller]] = PairState(*values)
    summands: list[list[Summand]] = [[] for _ in book.mean]
    rows = (book.row_order, book.row_expected, book.row_weight, book.row_pull, book.row_counted)
    for team, row, *values in zip(team_of_row, *(c.tolist() for c in rows), strict=True):
        summands[team].append(Summand(used[row], *values))
    out: dict[Factor, FactorState] = {}
    teams = (book.factor, book.mean, book.sd, book.mean_fast, book.n, book.n_eff, book.known)
    for i, (code, mean, sd, mean_fast, n, n_eff, known) in enumerate(zip(*(c.tolist() for c in teams), strict=True)):
        f = FACTORS[code]
        prior = weights.factors[f]
        out[f] = FactorState(f, mean, sd, mean_fast, n, n_eff, known, pairs[i], prior, tuple(summands[i]), book.moves.row(i))
    return out
