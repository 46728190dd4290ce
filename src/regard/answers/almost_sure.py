"""Which doubtful pairs are almost surely one human: those that a reader would join without a second look, to be joined at once.

Nothing here joins anybody. Of 39 pairs of this kind that two readers judged in real mail 38 were one human and one could not be told.
Reads person.
"""

from __future__ import annotations

from regard.answers.doubts import Doubts
from regard.answers.view import View
from regard.identity.given_names import forms
from regard.identity.names import PersonName, parse_name
from regard.identity.profiles import compatible
from regard.identity.resemblance import Subject
from regard.results import SurePair, SureSide

ALMOST_SURE = 0.98
"""From this chance on a pair is told among these."""
MOST = 200
"""At most so many are told, those that matter most first: nobody looks through more."""
SITES = frozenset({"com", "net", "org"})
"""A last word that makes a name a site's."""
BEGINNING = 3
"""So many letters of a name in an address speak for it."""
PEOPLE = ("us", "them", "personal")
"""Sides of people; shared and automated mailboxes are left to the list."""


def almost_sure(view: View, found: Doubts) -> tuple[SurePair, ...]:
    """Pairs with a chance of at least `ALMOST_SURE`, in the queue's order. Left to the list: whoever's address is shown with two
    people's names, those whose own names are not one, and whose address at a company has nothing of the name: address books put names
    beside the wrong addresses, and a pair that agrees in such a name is almost sure by it alone.
    """
    sides = {row[0]: row for row in view.live.rows("SELECT id, name, side, company FROM person")}
    pairs = []
    for p in found.pairs:
        both = (p.left, p.right)
        if p.probability < ALMOST_SURE or any(sides[x][2] not in PEOPLE for x in both):
            continue
        if any(profile.clash for x in both for profile in found.subjects[x].profiles):
            continue
        names = parse_name(sides[p.left][1]), parse_name(sides[p.right][1])
        if not _one_name(*names) or any(_of_another(found.subjects[x], n) for x, n in zip(both, names, strict=True)):
            continue
        one, other = (SureSide(x, sides[x][1], sides[x][3] or "", found.subjects[x].addresses) for x in both)
        pairs.append(SurePair(one, other, round(p.probability, 4), p.affected))
    return tuple(pairs[:MOST])


def _one_name(one: PersonName | None, other: PersonName | None) -> bool:
    """Whether two people go by full names that can be one person's; a site's name ("Shop.com") is nobody's."""
    if one is None or other is None or {one.last, other.last} & SITES:
        return False
    return one.full and other.full and compatible(one, other)


def _of_another(s: Subject, name: PersonName | None) -> bool:
    """Whether a company's address of theirs has nothing of the name beside it: no beginning of it, no initials."""
    if name is None:
        return True
    words = [w for w in (*forms(name.first), *name.given, *name.spellings, *name.middle, name.last) if len(w) >= BEGINNING]
    initials = name.first[0] + "".join(m[0] for m in name.middle) + name.last[0]
    return any(
        not p.strict
        and not any(w[:BEGINNING] in p.part.letters for w in words)
        and not (p.part.letters[:1] == initials[0] and p.part.letters[-1:] == initials[-1] and len(p.part.letters) <= BEGINNING)
        for p in s.profiles
    )
