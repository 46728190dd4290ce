"""Who is a buyer at all: is there a relationship of business here that a review can look after?

A relationship is two-sided. Whoever sells to us, invites us to speak, recruits, asks for an interview or a favour writes often and gets a
word back; those whom we do business with we write to as well, of more than one thing, and what is written is business. All counts are of
the last year, of a company's people together, or of one person who writes for themselves:

    at stake  something by them on three days, something by us on three days, and words of business in a third of the mails (in two thirds
              of what is usual in the book, where that is less); where the address names no company (free mail, a school's) in half of
              them (in as many as usual)
    in turn   (small and quiet ones) something either way on three days, of two matters at least, something by each side, words of
              business in half of the mails (in as many as usual), and the last within half a year: who was silent for longer is told
              under *dormant*

Three days is the least that is no mail and its answer. Words of business are asked for only where words are read, in a language whose
words of business are known, and something by us
only where any mailbox shows what its owner writes: whom one of ours writes to whose mailbox is not read, they look after. Whoever is in a
deal, or is said to be a buyer or a partner, needs none of this.
"""

from __future__ import annotations

from dataclasses import dataclass

from regard.model import DAY

DAYS = 3
"""So many days of a side are more than one mail and its answer."""
MATTERS = 2
"""Whatever is about one thing alone is an errand."""
SHARE, MORE = 1 / 3, 1 / 2
"""Of mails with words of business: where less passed, or no company is named, each has to say more."""
OF_USUAL, MORE_OF_USUAL = 2 / 3, 1.0
"""… of what is usual in the book: some trades write in words that no list holds."""
LIVES = 182 * DAY
"""What ended before is over: as far back as standing that was lost is looked for."""


@dataclass(frozen=True, slots=True)
class Dealings:
    """What passed within a year with a company, or with one person who writes for themselves (`alone`).

    theirs, ours, days: days on which they, we, either did something. matters: threads. mails, and those of them whose words are `business`
    (None: words are not read, or most are in another language); `usual`: their share in all mail of outsiders in the book. last_us: the
    last of it. shown: whether a mailbox shows what any of us writes.
    """

    theirs: int
    ours: int
    days: int
    matters: int
    mails: int
    business: int | None
    last_us: int
    usual: float = 1.0
    shown: bool = True
    alone: bool = False

    def talks(self, *, more: bool) -> bool:
        """Whether enough of the mails is business; where words are not read, and of meetings alone, nothing says otherwise."""
        share = min(MORE, MORE_OF_USUAL * self.usual) if more else min(SHARE, OF_USUAL * self.usual)
        return self.business is None or self.business >= share * self.mails


def established(d: Dealings) -> bool:
    """Whether it is a relationship that can be lost or neglected."""
    return d.theirs >= DAYS and (d.ours >= DAYS or not d.shown) and d.talks(more=d.alone)


def two_sided(d: Dealings) -> bool:
    """Whether each side did something: enough for whoever presses us now."""
    return d.theirs > 0 and (d.ours > 0 or not d.shown)


def small(d: Dealings, as_of_us: int) -> bool:
    """Whether it is a small or quiet relationship whose turn may come."""
    return two_sided(d) and d.days >= DAYS and d.matters >= MATTERS and d.talks(more=True) and d.last_us > as_of_us - LIVES
