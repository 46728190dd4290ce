"""The product's own record: chances written down while a window is open, and scored when it has closed.

At most once a day, for what is open and not yet foretold: asks, invitations, weeks in which a buyer may write of their own
accord or bring a colleague in. What is open still is likelier to stay so: most answers come within hours. So each chance is
that of happening in what is left of its window, given that it has not happened yet. A row is never changed but for its outcome,
once. Reads trial, person, handle, message; reads and writes prediction (records).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from regard.flow.stored_trials import as_columns, decided
from regard.ids import digest
from regard.model import DAY, Context
from regard.relationships.weights import Weights
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us

TARGETS = ("answers_ask", "starts_contact", "introduces_colleague", "accepts_meeting")
"""The channels of trust that have a window: each open chance of theirs is foretold."""
MOST = 1_000
"""Predictions of one kind written down in one day at most: the newest."""
LATELY = 5_000
"""So many of a kind's latest outcomes tell how soon it happens where it does."""
OWN = 20.0
"""How many outcomes of everybody's speak beside a buyer's own."""
Z80 = 1.2815515655446004

AT_THE_START = "accepts_meeting"
"""The channel whose trials are decided at an hour of ours, however soon they were answered."""
_SETTLED = f"""SELECT t.id FROM trial t JOIN message m ON m.id = t.opener_id JOIN attendance a ON a.message = m.n
    JOIN handle h ON h.id = t.buyer_h JOIN handle o ON o.n = a.handle AND (o.n = h.n OR o.person = h.person)
    WHERE t.channel = '{AT_THE_START}' AND t.outcome = 'open' AND a.answer <> '' AND a.known_us <= ?"""
"""Open trials of invitations that the buyer has answered, from any address of theirs."""
_BECAME = """SELECT id, CASE WHEN shown < 1 AND outcome <> 'open' THEN 'censored' ELSE outcome END, known_us FROM trial
    WHERE channel = '{channel}' AND buyer IN ({{}})"""
"""What became of the trials of one channel: where an answer may be missing it cannot be told."""


def settle_predictions(records: Records, live: Live, weights: Callable[[], Weights]) -> tuple[int, int]:
    """Score what has closed, and, once a day, write down what is open: (written, scored)."""
    now = now_us()
    scored = _score(records, live, now)
    if not _due(records, now):
        return 0, scored
    return _write(records, live, weights, now), scored


def kept_predictions(records: Records, as_of_us: int) -> list[Any]:
    """Those made by then, in order."""
    return [row for row in records.predictions() if row.made_us <= as_of_us]


def _due(records: Records, now: int) -> bool:
    last = records.last_prediction_us()
    return last is None or now // DAY > last // DAY


def _score(records: Records, live: Live, now: int) -> int:
    """Give every closed prediction its outcome: what became of the ask, or that it cannot be told any more."""
    waiting = {row.trial_id: row for row in records.predictions(open_only=True)}
    if not waiting:
        return 0
    outcomes: dict[str, tuple[str, int]] = {}
    people = live.rows_in("SELECT DISTINCT person FROM handle WHERE id IN ({})", sorted({r.buyer_h for r in waiting.values()}))
    of = sorted({p[0] for p in people if p[0]})
    found = [row for target in TARGETS for row in live.rows_in(_BECAME.format(channel=target), of)]
    there = {trial: (outcome, known) for trial, outcome, known in found if trial in waiting}
    for trial, row in waiting.items():
        outcome, known = there.get(trial, ("gone", now))
        if outcome in {"0", "1", "censored"} and known <= now:
            outcomes[row.id] = (outcome, max(known, row.made_us))
        elif outcome == "gone":
            outcomes[row.id] = ("gone", now)
    if outcomes:
        with records.plainly() as c:
            records.score_predictions(c, outcomes)
    return len(outcomes)


