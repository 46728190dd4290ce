"""The protocols: what is asked of whom at which moment, what then happened, and the chances that each reader gives.

Each returns `Answers`: the outcomes and buyers of the rows that open in [split, until), and the chances of every row (`state`,
`context`) and baseline. Readers are trained on rows whose whole window lay before the split; a state holds what was known before
its moment. Where a `World` says what its sources show, rows whose window is not shown are left out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY
from regard.relationships.calibration import randomised_pit
from regard.relationships.validity import features, readers
from regard.relationships.validity.events import Events
from regard.relationships.validity.features import Features
from regard.relationships.validity.mails import WINDOW, Mail, ask_context
from regard.relationships.validity.moments import Moments, Standing, standing
from regard.relationships.validity.world import Answers, World, joined

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
WEEK = 7 * DAY
QUIET = 3 * DAY
MONDAY = 4 * DAY
"""1970-01-05 was a Monday."""
STEP = 30 * DAY
TRAIN_STEP = 10 * DAY
PERSIST_HISTORY, PERSIST_TIMES = 75 * DAY, 3
LAST = 60 * DAY
INITIATE_HISTORY, INITIATE_WITHIN = 60 * DAY, 14 * DAY
LEAST_ASKS = 5
HALF_LIFE = 30.0
"""Days in which the recency of the market's score (mails both ways, times recency) halves."""
MOST_TRAINING = 20_000
SEED = 20100701


RowsAt = Callable[["World", int], tuple[Ints, Ints, Floats]]
"""The pairs (b, s) that are asked about at a cut, and what came of each."""


# -------------------------------------------------------------------------------------------------------- reply


def reply(world: World) -> Answers:
    """Is this ask answered within 3 days?"""
    asks, split = world.asks, world.split_us
    asks = asks.where(_thinned(world, asks.us))
    b, s, us = asks.b, asks.s, asks.us
    y = asks.answered.astype(np.float64)
    test, train = us >= split, us + WINDOW < split
    context = ask_context(world.mail, asks)
    offset = world.weights.offsets(context, "answers_ask", len(asks))
    around = {"recipients": np.log(asks.recipients)}
    return _read_chances(world, "answers_ask", b, s, us, y, test, train, offset, around)


def accepts(world: World) -> Answers:
    """Is this invitation accepted before the meeting begins?"""
    if "accepts_meeting" not in world.facts.channels:
        return joined([])
    facts = world.facts.where(world.facts.channel == world.facts.channels.index("accepts_meeting"))
    order = np.argsort(facts.opened_us, kind="stable")
    rows = order[_thinned(world, facts.opened_us[order])]
    b, s, us, known = facts.b[rows], facts.s[rows], facts.opened_us[rows], facts.known_us[rows]
    y = facts.outcome[rows].astype(np.float64)
    offset = world.weights.offsets({k: v[rows] for k, v in facts.context.items()}, "accepts_meeting", len(rows))
    return _read_chances(world, "accepts_meeting", b, s, us, y, us >= world.split_us, known < world.split_us, offset, {})


def _read_chances(
    world: World,
    channel: str,
    b: Ints,
    s: Ints,
    us: Ints,
    y: Floats,
    test: NDArray[np.bool_],
    train: NDArray[np.bool_],
    offset: Floats,
    also: Features,
) -> Answers:
    """Chances of one channel that open at `us`: *state* is the model's own probability, on a line of two numbers."""
    state = world.standing(b, s, us)
    alone = readers.integrated(
        offset, world.weights.channel(channel).w, state.mean, state.var + world.weights.factors["trust"].burst
    )
    alone = readers.lined_up(alone, y, train)
    counted = features.counts(world.history, b, s, us)
    rates = features.rates(world.history, b, s, us)
    around = features.circumstances(world.history, b, s, us) | features.calendar(us) | also
    standing_ = state_features(state) | {"logit": readers.log_odds(alone)}
    whole = readers.matrix(standing_, counted, rates, around, meeting(standing_["logit"], counted | rates | around))
    rows = {"state": alone, "context": readers.forest(whole, y, train, us)}
    parts = _parts(world, b, s, us, y, train, state, channel) if world.shows is not None else {}
    baselines = _baselines(world, y, train, counted, rates, whole)
    return _answers(world, b, s, us, y, test, rows, baselines, parts, state)


