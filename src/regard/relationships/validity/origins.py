"""From which past days is it foretold? The beginnings of months, each with the month that came after it (rolling origins).

A sync fits the weights anew where a month begins, to what was decided before it. So does a check: at each origin the weights, and all that
the readers beside them learn, are made of what was known strictly before, and the month after is foretold with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from regard.model import DAY
from regard.relationships.validity.protocols import coverage
from regard.relationships.validity.world import Answers, World, joined
from regard.relationships.weights import Weights
from regard.time import to_us

SHORTEST = 60 * DAY
"""With less time shown than this there is no past day to foretell from."""
TAUGHT, LEAST_TAUGHT = 1 / 3, 90 * DAY
"""The share of the time shown that only teaches, and the least of it where the book is long enough for that (half of a shorter one)."""
LEAST_MONTH = 7 * DAY
"""How much of the month after an origin has to be shown."""
MOST_ORIGINS = 24
SECONDS = 90
"""What all origins of a check may take, in seconds of CPU: half of the three minutes that it may on a million messages."""
LEARNING = 2
"""How many times as long an origin takes that learns loads and half-lives anew."""
MOST_FITTED = 300_000
"""Chances that the weights of one origin are fitted to: of a larger book those of every second, third ... buyer."""
MOST_TESTED = 10_000
"""Rows of a target that are foretold, at all origins together, evenly thinned from more."""
MOST_TRAINING = 2_000
"""Rows that the readers of one origin learn from, likewise."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A day from which it is foretold: weights and readers are of what was over before `at_us`, rows open in [at_us, until_us)."""

    at_us: int
    until_us: int
    weights: Weights


@dataclass(frozen=True, slots=True)
class Months:
    """The months that are foretold, [start, end) each, how many there are that could be, and from when on time no longer only teaches."""

    chosen: tuple[tuple[int, int], ...]
    possible: int
    taught_us: int = 0


def months(start_us: int, end_us: int, most: int = MOST_ORIGINS) -> Months:
    """The months (UTC) of [start, end) that begin after enough has taught, at most `most`, evenly spread and the last among them."""
    if end_us - start_us < SHORTEST:
        return Months((), 0)
    shown = end_us - start_us
    first = start_us + max(int(shown * TAUGHT), min(LEAST_TAUGHT, shown // 2))
    begins = _beginnings(first, end_us)
    found = [(at, min(after, end_us + 1)) for at, after in pairwise(begins)]
    found = [month for month in found if month[1] - month[0] >= LEAST_MONTH]
    keep = np.unique(np.round(np.linspace(len(found) - 1, 0, min(most, len(found)))).astype(np.int64))
    return Months(tuple(found[k] for k in keep.tolist()), len(found), first)


def affordable(chances: int, *, learned: bool = False) -> int:
    """How many origins a book of so many decided chances is checked from, 3 to `MOST_ORIGINS`; fewer where each learns its loads anew.

    By what one takes, as measured: 2 s whatever the book, 3 more until the rows of every question are as many as are taken, and from
    there on a second for each 250,000 chances. It follows from the book alone and not from the clock, so that a check can be repeated.
    """
    takes = 2 + 3 * min(chances / 90_000, 1) + chances / 250_000
    if learned:
        takes *= LEARNING
    return max(3, min(MOST_ORIGINS, int(SECONDS / takes)))


def _beginnings(first_us: int, end_us: int) -> list[int]:
    """When months begin, from `first_us` to the first beginning at or after `end_us`."""
    day = datetime.fromtimestamp(first_us / 1_000_000, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found: list[int] = []
    while not found or found[-1] < end_us:
        if to_us(day) >= first_us:
            found.append(to_us(day))
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def origins(months: Sequence[tuple[int, int]], weights_at: Callable[[int], Weights]) -> list[Origin]:
    """An origin for each month, with the weights that could have been in force when it began."""
    return [Origin(at, until, weights_at(at)) for at, until in months]


def seen_from(world: World, origin: Origin, of: int = 1) -> World:
    """The world as an origin asks about it, one of so many: its weights, its month, and no more rows than its part."""
    return replace(
        world,
        split_us=origin.at_us,
        until_us=origin.until_us,
        weights=origin.weights,
        once=True,
        most_tested=max(1, MOST_TESTED // of),
        most_training=MOST_TRAINING,
    )


def foretold(
    world: World, origins_: Sequence[Origin], protocols: Sequence[Callable[[World], Answers]], say: Callable[[str], None]
) -> list[Answers]:
    """The rows of every protocol over all origins (`fold` is the origin's place), each foretold by what was learned before its month."""
    found: list[list[Answers]] = [[] for _ in protocols]
    for origin in origins_:
        say(f"what came in {month_of(origin.at_us)}")
        then = seen_from(world, origin, len(origins_))
        for answers, protocol in zip(found, protocols, strict=True):
            answers.append(protocol(then))
    return [joined(answers) for answers in found]


def covered(world: World, origins_: Sequence[Origin]) -> Answers:
    """The randomised PITs of all origins."""
    return joined([coverage(seen_from(world, origin, len(origins_))) for origin in origins_])


def month_of(at_us: int) -> str:
    """A month as it is written: June 2026."""
    return f"{datetime.fromtimestamp(at_us / 1_000_000, UTC):%B %Y}"
