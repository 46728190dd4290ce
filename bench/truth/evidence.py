"""The trials that a mail graph affords, by the metadata channels, as the columns that `regard.relationships.state` fits.

Everybody in the graph is a buyer toward everybody else: b is the one asked, s the one who asks. Channels:

- `answers_ask`: each ask, answered within 3 days or not.
- `answers_sooner`: each answer, sooner than the median of b's last 50 answers or not (from the sixth on).
- `starts_contact`: each week (from Monday) that follows contact of b and s within 60 days: does b write with no mail of s in
the 3 days before? Contact is a mail to at most five recipients.
"""

from __future__ import annotations

from collections import defaultdict, deque
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from bench.truth.messages import MOST_RECIPIENTS
from regard.model import DAY
from regard.relationships.validity.events import Events
from regard.relationships.validity.mails import Asks, Facts, Mail, ask_context
from regard.relationships.validity.protocols import MONDAY, QUIET, WEEK
from regard.relationships.validity.world import World
from regard.relationships.weights import Weights

CONTACT = 60 * DAY
NORM_AFTER, NORM_OF = 5, 50

CHANNELS = ("answers_ask", "answers_sooner", "starts_contact")
DEFAULTS = {"recipients": 1, "weekday": 0, "hour": 12, "first_contact": 0}
Ints = NDArray[np.int64]
Trials = tuple[Ints, Ints, Ints, Ints, Ints]
"""b, s, outcome, known_us, opened_us of one channel."""


def facts_of(mail: Mail, asks: Asks) -> Facts:
    """All trials of a graph."""
    parts = [_answers(asks), _sooner(asks), _starts(mail)]
    b, s, outcome, known, opened = (np.concatenate([p[i] for p in parts]) for i in range(5))
    channel = np.repeat(np.arange(len(parts)), [len(p[0]) for p in parts])
    asked = ask_context(mail, asks)
    rest = len(b) - len(asks)
    context = {k: np.concatenate([asked[k], np.full(rest, default)]) for k, default in DEFAULTS.items()}
    order = np.lexsort((known, b))
    context = {k: v[order] for k, v in context.items()}
    arrays = (b[order], s[order], channel[order], outcome[order], known[order], opened[order])
    return Facts(CHANNELS, *arrays, context, np.ones(len(b)))


def world_of(mail: Mail, asks: Asks, weights: Weights, split_us: int) -> World:
    """A graph with its trials, indexed for the protocols."""
    return World.of(mail, asks, facts_of(mail, asks), weights, split_us)


def _answers(asks: Asks) -> Trials:
    return asks.b, asks.s, asks.answered, asks.known_us, asks.us


def _sooner(asks: Asks) -> Trials:
    """Each answer against the median of b's answers before it, in the order in which they came."""
    answered = np.flatnonzero(asks.answered)
    answered = answered[np.argsort(asks.back_us[answered], kind="stable")]
    recent: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=NORM_OF))
    rows, outcome = [], []
    for i, b, took in zip(
        answered.tolist(), asks.b[answered].tolist(), (asks.back_us - asks.us)[answered].tolist(), strict=True
    ):
        past = recent[b]
        if len(past) >= NORM_AFTER:
            rows.append(i)
            outcome.append(took < median_low(past))
        past.append(took)
    index = np.array(rows, dtype=np.int64)
    return asks.b[index], asks.s[index], np.array(outcome, dtype=np.int64), asks.back_us[index], asks.us[index]


def _starts(mail: Mail) -> Trials:
    """One row a week and directed pair in contact."""
    people = mail.people
    wrote, heard = mail.sender * people + mail.recipient, mail.recipient * people + mail.sender
    few = mail.recipients <= MOST_RECIPIENTS
    contact = Events.of(wrote[few], mail.us[few])
    fresh = Events.of(heard, mail.us).before(wrote, mail.us, mail.us - QUIET) == 0
    starts = fresh & few
    week_of = (mail.us[starts] - MONDAY) // WEEK
    weeks = np.arange((mail.start_us - MONDAY) // WEEK + 1, (mail.end_us - MONDAY) // WEEK)
    pairs = contact.groups
    pair, week = np.repeat(pairs, len(weeks)), np.tile(weeks, len(pairs))
    opens = week * WEEK + MONDAY
    live = contact.before(pair, opens, opens - CONTACT) > 0
    pair, opens, week = pair[live], opens[live], week[live]
    horizon = 1 << 20
    begun = np.unique(wrote[starts] * horizon + week_of)
    first = np.full(len(begun), np.iinfo(np.int64).max)
    np.minimum.at(first, np.searchsorted(begun, wrote[starts] * horizon + week_of), mail.us[starts])
    at = np.searchsorted(begun, pair * horizon + week)
    at = np.minimum(at, len(begun) - 1)
    hit = begun[at] == pair * horizon + week
    return pair // people, pair % people, hit.astype(np.int64), np.where(hit, first[at], opens + WEEK), opens
