"""Does a later message say that a promise's day went by, in words that do not name the promised thing?

"The end of June has passed; what did Sue say?", "nobody has come", "so sorry, October came and went", "still waiting on Sue": such
words mean the promise whose day they name, or the one that fell due lately. `missed(sentences)` reads a message; which promise is
meant is decided by `promises`. What bears it is data (`language/promises/missed.toml`). Pure; English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from regard.evidence.language.forms import pieces
from regard.model import DAY
from regard.parse.many_words import ManyWords

LATELY = 30 * DAY
"""Words that name neither thing nor day mean what fell due no longer ago."""
NAMED = 45 * DAY
"""A month or a date is that of a promise for so long after its day; "you said Thursday" for a week."""
WEEKDAY = 8 * DAY
NEAR = 40
"""Characters between a day and the words that call it past."""

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = re.compile(
    rf"\b(?:{'|'.join(m for m in MONTHS if m not in {'may', 'march'})}|(?:sept|oct|nov|dec|jan|feb|apr|aug)\b"
    r"|(?<=of )(?:may|march)|(?<=mid-)(?:may|march)|(?<=\d )(?:may|march)|(?:may|march)(?= (?:\d|is over|has (?:gone|passed)|came|went)))"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_NUMBER = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)\b|\b(\d{1,2}) (?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})\b"
)


Days = tuple[frozenset[int], frozenset[int], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Missed:
    """What a message says of days that went by.

    `gone` are the days that sentences call past, `reminded` those that they say the reader had named, `conceded` the writer; each as its
    months (1-12), weekdays (0 is Monday) and days of the month.
    `asks` that news of something is asked for or that nothing came of it, `excuses` that whoever writes waits themselves or asks for
    patience, `came` that what was missed has come after all.
    """

    gone: tuple[Days, ...] = ()
    reminded: tuple[Days, ...] = ()
    conceded: tuple[Days, ...] = ()
    asks: bool = False
    excuses: bool = False
    came: bool = False

    def names(self, day: str, since_us: int, *, mine: bool) -> bool:
        """Whether a day (ISO) that ended so long ago (microseconds; below 0 it is not over) is one of those called past; `mine` where
        whoever writes had named it.
        """
        due = date.fromisoformat(day)
        for months, weekdays, numbers in (*self.gone, *(self.conceded if mine else self.reminded)):
            fits = all(
                not said or of in said for said, of in ((months, due.month), (weekdays, due.weekday()), (numbers, due.day))
            )
            if fits and since_us <= (NAMED if months or numbers else WEEKDAY):
                return True
        return False


NOTHING = Missed()


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    import tomllib

    file = resources.files("regard.evidence.language").joinpath("promises", "missed.toml")
    return {name: re.compile("|".join(rows)) for name, rows in tomllib.loads(file.read_text("utf-8")).items()}


@lru_cache(maxsize=1)
def _gate() -> tuple[ManyWords, tuple[frozenset[str], ...], frozenset[str]]:
    """Pieces of words looked for at once, of each the patterns that ask for it, and the patterns that ask for none."""
    asked = {name: pieces(pattern.pattern) for name, pattern in _patterns().items()}
    every = sorted(frozenset().union(*asked.values()))
    of = tuple(frozenset(name for name, needed in asked.items() if piece in needed) for piece in every)
    return ManyWords(every), of, frozenset(name for name, needed in asked.items() if not needed)


def may_miss(text: str) -> frozenset[str]:
    """The patterns of which a plain text with single spaces holds a word: no other is in any sentence of it."""
    words, of, unasked = _gate()
    return unasked.union(*[of[piece] for piece, _, _ in words.places(text)])


def days_named(sentence: str) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """The months, weekdays and days of the month in a plain sentence."""
    months = frozenset(next(n for n, m in enumerate(MONTHS, 1) if m.startswith(f[:3])) for f in _MONTH.findall(sentence))
    weekdays = frozenset(WEEKDAYS.index(w) for w in _WEEKDAY.findall(sentence))
    numbers = frozenset(int(next(filter(None, groups))) for groups in _NUMBER.findall(sentence))
    return months, weekdays, numbers


def missed(sentences: Iterable[str]) -> Missed:
    """What plain sentences (lower case, straight apostrophes, single spaces) say of days that went by."""
    patterns = _patterns()
    gone: list[Days] = []
    said: dict[str, list[Days]] = {"reminded": [], "conceded": []}
    asks = excuses = came = False
    for sentence in sentences:
        if not (may := may_miss(sentence)):
            continue
        if (
            "gone" in may
            and (match := patterns["gone"].search(sentence))
            and any(named := days_named(sentence[max(0, match.start() - NEAR) : match.start()]))
        ):
            gone.append(named)
        for who, of in said.items():
            if (
                who in may
                and (match := patterns[who].search(sentence))
                and any(named := days_named(sentence[match.end() :][:NEAR]))
            ):
                of.append(named)
        asks = asks or ("asks" in may and patterns["asks"].search(sentence) is not None)
        excuses = excuses or ("excuses" in may and patterns["excuses"].search(sentence) is not None)
        came = came or ("came" in may and patterns["came"].search(sentence) is not None and "?" not in sentence)
    return Missed(tuple(gone), tuple(said["reminded"]), tuple(said["conceded"]), asks, excuses, came)
