"""Has a company bought from us, as far as the CRM and its mail show? Who never did has nothing to leave, whomever they compare.

True where the CRM calls it a customer or has a deal of it that was won, where it ordered or paid, or we billed, shipped or thanked for an
order; False where the CRM knows it (an export says of no account since when), nothing of that is seen and we have dealt for less than
`LONG`; None where nothing tells. Reads account, opportunity, trade_sign, message, handle, person, party, interaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.model import DAY

if TYPE_CHECKING:
    from regard.answers.view import View

LONG = 400 * DAY
"""Whom we have dealt with for longer may have bought before the CRM's export begins."""
_CALLED = """SELECT 1 FROM account WHERE company_id = ?
    AND (lower(type) LIKE '%customer%' OR lower(type) LIKE '%client%' OR lower(type) LIKE '%kunde%') LIMIT 1"""
_WON = """SELECT 1 FROM opportunity o JOIN account a ON a.id = o.account_id WHERE a.company_id = ? AND o.outcome = 'won'
    AND coalesce(o.close_us, 0) <= ? LIMIT 1"""
_THEIRS = """SELECT 1 FROM person p JOIN handle h ON h.person = p.id JOIN message m ON m.from_n = h.n
    JOIN trade_sign t ON t.message = m.n AND t.kind = 'buys' AND t.form IN ('orders', 'pays')
    WHERE p.company_id = ? AND p.side = 'them' AND m.us <= ? AND m.known_us <= ? LIMIT 1"""
_OURS = """SELECT 1 FROM person p JOIN handle h ON h.person = p.id JOIN party q ON q.handle = h.n AND q.role = 'to'
    JOIN message m ON m.n = q.message JOIN trade_sign t ON t.message = m.n AND t.kind = 'sells' AND t.form IN ('bill', 'ships', 'thanks')
    JOIN handle f ON f.n = m.from_n JOIN person o ON o.id = f.person AND o.side = 'us'
    WHERE p.company_id = ? AND p.side = 'them' AND m.us <= ? AND m.known_us <= ? LIMIT 1"""
_KNOWN = "SELECT 1 FROM account WHERE company_id = ? LIMIT 1"
_SINCE = "SELECT min(i.us) FROM interaction i JOIN person p ON p.id = i.buyer WHERE p.company_id = ? AND NOT i.automated"


def bought(view: View, company: str | None) -> bool | None:
    """Whether a company bought from us by the view's moment; None where that is not known."""
    if company is None:
        return None
    at, rows = int(view.as_of_us), view.live.rows
    if rows(_CALLED, company) or rows(_WON, company, at) or any(rows(sql, company, at, at) for sql in (_THEIRS, _OURS)):
        return True
    since = rows(_SINCE, company)[0][0]
    return False if rows(_KNOWN, company) and since is not None and at - since < LONG else None
