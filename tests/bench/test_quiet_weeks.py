"""What buyers of quiet weeks are foretold from: their weeks, and no more asks than are kept, whatever became of them."""

from __future__ import annotations

import numpy as np
import pytest
from bench.quiet_weeks import ASK, SPLIT_US, WEEK, foretold, thinned
from bench.truth.evidence import world_of

from regard.model import DAY
from regard.relationships.validity.mails import NEVER, Asks, Mail
from regard.relationships.validity.world import World
from regard.relationships.weights import load

PEOPLE, DAYS = 12, 300


@pytest.fixture(scope="module")
def world() -> World:
    """Twelve colleagues who ask each other every fourth day, six of whom answer all and six nothing."""
    rng = np.random.default_rng(3)
    day = np.arange(-210, DAYS - 210, 4)
    s, b, us = (a.ravel() for a in np.meshgrid(np.arange(PEOPLE), np.arange(PEOPLE), SPLIT_US + day * DAY, indexing="ij"))
    apart = s != b
    s, b, us = s[apart], b[apart], us[apart] + rng.integers(0, DAY // 2, int(apart.sum()))
    order = np.lexsort((b, s, us))
    s, b, us = s[order], b[order], us[order]
    back = np.where(b % 2 == 0, us + DAY // 4, NEVER)
    answered = np.flatnonzero(b % 2 == 0)
    sender, recipient, when = (
        np.concatenate([s, b[answered]]),
        np.concatenate([b, s[answered]]),
        np.concatenate([us, back[answered]]),
    )
    order = np.argsort(when, kind="stable")
    mail = Mail(
        sender[order],
        recipient[order],
        when[order],
        np.ones(len(when), dtype=np.int64),
        PEOPLE,
        int(when.min()),
        int(when.max()),
    )
    asks = Asks(s, b, us, np.ones(len(us), dtype=np.int64), back)
    return world_of(mail, asks, load(), SPLIT_US)


def test_all_weeks_and_so_many_asks_of_each_pair_are_kept(world: World) -> None:
    """Every pair keeps its weeks and three asks of before the split, both kinds of outcome among them."""
    kept = thinned(world, 3)
    asks = kept.channel == ASK
    assert set(np.unique(kept.b[asks], return_counts=True)[1].tolist()) == {3}
    assert len(np.unique(kept.b[asks])) == PEOPLE * (PEOPLE - 1)
    assert int((kept.known_us[asks] >= SPLIT_US).sum()) == 0
    assert set(kept.outcome[asks].tolist()) == {0, 1}
    assert int((kept.channel == WEEK).sum()) == int((world.facts.channel == WEEK).sum())


def test_the_more_asks_are_kept_the_narrower_is_the_estimate(world: World) -> None:
    """An estimate from weeks alone is wider than one from ten asks beside them, and fewer are known by it."""
    few, many = (foretold(world, thinned(world, n), world.weights) for n in (0, 10))
    assert few.sd.mean() > many.sd.mean()
    assert few.known.mean() <= many.known.mean()
    assert len(few.pit) == len(many.pit) > 100
