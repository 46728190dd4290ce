"""Which days does a week, month, quarter or year mean, and what makes its end or beginning of it?"""

from __future__ import annotations

import re
from datetime import date, timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.amounts import moved
from regard.evidence.language.dates.called import happenings
from regard.evidence.language.dates.scene import (
    STEPS,
    Atom,
    Match,
    Scene,
    led,
    one_day,
    reader,
    relation_of,
    span,
    whole_year,
    year_of,
)


@reader
def unit(scene: Scene, m: Match) -> Atom | None:
    """Next week, this month, the coming quarter, next day."""
    token = scene.the(m, "U")
    relation = relation_of(scene, m)
    step, name = STEPS.get(relation, 0), str(token.value)
    if token.word.endswith("s") and token.word in {"days", "weeks", "months", "years", "quarters", "hours", "minutes"}:
        return span(m, scene.base, days.in_unit(scene.base, name, 3 * step), 0.4) if step > 0 else None
    if name in {"hour", "minute"}:
        found = moved(scene, scene.base, [(name, 1.0)], step)
        return one_day(m, found[0], 0.7, time=found[1]) if found and step > 0 else None
    if name == "day":
        if relation in {"last", "past"} and not any(t.word in {"previous", "prior"} for t in scene.tokens[m.start() : m.end()]):
            return None  # "the last day we can hold the price" is told by its neighbours
        return one_day(m, scene.base + timedelta(days=step), 0.8)
    if name == "bday":
        return one_day(m, scene.work.after(scene.base, step), 0.85)
    if name == "fortnight" and step > 0:
        return span(m, scene.base, scene.base + timedelta(weeks=2), 0.8)
    led = scene.before(m)
    held = led is not None and led.word == "for"  # "the plan for next quarter" names it, and is not due in it
    try:
        first, last = days.period(days.in_unit(scene.base, name, step), name)
    except (ValueError, OverflowError):
        return None
    return span(m, first, last, 0.85, bare=held and name in {"quarter", "year", "fyear"})


@reader
def unit_after_next(scene: Scene, m: Match) -> Atom | None:
    """The week after next."""
    token = scene.the(m, "U")
    if relation_of(scene, m) != "next" or token.value not in {"week", "month", "quarter", "year"}:
        return None
    return span(m, *days.period(days.in_unit(scene.base, token.value, 2), token.value), 0.85)


_ARTICLES = frozenset({"le", "la", "au", "du", "zum", "zur", "el", "del"})
"""Little words that hold an article: "d'ici le", "antes del"."""


@reader
def this_unit(scene: Scene, m: Match) -> Atom | None:
    """The month, the week: with the end of it, or a weekday in it."""
    token = scene.the(m, "U")
    if token.value in {"hour", "minute", "bday"}:
        return None
    before, after = scene.before(m), scene.after(m)
    if after is not None and after.type == "R" and scene.words.language in {"fr", "es", "it", "pt"}:
        return None  # fin du mois prochain
    if m.end() - m.start() == 1 and before is not None and before.type in "pb" and before.word.split()[-1] not in _ARTICLES:
        return None
    return span(m, *days.period(scene.base, token.value), 0.85, bare=token.value != "weekend")


@reader
def month(scene: Scene, m: Match) -> Atom | None:
    """June, next June, June 2003, June of next year, 6/2003."""
    if (pair := scene.of(m, "m")) is not None:
        year, number = pair.value
    else:
        token, relation, year_token = scene.of(m, "M"), relation_of(scene, m), scene.of(m, "Y")
        if token is None:
            return _nth_month(scene, m)
        number, year = token.value, year_of(year_token, scene)
        if year is None:
            year = scene.base.year + (number < scene.base.month)
            unit_here = m.end() - 1 > m.start("M") and scene.tokens[m.end() - 1].value == "year"
            if unit_here:
                year = scene.base.year + STEPS.get(relation, 0)
            elif relation == "next" and number <= scene.base.month:
                year = scene.base.year + 1
            elif relation in {"last", "past"}:
                year = scene.base.year - (number >= scene.base.month)
        bare = not led(scene, m) and not relation and year_token is None
        first, last = date(year, number, 1), days.month_end(year, number)
        return span(m, first, last, 0.8, bare=bare, yearless=year_token is None and not relation)
    return span(m, date(year, number, 1), days.month_end(year, number), 0.8, bare=not led(scene, m))


