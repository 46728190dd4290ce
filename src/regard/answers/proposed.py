"""Deals proposed from the mail, and those that a person confirmed. Computed when asked for.

Mails worth reading are found by their words in the text index; then everything that passed with the people of those companies is read.
Matters of several companies are found by who is written to together (`deals.circles`).
Reads words, party, message, handle, person, company and what `touches` reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from regard.answers.account_sides import suppliers
from regard.answers.confided import unquoted
from regard.answers.touches import touches, with_words
from regard.answers.view import View
from regard.deals.agents import MARK, Agency, agencies, between
from regard.deals.circles import COMPANIES, CROWD, ties
from regard.deals.linking import MARGIN, span
from regard.deals.matters import CIRCULAR, GAP
from regard.deals.proposing import FRESH, TERMS, Proposal, Through, proposals
from regard.deals.proposing_together import of_circles
from regard.deals.records import Deal, Touch
from regard.identity.normalize import domain_of, registrable
from regard.identity.sensitive import is_private
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
    every = {row[0]: row for row in view.live.rows("SELECT id, name, domains FROM company") if row[0] not in out}
    wanted = [company for company in wanted if company in every]
    if only is not None:
        wanted += sorted(_beside(view, wanted, since).intersection(every) - set(wanted))
    at = _At(view, since, every)
    at.read(wanted)
    said = list(judged)
    pairs = agencies(at.told(wanted), at.company_of, {company: row[1] for company, row in every.items()}, _ours(view))
    at.read({one.customer for one in pairs} - set(wanted))
    found = [p for one in pairs for p in at.through(one, deals, said, now)]
    taken = {m for p in found for m in p.steps} | {m for one in pairs for m in at.settled(one, deals, said)}
    for company in wanted:
        found += [p for p in at.alone(company, deals, said, now) if taken.isdisjoint(p.steps)]
    if only is None:
        found += _of_circles(view, deals, said, now)
    else:
        found = [p for p in found if not {p.company_id, *p.through[:1]}.isdisjoint(only)]
    return sorted(map(_plain, unquoted(view.live, found)), key=lambda p: (p.last or "", p.id), reverse=True)


def _plain(p: Proposal) -> Proposal:
    """A proposal without the quotes in which a word may be of private life: that they wrote, and when, stays."""
    return replace(p, evidence=tuple(replace(e, quote="") if is_private(e.quote) else e for e in p.evidence))


class _At:
    """What passed with the people of companies since a moment, with its words."""

    def __init__(self, view: View, since: int, companies: Mapping[str, tuple[str, str, str]]) -> None:
        self._view, self._since, self._companies = view, since, companies
        self._names: dict[str, str] = {}
        self._at: dict[str, dict[str, Touch]] = defaultdict(dict)
        self.company_of: dict[str, str] = {}

    def read(self, companies: Collection[str]) -> None:
        """Read what passed with the people of these companies."""
        sql = "SELECT id, company_id, name, address FROM person WHERE side = 'them' AND company_id IN ({})"
        rows = self._view.live.rows_in(sql, sorted(companies))
        self.company_of |= {person: company for person, company, _, _ in rows}
        self._names |= {person: name or address for person, _, name, address in rows}
        past = touches(self._view.live, [row[0] for row in rows], self._view.as_of_us).past
        for touch in with_words(self._view.live, [t for t in past if t.us >= self._since]).values():
            for company in {self.company_of[p] for p in touch.theirs if p in self.company_of}:
                self._at[company][touch.id] = touch

    def told(self, companies: Iterable[str]) -> list[Touch]:
        """All of it that passed with these companies, in order of time."""
        found = {t.id: t for company in companies for t in self._at[company].values()}
        return sorted(found.values(), key=lambda t: (t.us, t.id))

    def alone(self, company: str, deals: Sequence[Deal], said: Sequence[DealJudgement], now: int) -> list[Proposal]:
        """The deals that there may be with one company."""
        return proposals(self._named(company), self.told((company,)), deals, said, self._names, self._view.key, now)

    def through(self, one: Agency, deals: Sequence[Deal], said: Sequence[DealJudgement], now: int) -> list[Proposal]:
        """The deals that there may be with a customer through their agent."""
        both = between(one, self.told((one.agent, one.customer)), self.company_of)
        people = frozenset(p for p, company in self.company_of.items() if company == one.agent)
        agent = Through(*self._named(one.agent), people)
        return proposals(self._named(one.customer), both, deals, said, self._names, self._view.key, now, agent)

    def settled(self, one: Agency, deals: Sequence[Deal], said: Iterable[DealJudgement]) -> set[str]:
        """The mails of an agent's talks about a customer of which a person said that they are a deal or none."""
        mark = f"{MARK}{self._named(one.customer)[2]},{self._named(one.agent)[2]} "
        told = any(j.kind == "found" and j.undone_us is None and j.mark.startswith(mark) for j in said)
        if not told and not any(d.company_id == one.customer and one.agent in d.through for d in deals):
            return set()
        return {t.id for t in self.told((one.agent,)) if (t.thread_id or t.id) in one.talks}

    def _named(self, company: str) -> tuple[str, str, str]:
        ident, name, domains = self._companies[company]
        return ident, name, (domains.split() or [""])[0]


def _ours(view: View) -> set[str]:
    """How we are called: the first word of each of our domains."""
    rows = view.live.rows("SELECT DISTINCT h.address FROM handle h JOIN person p ON p.id = h.person WHERE p.side = 'us'")
    return {registrable(domain_of(address)).split(".")[0] for (address,) in rows if "@" in address}


def _beside(view: View, companies: Sequence[str], since: int) -> set[str]:
    """The companies whose people are on mail with some companies' people."""
    sql = f"""SELECT DISTINCT t.company_id FROM person s JOIN handle h ON h.person = s.id JOIN party p ON p.handle = h.n
        JOIN message m ON m.n = p.message AND m.us >= {int(since)} AND m.recipients <= {CIRCULAR}
        JOIN party q ON q.message = m.n JOIN handle g ON g.n = q.handle JOIN person t ON t.id = g.person AND t.side = 'them'
        WHERE t.company_id IS NOT NULL AND s.company_id IN ({{}})"""
    return {row[0] for row in view.live.rows_in(sql, list(companies))}


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
