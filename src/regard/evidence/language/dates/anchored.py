"""Which day is counted from another day that the text has named: "three days before", "the day after", "le lendemain"?

Amounts with a neighbour ("two weeks after Easter") are joined where they stand; here are those whose day stands further off, as a rule
in front: "The audit is on Monday and the papers go three days before". Without a day to count from nothing is made of them. Pure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from regard.evidence.language.dates.amounts import moved
from regard.evidence.language.dates.scene import Atom, Scene

REACH = 140
"""Characters within which the day counted from stands."""

_END = (
    r"(?=\s*(?:[.,;:!?)]|$|–|-\s)|\s+(?:and|so|at the latest|instead|please|if|or|would|works|suits|und|spätestens|et"
    r"|au plus tard|y|a más tardar|it|that|this)\b)"
)
_ONE = re.compile(
    r"\bthe (?:day (?P<on>after|before)|(?P<on2>following|next|previous) (?:business |working )?day)" + _END
    + r"|\b(?:am |den |der |zum )?(?P<on3>tag (?:danach|darauf|davor|vorher)|(?:darauf)?folgenden tag|folgetag|vortag)" + _END
    + r"|\b(?:dès )?(?P<on4>le lendemain|la veille|le jour suivant|le jour d'après|le jour d'avant)(?! d[e'u])\b"
    + r"|\b(?P<on5>(?:al|el) día (?:siguiente|después|anterior|antes)|la víspera)(?! de)\b"
)  # fmt: skip
_BEFORE = frozenset(
    (
        *("before", "previous", "tag davor", "tag vorher", "vortag", "la veille", "le jour d'avant", "la víspera"),
        *("el día anterior", "el día antes", "al día anterior", "al día antes"),
    )
)
_UNIT = r"(?:(?:business|working|calendar) )?[^\W\d_]{3,10}(?: (?:ouvrés|ouvrables|hábiles|laborables))?"
_MANY = re.compile(
    rf"\b(?P<n>\d{{1,2}}|[^\W\d_]{{1,12}}) (?P<u>{_UNIT}) "
    r"(?:(?P<b>before(?:hand)?|earlier|prior|vorher|davor|zuvor|avant|plus tôt|auparavant|antes)"
    r"|(?P<a>after(?:wards)?|later|danach|darauf|später|après|plus tard|después|más tarde))" + _END
)
_DAY = re.compile(
    r"\b(?:the |on the |am |der |den |le |el )(?P<w>[^\W\d_]{5,10})"
    r" (?:(?P<b>before(?:hand)?|prior|preceding|davor|zuvor|vorher|d'avant|précédent|anterior|antes|previo)"
    r"|(?P<a>after(?:wards)?|following|danach|darauf|d'après|suivant|siguiente|después))" + _END
)  # "before Easter, say the Friday prior"
_EVE = re.compile(
    r"\b(?:(?P<b>(?:à )?la veille|la víspera|el día (?:anterior|antes)|am tag vor|am vortag)|(?:dès )?le lendemain"
    r"|el día (?:siguiente|después)|am tag nach)"
    r" (?:de |du |des |d'|del |a |al |dem |der )?(?:la |le |l'|los |las )?$"
)  # "la veille de Noël"
_EVENT = re.compile(
    rf"\b(?P<n>\d{{1,2}}|[^\W\d_]{{1,12}}) (?P<u>{_UNIT}) (?P<b>before|vor|avant|antes de)"
    r"(?: the| dem| der| l'| la| le| el)? ?[^\W\d_]{4,20},? (?:on|am|du|le|el|del) $"
)  # "30 days before expiry on 31 December"


def anchored(scene: Scene, pieces: list[Atom], text: str) -> list[Atom]:
    """The pieces, and the days counted from one of them, in their order."""
    low = text.lower()
    for match in (*_ONE.finditer(low), *_MANY.finditer(low)):
        rows = _rows(scene, match)
        named = [p for p in pieces if _named(p) and match.start() - REACH < scene.tokens[p.end - 1].end <= match.start()]
        if rows and named:
            pieces = _with(scene, pieces, match.span(), _moved(scene, named[-1].last, rows))
    for match in _DAY.finditer(low):
        type_, weekday = scene.words.known.get(match["w"], ("x", None))
        named = [p for p in pieces if _named(p) and match.start() - REACH < scene.tokens[p.end - 1].end <= match.start()]
        if type_ == "W" and isinstance(weekday, int) and named:
            from_day = named[-1].first if match["b"] else named[-1].last
            apart = (from_day.weekday() - weekday - 1) % 7 + 1 if match["b"] else -((weekday - from_day.weekday() - 1) % 7 + 1)
            pieces = _with(scene, pieces, match.span(), from_day - timedelta(days=apart))
    for piece in pieces:
        at = scene.tokens[piece.begin].start
        if _named(piece) and (eve := _EVE.search(low[max(at - REACH, 0) : at])):
            begin = max(at - REACH, 0)
            step = -1.0 if eve["b"] else 1.0
            return _with(
                scene,
                pieces,
                (begin + eve.start(), scene.tokens[piece.end - 1].end),
                _moved(scene, piece.first, (("day", step),)),
            )
        if _named(piece) and (event := _EVENT.search(low[max(at - REACH, 0) : at])) and (rows := _rows(scene, event)):
            begin = max(at - REACH, 0)
            return _with(scene, pieces, (begin + event.start(), begin + event.end("b")), _moved(scene, piece.first, rows))
    return pieces


def _named(piece: Atom) -> bool:
    """Whether a piece is a day or days by itself."""
    return piece.kind in {"day", "weekday", "range"} and not piece.bare and piece.word != "now"


def _rows(scene: Scene, match: re.Match[str]) -> tuple[tuple[str, float], ...]:
    """The amount of a match as (unit, number), negative before the day; none where it is no amount."""
    said = match.groupdict()
    one = next((said[name] for name in ("on", "on2", "on3", "on4", "on5") if said.get(name)), None)
    if one is not None:
        return (("bday" if re.search("business|working", match[0]) else "day", -1.0 if one in _BEFORE else 1.0),)
    type_, unit = scene.words.known.get(str(said.get("u")), ("x", None))
    number = str(said.get("n"))
    count = int(number) if number.isdigit() else scene.words.numbers.get(number, 1 if _single(scene, number) else 0)
    if type_ != "U" or unit not in {"day", "bday", "week", "month"} or not count:
        return ()
    return ((str(unit), float(-count if said.get("b") else count)),)


def _single(scene: Scene, word: str) -> bool:
    """Whether a word is "a": a week later."""
    return scene.words.known.get(word, ("x", None))[0] == "q"


def _moved(scene: Scene, day: date, rows: tuple[tuple[str, float], ...]) -> date | None:
    found = moved(scene, day, [(unit, abs(number)) for unit, number in rows], 1 if rows[0][1] > 0 else -1)
    return found[0] if found else None


def _with(scene: Scene, pieces: list[Atom], span: tuple[int, int], day: date | None) -> list[Atom]:
    """The pieces with a day over the tokens of a span of the text, in place of what was read there."""
    within = [i for i, token in enumerate(scene.tokens) if span[0] <= token.start and token.end <= span[1]]
    if day is None or not within:
        return pieces
    made = Atom(within[0], within[-1] + 1, "day", day, day, 0.7, word="beside")
    kept = [p for p in pieces if p.end <= made.begin or p.begin >= made.end]
    lengthened = [p for p in pieces if p.begin < made.begin < p.end]  # "Monday, the day after": ends before it
    kept += [replace(p, end=made.begin) for p in lengthened]
    return sorted([*kept, made], key=lambda p: p.begin)