def _nth_month(scene: Scene, m: Match) -> Atom | None:
    """The third month of 2021."""
    n, unit_, year = scene.of(m, "o"), scene.of(m, "u"), year_of(scene.of(m, "Y"), scene)
    if n is None or unit_ is None or year is None or unit_.value != "month" or not 1 <= n.value <= 12:
        return None
    return span(m, date(year, n.value, 1), days.month_end(year, n.value), 0.85)


@reader
def quarter(scene: Scene, m: Match) -> Atom | None:
    """Q3, Q3 2004, the third quarter of next year."""
    token, relation = scene.of(m, "Q"), relation_of(scene, m)
    if "ends" in m.re.groupindex:
        return _last_quarter(scene, m)
    if token is None:
        token, unit_ = scene.of(m, "o"), scene.of(m, "u")
        if token is None or unit_ is None or unit_.value not in {"quarter", "half"}:
            return None
        if unit_.value == "half":
            return _half(scene, m, int(token.value))
        of = scene.of(m, "v")
        if of is not None and of.value not in {"year", "fyear"}:
            return None
    if not 1 <= token.value <= 4:
        return None
    year = year_of(scene.of(m, "Y"), scene)
    if "S" in m.re.groupindex and scene.of(m, "S") is not None:  # de l'année prochaine
        relation = str(scene.the(m, "S").value)
    ends = any(token.value in {"year", "fyear"} for token in scene.tokens[m.start() + 1 : m.end()])
    if year is None:
        year = scene.base.year + (STEPS.get(relation, 0) if ends else 0)
        if not ends and days.month_end(year, 3 * token.value) < scene.base:
            year += 1
    first = date(year, 3 * token.value - 2, 1)
    last = days.month_end(year, 3 * token.value)
    return span(m, first, last, 0.8, bare=not led(scene, m), yearless=scene.of(m, "Y") is None and not ends and not relation)


def _last_quarter(scene: Scene, m: Match) -> Atom | None:
    """The last quarter of the year."""
    unit_, of = scene.the(m, "u"), scene.tokens[m.start("ends") : m.end("ends")]
    if scene.the(m, "R").value != "last" or unit_.value != "quarter" or not any(t.value in {"year", "fyear"} for t in of):
        return None
    said = [STEPS.get(str(token.value), 0) for token in of if token.type == "R"]
    year = scene.base.year + (said[0] if said else 0)
    return span(m, date(year, 10, 1), date(year, 12, 31), 0.8, bare=not led(scene, m))


@reader
def half_year(scene: Scene, m: Match) -> Atom | None:
    """H1, H2 2004, 2H25."""
    return _half(scene, m, int(scene.the(m, "J").value))


def _half(scene: Scene, m: Match, number: int) -> Atom | None:
    """The first or second half of the year that is said, or that comes next."""
    said, ending = scene.of(m, "Y"), re.fullmatch(r"[12]h ?'?(?:20)?(\d\d)", scene.tokens[m.end() - 1].word)
    if number not in {1, 2}:
        return None
    relation = next((str(t.value) for t in scene.tokens[m.start() : m.end()] if t.type == "R"), "")
    of_year = any(token.value in {"year", "fyear"} for token in scene.tokens[m.start() : m.end()])
    year = year_of(said, scene) if said is not None else whole_year(int(ending[1]), scene.base.year) if ending else None
    yearless = year is None and not of_year
    if year is None:
        year = scene.base.year + (STEPS.get(relation, 0) if of_year else 0)
        year += not of_year and days.month_end(year, 6 * number) < scene.base
    first = date(year, 6 * number - 5, 1)
    return span(m, first, days.month_end(year, 6 * number), 0.7, bare=not led(scene, m), yearless=yearless)


