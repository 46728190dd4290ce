"""Does a day that would lie ahead lie behind, as the words around it tell it?

A day said without year or month, or by its weekday, is the next one to come unless its clause is past ("your parcel reached us on
Friday"), it dates a document or begins what goes on; then it is the last one, or for days and amounts without a place of their own
("they answered within a day") none. Pure.
"""

from __future__ import annotations

from datetime import date, timedelta

from regard.evidence.language.dates import dated, days, tense, told
from regard.evidence.language.dates.scene import Atom, Scene

HALF_A_YEAR = timedelta(days=184)
"""A day of the year that went by no longer ago lies nearer behind than ahead."""

NOT_LONG = timedelta(days=92)
"""A day that went by no longer ago is spoken of as the last one."""


def behind(scene: Scene, piece: Atom, text: str) -> bool:
    """Whether a time that would lie ahead is told of as past: "they answered within a day", "it ran from May to July", "since Monday"."""
    if piece.last < scene.base:
        return False
    own = {token.type for token in scene.tokens[piece.begin : piece.end]}
    start, end = place(scene, piece)
    if piece.kind in {"weekday", "range"} and not own & set("YFps") and dated.since(text, start):
        return True
    amount = not own & set("FfoMHWl") and ("U" in own or piece.kind in {"duration", "time", "part"})
    run = piece.kind == "range" and (
        "W" in own or (bool(own & set("MfH")) and not own & set("YF") and _nearer_behind(scene, piece))
    )
    return (amount or run) and tense.over(text, start, end, scene.words.language)


def happened(scene: Scene, piece: Atom, text: str) -> bool:
    """Whether a weekday is told of as past: "it came on Monday"."""
    start, end = place(scene, piece)
    return told.happened(text, start) or tense.over(text, start, end, scene.words.language)


def gone(scene: Scene, piece: Atom, past: date, text: str) -> bool:
    """Whether a day without its year or month, that went by on `past`, is told of as past or names a document."""
    start, end = place(scene, piece)
    if piece.monthless:
        return dated.document(text, start) or tense.over(text, start, end, scene.words.language)
    if dated.since(text, start):
        return True
    if scene.base - past > NOT_LONG:
        return tense.over(text, start, end, scene.words.language)
    return dated.named_by(text, start, end) or tense.was_to_be(text, start, end, scene.words.language)


def just_past(scene: Scene, piece: Atom) -> date | None:
    """The same day a year before (a month before, where no month is said), where that is within half a year before the writing."""
    day = piece.last
    before = days.plus_months(day, -1) if piece.monthless else days.made(day.year - 1, day.month, day.day)
    return before if before is not None and timedelta() < scene.base - before <= HALF_A_YEAR else None


def told_month(scene: Scene, piece: Atom, text: str) -> bool:
    """Whether a month is told of as past that was within half a year before the writing."""
    gone = scene.base - days.plus_months(piece.last, -12)
    where = scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
    return timedelta() < gone <= HALF_A_YEAR and told.gone_by(text, *where)


def _nearer_behind(scene: Scene, piece: Atom) -> bool:
    """Whether days of the year lie less far behind than ahead."""
    return scene.base - days.plus_months(piece.last, -12) <= HALF_A_YEAR


def place(scene: Scene, piece: Atom) -> tuple[int, int]:
    """Where a piece stands in the text."""
    return scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
