"""By which day is something promised? The days that a sentence names, as a promise means them.

A promise looks ahead, and not far: "let us do 5/21" said on 27 May speaks of a day that is gone, not of next year's; "on 3/11" said in
October is the third of November, whatever order the writer's country has. What a sentence names is found by `language.dates`, which
knows neither. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from regard.model import DueDate

FARTHEST = timedelta(days=180)
"""A day said without its year that would lie farther ahead has gone by: nobody is held to it."""
NEAR, FAR = timedelta(days=60), timedelta(days=90)
"""Of the two readings of 3/11 the one up to `NEAR` ahead is meant where the other lies more than `FAR` ahead."""

_SAYS_YEAR = re.compile(
    r"\b(?:19|20)\d\d\b|['’]\d\d\b|\d{1,2}([./-])\d{1,2}\1\d{2}\b|\b(?:days|weeks|months|quarters|years?|next)\b"
    r"|\b(?:tagen?|wochen|monaten?|quartalen?|jahre?s?|nächste[nmrs]?|jours|semaines|mois|ans|années?|prochaine?"
    r"|días|semanas|meses|años?|próxim[oa]|giorni|settimane|mesi|ann[oi]|prossim[oa]|dagen|weken|maanden|jaar|volgend)\b",
    re.IGNORECASE,
)
"""A year, or how far ahead it is: "in nine months", "next June"."""
_BEHIND = re.compile(r",?\s*(?:(?:of|in)\s+)?(?:(?:19|20)\d\d\b|['’]\d\d\b|next year\b)", re.IGNORECASE)
"""A year told right behind a day: "5/21 next year"."""
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2})(?![\d/-]|\.\d)")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def writers_day(us: int, tz_minutes: int | None) -> str:
    """The ISO date on the writer's calendar at `us` (UTC microseconds); UTC's where the offset is not known."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us, minutes=tz_minutes or 0)).date().isoformat()


def days_promised(sentence: str, named: Sequence[DueDate], today: str, *, day_first: bool = False) -> list[DueDate]:
    """Those of the dates that a sentence names, with their places in it, by which something can be promised on `today` (ISO, the writer's
    day): not past, and not last year's or this year's pushed on; in their order. `day_first`: in its language 3/11 is November's.
    """
    now = date.fromisoformat(today)
    meant = (due if day_first or _year_said(sentence, due) else _nearer(sentence, due, now) for due in named)
    return [
        due
        for due in meant
        if due.day >= today and (date.fromisoformat(due.day) - now <= FARTHEST or _year_said(sentence, due))
    ]


def from_today(due: DueDate, today: str) -> DueDate:
    """A window that had begun before it was said, from that day on: "before November is over", said on the 12th."""
    return replace(due, first=today) if due.first < today <= due.day else due


def _year_said(sentence: str, due: DueDate) -> bool:
    return _SAYS_YEAR.search(sentence, due.start, due.end) is not None or _BEHIND.match(sentence, due.end) is not None


def _nearer(sentence: str, due: DueDate, now: date) -> DueDate:
    """A numeric day that may be read in two orders, in the one that makes it near, where the other makes it far."""
    match = _NUMERIC.search(sentence, due.start, due.end)
    pairs = [(int(a), int(b)) for a, b in _NUMERIC.findall(sentence)]
    if match is None or _NUMERIC.search(sentence, match.end(), due.end) or any(max(pair) > 12 for pair in pairs):
        return due  # a range, or another date of the sentence, 5/21, tells the order
    a, b = int(match[1]), int(match[2])
    one, other = _coming(now, a, b), _coming(now, b, a)
    if one is None or other is None:
        return due
    near, far = sorted((one, other))
    before = far - date.fromisoformat(due.day)  # a day, where something is to be done *before* it
    if near - now > NEAR or far - now <= FAR or not timedelta() <= before <= timedelta(days=1) or _fits(sentence, due, far):
        return due
    day = max(near - before, now).isoformat()
    return replace(due, day=day, first=day if due.first == due.day else min(due.first, day))


def _fits(sentence: str, due: DueDate, far: date) -> bool:
    """Whether a weekday said beside it is that of the far reading."""
    weekday = _WEEKDAY.search(sentence, due.start, due.end)
    return weekday is not None and weekday[1].lower() == _WEEK[far.weekday()]


def _coming(now: date, month: int, day: int) -> date | None:
    """The next such day from today on; None where the next two years have none."""
    for year in (now.year, now.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= now:
            return found
    return None
