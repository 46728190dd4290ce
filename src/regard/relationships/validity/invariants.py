"""What must hold of the state on this very book: exact sums, no look ahead, nothing gained by our own volume, nothing by chance.

Each returns an `Invariant`: whether it holds, the figure that says so (with its interval where it is measured), and a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY, Factor
from regard.relationships.calibration import gain, measured
from regard.relationships.state import Book, Columns, fit_many
from regard.relationships.validity import readers, verdicts
from regard.relationships.validity.mails import WINDOW, Facts
from regard.relationships.validity.moments import CHUNK, Moments, standing
from regard.relationships.validity.placebo import AUC, MOST_ROWS, beyond_volume, dealt_out, late_asks, measurable
from regard.relationships.validity.protocols import state_features
from regard.relationships.validity.world import World
from regard.results import Invariant

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EXACT = 1e-8
"""Sums of thousands of doubles agree to this."""
MOST_PAIRS = 2_000
ALIKE = 0.7
"""From this correlation on, two estimates are one."""


def invariants(world: World, as_of_us: int) -> tuple[Invariant, ...]:
    """All of them on one book."""
    if not len(world.by_factor["trust"]):
        return ()
    return (
        exact_sum(world, as_of_us),
        own_volume(world, as_of_us),
        any_order(world, as_of_us),
        no_look_ahead(world),
        *(i for i in (dealt_out(world), beyond_volume(world), backwards(world)) if i is not None),
        *(i for i in (*discriminant(world), alike(world, as_of_us)) if i is not None),
    )


def exact_sum(world: World, as_of_us: int) -> Invariant:
    """Prior + Σ contributions = mean, for every buyer."""
    worst, n = 0.0, 0
    for part in _parts(world.facts.columns(world.weights)):
        book = _fit(part, as_of_us, world)
        n += len(book.mean)
        for i, factor in enumerate(("trust", "value", "rapport")):
            prior = world.weights.factors[factor]  # type: ignore[index]
            teams = np.flatnonzero(book.factor == i)
            total = _team_pull(book)[teams] * prior.team
            worst = max(worst, float(np.abs(book.mean[teams] - prior.mean - total).max(initial=0.0)))
    return Invariant(
        "exact_sum",
        worst < EXACT,
        f"{worst:.1e}",
        f"Of {n:,} estimates every one is the sum of its reasons (largest error {worst:.0e}).",
    )


def own_volume(world: World, as_of_us: int) -> Invariant:
    """One more ask of ours that nobody answers, to each of many pairs, raises no estimate."""
    columns = world.by_factor["trust"].columns(world.weights)
    pair = np.unique(columns.buyer * (1 << 31) + columns.seller)
    pair = pair[:: max(1, -(-len(pair) // MOST_PAIRS))]
    code = columns.channels.index("answers_ask") if "answers_ask" in columns.channels else 0
    n = len(pair)
    extra = Columns(
        columns.channels, pair >> 31, pair & ((1 << 31) - 1), np.full(n, code), np.zeros(n, dtype=np.int64),
        np.full(n, as_of_us - DAY), np.full(n, world.weights.channel(columns.channels[code]).intercept), np.ones(n),
    )  # fmt: skip
    rise = -1.0
    for part in _parts(columns):
        before = _fit(part, as_of_us, world)
        those = slice(*np.searchsorted(extra.buyer, (part.buyer[0], part.buyer[-1] + 1)))
        after = _fit(_stacked(part, extra.take(those)), as_of_us, world)
        rises = (after.mean - before.mean, after.pair_mean - before.pair_mean)
        rise = max(rise, *(float(r.max(initial=-1.0)) for r in rises))
    says = (
        f"An unanswered mail more to each of {n:,} pairs raised nobody."
        if rise <= EXACT
        else "An unanswered mail of ours raised somebody."
    )
    return Invariant("own_volume", rise <= EXACT, f"{max(rise, 0.0):.1e}", says)


def any_order(world: World, as_of_us: int) -> Invariant:
    """The order in which mail came in does not matter."""
    rng, worst = np.random.default_rng(1), 0.0
    for part in _parts(world.by_factor["trust"].columns(world.weights)):
        mixed = part.take(rng.permutation(len(part)))
        worst = max(worst, float(np.abs(_fit(part, as_of_us, world).mean - _fit(mixed, as_of_us, world).mean).max(initial=0.0)))
    return Invariant(
        "any_order", worst < EXACT, f"{worst:.1e}", f"Read in another order, estimates are the same (to {worst:.0e})."
    )


def no_look_ahead(world: World) -> Invariant:
    """Nothing that was known later enters: with all of it taken away, every state at the first cut is the same."""
    facts, cut = world.by_factor["trust"], world.split_us
    pair = np.unique(facts.b * world.mail.people + facts.s)
    b, s = pair // world.mail.people, pair % world.mail.people
    asked = Moments(b, s, np.full(len(b), cut))
    whole = standing(facts, asked, world.weights)
    known = standing(facts.where(facts.known_us < cut), asked, world.weights)
    worst = float(np.abs(whole.mean - known.mean).max(initial=0.0))
    later = int((facts.known_us >= cut).sum())
    return Invariant(
        "no_look_ahead",
        worst == 0,
        f"{worst:.1e}",
        f"Without the {later:,} chances decided later, every state of that day is the same.",
    )


def backwards(world: World) -> Invariant | None:
    """Time reversal: read from the end to the beginning, the state must not tell much less; what leaks is only there forwards."""
    facts = world.by_factor["trust"]
    forth = _reply_auc(world, facts)
    turned = _reversed(world)
    back = _reply_auc(turned, turned.by_factor["trust"])
    if forth is None or back is None:
        return None
    fall = forth[0] - back[0]
    holds = fall <= LEAK or back[2] >= forth[1]
    told = [f"an AUC of {a:.2f} ({low:.2f} to {high:.2f})" for a, low, high, _ in (forth, back)]
    says = f"Forwards {told[0]}, backwards {told[1]}{'' if holds else ': something may look ahead'}."
    return Invariant("time_reversal", holds, f"{fall:+.3f}", says, round(forth[1] - back[2], 4), round(forth[2] - back[1], 4))


SLACK = 0.02
"""What rapport may add to trust's own target before it is called a second trust."""
LEAK = 0.05
"""How much less a state may tell backwards before it is called a leak."""


