"""What passed within a year with the companies of some people, or with those who write for themselves, for `review.dealings` to judge.

Reads interaction, message, person and what `contacted` reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.answers.contacted import DARK_AFTER, YEAR, Person, alone
from regard.answers.jobs import where_now
from regard.answers.view import View
from regard.model import DAY, LEAN
from regard.review.dealings import Dealings

_PASSED = """SELECT {unit}, count(DISTINCT CASE WHEN NOT i.outbound OR i.kind <> 'mail' THEN i.us / {day} END),
    count(DISTINCT CASE WHEN i.outbound OR i.kind <> 'mail' THEN i.us / {day} END), count(DISTINCT i.us / {day}),
    count(DISTINCT coalesce(m.thread_id, m.id)), count(DISTINCT CASE WHEN i.kind = 'mail' THEN m.id END),
    count(DISTINCT CASE WHEN i.kind = 'mail' AND m.lean = {business} THEN m.id END), max(i.us),
    count(DISTINCT CASE WHEN i.kind = 'mail' AND instr(coalesce(m.cues, ''), '"unread"') > 0 THEN m.id END)
    FROM {tables} JOIN message m ON m.id = i.message_id
    WHERE NOT i.automated AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND {unit} IN ({{}}) GROUP BY 1"""
_SHOWN = "SELECT 1 FROM coverage WHERE outbound AND end_us >= {as_of} - {dark} LIMIT 1"
"""Whether any mailbox shows what its owner writes: of whom only others write to, whose mailboxes are not read, the others look after."""
NEWEST, FEWEST = 5_000, 100
FOREIGN = 1 / 2
"""Where more of the mails are in a language whose words of business are not known, that there are none says nothing."""
_USUAL = """SELECT count(*), coalesce(sum(lean = {business}), 0) FROM (SELECT m.lean FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person p ON p.id = h.person AND p.side = 'them' WHERE m.kind = 'mail' AND m.automated = '' AND m.us > {since} AND m.us <= {as_of}
    AND instr(coalesce(m.cues, ''), '"unread"') = 0 AND m.known_us <= {as_of} ORDER BY m.us DESC LIMIT {newest})"""
"""Mails of outsiders in a language that is read, the newest, and those with words of business; of fewer than a hundred nothing is usual."""
_OF = {"p.company_id": "{people} p CROSS JOIN interaction i ON i.buyer = p.id", "i.buyer": "interaction i"}
_MOVED = "(SELECT id, company_id FROM person WHERE id NOT IN ({ids}) UNION ALL VALUES {rows})"
"""Everybody with the company of the moment, where somebody's is another than now."""


def dealings(view: View, who: Sequence[Person]) -> dict[str, Dealings]:
    """Person -> what passed with their company, or with them alone where their address names none that deals with us."""
    by_themselves = {p.id for p in who if alone(p)}
    unit = {p.id: p.id if p.id in by_themselves else str(p.company_id) for p in who}
    rows = [*_rows(view, "i.buyer", by_themselves), *_rows(view, "p.company_id", set(unit.values()) - by_themselves)]
    of, talk = view.live.rows(
        _USUAL.format(since=view.as_of_us - YEAR, as_of=view.as_of_us, newest=NEWEST, business=LEAN["business"])
    )[0]
    shown = bool(view.live.rows(_SHOWN.format(as_of=view.as_of_us, dark=DARK_AFTER)))
    usual = talk / of if of >= FEWEST else 0.0
    found = {
        u: Dealings(
            theirs,
            ours,
            days,
            matters,
            mails,
            business if view.text and foreign <= FOREIGN * mails else None,
            last,
            usual,
            shown,
            u in by_themselves,
        )
        for u, theirs, ours, days, matters, mails, business, last, foreign in rows
    }
    return {p: found[u] for p, u in unit.items() if u in found}


def _rows(view: View, unit: str, ids: set[str]) -> list[tuple[str, int, int, int, int, int, int, int, int]]:
    if not ids:
        return []
    sql = _PASSED.format(
        unit=unit,
        tables=_OF[unit].format(people=_people(view)),
        day=DAY,
        business=LEAN["business"],
        since=view.as_of_us - YEAR,
        as_of=view.as_of_us,
    )
    return list(view.live.rows_in(sql, sorted(ids)))


def _people(view: View) -> str:
    """The table of people with where they work at the moment."""
    moved = sorted((p, job.company_id) for p, job in where_now(view.live, view.as_of_us).items())
    if not moved:
        return "person"
    rows = ", ".join(f"('{p}', '{company}')" for p, company in moved)  # keyed digests of ours
    return _MOVED.format(ids=", ".join(f"'{p}'" for p, _ in moved), rows=rows)
