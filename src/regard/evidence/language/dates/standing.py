"""Is a piece of a sentence no day on which something is due: a habit, a name, a denial, an opening hour?

Each question is asked of the words around (`beside`, `called`, `denied`, `names`); the first that says so decides. Pure.
"""

from __future__ import annotations

import re

from regard.evidence.language.dates import beside, called, denied, names
from regard.evidence.language.dates.scene import Atom, Scene


def nothing_due(scene: Scene, piece: Atom, text: str) -> bool:
    """Whether the words in and around a piece say that nothing is due then."""
    start, end = scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
    own = {token.type for token in scene.tokens[piece.begin : piece.end]}
    return (
        _again(scene, piece)
        or _only_said(scene, piece, text, start, end)
        or _general(own, text, start, end)
        or _refused(scene, piece, own, text, start, end)
        or _named(scene, piece, own, text, start, end)
        or _open(scene, piece, own, text, start, end)
    )


def _only_said(scene: Scene, piece: Atom, text: str, start: int, end: int) -> bool:
    """Today's date, Mr Friday, a day taken back for another."""
    alone = piece.end - piece.begin == 1 and scene.tokens[piece.begin].type in "WHDPU"
    if re.search(r"(?i)^today['’]s date\b", text[start : end + 5]):
        return True
    return beside.no_day(text, start, end) or (alone and beside.named(text, start, end))


def _general(own: set[str], text: str, start: int, end: int) -> bool:
    """What is always done then: "billed monthly on the 1st", "we usually ship on Fridays"."""
    if own <= set("WTRPiQM_EU") and (denied.as_always(text, start, end) or denied.excused(text, start)):
        return True
    dated = bool(own & set("M")) and bool(own & set("no"))
    return own <= set("TinopbBU_QME,") and not dated and denied.as_always(text, start, end)


def _refused(scene: Scene, piece: Atom, own: set[str], text: str, start: int, end: int) -> bool:
    """A day on which something is not done, any such day, or until which somebody is away."""
    if piece.kind in {"day", "weekday", "range"} and (
        denied.denied(text, start, end, bound=bool(own & set("pb")), language=scene.words.language)
        or (own <= set("WPi") and denied.in_general(text, start, end))
    ):
        return True
    return denied.away_until(text, start, end)


def _named(scene: Scene, piece: Atom, own: set[str], text: str, start: int, end: int) -> bool:
    """A street, a campaign, "the Friday report", a holiday."""
    if piece.kind == "weekday" and not piece.word and called.called_by(text, start, end, scene.words.language):
        return True
    return names.a_name(text, start, end, holiday="H" in own, weekday="W" in own or is_weekend(scene, piece)) or (
        piece.kind != "time" and names.off(text, start, end)
    )


def _open(scene: Scene, piece: Atom, own: set[str], text: str, start: int, end: int) -> bool:
    """When something is open: Mon to Fri, 9 to 5."""
    if piece.kind == "time" and names.opening_hours(text, start, end):
        return True
    if "W" in own and not own & set("MFfoUDHE") and names.opened_then(text, start, end):
        return True
    return not own & set("MFfoUDH") and _runs(scene, piece, text) and names.opening_hours(text, start, end)


def _again(scene: Scene, piece: Atom) -> bool:
    """Whether it comes again and again: every Monday, every other Friday, the first Monday of every month."""
    if piece.kind not in {"weekday", "day", "range", "part", "time"}:
        return False
    before = scene.tokens[max(piece.begin - 2, 0) : piece.begin]
    if before and (before[-1].type == "e" or before[-1].word in _ALL):
        return True
    if before and piece.kind in {"time", "part"} and before[-1].word in _DAILY:
        return True
    if piece.kind in {"time", "part"} and any(
        token.type == "L" for token in scene.tokens[max(piece.begin - 14, 0) : piece.begin]
    ):
        return True  # Mondays to Thursdays from 10 pm
    if len(before) == 2 and before[0].type == "e" and (before[1].type in "oR" or before[1].word in _OTHER):
        return True
    after = scene.tokens[piece.end : piece.end + 2]
    return len(after) == 2 and after[1].type == "e" and after[0].type in "_i"


_DAILY = frozenset({"daily", "täglich", "quotidiennement", "diariamente"})
_ALL = frozenset({"todos", "todas", "tous", "toutes"})
_OTHER = frozenset({"other", "andere", "anderen", "autre", "otro", "single", "zweiten"})


def _runs(scene: Scene, piece: Atom, text: str) -> bool:
    """Whether it runs from weekday to weekday or from clock time to clock time: Mon to Fri, Saturday 9:00 - 12:00."""
    types = [token.type for token in scene.tokens[piece.begin : piece.end]]
    if types.count("W") > 1 or types.count("t") > 1:
        return True
    start, end = scene.tokens[piece.begin].start, scene.tokens[piece.end - 1].end
    return "W" in types and names.run_of_weekdays(text, start, end)


def is_weekend(scene: Scene, piece: Atom) -> bool:
    """Whether it is a weekend: what is due by it is due before it begins."""
    return piece.kind == "range" and any(token.value == "weekend" for token in scene.tokens[piece.begin : piece.end])