def alike(world: World, as_of_us: int) -> Invariant | None:
    """Trust and rapport are two things: the correlation of their estimates stays below .7, and is not made by the count.

    Whoever answers more writes more mails without a warm word, and each lowers rapport: a correlation surely below nothing says how the
    two are counted, and does not hold that they are two.
    """
    trust: dict[int, float] = {}
    rapport: dict[int, float] = {}
    for part in _parts(world.facts.columns(world.weights)):
        book = _fit(part, as_of_us, world)
        for i, of in ((0, trust), (2, rapport)):
            of |= {int(b): float(m) for b, m, f in zip(book.buyer, book.mean, book.factor, strict=True) if f == i}
    both = sorted(trust.keys() & rapport.keys())
    x, y = np.array([trust[b] for b in both]), np.array([rapport[b] for b in both])
    if len(both) < 20 or not x.std() or not y.std():
        return None
    value = float(np.corrcoef(x, y)[0, 1])
    reach = 1.96 / np.sqrt(max(len(both) - 3, 1))  # Fisher's z
    low, high = (float(np.tanh(np.arctanh(value) + sign * reach)) for sign in (-1, 1))
    holds, so = told_apart(value, high)
    says = f"Trust and rapport of {len(both):,} buyers correlate by {value:.2f} ({low:.2f} to {high:.2f}): {so}."
    return Invariant("trust_is_not_rapport", holds, f"{value:.2f}", says, round(low, 4), round(high, 4))


def told_apart(value: float, high: float) -> tuple[bool, str]:
    """Whether a correlation (-1 to 1), whose interval ends at `high`, shows two things, and what it shows in words."""
    if high < 0:
        return (
            False,
            "made by how they are counted (who answers more sends more mails without a warm word), so it shows neither",
        )
    return (True, "two things") if value < ALIKE else (False, "hardly two things; read the channels")


