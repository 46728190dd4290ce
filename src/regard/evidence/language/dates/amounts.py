"""Which day lies an amount of time away: in two weeks, within 10 business days, 3 days ago, two weeks from Monday?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import Atom, Match, Scene, one_day, reader, relation_of, span

_FORTNIGHTS = {"jours": {"huit": 7.0, "quinze": 14.0}, "días": {"ocho": 7.0}}
"""Words for a week and two that count the day of writing."""
_BY = frozenset(
    ["no later than", "not later than", "d'ici à", "au plus tard", "spätestens", "a más tardar", "antes de", "at the latest in"]
)
"""Words before an amount that make its end the last day; "by two days" is a delay."""


def amounts(scene: Scene, m: Match) -> list[tuple[str, float]]:
    """An amount of time as (unit, number) rows; the larger of "two or three"."""
    found: list[tuple[str, float]] = []
    number, half = 0.0, False
    begin, end = m.span("qty")
    for i, token in enumerate(scene.tokens[begin:end], begin):
        match token.type:
            case "n":
                number = max(number, float(token.value))
            case "q":
                number = number or 1.0
            case "f":
                number = max(number, *map(float, token.value[1]))
            case "v":
                number = float(str(token.value).replace(",", "."))
            case "h":
                half = True
            case "U":
                number = _FORTNIGHTS.get(token.word, {}).get(scene.tokens[max(i - 1, 0)].word, number)
                value = number or (0.0 if half else 1.0)
                found.append((str(token.value), 0.5 if half and value == 1.0 and not found else value + 0.5 * half))
                number, half = 0.0, False
    if half and found:
        found[-1] = (found[-1][0], found[-1][1] + 0.5)
    return found


def moved(scene: Scene, day: date, rows: Sequence[tuple[str, float]], sign: int) -> tuple[date, tuple[int, int] | None] | None:
    """`day` moved by an amount, and the time of day where it is one of hours or minutes. None outside of the calendar."""
    at: datetime | None = None
    try:
        for unit, number in rows:
            if unit in {"hour", "minute"}:
                at = (at or datetime.combine(day, scene.now.time())) + sign * timedelta(
                    minutes=number * (60 if unit == "hour" else 1)
                )
            elif unit == "bday":
                if number > 5_000:
                    return None
                day = scene.work.after(day, sign * round(number))
            elif unit == "year" and number != int(number) and number * 12 == int(number * 12):
                day = days.in_unit(day, "month", sign * int(number * 12))
            elif number != int(number):
                day += sign * timedelta(days=round(number * {"week": 7, "month": 30.5, "year": 365.25}.get(unit, 1)))
            else:
                day = days.in_unit(day, unit, sign * int(number))
    except (ValueError, OverflowError):
        return None
    return (at.date(), (at.hour, at.minute)) if at else (day, None)


@reader
def amount(scene: Scene, m: Match) -> Atom | None:
    """In two weeks, within 10 business days, 3 days ago, two weeks from (a neighbour), give me two days."""
    rows = amounts(scene, m)
    how = scene.of(m, "how") if "how" in m.re.groupindex else None
    kind = how.type if how else "w"
    after = scene.after(m)
    if not rows or any(unit == "weekend" for unit, _ in rows):
        return None
    if kind in "iwz" and after is not None and (after.type == "_" or after.word in {"old", "long"}):
        return None  # ten years of experience
    if kind in "gb" and how is not None and how.word in {"ab", "vor"} and (after is None or after.type in "$,"):
        return None  # "läuft in einem Jahr ab"
    if kind == "b" and how is scene.tokens[m.start()]:
        kind = "p"
    if kind == "p" and how is not None and how.word not in _BY:
        return None
    if kind in "gbR_":
        if kind == "R" and (how is None or how.word != "following"):
            return None
        sign = -1 if kind == "b" else 1
        return Atom(m.start(), m.end(), "offset", scene.base, scene.base, 0.9, amount=tuple((u, sign * n) for u, n in rows))
    relation = relation_of(scene, m)
    if relation in {"last", "past"} or (relation and scene.tokens[m.start("qty")].type == "q"):
        return None  # "the inspector is coming a week on Thursday"
    found = moved(scene, scene.base, rows, -1 if kind == "a" else 1)
    if found is None:
        return None
    at, time = found
    vague = scene.tokens[m.start("qty")].word in {"few", "several"} or any(
        t.word in {"few", "several"} for t in scene.tokens[m.start() : m.end()]
    )
    certainty = 0.55 if vague else 0.9
    if kind == "a":
        return one_day(m, at, certainty, time=time)
    if kind == "z":
        return Atom(m.start(), m.end(), "duration", scene.base, at, 0.5, time)
    if kind in "wp" or relation:
        return span(m, scene.base, at, certainty, time=time)
    return one_day(m, at, certainty, time=time)


@reader
def amount_from_day(scene: Scene, m: Match) -> Atom | None:
    """Heute in zwei Wochen, morgen in acht Tagen: counted from that day."""
    token = scene.the(m, "D")
    rows = amounts(scene, m)
    if token.value not in {0, 1} or token.word in scene.words.vague or any(unit in {"hour", "minute"} for unit, _ in rows):
        return None
    found = moved(scene, scene.base + timedelta(days=token.value), rows, 1)
    return one_day(m, found[0], 0.85) if found else None


@reader
def day_beside(scene: Scene, m: Match) -> Atom | None:
    """The day before, the week after: of a neighbour, or of the day of writing."""
    unit, how = scene.the(m, "U"), scene.the(m, "how")
    if unit.value not in {"day", "week", "month", "year"} or unit.word.endswith("s"):
        return None
    if how.word not in {"before", "after", "following"}:
        return None
    sign = 1 if how.type == "g" else -1
    return Atom(
        m.start(), m.end(), "offset", scene.base, scene.base, 0.8, amount=((str(unit.value), float(sign)),), word="beside"
    )