def _write(records: Records, live: Live, wanted: Callable[[], Weights], now: int) -> int:
    """Write down the chance of all that is open and was not foretold yet."""
    rows = [
        (target, *row)
        for target in TARGETS
        for row in live.rows(
            "SELECT id, buyer, buyer_h, seller, kind, recipients, weekday, holiday, load, role, first_contact, hour, expects, opened_us "
            "FROM trial WHERE channel = ? AND outcome = 'open' AND opened_us <= ? AND closes_us > ? AND temper > 0 AND shown = 1 "
            "ORDER BY opened_us DESC, id LIMIT ?",
            target, now, now, MOST,
        )
    ]  # fmt: skip
    if rows:
        told = records.predicted([r[1] for r in rows])
        told |= {trial for (trial,) in live.rows(_SETTLED, now)}
        rows = [r for r in rows if r[1] not in told]
    if not rows:
        return 0
    weights = wanted()
    stands = _standings(live, weights, now, sorted({r[2] for r in rows}))
    prior = weights.factors["trust"]
    soon = {target: Soon(live, target) for target in {r[0] for r in rows}}
    (newest,) = live.rows("SELECT max(us) FROM message WHERE us <= ? AND basis = 'observed'", now)[0]
    made = []
    for (
        target,
        trial,
        buyer,
        buyer_h,
        seller,
        kind,
        recipients,
        weekday,
        holiday,
        load,
        role,
        first,
        hour,
        expects,
        opened,
    ) in rows:
        mean, var = stands.get((buyer, seller)) or stands.get((buyer, "")) or (prior.mean, prior.pair)
        context = Context(kind, recipients, weekday, bool(holiday), load, role, bool(first), hour, expects)
        open_to = weights.wanted(context, target)
        chances = _chance(weights.offset(context, target), weights.channel(target).w, mean, var + prior.burst)
        whole = [open_to * chance for chance in chances]
        gone = soon[target].share(buyer, min(now, newest or now) - opened)
        p, low, high = (still(chance, gone) for chance in whole)
        key = digest("f", records.key, target, trial, weights.version)
        made.append(
            {"id": key, "made_us": now, "model": weights.version, "target": target, "trial_id": trial, "buyer_h": buyer_h, "p": p,
             "low": low, "high": high}
        )  # fmt: skip
    with records.plainly() as c:
        records.put_predictions(c, made)
    return len(made)


class Soon:
    """How soon something of one channel happens where it does happen: by everybody's latest outcomes, and a buyer's own beside them."""

    def __init__(self, live: Live, channel: str) -> None:
        self._all: list[int] = []
        self._own: dict[str, list[int]] = {}
        took = "latency_us" if channel == AT_THE_START else "known_us - opened_us"
        rows = live.rows(
            f"SELECT buyer, {took} FROM trial WHERE channel = ? AND outcome = '1' AND temper > 0 AND {took} IS NOT NULL "
            "ORDER BY opened_us DESC, id LIMIT ?",
            channel, LATELY,
        )  # fmt: skip
        for buyer, after in sorted(rows, key=lambda r: r[1]):
            self._all.append(after)
            self._own.setdefault(buyer, []).append(after)

    def share(self, buyer: str, us: int) -> float:
        """The share of this buyer's outcomes that come within so many microseconds of the opening; 0 where none was ever seen,
        and never all of them: the next may take longer than any before.
        """
        if not self._all:
            return 0.0
        own = self._own.get(buyer, [])
        everybody = bisect_right(self._all, us) / (len(self._all) + 1)
        return (bisect_right(own, us) + OWN * everybody) / (len(own) + OWN)


def still(chance: float, gone: float) -> float:
    """The chance that something happens yet which has not happened though a share `gone` of such things would have (0 to 1 both).

    P(later | not yet) = p (1 - F) / (1 - p F), F the share of what happens that happens sooner.
    """
    return chance * (1 - gone) / (1 - chance * gone) if chance * gone < 1 else 0.0


def _standings(live: Live, weights: Weights, now: int, buyers: list[str]) -> dict[tuple[str, str], tuple[float, float]]:
    """(buyer, seller or "" for anybody) -> mean and variance of trust toward that seller."""
    rows = list(decided(live, now, buyers))
    if not rows:
        return {}
    from regard.relationships.state import fit_many

    names, sellers, columns = as_columns(rows, weights)
    book = fit_many(columns, now, weights)
    out: dict[tuple[str, str], tuple[float, float]] = {}
    other = weights.factors["trust"].tau_u ** 2
    for i in range(len(book.buyer)):
        if book.factor[i] == 0:
            out[names[int(book.buyer[i])], ""] = float(book.mean[i]), float(book.sd[i]) ** 2 + other
    for i, row in enumerate(book.pair_row.tolist()):
        if book.factor[row] == 0:
            pair = names[int(book.buyer[row])], sellers[int(book.pair_seller[i])]
            out[pair] = float(book.pair_mean[i]), float(book.pair_sd[i]) ** 2
    return out


def _chance(offset: float, w: float, mean: float, var: float) -> tuple[float, float, float]:
    """P(y = 1) with standing ~ N(mean, var) integrated out, and at the ends of its 80 % interval."""
    from math import exp, pi, sqrt

    def sigmoid(x: float) -> float:
        return 1 / (1 + exp(-max(-50.0, min(50.0, x))))

    middle = sigmoid((offset + w * mean) / sqrt(1 + pi * w * w * var / 8))
    low, high = (sigmoid(offset + w * (mean + sign * Z80 * sqrt(var))) for sign in (-1, 1))
    return middle, min(low, middle), max(high, middle)
