"""`python -m bench.due_cells [--failures]`: are the forms in which business mail says when something is due read as meant, cell by cell?

`due_cells.txt` names a cell (a kind of day, in a language), a rule for its answer and made-up sentences in which each pair of braces holds
alternatives. Every combination is read as if written at nine o'clock on each of `WRITTEN`, and the last days read are compared with
what the rule says, by arithmetic of its own (nothing of the grammar's is used). A cell without a day is right where no day from the writing
on is read.

Rules:
`d N` days, `bd N` working days, `mo N` months ahead; `wd K` the next weekday K (0 is Monday), `wd2 K` the one a week after; `w N K`
weekday K of the Nth week from now;
`wk N`, `ws N` the last and second working day of it, `me N`, `qe N`, `ye N` the end of the Nth month,
quarter, year from now; `q K`, `he K` the end of quarter or half K, `hey K` of next year's; `mend M`, `mid M`, `half1 M`, `early M`, `by M`
of month M; `md M D`, `dom D`, `domn D` (of next month); `kw N` Friday of week N; `nwd N K M` the Nth weekday K of month M;
`lbd N`, `fbd N`, `nbd K N` the last, first and Kth working day of the Nth month from now;
`ymd`; `before` any of these. Commas part several days.
"""

from __future__ import annotations

import argparse
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

from regard.evidence.commitments import LEAST_CERTAIN
from regard.evidence.language.dates import due_dates

CELLS = Path(__file__).with_suffix(".txt")
WRITTEN = (date(2025, 8, 12), date(2025, 8, 14))
"""A Tuesday and a Thursday in the third quarter: no rule's day then has two readings."""
_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence of a cell, the day of writing and the days due (none: empty)."""

    language: str
    cell: str
    written: date
    sentence: str
    due: tuple[date, ...]


def cases() -> Iterator[Case]:
    """Every sentence of every cell."""
    language = ""
    for line in CELLS.read_text("utf-8").splitlines():
        if line.startswith("@"):
            language = line[1:]
        elif line and not line.startswith("#"):
            cell, rule, template = (part.strip() for part in line.split("|", 2))
            for sentence in _sentences(template):
                for written in WRITTEN:
                    yield Case(language, cell, written, sentence, due(rule, written))


def _sentences(template: str) -> Iterator[str]:
    """All combinations of a template's alternatives."""
    pieces = _ALTERNATIVES.split(template)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    for chosen in product(*choices):
        yield re.sub(r"\s+(?=[.,])", "", "".join(chosen)).replace("..", ".")


def right(case: Case) -> bool:
    """Whether exactly the days meant are read."""
    found = read(case)
    return (
        found == sorted({day.isoformat() for day in case.due}) if case.due else not any(d >= str(case.written) for d in found)
    )


def read(case: Case) -> list[str]:
    """The days read that a promise could be held to."""
    us = int(datetime(case.written.year, case.written.month, case.written.day, 9, tzinfo=UTC).timestamp()) * 1_000_000
    return sorted({due.day for due in due_dates(case.sentence, us) if due.certainty >= LEAST_CERTAIN})


def due(rule: str, today: date) -> tuple[date, ...]:
    """The days of a rule. Raises KeyError for one that there is not."""
    return () if rule == "none" else tuple(_one(part.split(), today) for part in rule.split(","))


def _one(words: list[str], today: date) -> date:
    if words[0] == "before":
        if len(words) == 2:
            return date(today.year, int(words[1]), 1) - timedelta(days=1)
        start = _one(words[1:], today)
        return start.replace(day=1, month=start.month - 2) - timedelta(days=1) if words[1] == "q" else start - timedelta(days=1)
    if words[0] == "ymd":
        return date.fromisoformat(words[1])
    return _RULES[words[0]](today, *map(int, words[1:]))


def _month(today: date, n: int) -> date:
    """The first of the nth month from now."""
    year, month = divmod(today.year * 12 + today.month - 1 + n, 12)
    return date(year, month + 1, 1)


