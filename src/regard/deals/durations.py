"""How long do this book's deals live? Kaplan and Meier's estimate, by hand: deals still open count for as long as they have been open.

Source: Kaplan, Meier, "Nonparametric estimation from incomplete observations" (1958).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Survival:
    """A curve of steps: from `days[i]` on, the share `share[i]` of deals is not yet ended. `ended` and `n` say what it rests on."""

    days: tuple[float, ...]
    share: tuple[float, ...]
    ended: int
    n: int

    def at(self, day: float) -> float:
        """The share that is not yet ended after so many days."""
        found = 1.0
        for step, share in zip(self.days, self.share, strict=True):
            if step > day:
                break
            found = share
        return found

    def quantile(self, share: float) -> float | None:
        """After how many days `share` of the deals has ended; None where the curve does not get there."""
        return next((d for d, left in zip(self.days, self.share, strict=True) if left <= 1 - share + 1e-12), None)


def survival(lives: Iterable[tuple[float, bool]]) -> Survival:
    """The curve of (days lived, whether it ended then); negative lives count as 0."""
    rows = sorted((max(0.0, days), ended) for days, ended in lives)
    days, shares, left = [], [], 1.0
    at_risk, i = len(rows), 0
    while i < len(rows):
        day, here, ends = rows[i][0], 0, 0
        while i < len(rows) and rows[i][0] == day:
            here += 1
            ends += rows[i][1]
            i += 1
        if ends:
            left *= 1 - ends / at_risk
            days.append(day)
            shares.append(left)
        at_risk -= here
    return Survival(tuple(days), tuple(shares), sum(e for _, e in rows), len(rows))
