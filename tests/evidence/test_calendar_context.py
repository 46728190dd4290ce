"""Weekdays, hours and holidays where the sender sat."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from regard.evidence.calendar_context import has_holiday, hour, is_holiday, local_day, week_start, weekday
from regard.time import day_start, to_us


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


HOLIDAYS = [
    ("2024-12-24", True, "Christmas Eve"),
    ("2024-12-31", True, "between the years"),
    ("2025-01-01", True, "New Year"),
    ("2025-01-02", False, "back at work"),
    ("2025-04-18", True, "Good Friday"),
    ("2025-04-21", True, "Easter Monday"),
    ("2025-05-29", True, "Ascension"),
    ("2025-06-09", True, "Whit Monday"),
    ("2024-01-15", True, "Martin Luther King Day"),
    ("2024-02-19", True, "Washington's Birthday"),
    ("2024-05-27", True, "Memorial Day and the late May bank holiday"),
    ("2024-06-19", True, "Juneteenth"),
    ("2001-06-19", False, "before Juneteenth was one"),
    ("2024-07-04", True, "Independence Day"),
    ("2021-07-05", True, "Independence Day kept on Monday"),
    ("2020-07-03", True, "Independence Day kept on Friday"),
    ("2024-09-02", True, "Labor Day"),
    ("2024-11-28", True, "Thanksgiving"),
    ("2024-05-06", True, "early May bank holiday"),
    ("2024-08-26", True, "summer bank holiday"),
    ("2024-05-01", True, "Labour Day, Germany"),
    ("2024-10-03", True, "German Unity"),
    ("2024-10-04", False, "a Friday in October"),
    ("2024-03-29", True, "Good Friday of another year"),
    ("2000-04-21", True, "Good Friday of a century year"),
]


@pytest.mark.parametrize(("when", "expected", "name"), [pytest.param(*h, id=h[2]) for h in HOLIDAYS])
def test_holidays_follow_from_rules(when: str, expected: bool, name: str):
    """The major holidays of three countries, without a table of dates."""
    assert is_holiday(day(when)) is expected


def test_a_week_knows_its_holidays():
    """One of the five working days is enough; a weekend's holiday is not asked for."""
    assert has_holiday(day("2024-09-30"))
    assert not has_holiday(day("2024-10-07"))


@pytest.mark.parametrize("when", ["1969-12-31", "1970-01-01", "2000-02-29", "2024-09-30", "2038-01-19"])
def test_weekdays_and_weeks_agree_with_the_calendar(when: str):
    """Monday is 0, and every week starts on a Monday at midnight UTC."""
    assert weekday(day(when)) == date.fromisoformat(when).weekday()
    start = week_start(day_start(date.fromisoformat(when)) + 5)
    assert weekday(start // 86_400_000_000) == 0
    assert 0 <= day_start(date.fromisoformat(when)) - start < 7 * 86_400_000_000


def test_local_time_is_the_senders():
    """23:30 UTC on Sunday is Monday, 1 o'clock, an hour and a half east."""
    us = to_us(datetime(2024, 9, 29, 23, 30, tzinfo=UTC))
    assert (weekday(local_day(us, None)), hour(us, None)) == (6, 23)
    assert (weekday(local_day(us, 90)), hour(us, 90)) == (0, 1)
    assert (weekday(local_day(us, -480)), hour(us, -480)) == (6, 15)
