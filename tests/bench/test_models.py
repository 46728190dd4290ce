"""What is trained with scikit-learn and runs on numpy alone gives the same answers there."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.svm import SVR

from bench import models
from regard.evidence.language.mixture import DEPTH, EDGE


@pytest.fixture
def learned() -> tuple[np.ndarray, np.ndarray]:
    """Numbers of 160 units, some of them the same for many, and what is to be foretold from them."""
    chance = np.random.default_rng(3)
    seen = np.clip(chance.normal(size=(160, 12)).round(1), -EDGE, EDGE).astype(np.float32)
    return seen, np.sin(seen[:, 0]) + (seen[:, 1] > 0.3) * seen[:, 2]


def test_trees_say_what_they_were_trained_to_say(learned: tuple[np.ndarray, np.ndarray]) -> None:
    """The row of trees of one seed answers as scikit-learn's model does, for units on its cuts too; early ends are filled."""
    seen, wanted = learned
    trees = models._trees(seen, wanted, bags=1)
    machine = GradientBoostingRegressor(
        n_estimators=160,
        max_depth=DEPTH,
        learning_rate=0.04,
        subsample=0.5,
        max_features=0.15,
        min_samples_leaf=10,
        random_state=0,
    ).fit(seen, wanted)
    assert trees.asks.shape == (160, 2**DEPTH - 1)
    assert any(tree.tree_.node_count < 2 ** (DEPTH + 1) - 1 for (tree,) in machine.estimators_)
    assert np.abs(trees.answer(seen) - machine.predict(seen)).max() < 1e-4


def test_the_kernel_machine_says_what_it_was_trained_to_say(learned: tuple[np.ndarray, np.ndarray]) -> None:
    """Its sum over learned units is scikit-learn's."""
    seen, wanted = learned
    machine = SVR(C=0.5, gamma=0.4 / 12, epsilon=0.2).fit(seen, wanted)
    assert np.abs(models._kernel(seen, wanted).answer(seen) - machine.predict(seen)).max() < 1e-4
