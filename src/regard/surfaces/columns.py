"""How wide is each column of a terminal table, and which ones go below their row? Words are broken nowhere they need not be.

On a narrow terminal a table of eight columns would break every word. Columns keep what is short (dates, figures, states) whole; text wraps
between words; where even that has no room, the longest column goes on a line of its own below each row. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2
WHOLE = 13
"""A column of cells so short (a date, a state, an estimate with its range) is never wrapped."""
PROSE, NARROWEST = 40, 24
"""A column with a cell longer than `PROSE` is text, and no narrower than `NARROWEST`."""
LONGEST = 30
"""A word that is longer may break: an address, an id."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Which columns stand side by side, how wide each is, and which go below (by number, as they came); of these, `short` say
    nothing without their heading."""

    beside: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...]
    short: frozenset[int] = frozenset()


def fit(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int) -> Fit:
    """Fit columns into `width` characters. The first column and those at the right never go below; it may still be too wide."""
    natural = [max(map(len, (heading, *(row[n] for row in rows)))) for n, heading in enumerate(headings)]
    least = [_least(n, headings[n], [row[n] for row in rows], natural[n], right=right[n]) for n in range(len(headings))]
    beside = list(range(len(headings)))
    below: list[int] = []
    while sum(least[n] for n in beside) + GAP * (len(beside) - 1) > width:
        movable = [n for n in beside if n and not right[n] and natural[n] > WHOLE]
        movable = movable or [n for n in beside if n and not right[n]]
        if not movable:
            break
        longest = max(movable, key=lambda n: (natural[n] > WHOLE, natural[n] if natural[n] > WHOLE else n))
        beside.remove(longest)
        below.append(longest)
    widths = {n: least[n] for n in beside}
    spare = width - sum(widths.values()) - GAP * (len(beside) - 1)
    for n in sorted(beside, key=lambda n: natural[n] - least[n]):
        more = max(0, min(natural[n] - widths[n], spare))
        widths[n] += more
        spare -= more
    return Fit(
        tuple(beside),
        tuple(widths[n] for n in beside),
        tuple(sorted(below)),
        frozenset(n for n in below if natural[n] <= WHOLE),
    )


def _least(n: int, heading: str, cells: Sequence[str], natural: int, *, right: bool) -> int:
    if right or natural <= WHOLE:
        return natural
    words = max((len(word) for cell in (heading, *cells) for word in cell.split()), default=0)
    return max(min(words, LONGEST), NARROWEST if natural > PROSE and n else 0)
