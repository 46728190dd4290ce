"""Which doubtful pairs are almost surely one human: those that a reader would join without a second look, to be joined at once.

Nothing here joins anybody. Of 47 pairs of this kind that two readers judged in real mail 44 were one human and 3 could not be told.
Reads person.
"""

from __future__ import annotations

from regard.answers.doubts import Doubts
from regard.answers.view import View
from regard.results import SurePair, SureSide

ALMOST_SURE = 0.98
"""From this chance on a pair is told among these."""
MOST = 200
"""At most so many are told, those that matter most first: nobody looks through more."""
PEOPLE = ("us", "them", "personal")
"""Sides of people; shared and automated mailboxes are left to the list."""


def almost_sure(view: View, found: Doubts) -> tuple[SurePair, ...]:
    """Pairs with a chance of at least `ALMOST_SURE`, in the queue's order. Left to the list: whoever's address is shown with two
    people's names.
    """
    sides = {row[0]: row for row in view.live.rows("SELECT id, name, side, company FROM person")}
    pairs = []
    for p in found.pairs:
        both = (p.left, p.right)
        if p.probability < ALMOST_SURE or any(sides[x][2] not in PEOPLE for x in both):
            continue
        if any(profile.clash for x in both for profile in found.subjects[x].profiles):
            continue
        one, other = (SureSide(x, sides[x][1], sides[x][3] or "", found.subjects[x].addresses) for x in both)
        pairs.append(SurePair(one, other, round(p.probability, 4), p.affected))
    return tuple(pairs[:MOST])
