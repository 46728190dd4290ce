"""What kind of mail passes with somebody: business, private talk, a circular, or mail sent for another?

A review is of relationships that a business rests on. Only counts reach this module; every share is of the mails looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Nature = Literal["business", "private", "circular", "proxy", "job", "favour"]

FEWEST = 3
"""With fewer mails of a kind nothing is concluded from it."""
MANY = 12
"""A mail to so many people, or to nobody named, is sent round."""
MOST_OF = 0.6
"""The share of their mails from which on they are circulars."""
HALF = 0.5
HARDLY = 0.15
"""Where words of business stand in so few of the mails, one word of private life tells what they are."""
READ = 4
"""… of so many mails at least."""
ALONE = 0.3
"""Whoever writes from no company's address is no buyer where fewer of the mails talk business: as in `identity.personal`."""


THIRD, SEVERAL, FIFTH = 1 / 3, 2, 5
"""Friends at companies: of ten mails and more fewer than a third talk business, and several, a fifth of those at least, of private life."""
LONGER = 10


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: by them or by us, whether its words are business or private ("" for neither), how it begins (None: not known), to how
    many it went, whether it says to be sent on behalf of somebody, whether it is about work that somebody looks for (`seeks`), and whether
    it wants one of ours to speak, to write, to be interviewed or to help with research (`favour`).
    """

    theirs: bool
    lean: str
    begins: int | None
    recipients: int
    for_another: bool = False
    seeks: bool = False
    favour: bool = False


def spoke(mails: Sequence[Mail], *, known: bool) -> bool:
    """Whether one mail of theirs at least was written to us (not sent round) and talks business, where its words are `known`."""
    return any(m.theirs and 0 < m.recipients < MANY and (m.lean == "business" or not known) for m in mails)


def nature(mails: Sequence[Mail], *, alone: bool = False) -> Nature:
    """The kind of mail that passes with somebody; business where nothing says otherwise.

    Private: private words stand in more mails than words of business (in more than twice as many, while there are few), or
    in as many where hardly any talks business, or in several of many of which few do;
    from an address of no company (`alone`) also where few talk business. Circular: most of
    theirs go to many, or begin like another of theirs and hardly one in two talks business (an order that is sent in the same words each
    week does). Proxy: half of theirs are sent on behalf of another, who is the relationship. Job: half of theirs are about a place for
    somebody who looks for work. Favour: half of theirs, and more than one, want somebody of ours on a podium, in a paper or in a course:
    organisers, journalists, researchers, to whom we are no seller.
    """
    private, business = (sum(m.lean == kind for m in mails) for kind in ("private", "business"))
    if private > (business if private >= FEWEST else 2 * business + 1):
        return "private"
    if len(mails) >= READ and private and business <= min(private, HARDLY * len(mails)):
        return "private"
    if len(mails) >= LONGER and private >= SEVERAL and business < THIRD * len(mails) and business <= FIFTH * private:
        return "private"
    if alone and business < ALONE * len(mails):
        return "private"
    theirs = [m for m in mails if m.theirs]
    if theirs and sum(m.seeks for m in theirs) >= HALF * len(theirs):
        return "job"
    if sum(m.favour for m in theirs) >= max(SEVERAL, HALF * len(theirs)):
        return "favour"
    if len(theirs) < FEWEST:
        return "business"
    if sum(m.for_another for m in theirs) >= HALF * len(theirs):
        return "proxy"
    begun = Counter(m.begins for m in theirs if m.begins is not None)
    round_ = sum(m.recipients == 0 or m.recipients >= MANY for m in theirs)
    alike = sum(m.begins is not None and begun[m.begins] > 1 for m in theirs)
    talks = sum(m.lean == "business" for m in theirs)
    if round_ >= MOST_OF * len(theirs) or (alike >= MOST_OF * len(theirs) and talks < HALF * len(theirs)):
        return "circular"
    return "business"
