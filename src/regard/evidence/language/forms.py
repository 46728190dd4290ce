"""Which of many patterns can a sentence match? Those whose words stand in it: the others need not be tried.

`Forms` takes patterns by name apart into their ways (`a|b`), reads off each which words or pieces of words it asks for (`gates`), and
tells of a sentence the names that are found in it, each where one of its ways is. Case does not matter to what is asked for, so that
patterns for lower case and for words as written can be asked for together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import Any, Generic, TypeVar

from regard.evidence.language.gates import flat, items, rarity, worked_out

K = TypeVar("K", bound=str)
Needles = tuple[tuple[str, ...], ...]
WEAK = 8.0
"""Words that are as common as this (in a thousand words of mail) rule out too little."""
MOST_PIECES = 12
_TOKEN = re.compile(r"[^\W_]+")
_ODD = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
"""Letters that a pattern that minds no case takes for plain ones, and `lower` does not."""


def low_of(text: str) -> str:
    """A text in every form that lower case can take."""
    return text.lower() if text.isascii() else f"{text.translate(_ODD).lower()}\n{text.casefold()}"


@dataclass(frozen=True, slots=True)
class Forms(Generic[K]):
    """Patterns by name, ready to be asked for. A bit is one way of one pattern; `lets` says for a word which ways it lets through each of
    three gates, `unasked` which ways have no such gate, `sought` which ways need a piece of a word of each of some sets.
    """

    names: tuple[K, ...]
    sources: tuple[str, ...]
    lets: Mapping[str, tuple[int, int, int]]
    known: frozenset[str]
    unasked: tuple[int, int, int]
    sought: tuple[tuple[int, Needles], ...]
    pieced: int
    untried: frozenset[K]
    written: frozenset[K]

    @classmethod
    def of(cls, patterns: Mapping[K, Iterable[str]], *, written: Iterable[K] = (), untried: Iterable[K] = ()) -> Forms[K]:
        """From patterns by name; those of `written` are for words as written, the others for lower case, those of `untried` for neither:
        for them a word is enough. Takes about a third of a millisecond a way.
        """
        names: list[K] = []
        found: list[str] = []
        lets: dict[str, list[int]] = {}
        unasked = [0, 0, 0]
        sought: dict[Needles, int] = {}
        for name, sources in patterns.items():
            for way in (way for source in sources for way in ways(source)):
                bit = 1 << len(names)
                names.append(name)
                found.append(way)
                asked = [{_longest(word) for word in gate} for gate in worked_out(way)][:3]
                if (not asked or rarity(frozenset(asked[0]))[0] > WEAK) and (pieces := needles(way)):
                    sought[pieces] = sought.get(pieces, 0) | bit
                for k in range(3):
                    unasked[k] |= 0 if k < len(asked) else bit
                    for word in asked[k] if k < len(asked) else ():
                        lets.setdefault(word, [0, 0, 0])[k] |= bit
        held = {word: (a, b, c) for word, (a, b, c) in lets.items()}
        pieced = tuple((bits, of) for of, bits in sought.items())
        return cls(
            tuple(names), tuple(found), held, frozenset(held), (unasked[0], unasked[1], unasked[2]), pieced,
            sum(bits for bits, _ in pieced),
            frozenset(untried), frozenset(written),
        )  # fmt: skip

    def may(self, low: str, of: int = -1) -> int:
        """The ways, among `of`, that a text in lower case may match."""
        first, second, third = self.unasked
        lets = self.lets
        for word in self.known.intersection(_TOKEN.findall(low if low.isascii() else low_of(low))):
            a, b, c = lets[word]
            first |= a
            second |= b
            third |= c
        passed = first & second & third & of
        if passed & self.pieced:
            low = low if low.isascii() else low_of(low)
            for ways, needles in self.sought:
                if ways & passed and not all(map(partial(_holds, low), needles)):
                    passed &= ~ways
        return passed

    def of_names(self, names: Iterable[K]) -> int:
        """The ways of some names."""
        chosen = frozenset(names)
        return sum(1 << n for n, name in enumerate(self.names) if name in chosen)

    def found(self, ways: int, low: str, written: str) -> set[K]:
        """The names of these ways that a text, in lower case and as written, does match."""
        found: set[K] = set()
        while ways:
            bit = ways & -ways
            ways ^= bit
            n = bit.bit_length() - 1
            name = self.names[n]
            if name not in found and (
                name in self.untried or _compiled(self.sources[n]).search(written if name in self.written else low)
            ):
                found.add(name)
        return found


def _holds(low: str, pieces: Sequence[str]) -> bool:
    for piece in pieces:  # noqa: SIM110 - in the innermost loop, where a generator costs twice as much
        if piece in low:
            return True
    return False


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _longest(word: str) -> str:
    """The longest of the pieces in which a word with an apostrophe is found."""
    return max(word.lower().split("'"), key=len)


def ways(source: str) -> Iterator[str]:
    """The patterns of which a pattern is any: what stands between its outermost bars, a group around all of it taken off."""
    found = _split(source)
    if len(found) > 1:
        for way in found:
            yield from ways(way)
        return
    begin = 2 if source.startswith(r"\b") else 0
    end = len(source) - (2 if source.endswith(r"\b") else 0)
    inner = source[begin + 3 : end - 1]
    if source[begin : begin + 3] == "(?:" and source[end - 1 : end] == ")" and _closed(inner):
        for way in _split(inner):
            yield source[:begin] + way + source[end:]
        return
    yield source


def _split(source: str) -> list[str]:
    """A pattern at the bars that stand in no group."""
    cuts = [-1, *(n for n, depth, sign in _signs(source) if sign == "|" and depth == 0), len(source)]
    return [source[a + 1 : b] for a, b in pairwise(cuts)]


def _closed(source: str) -> bool:
    """Whether every bracket that is closed in a piece of a pattern was opened in it."""
    return all(depth >= 0 for _, depth, _ in _signs(source))


def _signs(source: str) -> Iterator[tuple[int, int, str]]:
    """The brackets and bars of a pattern that are signs: (place, how many groups are open behind it, the sign)."""
    depth, place, listed = 0, 0, False
    while place < len(source):
        sign = source[place]
        if sign == "\\":
            place += 2
            continue
        if listed:
            listed = sign != "]"
        elif sign == "[":
            listed = True
            place += source[place + 1 : place + 2] == "^"
            place += source[place + 1 : place + 2] == "]"
        elif sign in "()|":
            depth += (sign == "(") - (sign == ")")
            yield place, depth, sign
        place += 1


def needles(source: str) -> Needles:
    """Sets of pieces of text, lower case: every match of a pattern holds one of each at least. At most three, () where it asks for none."""
    found = sorted(
        {of for of in _pieces(items(source)) if of and len(of) <= MOST_PIECES},
        key=lambda of: (-min(map(len, of)), len(of), sorted(of)),
    )
    return tuple(tuple(sorted(of)) for of in found[:3])


def asked(source: str) -> list[frozenset[str]]:
    """Every set of pieces of text, lower case, of which a match of a pattern holds one, blanks as the pattern has them."""
    return [of for of in _pieces(items(source), whole=True) if of]


def pieces(source: str) -> frozenset[str]:
    """Pieces of text, lower case, of which every match of a pattern holds one: the set with the longest; empty where it has none."""
    return max(_pieces(items(source)), key=_shortest, default=_NOTHING)


def _pieces(parts: Sequence[Any], *, whole: bool = False) -> list[frozenset[str]]:
    """The sets of a sequence; an empty one asks for nothing. A piece is a word or part of one, a `whole` one goes on over blanks."""
    found: list[frozenset[str]] = []
    run = ""
    for item in parts:
        name, value = str(item[0]), item[1]
        if name == "LITERAL":
            run += chr(value).lower()
            continue
        found.append(_of(run, whole=whole))
        run = ""
        if name == "BRANCH":
            each = [max(_pieces(flat(way), whole=whole), key=_shortest, default=_NOTHING) for way in value[1]]
            found.append(frozenset().union(*each) if all(each) else _NOTHING)
        elif name == "IN" and all(str(kind) == "LITERAL" and chr(one).strip() for kind, one in value):
            found.append(frozenset(chr(one).lower() for _, one in value))
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
            found += _pieces(flat(value[2]), whole=whole)
    return [*found, _of(run, whole=whole)]


_NOTHING: frozenset[str] = frozenset()


def _shortest(pieces: frozenset[str]) -> int:
    return min(map(len, pieces), default=0)


def _of(run: str, *, whole: bool) -> frozenset[str]:
    """The longest piece of a run of letters: a blank in a sentence may be the end of a line in its text, so that it ends one unless the
    text is the same that the pattern is tried on (`whole`).
    """
    longest = run if whole else max(run.split(), key=len, default="")
    return frozenset((longest,)) if longest.strip() else _NOTHING
