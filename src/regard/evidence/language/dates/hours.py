"""Which hour do a clock time, a part of the day, or the end of a working day mean?"""

from __future__ import annotations

from dataclasses import replace

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import Atom, Match, Scene, reader, relation_of
from regard.evidence.language.dates.words import Token


@reader
def clock(scene: Scene, m: Match) -> Atom | None:
    """7:30pm, nine am, 4 o'clock, at 7, at 2.30."""

    def get(name: str) -> Token | None:
        return scene.of(m, name)

    token, at, n, value, k, half = get("t"), get("at"), get("n"), get("v"), get("k"), get("A")
    known = half is not None
    if token is not None:
        if token.value is None:
            return None
        hour, minute, known = token.value
    elif n is not None:
        hour, minute = int(n.value), int(k.value) if k is not None else 0
    elif value is not None:
        hour, _, rest = str(value.value).replace(",", ".").partition(".")
        if len(rest) != 2:
            return None
        hour, minute = int(hour), int(rest)
    elif (h := get("h")) is not None:
        hour, minute = int(h.value), 30
    else:
        return None
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    if at is not None and token is None:
        after = scene.after(m)
        if at.word not in {"at", "@", "um", "a", "around"} or hour == 0:
            return None
        if after is not None and (after.type in "UnvM" or (after.type == "x" and after.word not in scene.words.follows)):
            return None
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half.value == "p" else 0)
    return Atom(
        m.start(), m.end(), "time", scene.base, scene.base, 0.8 if token is not None and known else 0.6,
        (hour, minute), known or hour > 12, word="at" if at is not None and token is None else "",
    )  # fmt: skip


@reader
def part(scene: Scene, m: Match) -> Atom | None:
    """Morning, noon, close of business: with a day, or of the day of writing."""
    if (token := scene.of(m, "K") if "K" in m.re.groupindex else None) is not None:
        return Atom(m.start(), m.end(), "part", scene.base, scene.base, 0.9, (int(token.value), 0), word="deadline")
    token = scene.the(m, "P")
    hour = min(int(token.value[1]), 23)
    relation = relation_of(scene, m)
    led = m.group("i") is not None or (
        ((before := scene.before(m)) is not None and before.type in "pbi") or (m.start() > 0 and scene.before(m) is not None
        and scene.tokens[m.start() - 1].word in {"by", "before"})
    )  # fmt: skip
    base = scene.base
    word = relation or ("in" if led else "")
    if relation in {"last", "past"}:
        base -= days.ONE
    elif relation in {"next", "following"} or (
        not relation and led and scene.now.hour >= int(token.value[0]) and token.value[0] < 12
    ):
        base += days.ONE
    return Atom(m.start(), m.end(), "part", base, base, 0.85 if relation else 0.6, (hour, 0), word=word)


def joined_time(day: Atom, time: Atom) -> Atom:
    """A day with the time beside it: "evening at 7" is 19:00."""
    hour, minute = time.time or (0, 0)
    if not time.half_known and day.time is not None and day.time[0] > 12 and 1 <= hour < 12:
        hour += 12
    if time.kind == "part" and day.time is not None and day.kind != "part":
        hour, minute = day.time
        if not day.half_known and (time.time or (0, 0))[0] > 13 and hour < 12:
            hour += 12
    begin, end = min(day.begin, time.begin), max(day.end, time.end)
    return replace(day, begin=begin, end=end, time=(hour, minute), half_known=time.half_known, bare=False)
