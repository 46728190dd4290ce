"""Small learned readers that numpy alone runs: a linear model over hashed features, mixed with a few small networks over numbers.

Their files hold hashes and small integers, no text, and are made by `python -m bench.models`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Layers = tuple[Singles, Singles, Singles, float]

BUCKETS = 1 << 18


@dataclass(frozen=True, slots=True)
class Mixture:
    """What was learned. `linear` has one weight a bucket; `layers` one (hidden weights, biases, output weights, bias) a network.

    `mix` are the factors of both parts' answers and the constant; `base` is the mean of what it was trained to answer, `trained_on`
    the digest of the labels.
    """

    linear: Singles
    bias: float
    centre: Singles
    scale: Singles
    layers: tuple[Layers, ...]
    mix: tuple[float, float, float]
    base: float
    trained_on: str

    def answer(self, hashed: Sequence[NDArray[np.int64]], numbers: Singles) -> Floats:
        """One number for each unit, given its buckets and its row of numbers."""
        first, second, constant = self.mix
        return first * self.sparse(hashed) + second * self.deep(numbers) + constant

    def sparse(self, hashed: Sequence[NDArray[np.int64]]) -> Floats:
        """The linear part's answers."""
        return np.array([float(self.linear[h].sum()) for h in hashed]) + self.bias

    def deep(self, numbers: Singles) -> Floats:
        """The networks' mean answers. Numbers far out of what was seen are brought to its edge."""
        seen = np.clip((numbers - self.centre) / self.scale, -EDGE, EDGE)
        found: Floats = np.mean([np.maximum(seen @ w + b, 0) @ v + c for w, b, v, c in self.layers], axis=0, dtype=np.float64)
        return found


EDGE = 6.0
"""Standard deviations beyond which a number says no more."""


def hashed(features: Sequence[str]) -> NDArray[np.int64]:
    """The distinct buckets of named features, sorted."""
    return np.unique(np.array([crc32(f.encode()) & (BUCKETS - 1) for f in features], np.int64))


@lru_cache(maxsize=8)
def shipped(name: str) -> Mixture:
    """A model of the package, such as `requests-1`."""
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
        mix = held["mix"]
        return Mixture(
            held["linear"].astype(np.float32) * held["linear_scale"],
            float(held["bias"]),
            held["centre"].astype(np.float32),
            held["scale"].astype(np.float32),
            layers,
            (float(mix[0]), float(mix[1]), float(mix[2])),
            float(held["base"]),
            str(held["trained_on"]),
        )
