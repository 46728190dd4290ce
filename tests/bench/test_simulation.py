"""The simulation study, small: planted standings are covered, planted changes found, and nothing is drawn differently twice."""

from __future__ import annotations

import numpy as np
from bench.simulation import START, changes, drawn, walk

from regard.model import DAY
from regard.relationships.known import Z80
from regard.relationships.state import fit_many
from regard.relationships.weights import load


def test_a_wandering_standing_keeps_its_spread_and_forgets_at_the_said_pace():
    """On every day as wide as on the first; after its half-life half of the correlation is left."""
    path = walk(np.random.default_rng(0), 2.0, 4000, 366, 365)
    assert abs(path[:, 0].std() - 2) < 0.1
    assert abs(path[:, -1].std() - 2) < 0.1
    assert abs(np.corrcoef(path[:, 0], path[:, -1])[0, 1] - 0.5) < 0.05


def test_intervals_without_process_noise_hold_four_fifths_of_standings_that_never_move():
    """The fit is calibrated where its own assumptions hold: what process noise adds is for standings that move."""
    weights = load()
    world = drawn(np.random.default_rng(5), weights, buyers=400, days=360, half=None)
    book = fit_many(world.facts.columns(weights), START + 360 * DAY, weights)
    prior = weights.factors["trust"].team
    bare = (book.sd**2 - weights.factors["trust"].drift * prior) / (1 - weights.factors["trust"].drift)
    inside = np.abs(book.mean - world.true[book.buyer, -1]) <= Z80 * np.sqrt(bare)
    assert 0.74 < inside.mean() < 0.86


def test_planted_changes_are_found_and_few_alarms_are_false():
    """Most falls and rises of two standard deviations are told within 45 days, in thin evidence later, and hardly anybody else is."""
    told = [next(v for k, v in seen.items() if "as shipped" in k) for seen in changes(4, buyers=90, days=560, at=400).values()]
    shipped, fitted, few = told
    assert min(shipped["changes found within 45 days"], fitted["changes found within 45 days"]) > 0.85
    assert few["changes found within 140 days"] > 0.35
    assert max(found["alarms a month for 100 who stand still"] for found in told) < 2
