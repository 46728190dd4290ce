"""`python -m bench.due_sentences [told]`: are due days of business mail in four languages read as meant? Made-up sentences with their days.

`due_sentences.txt` holds 308 of all kinds; `due_told.txt` (with `told`) 376 that name a day on which nothing is due (told of as past, of
meetings held, opening hours, birthdays, habits, documents, spans that are over, any such day, labels, how long things last) and 97 like
them that name one, each written on two days. Both: "@language day-of-writing", then sentences with their due day, "-" where none is named,
"/" between readings that are all right, "," between several days. Written before the grammar was read for mending. Which half a sentence
belongs to is a bit of its digest: `read` was looked at while mending, `unread` only counted. A day is right where exactly the days meant
are read; a sentence without one where no day from the writing on is read. In `due_told.txt` days gone by may stand beside the one due.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from regard.evidence.commitments import LEAST_CERTAIN
from regard.evidence.language.dates import due_dates

SENTENCES = Path(__file__).with_suffix(".txt")
TOLD = Path(__file__).with_name("due_told.txt")


def sentences(file: Path = SENTENCES) -> Iterator[tuple[str, str, str, str]]:
    """(language, day of writing, sentence, due)."""
    language = day = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("@"):
            language, day = line[1:].split()
        elif line:
            sentence, _, due = line.rpartition("|")
            yield language, day, sentence, due


def right(written: str, sentence: str, due: str, *, gone_too: bool = False) -> bool:
    """Whether a sentence is read as meant; `gone_too`: days before the writing do not count."""
    us = int(datetime.fromisoformat(f"{written}T09:00:00").replace(tzinfo=UTC).timestamp() * 1_000_000)
    found = {date.day for date in due_dates(sentence, us) if date.certainty >= LEAST_CERTAIN}
    if gone_too:
        found = {day for day in found if day >= written}
    if due == "-":
        return not any(day >= written for day in found)
    return sorted(found) in [sorted(set(reading.split(","))) for reading in due.split("/")]


def main(arguments: list[str] | None = None) -> int:
    """Print counts by half and language."""
    parser = argparse.ArgumentParser(prog="python -m bench.due_sentences", description=__doc__)
    parser.add_argument("which", nargs="?", choices=["all", "told"], default="all")
    told = parser.parse_args(arguments).which == "told"
    counted: Counter[str] = Counter()
    for language, written, sentence, due in sentences(TOLD if told else SENTENCES):
        half = "unread" if int(sha256(sentence.encode()).hexdigest(), 16) % 2 else "read"
        kind = "none" if due == "-" else "due"
        for key in (f"{half} {kind}", f"{half} {kind} {language}"):
            counted[key] += 1
            counted[f"{key} right"] += right(written, sentence, due, gone_too=told)
    print(json.dumps(dict(sorted(counted.items())), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
