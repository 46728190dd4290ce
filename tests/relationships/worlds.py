"""Made-up trials for the tests of the state: small builders, hypothesis strategies, and a world drawn from the model itself."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from hypothesis import strategies as st

from regard.model import DAY, Context, Factor, Outcome, Trial
from regard.relationships.weights import Weights, load

NOW = 20_000 * DAY
WEIGHTS = load()
CHANNELS = tuple(WEIGHTS.channels)
SELLERS = ("p_anna", "p_bram", "p_cleo")


def trial(
    number: int,
    happened: bool,
    channel: str = "answers_ask",
    seller: str = "p_anna",
    age_days: float = 0.0,
    q: float = 1.0,
    context: Context | None = None,
    outcome: Outcome | None = None,
    shown: float = 1.0,
) -> Trial:
    """One decided trial of buyer p_buyer, known `age_days` before NOW; `shown` is the chance that it would have been seen."""
    known = NOW - int(age_days * DAY)
    factor: Factor = WEIGHTS.channel(channel).factor
    return Trial(
        id=f"e_{number}", channel=channel, channel_version=1, detector_version=1, factor=factor, buyer="p_buyer", buyer_h="h_buyer",
        seller=seller, seller_h=f"h_{seller}", opener_id=f"m_{number}", opened_us=known - DAY, closes_us=known,
        outcome=outcome or ("1" if happened else "0"), known_us=known, q=q, thread_id=f"t_{number}", context=context or Context(),
        shown=shown,
    )  # fmt: skip


contexts = st.builds(
    Context,
    kind=st.sampled_from(("", "request", "question", "closing", "statement")),
    recipients=st.integers(1, 60),
    weekday=st.integers(0, 6),
    holiday=st.booleans(),
    load=st.integers(0, 50),
    first_contact=st.booleans(),
    hour=st.integers(0, 23),
    expects=st.floats(-3, 2).map(lambda v: round(v, 2)),
)


def trials(
    *, least: int = 0, most: int = 40, channels: tuple[str, ...] = CHANNELS, sellers: tuple[str, ...] = SELLERS
) -> st.SearchStrategy[list[Trial]]:
    """Lists of decided trials of one buyer, with distinct ids."""
    one = st.builds(
        trial,
        number=st.just(0),
        happened=st.booleans(),
        channel=st.sampled_from(channels),
        seller=st.sampled_from(sellers),
        age_days=st.floats(0, 900),
        q=st.floats(0.05, 1.0),
        context=contexts,
        shown=st.sampled_from((1.0, 1.0, 0.15, 0.3, 0.5, 0.95)),
    )
    return st.lists(one, min_size=least, max_size=most).map(lambda ts: [replace(t, id=f"e_{i}") for i, t in enumerate(ts)])


def chance(logit: float) -> float:
    """The probability of a log-odds."""
    return 1 / (1 + math.exp(-logit))


def drawn_buyer(rng: random.Random, weights: Weights, asks: int, seller: str = "p_anna") -> tuple[float, list[Trial]]:
    """A buyer drawn from the model: standing toward one seller, and fresh asks answered as it says."""
    prior = weights.factors["trust"]
    x = rng.gauss(0, prior.tau_b) + rng.gauss(0, prior.tau_u)
    made = []
    for i in range(asks):
        context = Context(weekday=rng.randrange(5), recipients=rng.randrange(1, 4))
        p = chance(weights.offset(context, "answers_ask") + x)
        made.append(trial(i, rng.random() < p, seller=seller, age_days=rng.random(), context=context))
    return x, made
