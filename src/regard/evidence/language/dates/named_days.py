"""Which day do a written date, a weekday, "tomorrow", "the 15th" or a holiday mean?"""

from __future__ import annotations

import re
from datetime import timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import (
    STEPS,
    Atom,
    Match,
    Scene,
    coming,
    one_day,
    reader,
    relation_of,
    span,
    whole_year,
    year_of,
)


@reader
def numeric(scene: Scene, m: Match) -> Atom | None:
    """2002-05-06, 5/6/2002, 06.05.2002: the order is the language's where the numbers do not settle it."""
    token = scene.the(m, "F")
    text, (a, b, c) = token.value
    certainty = 0.98
    if a > 31 or len(text.split("-")[0].split("/")[0].split(".")[0]) == 4:
        return one_day(m, days.made(a, b, c) or days.made(a, c, b))
    c = whole_year(c, scene.base.year)
    day_first = "." in text or scene.order == "dmy" or a > 12
    if a <= 12 and b <= 12 and a != b and "." not in text:
        certainty = 0.8
    return one_day(m, days.made(c, b, a) if day_first and b <= 12 else days.made(c, a, b), certainty)


_NUMBERED = frozenset(
    (
        *("section", "sections", "article", "art", "chapter", "clause", "paragraph", "para", "version", "model", "room", "figure"),
        *("abschnitt", "artikel", "kapitel", "ziffer", "absatz", "punkt", "modell", "raum", "zimmer", "release", "page", "table"),
        *("chapitre", "modèle", "salle", "clausula", "cláusula", "artículo", "sección", "capítulo", "modelo", "versión", "sala"),
    )
)  # fmt: skip
"""What is numbered otherwise than days are."""


@reader
def partial(scene: Scene, m: Match) -> Atom | None:
    """3/15, 22/04, 7-6, 15.3.: a date where something beside it says so, or where it can hardly be a fraction."""
    token = scene.the(m, "f")
    if token.type == "v":  # "Friday 7.6"; two digits after the dot are minutes
        whole, _, rest = str(token.value).replace(",", ".").partition(".")
        if len(rest) != 1 or len(whole) > 2:
            return None
        text, a, b = f"{whole}/{rest}", int(whole), int(rest)
    else:
        text, (a, b) = token.value
    before, after = scene.before(m), scene.after(m)
    if text in {"24/7", "50/50", "9/11", "7/24"} or (before is not None and before.word in _NUMBERED):
        return None
    if before is not None and before.word in {"open", "opens", "hours", "geöffnet", "ouvert", "abierto"} and "-" in text:
        return None  # "doors open 8-5"
    led = m.start() != m.start("f")
    if before is not None:
        led = led or before.type in "pBbgW@$,(tsE" or before.word in {"from", "due", "date", "deadline"}
        led = led or (before.type == "T" and before.word in {"le", "el", "au", "al", "du", "del", "dem", "den", "zum"})
    if before is not None and before.type == "i" and text[0] != "0":
        led = "/" in text
    followed = after is not None and (after.type in "tW(P" or after.word == "at")
    plain = "/" in text and (text.startswith("0") or re.search(r"/0|/(?:1[3-9]|2\d|3[01])$", text) is not None)
    if not (led or followed or plain or "." in text) or (after is not None and after.type == "U"):
        return None
    if before is not None and before.type == "$" and not (plain or followed or after is None or after.type in "$,"):
        return None
    day_first = "." in text or scene.order == "dmy" or a > 12
    month, day = (b, a) if day_first and b <= 12 else (a, b)
    certainty = 0.7 if a <= 12 and b <= 12 and a != b else 0.85
    return one_day(m, coming(scene, month, day) if month <= 12 else None, certainty, yearless=True)


