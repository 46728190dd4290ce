"""The whole book's standings, kept from one question to the next: after a sync only buyers whose trials were written anew are fitted.

A fit depends on the day of its moment and on the trials known by then, so that all moments of a day after the newest settling
have one answer. Reads person, meta; the rest is `answers.standing`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from regard.answers.standing import Standings
from regard.model import DAY
from regard.store.live import Live

MOST = 4
"""Moments kept: those of now and of a month ago, and of another day that is looked at."""

Fit = Callable[[list[str] | None], Standings]


@dataclass(frozen=True, slots=True)
class _Kept:
    settled_us: int
    standings: Standings


class Remembered:
    """Standings of whole books by what they depend on. Safe to share by threads."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, str], _Kept] = {}
        self._turn = Lock()

    def clear(self) -> None:
        """Forget everything: after an erasure nothing of anybody may stay in memory."""
        with self._turn:
            self._kept.clear()

    def standings(self, live: Live, at_us: int, version: str, fit: Fit) -> Standings:
        """The standings of everybody at a moment by the weights `version`; `fit` makes them, of all or of those it is given."""
        with self._turn:  # two requests for one page should not both do the work
            settled_us = int(live.get("settled_us", "0"))
            key = ("day", at_us // DAY, version) if at_us >= settled_us else ("moment", at_us, version)
            kept = self._kept.pop(key, None)
            if kept is None or kept.settled_us > settled_us:
                found = fit(None)
            elif kept.settled_us == settled_us:
                found = kept.standings
            else:
                changed = [row[0] for row in live.rows("SELECT id FROM person WHERE settled_us > ?", kept.settled_us)]
                found = _renewed(
                    kept.standings, fit(changed), set(changed), {row[0] for row in live.rows("SELECT id FROM person")}
                )
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = _Kept(settled_us, found)
            return found


def _renewed(before: Standings, now: Standings, changed: set[str], there: set[str]) -> Standings:
    """`before` with the buyers of `now` in place of the changed ones, and without those who are in the book no more."""
    stay = there - changed
    return replace(
        now,
        team={b: e for b, e in before.team.items() if b in stay} | dict(now.team),
        pairs={pair: e for pair, e in before.pairs.items() if pair[0] in stay} | dict(now.pairs),
        facts={b: f for b, f in before.facts.items() if b in stay} | dict(now.facts),
    )
