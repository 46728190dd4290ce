"""Is a day over that could also be one to come: a weekday, a day without its month or year, a month?

Asked of the tense of its clause (`tense`), of what has been so since then, was due then or dates a paper (`told`, `called`). Pure.
"""

from __future__ import annotations

from datetime import date, timedelta

from regard.evidence.language.dates import called, days, tense, told
from regard.evidence.language.dates.scene import Atom, Scene
from regard.evidence.language.dates.standing import is_weekend

_AHEAD = frozenset({"next", "following", "coming", "over"})
"""What a word says of a feast or month that is not over yet, whatever the verb."""


def is_over(scene: Scene, piece: Atom, text: str) -> bool:
    """Whether the words around a piece, if it can be a past one, say that it is."""
    start, end = scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
    own = {token.type for token in scene.tokens[piece.begin : piece.end]}
    return (
        not own & set("pb")
        and _may_be_past(scene, piece)
        and (
            tense.past(text, start, end, scene.words.language)
            or told.since(text, start)
            or (
                piece.kind == "weekday"
                and told.missed(text, start, end)
                and not tense.still_to_come(text, start, end, scene.words.language)
            )
            or (piece.kind == "day" and own <= set("TonMBi_,W") and called.dated(text, start, end, scene.words.language))
        )
    )


def _may_be_past(scene: Scene, piece: Atom) -> bool:
    """Whether a day or period could be the one that is over: no year, month or "next" says otherwise."""
    if piece.kind == "weekday":
        return not piece.word
    if piece.yearless and any(t.type == "R" and t.value in _AHEAD for t in scene.tokens[piece.begin : piece.end]):
        return False  # "when was the following Easter?"
    today = piece.kind in {"day", "part"} and piece.last == scene.base
    return piece.yearless or piece.monthless or today or is_weekend(scene, piece)


def just_past(scene: Scene, piece: Atom) -> date | None:
    """The same day a year before (a month before, where no month is said), where that is within three months before the writing."""
    day = piece.last
    feast = next((str(t.value) for t in scene.tokens[piece.begin : piece.end] if t.type == "H"), None)
    before: date | None
    if piece.monthless:
        before = days.plus_months(day, -1)
    elif feast is not None and piece.kind == "day" and days.holiday(feast, day.year) == day:
        before = days.holiday(feast, day.year - 1)  # Easter is on another day each year
    else:
        before = days.made(day.year - 1, day.month, day.day)
    return before if before is not None and timedelta() < scene.base - before <= timedelta(days=92) else None


def told_month(scene: Scene, piece: Atom, text: str, *, over: bool) -> bool:
    """Whether a month is told of as past that was within half a year before the writing."""
    gone = scene.base - days.plus_months(piece.last, -12)
    where = scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
    return timedelta() < gone <= timedelta(days=184) and (over or told.gone_by(text, *where))
