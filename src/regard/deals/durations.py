"""How long do this book's deals live? Kaplan and Meier's estimate, by hand: deals still open count for as long as they have been open.

How long those that were won took is another question where others were lost meanwhile: Aalen and Johansen's cumulative incidence answers
it.

Sources: Kaplan, Meier, "Nonparametric estimation from incomplete observations" (1958); Aalen, Johansen, "An empirical transition matrix
for non-homogeneous Markov chains based on censored observations" (1978).
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


def time_to(lives: Iterable[tuple[float, bool, bool]]) -> Survival:
    """The curve of how long those that end one way took: from (days lived, whether it ended, whether it ended this way).

    Those that ended otherwise never get there, those still open may. The share is of all that get there: 1 at the beginning, 0 after the
    last of them; `ended` counts those that ended this way.
    """
    rows = sorted((max(0.0, days), ended, ended and wanted) for days, ended, wanted in lives)
    steps: list[tuple[float, float]] = []
    left, reached = 1.0, 0.0
    at_risk, i = len(rows), 0
    while i < len(rows):
        day, here, ends, hits = rows[i][0], 0, 0, 0
        while i < len(rows) and rows[i][0] == day:
            here += 1
            ends += rows[i][1]
            hits += rows[i][2]
            i += 1
        if hits:
            reached += left * hits / at_risk
            steps.append((day, reached))
        left *= 1 - ends / at_risk
        at_risk -= here
    n = sum(hit for *_, hit in rows)
    return Survival(tuple(d for d, _ in steps), tuple(max(0.0, 1 - r / reached) for _, r in steps), n, len(rows))
