"""Does somebody say good-bye until a named time ("you won't hear from us until spring 2028")? Then silence until then answers nobody badly.

Months, seasons, quarters and years, in English, German, French and Spanish (`resting.toml`); days and weeks are no good-bye, and no mail is
that asks something or sets a condition: its writer waits for us. That a next time is in May says so only beside a farewell. Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from regard.evidence.language.sentences import plain, sentences
from regard.model import DAY

RESTS = "rests"
"""The cue of a mail whose writer says good-bye until a time."""
LONGEST_READ = 6_000
"""Characters of a mail that are looked at."""
FARTHEST = 4 * 365 * DAY
"""So far ahead a time may be; what is farther was read wrongly."""
_MONTHS = (
    "january|januar|janvier|enero",
    "february|februar|février|febrero",
    "march|märz|mars|marzo",
    "april|avril|abril",
    "may|mai|mayo",
    "june|juni|juin|junio",
    "july|juli|juillet|julio",
    "august|août|agosto",
    "september|septembre|septiembre",
    "october|oktober|octobre|octubre",
    "november|novembre|noviembre",
    "december|dezember|décembre|diciembre",
)
_SEASONS = {
    3: "spring|frühjahr|frühling|printemps|primavera",
    6: "summer|sommer|été|verano",
    9: "autumn|fall|herbst|automne|otoño",
    12: "winter|hiver|invierno",
}
_NEXT_YEAR = (
    "next year|the new year|nächste[ns]? jahr|neue[ns] jahr|kommende[ns] jahr|(?:l')?an(?:née)? prochaine?|nouvel an|"
    "(?:el )?año que viene|próximo año|año nuevo"
)
_NAMED = "|".join([*_MONTHS, *_SEASONS.values()])
_BEFORE = (
    r"(?:(?:the|early|mid|late|end of|next|im|in|dem|den|der|zum|anfang|mitte|ende|au|en|le|la|l'|début|mi|fin|el|a|principios de"
    r"|del|de) ?){0,3}"
)
_WHEN = (
    rf"{_BEFORE}(?:(?P<named>{_NAMED})\b(?! (?:\d{{1,2}}|is|be|was|has)\b)(?:(?: of| de| del|,)? (?P<year>20\d\d))?|(?P<next>{_NEXT_YEAR})"
    r"|q(?P<q>[1-4])(?: (?P<qyear>20\d\d))?|(?P<only>20\d\d))\b"
)
_END = re.compile(r"\b(?:end of|ende|fin)(?: (?:the|de|des|du|del|der|l'))? ?q?$")
_GATE = re.compile(rf"\b(?:{_NAMED}|{_NEXT_YEAR}|q[1-4]|20\d\d)\b")


def rests(text: str) -> tuple[int, int] | None:
    """Where the first sentence stands that says good-bye until a time; None where the mail asks something (`asks_something`)."""
    low = plain(text[:LONGEST_READ])
    if _GATE.search(low) is None or asks_something(low):
        return None
    places = sentences(text[:LONGEST_READ], 0, len(low))
    told = [" ".join(low[start:end].split()) for start, end in places]
    return next((place for n, place in enumerate(places) if _GATE.search(told[n]) is not None and _says(told, n)), None)


def asks_something(mail: str) -> bool:
    """Whether anything in a mail asks for something or sets a condition: who does that waits for us."""
    low = " ".join(plain(mail[:LONGEST_READ]).split())
    return any(form.search(low) for form in _told().asks)


def until_us(sentence: str, written_us: int) -> int | None:
    """The first moment (UTC microseconds) of the time that such a sentence names, or that behind it where it names its end ("the end of
    March"), seen from when it was written; None where it is none.
    """
    found = _found(plain(sentence))
    if found is None:
        return None
    written = dt.datetime.fromtimestamp(written_us / 1_000_000, tz=dt.UTC)
    named, year = found["named"], found["year"] or found["qyear"] or found["only"]
    if found["next"]:
        at = dt.datetime(written.year + 1, 1, 1, tzinfo=dt.UTC)
    else:
        month = 3 * int(found["q"]) - 2 if found["q"] else _month(named) if named else 1
        at = dt.datetime(int(year) if year else written.year, month, 1, tzinfo=dt.UTC)
        at = _after(at, _lasts(found))
        if not year and at <= written:
            at = at.replace(year=at.year + 1)
    us = int(at.timestamp()) * 1_000_000
    return us if written_us < us <= written_us + FARTHEST else None


def _lasts(found: re.Match[str]) -> int:
    """How many months go by until its end, where a month, a season, a quarter or a year is named by that; else 0."""
    name = next(name for name in ("named", "q", "only") if found[name])
    if _END.search(found.string[: found.start(name)]) is None:
        return 0
    return 12 if name == "only" else 1 if name == "named" and any(found[name] in names.split("|") for names in _MONTHS) else 3


def _after(at: dt.datetime, months: int) -> dt.datetime:
    month = at.month - 1 + months
    return at.replace(year=at.year + month // 12, month=month % 12 + 1)


def _month(named: str) -> int:
    for month, names in (*enumerate(_MONTHS, 1), *_SEASONS.items()):
        if named in names.split("|"):
            return month
    raise ValueError(named)


class _Told(NamedTuple):
    """What `resting.toml` tells."""

    patterns: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    farewells: tuple[re.Pattern[str], ...]
    asks: tuple[re.Pattern[str], ...]


def _says(told: Sequence[str], n: int) -> bool:
    """Whether the n-th of the sentences says good-bye by itself, or tells a next time beside a farewell."""
    if any(form.search(told[n]) for form in _told().patterns):
        return True
    near = told[max(n - 1, 0) : n + 2]
    return any(form.search(told[n]) for form in _told().beside) and any(
        form.search(one) for form in _told().farewells for one in near
    )


def _found(low: str) -> re.Match[str] | None:
    words, told = " ".join(low.split()), _told()
    return next((found for form in (*told.patterns, *told.beside) if (found := form.search(words)) is not None), None)


@cache
def _told() -> _Told:
    import tomllib

    told = tomllib.loads((resources.files("regard.evidence.language") / "resting.toml").read_text("utf-8"))
    return _Told(*(tuple(re.compile(form.replace("@WHEN", _WHEN)) for form in told[name]) for name in _Told._fields))
