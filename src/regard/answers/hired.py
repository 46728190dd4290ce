"""Whom a hired seller brought, and who came: told to that one alone. Reads interaction, person and `touches`."""

from __future__ import annotations

from regard.answers.seller import Seller
from regard.answers.touches import touches, with_words
from regard.answers.view import View
from regard.deals.hired import SAYS, YEAR, Brought, brought, is_hired, says_changed
from regard.deals.records import Touch

_WORK = """FROM interaction i JOIN person s ON s.id = i.buyer
    WHERE s.side = 'them' AND s.company_id IS NOT NULL AND i.us <= ? AND i.known_us <= ?"""
_SEEN = f"SELECT min(i.us) {_WORK} AND i.seller = ?"
_FIRM = f"SELECT min(i.us) {_WORK} AND i.seller <> ?"
_FIRST = """SELECT i.buyer, s.name, s.address, s.company, s.company_id FROM interaction i JOIN person s ON s.id = i.buyer
    WHERE i.us <= ? AND i.known_us <= ? AND NOT s.objected GROUP BY i.buyer
    HAVING min(i.us) = min(CASE WHEN i.seller = ? AND i.outbound THEN i.us END)"""
_COMPANY = """SELECT s.company_id, min(i.us) FROM interaction i JOIN person s ON s.id = i.buyer WHERE i.seller <> {seller}
    AND i.known_us <= {as_of} AND s.company_id IN ({{}}) GROUP BY 1"""


def contacts_brought(view: View, who: Seller) -> list[Brought]:
    """The contacts from before of whoever looks, those that came first; empty where they were here from the mail's beginning.

    Empty, too, where no mail of theirs says that they changed firms: a mailbox that begins later looks like a seller who came later.
    """
    moment = view.as_of_us
    joined = here_since(view, who)
    if joined is None:
        return []
    rows = view.live.rows(_FIRST, moment, moment, who.person)
    quoted = "'" + who.person.replace("'", "''") + "'"
    known = dict(view.live.rows_in(_COMPANY.format(seller=quoted, as_of=int(moment)), sorted({r[4] for r in rows if r[4]})))
    past = touches(view.live, [r[0] for r in rows], moment).past
    told = with_words(view.live, [t for t in past if t.by_us and t.writer == who.person]) if view.text else {}
    of: dict[str, list[Touch]] = {row[0]: [] for row in rows}
    for touch in past:
        for person in touch.theirs & of.keys():
            of[person].append(told.get(touch.id, touch))
    found = [
        one
        for person, name, address, company, company_id in rows
        if (
            one := brought(
                person, name or address, company or "", of[person], who.person, joined, known.get(company_id), moment
            )
        )
    ]
    if not any(t.us <= joined + YEAR and says_changed(t) for t in told.values()):
        return []
    order = list(SAYS)
    return sorted(found, key=lambda b: (order.index(b.became), b.name.casefold()))


def here_since(view: View, who: Seller) -> int | None:
    """Since when (UTC microseconds) mail shows a hired seller with buyers; None for whoever was here from its beginning."""
    moment = view.as_of_us
    seen: int | None = view.live.rows(_SEEN, moment, moment, who.person)[0][0] if who.person else None
    firm: int | None = view.live.rows(_FIRM, moment, moment, who.person)[0][0]
    return seen if is_hired(seen, firm) else None
