"""Clocks of mail: which three are compared, and in which direction."""

from __future__ import annotations

from bench.clocks import MINUTE, band, bands, clocks_of

RAW = b"""Received: from relay by ours; Thu, 5 Mar 2020 12:30:00 +0000
Received: from laptop by relay; Thu, 5 Mar 2020 12:01:00 +0000
From: a@b.example
Date: Thu, 5 Mar 2020 12:00:00 +0000

x
"""


def test_a_queue_is_told_from_a_clock() -> None:
    """First is the lowest Received, top the highest; a mail that came half an hour later is dated by its arrival."""
    found = clocks_of(RAW)
    assert found is not None
    assert (found.first - found.date, found.top - found.date, found.basis) == (MINUTE, 30 * MINUTE, "received")


def test_mail_without_received_tells_nothing() -> None:
    """There is no second clock."""
    assert clocks_of(b"From: a@b.example\nDate: Thu, 5 Mar 2020 12:00:00 +0000\n\nx\n") is None


def test_every_difference_has_one_band() -> None:
    """From a year before to a year after."""
    assert {band(m) for m in range(-525_600, 525_600, 7)} <= set(bands())
    assert (band(-0.5), band(0), band(10)) == ("-2 to 0", "0 to 2", "10 to 60")
