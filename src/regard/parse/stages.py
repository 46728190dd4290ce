"""How many mails are read: one kind of work for all of a portion, then the next, rather than one mail from end to end.

A processor does again fast what it has just done: the code, patterns and tables of one kind of work fit into its nearest memory, those
of all reading do not. What reads a mail is written down from end to end, as a generator that yields before each kind of work which one it
is; `together` lets many of them take each stage side by side. What is read is the same, in whatever order. Pure.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")
Staged = Generator[int, None, T]
"""Work that yields which stage it comes to, each later than the one before, and returns what it makes."""

PEOPLE, QUOTES, ZONES, MACHINES, IDS, EXCLUSIONS = range(6)
CUES, MANNERS, WAITING, TONGUES, PROMISES, TRADE, EXPECTED = range(6, 13)
HEADERS, BODIES, ORIGINALS, PACKING = range(13, 17)
"""The stages of reading, in their order; before the first, a mail is taken apart."""
STAGES = 17


def together(works: Iterable[Staged[T]]) -> list[T]:
    """What each of some works makes, in their order; all of them take a stage before any takes the next one.

    Raises what a work raises, and ValueError where one would go back to a stage.
    """
    waiting: list[list[tuple[int, Staged[T]]]] = [list(enumerate(works)), *([] for _ in range(STAGES))]
    made: dict[int, T] = {}
    for now, begun in enumerate(waiting):
        for place, work in begun:
            try:
                stage = next(work)
            except StopIteration as ended:
                made[place] = ended.value
                continue
            if stage < now:
                raise ValueError(f"stage {stage} is over")
            waiting[stage + 1].append((place, work))
        begun.clear()
    return [made[place] for place in range(len(made))]


def alone(work: Staged[T]) -> T:
    """What one work makes."""
    (made,) = together((work,))
    return made
