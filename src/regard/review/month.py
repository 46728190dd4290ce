"""Calendar months in UTC, by name ("2026-03")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from regard.errors import UsageError
from regard.time import day_start, iso_day

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month."""

    year: int
    number: int

    @classmethod
    def named(cls, text: str) -> Month:
        """The month of “2026-03”. Raises UsageError for anything else."""
        found = _MONTH.fullmatch(text.strip())
        if found is None or not 1 <= int(found[2]) <= 12 or not 1970 <= int(found[1]) <= 9998:
            raise UsageError(f"“{text}” is no month. Write it like 2026-03.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, us: int) -> Month:
        """The month of the last moment before `us`: midnight closes the day before."""
        return cls.named((iso_day(us - 1) or "")[:7])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def index(self) -> int:
        """Months since the year 0: a month's place among all."""
        return self.year * 12 + self.number - 1

    @classmethod
    def at(cls, index: int) -> Month:
        """The month at a place among all (`index`)."""
        year, number = divmod(index, 12)
        return cls(year, number + 1)

    @property
    def next(self) -> Month:
        """The month after."""
        return Month.at(self.index + 1)

    @property
    def before(self) -> Month:
        """The month before."""
        return Month.at(self.index - 1)

    @property
    def start_us(self) -> int:
        """Its first moment."""
        return day_start(date(self.year, self.number, 1))

    @property
    def end_us(self) -> int:
        """The first moment after it."""
        return self.next.start_us
