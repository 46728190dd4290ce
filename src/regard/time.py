"""Time: UTC microseconds, half-open periods, and what `--as-of` means."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from time import time
from typing import TYPE_CHECKING

from regard.errors import UsageError
from regard.model import DAY

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
EARLIEST, LATEST = 1900, 2999
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE = datetime(1970, 1, 1)  # noqa: DTZ001 - of UTC, without saying so at each


def now_us() -> int:
    """This moment in UTC microseconds."""
    return int(time() * 1_000_000)


def as_of_us(text: str | None) -> int:
    """The moment a user means: nothing is now, a bare date the end of that day UTC, else an ISO time (UTC unless it says).

    Raises UsageError for anything else, and for days that no mail can be of.
    """
    if not text or text == "now":
        return now_us()
    try:
        moment = datetime.fromisoformat(text)
        if not EARLIEST <= moment.year <= LATEST:
            raise UsageError(f"“{text}” is too far off. Write a day of the years {EARLIEST} to {LATEST}.")
    except ValueError:
        raise UsageError(f"“{text}” is not a date. Write 2026-03-31 or 2026-03-31T14:00.") from None
    if _BARE_DATE.match(text):
        return day_start(moment.date()) + DAY
    return to_us(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def known_us(text: str) -> int:
    """The moment as of which something is asked: `as_of_us`, but none that lies ahead, of which nothing is known.

    The day that it is anywhere on earth is no such. Raises UsageError.
    """
    moment = as_of_us(text)
    if moment > now_us() + 2 * DAY:
        raise UsageError(f"“{text}” lies ahead: nothing is known as of then. Ask as of today or of a day before.")
    return moment


def to_us(moment: datetime) -> int:
    """UTC microseconds of an aware datetime."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def day_start(day: date) -> int:
    """The first microsecond of a UTC day."""
    return (day - _EPOCH.date()).days * DAY


def day_of(us: int) -> int:
    """UTC days since 1970."""
    return us // DAY


def days_ago(us: int, as_of_us: int) -> int:
    """Calendar days (UTC) from the day of `us` to the last day known at `as_of_us`: the one way in which days are counted.

    A moment of knowledge at midnight covers the day before.
    """
    return day_of(as_of_us - 1) - day_of(us)


@cache
def zone_of(name: str) -> ZoneInfo:
    """A time zone by name, such as Europe/Berlin; UTC where there is none of that name."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no name that a zone can have
        return ZoneInfo("UTC")


def iso(us: int | None) -> str | None:
    """`us` as ISO 8601 in UTC, to the second; None stays None."""
    if us is None:
        return None
    return (_NAIVE + timedelta(microseconds=us)).isoformat(timespec="seconds") + "Z"  # three fifths of what strftime takes


def iso_day(us: int | None) -> str | None:
    """The UTC date of `us`; None stays None."""
    text = iso(us)
    return text[:10] if text else None
