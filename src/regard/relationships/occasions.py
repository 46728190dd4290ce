"""How many fair chances does an estimate rest on, as a person would count them?

A trial is one channel looking at one occasion. Two channels that look at the same occasion, whether they wrote of their own accord this
week and whether they brought somebody along in it, are one chance that a person had, not two. A mail of ours that asked nothing is a
part of one (`Trial.q`), and so is a silence where an answer might not be seen or wanted (`Trial.shown`, `Weights.wanted`): what nobody
could have seen was not fair. So of each kind of occasion (`evidence.catalogue`) the channel that looked most often is counted, each
trial for the part of a chance that it was. The estimate itself is fitted to the trials and does not change by how they are counted.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from regard.evidence.catalogue import BY_NAME

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@lru_cache(maxsize=8)
def kinds(channels: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The codes of the channels that share an occasion, a tuple for each kind; a channel the catalogue does not hold stands alone."""
    found: dict[str, list[int]] = {}
    for code, name in enumerate(channels):
        found.setdefault(BY_NAME[name].occasion if name in BY_NAME else name, []).append(code)
    return tuple(tuple(codes) for codes in found.values())


def occasions(channels: tuple[str, ...], channel: Ints, part: Floats, owner: Ints, owners: int) -> Ints:
    """How many occasions each of `owners` had, rounded, at least one where there was any trial.

    channel, part (0 to 1: of a chance) and owner (0 to owners - 1): a row a trial.
    """
    width = len(channels)
    at = owner * width + channel
    parts = np.bincount(at, part, minlength=owners * width).reshape(owners, width)
    total = np.zeros(owners)
    for codes in kinds(channels):
        total += parts[:, codes].max(axis=1)
    any_trial = np.bincount(owner, minlength=owners) > 0
    counted: Ints = np.maximum(np.floor(total + 0.5), any_trial).astype(np.int64)
    return counted
