"""Does somebody say that there is no money, or that they want nothing more offered, and until when?

"We have no budget for a change this year", "everything is frozen until April", "please do not send further proposals": such words stay
true until the day they name, or until their writer says otherwise; `refuses` finds the sentence and `until` its day, `reopens` what takes
it back. Prices that are frozen and goods that are not to be sent are none. English, with the commonest German, French and Spanish forms.
Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Literal

from regard.evidence.language.dates.days import made, plus_months, week_of
from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.missed import MONTHS

LONGEST = 400
"""Characters; a longer sentence refuses nothing plainly."""
MIDDLE = 15
"""The day of "mid June"."""
_OTHER = re.compile(r"\b(?:other|another|different|andere[nrs]?|autre|otro|otra)\b")
_RELEASES = ("there", "goes_on")
_CLAUSE = re.compile(r"[,;:()\u2013\u2014]| - |\b(?:but|however|aber|mais|pero)\b")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    import tomllib

    data = tomllib.loads((resources.files("regard.evidence.language") / "refusals.toml").read_text("utf-8"))
    put = {**data["fragments"], "months": "|".join(MONTHS)}
    whole = {name: "|".join(rows) for name, rows in data["patterns"].items()}
    return {name: re.compile(re.sub(r"<(offer|more|months)>", lambda m: put[m[1]], source)) for name, source in whole.items()}


Kind = Literal["no_offers", "no_money"]
KINDS: tuple[Kind, ...] = ("no_offers", "no_money")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that refuses (its place in the words), of which kind, and the ISO day from which it holds no more ("" for none)."""

    kind: Kind
    start: int
    end: int
    until: str = ""


def refuses(own: str, said: date) -> Refusal | None:
    """The refusal in own words written on a day; that nothing be offered before that there is no money. None where they refuse nothing."""
    found: list[Refusal] = []
    text = own[:LONGEST_READ]
    low = plain(text)
    for start, end in sentences(text, 0, len(text)):
        if end - start > LONGEST:
            continue
        sentence = " ".join(low[start:end].split())
        kind: Kind | None = next((k for k in KINDS if _patterns()[k].search(sentence)), None)
        if kind is not None and _patterns()["unsure"].search(sentence) is None:
            found.append(Refusal(kind, start, end, until(sentence, said)))
    return min(found, key=lambda r: r.kind != "no_offers", default=None)


def until(sentence: str, said: date) -> str:
    """The ISO day from which a plain sentence, written on `said`, holds no more; "" where it names none.

    "Until April" is over on the first, "until the end of April" on the first of May, "until 20 April" on that day, each the next to come.
    "Until Q2" is over on the first day of that quarter, and of a fiscal one on that of the calendar's: when theirs begins nobody knows.
    """
    match = _patterns()["until_month"].search(sentence)
    if match is not None:
        of = said.year if match["year"] is None else int(match["year"])
        day = _ends(match, of)
        whole = match["day"] or match["day_before"]
        over = day < said or (day == said and not whole)
        return (_ends(match, of + 1) if over and match["year"] is None else day).isoformat()
    match = _patterns()["until_quarter"].search(sentence)
    if match is not None:
        return _quarter(match, said).isoformat()
    match = _patterns()["until_year"].search(sentence)
    if match is not None:
        year = int(match["year"]) if match["year"] else said.year + (2 if match["next_end"] else 1)
        return date(year, 1, 1).isoformat()
    match = _patterns()["until_near"].search(sentence)
    return "" if match is None else _near(match, said).isoformat()


_NTH = (
    {"first", "ersten", "premier", "primer"},
    {"second", "zweiten", "deuxième", "segundo"},
    {"third", "dritten", "troisième", "tercer"},
)


def _quarter(match: re.Match[str], said: date) -> date:
    """The first day of the quarter or half year, or the first after it where its end is named; the next to come where no year is."""
    if match["h"] or match["half"]:
        month, months = (1 if (match["h"] or match["half"]) in ("1", "first") else 7), 6
    else:
        nth = match["nth"] or ""
        number = int(match["q"] or (nth[0] if nth[:1].isdigit() else next((n for n, of in enumerate(_NTH, 1) if nth in of), 4)))
        month, months = 3 * number - 2, 3
    months = months if match["end"] else 0
    day = plus_months(date(int(match["year"] or said.year), month, 1), months)
    return day if match["year"] or day > said else plus_months(day, 12)


def _near(match: re.Match[str], said: date) -> date:
    """The first day after this week, month or quarter, or the next day of that number."""
    following = plus_months(said.replace(day=1), 1)
    if match["nth"]:
        day = made(said.year, said.month, int(match["nth"]))
        return (
            day
            if day and day >= said
            else made(following.year, following.month, int(match["nth"])) or plus_months(following, 1)
        )
    if match["period"] == "week":
        return week_of(said) + timedelta(days=7)
    return following if match["period"] == "month" else plus_months(following, -said.month % 3)


def _ends(match: re.Match[str], year: int) -> date:
    """The day on which "until" such a day or month is over, in a year."""
    month = MONTHS.index(match["month"]) + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    named = match["day"] or match["day_before"]
    if named:
        return made(year, month, int(named)) or after
    if match["end"]:
        return after
    return date(year, month, MIDDLE if match["mid"] else 1)


def reopens(own: str) -> bool:
    """Whether own words take a refusal back: the money is there, they go on, or ask for an offer; no sentence that refuses does."""
    text = own[:LONGEST_READ]
    low = plain(text)
    return any(_takes_back(" ".join(low[start:end].split())) for start, end in sentences(text, 0, len(text)))


def _takes_back(sentence: str) -> bool:
    known = _patterns()
    if any(known[kind].search(sentence[:LONGEST]) for kind in KINDS):
        return False
    if known["asks"].search(sentence):
        return True
    return _is_there(sentence)


def releases(words: str) -> bool:
    """Whether a sentence says that the money is there after all, or that what was stopped goes on; a question, or one of another matter,
    says nothing.
    """
    sentence = " ".join(plain(words[:LONGEST]).split())
    if len(words) > LONGEST or "?" in sentence or _OTHER.search(sentence):
        return False
    return not any(_patterns()[kind].search(sentence) for kind in KINDS) and _is_there(sentence)


def names_later(words: str) -> bool:
    """Whether a sentence names a month, a season, a quarter or a year that it may be put to."""
    return _patterns()["later"].search(" ".join(plain(words[:LONGEST]).split())) is not None


def release_sources() -> list[str]:
    """The patterns of what releases, over plain words."""
    return [_patterns()[name].pattern for name in _RELEASES]


def _is_there(sentence: str) -> bool:
    known = _patterns()
    return any(_holds(sentence, match) for name in _RELEASES for match in known[name].finditer(sentence))


def _holds(sentence: str, match: re.Match[str]) -> bool:
    """Whether nothing near words that take a refusal back denies them, hangs them on something or puts them to a time to come."""
    before = sentence[max(0, match.start() - LONGEST) : match.end()]
    clause = _CLAUSE.split(before)[-1]
    after = _CLAUSE.split(sentence[match.end() : match.end() + LONGEST])[0]
    known = _patterns()
    if known["later"].search(match[0]) or (known["later"].search(after) and not known["past"].search(match[0])):
        return False
    return not (known["hangs"].search(before) or known["denied"].search(clause) or known["hangs_after"].search(after))
