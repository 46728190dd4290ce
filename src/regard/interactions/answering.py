"""What is an answer, and when does it come late? The one definition behind the evidence, the timeline, the sums, the figures and the coach.

An answer is the next mail of the other side in the thread: in time within three days, late within sixty. What comes later in the
thread begins anew, for after two months nobody waits for an answer any more. Without threads only what comes in time answers. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from regard.model import DAY, Interaction

IN_TIME = 3 * DAY
"""An answer so soon is in time; a silence so long is told."""
LATE = 60 * DAY
"""An answer so long after the mail is still one, and late."""
_US = attrgetter("us")


def next_of(messages: Sequence[Interaction], after_us: int) -> Interaction | None:
    """The first of some messages, sorted by time, after a moment."""
    n = bisect_right(messages, after_us, key=_US)
    return messages[n] if n < len(messages) else None


def answer(asked: Interaction, others: Sequence[Interaction]) -> Interaction | None:
    """The mail that answers one, in time or late; `others` are the other side's in its thread, sorted by time."""
    found = next_of(others, asked.us)
    return found if found is not None and found.us < asked.us + (LATE if asked.thread_id else IN_TIME) else None


def is_late(asked_us: int, answered_us: int) -> bool:
    """Whether an answer came after the time in which one is looked for."""
    return answered_us - asked_us >= IN_TIME
