"""Which pieces of a sentence say no day of their own beside the day that the sentence names?

A clock time belongs to the day named before it ("tomorrow at the latest, the system locks at 6 p.m."), a holiday that something comes
after to the day that follows ("after Thanksgiving, Monday the 28th"), and what cannot be before a day is due on the one that is said
then. Pure.
"""

from __future__ import annotations

import re
from itertools import accumulate

from regard.evidence.language.dates.scene import Atom, Scene

REACH = 70
"""Characters in front of a day in which "cannot ... before" stands."""

_NEITHER = re.compile(
    r"(?:\b(?:can(?:no|')t|cannot|won't|couldn't|isn't|aren't|not|unable|impossible|nicht|kein\w{0,2}|pas|no)\b)"
    r"[^.;!?]{0,45}\b(?:before|vor(?: dem)?|avant(?: le)?|antes del?)\s{1,2}(?:the |el )?$"
)
_STANDS = re.compile(
    r"\b(?:is|are|was|were|has|have|ist|sind|sitzt|hat|haben|est|sont|a|ont|está|están|es|son|for|until|by|bis|jusqu'à|hasta|pour|por)\s$"
)
"""How things stand now is nothing to be done: "the gasket is now the other type"."""
_OUTLIVED = re.compile(r"\b(?:now|jetzt|maintenant|ahora)\b")


def among(scene: Scene, pieces: list[Atom], text: str) -> list[Atom]:
    """The pieces that say a day of their own, in their order."""
    before = _beside(scene, pieces)
    after = _beside(scene, pieces, behind=True)
    return [p for p, b, a in zip(pieces, before, after, strict=True) if not _leans(scene, p, text, before=b, after=a)]


def _leans(scene: Scene, piece: Atom, text: str, *, before: bool, after: bool) -> bool:
    """Whether a piece says no day of its own; `before`, `after`: whether its sentence names a day there."""
    led = scene.tokens[piece.begin - 1] if piece.begin else None
    if piece.kind == "time":
        until = led is not None and led.type in "pb"
        inside = scene.tokens[piece.begin].type in "pb"
        return before or (after and not until and not inside)
    if piece.word == "now" and (before or after or _STANDS.search(text[: scene.tokens[piece.begin].start].lower()[-REACH:])):
        return True
    if piece.word == "now" and _OUTLIVED.search(scene.tokens[piece.begin].word):
        return _lasted(scene, piece)
    if led is not None and led.type == "g" and any(t.type == "H" for t in scene.tokens[piece.begin : piece.end]):
        return after
    at = scene.tokens[piece.begin].start
    return after and _NEITHER.search(text[max(at - REACH, 0) : at].lower()) is not None


def _day(piece: Atom) -> bool:
    """Whether a piece is a day or days, not only "now"."""
    return piece.kind in {"day", "weekday", "range"} and not piece.bare and piece.word != "now"


def _beside(scene: Scene, pieces: list[Atom], *, behind: bool = False) -> list[bool]:
    """Of each piece whether a day stands before it (`behind`: after it) in its sentence. The nearest tells: one pass, however many."""
    stops = list(accumulate((token.type == "$" for token in scene.tokens), initial=0))
    found, day = [False] * len(pieces), None
    for i in reversed(range(len(pieces))) if behind else range(len(pieces)):
        piece = pieces[i]
        if day is not None:
            first, second = (piece, day) if behind else (day, piece)
            found[i] = stops[first.end] >= stops[second.begin]
        if _day(piece):
            day = piece
    return found


def _lasted(scene: Scene, piece: Atom) -> bool:
    """Whether "now" only says how long something has lasted: now 3 weeks late, for two months now."""
    before = "".join(token.type for token in scene.tokens[max(piece.begin - 2, 0) : piece.begin])
    after = "".join(token.type for token in scene.tokens[piece.end : piece.end + 2])
    return before in {"nU", "qU"} or after in {"nU", "qU"}
