"""Dates in every form mail writes them become one moment, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.parse.dates import header_date, received_date
from regard.time import as_of_us


@pytest.mark.parametrize(
    ("header", "moment", "offset"),
    [
        ("Thu, 5 Mar 2020 10:20:30 +0100", "2020-03-05T09:20:30", 60),
        ("Thu, 05 Mar 2020 10:20:30 -0800 (PST)", "2020-03-05T18:20:30", -480),
        ("5 Mar 2020 10:20 +0000", "2020-03-05T10:20:00", 0),
        ("Thu, 5 Mar 2020 10:20:30 GMT", "2020-03-05T10:20:30", 0),
        ("Thu, 5 Mar 2020 10:20:30 EST", "2020-03-05T15:20:30", -300),
        ("Thu, 5 Mar 2020 10:20:30 (CET)", "2020-03-05T09:20:30", 60),
        ("Thu, 5 Mar 2020 10:20:30 -0000", "2020-03-05T10:20:30", None),
        ("Thu, 5 Mar 2020 10:20:30", "2020-03-05T10:20:30", None),
        ("Thu, 5 Mar 2020 10:20:30 +9900", "2020-03-05T10:20:30", None),
        ("Thu, 5 Mar 2020 10.20.30 +0100", "2020-03-05T09:20:30", 60),
        ("Thu,5 Mar 2020 10:20:30 +01:00", "2020-03-05T09:20:30", 60),
        ("5-Mar-2020 10:20:30 +0530", "2020-03-05T04:50:30", 330),
        ("Thu Mar  5 10:20:30 2020", "2020-03-05T10:20:30", None),
        ("Thu Mar  5 10:20:30 PST 2020", "2020-03-05T18:20:30", -480),
        ("Thu Mar  5 10:20:30 2020 -0800", "2020-03-05T18:20:30", -480),
        ("2020-03-05T10:20:30Z", "2020-03-05T10:20:30", 0),
        ("2020-03-05 10:20:30.123 +0100", "2020-03-05T09:20:30", 60),
        ("3/5/2020 10:20:30 PM", "2020-03-05T22:20:30", None),
        ("Thu, March 5, 2020 at 12:20 AM", "2020-03-05T00:20:00", None),
        ("Do, 5 März 2020 10:20:30 +0100", "2020-03-05T09:20:30", 60),
        ("jeu., 5 mars 2020 10:20:30 +0100", "2020-03-05T09:20:30", 60),
        ("jue, 5 de marzo de 2020 10:20:30 +0100", "2020-03-05T09:20:30", 60),
        ("Thu, 5 Mar 99 10:20:30 +0000", "1999-03-05T10:20:30", 0),
        ("Sun, 5 Mar 100 10:20:30 +0000", "2000-03-05T10:20:30", 0),
        ("Thu, 5 Mar 2020 23:59:60 +0000", "2020-03-05T23:59:59", 0),
        ("Mon, 1 Jan 1979 10:00:00 +0000", "1979-01-01T10:00:00", 0),
        ("Fri, 1 Jan 2044 10:00:00 +0000", "2044-01-01T10:00:00", 0),
    ],
)
def test_header_date(header: str, moment: str, offset: int | None) -> None:
    """Each form is read as the moment it means, with the writer's offset where it says one."""
    assert header_date(header) == (as_of_us(moment), offset)


@pytest.mark.parametrize(
    "header", ["", "yesterday", "Thu, 31 Feb 2020 10:00:00 +0000", "Thu, 5 Foo 2020 10:00:00", "5 Mar 2020", "\x00"]
)
def test_no_date(header: str) -> None:
    """What names no moment gives none."""
    assert header_date(header) == (None, None)


def test_received() -> None:
    """A Received header says when after its last semicolon."""
    line = "from a.example (a; b) by c.example with ESMTP id 1; Thu, 5 Mar 2020 10:20:30 +0100 (CET)"
    assert received_date(line) == as_of_us("2020-03-05T09:20:30")
    assert received_date("from a.example by c.example") is None


@given(st.text(max_size=300))
def test_any_text(header: str) -> None:
    """No text makes it fail."""
    us, _ = header_date(header)
    assert us is None or abs(us) < 2**62
