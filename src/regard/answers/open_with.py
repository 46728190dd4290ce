"""What stands open with buyers? The one piece that brief, digest and actions ask, so that none of them knows of more than another.

Who makes ready to go (`moving_away`), their complaints that stand (`complaints`), what they asked and what we asked (`open_questions`),
what may wait, their days near ahead (`days_ahead`). What was promised either way is the ledger's (`promises`); what is needed most of all
of it is one sentence (`need`). Reads party, message, handle and what those read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regard.answers import changes
from regard.answers.account_sides import suppliers
from regard.answers.complaints import standing_complaints
from regard.answers.days_ahead import days_ahead
from regard.answers.mailboxes import of_customer
from regard.answers.moving_away import lines
from regard.answers.need import RECENT
from regard.answers.open_questions import open_questions, told
from regard.answers.view import View
from regard.answers.waiting import by_buyer, weighed
from regard.flow.interacting import interactions
from regard.results import Told

_ADDRESSED = """SELECT DISTINCT m.id, h.person FROM message m JOIN party q ON q.message = m.n
    JOIN handle h ON h.n = q.handle WHERE m.id IN ({})"""
_WHO = f"""SELECT p.id, coalesce(nullif(p.name, ''), p.address), p.company_id FROM person p
    WHERE ((p.side = 'them' AND NOT p.objected) OR ({of_customer("p")})) AND p.id IN ({{{{}}}})"""


@dataclass(frozen=True, slots=True)
class OpenWith:
    """Lines of each sort: `leaving` us the gravest first, `complaints` the latest first, `asked` of us and `asking` of them, `days` the
    nearest first; `may_wait`: what they wrote that is not sure to wait for an answer, or is in a language that is not read (of kind
    "wrote").
    """

    complaints: list[Told]
    asked: list[Told]
    asking: list[Told]
    days: list[Told]
    may_wait: list[Told]
    leaving: list[Told]


def open_with(view: View, *, buyers: Sequence[str] | None = None, seller: str | None = None) -> OpenWith:
    """What stands open with these buyers (all, if None), of one of ours (a person id; everybody, if None): what was written to them."""
    asked, asking = open_questions(view, buyers=buyers, seller=seller)
    unsure = view.may_wait() if buyers is None else by_buyer(w for w in weighed(view, buyers) if not w.sure)
    may = told(view, [w for of in unsure.values() for w in of if seller is None or any(p == seller for p, _ in w.to)])
    near = view.days() if buyers is None else days_ahead(view, buyers)
    days = sorted((t for of in near.values() for t in of), key=lambda t: (t.due, t.date or "", t.message_id))
    grave, going = standing_words(view, buyers), lines(view.leaving_us(), buyers)
    if seller is not None:
        ids = sorted({t.message_id for t in (*days, *grave, *going)})
        theirs = {message for message, person in view.live.rows_in(_ADDRESSED, ids) if person == seller}
        days, grave, going = ([t for t in of if t.message_id in theirs] for of in (days, grave, going))
    said = [t for t in (*going, *grave, *asked) if t.end]
    days = [t for t in days if not any(t.message_id == o.message_id and t.start < o.end and o.start < t.end for o in said)]
    return OpenWith(grave, asked, asking, days, may, going)


def standing_words(view: View, buyers: Sequence[str] | None) -> list[Told]:
    """The complaints that stand as lines, the latest first, each in its last words; none of what one of ours was told in confidence, of who
    asked not to be modelled or sells to us, nor where words are not read.
    """
    standing = standing_complaints(view.live, view.as_of_us, buyers) if view.text else {}
    out = suppliers(view) if standing else frozenset()
    who = {row[0]: row[1] for row in view.live.rows_in(_WHO.format(as_of=view.as_of_us), sorted(standing)) if row[2] not in out}
    found: list[Told] = []
    for buyer, here in (interactions(view.live, sorted(who)) if who else {}).items():
        known = [i for i in here if i.known_us <= view.as_of_us and i.us <= view.as_of_us]
        words = changes.of_words(view, known, view.as_of_us - RECENT, who[buyer])
        found += [t for t in words if t.kind == "complaint"]
    return sorted(found, key=lambda t: (t.date or "", t.person), reverse=True)
