"""Does a mail say by which day its writer's side decides? Pure; the forms stand in `deciding.toml`.

A sentence that speaks of deciding (their board, a decision, an approval, an award) and names a day ahead. What the reader is asked to
approve, sign off or decide is no deciding of the writer's. One that says that it is moved or called off names no day, and ends what was
said before.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from regard.evidence.language.dates import due_dates
from regard.evidence.language.sentences import sentences
from regard.time import iso_day

LONGEST_READ = 6_000
WEEK = 7
"""Days: a month in which something may be decided is no day of deciding."""
Form = Literal["speaks", "body", "turned", "yours", "away", "gone_by", "moved", "no_day"]


@cache
def _form(name: Form) -> re.Pattern[str]:
    import tomllib

    told = tomllib.loads((resources.files("regard.evidence.language") / "deciding.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{p})" for of in told[name].values() for p in of), re.IGNORECASE)


def examples() -> list[tuple[str, bool]]:
    """(sentence, whether it speaks of a deciding of the writer's that is ahead), as they stand beside the forms."""
    import tomllib

    told = tomllib.loads((resources.files("regard.evidence.language") / "deciding.toml").read_text("utf-8"))["examples"]
    return [(words, right == "right") for right in ("right", "wrong") for words in told[right]]


def may_decide(own: str) -> bool:
    """Whether a text may speak of deciding at all."""
    return _form("speaks").search(own[:LONGEST_READ]) is not None


def decides_by(words: str, us: int, tz_minutes: int | None) -> str | None:
    """The day (ISO) by which the writer's side decides, as one sentence of a mail of that moment says; None where it says none."""
    if not speaks_of_deciding(words) or _form("no_day").search(words) or _form("moved").search(words):
        return None
    days = [
        d.day
        for d in due_dates(words, us, tz_minutes)
        if d.certainty >= 0.5 and d.day > (iso_day(us) or "") and _days(d.first or d.day, d.day) < WEEK
    ]
    return min(days, default=None)


def moves(own: str) -> bool:
    """Whether a sentence of a mail says that a deciding of theirs is moved or called off."""
    text, moved = own[:LONGEST_READ], _form("moved")
    if moved.search(text) is None:
        return False
    said = (" ".join(text[a:b].split()) for a, b in sentences(text, 0, len(text)))
    return any(moved.search(words) and speaks_of_deciding(words) for words in said)


def speaks_of_deciding(words: str) -> bool:
    """Whether a sentence speaks of deciding that is ahead, and the writer's."""
    if _form("speaks").search(words) is None or any(_form(f).search(words) for f in ("away", "gone_by", "yours")):
        return False
    return _form("turned").search(words) is None or _form("body").search(words) is not None


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
