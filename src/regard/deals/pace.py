"""How does time pass for a book's buyers? Holidays and weekends pass slowly, working days fast, as the buyers' own mail shows.

A silence is long or short beside what everybody else did meanwhile: a fortnight over Christmas is not one in March.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

FEWEST = 20
"""Buyers who must have written for their days to say anything; with fewer every day counts alike."""
HELD = 0.25
"""How much of every day counts alike whatever happened on it, so that a day nobody wrote on still passes."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Days of the calendar to days as they pass: `at[i]` have passed by the end of day `first + i`; outside, every day counts as one."""

    first: int = 0
    at: tuple[float, ...] = ()

    def passed(self, day: int) -> float:
        """How many days had passed by the end of a calendar day (since 1970)."""
        if not self.at or day < self.first:
            return float(day + 1 - self.first)
        inside = min(day - self.first, len(self.at) - 1)
        return self.at[inside] + (day - self.first - inside)

    def between(self, begin: int, end: int) -> float:
        """How many days passed from one calendar day to another."""
        return self.passed(end) - self.passed(begin)


STEADY = Pace()
"""Every day counts alike."""


def pace(acts: Iterable[tuple[int, str]]) -> Pace:
    """The pace of (calendar day, person) of everything that buyers did; a person counts once a day."""
    days: Counter[int] = Counter()
    people: set[str] = set()
    for day, person in set(acts):
        days[day] += 1
        people.add(person)
    if len(people) < FEWEST:
        return STEADY
    first, last = min(days), max(days)
    mean = sum(days.values()) / (last - first + 1)
    return Pace(first, tuple(accumulate(HELD + (1 - HELD) * days[d] / mean for d in range(first, last + 1))))
