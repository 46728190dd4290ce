"""What is a mixture of small readers made of, and how is it written? See `regard.evidence.language.mixture`, which runs it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from regard.evidence.language.mixture import BUCKETS, EDGE, Mixture


@dataclass(frozen=True, slots=True)
class Units:
    """What is learned from: each unit's buckets, and its row of numbers."""

    hashed: list[Any]
    numbers: Any

    @property
    def sparse(self) -> Any:
        """Units by buckets, 1 where a unit has it."""
        starts = np.cumsum([0, *(len(h) for h in self.hashed)])
        return csr_matrix((np.ones(int(starts[-1])), np.concatenate(self.hashed), starts), shape=(len(self.hashed), BUCKETS))

    @property
    def present(self) -> Any:
        """Which buckets any unit has."""
        found = np.zeros(BUCKETS, bool)
        found[np.concatenate(self.hashed)] = True
        return found

    def only(self, places: Any) -> Units:
        """Some of them."""
        return Units([self.hashed[i] for i in places], self.numbers[places])


def apart(model: Mixture, units: Units) -> Any:
    """The answers of all parts, side by side."""
    return model.parts(units.hashed, units.numbers)


def mixture(units: Units, weights: Any, bias: float, learn: Callable[[Any], list[Any]]) -> Mixture:
    """A linear part and the networks that `learn` (standardised numbers in, scikit-learn's networks out) makes, not mixed yet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopping early is meant: it keeps a network from learning its units by heart
        return mixed(
            units,
            weights,
            bias,
            lambda seen: [(n.coefs_[0], n.intercepts_[0], n.coefs_[1][:, 0], float(n.intercepts_[1][0])) for n in learn(seen)],
        )


def mixed(units: Units, weights: Any, bias: float, learn: Callable[[Any], list[tuple[Any, Any, Any, float]]]) -> Mixture:
    """The same of networks given as (hidden weights, biases, output weights, bias)."""
    centre, scale = units.numbers.mean(axis=0), units.numbers.std(axis=0) + 1e-3
    nets = learn(np.clip((units.numbers - centre) / scale, -EDGE, EDGE))
    layers = tuple((w.astype(np.float32), b.astype(np.float32), v.astype(np.float32), c) for w, b, v, c in nets)
    return Mixture(weights.astype(np.float32), bias, centre, scale, layers, (1.0, 1.0, 0.0), 0.0, "")


def save(model: Mixture, file: Path) -> None:
    """Write a model with its weights as small integers."""
    held: dict[str, Any] = {}
    held["linear_scale"] = np.float32(np.abs(model.linear).max() / 127)
    held["linear"] = np.round(model.linear / held["linear_scale"]).astype(np.int8)
    for i, (hidden, bias, out, constant) in enumerate(model.layers):
        held[f"hidden_scale{i}"] = np.float32(np.abs(hidden).max() / 127)
        held[f"hidden{i}"] = np.round(hidden / held[f"hidden_scale{i}"]).astype(np.int8)
        held[f"hidden_bias{i}"], held[f"out{i}"], held[f"out_bias{i}"] = bias, out.astype(np.float32), np.float32(constant)
    if model.kernel is not None:
        held["kernel_rows"] = np.round(model.kernel.rows * (127 / EDGE)).astype(np.int8)
        held["kernel_weights"] = model.kernel.weights
        held["kernel_gamma"], held["kernel_bias"] = model.kernel.gamma, model.kernel.bias
    if model.trees is not None:
        held["tree_asks"], held["tree_above"], held["tree_leaves"] = model.trees.asks, model.trees.above, model.trees.leaves
        held["tree_bias"] = model.trees.bias
    np.savez_compressed(
        file,
        bias=np.float32(model.bias),
        centre=model.centre.astype(np.float32),
        scale=model.scale.astype(np.float32),
        networks=len(model.layers),
        mix=np.array(model.mix),
        base=model.base,
        trained_on=model.trained_on,
        **held,
    )
