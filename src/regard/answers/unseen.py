"""What of a buyer nobody sees: mailboxes of ours that stopped delivering and since when, that show sent mail alone or a part of what
comes in, or that are not here.

A mailbox that stops ends what it covers, so nothing a buyer does not answer there is held against them; as what was seen
fades, the intervals open. Where it never showed their side, what we asked tells nothing. This says so by name. Reads coverage,
mailbox, handle, person, interaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from regard.answers.contacted import DARK_AFTER
from regard.answers.goodbyes import said_goodbye
from regard.answers.status import SOME
from regard.answers.view import View
from regard.evidence.asks import ELSEWHERE
from regard.flow.answered_elsewhere import answered_elsewhere
from regard.interactions.coverage import Covered
from regard.model import DAY, Interaction, Trial
from regard.results import Unseen
from regard.store.live import Live
from regard.time import iso, iso_day

CONTACT = 60 * DAY
"""Whoever dealt with the owner so long before their mailbox stopped, or since, is covered no longer."""
NAMED = 3
"""Mailboxes, at most, that are named where nobody's shows a buyer's side: those that asked the most."""


def unseen(
    view: View, here: Iterable[Interaction], covered: Covered, asked: Mapping[str, int], partly: Mapping[str, int]
) -> tuple[Unseen, ...]:
    """The mailboxes in which this buyer's mail would be, that show nothing of late at the view's moment, the latest to stop first; then
    those that never showed their side, where `asked` says how often we asked there (`answers.blind`), and those that show a part of it,
    where `partly` says so.
    """
    last: dict[str, int] = {}
    for i in here:
        if i.seller and i.us <= view.as_of_us:
            last[i.seller] = max(last.get(i.seller, i.us), i.us)
    stopped = {}
    for seller, us in last.items():
        end = covered.ended(seller, inbound=True, at_us=view.as_of_us)
        if end is not None and view.as_of_us - end > DARK_AFTER and us >= end - CONTACT:
            stopped[seller] = end
    never = [
        seller
        for seller, _ in sorted(asked.items(), key=lambda item: (-item[1], item[0]))
        if seller not in stopped and not covered.any(seller, inbound=True) and seller not in partly
    ][:NAMED]
    shares = {seller: covered.share(seller) for seller in partly}
    if not stopped and not never and not partly:
        return ()
    names = {
        row[0]: (row[1], row[2])
        for row in view.live.rows_in("SELECT id, name, address FROM person WHERE id IN ({})", [*stopped, *never, *partly])
    }
    dark = tuple(
        Unseen(
            seller=seller,
            name=names[seller][0] or names[seller][1],
            since=iso(end) or "",
            says=_says(names[seller], end, said_goodbye(view.live, seller, end)),
        )
        for seller, end in sorted(stopped.items(), key=lambda item: (-item[1], item[0]))
        if seller in names
    )
    dark += tuple(
        Unseen(seller=seller, name=names[seller][0] or names[seller][1], since="", says=_partly(names[seller], n, share))
        for seller, n in sorted(partly.items(), key=lambda item: (-item[1], item[0]))[:NAMED]
        if seller in names and (share := shares[seller]) is not None
    )
    return dark + tuple(
        Unseen(
            seller=seller,
            name=names[seller][0] or names[seller][1],
            since="",
            says=_never(names[seller], asked[seller], shows=_shows(view, covered, seller)),
        )
        for seller in never
        if seller in names
    )


def at_another_address(view: View, buyer: str, here: Sequence[Interaction], stored: Iterable[Trial]) -> tuple[Unseen, ...]:
    """The other address, if any, from which asks of ours to this buyer were answered in their thread, joined with them by nobody."""
    out = {
        t.opener_id
        for t in stored
        if t.channel == "answers_ask" and t.censored_why == ELSEWHERE and t.known_us <= view.as_of_us
    }
    if not out:
        return ()
    came = answered_elsewhere(view.live, {buyer: here})
    times = Counter((a.person, a.address) for (_, mail), a in came.items() if mail in out)
    return tuple(
        Unseen(
            seller=person,
            name=address,
            since="",
            says=f"{'An ask' if n == 1 else f'{n:,} asks'} of ours {'was' if n == 1 else 'were'} answered in the same thread from "
            f"{address}, which may be theirs and is not joined: no silence, and no answer of this page. "
            "Say under Who is who whether it is one person.",
        )
        for (person, address), n in sorted(times.items())
    )


def _partly(who: tuple[str, str], asks: int, share: tuple[float, float]) -> str:
    """One sentence for people."""
    name = who[0] or who[1]
    once = "once" if asks == 1 else f"{asks:,} times"
    return (
        f"The mailbox of {name} shows about {percent(*share)} of the mail that comes in. {name} asked this buyer {once} without an answer "
        "that can be seen: each counts for less than a silence, as the sum says. Add the whole inbox."
    )


def percent(low: float, high: float) -> str:
    """A share, or the span of shares, for people."""
    return f"{100 * low:.0f} %" if round(low, 2) == round(high, 2) else f"{100 * low:.0f} to {100 * high:.0f} %"


def came_in(live: Live, seller: str) -> float:
    """Which share of the mail in the mailbox of one of ours others wrote, 0 to 1; 0 where there is none. Reads all of that mailbox."""
    rows = live.rows(
        "SELECT avg(h.person IS NOT o.person) FROM handle o JOIN mailbox b ON b.owner = o.address "
        "JOIN message_item i ON i.source_id = b.source_id AND i.folder = b.folder "
        "JOIN message m ON m.n = i.message JOIN handle h ON h.n = m.from_n "
        "WHERE o.person = ? AND m.kind = 'mail' AND m.basis = 'observed'",
        seller,
    )
    return float(rows[0][0] or 0)


def _shows(view: View, covered: Covered, seller: str) -> Literal["some", "sent", ""]:
    """What is here of a mailbox that never showed a buyer's side: a part of what comes in, sent mail only, or nothing."""
    if not covered.any(seller, inbound=False):
        return ""
    return "some" if view.came_in(seller) >= SOME else "sent"


def _never(who: tuple[str, str], asks: int, *, shows: Literal["some", "sent", ""]) -> str:
    """One sentence for people."""
    name = who[0] or who[1]
    once = "once" if asks == 1 else f"{asks:,} times"
    asked = f"{name} asked this buyer {once}, and"
    if shows == "some":
        part = "shows only some of the mail that comes in"
        return f"The mailbox of {name} {part}: {asked} where no answer is there it may be missing. Add the whole inbox."
    what = f"The mailbox of {name} shows sent mail only" if shows else f"No mailbox of {name} is in this book"
    return f"{what}: {asked} whether an answer came cannot be seen. Add the inbox."


def _says(who: tuple[str, str], end_us: int, goodbye_us: int | None = None) -> str:
    """One sentence for people."""
    day = date.fromisoformat(iso_day(end_us) or "")
    name = who[0] or who[1]
    if goodbye_us is not None:
        return (
            f"{name} left us, as they wrote on {iso_day(goodbye_us)}; their mailbox ended on {day.day} {day:%B %Y}. What was written there "
            "since is not known, and counts as no silence."
        )
    return (
        f"The mailbox of {name} shows nothing since {day.day} {day:%B %Y}: what they wrote there since is not known, and "
        "counts as no silence. Until it delivers again the intervals open."
    )
