"""Asks that one buyer ignores: the others stay where they were, but for what she tells of what is usual while she is new."""

from __future__ import annotations

import numpy as np
from bench.ignored import others_move


def test_asks_that_a_buyer_ignores_later_move_nobody_else_of_a_dozen() -> None:
    """Where somebody has had their first chances, ten more that they ignore leave every other score of a small book as it was."""
    for seed in (11, 12):
        assert np.abs(others_move(12, seed, "after")).max() < 1e-9


def test_asks_ignored_among_the_first_move_the_others_by_little() -> None:
    """Where some of them are among her first chances, the others of a dozen move by a point, not by three, and of sixty by less."""
    few, many = (np.abs(np.concatenate([others_move(n, seed) for seed in (11, 12)])) for n in (12, 60))
    assert np.median(few) < 1
    assert few.max() < 2
    assert np.median(many) < 0.5
