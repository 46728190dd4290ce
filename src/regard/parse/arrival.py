"""When a mail was: its own Date, or the clock of the server that took it in for us?

A Date is the word of the sender's clock, which may stand in another zone, a day or a year off; everything that rests on order (who
answered whom, who waits, what was known when) would go by it. The topmost Received is written by the server that took the mail in for
us, by one clock for all who write to us. So that one is the witness, and the Date is believed where it lies within `PASSING` before it.

What is fetched from another mailbox (POP, IMAP) gets a further Received on top, and what moves to another house gets one of that day, years
later. Neither is an arrival: a fetch says so, and beyond `DELIVERY` nothing is still being delivered. Our own sent mail has no Received,
nor has most that was exported: its Date stands, unless it answers what came later (`flow.instants`).

How Date and Received differ on real mail: `python -m bench.clocks`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from regard.model import DAY
from regard.parse.dates import EARLIEST, received_date

PASSING = 10 * 60_000_000
"""Microseconds within which a mail has usually passed from its writer to our server: 86 % of 3,350 mails of a public list. What took
longer was queued or greylisted, left an outbox late, or has a wrong Date. Then the arrival counts: that it came then is sure."""
DELIVERY = 5 * DAY
"""Servers give up after four to five days (RFC 5321, 4.5.4.1). What came on later than this was fetched, moved or held back."""
MOST_HOPS = 50
_FETCHED = re.compile(r"\bwith\s+(?:E?A?POP3?S?|IMAP4?S?)\b|\((?:fetchmail|getmail|mpop)[- )]", re.IGNORECASE)


def came_us(received: Sequence[str], claimed: int | None, latest: int) -> int | None:
    """When the receiving server took a mail in, by its Received headers, the topmost first; None where they do not say.

    `claimed` is its Date: where the top one bears it out nobody looks further. Nothing before `EARLIEST` or after `latest` is believed.
    """
    found = last = None
    for value in received[:MOST_HOPS]:
        passed = received_date(value)
        if passed is None or not EARLIEST <= passed <= latest or fetched_by(value):
            continue
        if found is None:
            if claimed is not None and 0 <= passed - claimed <= PASSING:
                return passed
            found = passed
        elif last is not None and last - passed > DELIVERY:
            found = passed
        last = passed
    return found


def fetched_by(received: str) -> str:
    """The words by which a Received header says that the mail was fetched from another mailbox, so that they say it alone too; "" where
    it does not.
    """
    if (found := _FETCHED.search(received)) is None:
        return ""
    said = " ".join(found.group().split())
    return f"{said.rstrip('- )')})" if said.startswith("(") else said


def instant(claimed: int | None, came: int) -> tuple[int, Literal["date", "received"]]:
    """When a mail was that came at `came`, and what that rests on: its Date where it stands beside that, else when it came.

    A Date does not stand after that (nothing is written after it came), nor longer before than mail takes to pass; where it lies so
    long before that no delivery lasts, it does: then the Received tells of something else.
    """
    if claimed is None or claimed < EARLIEST:
        return came, "received"
    before = came - claimed
    return (claimed, "date") if 0 <= before <= PASSING or before > DELIVERY else (came, "received")
