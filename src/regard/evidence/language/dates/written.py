"""Which day does a written date mean: 2002-05-06, 3/15, May 6th, 9th to 17th of April, 3.-12.11.?"""

from __future__ import annotations

import re

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import (
    Atom,
    Match,
    Scene,
    coming,
    one_day,
    reader,
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
        german = scene.words.language == "de" and "." in str(token.value) and _month_of_two(scene, m, rest)
        named = scene.before(m) is not None and scene.tokens[m.start() - 1].type == "W"
        if not german and (len(rest) != 1 or not named or len(whole) > 2):
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


def _month_of_two(scene: Scene, m: Match, rest: str) -> bool:
    """Whether German "am 10.11" stands before a clock time or an end, where its second number can be a month."""
    before, after = scene.before(m), scene.after(m)
    led = before is not None and before.word in {"am", "zum", "vom", "den", "dem", "ab", "bis", "bis zum"}
    return led and len(rest) == 2 and 1 <= int(rest) <= 12 and (after is None or after.type in "$,)@+" or after.word == "um")


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
    if "M" not in m.re.groupindex:
        return _days_of_one(scene, m)
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


def _days_of_one(scene: Scene, m: Match) -> Atom | None:
    """3.-12.11.: the month stands with the last day."""
    low, (text, (high, month)) = scene.the(m, "d").value, scene.the(m, "f").value
    end = coming(scene, month, high) if "." in text and month <= 12 else None
    begin = days.made(end.year, month, low) if end else None
    return span(m, begin, end, 0.9, yearless=True) if begin and end and begin < end else None
