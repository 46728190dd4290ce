"""Small learned readers that numpy alone runs: a linear model over hashed features, mixed with a few small networks over numbers and,
where they help, a kernel machine and boosted trees over the same numbers.

Their files hold hashes and small integers, no text, and are made by `python -m bench.models`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Layers = tuple[Singles, Singles, Singles, float]

BUCKETS = 1 << 18


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kernel machine: the sum over `rows` (learned units) of `weights` times exp(-`gamma` times the squared distance), and `bias`."""

    rows: Singles
    weights: Singles
    gamma: float
    bias: float

    def answer(self, seen: Singles) -> Floats:
        """One number for each row of standardised numbers."""
        far = (seen**2).sum(axis=1)[:, None] + (self.rows**2).sum(axis=1)[None] - 2 * seen @ self.rows.T
        found: Floats = np.exp(-self.gamma * np.maximum(far, 0)).astype(np.float64) @ self.weights + self.bias
        return found


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of three questions each: `asks` (trees by 7) names the number asked of, `above` what it must exceed for the right branch,
    `leaves` (trees by 8) what each end adds to `bias`.
    """

    asks: NDArray[np.int16]
    above: Singles
    leaves: Singles
    bias: float

    def answer(self, seen: Singles) -> Floats:
        """One number for each row of standardised numbers."""
        trees = np.arange(len(self.asks))[None]
        at = np.zeros((len(seen), len(self.asks)), np.int64)
        for _ in range(DEPTH):
            right = np.take_along_axis(seen, self.asks[trees, at], axis=1) > self.above[trees, at]
            at = 2 * at + 1 + right
        found: Floats = self.leaves[trees, at - (2**DEPTH - 1)].sum(axis=1, dtype=np.float64) + self.bias
        return found


DEPTH = 3
"""Questions of a tree."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What was learned. `linear` has one weight a bucket; `layers` one (hidden weights, biases, output weights, bias) a network.

    `mix` are the factors of the parts' answers, in the order of `parts`, and the constant; `base` is the mean of what it was trained to
    answer, `trained_on` the digest of the labels.
    """

    linear: Singles
    bias: float
    centre: Singles
    scale: Singles
    layers: tuple[Layers, ...]
    mix: tuple[float, ...]
    base: float
    trained_on: str
    kernel: Kernel | None = None
    trees: Trees | None = None

    def answer(self, hashed: Sequence[NDArray[np.int64]], numbers: Singles) -> Floats:
        """One number for each unit, given its buckets and its row of numbers."""
        *factors, constant = self.mix
        found: Floats = self.parts(hashed, numbers) @ np.array(factors) + constant
        return found

    def parts(self, hashed: Sequence[NDArray[np.int64]], numbers: Singles) -> Floats:
        """The answers of each part (units by parts): linear, networks, kernel machine and trees, as far as there are any."""
        seen = self.standardised(numbers)
        others = [part.answer(seen) for part in (self.kernel, self.trees) if part is not None]
        return np.column_stack([self.sparse(hashed), self.deep(seen), *others])

    def standardised(self, numbers: Singles) -> Singles:
        """Numbers about their usual, in standard deviations. Those far out of what was seen are brought to its edge."""
        found: Singles = np.clip((numbers - self.centre) / self.scale, -EDGE, EDGE)
        return found

    def sparse(self, hashed: Sequence[NDArray[np.int64]]) -> Floats:
        """The linear part's answers."""
        return np.array([float(self.linear[h].sum()) for h in hashed]) + self.bias

    def deep(self, seen: Singles) -> Floats:
        """The networks' mean answers to standardised numbers."""
        found: Floats = np.mean([np.maximum(seen @ w + b, 0) @ v + c for w, b, v, c in self.layers], axis=0, dtype=np.float64)
        return found


EDGE = 6.0
"""Standard deviations beyond which a number says no more."""


def hashed(features: Sequence[str]) -> NDArray[np.int64]:
    """The distinct buckets of named features, sorted."""
    return np.unique(np.array([crc32(f.encode()) & (BUCKETS - 1) for f in features], np.int64))


@lru_cache(maxsize=8)
def shipped(name: str) -> Mixture:
    """A model of the package, such as `requests-2`."""
    with (files("regard.evidence.language") / "models" / f"{name}.npz").open("rb") as stream, np.load(stream) as held:
        layers = tuple(
            (
                held[f"hidden{i}"].astype(np.float32) * held[f"hidden_scale{i}"],
                held[f"hidden_bias{i}"].astype(np.float32),
                held[f"out{i}"].astype(np.float32),
                float(held[f"out_bias{i}"]),
            )
            for i in range(int(held["networks"]))
        )
        return Mixture(
            held["linear"].astype(np.float32) * held["linear_scale"],
            float(held["bias"]),
            held["centre"].astype(np.float32),
            held["scale"].astype(np.float32),
            layers,
            tuple(float(factor) for factor in held["mix"]),
            float(held["base"]),
            str(held["trained_on"]),
            _kernel(held) if "kernel_rows" in held else None,
            _trees(held) if "tree_asks" in held else None,
        )


def _kernel(held: Mapping[str, Any]) -> Kernel:
    rows = held["kernel_rows"].astype(np.float32) * np.float32(EDGE / 127)
    return Kernel(rows, held["kernel_weights"], float(held["kernel_gamma"]), float(held["kernel_bias"]))


def _trees(held: Mapping[str, Any]) -> Trees:
    return Trees(held["tree_asks"], held["tree_above"], held["tree_leaves"], float(held["tree_bias"]))
