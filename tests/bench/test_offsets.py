"""Circumstances measured singly: one that was planted is found, one that was not is not."""

from __future__ import annotations

import numpy as np
from bench.offsets import singly, without

from regard.model import DAY
from regard.relationships.validity.mails import WINDOW, Asks, Facts, Mail
from regard.relationships.validity.world import World
from regard.relationships.weights import Circumstances, load

START, DAYS, BUYERS = 20_000 * DAY, 240, 50


def world(seed: int) -> World:
    """Buyers asked forty times each, who answer less on holidays and whatever the weekday."""
    rng = np.random.default_rng(seed)
    b = np.repeat(np.arange(BUYERS), 40)
    us = np.sort(START + rng.integers(0, DAYS * DAY, len(b)))
    b = rng.permutation(b)
    one = np.ones(len(b), dtype=np.int64)
    holiday = (rng.random(len(b)) < 0.3).astype(np.int64)
    context = {"recipients": one, "weekday": us // DAY % 7, "hour": 12 * one, "holiday": holiday, "first_contact": 0 * one}
    y = (rng.random(len(b)) < 1 / (1 + np.exp(-(rng.normal(0, 1, BUYERS)[b] - 2.0 * holiday)))).astype(np.int64)
    asks = Asks(BUYERS * one, b, us, one, np.where(y == 1, us + DAY, us + 2 * WINDOW), context)
    order = np.lexsort((asks.known_us, b))
    facts = Facts(("answers_ask",), b, asks.s, 0 * one, y, asks.known_us, us, context, np.ones(len(b))).where(order)
    mail = Mail(asks.s, b, us, one, BUYERS + 1, START, START + DAYS * DAY)
    return World.of(mail, asks, facts, load(), START + DAYS * DAY * 2 // 3)


def test_what_was_planted_is_found_and_nothing_else() -> None:
    """Holidays, planted, raise the AUC beyond chance; weekdays, not planted, do not."""
    found = singly(world(3))
    value, low, _ = found["holiday"]["auc"]
    assert value > 0.03
    assert low > 0
    assert found["weekday"]["auc"][1] <= 0
    assert "kind of request" not in found


def test_without_takes_circumstances_alone_away() -> None:
    """Intercepts, loads and half-lives stay."""
    for name, channel in without(load()).channels.items():
        before = load().channels[name]
        assert channel.circumstances == Circumstances()
        assert (channel.intercept, channel.w, channel.half_life_days) == (before.intercept, before.w, before.half_life_days)
