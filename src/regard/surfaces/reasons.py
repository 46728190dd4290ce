"""Why, told shortly: the events that moved an estimate most, and what was seen so often that only its sum tells.

An event that matters by itself stands by itself, with its quote. Hundreds of small ones of a kind ("wrote without thanks") are
one line with their number and sum. `lines` are the few of a person's page: they and the rest add up to the mean. `whole` is the
sum itself: every event is in exactly one of its lines, so they add up without a rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regard.results import Contribution

MOST = 5
"""Lines shown for one estimate."""
NOTABLE = 0.03
"""An event that moves the mean by less is told together with others of its kind."""
STRONGEST, FEW = 10, 20
"""So many events of a sum stand by themselves at most, in one of more than `FEW`."""
_WEEK = re.compile(r"\s*\bin the week (?:from|to) \d{4}-\d{2}-\d{2}")
_ITS_OWN = re.compile(
    rf"{_WEEK.pattern}|; this mailbox shows about \d+ % of what comes in, so it counts as [\d.]+ answered"
    r"|, so it counts as [\d.]+ answered|(?<=answered) within (?:the hour|\d+ hours?|\d+ days?|unknown)$"
    r"|(?<=answered) after \d+ days(?=, )|(?<=a quote shows one) within [^,]+"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of reasons: one event (`count` 1), or several of a kind, newest first. `event` is the event, or the latest of them."""

    event: Contribution
    count: int
    amount: float
    events: tuple[Contribution, ...] = ()

    @property
    def sentence(self) -> str:
        """What happened; without its week, its speed, or what it counts as, where many are meant."""
        return self.event.sentence if self.count == 1 else kind_of(self.event)

    @property
    def times(self) -> str:
        """How often: “in 143 weeks”, “94 times”; “” for one event."""
        if self.count == 1:
            return ""
        return f"in {self.count:,} weeks" if _WEEK.search(self.event.sentence) else f"{self.count:,} times"


def kind_of(c: Contribution) -> str:
    """What happened, in the words that all events of its kind share."""
    return _ITS_OWN.sub("", c.sentence)


def lines(contributions: Sequence[Contribution]) -> list[Line]:
    """The strongest lines, those of single events first, each kind by size."""
    single = sorted((_one(c) for c in contributions if abs(c.contribution) >= NOTABLE), key=_size)[:MOST]
    groups = _kinds(contributions, single)
    return single + sorted(groups, key=_size)[: MOST - len(single)]


def whole(contributions: Sequence[Contribution]) -> list[Line]:
    """Every event, once: the strongest by themselves, then all others by kind; each part by size. A short sum is not grouped."""
    alone = [_one(c) for c in contributions]
    if len(alone) <= FEW:
        return sorted(alone, key=_size)
    single = sorted((line for line in alone if abs(line.amount) >= NOTABLE), key=_size)[:STRONGEST]
    return single + sorted(_kinds(contributions, single), key=_size)


def _one(c: Contribution) -> Line:
    return Line(c, 1, c.contribution, (c,))


def _kinds(contributions: Sequence[Contribution], told: Sequence[Line]) -> list[Line]:
    """What was not told, a line a kind."""
    out = {id(line.event) for line in told}
    kinds: dict[tuple[str, bool, str], list[Contribution]] = defaultdict(list)
    for c in contributions:
        if id(c) not in out:
            kinds[c.channel, c.happened, kind_of(c)].append(c)
    newest = [sorted(events, key=lambda c: c.date or "", reverse=True) for events in kinds.values()]
    return [Line(e[0], len(e), fsum(c.contribution for c in e), tuple(e)) for e in newest]


def _size(line: Line) -> tuple[float, str]:
    return (-abs(line.amount), line.event.message_id)