@reader
def month_day(scene: Scene, m: Match) -> Atom | None:
    """May 6th, 2002; 6 May; second of August; 05-Aug-2016; 2020/23/Sep."""
    month, day, year = scene.the(m, "M"), scene.the(m, "d"), year_of(scene.of(m, "Y"), scene)
    if day.word in {"few", "several", "couple"}:
        return None
    spelt = day.type == "o" and not day.word[0].isdigit() and m.start("d") > m.start("M")
    if spelt and (beyond := scene.after(m)) is not None and beyond.type in "xU" and beyond.word not in scene.words.follows:
        return None  # "samples in April, first series in June"
    if (two := scene.of(m, "n")) is not None:  # "January first 12"
        after = scene.after(m)
        if not 10 <= two.value <= 99 or (after is not None and after.type in "ACUPx" and after.word not in scene.words.follows):
            return None
        year = whole_year(two.value, scene.base.year)
    if day.type == "n" and m.start("d") > m.start("M"):
        after = scene.after(m)  # "May 10 people come?" counts people
        if after is not None and after.type == "U" and year is None:
            return None
    if year is None:
        found, after = coming(scene, month.value, day.value), scene.after(m)
        then = scene.tokens[m.end() + 1].word if m.end() + 1 < len(scene.tokens) else ""
        if found and after is not None and after.type == "R" and after.value in {"last", "past"} and then not in _AT_LAST:
            found = days.made(found.year - 1, found.month, found.day)  # "le 12 octobre dernier"
        return one_day(m, found, 0.93, yearless=True)
    return one_day(m, days.made(year, month.value, day.value), 0.98)


_AT_LAST = frozenset({"délai", "delai", "carat", "terme"})
"""What makes a last day of "dernier": "le 17 septembre dernier délai"."""


@reader
def day_sharing(scene: Scene, m: Match) -> Atom | None:
    """The 15th of "the 15th and 17th of September", the 25th of "April 22 and 25": the month stands beside the other day."""
    month, day = scene.the(m, "M"), scene.the(m, "d")
    year = year_of(scene.of(m, "Y"), scene) if "Y" in m.re.groupindex else None
    if m.start("M") < m.start("d"):
        after = scene.after(m)  # "April 22 and 25 people"
        if after is not None and after.type not in "$,)" and after.word not in scene.words.follows:
            return None
    if not 1 <= day.value <= 31:
        return None
    found = days.made(year, month.value, day.value) if year else coming(scene, month.value, day.value)
    return one_day(m, found, 0.9, yearless=not year)


@reader
def month_days(scene: Scene, m: Match) -> Atom | None:
    """April 22-25, 9th to 17th of April."""
    month, year = scene.the(m, "M"), year_of(scene.of(m, "Y"), scene)
    pair = scene.of(m, "f")
    first, last = scene.of(m, "d"), scene.of(m, "e")
    if pair is not None and m.start("f") < m.start("M") and "-" not in pair.value[0]:
        return None
    if (sign := scene.of(m, "a")) is not None and sign.word not in {"au", "al"}:
        return None
    if scene.of(m, "and") is not None and (led_by := scene.before(m)) is not None and led_by.word != "between":
        return None
    joined = any(token.type == "+" for token in scene.tokens[m.start() : m.end()])
    if joined and not (m.start() and scene.tokens[m.start() - 1].word in {"between", "zwischen", "entre"}):
        return None  # "the 15th and 17th of September": two days
    low, high = pair.value[1] if pair else (first.value if first else 0, last.value if last else 0)
    end = days.made(year, month.value, high) if year else coming(scene, month.value, high)
    begin = days.made(end.year, month.value, low) if end else None
    return span(m, begin, end, 0.9, yearless=not year) if begin and end and begin < end else None


@reader
def weekday(scene: Scene, m: Match) -> Atom | None:
    """Friday, next Tuesday (of next week), this past Wednesday."""
    token = scene.the(m, "W")
    base, relation = scene.base, relation_of(scene, m)
    here = days.week_of(base) + timedelta(days=token.value)
    ahead = base + timedelta(days=(token.value - base.weekday() - 1) % 7 + 1)
    match relation:
        case "next" | "following":
            found, certainty = here + timedelta(weeks=1), 0.75
        case "over":
            found, certainty = here + timedelta(weeks=2), 0.75
        case "last":
            found, certainty = here - timedelta(weeks=1), 0.75
        case "past":
            found, certainty = ahead - timedelta(weeks=1 if ahead - timedelta(weeks=1) < base else 2), 0.9
        case "this":
            found, certainty = here if here >= base else ahead, 0.9
        case _:
            found, certainty = ahead, 0.9
    return Atom(m.start(), m.end(), "weekday", found, found, certainty, weekday=token.value, word=relation)


@reader
def weekday_after_next(scene: Scene, m: Match) -> Atom | None:
    """Tuesday after next: of the week after the next one."""
    week = scene.the(m, "W")
    if relation_of(scene, m) != "next":
        return None
    return one_day(m, days.week_of(scene.base) + timedelta(days=week.value, weeks=2), 0.75)


