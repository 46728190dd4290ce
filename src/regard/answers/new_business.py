"""Who was sent to us by somebody, and has no answer yet? New business that a name vouches for: told in the digest, first among callers.

Of those who only wrote to us (`callers`) whoever names who sent them (`evidence.language.referrals`). It moves no score, of neither. Reads
interaction, message, body, party, handle and what `callers` reads.
"""

from __future__ import annotations

from regard.answers.callers import callers
from regard.answers.view import View
from regard.answers.waiting import WAITS_FOR
from regard.evidence.language.referrals import referred_by
from regard.results import Told
from regard.time import iso

_LATELY = """SELECT DISTINCT b.own FROM interaction i JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND NOT EXISTS (SELECT 1 FROM interaction o WHERE o.buyer = i.buyer AND o.outbound)"""
_TO = """SELECT DISTINCT m.id, h.person FROM message m JOIN party q ON q.message = m.n AND q.role = 'to'
    JOIN handle h ON h.n = q.handle WHERE m.id IN ({})"""


def new_business(view: View, seller: str | None = None) -> list[Told]:
    """Those of the last three weeks whom somebody sent to us and who have no answer, the latest first; of one of ours (a person id;
    everybody, if None) those who wrote to them.
    """
    since = view.as_of_us - WAITS_FOR
    if not view.text or not any(
        referred_by(own or "") for (own,) in view.live.rows(_LATELY.format(since=since, as_of=view.as_of_us))
    ):
        return []
    rows = [r for r in callers(view) if r.referred_by and (r.last or "") > (iso(since) or "")]
    to = set(view.live.rows_in(_TO, sorted({r.message_id for r in rows})))
    return [
        Told("new", f"new: sent to us by {r.referred_by}, and has no answer that is kept", r.id, r.name, date=r.last,
             message_id=r.message_id, by=r.name, to=r.to)
        for r in rows
        if seller is None or (r.message_id, seller) in to
    ]  # fmt: skip
