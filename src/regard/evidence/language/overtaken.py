"""Has the day that a question is about gone by? “Would Tuesday at eight do?” waits for nothing on Friday.

A day to meet on is over with the day itself, an hour to speak at without a day with the day after it was written; a day *by* which
something is wanted is late at first, and over a week after. Pure.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from regard.evidence.language.dates import due_dates
from regard.model import DAY

LATE = 7
"""So many days past the day by which it was wanted something may still be wanted."""
SURE = 0.5
_BY = re.compile(
    r"\b(?:by|before|until|till|due|deadline|no later than|not later than|latest|eod|cob|end of|asap|bis|avant|antes)\W*(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_IS_BY = re.compile(r"\b(?:eod|cob|end of|close of)\b", re.IGNORECASE)
_HOUR = re.compile(r"\b(?:at|around|about|before|after|until|till) (?:1[0-2]|0?[1-9])(?:[:.][0-5]\d ?(?:am|pm|a\.m\.|p\.m\.|[ecmp][sd]?t)?|"
    r" ?(?:am|pm|a\.m\.|p\.m\.|o['’]clock))(?![\w%])", re.IGNORECASE)  # fmt: skip
_OWN_STEP = re.compile(
    r"\b(?:send|re-?send|forward|return|issue|provide|share|give|confirm|sign|prepare|fax|e-?mail|mail|let (?:me|us) have)\b[^.?!]*?"
    r"(?P<own>(?:\s*[,;–-]| and| so) (?:then )?(?:i|we)(?:['’]ll| will| shall)\b)", re.IGNORECASE
)  # fmt: skip
"""Asks for a thing, and says what its writer does then: the day of that is not the day of what is asked."""
_TALK = re.compile(r"\b(?:talk|speak|call|chat|meet|come by|stop by|free|available|time)\b", re.IGNORECASE)


def overtaken(sentence: str, written_us: int, tz_minutes: int | None, today: str) -> bool:
    """Whether every day that a sentence names, as its writer's calendar has it, lies before `today` (ISO), those wanted *by* a day
    more than `LATE` days, or an hour to speak at and no day, and a day lies between; False where it names none, or none after it was
    written.
    """
    day = date.fromisoformat(today)
    wrote = date.fromordinal(date(1970, 1, 1).toordinal() + written_us // DAY)
    own = _OWN_STEP.search(sentence)
    sentence = sentence if own is None else sentence[: own.start("own")]
    ends = []
    for due in due_dates(sentence, written_us, tz_minutes):
        last = date.fromisoformat(due.day)
        if due.certainty < SURE or last < wrote:
            continue
        by = _BY.search(sentence[: due.start]) or _IS_BY.search(sentence[due.start : due.end])
        ends.append(last + timedelta(days=LATE if by else 0))
    if not ends and _HOUR.search(sentence) and _TALK.search(sentence):
        ends.append(wrote + timedelta(days=1))
    return bool(ends) and max(ends) < day
