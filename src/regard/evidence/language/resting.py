"""Does somebody say good-bye until a named time ("you won't hear from us until spring 2028")? Then silence until then answers nobody badly.

Months, seasons, quarters and years, in English, German, French and Spanish (`resting.toml`); days and weeks are no good-bye. Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib import resources

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
    r"(?:(?:the|early|mid|late|next|im|in|dem|den|der|zum|anfang|mitte|ende|au|en|le|la|l'|début|mi|fin|el|a|principios de|del|de) ?)"
    r"{0,3}"
)
_WHEN = (
    rf"{_BEFORE}(?:(?P<named>{_NAMED})(?:(?: of| de| del|,)? (?P<year>20\d\d))?|(?P<next>{_NEXT_YEAR})"
    r"|q(?P<q>[1-4])(?: (?P<qyear>20\d\d))?|(?P<only>20\d\d))\b"
)
_GATE = re.compile(rf"\b(?:{_NAMED}|{_NEXT_YEAR}|q[1-4]|20\d\d)\b")


def rests(text: str) -> tuple[int, int] | None:
    """Where the first sentence stands that says good-bye until a time."""
    low = plain(text[:LONGEST_READ])
    if _GATE.search(low) is None:
        return None
    for start, end in sentences(text[:LONGEST_READ], 0, len(low)):
        said = low[start:end]
        if "?" not in said and _GATE.search(said) is not None and _found(said) is not None:
            return start, end
    return None


def until_us(sentence: str, written_us: int) -> int | None:
    """The first moment (UTC microseconds) of the time that such a sentence names, seen from when it was written; None where it is none."""
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
        if not year and at <= written:
            at = at.replace(year=at.year + 1)
    us = int(at.timestamp()) * 1_000_000
    return us if written_us < us <= written_us + FARTHEST else None


def _month(named: str) -> int:
    for month, names in (*enumerate(_MONTHS, 1), *_SEASONS.items()):
        if named in names.split("|"):
            return month
    raise ValueError(named)


def _found(low: str) -> re.Match[str] | None:
    return next((found for form in _forms() if (found := form.search(" ".join(low.split()))) is not None), None)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    import tomllib

    told = tomllib.loads((resources.files("regard.evidence.language") / "resting.toml").read_text("utf-8"))
    return tuple(re.compile(form.replace("@WHEN", _WHEN)) for form in told["patterns"])
