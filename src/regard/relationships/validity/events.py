"""How often and how long ago, at any moment: counts and last times per group from one sorted array, without looking ahead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
SECOND = 1_000_000
HOUR = 3600 * SECOND
LONG_AGO = -(10**15)


@dataclass(frozen=True, slots=True)
class Events:
    """Events of many groups, to the second. Moments are UTC microseconds; a question at `t` sees what lies strictly before
    it.
    """

    groups: Ints
    keys: Ints
    base: int
    span: int

    @classmethod
    def of(cls, group: Ints, us: Ints) -> Events:
        """Events at `us`, each of its group (any integers)."""
        groups, code = np.unique(group, return_inverse=True)
        base = int(us.min()) // SECOND if len(us) else 0
        span = (int(us.max()) // SECOND - base + 2) if len(us) else 2
        return cls(groups, np.sort(code * span + us // SECOND - base), base, span)

    def _rank(self, group: Ints, us: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """For each question the number of events before it in the array, the first index of its group, whether the group
        exists.
        """
        code = np.searchsorted(self.groups, group)
        there = code < len(self.groups)
        there[there] = self.groups[code[there]] == group[there]
        code = np.where(there, code, 0)
        second = np.clip(us // SECOND - self.base, 0, self.span - 1)
        return np.searchsorted(self.keys, code * self.span + second), np.searchsorted(self.keys, code * self.span), there

    def before(self, group: Ints, us: Ints, since: Ints | None = None) -> Ints:
        """How many events of the group lie in [since, us); since None means ever."""
        high, first, there = self._rank(group, us)
        low = first if since is None else self._rank(group, since)[0]
        return np.where(there, high - low, 0)

    def last(self, group: Ints, us: Ints) -> Ints:
        """When the group's latest event before `us` was; LONG_AGO where there is none."""
        high, first, there = self._rank(group, us)
        any_before = there & (high > first)
        at = self.keys[np.maximum(high - 1, 0)] % self.span if len(self.keys) else np.zeros_like(us)
        return np.where(any_before, (at + self.base) * SECOND, LONG_AGO)
