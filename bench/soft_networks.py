"""A small network taught with chances: one hidden layer of rectified units, each example's target a probability, its weight its own.

Cross-entropy, Adam, a share of the inputs left out at random in each step, squared weights held down. numpy alone; the same for the same
seed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

BATCH = 200
RATE = 1e-3
COOLS = 0.6
"""After this share of the rounds the rate is `COOLED` of what it was."""
COOLED = 0.3

Network = tuple[Any, Any, Any, float]
"""Hidden weights (inputs by units), biases, output weights, bias."""


def taught(
    seen: Any,
    chance: Any,
    weight: Any,
    *,
    hidden: int,
    rounds: int,
    decay: float,
    left_out: float,
    seed: int,
) -> Network:
    """A network that foretells `chance` (0 to 1, one an example) from `seen` (examples by numbers, standardised).

    `decay` is the factor of half the squared weights beside the mean loss; `left_out` the share of inputs left out in a step.
    """
    draw = np.random.default_rng(seed)
    seen, target = seen.astype(np.float32), chance.astype(np.float32)
    share = (weight / weight.mean()).astype(np.float32)
    inner, outer = np.sqrt(6 / (seen.shape[1] + hidden)), np.sqrt(6 / (hidden + 1))
    parts = [
        draw.uniform(-inner, inner, (seen.shape[1], hidden)).astype(np.float32),
        draw.uniform(-inner, inner, hidden).astype(np.float32),
        draw.uniform(-outer, outer, hidden).astype(np.float32),
        np.zeros(1, np.float32),
    ]
    mean, square = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    step = 0
    for done in range(rounds):
        order = draw.permutation(len(seen))
        rate = RATE * (1 if done < COOLS * rounds else COOLED)
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            given = seen[some]
            if left_out:
                given = given * ((draw.random(given.shape, dtype=np.float32) > left_out) / np.float32(1 - left_out))
            step += 1
            slopes = _slopes(parts, given, target[some], share[some], decay)
            pace = rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for i, slope in enumerate(slopes):
                mean[i] = 0.9 * mean[i] + 0.1 * slope
                square[i] = 0.999 * square[i] + 0.001 * slope * slope
                parts[i] = parts[i] - np.float32(pace) * mean[i] / (np.sqrt(square[i]) + 1e-8)
    return parts[0], parts[1], parts[2], float(parts[3][0])


def _slopes(parts: list[Any], given: Any, target: Any, share: Any, decay: float) -> tuple[Any, ...]:
    """The slope of the loss in each of the four parts."""
    hidden, bias, out, constant = parts
    excited = given @ hidden + bias
    units = np.maximum(excited, 0)
    error = share * (1 / (1 + np.exp(-(units @ out + constant))) - target) / np.float32(len(target))
    back = (error[:, None] * out) * (excited > 0)
    return (
        given.T @ back + np.float32(decay) * hidden,
        back.sum(axis=0),
        units.T @ error + np.float32(decay) * out,
        np.array([error.sum()], np.float32),
    )
