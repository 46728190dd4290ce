"""What is foretold: the targets of a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regard.relationships.validity.protocols import accepts, initiation, introduction, lasting, persistence, reply
from regard.relationships.validity.world import Answers, World


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
