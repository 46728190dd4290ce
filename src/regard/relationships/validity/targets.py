"""What is foretold, and when: the targets of a check, and the rolling cuts at which each is foretold from what was known by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from regard.model import DAY
from regard.relationships.validity.protocols import accepts, coverage, initiation, introduction, lasting, persistence, reply
from regard.relationships.validity.world import Answers, World, joined
from regard.relationships.weights import Weights

MOST_FOLDS = 4
SHORTEST_FOLD = 30 * DAY
FIRST_SHARE = 0.5
"""The share of the time shown that only teaches: readers learn from it, and nothing in it is foretold."""
MOST_TESTED = 2_500
"""Rows foretold in one fold, evenly thinned from more."""
MOST_TRAINING = 4_000
"""Rows that readers of one fold learn from, likewise."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that buyers do next, within so many days of the moment at which it is asked about; `who` ends "who ..."."""

    name: str
    question: str
    who: str
    protocol: Callable[[World], Answers]
    horizon_days: int


TARGETS: tuple[Target, ...] = (
    Target("replies_3", "Will they answer this ask within 3 days?", "answers within 3 days", reply, 3),
    Target(
        "starts_contact_14",
        "Will they write of their own accord within 14 days?",
        "writes of their own accord within 14 days",
        initiation,
        14,
    ),
    Target("accepts_meeting", "Will they accept this invitation?", "accepts an invitation", accepts, 3),
    Target(
        "introduces_60",
        "Will they bring a colleague in within 60 days?",
        "brings a colleague in within 60 days",
        introduction,
        60,
    ),
    Target("active_30", "Will they still write within 30 days?", "still writes in 30 days", persistence, 30),
    Target("active_60", "Will they still write within 60 days?", "still writes in 60 days", lasting, 60),
)


@dataclass(frozen=True, slots=True)
class Fold:
    """One cut: readers learn from what was over before `split_us`; what opens in [split_us, until_us) is foretold."""

    split_us: int
    until_us: int
    weights: Weights


def folds(start_us: int, end_us: int, weights_at: Callable[[int], Weights]) -> list[Fold]:
    """Up to four cuts over the second half of [start_us, end_us), each at least 30 days; none where that is shorter."""
    first = start_us + int((end_us - start_us) * FIRST_SHARE)
    count = min(MOST_FOLDS, (end_us - first) // SHORTEST_FOLD)
    if count < 1:
        return []
    step = (end_us - first) // count
    cuts = [first + k * step for k in range(count)]
    ends = [*cuts[1:], end_us + 1]
    return [Fold(cut, end, weights_at(cut)) for cut, end in zip(cuts, ends, strict=True)]


def foretold(world: World, cuts: Sequence[Fold], protocol: Callable[[World], Answers]) -> Answers:
    """The rows of all cuts, each foretold with the weights and from the evidence of its own moment."""
    return joined([a for fold in cuts if len(a := protocol(_at(world, fold)))])


def covered(world: World, cuts: Sequence[Fold]) -> Answers:
    """The randomised PITs of all cuts."""
    return joined([a for fold in cuts if len(a := coverage(_at(world, fold)))])


def _at(world: World, fold: Fold) -> World:
    bounds = {"most_tested": MOST_TESTED, "most_training": MOST_TRAINING}
    return replace(world, split_us=fold.split_us, until_us=fold.until_us, weights=fold.weights, **bounds)  # type: ignore[arg-type]
