"""Which pieces of a sentence say no day of their own beside the day that the sentence names?

A clock time belongs to the day named before it ("tomorrow at the latest, the system locks at 6 p.m."), a holiday that something comes
after to the day that follows ("after Thanksgiving, Monday the 28th"), and what cannot be before a day is due on the one that is said
then. Pure.
"""

from __future__ import annotations

import re

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
    return [piece for i, piece in enumerate(pieces) if not _leans(scene, pieces, i, text)]


def _leans(scene: Scene, pieces: list[Atom], i: int, text: str) -> bool:
    piece = pieces[i]
    before = [p for p in pieces[:i] if _day(p) and _together(scene, p, piece)]
    after = [p for p in pieces[i + 1 :] if _day(p) and _together(scene, piece, p)]
    led = scene.tokens[piece.begin - 1] if piece.begin else None
    if piece.kind == "time":
        until = led is not None and led.type in "pb"
        inside = scene.tokens[piece.begin].type in "pb"
        return bool(before) or (bool(after) and not until and not inside)
    if piece.word == "now" and (before or after or _STANDS.search(text[: scene.tokens[piece.begin].start].lower()[-REACH:])):
        return True
    if piece.word == "now" and _OUTLIVED.search(scene.tokens[piece.begin].word):
        return _lasted(scene, piece)
    if led is not None and led.type == "g" and any(t.type == "H" for t in scene.tokens[piece.begin : piece.end]):
        return bool(after)
    at = scene.tokens[piece.begin].start
    return bool(after) and _NEITHER.search(text[max(at - REACH, 0) : at].lower()) is not None


def _day(piece: Atom) -> bool:
    """Whether a piece is a day or days, not only "now"."""
    return piece.kind in {"day", "weekday", "range"} and not piece.bare and piece.word != "now"


def _together(scene: Scene, one: Atom, other: Atom) -> bool:
    """Whether two pieces stand in one sentence."""
    return all(token.type != "$" for token in scene.tokens[one.end : other.begin])


def _lasted(scene: Scene, piece: Atom) -> bool:
    """Whether "now" only says how long something has lasted: now 3 weeks late, for two months now."""
    before = "".join(token.type for token in scene.tokens[max(piece.begin - 2, 0) : piece.begin])
    after = "".join(token.type for token in scene.tokens[piece.end : piece.end + 2])
    return before in {"nU", "qU"} or after in {"nU", "qU"}
