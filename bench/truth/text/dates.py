"""`dates`: are dates read as meant? Over `dt.json` and `dt_tasks.json`, sentences with the reading of every expression in them.

`exact`: of the sentences of `dt.json` with exactly one expression, a date or a date with a time, the share in which exactly one day is
read and it is the right one; where a past and a future reading are given, the future one. `false_positive`: of the sentences of both files
that hold no expression, the share in which something is read. Intervals after Wilson.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text.reading import Reading, shares
from regard.evidence.language.dates import due_dates

FILES = ("dt.json", "dt_tasks.json")
KINDS = ("datetimeV2.date", "datetimeV2.datetime")
DEFAULT = "2016-11-07T00:00:00"
"""The day of writing where a sentence gives none: the data's own convention."""

Find = Callable[[str, datetime], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was written when, and the day meant: "" where no date is named."""

    text: str
    written: datetime
    day: str


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder. Raises Unreadable where it lacks a file or both hold nothing to measure."""
    del strip_headers
    rows = {name: _rows(folder / name) for name in FILES}
    single = [_sentence(row) for row in rows[FILES[0]] if _is_single(row)]
    nothing = [_sentence(row) for name in FILES for row in rows[name] if row.get("Results") == []]
    if not single or not nothing:
        raise Unreadable(f"{folder} holds no single dates, or no sentences without any.")
    finders: dict[str, Find] = {"numeric and named days": naive} | published()
    return Reading(
        len(single),
        scored(single, nothing, ours),
        {name: scored(single, nothing, find) for name, find in finders.items()},
        {"sentences without a date": len(nothing)},
    )


def scored(single: Sequence[Sentence], nothing: Sequence[Sentence], find: Find) -> dict[str, Any]:
    """`exact` and `false_positive` of one reader, with their intervals."""
    exact = sum(list(find(s.text, s.written)) == [s.day] for s in single)
    fired = sum(bool(find(s.text, s.written)) for s in nothing)
    return shares({"exact": (exact, len(single)), "false_positive": (fired, len(nothing))})


def ours(text: str, written: datetime) -> list[str]:
    """The days that Regard reads."""
    us = int(written.replace(tzinfo=UTC).timestamp()) * 1_000_000
    return [due.day for due in due_dates(text, us)]


_NAIVE = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})|(?P<us>\d{1,2}/\d{1,2}/\d{2,4})|(?P<word>today|tomorrow|tonight|yesterday)"
    r"|(?P<week>monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b",
    re.IGNORECASE,
)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def naive(text: str, written: datetime) -> list[str]:
    """The simplest reader: numeric dates, today and its neighbours, the next such weekday."""
    found: list[str] = []
    base = written.date()
    for match in _NAIVE.finditer(text):
        try:
            if match["iso"]:
                year, month, day = map(int, match["iso"].split("-"))
                found.append(date(year, month, day).isoformat())
            elif match["us"]:
                month, day, year = map(int, match["us"].split("/"))
                found.append(date(year + 2000 * (year < 100), month, day).isoformat())
            elif match["word"]:
                step = {"tomorrow": 1, "yesterday": -1}.get(match["word"].lower(), 0)
                found.append((base + timedelta(days=step)).isoformat())
            else:
                ahead = (_WEEK.index(match["week"].lower()) - base.weekday() - 1) % 7 + 1
                found.append((base + timedelta(days=ahead)).isoformat())
        except ValueError:
            continue
    return found


def published() -> dict[str, Find]:
    """What dateparser and parsedatetime read, told to prefer days to come."""
    from dateparser.search import search_dates
    from parsedatetime import Calendar, Constants

    def by_dateparser(text: str, written: datetime) -> list[str]:
        settings = {"RELATIVE_BASE": written, "PREFER_DATES_FROM": "future"}
        return [at.date().isoformat() for _, at in search_dates(text, languages=["en"], settings=settings) or []]

    constants = Constants("en_US", usePyICU=False)
    constants.YearParseStyle, constants.DOWParseStyle = 1, 0
    calendar = Calendar(constants)

    def by_parsedatetime(text: str, written: datetime) -> list[str]:
        named = calendar.nlp(text, sourceTime=written) or ()
        return [at.date().isoformat() for at, said, *_ in named if said & 1]

    return {"dateparser": by_dateparser, "parsedatetime": by_parsedatetime}


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unreadable(f"{file} cannot be read as JSON: {error}") from None
    if not isinstance(rows, list):
        raise Unreadable(f"{file} is no list of sentences.")
    return [row for row in rows if isinstance(row, dict) and "Input" in row]


def _is_single(row: dict[str, Any]) -> bool:
    results = row.get("Results") or []
    return len(results) == 1 and results[0].get("TypeName") in KINDS and bool(_days(results[0]))


def _days(result: dict[str, Any]) -> list[str]:
    values = (result.get("Resolution") or {}).get("values") or []
    return [v["value"][:10] for v in values if re.match(r"\d{4}-\d\d-\d\d", str(v.get("value", "")))]


def _sentence(row: dict[str, Any]) -> Sentence:
    written = str((row.get("Context") or {}).get("ReferenceDateTime") or DEFAULT)
    results = row.get("Results") or []
    return Sentence(row["Input"], datetime.fromisoformat(written[:19]), max(_days(results[0]), default="") if results else "")
