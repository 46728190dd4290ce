"""The whole book's standings, kept from one question to the next: after a sync only buyers whose trials were written anew are fitted.

A fit depends on the day of its moment and on the trials known by then, so that all moments of a day after the newest settling
have one answer. Of any but a small book the last few are kept in files too (`kept_standings`), for the next process. Reads person,
meta; the rest is `answers.standing`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from regard.answers.kept_standings import KeptStandings
from regard.answers.standing import Standings
from regard.flow.stored_trials import is_slow
from regard.model import DAY
from regard.relationships.display import Bands
from regard.relationships.weights import Weights
from regard.store.live import Live

MOST = 4
"""Moments kept: those of now and of a month ago, and of another day that is looked at."""

Fit = Callable[[list[str] | None], Standings]


@dataclass(frozen=True, slots=True)
class _Kept:
    settled_us: int
    standings: Standings


class Remembered:
    """Standings of whole books by what they depend on. Safe to share by threads; `files` keeps those of books that are not small."""

    def __init__(self, files: KeptStandings) -> None:
        self._files = files
        self._kept: dict[tuple[str, int, str], _Kept] = {}
        self._turn = Lock()

    def clear(self) -> None:
        """Forget everything: after an erasure nothing of anybody may stay in memory or in a file."""
        with self._turn:
            self._kept.clear()
            self._files.clear()

    def at_hand(self, live: Live, at_us: int, weights: Weights) -> Standings | None:
        """The standings of everybody at a moment where they are in memory and nothing was settled since; None elsewhere."""
        settled_us = int(live.get("settled_us", "0"))
        kept = self._kept.get(_key(at_us, settled_us, weights))
        return kept.standings if kept is not None and kept.settled_us == settled_us else None

    def standings(self, live: Live, at_us: int, weights: Weights, bands: Bands, fit: Fit) -> Standings:
        """The standings of everybody at a moment by these weights; `fit` makes them, of all or of those it is given."""
        with self._turn:  # two requests for one page should not both do the work
            settled_us = int(live.get("settled_us", "0"))
            key = _key(at_us, settled_us, weights)
            slow = is_slow(live)
            kept = self._kept.pop(key, None)
            if kept is None and slow and (held := self._files.load(key, weights, bands)) is not None:
                kept = _Kept(*held)
            stood = kept is not None and kept.settled_us == settled_us
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
            # What was settled or erased while it was fitted may be in it: then it is not kept.
            if slow and not stood and int(live.get("settled_us", "0")) == settled_us:
                self._files.save(key, settled_us, found)
            return found


def _key(at_us: int, settled_us: int, weights: Weights) -> tuple[str, int, str]:
    """What standings are remembered by: all moments of a day after the newest settling have one answer."""
    return ("day", at_us // DAY, weights.version) if at_us >= settled_us else ("moment", at_us, weights.version)


def _renewed(before: Standings, now: Standings, changed: set[str], there: set[str]) -> Standings:
    """`before` with the buyers of `now` in place of the changed ones, and without those who are in the book no more."""
    stay = there - changed
    return replace(
        now,
        team={b: e for b, e in before.team.items() if b in stay} | dict(now.team),
        pairs={pair: e for pair, e in before.pairs.items() if pair[0] in stay} | dict(now.pairs),
        facts={b: f for b, f in before.facts.items() if b in stay} | dict(now.facts),
    )
