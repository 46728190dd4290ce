"""Deals proposed from the mail, and those that a person confirmed. Computed when asked for.

Mails worth reading are found by their words in the text index; then everything that passed with the people of those companies is read.
Reads words, message, handle, person, company and what `touches` reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regard.answers.touches import touches, with_words
from regard.answers.view import View
from regard.deals.corrections import Corrections
from regard.deals.proposing import FRESH, GAP, TERMS, Proposal, confirmed, proposals
from regard.deals.records import Deal, Touch
from regard.model import DealJudgement

LOOKED_BACK = FRESH + 3 * GAP
"""Mail of so long is looked at."""
MOST = 200
"""Companies looked at: those with most such mail."""
_ASKING = """SELECT s.company_id, count(*) FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person
    WHERE m.n IN (SELECT rowid FROM words WHERE words MATCH ?) AND m.us BETWEEN ? AND ? AND m.known_us <= ? AND m.automated = ''
    AND s.side = 'them' AND s.company_id IS NOT NULL GROUP BY 1 HAVING count(*) >= 2 ORDER BY 2 DESC LIMIT ?"""


def proposed(view: View, deals: Sequence[Deal], judged: Iterable[DealJudgement]) -> list[Proposal]:
    """The deals that there may be at the view's moment, the newest first; none where words are not read."""
    if not view.text:
        return []
    rows = view.live.rows(_ASKING, " OR ".join(TERMS), view.as_of_us - LOOKED_BACK, view.as_of_us, view.as_of_us, MOST)
    wanted = [row[0] for row in rows]
    people: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    sql = "SELECT id, company_id, name, address FROM person WHERE side = 'them' AND company_id IN ({})"
    for person, company, name, address in view.live.rows_in(sql, wanted):
        people[company].append(person)
        names[person] = name or address
    companies = {row[0]: row for row in view.live.rows_in("SELECT id, name, domains FROM company WHERE id IN ({})", wanted)}
    since = view.as_of_us - LOOKED_BACK
    past = touches(view.live, names, view.as_of_us).past
    told = with_words(view.live, [t for t in past if t.us >= since])
    at: dict[str, dict[str, Touch]] = defaultdict(dict)
    company_of = {person: company for company, of in people.items() for person in of}
    for touch in told.values():
        for person in touch.theirs:
            if person in company_of:
                at[company_of[person]][touch.id] = touch
    said = list(judged)
    found = [
        p
        for company, (ident, name, domains) in companies.items()
        for p in proposals(
            (ident, name, (domains.split() or [""])[0]),
            sorted(at[company].values(), key=lambda t: (t.us, t.id)),
            deals,
            said,
            names,
            view.key,
            view.as_of_us,
        )
    ]
    return sorted(found, key=lambda p: (p.last or "", p.id), reverse=True)


def found_deals(view: View, said: Mapping[str, Corrections]) -> list[Deal]:
    """The deals that people confirmed, as known at the view's moment."""
    if not any(one.found for one in said.values()):
        return []
    at = {d: (row[0], row[1]) for row in view.live.rows("SELECT id, name, domains FROM company") for d in row[2].split()}
    return confirmed(said, at, view.as_of_us)
