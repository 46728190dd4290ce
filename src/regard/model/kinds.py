"""What things are called: the fixed words that records hold, and the units of time."""

from __future__ import annotations

from typing import Literal

Zone = Literal["own", "quoted", "signature", "disclaimer", "forwarded", "salutation"]
"""Whose words a part of a text is. The last two are what `parse.finer` cuts out of quoted and own words, for showing."""

Role = Literal["from", "to", "cc", "bcc", "reply_to"]

Factor = Literal["trust", "value", "rapport"]

FACTORS: tuple[Factor, ...] = ("trust", "value", "rapport")

Side = Literal["us", "them", "shared", "automated", "personal"]

Outcome = Literal["1", "0", "open", "censored"]

Kind = Literal["mail", "meeting", "call"]

Result = Literal[
    "answered",
    "answered by a colleague",
    "answered from another address",
    "acted upon",
    "declined",
    "complained",
    "ignored",
    "still open",
    "unknown",
    "accepted",
    "tentative",
    "upcoming",
    "held",
    "not known whether held",
    "cancelled",
    "",
]
"""What came of a mail; of a meeting: accepted, tentative, declined, upcoming, held, not known whether held,
cancelled."""

Answer = Literal["", "accepted", "tentative", "declined", "delegated", "countered"]
"""What somebody invited said: nothing yet, one of the calendar's own words, or a proposal of another time."""

DAY = 86_400_000_000
"""Microseconds in a day."""

LEAN = {"": 0, "business": 1, "personal": 2, "work": 3}
"""What the words of a message lean to, as the live store keeps it (`message.lean`); "work": neither way, with a word of somebody's work."""
