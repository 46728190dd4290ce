"""What the first page says of a book of which little is known: what is unknown, why, what would settle it, and what to do meanwhile.

"0 known, 0 need you" reads as if all were fine. So it says in one or two lines why standing is unknown and which mailbox shows what; and
where few wait it names who asks, what is promised, who wrote and got no word, who went quiet and whom we meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.results import CallerRow, DormantRow, PersonRow, SourceHealth, Status, Told
from regard.results.brief import Meet
from regard.results.sources import UNOWNED

if TYPE_CHECKING:
    from regard.book import Book

MOSTLY = 0.5
"""From this share of unknown on the page says why."""
FEW = 4
"""With fewer who need somebody the page names what else there is to begin with."""
SHOWN = 3
SAYS = (
    ("not shown", "were asked something, and no mailbox that is read shows all they answer"),
    ("in part", "were asked in mailboxes that show a part of what comes in"),
    ("not asked", "were asked nothing that they could answer"),
    ("too little", "had too few fair chances, or too long ago"),
)


@dataclass(frozen=True, slots=True)
class Why:
    """How many are unknown for one reason, and the reason as the end of a sentence that begins with the number."""

    n: int
    says: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """`unknown` of `buyers`, by reason; the mailboxes that show too little (whose, what they show); and what to begin with, where few need
    somebody."""

    unknown: int
    buyers: int
    why: tuple[Why, ...] = ()
    mailboxes: tuple[tuple[str, str], ...] = ()
    asked: tuple[Told, ...] = ()
    due: tuple[Told, ...] = ()
    callers: tuple[CallerRow, ...] = ()
    wrote: int = 0
    wrote_asking: int = 0
    quiet: tuple[DormantRow, ...] = ()
    gone_quiet: int = 0
    meets: tuple[Meet, ...] = ()
    begins: bool = False

    @property
    def tells(self) -> bool:
        """Whether so much is unknown that the page says why."""
        return self.buyers > 0 and self.unknown >= MOSTLY * self.buyers

    @property
    def nobodys(self) -> bool:
        """Whether some mailbox tells not whose it is."""
        return any(UNOWNED in shows for _, shows in self.mailboxes)

    @property
    def add(self) -> str:
        """What to add of the mailboxes that show too little: the inboxes, or all of them where sent mail is missing too; "" where all that
        is missing is whose they are.
        """
        here = [shows for _, shows in self.mailboxes if UNOWNED not in shows]
        sent = any("no sent mail" in shows or "received mail only" in shows for shows in here)
        one = len(here) == 1
        return (
            ""
            if self.mailboxes and not here
            else ("mailbox" if one else "mailboxes")
            if sent
            else ("inbox" if one else "inboxes")
        )


def _briefly(s: SourceHealth) -> tuple[str, str]:
    """Whose mailbox it is and what it shows, without what follows from that, and without its full stop."""
    return s.owner or s.path.rsplit("/", 1)[-1], s.note.split(":")[0].split(" (")[0].removesuffix(".")


def beginning(
    book: Book, as_of: str | None, status: Status, rows: Sequence[PersonRow], needed: Sequence[PersonRow]
) -> Beginning:
    """What the first page says beside the list."""
    touch = [r for r in rows if not r.slight]
    why = Counter(r.unknown for r in touch if r.unknown)
    told = tuple(Why(why[code], says) for code, says in SAYS if why[code])
    wrote = list(book.callers(as_of=as_of))
    found = Beginning(
        sum(why.values()), len(touch), tuple(sorted(told, key=lambda w: -w.n)), tuple(map(_briefly, (s for s in status.sources if s.note))),
        wrote=len(wrote), wrote_asking=sum(r.asks for r in wrote),
    )  # fmt: skip
    if len(needed) >= FEW:
        return found
    quiet = [r for r in book.dormant(as_of=as_of) if r.kind in {"quiet", "moved", "ended"}]
    week = book.digest(as_of=as_of)
    return Beginning(
        found.unknown, found.buyers, found.why, found.mailboxes, week.asked[:SHOWN], week.due[:SHOWN],
        tuple(wrote[:SHOWN]), found.wrote, found.wrote_asking, tuple(quiet[:SHOWN]), len(quiet), week.meets[:SHOWN], begins=True,
    )  # fmt: skip
