"""Where does the demo's chance come from? Streams of random numbers that a name decides, the same in every run."""

from __future__ import annotations

from random import Random
from zlib import crc32


def stream(seed: int, *name: str) -> Random:
    """A random stream of its own for one purpose, so that adding one part never shifts another. Reproducible, not secret."""
    return Random(" ".join((str(seed), *name)))  # noqa: S311


def share(*name: str) -> float:
    """A number in [0, 1) that belongs to a name, the same every time."""
    return crc32(" ".join(name).encode()) / 2**32