@reader
def weekday_day(scene: Scene, m: Match) -> Atom | None:
    """Tue 13th, Friday 31, Friday the 13th: the next month in which they meet."""
    week, day = scene.the(m, "W"), scene.the(m, "d")
    after = scene.after(m)
    if scene.tokens[m.start()].type == "T" and day.type == "n" and scene.words.language == "en":
        return None
    if day.type == "n" and after is not None and after.type in "UACMnvs":
        return None
    if day.type == "n" and after is not None and after.type == "x" and after.word not in scene.words.follows:
        return None
    first = scene.base.replace(day=1)
    for ahead in range(13 * 12):
        month = days.plus_months(first, ahead)
        found = days.made(month.year, month.month, day.value)
        if found and found.weekday() == week.value and found >= scene.base:
            return one_day(m, found, 0.93)
    return None


@reader
def weekdays_ahead(scene: Scene, m: Match) -> Atom | None:
    """Two Sundays from now."""
    n, week = scene.of(m, "n"), scene.the(m, "L")
    number = n.value if n is not None and n.type == "n" else 1
    ahead = scene.base + timedelta(days=(week.value - scene.base.weekday() - 1) % 7 + 1)
    return one_day(m, ahead + timedelta(weeks=number - 1), 0.8) if 0 < number < 60 else None


@reader
def weekday_week(scene: Scene, m: Match) -> Atom | None:
    """Friday week, a week on Friday, Montag in einer Woche, lundi en huit."""
    week, unit, n = scene.of(m, "W"), scene.of(m, "U"), scene.of(m, "n")
    eight = n is not None and n.word in {"huit", "quinze", "ocho", "quince"}
    if n is not None and not eight and (n.type != "q" or unit is None or unit.value != "week"):
        return None
    ahead = scene.base + timedelta(days=(scene.the(m, "W").value - scene.base.weekday() - 1) % 7 + 1)
    if n is not None:
        return (
            one_day(m, ahead + timedelta(weeks=2 if n.word in {"quinze", "quince"} else 1), 0.7)
            if eight is (unit is None)
            else None
        )
    if week is None or unit is None or unit.value != "week" or unit.word != "week":
        return None
    ahead = scene.base + timedelta(days=(week.value - scene.base.weekday() - 1) % 7 + 1)
    return one_day(m, ahead + timedelta(weeks=1), 0.7)


@reader
def week_from_day(scene: Scene, m: Match) -> Atom | None:
    """A week today, two weeks tomorrow."""
    n, unit, token = scene.the(m, "n"), scene.the(m, "U"), scene.the(m, "D")
    if unit.value not in {"week", "fortnight"} or token.value not in {0, 1} or token.word in scene.words.vague:
        return None
    weeks = (n.value if n.type == "n" else 1) * (2 if unit.value == "fortnight" else 1)
    if not 1 <= weeks <= 20:
        return None
    return one_day(m, scene.base + timedelta(days=token.value, weeks=weeks), 0.9)


@reader
def day_in_weeks(scene: Scene, m: Match) -> Atom | None:
    """Tomorrow week, today week; demain en huit, de hoy en ocho."""
    token, unit, n = scene.the(m, "D"), scene.of(m, "U") if "U" in m.re.groupindex else None, None
    if unit is None:
        n = scene.the(m, "n")
    if token.word in scene.words.vague or (unit is not None and unit.word != "week"):
        return None
    weeks = 1 if n is None else _EIGHT_DAYS.get(n.word, 0)
    return one_day(m, scene.base + timedelta(days=token.value, weeks=weeks), 0.75) if weeks else None


_EIGHT_DAYS = {"huit": 1, "ocho": 1, "quinze": 2, "quince": 2}


@reader
def day(scene: Scene, m: Match) -> Atom | None:
    """Today, tomorrow, the day after tomorrow."""
    token = scene.the(m, "D")
    found = scene.base + timedelta(days=token.value)
    vague = token.word in scene.words.vague
    time = (20, 0) if token.word in {"tonight", "tonite"} else None
    return one_day(m, found, 0.6 if vague else 0.97, time=time, half_known=time is None, word="now" if vague else token.word)


