"""What do neighbouring pieces of a date say together?

"End of" and "June" are one day, "two weeks after" and "Easter" another, "Friday" and "the 13th" a third: pieces (`Atom`) are joined step by
step, the tightest first, where nothing but little words and commas stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from regard.evidence.language.dates import days
from regard.evidence.language.dates.amounts import moved
from regard.evidence.language.dates.hours import joined_time
from regard.evidence.language.dates.scene import Atom, Scene

Join = Callable[[Scene, Atom, Atom, str], Atom | None]
_WRITTEN = frozenset("FfvM")
"""Types of a day that is written out: its number and its month, "7/6", "7.6", "7 June"."""
_FARTHEST = 3
"""Tokens that may stand between two pieces."""
_JUST_PAST = timedelta(days=14)


def joined(scene: Scene, atoms: list[Atom]) -> list[Atom]:
    """The atoms, neighbours made one where they belong together."""
    for join in (_edges, _days_beside, _offsets, _dated, _weeks, _weekdays_beside, _weekdays, _clocks, _parts, _times, _spans):
        at = 0
        while at + 1 < len(atoms):
            one, other = atoms[at], atoms[at + 1]
            gap = "".join(token.type for token in scene.tokens[one.end : other.begin])
            made = join(scene, one, other, gap) if len(gap) <= _FARTHEST and not set(gap) & set("$x") else None
            if made is None:
                at += 1
                continue
            if "(" in gap and made.end < len(scene.tokens) and scene.tokens[made.end].type == ")":
                made = replace(made, end=made.end + 1)
            atoms[at : at + 2] = [made]
            at = max(at - 1, 0)
    return atoms


def _is(gap: str, allowed: str) -> bool:
    return not gap.strip(allowed)


def _edges(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """End of June, early next week, Q3 end; also end of business on a Friday."""
    if (
        one.kind == "edge"
        and other.kind in {"range", "day", "weekday", "part"}
        and _is(gap, "_Ts," if one.word == "end" else "_Ts,i")
    ):
        if other.kind == "part" and other.word != "deadline":
            return None
        return _edged(scene, one.word, other, one.begin, other.end)
    if other.kind == "edge" and one.kind == "range" and one.bare and _is(gap, "s"):
        return _edged(scene, other.word, one, one.begin, other.end)
    return None


def _edged(scene: Scene, word: str, of: Atom, begin: int, end: int) -> Atom | None:
    """The edge of a day or of a period."""
    made = replace(of, begin=begin, end=end, bare=False)
    if of.kind in {"day", "weekday", "part"}:
        hour = {"end": 17, "start": 10, "middle": 12, "late": 17, "later": 17}.get(word, 17)
        return replace(made, time=of.time if of.time and of.kind == "part" else (hour, 0))
    length = (of.last - of.first).days + 1
    low, high = of.first, of.last
    if length <= 7 and low.weekday() == 0:
        high = scene.work.last_of_week(low)
    if word == "end":
        return replace(made, kind="day", first=high, last=high, certainty=0.9)
    third = timedelta(days=max((high - low).days // 3, 0))
    match word:
        case "start":
            high = low + (9 * days.ONE if 28 <= length <= 31 else third)
        case "first half" if length > 360:
            high = days.month_end(low.year, 6)
        case "middle" if 28 <= length <= 31:  # whoever says mid-June has the 15th in mind
            low, high = low + 9 * days.ONE, low + 14 * days.ONE
        case "middle" if length <= 7:
            low = high = low + 2 * days.ONE
        case "middle":
            low, high = low + third, high - third
        case "late":
            low = high - third
        case "later":
            low = max(low, scene.base)
        case "first half" if 28 <= length <= 31:
            high = low + 14 * days.ONE
        case "first half":
            high = low + (high - low) / 2
    return replace(made, first=low, last=high, certainty=0.7)


def _days_beside(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """Tomorrow, 13/04/21: the written date decides. This month on the 20th: the day in it."""
    if one.kind == "range" and other.kind == "day" and _is(gap, ",BT") and one.first <= other.first <= one.last:
        numbered = "o" in {token.type for token in scene.tokens[other.begin : other.end]}
        return replace(other, begin=one.begin) if numbered else None
    said = {token.type for token in scene.tokens[one.begin : one.end]} == {"D"}
    if one.word == "now" and other.kind == "day" and not gap and "M" in {t.type for t in scene.tokens[other.begin : other.end]}:
        return other  # "it is now 17 September"
    if one.kind == "day" and other.kind == "day" and said and one.word != "now" and _is(gap, ",(s"):
        named = {token.type for token in scene.tokens[other.begin : other.end]}
        if named & _WRITTEN:
            return replace(other, begin=one.begin)
    return None


def _offsets(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """Two weeks after Easter, a week from Monday, the day before Christmas."""
    if one.kind != "offset" or other.kind not in {"day", "weekday", "range"} or not _is(gap, "TB@_"):
        return None
    start = other.first if one.amount[0][1] < 0 else other.last
    rows = [(unit, abs(number)) for unit, number in one.amount]
    sign = 1 if one.amount[0][1] > 0 else -1
    found = moved(scene, start, rows, sign)
    if found is None:
        return None
    time = found[1] if other.word == "now" else other.time
    if one.amount[0][0] in {"minute", "hour"} and other.word != "now":
        return None
    unit = one.amount[0][0]
    if one.word == "beside" and unit != "day":
        first, last = days.period(found[0], unit)
        return Atom(one.begin, other.end, "range", first, last, 0.8)
    return Atom(one.begin, other.end, "day", found[0], found[0], min(one.certainty, other.certainty), time)


def _weeks(_: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """The week of May 6; the week ending Friday."""
    if one.kind != "week_of" or other.kind not in {"day", "weekday"} or not _is(gap, "TB_,s"):
        return None
    if one.word == "ending":
        return Atom(one.begin, other.end, "range", other.first - timedelta(days=4), other.first, 0.85)
    monday = days.week_of(other.first)
    return Atom(one.begin, other.end, "range", monday, monday + timedelta(days=6), 0.85)


def _weekdays_beside(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """The Monday after Thanksgiving, the Friday before June 1: the nearest such day on that side."""
    named = {token.type for token in scene.tokens[other.begin : other.end]} & set("HMFf")
    if (
        one.kind != "weekday"
        or one.weekday is None
        or one.word
        or other.kind != "day"
        or not named
        or gap not in {"g", "b", "gT", "bT"}
    ):
        return None
    apart = (
        (one.weekday - other.first.weekday() - 1) % 7 + 1
        if gap[0] == "g"
        else -((other.first.weekday() - one.weekday - 1) % 7 + 1)
    )
    found = other.first + timedelta(days=apart)
    return Atom(one.begin, other.end, "day", found, found, min(0.9, other.certainty), one.time)


def _weekdays(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """Friday 7/6, this Friday (June 15), Tuesday of next week, in 3 days on Friday."""
    if not _is(gap, ",(sTB@_i"):
        return None
    for week, day in ((one, other), (other, one)):
        if week.kind != "weekday" or week.weekday is None:
            continue
        if day.kind == "day":
            named = {token.type for token in scene.tokens[day.begin : day.end]}
            if named & (_WRITTEN | {"o", "H", "D"}):
                if week is other and not named & (_WRITTEN | {"o"}):
                    return None
                at = _agreeing(scene, day, week.weekday, this=week.word == "this")
                return replace(
                    day, begin=one.begin, end=other.end, first=at, last=at, certainty=min(day.certainty + 0.03, 0.98)
                )
            ahead = day.first + timedelta(days=(week.weekday - day.first.weekday() + 3) % 7 - 3)
            return replace(day, begin=one.begin, end=other.end, first=ahead, last=ahead)
        if day.kind == "range" and (day.last - day.first).days == 6:
            found = day.first + timedelta(days=week.weekday)
            return Atom(one.begin, other.end, "day", found, found, 0.93, week.time)
    return None


def _dated(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """Monday, September 15: before it can be the day of a week that begins with it."""
    named = {token.type for token in scene.tokens[other.begin : other.end]} & _WRITTEN
    return _weekdays(scene, one, other, gap) if one.kind == "weekday" and other.kind == "day" and named else None


def _agreeing(scene: Scene, day: Atom, weekday: int, *, this: bool) -> date:
    """The day of a date without a year: where last year's or this year's, just past, falls on the weekday said (or it is
    "this" one), it is that one."""
    if not day.yearless or day.first.weekday() == weekday:
        return day.first
    before = days.made(day.first.year - 1, day.first.month, day.first.day)
    if before and (before.weekday() == weekday or this) and scene.base - before <= _JUST_PAST:
        return before
    return day.first


def _parts(_: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """In the evening at 7, 8:00 in the morning."""
    kinds = {one.kind, other.kind}
    if kinds != {"time", "part"} or not _is(gap, "@,iTB"):
        return None
    clock, part = (one, other) if one.kind == "time" else (other, one)
    if clock.time is None or part.time is None:
        return None
    hour, minute = clock.time
    if not clock.half_known and part.time[0] > 12 and 1 <= hour < 12:
        hour += 12
    return replace(part, begin=one.begin, end=other.end, time=(hour % 24, minute), half_known=True, word=part.word or "at")


def _clocks(_: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """From 7:00 to 8:00pm, 9 - 10 am: begins at the first, in the half of the day of the second."""
    if one.kind != "time" or other.kind != "time" or gap not in {"s", "p", "+"} or one.time is None or other.time is None:
        return None
    hour, minute = one.time
    if not one.half_known and other.half_known and other.time[0] > 12 and hour + 12 <= other.time[0]:
        hour += 12
    known = one.half_known or other.half_known
    return replace(one, end=other.end, time=(hour, minute), half_known=known, certainty=max(one.certainty, other.certainty))


def _times(_: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """Tomorrow at 3, 8.30pm today, Thursday end of day."""
    if one.kind in {"day", "weekday"} and other.kind in {"time", "part"} and _is(gap, ",@BspT(igb_"):
        return joined_time(one, other)
    if one.kind in {"time", "part"} and other.kind in {"day", "weekday"} and _is(gap, ",B_sT@pi"):
        return joined_time(other, one)
    if one.kind == "range" and other.kind == "part" and other.word == "deadline" and _is(gap, ",@BT"):
        return replace(one, end=other.end, time=other.time)
    if one.kind == "part" and one.word == "deadline" and other.kind == "range" and not other.bare and _is(gap, ",BT_"):
        return replace(other, begin=one.begin, time=one.time)
    return None


_TO = frozenset({"to", "through", "thru", "until", "till", "til", "bis", "au", "al", "hasta", "jusqu'au"})


_BETWEEN = frozenset({"between", "zwischen", "entre"})


def _spans(scene: Scene, one: Atom, other: Atom, gap: str) -> Atom | None:
    """From Monday to Friday, May 6 - May 9, between the 3rd and the 5th."""
    if one.kind not in {"day", "weekday", "range"} or other.kind not in {"day", "weekday", "range"}:
        return None
    words = [token.word for token in scene.tokens[one.end : other.begin]]
    before = scene.tokens[one.begin - 1].word if one.begin else ""
    linked = re.fullmatch(r"[sp]p?T?", gap) is not None and (words[0] in _TO or gap[0] == "s")
    linked = linked or (gap in {"", "T"} and scene.tokens[one.end].word in {"au", "al"} and before in {"du", "del"})
    between = before in _BETWEEN and re.fullmatch(r"\+T?", gap) is not None
    if not (linked or between):
        return None
    last = other.last
    if other.kind == "weekday" and last <= one.first:
        last += timedelta(weeks=1)
    first = _year_back(one.first, last) if last < one.first and one.yearless else one.first
    if last < first:
        return None
    return Atom(one.begin, other.end, "range", first, last, min(one.certainty, other.certainty), other.time)


def _year_back(first: date, last: date) -> date:
    while first > last:
        earlier = days.made(first.year - 1, first.month, first.day)
        if earlier is None:
            return last
        first = earlier
    return first
