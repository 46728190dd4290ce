"""The clock: offsets as the zone database has them, holidays, and working hours."""

from datetime import UTC, date, datetime
from random import Random
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from regard.demo import clock
from regard.demo.records import DAY, Person

ZONES = {"uk": "Europe/London", "de": "Europe/Berlin", "us_east": "America/New_York", "us_mid": "America/Chicago"}


def somebody(**more) -> Person:
    return Person("p", "A", "B", "them", "a", "", "de", "plain", "desktop", (("a@b.example", 0),), **more)


@pytest.mark.parametrize("country", ZONES)
def test_offsets_agree_with_the_zone_database(country):
    """At noon UTC of every day of six years the offset is the official one."""
    try:
        zone = ZoneInfo(ZONES[country])
    except ZoneInfoNotFoundError:
        pytest.skip("no zone database on this machine")
    first = clock.day_number(date(2023, 1, 1))
    for day in range(first, first + 6 * 365):
        at = day * DAY + DAY // 2
        official = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset().total_seconds() / 60
        assert clock.offset(country, at) == official, clock.as_date(day)


def test_local_and_back():
    """utc() undoes local() away from the hours that clocks change."""
    for country in clock.COUNTRIES:
        for day in range(clock.day_number(date(2025, 1, 1)), clock.day_number(date(2026, 1, 1)), 9):
            at = day * DAY + 43_210
            assert clock.utc(country, clock.local(country, at)) == at


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("de", date(2025, 4, 18)),
        ("uk", date(2026, 4, 6)),
        ("fr", date(2025, 7, 14)),
        ("us_east", date(2025, 11, 27)),
        ("us_east", date(2026, 11, 26)),
        ("us_mid", date(2025, 9, 1)),
        ("uk", date(2025, 5, 5)),
        ("uk", date(2025, 8, 25)),
    ],
)
def test_public_holidays(country, day):
    """Easter, Thanksgiving, Labour days and bank holidays fall where the calendar has them."""
    assert clock.day_number(day) in clock.holidays(country, day.year)
    assert clock.busyness(country, clock.day_number(day)) < 0.1


def test_answers_come_in_working_hours():
    """Somebody who never works off hours answers on a working day between opening and nine hours later, not on leave."""
    rng, day = Random(3), clock.day_number(date(2025, 6, 2))
    person = somebody(off_hours=0.0, away=((day + 7, day + 14),))
    for n in range(300):
        at = clock.after(rng, person, day * DAY + n * 7919, rng.uniform(0.1, 20))
        local = clock.local("de", at)
        assert clock.at_work(person, local // DAY)
        assert person.opens <= local % DAY / 60 <= person.opens + 9 * 60 + 1


def test_more_hours_are_later():
    """The answer after more working hours is never earlier."""
    person = somebody(off_hours=0.0)
    at = clock.day_number(date(2025, 6, 2)) * DAY + 9 * 3600
    times = [clock.after(Random(1), person, at, h) for h in (0.5, 2, 5, 9, 18, 40)]
    assert times == sorted(times)


def test_on_leave_tells_when_they_are_back():
    """During leave the day of return is known, outside there is none."""
    day = clock.day_number(date(2025, 6, 2))
    person = somebody(away=((day, day + 5),))
    assert clock.on_leave(person, day * DAY + 40_000) == day + 5
    assert clock.on_leave(person, (day + 5) * DAY + 40_000) is None
