"""Who is the reader of this draft, as the coach needs to know them? Reads interaction, message, body and their standing.

Of somebody who asked not to be modelled nothing is asked of their standing; their open question is plain correspondence and stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.actions.reader import Reader, Trust
from regard.actions.recalling import advised, confided_to, receivers, stated
from regard.answers.complaints import standing_complaints
from regard.answers.promises import of_person
from regard.answers.standing_refusals import standing_refusals
from regard.answers.view import View
from regard.answers.waiting import waiting
from regard.evidence.missed import MONTHS
from regard.evidence.pledges import stems
from regard.flow.interacting import interactions
from regard.model import DAY
from regard.time import iso_day

MONTH_STEMS = frozenset().union(*(stems(month) for month in MONTHS))
RECENT = 20
"""So many of their latest mails are looked at."""
FRESH = 90 * DAY
"""Words they used longer ago are not what is being talked about."""


def reader(view: View, buyer: str, *, objected: bool = False, others: Sequence[str] = (), writer: str = "") -> Reader:
    """What the book knows of a buyer at the view's moment. `others`: who else gets the draft (persons); `writer`: who of ours writes it (a
    person, "" for nobody known), to whom alone is told what they were told.
    """
    people = [buyer, *(p for p in others if p != buyer)]
    name = str(view.live.rows("SELECT name FROM person WHERE id = ?", buyer)[0][0])
    rows = view.live.rows(
        "SELECT i.us, i.outbound, coalesce(b.own, ''), m.subject FROM interaction i "
        "JOIN message m ON m.id = i.message_id LEFT JOIN body b ON b.message = m.n "
        "WHERE i.buyer = ? AND i.kind = 'mail' AND i.automated = 0 AND i.recovered = 0 AND i.known_us <= ? ORDER BY i.us DESC LIMIT 200",
        buyer,
        view.as_of_us,
    )
    told, familiar = ((), frozenset()) if objected else confided_to(view, writer, people)
    theirs = [row for row in rows if not row[1]][:RECENT]
    fresh = [row for row in theirs if row[0] > view.as_of_us - FRESH]
    return Reader(
        name=name,
        trust="" if objected else _trust(view, buyer),
        said=" ".join(f"{row[3]} {row[2]}" for row in fresh[:5]).lower(),
        overdue=() if objected else _overdue(view, buyer),
        agreed=() if objected else _agreed(view, buyer),
        waits=_waits(view, buyer, objected=objected),
        refused=_refused(view, buyer),
        receivers=() if objected else receivers(view, people),
        advised=() if objected else advised(view, writer, people),
        confided=told,
        familiar=familiar,
        stated=() if objected else stated(view, people[:1]),
        asked="" if objected or not theirs else str(theirs[0][2]),
    )


def _waits(view: View, buyer: str, *, objected: bool) -> str:
    """That they complained and it stands, or else that they wait for an answer of ours; "" where words are not read."""
    if not view.text:
        return ""
    complained = None if objected else standing_complaints(view.live, view.as_of_us, [buyer]).get(buyer)
    if complained is not None:
        return f"They complained on {iso_day(complained)}, and it stands."
    asks = waiting(view, {buyer}).get(buyer, [])
    return f"They asked on {iso_day(asks[0].us)} and wait for us." if asks else ""


def _refused(view: View, buyer: str) -> str:
    """That they wrote that there is no money, or that nothing more be offered, and it stands."""
    said = standing_refusals(view, [buyer]).get(buyer)
    return f"{said.says[:1].upper()}{said.says[1:]}." if said is not None else ""


def _overdue(view: View, buyer: str) -> tuple[str, ...]:
    """What we promised them and did not do in time, in the words of the promise."""
    here = [i for i in interactions(view.live, [buyer])[buyer] if i.known_us <= view.as_of_us]
    return tuple(
        f"“{row.text}” (due {row.due})" for row in of_person(view, here) if row.side == "us" and row.state == "overdue"
    )


def _agreed(view: View, buyer: str) -> tuple[tuple[frozenset[str], str, str], ...]:
    """What we promised them for a day to come: the stems of its words without that day, the day as it was agreed last, its words."""
    here = [i for i in interactions(view.live, [buyer])[buyer] if i.known_us <= view.as_of_us]
    return tuple(
        (stems(row.text.replace(row.due_words or "\0", " ")) - MONTH_STEMS, row.due, f"“{row.text.rstrip('.')}”")
        for row in of_person(view, here)
        if row.side == "us" and row.state in {"due", "open"} and row.due
    )


def _trust(view: View, buyer: str) -> Trust:
    estimate = view.standings([buyer]).of(buyer)["trust"]
    if not estimate.known:
        return "unknown"
    return "low" if estimate.score < view.bands.fair else "shown"
