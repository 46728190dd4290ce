"""How a frame of `situations.toml` becomes a pattern, and on which sentences it is worth trying.

A frame is words and word classes in order, with gaps: `<class>`, `<=class>` (the same, and it is who the sentence is about), `<Name>` (a
name as written), `<Now>` and `<Was>` (numbers, of which the first must be the smaller), `*n` (at most n words, none of them a negation or
a turn such as "but"), `~n` (at most n words of any kind but a turn), `a & b` (either before the other). A pattern of so many words is
slow, and most sentences hold none of the words of one of its classes: only the frames are tried of which every class has one (`sieve`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import nan
from typing import Any

from regard.evidence.language.forms import asked, ways

FILES = ("situations.toml", "situations_leaving.toml", "situations_mended.toml")
"""Where situations stand; the word classes of one may be used in the other."""
NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen=15 twenty=20 thirty=30 forty=40 fifty=50 sixty=60"
    " hundred=100 eins=1 zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 zwanzig=20 dreißig=30"
    " deux=2 trois=3 quatre=4 cinq=5 sept=7 huit=8 neuf=9 dix=10 vingt=20"
    " dos=2 tres=3 cuatro=4 cinco=5 siete=7 ocho=8 nueve=9 diez=10 veinte=20"
)
"""Numbers as words; those without a value count up from one."""
NEGATION = r"not|never|no|neither|nor|without|hardly|cannot|nicht|kein\w*|nie|ohne|pas|jamais|sans|ni|nunca|sin|\w+n't"
TURN = r"but|unless|though|although|whereas|aber|sondern|mais|pero|sino"
NAME = r"[A-ZÀ-ÖØ-Þ][\w&'-]*(?:(?: (?:van|von|de|der|di|la|le|el|al|dos|da))* [A-ZÀ-ÖØ-Þ][\w&'-]+){0,2}"
_GAPS = {
    "*": rf"(?:(?!(?:{NEGATION}|{TURN}|if|wenn|falls)\b)[^\s;:?!]+\s+)",
    "~": rf"(?:(?!(?:{TURN})\b)[^\s;:?!]+\s+)",
}
_VALUES = {word.partition("=")[0]: int(word.partition("=")[2] or n) for n, word in enumerate(NUMBERS.split(), 1)}
_NUMBER = rf"\d{{1,9}}(?:[.,']\d{{3}}){{0,3}}(?:[.,]\d{{1,2}})?(?![.,']?\d)|{'|'.join(_VALUES)}"
"""A number as it is counted: thousands parted or not, a decimal; a date, a version and a list of numbers are none."""
_GLUE = r"(?:,?\s+|[-/])"
NEAR = 8
"""Words that may stand between the two of `a & b`."""


@cache
def data() -> dict[str, Any]:
    """What the files of situations hold together: words, guards, situations."""
    import tomllib

    found: dict[str, Any] = {}
    for name in FILES:
        for part, told in tomllib.loads((resources.files("regard.evidence.language") / name).read_text("utf-8")).items():
            into = found.setdefault(part, {})
            if both := into.keys() & told.keys():
                raise ValueError(f"{name} has {', '.join(sorted(both))} once more: rename one of them.")
            into.update(told)
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
    each = [max(asked(way), key=lambda of: min(map(len, of)), default=frozenset()) for way in ways(part)]
    return frozenset().union(*each) if all(each) else frozenset()


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
    if token in ("<Now>", "<Was>"):
        return f"(?P<{token[1:-1].lower()}>{_NUMBER})"
    if token.startswith("<="):
        return f"(?P<who>{_class(token[2:-1])})"
    return f"(?:{re.sub(r'<([A-Za-z]+)>', _named, token.replace('_', ' '))})"


def number(words: str) -> float:
    """What a number of a sentence is worth, whether written in figures or as a word; not a number (nan) where it is none."""
    figures = re.sub(r"[.,'](?=\d{3}\b)", "", words).replace(",", ".").strip(".'")
    try:
        return float(_VALUES.get(words.casefold()) or figures or 0)
    except ValueError:
        return nan


def _named(match: re.Match[str]) -> str:
    return _class(match[1])


@cache
def _class(name: str) -> str:
    """A word class as a pattern; classes that it names in turn are put in."""
    if name == "Name":
        return f"(?-i:{NAME})"
    inner = "|".join(re.sub(r"<([A-Za-z]+)>", _named, way) for way in data()["words"][name])
    return f"(?:{inner})"
