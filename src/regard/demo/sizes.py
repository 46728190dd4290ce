"""How big is the made-up company? Two sizes: small, quick enough for tests; full, a team's whole book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SizeName = Literal["small", "full"]


@dataclass(frozen=True, slots=True)
class Size:
    """Counts of a world; `rounds` is how often each situation is staged, `calls` how many calls are written down."""

    sellers: int
    accounts: int
    buyers: int
    months: int
    messages: int
    rounds: int
    calls: int
    deals: int


SIZES: dict[SizeName, Size] = {
    "small": Size(7, 30, 125, 12, 6_000, 1, 12, 70),
    "full": Size(12, 60, 400, 18, 30_000, 4, 150, 240),
}
