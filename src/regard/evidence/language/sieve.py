"""Which of many patterns is worth trying on a text? Those of which every piece of a word that they ask for stands in it.

A pattern that is not there costs as much as one that is: it is tried at each letter. Most ask for words that most texts do not hold, and
all pieces of all words are looked for in one pass. What a pattern asks for is read off the pattern itself (`forms.asked`), so that it
cannot fall out of step with it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import fsum

from regard.evidence.language.forms import asked, low_of, ways
from regard.evidence.language.rules import Late
from regard.parse.many_words import ManyWords

MOST_ASKED = 3
"""So many sets of pieces are asked for of one pattern, the rarest first."""
SHORTEST = 3
"""Letters of a piece that is asked for; shorter ones stand in nearly every mail."""


class Sieve:
    """Patterns by number, each with sets of pieces of which a text, in lower case, must hold one each: the rarest are asked for, and a
    pattern without any passes always. A pattern is a bit of each of several layers of one number, so that what a piece lets through is
    one `|`.
    """

    def __init__(self, needed: Iterable[Iterable[frozenset[str]]]) -> None:
        asks = [rarest(sets) for sets in needed]
        self._size, self._layers = len(asks), max((len(sets) for sets in asks), default=0)
        self._open = 0
        lets: dict[str, int] = {}
        for n, sets in enumerate(asks):
            for layer in range(self._layers):
                bit = 1 << (layer * self._size + n)
                if layer >= len(sets):
                    self._open |= bit
                for piece in sets[layer] if layer < len(sets) else ():
                    lets[piece] = lets.get(piece, 0) | bit
        self._all = (1 << self._size) - 1
        self._lets = list(lets.values())
        self._words = ManyWords(lets) if lets else None

    def passed(self, low: str) -> int:
        """The patterns that a text in lower case may match, as bits."""
        held = self._open
        if self._words is not None:
            lets = self._lets
            for piece, _, _ in self._words.places(low):
                held |= lets[piece]
        found = held if self._layers else self._all
        for _ in range(1, self._layers):
            held >>= self._size
            found &= held
        return found & self._all


def numbers(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while bits:
        bit = bits & -bits
        yield bit.bit_length() - 1
        bits ^= bit


class Sifted:
    """Patterns as the ways of which each is any, a way tried only on texts that may match it; case does not matter where `ignoring` it."""

    def __init__(self, *sources: str, ignoring: bool = False) -> None:
        self._sources, self._ignoring = sources, ignoring

    @cached_property
    def _ways(self) -> list[tuple[int, str]]:
        """(which pattern it is of, the way)."""
        return [(n, way) for n, source in enumerate(self._sources) for way in ways(source)]

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(asked(way) for _, way in self._ways)

    @cached_property
    def _made(self) -> list[Late]:
        return [Late(f"(?i){way}" if self._ignoring else way, way) for _, way in self._ways]

    def compile(self) -> None:
        """Compile every way; else each is compiled when a text first may match it."""
        for way in self._made:
            _ = way.compiled

    def of(self, patterns: Iterable[int]) -> int:
        """The ways, as bits, of some of the patterns by number."""
        chosen = frozenset(patterns)
        return sum(1 << k for k, (n, _) in enumerate(self._ways) if n in chosen)

    def may(self, text: str) -> int:
        """The ways, as bits, that a text may match."""
        return self._sieve.passed(low_of(text))

    def found(self, text: str, among: int = -1) -> bool:
        """Whether a text matches any pattern, of these ways."""
        return self.matches(text, self.may(text) & among)

    def matches(self, text: str, ways: int) -> bool:
        """Whether a text matches any of these ways, all of them tried."""
        return any(self._made[n].search(text) for n in numbers(ways))


def rarest(needed: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The sets of pieces that are asked for: the rarest of those whose pieces are long enough."""
    found = {of for of in needed if of and min(map(len, of)) >= SHORTEST}
    return sorted(found, key=lambda of: (fsum(8.0 ** -len(piece) for piece in of), sorted(of)))[:MOST_ASKED]