def _thinned(world: World, us: Ints) -> Ints:
    """Indices of the test rows and of evenly thinned training rows (time-sorted, at most `MOST_TRAINING`)."""
    train = np.flatnonzero((us >= world.burnt_in_us) & (us < world.split_us))
    test = np.flatnonzero((us >= world.split_us) & (us < world.until_us))
    return np.concatenate([_every(train, world.most_training or MOST_TRAINING), _every(test, world.most_tested)])


def _every(rows: Ints, most: int | None) -> Ints:
    """Every k-th row, so that there are `most` at most."""
    return rows if most is None else rows[:: max(1, -(-len(rows) // most))]


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


def _parts(
    world: World, b: Ints, s: Ints, us: Ints, y: Floats, train: NDArray[np.bool_], state: Standing, channel: str
) -> dict[str, Floats]:
    """What the state is made of, read without it: each channel's own share; what value and rapport add to trust; and what is
    left where the state never saw the channel that is foretold (else it may only have learned that repliers reply).
    """
    trust = state_features(state)
    others: Features = {}
    for factor in ("value", "rapport"):
        if len(world.by_factor[factor]):
            stands = world.standing(b, s, us, factor=factor)
            others |= {f"{factor}_mean": stands.mean, f"{factor}_sd": np.sqrt(stands.var)}
    channels = features.channel_rates(world.by_factor["trust"], world.mail.people, b, s, us)
    found = {"channels": readers.logistic(readers.matrix(channels), y, train, knots=0)}
    facts = world.by_factor["trust"]
    if channel in facts.channels:
        facts = facts.about(b)
        unseen = facts.where(facts.channel != facts.channels.index(channel))
        blind = standing(unseen, Moments(b, s, us), world.weights)
        found["others"] = readers.logistic(readers.matrix(state_features(blind)), y, train)
    if others:
        found["trust"] = readers.logistic(readers.matrix(trust), y, train)
        found["three"] = readers.logistic(readers.matrix(trust, others), y, train)
    return found


def _baselines(
    world: World, y: Floats, train: NDArray[np.bool_], counted: Features, rates: Features, whole: Floats
) -> dict[str, Floats]:
    """The simple rules beside ours, each fitted on the same training rows."""
    volume = np.expm1(counted["theirs_75"]) + np.expm1(counted["ours_75"])
    days = np.expm1(np.minimum(counted["theirs_last"], counted["ours_last"])) / 24
    market = np.log1p(volume * 0.5 ** (days / HALF_LIFE))
    return {
        "global_rate": np.full(len(y), (y[train].sum() + 1) / (train.sum() + 2)),
        "person_rate": readers.logistic(rates["person_rate"][:, None], y, train, knots=0),
        "volume": readers.logistic(np.log1p(volume)[:, None], y, train),
        "recency": readers.logistic(counted["theirs_last"][:, None], y, train),
        "recency_x_frequency": readers.logistic(market[:, None], y, train),
        "count_recency": readers.logistic(readers.matrix(counted), y, train, knots=0),
        "boosting": readers.boosting(whole, y, train, 200 if world.most_training is None else 100),
    }


def _answers(
    world: World,
    b: Ints,
    s: Ints,
    us: Ints,
    y: Floats,
    test: NDArray[np.bool_],
    rows: dict[str, Floats],
    baselines: dict[str, Floats],
    parts: dict[str, Floats],
    state: Standing,
) -> Answers:
    theirs, ours = b * world.mail.people + s, s * world.mail.people + b
    mails = world.history.pair.before(theirs, us) + world.history.pair.before(ours, us)

    def tested(named: dict[str, Floats]) -> dict[str, Floats]:
        return {k: v[test] for k, v in named.items()}

    cold = state.n_eff == 0
    region, language = (np.full(len(b), -1) if of is None else of[b] for of in (world.region, world.language))
    apart = {"region": region[test], "language": language[test]}
    return Answers(y[test], b[test], tested(rows), tested(baselines), tested(parts), cold[test], mails[test], **apart)


# ------------------------------------------------------------------------------------- persistence and initiation


def persistence(world: World) -> Answers:
    """Does b, who wrote to s at three or more times in 75 days, write again in the next 30?"""
    return _at_cuts(world, _persisting, STEP)


def lasting(world: World) -> Answers:
    """Does b, who wrote to s at three or more times in 75 days, write again in the next 60?"""
    return _at_cuts(world, lambda w, cut: _persisting(w, cut, LAST), LAST)


def introduction(world: World) -> Answers:
    """Does b, who wrote to s in the last 60 days, bring a colleague in within 60?"""
    if "introduces_colleague" not in world.facts.channels:
        return joined([])
    return _at_cuts(world, _introducing, LAST, "introduces_colleague")


def initiation(world: World) -> Answers:
    """Does b, asked by s in the last 60 days, write within 14 days with no mail of s in the 3 days before?"""
    return _at_cuts(world, _initiating, INITIATE_WITHIN, "starts_contact")


def _persisting(world: World, cut: int, within: int = STEP) -> tuple[Ints, Ints, Floats]:
    mail, n = world.mail, world.mail.people
    pair, times = np.unique(_pairs(mail, cut - PERSIST_HISTORY, cut), return_counts=True)
    pair = pair[times >= PERSIST_TIMES]
    return pair // n, pair % n, np.isin(pair, _pairs(mail, cut, cut + within)).astype(np.float64)


def _between(us: Ints, start: int, end: int) -> slice:
    """Where times in order lie in [start, end)."""
    return slice(*np.searchsorted(us, (start, end)).tolist())


def _pairs(mail: Mail, start: int, end: int) -> Ints:
    """Who wrote to whom in [start, end): sender · people + recipient of each mail."""
    at = _between(mail.us, start, end)
    return mail.sender[at] * mail.people + mail.recipient[at]


def _initiating(world: World, cut: int) -> tuple[Ints, Ints, Floats]:
    mail, asks, n = world.mail, world.asks, world.mail.people
    inside = _between(asks.us, cut - INITIATE_HISTORY, cut)
    pair = np.unique(asks.b[inside] * n + asks.s[inside])
    after = _between(mail.us, cut, cut + INITIATE_WITHIN)
    one, other, us = mail.sender[after], mail.recipient[after], mail.us[after]
    fresh = world.history.pair.before(other * n + one, us, us - QUIET) == 0
    return pair // n, pair % n, np.isin(pair, (one * n + other)[fresh]).astype(np.float64)


def _introducing(world: World, cut: int) -> tuple[Ints, Ints, Floats]:
    n = world.mail.people
    pair = np.unique(_pairs(world.mail, cut - LAST, cut))
    (met, since_us), (brought, brought_us) = _met(world), _brought(world)
    pair = pair[np.isin(pair, met[since_us < cut])]  # as known then: who has chances later is not yet told
    return pair // n, pair % n, np.isin(pair, brought[_between(brought_us, cut, cut + LAST)]).astype(np.float64)


def _met(world: World) -> tuple[Ints, Ints]:
    """Every pair with decided chances, and when the first of them was known."""
    if "met" not in world.made:
        facts = world.facts
        order = np.argsort(facts.known_us, kind="stable")
        pair, first = np.unique((facts.b * world.mail.people + facts.s)[order], return_index=True)
        world.made["met"] = pair, facts.known_us[order[first]]
    found: tuple[Ints, Ints] = world.made["met"]
    return found


def _brought(world: World) -> tuple[Ints, Ints]:
    """The pair of each colleague who was brought in, and when that was known, in order of time."""
    if "brought" not in world.made:
        facts = world.facts
        rows = np.flatnonzero((facts.channel == facts.channels.index("introduces_colleague")) & (facts.outcome == 1))
        rows = rows[np.argsort(facts.known_us[rows], kind="stable")]
        world.made["brought"] = facts.b[rows] * world.mail.people + facts.s[rows], facts.known_us[rows]
    found: tuple[Ints, Ints] = world.made["brought"]
    return found


def _at_cuts(world: World, rows_at: RowsAt, horizon: int, channel: str = "") -> Answers:
    """Rows at every 30-day cut after the split (or at the split alone), readers trained on cuts every 10 days whose horizon ends before it.

    `channel` is the one whose trials are what is foretold, if any.
    """
    first = world.mail.start_us + min(PERSIST_HISTORY, (world.split_us - world.mail.start_us) // 2)
    before = np.arange(world.split_us - horizon, first, -TRAIN_STEP)
    after = _cuts(world, world.mail.end_us - horizon)
    parts = [(int(cut), *_shown_at(world, int(cut), horizon, rows_at)) for cut in [*before[::-1], *after]]
    if not parts:
        return joined([])
    b, s, y = (np.concatenate([p[i] for p in parts]) for i in (1, 2, 3))
    us = np.concatenate([np.full(len(p[1]), p[0]) for p in parts])
    early, late = np.flatnonzero(us < world.split_us), np.flatnonzero(us >= world.split_us)
    keep = np.concatenate([_every(early, world.most_training), _every(late, world.most_tested)])
    b, s, y, us = b[keep], s[keep], y[keep], us[keep]
    test = us >= world.split_us
    whole_state = world.standing(b, s, us)
    state = steady_features(whole_state, world.standing(b, s, us, PERSIST_HISTORY))
    counted = features.counts(world.history, b, s, us)
    rates = features.rates(world.history, b, s, us, PERSIST_HISTORY)
    around = features.circumstances(world.history, b, s, us) | rhythm(world, b, s, us)
    whole = readers.matrix(state, counted, rates, around)
    rows = {
        "state": readers.additive(readers.matrix(state), y, ~test, us),
        "context": readers.forest(whole, y, ~test, us),
    }
    parts_ = _parts(world, b, s, us, y, ~test, whole_state, channel) if world.shows is not None else {}
    baselines = _baselines(world, y, ~test, counted, rates, whole)
    return _answers(world, b, s, us, y, test, rows, baselines, parts_, whole_state)


def _cuts(world: World, until_us: int) -> Ints:
    """The moments from the split on at which pairs are asked about, all before `until_us`."""
    found = np.arange(world.split_us, min(until_us, world.until_us), STEP)
    return found[:1] if world.once else found


def _shown_at(world: World, cut: int, horizon: int, rows_at: RowsAt) -> tuple[Ints, Ints, Floats]:
    """The rows of a cut whose whole window is shown, and the three quiet days before it."""
    b, s, y = rows_at(world, cut)
    shown = world.shown(s, cut - QUIET, cut + horizon)
    return b[shown], s[shown], y[shown]


RHYTHM = (14, 30, 75)
"""Days over which what b did is counted."""
MORE_WEEKS, OUR_WEEKS, MORE_MAILS = (21, 45, 110, 150), (14, 30, 75), (2, 14, 45)
"""Further days over which weeks with mail of theirs and of ours, and mails each way, are counted: a tie goes on as it long has."""


def rhythm(world: World, b: Ints, s: Ints, us: Ints) -> Features:
    """On how many days and in how many weeks b wrote to s lately and before, s to b, and how often b began."""
    days_, weeks, begun, person = _rhythms(world)
    n, mails = world.mail.people, world.history.pair
    pair, back = b * n + s, s * n + b
    spans = {
        f"{name}_{days}": (events, pair, days)
        for name, events in (("days", days_), ("weeks", weeks), ("begun", begun))
        for days in RHYTHM
    }
    spans |= {f"weeks_{days}": (weeks, pair, days) for days in MORE_WEEKS}
    spans |= {f"our_weeks_{days}": (weeks, back, days) for days in OUR_WEEKS}
    spans |= {f"{name}_{days}": (mails, of, days) for name, of in (("theirs", pair), ("ours", back)) for days in MORE_MAILS}
    out = {name: np.log1p(events.before(of, us, us - days * DAY)) for name, (events, of, days) in spans.items()}
    out["begun_last"] = features.since(begun.last(pair, us), us)
    out["b_begun_30"] = np.log1p(person.before(b, us, us - 30 * DAY))
    return out


def _rhythms(world: World) -> tuple[Events, Events, Events, Events]:
    """Of each pair the days and the weeks with mail, and the mails that began something; those of each person."""
    if "rhythms" not in world.made:
        mail, n = world.mail, world.mail.people
        wrote = mail.sender * n + mail.recipient
        days, weeks = (_firsts(wrote, mail.us, unit) for unit in (DAY, WEEK))
        fresh = world.history.pair.before(mail.recipient * n + mail.sender, mail.us, mail.us - QUIET) == 0
        begun, person = (Events.of(of[fresh], mail.us[fresh]) for of in (wrote, mail.sender))
        world.made["rhythms"] = days, weeks, begun, person
    found: tuple[Events, Events, Events, Events] = world.made["rhythms"]
    return found


def _firsts(group: Ints, us: Ints, unit: int) -> Events:
    """The first mail of each group in each stretch of time, when it was written: from the stretch's own beginning a moment within it would
    see what came later in it. `us` is in order.
    """
    _, code = np.unique(group, return_inverse=True)
    of = us // unit
    _, first = np.unique(
        code * (int(of.max(initial=0)) + 1 - int(of.min(initial=0))) + of - of.min(initial=0), return_index=True
    )
    return Events.of(group[first], us[first])


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
    burst = world.weights.factors["trust"].burst
    offset = world.weights.offsets(ask_context(world.mail, asks), "answers_ask", len(asks))
    pits: dict[str, list[float]] = {"state": [], "context": []}
    buyers: list[int] = []
    for cut in _cuts(world, world.mail.end_us - STEP + DAY).tolist():
        index = np.flatnonzero((asks.us >= cut) & (asks.us < cut + STEP))
        pair, code = np.unique((asks.b * n + asks.s)[index], return_inverse=True)
        before = asks.us < cut
        usual = float(offset[before].mean()) if before.any() else channel.intercept
        state = world.standing(pair // n, pair % n, np.full(len(pair), cut))
        order = np.argsort(code, kind="stable")
        for k, rows in enumerate(np.split(index[order], np.cumsum(np.bincount(code))[:-1])):
            if len(rows) < LEAST_ASKS:
                continue
            z = state.mean[k] + np.sqrt(state.var[k] + burst) * nodes
            hits, u = int(asks.answered[rows].sum()), float(rng.random())
            for name, o in (("state", np.full(len(rows), usual)), ("context", offset[rows])):
                chance = 1 / (1 + np.exp(-(o[None, :] + channel.w * z[:, None])))
                pits[name].append(randomised_pit(chance, weights, hits, u))
            buyers.append(int(pair[k] // n))
    rows_ = {name: np.array(v) for name, v in pits.items()}
    n_ = len(buyers)
    return Answers(
        np.ones(n_), np.array(buyers, dtype=np.int64), rows_, {}, {}, np.zeros(n_, dtype=bool), np.zeros(n_, dtype=np.int64)
    )


TASKS = {"reply": reply, "persistence": persistence, "initiation": initiation, "coverage": coverage}
"""What a graph of messages can tell."""
