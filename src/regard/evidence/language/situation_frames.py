"""How a frame of `situations.toml` becomes a pattern, and on which sentences it is worth trying.

A frame is words and word classes in order, with gaps: `<class>`, `<=class>` (the same, and it is who the sentence is about), `<Name>` (a
name as written), `*n` (at most n words, none of them a negation or a turn such as "but"), `~n` (at most n words of any kind but a turn),
`a & b` (either before the other). A pattern of so many words is slow, and most sentences hold none of the words of one of its classes:
all pieces of all classes are looked for in one pass, and only the frames are tried of which every class has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from regard.evidence.language.forms import pieces
from regard.parse.many_words import ManyWords

NEGATION = r"not|never|no|neither|nor|without|hardly|cannot|nicht|kein\w*|nie|ohne|pas|jamais|sans|ni|nunca|sin|\w+n't"
TURN = r"but|unless|though|although|whereas|aber|sondern|mais|pero|sino"
NAME = r"[A-ZÀ-ÖØ-Þ][\w&'-]*(?:(?: (?:van|von|de|der|di|la|le|el|al|dos|da))* [A-ZÀ-ÖØ-Þ][\w&'-]+){0,2}"
_GAPS = {
    "*": rf"(?:(?!(?:{NEGATION}|{TURN}|if|wenn|falls)\b)[^\s;:?!]+\s+)",
    "~": rf"(?:(?!(?:{TURN})\b)[^\s;:?!]+\s+)",
}
_GLUE = r"(?:,?\s+|[-/])"
NEAR = 8
"""Words that may stand between the two of `a & b`."""
SHORTEST = 2
"""Letters of a piece by which a sentence is told to hold a word; shorter ones stand in nearly all."""


@cache
def data() -> dict[str, Any]:
    """What `situations.toml` holds: words, guards, situations."""
    import tomllib

    found: dict[str, Any] = tomllib.loads((resources.files("regard.evidence.language") / "situations.toml").read_text("utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame in one order: its parts as patterns, and the gaps between them."""

    parts: tuple[str, ...]

    @property
    def source(self) -> str:
        """The pattern, over words as written with straight apostrophes, case aside but for names."""
        found, glue = [], ""
        for part in self.parts:
            if part[0] in _GAPS and part[1:].isdigit():
                found.append(f"{glue}{_GAPS[part[0]]}{{0,{part[1:]}}}?")
                glue = ""
            else:
                found.append(rf"{glue}(?<![\w-]){part}(?!\w)")
                glue = _GLUE
        return "".join(found)

    def asked(self) -> Iterator[frozenset[str]]:
        """Sets of pieces of which a sentence must hold one each."""
        for part in self.parts:
            if part[0] not in _GAPS and (needed := _pieces(part)):
                yield needed


@cache
def _pieces(part: str) -> frozenset[str]:
    found = pieces(part)
    return found if found and min(map(len, found)) >= SHORTEST else frozenset()


def frames(situation: str) -> list[Frame]:
    """The frames of a situation, each order of `a & b` apart."""
    return [
        Frame(tuple(_part(token) for token in order.split()))
        for frame in data()["situations"][situation]["frames"]
        for order in _orders(frame)
    ]


def _orders(frame: str) -> list[str]:
    one, both, other = frame.partition(" & ")
    return [f"{one} *{NEAR} {other}", f"{other} *{NEAR} {one}"] if both else [frame]


def _part(token: str) -> str:
    """A token of a frame as a pattern; gaps stay as they are."""
    if token[0] in _GAPS and token[1:].isdigit():
        return token
    if token == "<Name>":  # noqa: S105 - a token of a frame
        return f"(?-i:(?P<who>{NAME}))"
    if token.startswith("<="):
        return f"(?P<who>{_class(token[2:-1])})"
    return f"(?:{re.sub(r'<([A-Za-z]+)>', _named, token.replace('_', ' '))})"


def _named(match: re.Match[str]) -> str:
    return _class(match[1])


@cache
def _class(name: str) -> str:
    """A word class as a pattern; classes that it names in turn are put in."""
    if name == "Name":
        return f"(?-i:{NAME})"
    inner = "|".join(re.sub(r"<([A-Za-z]+)>", _named, way) for way in data()["words"][name])
    return f"(?:{inner})"


class Sieve:
    """Which of some frames are worth trying on a sentence? Those of which every class has a word in it, by pieces of words."""

    def __init__(self, told: Iterable[Frame]) -> None:
        asked: dict[frozenset[str], int] = {}
        self.needs: list[int] = []
        for frame in told:
            mask = 0
            for needed in frame.asked():
                mask |= 1 << asked.setdefault(needed, len(asked))
            self.needs.append(mask)
        lets: dict[str, int] = {}
        for needed, bit in asked.items():
            for piece in needed:
                lets[piece] = lets.get(piece, 0) | 1 << bit
        self._lets = list(lets.values())
        self._words = ManyWords(lets)

    def passed(self, low: str) -> list[int]:
        """The numbers of the frames that a sentence in lower case may have."""
        held = 0
        for piece, _, _ in self._words.places(low):
            held |= self._lets[piece]
        return [n for n, need in enumerate(self.needs) if need & held == need]
