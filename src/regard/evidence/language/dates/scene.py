"""What is a piece of a date, and what does its reader need to know?

One reader a form of `patterns.toml`, by name: it takes the tokens that the form found and gives an `Atom`, or None where they are no
date after all (a 32nd, a 24/7, "the 15th floor"). Days without a year or month are the next ones from the day of writing on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from regard.evidence.language.dates import days
from regard.evidence.language.dates.days import WorkingTime
from regard.evidence.language.dates.words import Token, Words

Kind = Literal["day", "range", "weekday", "time", "part", "offset", "edge", "week_of", "duration"]
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Atom:
    """Tokens `begin` to `end` (exclusive) and what they say: days `first` to `last`, or a time, or what changes a neighbour.

    `bare` atoms ("June", "2020", "the month") are dates only with something beside them. `amount` is an offset's (unit, number) rows.
    """

    begin: int
    end: int
    kind: Kind
    first: date
    last: date
    certainty: float = 0.9
    time: tuple[int, int] | None = None
    half_known: bool = True
    weekday: int | None = None
    bare: bool = False
    yearless: bool = False
    monthless: bool = False
    amount: tuple[tuple[str, float], ...] = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reader needs besides its tokens: when and by whom it was written."""

    tokens: Sequence[Token]
    now: datetime
    words: Words
    order: str
    work: WorkingTime

    @property
    def base(self) -> date:
        """The sender's day of writing."""
        return self.now.date()

    def of(self, match: Match, name: str) -> Token | None:
        """The first token of a named group, if it took part."""
        place = match.start(name) if name in match.re.groupindex else -1
        return self.tokens[place] if place >= 0 else None

    def the(self, match: Match, name: str) -> Token:
        """The first token of a named group that no match of this form lacks."""
        return self.tokens[match.start(name)]

    def after(self, match: Match) -> Token | None:
        """The token that follows."""
        return self.tokens[match.end()] if match.end() < len(self.tokens) else None

    def before(self, match: Match) -> Token | None:
        """The token in front."""
        return self.tokens[match.start() - 1] if match.start() else None


Reader = Callable[[Scene, Match], Atom | None]
READERS: dict[str, Reader] = {}


def reader(function: Reader) -> Reader:
    """Make a reader known by its name."""
    READERS[function.__name__] = function
    return function


def one_day(m: Match, day: date | None, certainty: float = 0.95, **more: Any) -> Atom | None:
    """The tokens matched as one day; None where the calendar has none such."""
    return None if day is None else Atom(m.start(), m.end(), "day", day, day, certainty, **more)


def span(m: Match, first: date, last: date, certainty: float = 0.8, **more: Any) -> Atom:
    """The tokens matched as days from first to last."""
    return Atom(m.start(), m.end(), "range", first, last, certainty, **more)


def relation_of(scene: Scene, m: Match) -> str:
    """The word that decides among several: "this coming" is "coming"."""
    place = m.span("R") if "R" in m.re.groupindex else (-1, -1)
    found = [str(token.value) for token in scene.tokens[place[0] : place[1]]] if place[0] >= 0 else []
    return next((value for value in reversed(found) if value != "this"), found[-1] if found else "")


STEPS = {"next": 1, "following": 1, "coming": 1, "over": 2, "this": 0, "last": -1, "past": -1}


def year_of(token: Token | None, scene: Scene) -> int | None:
    """The year of a token: two digits mean the century nearest to the day of writing."""
    if token is None:
        return None
    value = int(token.value)
    return value if token.type == "Y" and value > 99 else whole_year(value, scene.base.year)


def whole_year(value: int, now: int) -> int:
    """A two-digit year as the one nearest to `now`, the later of two."""
    return value if value > 99 else value + (now - value + 50) // 100 * 100


def coming(scene: Scene, month: int, day: int) -> date | None:
    """The next such day of the year, today included (29 February up to 8 years ahead)."""
    return next(
        (found for ahead in range(9) if (found := days.made(scene.base.year + ahead, month, day)) and found >= scene.base), None
    )


def led(scene: Scene, m: Match) -> bool:
    """Whether a little word in front makes a time of a period."""
    before = scene.before(m)
    if scene.tokens[m.start()].word in {"au", "al"} or (before is not None and before.word in {"au", "al"}):
        return True
    if before is not None and before.type == "T" and m.start() > 1:
        before = scene.tokens[m.start() - 2]
    if before is not None and before.word in _FOR and (_planned(scene, m.start() - 2) or _planned(scene, m.end())):
        return True
    return before is not None and before.type in "iwpbg" and before.word not in {"from", "since", "vor"}


_FOR = frozenset({"for", "für", "pour", "para", "per", "voor"})
_PLANNED = frozenset(
    (
        *(
            "planned",
            "scheduled",
            "set",
            "slated",
            "due",
            "booked",
            "targeted",
            "aiming",
            "aim",
            "geplant",
            "vorgesehen",
            "angesetzt",
        ),
        *("prévu", "prévue", "prévus", "prévues", "planifié", "planifiée", "previsto", "prevista", "programado", "programada"),
        *("fissato", "fissata", "pianificato", "pianificata", "programmato", "programmata", "prevista", "previste", "previsti"),
        *("gepland", "voorzien", "ingepland", "vastgesteld", "afgesproken", "marcado", "marcada", "agendado", "agendada"),
    )
)


def _planned(scene: Scene, place: int) -> bool:
    """Whether the token at a place says that something is planned: "planned for March", "für März geplant"."""
    return 0 <= place < len(scene.tokens) and scene.tokens[place].word in _PLANNED


def planned_for(scene: Scene, place: int) -> bool:
    """Whether the Dutch "voor" at a place is "for", of a plan: "gepland voor 3 juni", and not "before"."""
    return place >= 0 and scene.tokens[place].word == "voor" and _planned(scene, place - 1)
