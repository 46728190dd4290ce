"""Which mails are one of a series."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.mails import mail

from regard.answers.series import in_series, stem
from regard.model import DAY, Interaction

NOW = 20_000 * DAY


def one(day: int, subject: str, *, reply: bool = False) -> Interaction:
    """A mail of theirs so many days ago, in a thread of its own unless it is a reply."""
    thread = "t" if reply else f"t_{day}"
    return replace(
        mail(f"m_{day}", 1, False), us=NOW - day * DAY, subject=subject, is_reply=reply, thread_id=thread, message_id=f"m_{day}"
    )


@pytest.mark.parametrize(
    ("subject", "left"),
    [
        ("Actuals for March 3, 2031", "actuals"),
        ("REVISION #2 - Actuals for 4 March", "actuals"),
        ("Re: Pump house, hall 7", "pump house hall"),
        ("12/04/31", ""),
        ("Order 4711", "order 4711"),
        ("Gas flow 2/07/2031 (Wednesday)", "gas flow"),
    ],
)
def test_a_stem_has_no_days_numbers_or_versions(subject: str, left: str) -> None:
    """What differs from one of a series to the next is left out."""
    assert stem(subject) == left


def test_three_of_one_stem_are_a_series_and_two_are_not() -> None:
    """A third that begins anew tells it, and with it the first two."""
    two = [one(20, "Volumes for May 4"), one(10, "Volumes for May 14")]
    assert not in_series(two, NOW)
    assert in_series([*two, one(1, "Volumes for May 23")], NOW) == {"m_20", "m_10", "m_1"}


def test_an_exchange_under_one_subject_is_no_series() -> None:
    """Answers to one mail bear its subject as often as they like, and an answer to the third daily sheet is no sheet."""
    sheets = [
        one(30, "Daily volumes"),
        one(20, "Daily volumes"),
        one(10, "Daily volumes"),
        one(1, "Re: Daily volumes", reply=True),
    ]
    assert in_series(sheets, NOW) == {"m_30", "m_20", "m_10"}
    assert not in_series([one(n, f"Order 47{n}") for n in (11, 12, 13, 14)], NOW)
    assert not in_series([one(9, "Pump house"), *(one(n, "Re: Pump house", reply=True) for n in range(1, 6))], NOW)


def test_what_says_how_often_it_comes_is_of_a_series() -> None:
    """The first monthly sheet already is one; what came later tells nothing of an earlier moment."""
    assert in_series([one(3, "Monthly nomination")], NOW) == {"m_3"}
    assert not in_series([one(20, "Volumes May 4"), one(10, "Volumes May 14"), one(1, "Volumes May 23")], NOW - 5 * DAY)
