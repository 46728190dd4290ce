"""`python -m bench.due_sentences`: are due days of business mail in four languages read as meant? 308 made-up sentences with their days.

`due_sentences.txt`: "@language day-of-writing", then sentences with their due day, "-" where none is named, "/" between readings that
are all right, "," between several days. Written before the grammar was read for mending. Which half a sentence belongs to is a bit of its
digest: `read` was looked at while mending, `unread` only counted. A day is right where exactly the days meant are read; a sentence
without one where no day from the writing on is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from regard.evidence.commitments import LEAST_CERTAIN
from regard.evidence.language.dates import due_dates

SENTENCES = Path(__file__).with_suffix(".txt")


def sentences() -> Iterator[tuple[str, str, str, str]]:
    """(language, day of writing, sentence, due)."""
    language = day = ""
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("@"):
            language, day = line[1:].split()
        elif line:
            sentence, _, due = line.rpartition("|")
            yield language, day, sentence, due


def right(written: str, sentence: str, due: str) -> bool:
    """Whether a sentence is read as meant."""
    us = int(datetime.fromisoformat(f"{written}T09:00:00").replace(tzinfo=UTC).timestamp() * 1_000_000)
    found = {date.day for date in due_dates(sentence, us) if date.certainty >= LEAST_CERTAIN}
    if due == "-":
        return not any(day >= written for day in found)
    return sorted(found) in [sorted(set(reading.split(","))) for reading in due.split("/")]


def main() -> int:
    """Print counts by half and language."""
    counted: Counter[str] = Counter()
    for language, written, sentence, due in sentences():
        half = "unread" if int(sha256(sentence.encode()).hexdigest(), 16) % 2 else "read"
        kind = "none" if due == "-" else "due"
        for key in (f"{half} {kind}", f"{half} {kind} {language}"):
            counted[key] += 1
            counted[f"{key} right"] += right(written, sentence, due)
    print(json.dumps(dict(sorted(counted.items())), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