@reader
def day_of_month(scene: Scene, m: Match) -> Atom | None:
    """The 15th, by 4th, the 21st of next month; never the 15th floor."""
    token, unit_ = scene.the(m, "d"), scene.of(m, "U")
    number = token.value
    if unit_ is not None and unit_.value == "day":  # the thirty-first day: of the month, else of something counted
        return None
    if unit_ is not None and unit_.value != "month":
        return None
    if not 1 <= number <= 31:
        return None
    if unit_ is not None:
        said = relation_of(scene, m)
        month_ = days.plus_months(scene.base.replace(day=1), STEPS.get(said, 0))
        found = days.made(month_.year, month_.month, number)
        if not said and found and found < scene.base:  # the first of the month, where this month's is gone
            month_ = days.plus_months(month_, 1)
            found = days.made(month_.year, month_.month, number)
        return one_day(m, found, 0.95)
    after = scene.after(m)
    spelt = not token.word[0].isdigit()
    if spelt and ((number < 4 or scene.of(m, "p") is None) and ((after is not None and after.type != "$") or number < 10)):
        return None
    if after is not None and after.type not in "$,(@iwpbBgtW+sPKD" and after.word not in scene.words.follows:
        return None
    if after is not None and after.type == "s":
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, number)
        if found and found >= scene.base:
            return one_day(m, found, 0.88, monthless=True)
    return None


@reader
def day_in_month(scene: Scene, m: Match) -> Atom | None:
    """Le 17, el 3 del próximo mes, d'ici le 17: where the day is a plain number after its article."""
    token, after = scene.the(m, "d"), scene.after(m)
    before = scene.tokens[m.start("d") - 1]
    unit_ = scene.of(m, "U") if "U" in m.re.groupindex else None
    if re.split(r"[ ']", before.word)[-1] not in {"le", "el", "au", "al", "du", "del"} or not 1 <= token.value <= 31:
        return None
    if unit_ is not None:
        if unit_.value != "month":
            return None
        said = next((str(t.value) for t in scene.tokens[m.start("d") : m.end()] if t.type == "R"), "")
        month_ = days.plus_months(scene.base.replace(day=1), STEPS.get(said, 0))
        found = days.made(month_.year, month_.month, token.value)
        if not said and found and found < scene.base:
            month_ = days.plus_months(month_, 1)
            found = days.made(month_.year, month_.month, token.value)
        return one_day(m, found, 0.95)
    if not token.word.isdigit() or (after is not None and after.type not in "$,)(@iwpbgW+t" and after.word not in _CLOSES):
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, token.value)
        if found and found >= scene.base:
            return one_day(m, found, 0.8, monthless=True)
    return None


_CLOSES = frozenset(
    (
        *("au", "à", "et", "ou", "pour", "avec", "si", "mais", "est", "sera", "nous", "je", "vous", "dernier", "inclus", "comme"),
        *("a", "y", "o", "para", "con", "pero", "es", "será", "inclusive"),
    )
)  # fmt: skip

_RESTS = frozenset(
    [
        "based", "depends", "depend", "depending", "focus", "focused", "agreed", "agree", "rely", "relies", "count", "counts",
        "working", "work", "spent",
    ]
)  # fmt: skip


@reader
def bare_day(scene: Scene, m: Match) -> Atom | None:
    """Back on 19: a number alone at the end of a sentence, after "on" but not after what else rests "on" a number."""
    token, before = scene.the(m, "d"), scene.before(m)
    led = scene.tokens[m.start()].word == "on" and (before is None or before.word not in _RESTS)
    if not led or not token.word.isdigit() or not 1 <= token.value <= 31:
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, token.value)
        if found and found >= scene.base:
            return one_day(m, found, 0.5, monthless=True)
    return None


@reader
def day_number(scene: Scene, m: Match) -> Atom | None:
    """El día 5: the next one; in English "day 5" counts days of something else."""
    unit, token = scene.the(m, "U"), scene.the(m, "d")
    if unit.word not in {"día", "dia"} or not token.word.isdigit() or not 1 <= token.value <= 31:
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, token.value)
        if found and found >= scene.base:
            return one_day(m, found, 0.88, monthless=True)
    return None


@reader
def holiday(scene: Scene, m: Match) -> Atom | None:
    """Christmas, Easter 2003, Independence Day of this year."""
    token, said = scene.the(m, "H"), year_of(scene.of(m, "Y"), scene)
    relation, unit_ = relation_of(scene, m), scene.of(m, "U") if "U" in m.re.groupindex else None
    if unit_ is not None:
        if unit_.value not in {"year", "fyear"}:
            return None
        said = scene.base.year + STEPS.get(relation, 0)
    if said is not None:
        return one_day(m, days.holiday(token.value, said), 0.95)
    if relation in {"last", "past"}:
        past = [days.holiday(token.value, scene.base.year - back) for back in range(3)]
        return one_day(m, next((d for d in past if d and d < scene.base), None), 0.9)
    ahead = [days.holiday(token.value, scene.base.year + n) for n in range(3)]
    return one_day(m, next((d for d in ahead if d and d >= scene.base), None), 0.9, yearless=True)
