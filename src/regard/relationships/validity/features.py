"""What is known about a pair at a moment apart from the state: counts, recency, circumstances. Nothing at or after the
moment enters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regard.model import DAY
from regard.relationships.validity.events import HOUR, Events
from regard.relationships.validity.mails import Asks, Facts, Mail

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Features = dict[str, Floats]
LONGEST = 365 * DAY
WINDOWS = (7, 30, 75)
"""Days of counting, the same at every moment: what trains a reader is measured as what it reads later."""


@dataclass(frozen=True, slots=True)
class History:
    """The mail and the decided asks of a graph, indexed for questions at any moment."""

    people: int
    pair: Events
    sent: Events
    received: Events
    asked: Events
    pair_decided: Events
    pair_answered: Events
    person_decided: Events
    person_answered: Events
    seller_decided: Events
    seller_answered: Events

    @classmethod
    def of(cls, mail: Mail, asks: Asks) -> History:
        """Index everything once."""
        n = mail.people
        done = asks.answered == 1
        known, pair = asks.known_us, asks.b * n + asks.s
        sendings = _once(mail.sender, mail.us)
        return cls(
            people=n,
            pair=Events.of(mail.sender * n + mail.recipient, mail.us),
            sent=Events.of(sendings[0], sendings[1]),
            received=Events.of(mail.recipient, mail.us),
            asked=Events.of(asks.s * n + asks.b, asks.us),
            pair_decided=Events.of(pair, known),
            pair_answered=Events.of(pair[done], known[done]),
            person_decided=Events.of(asks.b, known),
            person_answered=Events.of(asks.b[done], known[done]),
            seller_decided=Events.of(asks.s, known),
            seller_answered=Events.of(asks.s[done], known[done]),
        )


def _once(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Each two numbers that stand beside each other, once, in order."""
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    new = np.ones(len(one), dtype=bool)
    new[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return one[new], other[new]


def counts(h: History, b: Ints, s: Ints, us: Ints) -> Features:
    """Counts and recency, what most scores on the market are made of: mails each way in three windows, time since the last."""
    theirs, ours = b * h.people + s, s * h.people + b
    out = {}
    for days in WINDOWS:
        out[f"theirs_{days}"] = np.log1p(h.pair.before(theirs, us, us - days * DAY))
        out[f"ours_{days}"] = np.log1p(h.pair.before(ours, us, us - days * DAY))
    out["theirs_last"] = since(h.pair.last(theirs, us), us)
    out["ours_last"] = since(h.pair.last(ours, us), us)
    return out


def rates(h: History, b: Ints, s: Ints, us: Ints, history: int | None = None) -> Features:
    """Answered shares, shrunk to one half by two trials, as log-odds: of the pair, the person, and of what s asks anybody."""
    pair = b * h.people + s
    since = None if history is None else us - history
    return {
        "pair_rate": _log_odds(h.pair_answered.before(pair, us, since), h.pair_decided.before(pair, us, since)),
        "person_rate": _log_odds(h.person_answered.before(b, us, since), h.person_decided.before(b, us, since)),
        "seller_rate": _log_odds(h.seller_answered.before(s, us, since), h.seller_decided.before(s, us, since)),
    }


def channel_rates(facts: Facts, people: int, b: Ints, s: Ints, us: Ints) -> Features:
    """Each channel's own share of chances taken, of the pair and of the person, as log-odds: the state's raw material."""
    out: Features = {}
    facts = facts.about(b).in_full()
    for code in np.unique(facts.channel[facts.known_us < us.max(initial=0)]).tolist():  # of what comes later nothing enters
        name = facts.channels[code]
        own = facts.channel == code
        hit = own & (facts.outcome == 1)
        for scope, group, asked in (("person", facts.b, b), ("pair", facts.b * people + facts.s, b * people + s)):
            decided, taken = (Events.of(group[rows], facts.known_us[rows]) for rows in (own, hit))
            out[f"{scope}_{name}"] = _log_odds(taken.before(asked, us), decided.before(asked, us))
    return out or {"none": np.zeros(len(b))}


def circumstances(h: History, b: Ints, s: Ints, us: Ints) -> Features:
    """How busy and how present both are, and whose turn it is."""
    theirs, ours = b * h.people + s, s * h.people + b
    out = {
        "b_last": since(h.sent.last(b, us), us),
        "s_last": since(h.sent.last(s, us), us),
        "their_turn": (h.pair.last(theirs, us) < h.pair.last(ours, us)).astype(np.float64),
        "unanswered": np.log1p(h.pair.before(ours, us, h.pair.last(theirs, us))),
        "answering": since(h.pair.last(theirs, us), us) * (h.pair.last(theirs, us) > h.pair.last(ours, us)),
        "never": (h.pair.before(theirs, us) == 0).astype(np.float64),
        "s_asks_7": np.log1p(h.asked.before(ours, us, us - 7 * DAY)),
    }
    for days in (1, 7, 30):
        out[f"b_sent_{days}"] = np.log1p(h.sent.before(b, us, us - days * DAY))
        out[f"b_received_{days}"] = np.log1p(h.received.before(b, us, us - days * DAY))
    out["s_sent_7"] = np.log1p(h.sent.before(s, us, us - 7 * DAY))
    span = us - WINDOWS[-1] * DAY
    out["balance"] = np.log1p(h.pair.before(theirs, us, span)) - np.log1p(h.pair.before(ours, us, span))
    return out


def calendar(us: Ints) -> Features:
    """Weekday and hour of a moment."""
    weekday = (us // DAY + 3) % 7
    hour = us % DAY / HOUR
    out = {f"weekday_{d}": (weekday == d).astype(np.float64) for d in range(7)}
    return out | {"hour": hour, "evening": ((hour < 7) | (hour >= 19)).astype(np.float64)}


def since(last: Ints, us: Ints) -> Floats:
    """log(1 + hours) since `last`, a year at most."""
    gap = np.clip(us - last, 0, LONGEST)
    out: Floats = np.log1p(gap / HOUR)
    return out


def _log_odds(hits: Ints, of: Ints) -> Floats:
    out: Floats = np.log((hits + 1.0) / (of - hits + 1.0))
    return out
