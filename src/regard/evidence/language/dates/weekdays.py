"""Which day does a weekday mean: Friday, next Tuesday, Friday the 13th, Friday week, two Sundays from now?"""

from __future__ import annotations

from datetime import timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import (
    Atom,
    Match,
    Scene,
    one_day,
    reader,
    relation_of,
)


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
    if n is not None and unit is not None and m.start("n") < m.start("W"):
        return _weeks_on(scene, m)
    eight = n is not None and n.word in _EIGHT_DAYS
    if n is not None and not eight and (n.type != "q" or unit is None or unit.value != "week"):
        return None
    ahead = scene.base + timedelta(days=(scene.the(m, "W").value - scene.base.weekday() - 1) % 7 + 1)
    if n is not None:
        return one_day(m, ahead + timedelta(weeks=_EIGHT_DAYS.get(n.word, 1)), 0.7) if eight is (unit is None) else None
    if week is None or unit is None or unit.word not in {"week", "fortnight"}:
        return None
    ahead = scene.base + timedelta(days=(week.value - scene.base.weekday() - 1) % 7 + 1)
    return one_day(m, ahead + timedelta(weeks=2 if unit.word == "fortnight" else 1), 0.7)


def _weeks_on(scene: Scene, m: Match) -> Atom | None:
    """Two weeks on Monday: so many weeks after the Monday that comes."""
    n, unit, week = scene.the(m, "n"), scene.the(m, "U"), scene.the(m, "W")
    if unit.value != "week" or not 1 <= n.value <= 20:
        return None
    ahead = scene.base + timedelta(days=(week.value - scene.base.weekday() - 1) % 7 + 1)
    return one_day(m, ahead + timedelta(weeks=n.value), 0.7)


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


_EIGHT_DAYS = {"huit": 1, "ocho": 1, "8": 1, "quinze": 2, "quince": 2, "15": 2}
