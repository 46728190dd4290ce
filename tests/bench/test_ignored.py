"""Asks that one buyer ignores: what is usual moves with them, the less the more buyers there are."""

from __future__ import annotations

import numpy as np
from bench.ignored import others_move


def test_the_more_buyers_the_less_one_of_them_moves_the_others() -> None:
    """Ten ignored asks lift the others of a dozen buyers by a point or more, and those of sixty by less than one."""
    few, many = (np.median(np.concatenate([others_move(n, seed) for seed in (11, 12)])) for n in (12, 60))
    assert few > 1
    assert 0 < many < 1
