"""From which number to which did somebody's standing fall, and since when? Only a fall that the numbers beside it show is told.

Reads the decided trials of the people asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from regard.answers.agenda import scores
from regard.answers.contacted import YEAR
from regard.answers.view import View
from regard.model import Factor
from regard.time import iso_day

if TYPE_CHECKING:
    from regard.results.review import Changed

FACTORS_TOLD: tuple[Factor, ...] = ("trust", "value")
SHOWS = 5
"""Points of the score (0 to 100) below which nobody would call it a fall."""


def fallen(view: View, ids: Sequence[str], since_us: int) -> dict[str, str]:
    """Buyer -> "trust fell from 61 (as of 2025-09-01) to 45": the larger fall of trust and value, from the higher of what was known at the
    last review (`since_us`) and half a year ago. What is not known now fell to no number: of it nothing is told.
    """
    if not ids:
        return {}
    moments = (since_us, view.as_of_us - YEAR // 2)
    now, *then = scores(view, list(ids), (view.as_of_us, *moments))
    told: dict[str, str] = {}
    for buyer in ids:
        falls = [
            (was[0] - is_[0], was[0], f, us)
            for f in FACTORS_TOLD
            for us, at in zip(moments, then, strict=True)
            if (was := at.get((buyer, f))) and was[1] and (is_ := now.get((buyer, f))) and is_[1]
        ]
        by, before, factor, us = max(falls, default=(0.0, 0.0, "trust", 0))
        if by >= SHOWS:
            told[buyer] = f"{factor} fell from {before:.0f} (as of {iso_day(us - 1)}) to {before - by:.0f}"
    return told


def lowered_by(fell: str, changes: Iterable[Changed]) -> str:
    """What lowered the factor of a fall (a sentence of `fallen`) most since the last review, with its day; "" where nothing of that factor
    did: what moved another one explains nothing.
    """
    mine = (x for x in changes if x.contribution < 0 and fell.startswith(f"{x.factor} fell"))
    worst = next(mine, None)
    return "" if worst is None else f"{worst.sentence} ({worst.date[:10] if worst.date else 'no day'})"
