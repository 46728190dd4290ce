"""Deals proposed from the mail, and those that a person confirmed. Computed when asked for.

Mails worth reading are found by their words in the text index; then everything that passed with the people of those companies is read.
Matters of several companies are found by who is written to together (`deals.circles`).
Reads words, party, message, handle, person, company and what `touches` reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from regard.answers.account_sides import suppliers
from regard.answers.confided import unquoted
from regard.answers.touches import touches, with_words
from regard.answers.view import View
from regard.deals.circles import COMPANIES, CROWD, ties
from regard.deals.linking import MARGIN, span
from regard.deals.proposing import FRESH, GAP, TERMS, Proposal, proposals
from regard.deals.proposing_together import of_circles
from regard.deals.records import Deal, Touch
from regard.model import DealJudgement

LOOKED_BACK = FRESH + 3 * GAP
"""Mail of so long is looked at."""
MOST = 200
"""Companies looked at: those with most such mail."""
_ASKING = """SELECT s.company_id, count(*) FROM message m JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person
    WHERE m.n IN (SELECT rowid FROM words WHERE words MATCH ?) AND m.us BETWEEN ? AND ? AND m.known_us <= ? AND m.automated = ''
    AND s.side = 'them' AND s.company_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""


def proposed(
    view: View, deals: Sequence[Deal], judged: Iterable[DealJudgement], only: Collection[str] | None = None
) -> list[Proposal]:
    """The deals that there may be at the view's moment, the newest first; none where words are not read. `only`: of these companies (ids),
    each by itself, if given.
    """
    if not view.text:
        return []
    now = _last(view)
    since = now - LOOKED_BACK
    if only is None:
        rows = view.live.rows(_ASKING, " OR ".join(TERMS), since, now, view.as_of_us, MOST)
        wanted = [row[0] for row in rows]
    else:
        wanted = sorted(only)
    out = suppliers(view)
    wanted = [company for company in wanted if company not in out]
    people: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    sql = "SELECT id, company_id, name, address FROM person WHERE side = 'them' AND company_id IN ({})"
    for person, company, name, address in view.live.rows_in(sql, wanted):
        people[company].append(person)
        names[person] = name or address
    companies = {row[0]: row for row in view.live.rows_in("SELECT id, name, domains FROM company WHERE id IN ({})", wanted)}
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
            now,
        )
    ]
    found += _of_circles(view, deals, said, now) if only is None else []
    return sorted(unquoted(view.live, found), key=lambda p: (p.last or "", p.id), reverse=True)


def _last(view: View) -> int:
    """Until when the book's mail reaches, at most the view's moment: of mail that ends years ago what is fresh is told as of its end."""
    sql = "SELECT max(us) FROM message WHERE us <= ? AND known_us <= ? AND kind = 'mail'"
    ((last,),) = view.live.rows(sql, view.as_of_us, view.as_of_us)
    return min(view.as_of_us, view.as_of_us if last is None else int(last))


_TOGETHER = """SELECT p.message, s.id, s.company_id FROM party p JOIN handle h ON h.n = p.handle JOIN person s ON s.id = h.person
    WHERE s.side = 'them' AND s.company_id IS NOT NULL AND p.message IN (SELECT n FROM message WHERE us BETWEEN {since} AND {until}
    AND known_us <= {as_of} AND kind = 'mail' AND automated = '' AND recipients >= 3)"""


def _together(view: View, since: int, until: int) -> dict[int, dict[str, str]]:
    """Mails with people of three companies or more: message to person to company."""
    on: dict[int, dict[str, str]] = defaultdict(dict)
    sql = _TOGETHER.format(since=int(since), until=int(until), as_of=int(view.as_of_us))
    for message, person, company in view.live.rows(sql):
        on[message][person] = company
    return {message: there for message, there in on.items() if len(there) <= CROWD and len(set(there.values())) >= COMPANIES}


def _of_circles(view: View, deals: Sequence[Deal], said: Sequence[DealJudgement], now: int) -> list[Proposal]:
    """The matters of several companies that may be a deal."""
    since = now - LOOKED_BACK
    on = _together(view, since, now)
    company_of = {person: company for there in on.values() for person, company in there.items()}
    if len(on) < COMPANIES:
        return []
    past = [t for t in touches(view.live, company_of, view.as_of_us).past if t.us >= since and len(t.theirs) >= COMPANIES]
    rows = view.live.rows_in("SELECT id, name, domains FROM company WHERE id IN ({})", sorted(set(company_of.values())))
    companies = {row[0]: (row[1], (row[2].split() or [""])[0]) for row in rows}
    names = dict(
        view.live.rows_in("SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})", sorted(company_of))
    )
    told = with_words(view.live, past).values()
    return of_circles(told, company_of, companies, deals, said, names, view.key, now)


def circle_people(view: View, deal: Deal) -> frozenset[str]:
    """Everybody of a circle's companies who was on a mail to the circle while the deal was open."""
    begin, end = span(deal)
    of = frozenset(deal.companies)
    found: set[str] = set()
    for there in _together(view, begin - MARGIN, min(end + MARGIN, view.as_of_us)).values():
        if ties(len(there), frozenset(there.values()), of):
            found |= {person for person, company in there.items() if company in of}
    return frozenset(found)
