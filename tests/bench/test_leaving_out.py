"""Learning that leaves a channel's own past out finds loads again that were planted, and moves only what it may."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.leaving_out import log_loss, of_factor
from bench.simulation import START, drawn

from regard.model import DAY
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import Weights, load

END = START + 360 * DAY


def planted() -> Weights:
    """What ships, with other loads of two channels."""
    shipped = load()
    loads = {"answers_sooner": 0.6, "starts_contact": 0.9}
    return replace(shipped, channels={**shipped.channels, **{n: replace(shipped.channels[n], w=w) for n, w in loads.items()}})


@pytest.fixture(scope="module")
def facts() -> Facts:
    """A year of made-up buyers under the planted loads."""
    return drawn(np.random.default_rng(9), planted(), buyers=120, days=360, half=None).facts


def test_planted_loads_are_found(facts: Facts) -> None:
    """Loads come near to those planted, far from those that they started at, and foretell better."""
    found = of_factor(facts, load(), "trust", END, sample=300, moving=frozenset({"load"}))
    for name in ("answers_sooner", "starts_contact"):
        was, is_, wanted = (w.channels[name].w for w in (load(), found, planted()))
        assert abs(is_ - wanted) < 0.4 * abs(was - wanted), name
    before, after = (sum(v for v, _ in log_loss(facts, w, "trust", START, END, sample=300).values()) for w in (load(), found))
    assert after < before


def test_only_what_may_move_moves(facts: Facts) -> None:
    """The load that sets the scale and the numbers that are not named stay where they were."""
    found = of_factor(facts, load(), "trust", END, sample=100, moving=frozenset({"load"}))
    for name, channel in found.channels.items():
        assert replace(channel, w=load().channels[name].w) == load().channels[name]
    assert found.channels["answers_ask"].w == 1.0
    assert found.factors == load().factors