def discriminant(world: World) -> tuple[Invariant | None, ...]:
    """Three estimates, three meanings: value tells of the next step asked for beyond trust; of replies rapport tells nothing beyond it."""
    facts = world.facts
    taken: Invariant | None = None
    if "asks_next_step" in facts.channels:
        code = facts.channels.index("asks_next_step")
        rows = np.flatnonzero((facts.channel == code) & (facts.opened_us >= world.split_us))
        rows = rows[:: max(1, -(-len(rows) // MOST_ROWS))]
        blind = world.by_factor["value"]
        blind = blind.where(blind.channel != blind.channels.index("asks_next_step"))
        taken = _beside(world, facts.b[rows], facts.s[rows], facts.opened_us[rows], facts.outcome[rows], blind, "value")
    asks = world.asks
    rows = np.flatnonzero(asks.us >= world.split_us)
    rows = rows[:: max(1, -(-len(rows) // MOST_ROWS))]
    replies = _beside(
        world, asks.b[rows], asks.s[rows], asks.us[rows], asks.answered[rows], world.by_factor["rapport"], "rapport"
    )
    return taken, replies


def _beside(world: World, b: Ints, s: Ints, us: Ints, y: Ints, facts: Facts, factor: Factor) -> Invariant | None:
    """What one estimate adds to trust, in AUC on the later half of the rows, both weighed by the earlier half."""
    happened = y.astype(np.float64)
    if not measurable(happened, b) or not len(facts) or min(happened.sum(), len(y) - happened.sum()) < LEAST_OF_EACH:
        return None
    order = np.argsort(us, kind="stable")
    b, s, us, happened = b[order], s[order], us[order], happened[order]
    trust = state_features(world.standing(b, s, us))
    other = standing(facts, Moments(b, s, us), world.weights, factor=factor)
    early = us + WINDOW < us[len(us) // 2]
    late = ~early & (us >= us[len(us) // 2])
    whole = readers.matrix(trust, {"other": other.mean, "other_sd": np.sqrt(other.var)})
    if len(np.unique(b[late])) < verdicts.NEEDED_PEOPLE // 2:  # as for every part of the rows
        return None
    p, q = (readers.logistic(x, happened, early, knots=0) for x in (whole, readers.matrix(trust)))
    found = gain(p[late], q[late], happened[late], b[late])
    if found is None:
        return None
    more, low, high = found
    told = f"{more:+.2f} AUC ({low:+.2f} to {high:+.2f}), {int(late.sum()):,} cases"
    if factor == "value":
        says = f"Value adds to trust, of whether a next step is asked for: {told}."
        return Invariant("value_beyond_trust", high > 0, f"{more:+.3f}", says, low, high)
    says = f"Rapport adds to trust, of whether asks are answered: {told}; it should add nothing."
    return Invariant("rapport_adds_nothing", low <= SLACK, f"{more:+.3f}", says, low, high)


LEAST_OF_EACH = 20


# --------------------------------------------------------------------------------------------------------- inside


def _parts(columns: Columns) -> Iterator[Columns]:
    """Trials sorted by buyer in parts of whole buyers: a fit of all of a large book at once takes hundreds of bytes for each."""
    first = np.flatnonzero(np.diff(columns.buyer, prepend=-1))
    starts = first[np.flatnonzero(np.diff(first // CHUNK, prepend=-1))]
    for start, end in zip(starts, np.append(starts, len(columns))[1:], strict=True):
        yield columns.take(slice(start, end))


def _fit(columns: Columns, as_of_us: int, world: World) -> Book:
    return fit_many(columns, as_of_us, world.weights)


def _team_pull(book: Book) -> Floats:
    """Σ pull of each team row."""
    team_of_row = np.repeat(book.pair_row, book.pair_size)
    return np.bincount(team_of_row, book.row_pull, minlength=len(book.mean)).astype(np.float64)


def _stacked(one: Columns, other: Columns) -> Columns:
    arrays = ("buyer", "seller", "channel", "outcome", "known_us", "offset", "strength")
    shown = np.concatenate([np.ones(len(c)) if c.shown is None else c.shown for c in (one, other)])
    return replace(Columns(one.channels, *(np.concatenate([getattr(one, k), getattr(other, k)]) for k in arrays)), shown=shown)


def _reply_auc(world: World, facts: Facts) -> tuple[float, float, float, int] | None:
    """(AUC, low, high, n) of the mean of the state alone, no circumstance beside it, over asks of the second half."""
    asks = late_asks(world)
    y = asks.answered.astype(np.float64)
    if not measurable(y, asks.b):
        return None
    state = standing(facts, Moments(asks.b, asks.s, asks.us), world.weights)
    found = measured(state.mean, y, asks.b, AUC)
    low, high = found["low"], found["high"]
    return float(str(found["auc"])), float(low["auc"]), float(high["auc"]), len(y)  # type: ignore[index]


def _reversed(world: World) -> World:
    """The same history with time running the other way: what was known last is known first."""
    turn = world.mail.start_us + world.mail.end_us
    facts, asks, mail = world.facts, world.asks, world.mail
    # A chance is known backwards when it opened; an ask is asked when its window closed.
    order = np.lexsort((turn - facts.opened_us, facts.b))
    back = replace(facts, known_us=turn - facts.opened_us, opened_us=turn - facts.known_us).where(order)
    us = turn - asks.known_us
    again = np.argsort(us, kind="stable")
    turned = replace(asks, us=us, back_us=np.where(asks.answered == 1, us + 1, us + 2 * WINDOW)).where(again)
    rows = np.argsort(turn - mail.us, kind="stable")
    mails = replace(mail, sender=mail.sender[rows], recipient=mail.recipient[rows], us=(turn - mail.us)[rows])
    return World.of(mails, turned, back, world.weights, world.split_us)
