"""Who of other companies is on a deal's mail? A sister plant, an agent, a consultant: a person says who is on the committee.

Of mail, meetings and calls linked to a deal, those that a few people are on; nobody who objected, sells to us, or is on the committee.
Whoever's company begins as the account does may be of one group with it. Reads person and company.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from regard.answers.account_sides import suppliers
from regard.answers.deal_board import Known
from regard.answers.view import View
from regard.deals.agents import called
from regard.time import iso_day

FEW = 8
"""People of theirs on a mail, at most, for it to be a talk about the deal."""
SHOWN = 6


def beside(view: View, k: Known) -> tuple[dict[str, Any], ...]:
    """Rows of `person`, `name`, `company`, `company_id`, `mails`, `last` (a day) and `sister`, who is on most of it first."""
    members = {m.person for m in k.members if m.person}
    talks = [t for t in k.touches if len(t.theirs) <= FEW and t.theirs & members and k.sure.get(t.id, "sure") != "doubtful"]
    often = Counter(p for t in talks for p in t.theirs - members)
    last = {p: t.us for t in talks for p in t.theirs}
    sql = """SELECT s.id, coalesce(nullif(s.name, ''), s.address), c.id, c.name FROM person s JOIN company c ON c.id = s.company_id
        WHERE s.side = 'them' AND NOT s.objected AND s.id IN ({})"""
    out = suppliers(view)
    first = called(k.deal.account).partition(" ")[0]
    rows = [
        {
            "person": person,
            "name": name,
            "company": company,
            "company_id": company_id,
            "mails": often[person],
            "last": iso_day(last[person]),
            "sister": bool(first) and called(company).partition(" ")[0] == first,
        }
        for person, name, company_id, company in view.live.rows_in(sql, sorted(often))
        if company_id != k.deal.company_id and company_id not in out
    ]
    return tuple(sorted(rows, key=lambda r: (-r["mails"], r["name"], r["person"]))[:SHOWN])
