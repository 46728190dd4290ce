"""Has somebody who said good-bye until a time come back before it? With any mail of theirs that is more than a courtesy.

A courtesy is what they write within a week and that asks nothing: it still belongs to the good-bye. Whether the mail stands in an old
thread or opens one makes no difference. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from regard.evidence.language.detect import ASKING
from regard.model import DAY

COURTESIES = 7 * DAY
"""What they write so soon after it, and asks nothing, is still the good-bye."""


def comes_back_with(said_us: int, us: int, kinds: Iterable[str]) -> bool:
    """Whether whoever said good-bye at `said_us` (microseconds) is back with a mail of theirs of `us` whose words do `kinds`."""
    return us > said_us + COURTESIES or (us > said_us and not ASKING.isdisjoint(kinds))
