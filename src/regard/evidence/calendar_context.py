"""When was it, where the sender sat: weekday, hour, and whether people were off work.

Holidays are worked out by rule for the United States, England and Germany, and 24 December to 1 January counts everywhere: who
sells across borders finds either side off. Nothing is looked up.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from regard.model import DAY

HOUR = 3_600_000_000
MINUTE = 60_000_000
_EPOCH = date(1970, 1, 1)
_MON, _THU = 0, 3


def local_day(us: int, tz_minutes: int | None) -> int:
    """Days since 1970 where the sender's clock stands `tz_minutes` east of UTC (unknown: UTC)."""
    return (us + (tz_minutes or 0) * MINUTE) // DAY


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday, from days since 1970 (a Thursday)."""
    return (day + _THU) % 7


def hour(us: int, tz_minutes: int | None) -> int:
    """The hour of the sender's day, 0 to 23."""
    return (us + (tz_minutes or 0) * MINUTE) % DAY // HOUR


def week_start(us: int) -> int:
    """The Monday midnight, UTC, at or before `us`."""
    day = us // DAY
    return (day - weekday(day)) * DAY


@lru_cache(maxsize=1 << 16)
def is_holiday(day: int) -> bool:
    """Whether a day (since 1970) is a major holiday in the US, England or Germany, or between 24 December and 1 January."""
    return day in _holidays((_EPOCH + timedelta(days=day)).year)


@lru_cache(maxsize=1 << 12)
def has_holiday(start_day: int) -> bool:
    """Whether one of the five working days from this Monday on is a holiday."""
    return any(is_holiday(day) for day in range(start_day, start_day + 5))


@lru_cache(maxsize=256)
def _holidays(year: int) -> frozenset[int]:
    easter = _easter(year)
    days = [
        *(date(year, 12, d) for d in range(24, 32)),
        date(year, 1, 1),
        # Easter: Good Friday and Monday (England, Germany), Ascension and Whit Monday (Germany)
        *(easter + timedelta(days=n) for n in (-2, 1, 39, 50)),
        # United States
        _nth(year, 1, _MON, 3),
        _nth(year, 2, _MON, 3),
        _last(year, 5, _MON),
        _observed(date(year, 7, 4)),
        _nth(year, 9, _MON, 1),
        _nth(year, 11, _THU, 4),
        # England (its late May holiday is the last Monday, as above)
        _nth(year, 5, _MON, 1),
        _last(year, 8, _MON),
        # Germany
        date(year, 5, 1),
        date(year, 10, 3),
    ]
    if year >= 2021:
        days.append(_observed(date(year, 6, 19)))
    return frozenset((d - _EPOCH).days for d in days)


def _nth(year: int, month: int, of_week: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(of_week - first.weekday()) % 7 + 7 * (n - 1))


def _last(year: int, month: int, of_week: int) -> date:
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - of_week) % 7)


def _observed(day: date) -> date:
    """A Saturday's holiday is kept on Friday, a Sunday's on Monday."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
