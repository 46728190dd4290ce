"""When a quoted mail says it was written: the date above a quote, in the forms and languages mail programs write it in.

A quote seldom says its zone and never its country: the carrier's offset is assumed where none is written, and of two readings of
03/04 the one that lies before the carrier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regard.model import DAY
from regard.parse.dates import EARLIEST, header_date
from regard.time import iso

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ABROAD = {
    start: number
    for number, starts in enumerate(
        (
            "янв sty led tammi oca",
            "фев lut úno helmi şub",
            "мар březn maalis",
            "апр kwi dub huhti nis",
            "мая май květ touko",
            "июн cze červn kesä haz",
            "июл lip července heinä tem",
            "авг sie srp elo ağu",
            "сен wrz zář syys eyl",
            "окт paź říj loka eki",
            "ноя lis marras kas",
            "дек gru pros joulu ara",
        ),
        start=1,
    )
    for start in starts.split()
}
"""How months begin in languages that `dates` does not read, those of headers being English."""

_ABROAD_BY_LENGTH = tuple(sorted(_ABROAD, key=len, reverse=True))
_AFTERNOON = ("下午", "午後", "오후")
_CLOCK = r"""(?P<early>上午|下午|午前|午後|오전|오후)?\s*(?P<h>\d{1,2})(?:[:.h時时]|시\s?)(?P<mi>\d\d)(?:[:.](?P<s>\d\d))?(?!\d)
    \s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"""
_DATE = re.compile(
    r"""(?x)(?<![\d./:-])(?:
      (?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})
    | (?P<a>\d{1,2})(?P<sep>[/.-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y2>\d{4}|\d\d)
    | (?P<d3>\d{1,2})(?:st|nd|rd|th|[.º])?[\s-]+(?:de\s)?(?P<mo3>[^\W\d_]{3,12})\.?,?[\s-]+(?:de\s)?(?P<y3>\d{4}|\d\d(?![\d:.]))
    | (?<!\w)(?P<mo4>[^\W\d_]{3,12})\.?\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{4})
    | (?P<m6>\d{1,2})/(?P<d6>\d{1,2})(?=,?\s+\d{1,2}:\d\d)
    | (?P<y5>\d{4})\s?[年년]\s?(?P<m5>\d{1,2})\s?[月월]\s?(?P<d5>\d{1,2})\s?[日일]
    )(?!\d)"""
)
_CLOCK_AFTER = re.compile(
    r"(?x)(?:T|[\s,]*(?:\([^\W\d_]{1,9}\)[\s,]*)?(?:(?![上下午오])[^\W\d]{1,9}\.?,?\s+){0,2})" + _CLOCK + r"""
    (?:\s*(?:Uhr|h)\b)? [\s,]*
    (?P<tz>\(?(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d\d)?\b\)?
      |(?P<long>(?:Atlantic|Eastern|Central|Mountain|Pacific)\s(?:Standard|Daylight)\sTime)|[A-Z]{1,4}T\b|GMT\b|UTC\b|MEZ\b|MESZ\b|BST\b)?"""
)
_CLOCK_BEFORE = re.compile(r"(?x)(?<![\d:])" + _CLOCK + r"[\s,]+(?:on\s+|\w{2,9},?\s+)?\Z")
_ZONE_AFTER = re.compile(r"\s*(?P<tz>[+-]\d{4})\b")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?")
_DAY_ONLY = 12


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as written: `us` in UTC, `minute` as it stands there ("2020-03-05T10:20", with its offset if written), and where."""

    us: int
    minute: str
    minute_known: bool
    tz_minutes: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """`us` as if the clock showed UTC where no offset is written, and the other reading of 03/04."""

    us: int
    other: int | None
    offset: int | None
    minute_known: bool
    certain: bool
    year_written: bool
    start: int
    end: int


def written(value: str, *, tz_minutes: int | None, before_us: int | None, day_first: bool = False) -> Written | None:
    """The first moment written in `value`; None where there is none.

    `tz_minutes` is assumed where no zone is written (`Written.tz_minutes` is then None), UTC where that is unknown too. `day_first`
    says that 03/04 is the third of April; otherwise AM and PM say that it is the fourth of March, and without them the reading nearest
    before `before_us` is taken. What lies a day after `before_us` is read the other way where that helps.
    """
    this_year = int((iso(before_us) or "2000")[:4])
    found = _reading(value[:2000], this_year)
    if found and before_us is not None and not found.year_written and found.us > before_us + DAY:
        found = _reading(value[:2000], this_year - 1)
    if found is None:
        return None
    shift = 0 if found.offset is not None or tz_minutes is None else tz_minutes * 60_000_000
    us = found.us - shift
    if found.other is not None:
        us = _chosen(us, found.other - shift, found.certain and not day_first, before_us, day_first=day_first)
    shown = iso(us + (shift if found.offset is None else found.offset * 60_000_000)) or ""
    minute = shown[:16] if found.minute_known else shown[:10]
    if found.offset is not None:
        minute += f"{found.offset:+d}"
    return Written(us, minute, found.minute_known, found.offset, found.start, found.end)


