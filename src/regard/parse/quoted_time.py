"""When a quoted mail says it was written: the date above a quote, in the forms and languages mail programs write it in.

A quote seldom says its zone and never its country: the carrier's offset is assumed where none is written, and of two readings of
03/04 the one that lies before the carrier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from regard.model import DAY
from regard.parse.dates import EARLIEST, header_date

_EPOCH = date(1970, 1, 1).toordinal()
_OLD = 25 * 366 * DAY
_ABROAD = {
    start: number
    for number, starts in enumerate(
        (
            "янв sty led tammi oca січ ian ιαν",
            "фев lut úno helmi şub лют φεβ",
            "мар březn maalis берез márc μαρ",
            "апр kwi dub huhti nis квіт ápr απρ",
            "мая май květ touko трав máj μαΐ μαι",
            "июн cze červn kesä haz черв jún iun ιουν",
            "июл lip července heinä tem лип júl iul ιουλ",
            "авг sie srp elo ağu серп αυγ",
            "сен wrz zář syys eyl верес szept σεπ",
            "окт paź říj loka eki жовт οκτ",
            "ноя lis marras kas листоп noi νοε",
            "дек gru pros joulu ara груд des δεκ",
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
    | (?P<y7>\d{4})\.\s(?P<mo7>[^\W\d_]{3,12})\.?\s(?P<d7>\d{1,2})\.?
    | (?P<m6>\d{1,2})/(?P<d6>\d{1,2})(?=,?\s+\d{1,2}:\d\d)
    | (?P<y5>\d{4})\s?[年년]\s?(?P<m5>\d{1,2})\s?[月월]\s?(?P<d5>\d{1,2})\s?[日일]
    )(?!\d)"""
)
_CLOCK_AFTER = re.compile(
    r"(?x)(?:T|[\s,]*(?:\([^\W\d_]{1,9}\)[\s,]*)?(?:(?![上下午오])[^\W\d]{1,9}(?:\.|\(s\))?,?\s+){0,3})"
    + _CLOCK
    + r"""
    (?:\s*(?:Uhr|h)\b)? [\s,]*
    (?P<tz>\(?(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d\d)?\b\)?
      |(?P<long>(?:Atlantic|Eastern|Central|Mountain|Pacific)\s(?:Standard|Daylight)\sTime)|[A-Z]{1,4}T\b|GMT\b|UTC\b|MEZ\b|MESZ\b|BST\b)?"""
)
_CLOCK_BEFORE = re.compile(r"(?x)(?<![\d:])" + _CLOCK + r"[\s,]+(?:on\s+|\w{2,9},?\s+)?\Z")
_ZONE_AFTER = re.compile(r"\s*(?P<tz>[+-]\d{4})\b")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?")


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
    minute: str
    other_minute: str
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
    this_year = 1970 + int(before_us / 31_556_952_000_000) if before_us is not None else 2000
    found = _reading(value[:2000], this_year)
    if found and before_us is not None and not found.year_written and found.us > before_us + DAY:
        found = _reading(value[:2000], this_year - 1)
    if found is None:
        return None
    shift = 0 if found.offset is not None or tz_minutes is None else tz_minutes * 60_000_000
    us, minute = found.us - shift, found.minute
    if found.other is not None:
        other = found.other - shift
        if _chosen(us, other, found.certain and not day_first, before_us, day_first=day_first) == other:
            us, minute = other, found.other_minute
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
        said = _day(found)
        if said is None:
            continue
        year, month, day, other = said
        clock = _CLOCK_AFTER.match(value, found.end())
        if clock:
            start, end, zone = found.start(), clock.end(), _zone(clock["tz"], clock["long"])
        elif clock := _CLOCK_BEFORE.search(value, max(found.start() - 40, 0), found.start()):
            after = _ZONE_AFTER.match(value, found.end())
            start, end, zone = clock.start(), after.end() if after else found.end(), after["tz"] if after else ""
        else:
            start, end, zone = found.start(), found.end(), ""
        time = _time(clock)
        offset = _offset(zone) if zone else None
        whole = _full_year(year) if year else this_year
        us = _moment(whole, month, day, time, offset)
        if us is None:
            continue
        swapped = _moment(whole, *other, time, offset) if other else None
        suffix = f"T{time[0]:02d}:{time[1]:02d}" if clock else ""
        suffix += f"{offset:+d}" if offset is not None else ""
        return _Reading(
            us,
            swapped,
            offset,
            minute_known=clock is not None,
            minute=f"{whole}-{month:02d}-{day:02d}{suffix}",
            other_minute=f"{whole}-{other[0]:02d}-{other[1]:02d}{suffix}" if other else "",
            certain=bool(clock and clock["half"]),
            year_written=bool(year),
            start=start,
            end=end,
        )
    return None