@reader
def year(scene: Scene, m: Match) -> Atom | None:
    """2004: only with the end of it, before it, or in it where it is to come."""
    number = year_of(scene.of(m, "Y"), scene)
    if number is None:
        return None
    before = scene.before(m)
    to_come = before is not None and before.type == "i" and number > scene.base.year and scene.the(m, "Y").word.isdigit()
    return span(m, date(number, 1, 1), date(number, 12, 31), 0.7, bare=not to_come)


FIRST_OF_YEAR = 6
"""From which number on "in the 38th week" is a week of the year; of a project there are fewer."""


@reader
def week_number(scene: Scene, m: Match) -> Atom | None:
    """Week 23, KW 23 of 2004: the ISO week; the next one where no year is said."""
    token, said = scene.the(m, "U"), year_of(scene.of(m, "Y") if "Y" in m.re.groupindex else None, scene)
    if "f" in m.re.groupindex:  # KW 40/25
        number, year_ = scene.the(m, "f").value[1]
        said = whole_year(year_, scene.base.year)
    else:
        number = scene.the(m, "n").value
    if token.value != "week" or token.word.endswith("s") or not 1 <= number <= 53:
        return None
    if scene.of(m, "n") is not None and scene.the(m, "n").type == "o" and token.word not in {"kw", "kalenderwoche"}:
        counted = scene.after(m)
        if number < FIRST_OF_YEAR or (counted is not None and counted.type in "_i"):
            return None
    after = scene.after(m)
    if after is not None and after.type in "UnAst":
        return None
    for year_number in (said,) if said else (scene.base.year, scene.base.year + 1):
        try:
            monday = date.fromisocalendar(year_number, number, 1)
        except ValueError:
            return None
        if said or monday + timedelta(days=6) >= scene.base:
            return span(m, monday, monday + timedelta(days=6), 0.7)
    return None


@reader
def week_abbreviated(scene: Scene, m: Match) -> Atom | None:
    """S48: the ISO week of that number that comes next; after an article and what does not happen it is a model ("le compresseur S40")."""
    before = scene.before(m)
    article = scene.tokens[m.start() - 2] if m.start() > 1 else None
    if (
        before is not None
        and before.type == "x"
        and article is not None
        and article.type in "Tq"
        and before.word not in happenings("fr")
    ):
        return None
    for year_number in (scene.base.year, scene.base.year + 1):
        try:
            monday = date.fromisocalendar(year_number, int(scene.the(m, "w").value), 1)
        except ValueError:
            return None
        if monday + timedelta(days=6) >= scene.base:
            return span(m, monday, monday + timedelta(days=6), 0.7)
    return None


@reader
def period_end(scene: Scene, m: Match) -> Atom | None:
    """EOM, EOW, month-end, year-end, EOW next week."""
    token, said = scene.the(m, "k"), year_of(scene.of(m, "Y"), scene)
    base = scene.base if said is None else scene.base.replace(year=said, day=1)
    if (of := scene.of(m, "u")) is not None and of.value != token.value:  # EOW next week
        return None
    _, last = days.period(days.in_unit(base, token.value, STEPS.get(relation_of(scene, m), 0)), token.value)
    if token.value == "week":
        last = scene.work.last_of_week(days.week_of(last))
    return one_day(m, last, 0.85)


@reader
def edge(scene: Scene, m: Match) -> Atom | None:
    """End of, early, mid-: changes the period beside it."""
    token = scene.of(m, "E") if "E" in m.re.groupindex else None
    word = "later" if token is None else str(token.value)
    return Atom(m.start(), m.end(), "edge", scene.base, scene.base, 0.9, word=word)


@reader
def week_of(scene: Scene, m: Match) -> Atom | None:
    """Week of, week commencing, week ending: makes a week of the day beside it."""
    token = scene.the(m, "V")
    kind = "ending" if token.type == "N" else "of"
    return Atom(m.start(), m.end(), "week_of", scene.base, scene.base, 0.9, word=kind)
