"""Learning by gradient: planted numbers are approached, nothing later is read, what nothing speaks for stays, and repeats agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.simulation import START, drawn

from regard.model import DAY
from regard.relationships.learning import refined
from regard.relationships.validity.mails import Facts
from regard.relationships.weights import Weights, load

END = START + 360 * DAY
SINCE = START + 120 * DAY


@pytest.fixture(scope="module")
def facts() -> Facts:
    """A year of buyers whose first contacts tell twice of what ships."""
    shipped = load()
    contact = replace(shipped.channels["starts_contact"], w=0.9)
    planted = replace(shipped, channels={**shipped.channels, "starts_contact": contact})
    return drawn(np.random.default_rng(4), planted, buyers=120, days=360, half=365).facts


@pytest.fixture(scope="module")
def found(facts: Facts) -> Weights:
    """What is learned from it, held loosely."""
    return refined(facts, load(), END, hold=0.5, since_us=SINCE, sample=250)


def test_a_planted_load_is_approached(found: Weights) -> None:
    """The load of a channel that tells more than ships goes at least halfway there; the one that sets the scale stays."""
    assert found.channels["starts_contact"].w > (load().channels["starts_contact"].w + 0.9) / 2
    assert found.channels["answers_ask"].w == load().channels["answers_ask"].w


def test_only_loads_and_half_lives_move(found: Weights) -> None:
    """Spread, intercepts, circumstances, tempering and channels without trials are as they were."""
    shipped = load()
    assert found.factors == shipped.factors
    for name, channel in found.channels.items():
        before = shipped.channels[name]
        assert replace(channel, w=before.w, half_life_days=before.half_life_days) == before
        if name not in ("answers_ask", "answers_sooner", "starts_contact"):
            assert channel == before


def test_nothing_decided_later_is_read(facts: Facts) -> None:
    """Turn round every outcome decided after the moment: what is learned is the same to the bit."""
    until = START + 240 * DAY
    turned = replace(facts, outcome=np.where(facts.known_us >= until, 1 - facts.outcome, facts.outcome))
    once, again = (refined(f, load(), until, hold=0.5, since_us=SINCE, sample=80) for f in (facts, turned))
    assert once == again


def test_held_tightly_nothing_moves(facts: Facts) -> None:
    """The hold is what keeps a number: with next to none of it allowed, weights stay within a hundredth."""
    tight = refined(facts, load(), END, hold=1e-4, since_us=SINCE, sample=80)
    for name, channel in tight.channels.items():
        assert channel.w == pytest.approx(load().channels[name].w, rel=0.01)