def _day(found: re.Match[str]) -> tuple[str, int, int, tuple[int, int] | None] | None:
    """Year as written, month, day, and (month, day) in the other reading; None where this is no date."""
    form = found.lastgroup
    if form == "y2":
        month, day, other = _numeric(int(found["a"]), int(found["b"]), dotted=found["sep"] == ".")
        return (found["y2"], month, day, other) if 1 <= month <= 12 else None
    if form in ("y3", "d4", "y4", "d3", "d7"):
        n = "3" if found["d3"] else "4" if found["d4"] else "7"
        year, word, number = found[f"y{n}"], found[f"mo{n}"], found[f"d{n}"]
        month, day = _month(word), int(number)
    else:
        n = str(form)[1]
        year, month, day = "" if n == "6" else found[f"y{n}"], int(found[f"m{n}"]), int(found[f"d{n}"])
    return (year, month, day, None) if 1 <= month <= 12 else None


def _moment(year: int, month: int, day: int, time: tuple[int, int, int], offset: int | None) -> int | None:
    """UTC microseconds of a moment, as if the clock showed UTC where there is no offset; None for what is no moment."""
    hour, minute, second = time
    if hour > 24 or minute > 59 or second > 60:
        return None
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
    us = (days * 86_400 + hour * 3_600 + (minute - (offset or 0)) * 60 + min(second, 59)) * 1_000_000
    return us if us >= EARLIEST - _OLD else None


def _time(clock: re.Match[str] | None) -> tuple[int, int, int]:
    """Hour, minute and second; midnight where there is none."""
    if clock is None:
        return 0, 0, 0
    hour = int(clock["h"])
    half = clock["half"] or clock["early"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "Pp" or half in _AFTERNOON else 0)
    return hour, int(clock["mi"]), int(clock["s"] or 0)


def _full_year(year: str) -> int:
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 50 else 1900)


@lru_cache(maxsize=1 << 10)
def _offset(zone: str) -> int | None:
    """Minutes east of UTC, None for a zone nobody knows."""
    return header_date(f"1 Jan 2001 0:00 {zone}")[1]


def _numeric(a: int, b: int, *, dotted: bool) -> tuple[int, int, tuple[int, int] | None]:
    """Month and day of two numbers, and what else they may mean; month 0 where they mean nothing."""
    if dotted:
        return (b, a, None) if b <= 12 else (a, b, None)
    if a > 12:
        return (b, a, None) if b <= 12 else (0, 0, None)
    return a, b, (b, a) if b <= 12 and a != b else None


@lru_cache(maxsize=1 << 10)
def _month(word: str) -> int:
    """The number of a month's name in any language known here, 0 for another word."""
    low = word.lower()
    for start in _ABROAD_BY_LENGTH:
        if low.startswith(start):
            return _ABROAD[start]
    us, _ = header_date(f"1 {low} 2001 0:00")
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).month if us is not None else 0


def _zone(tz: str | None, long: str | None) -> str:
    if long:
        return "".join(word[0] for word in long.split())
    if not tz:
        return ""
    if (offset := _OFFSET.search(tz)) is None:
        return tz
    return f"{offset[1]}{int(offset[2]):02d}{offset[3] or '00'}"