def _last(first: date, months: int = 1) -> date:
    return _month(first, months) - timedelta(days=1)


def _working(day: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    while n:
        day += step
        n -= (day.weekday() < 5) * (1 if n > 0 else -1)
    return day


def _weekday(today: date, k: int) -> date:
    return today + timedelta(days=(k - today.weekday() - 1) % 7 + 1)


def _of_week(today: date, n: int, k: int) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(weeks=n, days=k)


def _ahead(today: date, month: int, day: int) -> date:
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)


def _same_day(today: date, n: int) -> date:
    first = _month(today, n)
    return first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))


def _day_of(today: date, n: int) -> date:
    found = today.replace(day=n)
    return found if found >= today else _month(today, 1).replace(day=n)


def _nth(today: date, n: int, k: int, month: int) -> date:
    days = [date(today.year, month, d + 1) for d in range(monthrange(today.year, month)[1])]
    return [d for d in days if d.weekday() == k][n - 1 if n > 0 else n]


def _quarter(today: date, n: int) -> date:
    return _last(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * (n + 1))


_RULES: dict[str, Callable[..., date]] = {
    "d": lambda t, n: t + timedelta(days=n),
    "bd": _working,
    "mo": _same_day,
    "wd": _weekday,
    "wd2": lambda t, k: _weekday(t, k) + timedelta(weeks=1),
    "w": _of_week,
    "wk": lambda t, n: _of_week(t, n, 4),
    "ws": lambda t, n: _of_week(t, n, 1),
    "me": lambda t, n: _last(_month(t, n)),
    "qe": _quarter,
    "ye": lambda t, n: date(t.year + n, 12, 31),
    "q": lambda t, k: _last(date(t.year, 3 * k - 2, 1), 3),
    "he": lambda t, k: _last(date(t.year, 6 * k - 5, 1), 6),
    "hey": lambda t, k: _last(date(t.year + 1, 6 * k - 5, 1), 6),
    "mend": lambda t, m: _last(date(t.year, m, 1)),
    "by": lambda t, m: _last(date(t.year, m, 1)),
    "mid": lambda t, m: date(t.year, m, 15),
    "half1": lambda t, m: date(t.year, m, 15),
    "early": lambda t, m: date(t.year, m, 10),
    "md": _ahead,
    "dom": _day_of,
    "domn": lambda t, n: _month(t, 1).replace(day=n),
    "kw": lambda t, n: date.fromisocalendar(t.year, n, 5),
    "nwd": _nth,
    "lbd": lambda t, n: _working(_month(t, n + 1), -1),
    "fbd": lambda t, n: _working(_month(t, n) - timedelta(days=1), 1),
    "nbd": lambda t, k, n: _working(_month(t, n) - timedelta(days=1), k),
}


def main(arguments: list[str] | None = None) -> int:
    """Print how many sentences of each cell are read right, by language; with `--failures` those that are not."""
    parser = argparse.ArgumentParser(prog="python -m bench.due_cells", description=__doc__)
    parser.add_argument("--failures", nargs="?", const="", help="a language, or none for all")
    options = parser.parse_args(arguments)
    counted: Counter[tuple[str, str, bool]] = Counter()
    for case in cases():
        well = right(case)
        for key in ((case.language, case.cell), (case.language, "none" if case.cell.startswith("none") else "due")):
            counted[(*key, well)] += 1
        if not well and options.failures in {"", case.language} and case.written == WRITTEN[0]:
            print(f"{case.language} {case.cell}: {case.sentence} {[str(d) for d in case.due]} read {read(case)}")
    for language, cell in sorted({key[:2] for key in counted}):
        good, bad = counted[language, cell, True], counted[language, cell, False]
        if options.failures is None or cell in {"due", "none"}:
            print(f"{language} {cell}: {good} of {good + bad}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
