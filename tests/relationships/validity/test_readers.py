"""What the readers of features foretell, and how sure they say they are."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from regard.relationships.calibration import auc
from regard.relationships.validity import readers

Floats = NDArray[np.float64]
DAYS = 86_400_000_000


def world(
    seed: int, crossed: float = 0.0, months_apart: float = 0.0
) -> tuple[Floats, Floats, NDArray[np.bool_], NDArray[np.int64]]:
    """4,000 rows of eight features in order of time: outcomes rest on two of them, on whether both agree, and on the month."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(4000, 8))
    us = np.arange(4000, dtype=np.int64) * DAYS
    lot = np.repeat(rng.normal(size=20), 200) * months_apart
    logit = 0.8 * x[:, 0] - 0.8 * x[:, 1] + crossed * np.sign(x[:, 2] * x[:, 3]) + lot
    y = (rng.random(4000) < 1 / (1 + np.exp(-logit))).astype(np.float64)
    return x, y, us < 3000 * DAYS, us


def told(reader: str, x: Floats, y: Floats, train: NDArray[np.bool_], us: NDArray[np.int64]) -> float:
    p = getattr(readers, reader)(x, y, train, us)
    late = ~train
    return auc(p[late], y[late], np.ones(int(late.sum())))


def test_trees_see_that_two_features_matter_only_together_and_bends_do_not() -> None:
    rows = world(1, crossed=1.5)
    assert told("forest", *rows) > told("additive", *rows) + 0.03


def test_trees_lose_little_where_every_feature_speaks_for_itself() -> None:
    rows = world(2)
    assert told("forest", *rows) > told("additive", *rows) - 0.03


@pytest.mark.parametrize("reader", ["additive", "forest"])
def test_what_comes_after_the_training_time_changes_no_chance(reader: str) -> None:
    x, y, train, us = world(3)
    other = np.where(train, y, 1 - y)
    read = getattr(readers, reader)
    assert np.array_equal(read(x, y, train, us), read(x, other, train, us))


@pytest.mark.parametrize("reader", ["additive", "forest"])
def test_chances_stay_near_the_share_where_there_is_nothing_to_learn(reader: str) -> None:
    """A reader that believed its own months would spread its chances; those of unseen months draw it back."""
    x, _, train, us = world(4)
    y = (np.random.default_rng(5).random(len(x)) < 0.3).astype(np.float64)
    p = getattr(readers, reader)(x, y, train, us)[~train]
    assert p.std() < 0.03
    assert p.mean() == pytest.approx(0.3, abs=0.05)


@pytest.mark.parametrize("reader", ["additive", "forest"])
def test_a_reader_that_saw_one_outcome_alone_gives_everybody_its_share(reader: str) -> None:
    x, y, train, us = world(6)
    p = getattr(readers, reader)(x, np.where(train, 1.0, y), train, us)
    assert np.ptp(p) == 0
    assert p[0] == pytest.approx(3001 / 3002)


@pytest.mark.parametrize("reader", ["additive", "forest"])
def test_the_same_rows_give_the_same_chances_again(reader: str) -> None:
    rows = world(7, months_apart=1.0)
    read = getattr(readers, reader)
    assert np.array_equal(read(*rows), read(*rows))


def test_a_handful_of_rows_is_read_by_trees_without_an_error() -> None:
    x, y, train, us = (v[2990:3010] for v in world(8))
    p = readers.forest(x, y, train, us)
    assert np.isfinite(p).all()
    assert ((p > 0) & (p < 1)).all()
