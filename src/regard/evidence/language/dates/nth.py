"""Which day is the first Monday of June, the last business day of the month, the second week of a year?"""

from __future__ import annotations

from datetime import date, timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import STEPS, Atom, Match, Scene, one_day, reader, relation_of, span, year_of
from regard.evidence.language.dates.words import Token


@reader
def nth_of(scene: Scene, m: Match) -> Atom | None:
    """First Monday of June, last week of May, the last business day of the month, second week of 2021."""
    n, what = scene.the(m, "n"), scene.the(m, "what")
    number = int(n.value) if n.type == "o" else -1 if n.value == "last" else 0
    within = _within(scene, m)
    if not number or within is None:
        return None
    first, last, yearless = within
    for _ in range(2):
        found = _nth(scene, what, number, first, last)
        if found is None:
            return None
        if not yearless or found[1] >= scene.base:
            return one_day(m, found[0], 0.93) if found[0] == found[1] else span(m, found[0], found[1], 0.85)
        first = first.replace(year=first.year + 1)
        last = days.month_end(last.year + 1, last.month)
    return None


def _within(scene: Scene, m: Match) -> tuple[date, date, bool] | None:
    """The period that an nth thing lies in, and whether its year is not said."""
    month_, unit_, year_, quarter_ = (scene.of(m, name) for name in ("M", "U", "Y", "Q"))
    said = year_of(year_, scene)
    if month_ is not None or quarter_ is not None:
        year_number = said or scene.base.year
        low, high = (month_.value, month_.value) if month_ else (3 * quarter_.value - 2, 3 * quarter_.value)  # type: ignore[union-attr]
        return date(year_number, low, 1), days.month_end(year_number, high), said is None
    if unit_ is not None and unit_.value in {"week", "month", "quarter", "year", "fyear"}:
        step = STEPS.get(relation_of(scene, m), 0)
        first, last = days.period(days.in_unit(scene.base, unit_.value, step), unit_.value)
        return first, last, False
    return (date(said, 1, 1), date(said, 12, 31), False) if said else None


def _nth(scene: Scene, what: Token, n: int, first: date, last: date) -> tuple[date, date] | None:
    """The nth weekday, day, working day, week or month of a period, from its end for -1."""
    if what.type == "W":
        ahead = first + timedelta(days=(what.value - first.weekday()) % 7 + 7 * (n - 1))
        found = ahead if n > 0 else last - timedelta(days=(last.weekday() - what.value) % 7)
        return (found, found) if first <= found <= last else None
    match "week" if what.type == "V" else what.value:
        case "day":
            found = first + timedelta(days=n - 1) if n > 0 else last
        case "bday":
            found = scene.work.after(first - days.ONE, n) if n > 0 else scene.work.after(last + days.ONE, -1)
        case "week":
            monday = days.week_of(first) + timedelta(weeks=n - 1 + (first.weekday() > 3)) if n > 0 else days.week_of(last)
            if n < 0 and last.weekday() < 3:
                monday -= timedelta(weeks=1)
            return monday, monday + timedelta(days=6)
        case "weekend":
            saturday = first + timedelta(days=(5 - first.weekday()) % 7 + 7 * (n - 1))
            return saturday, saturday + days.ONE
        case "month":
            begin = days.plus_months(first, n - 1) if n > 0 else last.replace(day=1)
            return begin, days.month_end(begin.year, begin.month)
        case _:
            return None
    return (found, found) if first <= found <= last else None
