"""Small books: what the interval of a standing leaves out where a base rate is not known, and what mends it."""

from __future__ import annotations

import numpy as np
from bench.small_books import WAYS, held


def test_a_base_rate_of_their_own_is_missed_as_shipped_and_held_once_fitted() -> None:
    """Where a small book has a base rate of its own, shipped intervals hold too little; fitted ones, the rest carried, four fifths."""
    rng = np.random.default_rng(4)
    share = dict(zip(WAYS, np.mean([held(rng, 25, 1.5) for _ in range(30)], axis=0).tolist(), strict=True))
    assert share["shipped"] < share["fitted, rest carried"] - 0.02
    assert abs(share["fitted, rest carried"] - 0.8) <= 0.05
