"""What stands with the mailboxes of a customer that several read: a complaint of whoever signs there, a promise of ours that is owed?

Nobody stands in a list for such a mailbox, so the company's page tells it. Reads person and what `open_with` and `promises` read.
"""

from __future__ import annotations

from typing import Any

from regard.answers.mailboxes import of_customer
from regard.answers.open_with import standing_words
from regard.answers.promises import of_book, stands
from regard.answers.view import View

_OF = f"""SELECT p.id, coalesce(nullif(p.name, ''), p.address), p.address FROM person p
    WHERE ({of_customer("p", "?1")}) AND p.company_id = ?2 ORDER BY p.address"""


def debts(view: View, company: str) -> tuple[dict[str, Any], ...]:
    """A row a complaint that stands and a promise of ours that is not done, of each of the company's mailboxes, complaints first."""
    who = {row[0]: (row[1], row[2]) for row in view.live.rows(_OF, view.as_of_us, company)}
    if not who or not view.text:
        return ()
    rows = [
        {"person": t.person, "says": "complained", "quote": t.quote, "date": (t.date or "")[:10], "message_id": t.message_id,
         "start": t.start, "end": t.end}
        for t in standing_words(view, sorted(who))
    ]  # fmt: skip
    rows += [
        {"person": p.person, "says": f"we promised, {p.state}" + (f" for {p.due}" if p.due else ""), "quote": p.text,
         "date": (p.made or "")[:10], "message_id": p.message_id, "start": p.start, "end": p.end}
        for p in of_book(view, set(who))
        if p.side == "us" and stands(p, view.as_of_us) and p.person in who
    ]  # fmt: skip
    return tuple({"name": who[str(row["person"])][0], "address": who[str(row["person"])][1], **row} for row in rows)
