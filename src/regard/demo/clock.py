"""When do people work? Time zones, public holidays, summer, and moments within a working day.

Offsets follow the European and North American summer-time rules, computed here so that the demo needs no zone files.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from regard.demo.records import DAY, Person

_EPOCH = date(1970, 1, 1)
_ZONES = {  # standard offset in minutes, summer-time rule
    "uk": (0, "eu"),
    "de": (60, "eu"),
    "nl": (60, "eu"),
    "fr": (60, "eu"),
    "es": (60, "eu"),
    "it": (60, "eu"),
    "pl": (60, "eu"),
    "se": (60, "eu"),
    "us_east": (-300, "us"),
    "us_mid": (-360, "us"),
}
COUNTRIES = tuple(_ZONES)
_AUGUST = {"fr": 0.2, "it": 0.2, "es": 0.3, "se": 0.7, "us_east": 0.85, "us_mid": 0.85}
_FIXED = {  # (month, day) of public holidays
    "uk": ((12, 25), (12, 26), (1, 1)),
    "de": ((12, 25), (12, 26), (1, 1), (5, 1), (10, 3)),
    "nl": ((12, 25), (12, 26), (1, 1), (4, 27)),
    "fr": ((12, 25), (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11)),
    "es": ((12, 25), (1, 1), (1, 6), (5, 1), (8, 15), (10, 12), (12, 6), (12, 8)),
    "it": ((12, 25), (12, 26), (1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15)),
    "pl": ((12, 25), (12, 26), (1, 1), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11)),
    "se": ((12, 25), (12, 26), (1, 1), (1, 6), (5, 1), (6, 6)),
    "us_east": ((12, 25), (1, 1), (7, 4)),
    "us_mid": ((12, 25), (1, 1), (7, 4)),
}
_LENGTH = 9 * 60  # minutes between opening and leaving


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days


def as_date(day: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=day)


def _nth_sunday(year: int, month: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (n - 1))


def _last_sunday(year: int, month: int) -> date:
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@lru_cache(maxsize=64)
def _summer(year: int, rule: str) -> tuple[int, int]:
    """First second (UTC) of summer time and of its end; American changes are taken at 07:00 UTC, near enough."""
    if rule == "eu":
        begin, end, hour = _last_sunday(year, 3), _last_sunday(year, 10), 1
    else:
        begin, end, hour = _nth_sunday(year, 3, 2), _nth_sunday(year, 11, 1), 7
    return day_number(begin) * DAY + hour * 3600, day_number(end) * DAY + hour * 3600


@lru_cache(maxsize=8192)
def _year(day: int) -> int:
    return as_date(day).year


def offset(country: str, at: int) -> int:
    """Minutes east of UTC in that country at that time."""
    standard, rule = _ZONES[country]
    begin, end = _summer(_year(at // DAY), rule)
    return standard + (60 if begin <= at < end else 0)


def local(country: str, at: int) -> int:
    """Seconds on the local clock: UTC seconds moved by the offset."""
    return at + 60 * offset(country, at)


def utc(country: str, local_seconds: int) -> int:
    """The UTC second of a local one (the earlier reading where the clock runs twice)."""
    guess = local_seconds - 60 * _ZONES[country][0]
    return local_seconds - 60 * offset(country, guess)


def _easter(year: int) -> date:
    """Western Easter Sunday (Butcher's rule)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays(country: str, year: int) -> frozenset[int]:
    """Day numbers of public holidays."""
    days = {day_number(date(year, m, d)) for m, d in _FIXED[country]}
    easter = day_number(_easter(year))
    if country.startswith("us_"):
        november = date(year, 11, 1)
        days.add(day_number(november) + (3 - november.weekday()) % 7 + 21)
        days.add(day_number(date(year, 9, 1)) + (-date(year, 9, 1).weekday()) % 7)
    elif country not in {"es", "it", "fr", "pl"}:
        days |= {easter - 2, easter + 1}
    else:
        days.add(easter + 1)
    if country == "uk":
        days.add(day_number(date(year, 5, 1)) + (-date(year, 5, 1).weekday()) % 7)
        days.add(day_number(date(year, 8, 31)) - date(year, 8, 31).weekday())
    return frozenset(days)


def weekday(day: int) -> int:
    """0 is Monday; day 0 was a Thursday."""
    return (day + 3) % 7


@lru_cache(maxsize=65536)
def busyness(country: str, day: int) -> float:
    """How much business goes on that day, 0 to 1: weekends, public holidays, the weeks around New Year, August."""
    d = as_date(day)
    if weekday(day) >= 5:
        return 0.03
    if day in holidays(country, d.year):
        return 0.04
    if (d.month, d.day) >= (12, 22) or (d.month, d.day) <= (1, 3):
        return 0.2
    if d.month == 8:
        return _AUGUST.get(country, 0.65)
    return (0.95, 1.0, 1.0, 0.95, 0.75)[weekday(day)]


def at_work(person: Person, day: int) -> bool:
    """Whether the person works on that local day."""
    if busyness(person.country, day) <= 0.04:
        return False
    return not any(a <= day < b for a, b in person.away)


def on_leave(person: Person, at: int) -> int | None:
    """The day they are back, if they are on holiday then."""
    day = local(person.country, at) // DAY
    return next((b for a, b in person.away if a <= day < b), None)


def moment(rng: Random, person: Person, day: int) -> int:
    """A UTC second at which this person plausibly writes on that local day."""
    if rng.random() < person.off_hours:
        minute = rng.triangular(person.opens + _LENGTH, 23 * 60 + 20, person.opens + _LENGTH + 60)
    elif rng.random() < 0.55:
        minute = person.opens + rng.triangular(0, 250, 90)
    else:
        minute = person.opens + rng.triangular(240, _LENGTH, 350)
    return utc(person.country, day * DAY + int(minute * 60) + rng.randrange(60))


def after(rng: Random, person: Person, at: int, hours: float) -> int:
    """The UTC second `hours` working hours after `at`, as this person works; some mail is answered off hours."""
    now = local(person.country, at)
    if rng.random() < person.off_hours and hours < 12:
        return at + int(hours * 3600) + rng.randrange(30, 600)
    left = hours * 60
    day, minute = now // DAY, (now % DAY) / 60
    for _ in range(120):
        if at_work(person, day):
            begin = max(minute, person.opens)
            room = person.opens + _LENGTH - begin
            if room > left:
                return max(at + 40, utc(person.country, int(day * DAY + (begin + left) * 60) + rng.randrange(60)))
            left -= max(0.0, room)
        day, minute = day + 1, 0.0
    return utc(person.country, day * DAY + person.opens * 60)
