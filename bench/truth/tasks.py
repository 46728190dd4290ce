"""The four protocols: what is asked of whom at which moment, what then happened, and the chances that each reader gives.

Each task returns `Answers`: the test rows' outcomes and buyers, and the chances of every row (`state`, `context`) and baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.truth import features, models
from bench.truth.events import Events
from bench.truth.evidence import CHANNELS, QUIET, Facts, ask_context, facts_of
from bench.truth.features import Features, History
from bench.truth.messages import DAY, WINDOW, Asks, Mail
from bench.truth.standing import Moments, Standing, standing
from regard.relationships.calibration import randomised_pit
from regard.relationships.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
STEP = 30 * DAY
TRAIN_STEP = 10 * DAY
PERSIST_HISTORY, PERSIST_TIMES = 75 * DAY, 3
INITIATE_HISTORY, INITIATE_WITHIN = 60 * DAY, 14 * DAY
LEAST_ASKS = 5
MOST_TRAINING = 20_000
SEED = 20100701


@dataclass(frozen=True, slots=True)
class World:
    """All that a protocol reads. Trials open before `split_us` may train readers; what happens after it is the test."""

    mail: Mail
    asks: Asks
    facts: Facts
    history: History
    weights: Weights
    split_us: int

    @classmethod
    def of(cls, mail: Mail, asks: Asks, weights: Weights, split_us: int) -> World:
        """Index a graph once for all protocols."""
        return cls(mail, asks, facts_of(mail, asks), History.of(mail, asks), weights, split_us)

    def before(self, end_us: int) -> World:
        """The world as it ended at `end_us`: no mail, ask or outcome after it."""
        m = self.mail
        keep = m.us < end_us
        mail = Mail(m.sender[keep], m.recipient[keep], m.us[keep], m.recipients[keep], m.people, m.start_us, end_us)
        asks = self.asks.where(self.asks.us + WINDOW < end_us)
        return World.of(mail, asks, self.weights, min(self.split_us, end_us))

    @property
    def burnt_in_us(self) -> int:
        """From when on rows may train: the first third of the training time only builds states."""
        return self.mail.start_us + (self.split_us - self.mail.start_us) // 3

    def standing(self, b: Ints, s: Ints, us: Ints, history: int | None = None) -> Standing:
        """States of b toward s just before each moment, from the evidence of the last `history` microseconds (default all)."""
        return standing(self.facts, Moments(b, s, us), self.weights, history)


@dataclass(frozen=True, slots=True)
class Answers:
    """Test rows: outcome, buyer, and chances by name."""

    y: Floats
    buyer: Ints
    rows: dict[str, Floats]
    baselines: dict[str, Floats]


def recentred(world: World) -> World:
    """The same world with the intercepts moved to this company's base rates, measured on trials known before the split.

    Strangers, standing ~ N(0, prior variance), then do as often as the base rate says. No other number of the weights moves.
    """
    weights = world.weights
    channels = dict(weights.channels)
    columns = world.facts.columns(weights)
    early = world.facts.known_us < world.split_us
    for code, name in enumerate(CHANNELS):
        rows = early & (columns.channel == code)
        if rows.sum() < 100:
            continue
        prior = weights.factors["trust"]
        spread = np.array([weights.channel(name).w ** 2 * prior.pair])
        shift = models.shift(columns.offset[rows], spread, float(columns.outcome[rows].mean()))
        channels[name] = replace(channels[name], intercept=channels[name].intercept + shift)
    return replace(world, weights=replace(weights, channels=channels))


# -------------------------------------------------------------------------------------------------------- reply


def reply(world: World) -> Answers:
    """Is this ask answered within 3 days?"""
    asks, split = world.asks, world.split_us
    asks = asks.where(_thinned(asks.us, world.burnt_in_us, split))
    b, s, us = asks.b, asks.s, asks.us
    y = asks.answered.astype(np.float64)
    test, train = us >= split, us + WINDOW < split
    state = world.standing(b, s, us)
    context = ask_context(world.mail, asks)
    offset = world.weights.offsets(context, "answers_ask", len(asks))
    alone = models.integrated(offset, world.weights.channel("answers_ask").w, state.mean, state.var)
    alone = models.lined_up(alone, y, train)
    counted = features.counts(world.history, b, s, us)
    rates = features.rates(world.history, b, s, us)
    around = features.circumstances(world.history, b, s, us) | features.calendar(us)
    around |= {"recipients": np.log(asks.recipients)}
    standing_ = state_features(state) | {"logit": models.log_odds(alone)}
    whole = models.matrix(standing_, counted, rates, around, meeting(standing_["logit"], counted | rates | around))
    rows = {"state": alone, "context": models.calibrated(whole, y, train, us)}
    return _answers(y, b, test, rows, _baselines(y, train, counted, rates, whole))


def _thinned(us: Ints, first_us: int, split_us: int) -> Ints:
    """Indices of all test rows and of evenly thinned training rows (time-sorted, at most `MOST_TRAINING`)."""
    train = np.flatnonzero((us >= first_us) & (us < split_us))
    return np.concatenate([train[:: max(1, -(-len(train) // MOST_TRAINING))], np.flatnonzero(us >= split_us)])


def state_features(state: Standing) -> Features:
    """The state as a reader takes it."""
    return {
        "mean": state.mean,
        "sd": np.sqrt(state.var),
        "velocity": state.fast - state.mean,
        "chances": np.log1p(state.n_eff),
        "team": state.team,
    }


def meeting(logit: Floats, others: Features) -> Features:
    """The state times what bends it: presence, whose turn it is, and how s is answered elsewhere."""
    names = ("b_last", "theirs_last", "ours_last", "unanswered", "answering", "seller_rate", "b_sent_1")
    return {f"logit_{name}": logit * others[name] for name in names}


def steady_features(whole: Standing, recent: Standing) -> Features:
    """The state where cuts differ in how much lies before them: certainty and amounts from the last 75 days only."""
    lately, ever = state_features(recent), state_features(whole)
    return (
        {k: ever[k] for k in ("mean", "velocity", "team")} | {k: lately[k] for k in ("sd", "chances")} | {"lately": recent.mean}
    )


def _baselines(y: Floats, train: NDArray[np.bool_], counted: Features, rates: Features, whole: Floats) -> dict[str, Floats]:
    """The simple rules beside ours, each fitted on the same training rows."""
    volume = np.expm1(counted["theirs_75"]) + np.expm1(counted["ours_75"])
    return {
        "global_rate": np.full(len(y), (y[train].sum() + 1) / (train.sum() + 2)),
        "person_rate": models.logistic(rates["person_rate"][:, None], y, train, knots=0),
        "volume": models.logistic(np.log1p(volume)[:, None], y, train),
        "recency": models.logistic(counted["theirs_last"][:, None], y, train),
        "count_recency": models.logistic(models.matrix(counted), y, train, knots=0),
        "boosting": models.boosting(whole, y, train),
    }


def _answers(y: Floats, b: Ints, test: NDArray[np.bool_], rows: dict[str, Floats], baselines: dict[str, Floats]) -> Answers:
    return Answers(y[test], b[test], {k: v[test] for k, v in rows.items()}, {k: v[test] for k, v in baselines.items()})


# ------------------------------------------------------------------------------------- persistence and initiation


def persistence(world: World) -> Answers:
    """Does b, who wrote to s at three or more times in 75 days, write again in the next 30?"""
    return _at_cuts(world, _persisting, STEP)


def initiation(world: World) -> Answers:
    """Does b, asked by s in the last 60 days, write within 14 days with no mail of s in the 3 days before?"""
    return _at_cuts(world, _initiating, INITIATE_WITHIN)


def _persisting(world: World, cut: int) -> tuple[Ints, Ints, Floats]:
    mail, n = world.mail, world.mail.people
    inside = (mail.us >= cut - PERSIST_HISTORY) & (mail.us < cut)
    pair, times = np.unique((mail.sender * n + mail.recipient)[inside], return_counts=True)
    pair = pair[times >= PERSIST_TIMES]
    after = (mail.us >= cut) & (mail.us < cut + STEP)
    return pair // n, pair % n, np.isin(pair, (mail.sender * n + mail.recipient)[after]).astype(np.float64)


def _initiating(world: World, cut: int) -> tuple[Ints, Ints, Floats]:
    mail, asks, n = world.mail, world.asks, world.mail.people
    inside = (asks.us >= cut - INITIATE_HISTORY) & (asks.us < cut)
    pair = np.unique((asks.b * n + asks.s)[inside])
    after = np.flatnonzero((mail.us >= cut) & (mail.us < cut + INITIATE_WITHIN))
    one, other, us = mail.sender[after], mail.recipient[after], mail.us[after]
    fresh = world.history.pair.before(other * n + one, us, us - QUIET) == 0
    return pair // n, pair % n, np.isin(pair, (one * n + other)[fresh]).astype(np.float64)


def _at_cuts(world: World, rows_at: Any, horizon: int) -> Answers:
    """Rows at every 30-day cut after the split, readers trained on cuts every 10 days whose horizon ends before it."""
    first = world.mail.start_us + min(PERSIST_HISTORY, (world.split_us - world.mail.start_us) // 2)
    before = np.arange(world.split_us - horizon, first, -TRAIN_STEP)
    after = np.arange(world.split_us, world.mail.end_us - horizon, STEP)
    parts = [(int(cut), *rows_at(world, int(cut))) for cut in [*before[::-1], *after]]
    b, s, y = (np.concatenate([p[i] for p in parts]) for i in (1, 2, 3))
    us = np.concatenate([np.full(len(p[1]), p[0]) for p in parts])
    test = us >= world.split_us
    state = steady_features(world.standing(b, s, us), world.standing(b, s, us, PERSIST_HISTORY))
    counted = features.counts(world.history, b, s, us)
    rates = features.rates(world.history, b, s, us, PERSIST_HISTORY)
    around = features.circumstances(world.history, b, s, us) | rhythm(world, b, s, us)
    whole = models.matrix(state, counted, rates, around)
    rows = {
        "state": models.calibrated(models.matrix(state), y, ~test, us),
        "context": models.calibrated(whole, y, ~test, us),
    }
    return _answers(y, b, test, rows, _baselines(y, ~test, counted, rates, whole))


def rhythm(world: World, b: Ints, s: Ints, us: Ints) -> Features:
    """On how many days and in how many weeks b wrote to s lately, and how often b began."""
    mail, n = world.mail, world.mail.people
    pair, wrote = b * n + s, mail.sender * n + mail.recipient
    out = {}
    for name, unit in (("days", DAY), ("weeks", 7 * DAY)):
        once = np.unique(np.stack([wrote, mail.us // unit * unit]), axis=1)
        events = Events.of(once[0], once[1])
        for days in (14, 30, 75):
            out[f"{name}_{days}"] = np.log1p(events.before(pair, us, us - days * DAY))
    fresh = world.history.pair.before(mail.recipient * n + mail.sender, mail.us, mail.us - QUIET) == 0
    begun = Events.of(wrote[fresh], mail.us[fresh])
    person = Events.of(mail.sender[fresh], mail.us[fresh])
    for days in (14, 30, 75):
        out[f"begun_{days}"] = np.log1p(begun.before(pair, us, us - days * DAY))
    out["begun_last"] = features.since(begun.last(pair, us), us)
    out["b_begun_30"] = np.log1p(person.before(b, us, us - 30 * DAY))
    return out


# ----------------------------------------------------------------------------------------------------- coverage


def coverage(world: World) -> Answers:
    """Where does the count of answers in the next 30 days fall within what the interval foresaw? Chances are randomised
    PITs.
    """
    rng = np.random.default_rng(SEED)
    asks, n = world.asks, world.mail.people
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    weights = weights / weights.sum()
    channel = world.weights.channel("answers_ask")
    offset = world.weights.offsets(ask_context(world.mail, asks), "answers_ask", len(asks))
    pits: dict[str, list[float]] = {"state": [], "context": []}
    buyers: list[int] = []
    for cut in range(world.split_us, world.mail.end_us - STEP + DAY, STEP):
        index = np.flatnonzero((asks.us >= cut) & (asks.us < cut + STEP))
        pair, code = np.unique((asks.b * n + asks.s)[index], return_inverse=True)
        state = world.standing(pair // n, pair % n, np.full(len(pair), cut))
        order = np.argsort(code, kind="stable")
        for k, rows in enumerate(np.split(index[order], np.cumsum(np.bincount(code))[:-1])):
            if len(rows) < LEAST_ASKS:
                continue
            z = state.mean[k] + np.sqrt(state.var[k]) * nodes
            hits, u = int(asks.answered[rows].sum()), float(rng.random())
            for name, o in (("state", np.full(len(rows), offset.mean())), ("context", offset[rows])):
                chance = 1 / (1 + np.exp(-(o[None, :] + channel.w * z[:, None])))
                pits[name].append(randomised_pit(chance, weights, hits, u))
            buyers.append(int(pair[k] // n))
    rows_ = {name: np.array(v) for name, v in pits.items()}
    return Answers(np.ones(len(buyers)), np.array(buyers, dtype=np.int64), rows_, {})


TASKS = {"reply": reply, "persistence": persistence, "initiation": initiation, "coverage": coverage}
