"""Why, in a few lines: the events that moved an estimate most, and what was seen so often that only its sum tells.

An event that matters by itself stands by itself, with its quote. Hundreds of small ones of a kind ("wrote without thanks") are
one line with their number and sum. Whatever is shown, the lines and the rest add up to the mean.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from regard.results import Contribution

MOST = 5
"""Lines shown for one estimate."""
NOTABLE = 0.03
"""An event that moves the mean by less is told together with others of its kind."""
_ITS_OWN = re.compile(r"\s*\bin the week (?:from|to) \d{4}-\d{2}-\d{2}|, so it counts as [\d.]+ answered")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of reasons: one event (`count` 1), or all small ones of a kind. `event` is the event, or the latest of them."""

    event: Contribution
    count: int
    amount: float

    @property
    def sentence(self) -> str:
        """What happened; without its week, or what it counts as, where many are meant."""
        return self.event.sentence if self.count == 1 else _ITS_OWN.sub("", self.event.sentence)


def lines(contributions: Sequence[Contribution]) -> list[Line]:
    """The strongest lines, those of single events first, each kind by size."""
    single = [Line(c, 1, c.contribution) for c in contributions if abs(c.contribution) >= NOTABLE]
    single = sorted(single, key=_size)[:MOST]
    told = {id(line.event) for line in single}
    kinds: dict[tuple[str, bool], list[Contribution]] = defaultdict(list)
    for c in contributions:
        if id(c) not in told:
            kinds[c.channel, c.happened].append(c)
    latest = {kind: max(events, key=lambda c: c.date or "") for kind, events in kinds.items()}
    groups = [Line(latest[kind], len(events), sum(c.contribution for c in events)) for kind, events in kinds.items()]
    return single + sorted(groups, key=_size)[: MOST - len(single)]


def _size(line: Line) -> tuple[float, str]:
    return (-abs(line.amount), line.event.message_id)
