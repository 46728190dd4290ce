"""Days of the calendar: months' ends, quarters, the nth weekday of a month, Easter, working days, holidays by rule."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Which days the sender works: weekdays 0 (Monday) to 6, and days off."""

    week: AbstractSet[int] = field(default_factory=lambda: frozenset(range(5)))
    holidays: AbstractSet[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return day.weekday() in self.week and day not in self.holidays

    def after(self, day: date, n: int) -> date:
        """The nth working day after `day` (before it, where n is negative); `day` itself where n is 0."""
        step = ONE if n > 0 else -ONE
        for _ in range(abs(n)):
            day += step
            for _ in range(31):  # a calendar without any working day ends the search
                if self.works(day):
                    break
                day += step
        return day

    def last_of_week(self, monday: date) -> date:
        """The last weekday worked in the week of `monday`."""
        return monday + timedelta(days=max(self.week, default=6))


def made(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def plus_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day. Raises ValueError outside of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def nth_weekday(n: int, weekday: int, year: int, month: int) -> date | None:
    """The nth such weekday of a month, the last one for -1."""
    if n < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    return day if day.month == month else None


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(rule: str, year: int) -> date | None:
    """The day of a rule in a year: "12-25", "easter 1", or "4 3 11 +1" (the day after the 4th Thursday of November)."""
    parts = rule.split()
    if parts[0] == "easter":
        return easter(year) + timedelta(days=int(parts[1]))
    if len(parts) == 1:
        month, day = rule.split("-")
        return made(year, int(month), int(day))
    found = nth_weekday(int(parts[0]), int(parts[1]), year, int(parts[2]))
    return found and found + timedelta(days=int(parts[3]) if len(parts) > 3 else 0)


def in_unit(day: date, unit: str, n: int) -> date:
    """`day` moved by n units. Raises ValueError or OverflowError outside of the calendar."""
    match unit:
        case "day":
            return day + timedelta(days=n)
        case "week" | "weekend":
            return day + timedelta(weeks=n)
        case "fortnight":
            return day + timedelta(weeks=2 * n)
        case "month":
            return plus_months(day, n)
        case "quarter":
            return plus_months(day, 3 * n)
        case "half":
            return plus_months(day, 6 * n)
        case "year" | "fyear":
            return plus_months(day, 12 * n)
        case "decade":
            return plus_months(day, 120 * n)
        case "century":
            return plus_months(day, 1200 * n)
    return day


def period(day: date, unit: str) -> tuple[date, date]:
    """First and last day of the unit that `day` lies in; weeks from Monday to Sunday."""
    match unit:
        case "week" | "fortnight":
            monday = week_of(day)
            return monday, monday + timedelta(days=6)
        case "weekend":
            saturday = week_of(day) + timedelta(days=5)
            return saturday, saturday + ONE
        case "month":
            return day.replace(day=1), month_end(day.year, day.month)
        case "quarter":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return first, month_end(first.year, first.month + 2)
        case "half":
            first = date(day.year, 1 if day.month < 7 else 7, 1)
            return first, month_end(first.year, first.month + 5)
        case "year" | "fyear":
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case "decade":
            return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    return day, day
