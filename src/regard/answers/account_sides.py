"""What each company is to us at a moment: buyer, supplier, partner, neither, or unknown (`deals.account_side` decides).

Reads trade_sign, message, body, party, handle, person, company, account; the CRM's deals; what people said (records).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from regard.answers.confided import unquoted
from regard.answers.found_deals import found_deals
from regard.answers.view import View
from regard.deals.account_side import CHASES, KIND, NO_BUYERS, UNKNOWN, AccountSide, Dealt, side_of
from regard.deals.corrections import by_deal, standing
from regard.model import DealJudgement

FEW = 3
"""People of theirs to whom a mail of ours may go and still be a word to that company."""
# CROSS JOIN: from the signs, which are few, outwards; without statistics SQLite begins with all mail or everybody on it.
_THEIRS = """SELECT s.company_id, m.us, 0, g.kind, g.form, m.id, substr(b.text, g.start + 1, g."end" - g.start), g.start, g."end"
    FROM trade_sign g CROSS JOIN message m ON m.n = g.message CROSS JOIN body b ON b.message = m.n
    JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person AND s.side = 'them' AND s.company_id IS NOT NULL
    WHERE m.us <= {as_of} AND m.known_us <= {as_of} ORDER BY m.us, m.n, g.kind, g.form"""
_OURS = """SELECT s.company_id, m.us, 1, g.kind, g.form, m.id, substr(b.text, g.start + 1, g."end" - g.start), g.start, g."end"
    FROM trade_sign g CROSS JOIN message m ON m.n = g.message CROSS JOIN body b ON b.message = m.n
    CROSS JOIN handle f ON f.n = m.from_n CROSS JOIN person o ON o.id = f.person AND o.side = 'us'
    CROSS JOIN party p ON p.message = m.n AND p.role = 'to' JOIN handle h ON h.n = p.handle
    JOIN person s ON s.id = h.person AND s.side = 'them'
    WHERE m.us <= {as_of} AND m.known_us <= {as_of}
    GROUP BY g.message, g.kind, g.form HAVING count(DISTINCT coalesce(s.company_id, s.id)) = 1 AND count(*) <= {few}
    AND s.company_id IS NOT NULL"""


def account_sides(view: View, said: Iterable[DealJudgement]) -> dict[str, AccountSide]:
    """Every company of which anything tells what it is to us. Whoever is not there is unknown."""
    every = list(said)
    dealt: dict[str, list[Dealt]] = defaultdict(list)
    if view.text:
        for sql in (_THEIRS, _OURS):
            for company, us, by_us, kind, form, message, quote, start, end in view.live.rows(
                sql.format(as_of=int(view.as_of_us), few=FEW)
            ):
                words = " ".join(quote.split())
                dealt[company].append(Dealt(us, bool(by_us), kind, form, message, words, start, end))
    types = _types(view)
    deals = {d.company_id: d.name for d in view.money().deals if d.company_id}
    judged = _judged(view, every)
    written = _written(view, {company for company, of in dealt.items() if any(d.form == CHASES for d in of)})
    confirmed = {d.company_id: d.name for d in found_deals(view, by_deal(every)) if d.company_id}
    companies = {*dealt, *types, *deals, *judged, *confirmed}
    found = {
        c: side_of(
            dealt.get(c, ()),
            judged.get(c),
            types.get(c, ()),
            deals.get(c, ""),
            confirmed.get(c, ""),
            written=c in written,
        )
        for c in companies
    }
    return unquoted(view.live, {company: side for company, side in found.items() if side is not UNKNOWN})


def _written(view: View, companies: set[str]) -> frozenset[str]:
    """Those of these companies to whose people one of ours wrote or whom they met."""
    sql = f"""SELECT DISTINCT p.company_id FROM person p JOIN interaction i ON i.buyer = p.id AND (i.outbound OR i.kind <> 'mail')
        AND i.us <= {int(view.as_of_us)} AND i.known_us <= {int(view.as_of_us)} WHERE p.company_id IN ({{}})"""
    return frozenset(row[0] for row in view.live.rows_in(sql, sorted(companies)))


def _types(view: View) -> dict[str, list[str]]:
    """The CRM's types of the accounts of each company, as far as they were known."""
    found: dict[str, list[str]] = defaultdict(list)
    rows: Iterable[Any] = view.live.rows(
        "SELECT company_id, type FROM account WHERE company_id IS NOT NULL AND type <> '' AND known_us <= ? ORDER BY id",
        view.as_of_us,
    )
    for company, kind in rows:
        found[company].append(kind)
    return found


def _judged(view: View, said: Iterable[DealJudgement]) -> dict[str, DealJudgement]:
    """What people said of companies and stands, by the company that has the domain now; of several domains the latest word."""
    words = [one for of in standing(s for s in said if s.kind == KIND).values() for one in of.get(KIND, {}).values()]
    if not words:
        return {}
    company_of = {d: row[0] for row in view.live.rows("SELECT id, domains FROM company") for d in row[1].split()}
    found: dict[str, DealJudgement] = {}
    for one in sorted(words, key=lambda j: (j.recorded_us, j.id)):
        if one.subject in company_of:
            found[company_of[one.subject]] = one
    return found


def suppliers(view: View) -> frozenset[str]:
    """The companies that sell to us, or that a person called neither buyer nor supplier, by id: they are in no list of buyers, no agenda,
    no proposed deal and no risk.
    """
    return frozenset(company for company, told in view.sides().items() if told.side in NO_BUYERS)


def doubtful(view: View) -> frozenset[str]:
    """The companies that may sell to us, by id: they stay buyers until somebody says what they are."""
    return frozenset(company for company, told in view.sides().items() if told.doubtful)