def _chosen(month_first: int, other: int, certain: bool, before_us: int | None, *, day_first: bool) -> int:
    """Which of two readings: as the country writes it, unless only the other one lies before the carrier."""
    latest = (before_us if before_us is not None else 1 << 62) + DAY
    if day_first or certain:
        first, second = (other, month_first) if day_first else (month_first, other)
        return second if first > latest >= second else first
    if before_us is None:
        return month_first
    fitting = [us for us in (month_first, other) if us <= latest]
    return max(fitting) if fitting else month_first


@lru_cache(maxsize=1 << 14)
def _reading(value: str, this_year: int) -> _Reading | None:
    for found in _DATE.finditer(value):
        parts = found.groupdict()
        year = next(filter(None, (parts[f"y{n}"] for n in range(1, 6))), None)
        other: tuple[int, int] | None = None
        if parts["a"]:
            month, day, other = _numeric(int(parts["a"]), int(parts["b"]), dotted=parts["sep"] == ".")
        elif word := parts["mo3"] or parts["mo4"]:
            month, day = _month(word), int(parts["d3"] or parts["d4"])
        else:
            month, day = int(parts["m1"] or parts["m5"] or parts["m6"]), int(parts["d1"] or parts["d5"] or parts["d6"])
        if not 1 <= month <= 12:
            continue
        clock = _CLOCK_AFTER.match(value, found.end())
        if clock:
            start, end, zone = found.start(), clock.end(), _zone(clock["tz"], clock["long"])
        elif clock := _CLOCK_BEFORE.search(value, max(found.start() - 40, 0), found.start()):
            after = _ZONE_AFTER.match(value, found.end())
            start, end, zone = clock.start(), after.end() if after else found.end(), after["tz"] if after else ""
        else:
            start, end, zone = found.start(), found.end(), ""
        said = _said(clock)
        us, offset = header_date(f"{day} {_MONTHS[month - 1]} {year or this_year} {said} {zone}")
        if us is None or us < EARLIEST - 10_000 * DAY:
            continue
        swapped = header_date(f"{other[1]} {_MONTHS[other[0] - 1]} {year or this_year} {said} {zone}")[0] if other else None
        return _Reading(us, swapped, offset, clock is not None, bool(clock and clock["half"]), year is not None, start, end)
    return None


def _said(clock: re.Match[str] | None) -> str:
    """The clock as a header writes it; midnight where there is none."""
    if clock is None:
        return "0:00:00"
    half = clock["half"] or ("" if not clock["early"] else "PM" if clock["early"] in _AFTERNOON else "AM")
    if half and int(clock["h"]) > _DAY_ONLY:
        half = ""
    return f"{clock['h']}:{clock['mi']}:{clock['s'] or '00'} {half.replace('.', '')}"


def _numeric(a: int, b: int, *, dotted: bool) -> tuple[int, int, tuple[int, int] | None]:
    """Month and day of two numbers, and what else they may mean; month 0 where they mean nothing."""
    if dotted:
        return (b, a, None) if b <= 12 else (a, b, None)
    if a > 12:
        return (b, a, None) if b <= 12 else (0, 0, None)
    return a, b, (b, a) if b <= 12 and a != b else None


def _month(word: str) -> int:
    """The number of a month's name in any language known here, 0 for another word."""
    low = word.lower()
    for start in _ABROAD_BY_LENGTH:
        if low.startswith(start):
            return _ABROAD[start]
    us, _ = header_date(f"1 {low} 2001 0:00")
    return int((iso(us) or "0000-00")[5:7]) if us is not None else 0


def _zone(tz: str | None, long: str | None) -> str:
    if long:
        return "".join(word[0] for word in long.split())
    if not tz:
        return ""
    if (offset := _OFFSET.search(tz)) is None:
        return tz
    return f"{offset[1]}{int(offset[2]):02d}{offset[3] or '00'}"
