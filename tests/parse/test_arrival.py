"""When a mail came, by whom it passed, and whether its Date stands beside that."""

from __future__ import annotations

import pytest

from regard.model import DAY
from regard.parse.arrival import DELIVERY, PASSING, came_us, instant
from regard.time import as_of_us, iso

MINUTE = 60_000_000
HOUR = 60 * MINUTE
CAME = as_of_us("2024-03-05T12:00:00")
NOW = as_of_us("2026-01-01T00:00:00")

OURS = "from relay.acme.example by mx.us.example; Tue, 5 Mar 2024 12:00:00 +0000"
THEIRS = "from laptop by relay.acme.example; Tue, 5 Mar 2024 11:59:30 +0000"
FIRST_SLOW = "from laptop by relay.acme.example; Tue, 5 Mar 2024 05:59:30 +0000"
MOVED = "from old.us.example by new.us.example; Fri, 2 May 2025 03:00:00 +0000"
MOVED_ON = "from new.us.example by store.us.example; Fri, 2 May 2025 03:00:02 +0000"
FETCHED = "from pop.us.example by desk.local with POP3 (fetchmail-6.4.1); Thu, 7 Mar 2024 08:00:00 +0000"


@pytest.mark.parametrize(
    ("received", "came"),
    [
        ([OURS, THEIRS], "2024-03-05T12:00:00Z"),
        ([OURS, FIRST_SLOW], "2024-03-05T12:00:00Z"),  # the sender's own server may be slow too: ours counts
        ([MOVED, OURS, THEIRS], "2024-03-05T12:00:00Z"),
        ([MOVED_ON, MOVED, OURS, THEIRS], "2024-03-05T12:00:00Z"),
        ([FETCHED, OURS, THEIRS], "2024-03-05T12:00:00Z"),
        ([FETCHED, MOVED, OURS], "2024-03-05T12:00:00Z"),
        ([FETCHED], None),
        (["by mx.us.example; no day at all", OURS], "2024-03-05T12:00:00Z"),
        (["by mx.us.example; Mon, 1 Jan 1979 10:00:00 +0000", OURS], "2024-03-05T12:00:00Z"),
        (["by mx.us.example; Fri, 1 Jan 2044 10:00:00 +0000"], None),
        ([], None),
    ],
)
def test_our_server_says_when_it_came(received: list[str], came: str | None) -> None:
    """The topmost Received; not one of a fetch, nor one of the day on which a mailbox moved, however many hops that made."""
    assert iso(came_us(received, None, NOW)) == came
    assert iso(came_us(received, CAME - 6 * HOUR, NOW)) == came


def test_the_date_does_not_change_when_it_came() -> None:
    """Whatever a mail says of itself, its server says the same."""
    for hours in range(-300, 300):
        assert came_us([OURS, THEIRS], CAME + hours * HOUR, NOW) == CAME


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        (0, True),
        (MINUTE, True),
        (PASSING, True),
        (PASSING + 1, False),
        (6 * HOUR, False),
        (DELIVERY, False),
        (DELIVERY + 1, True),  # no delivery lasts so long: a mailbox moved
        (400 * DAY, True),
        (-1, False),
        (-96 * HOUR, False),
        (-400 * DAY, False),
    ],
)
def test_a_date_stands_where_mail_may_have_passed_since(before: int, stands: bool) -> None:
    """Within ten minutes before it came; not after it; and where it lies months before, the Received tells of something else."""
    assert instant(CAME - before, CAME) == ((CAME - before, "date") if stands else (CAME, "received"))


def test_a_date_that_cannot_be_gives_way() -> None:
    """1979 is a dead battery, and no Date at all says nothing."""
    assert instant(as_of_us("1979-01-01T10:00:00"), CAME) == (CAME, "received")
    assert instant(None, CAME) == (CAME, "received")
