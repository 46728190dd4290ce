"""Everything that passed between us and a company, message by message, whoever of theirs it was with.

Reads interaction, message, body, person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regard.answers.came import came
from regard.answers.confided import unquoted
from regard.answers.evidence import beginning
from regard.answers.view import View
from regard.answers.waiting import waiting
from regard.flow.interacting import interactions
from regard.flow.stored_trials import trials
from regard.results import TimelineEntry
from regard.time import iso

TOLD = 12
"""For so many buyers of one page of a timeline it is worked out what came of each message."""
NAMED = 3


def timeline(view: View, company: str, most: int, offset: int) -> tuple[list[TimelineEntry], int]:
    """(`most` interactions with a company's people from `offset`, the newest first; how many there are in all)."""
    where = """FROM interaction i JOIN person s ON s.id = i.buyer WHERE s.company_id = ? AND s.side = 'them'
        AND max(i.us, i.known_us) <= ?"""
    total = view.live.rows(f"SELECT count(DISTINCT i.message_id) {where}", company, view.as_of_us)[0][0]
    rows = view.live.rows(
        f"SELECT i.message_id, max(i.us), max(i.outbound), min(i.seller), group_concat(i.buyer, ' ') {where} "
        "GROUP BY i.message_id ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?",
        *(company, view.as_of_us, most, offset),
    )
    with_whom = {row[0]: row[4].split() for row in rows}
    names = dict(
        view.live.rows_in(
            "SELECT id, coalesce(nullif(name, ''), address) FROM person WHERE id IN ({})",
            sorted({row[3] for row in rows} | {b for of in with_whom.values() for b in of}),
        )
    )
    sql = """SELECT m.id, m.kind, m.subject, m.automated, m.thread_id, m.basis, b.own FROM message m
        LEFT JOIN body b ON b.message = m.n WHERE m.id IN ({})"""
    messages = {row[0]: row for row in view.live.rows_in(sql, list(with_whom))}
    became = outcomes(view, list(dict.fromkeys(b for row in rows for b in with_whom[row[0]]))[:TOLD])
    found = []
    for message_id, us, outbound, seller, _ in rows:
        _, kind, subject, automated, thread_id, basis, own = messages[message_id]
        theirs = with_whom[message_id]
        shown = ", ".join(names.get(b, "") for b in theirs[:NAMED]) + (
            f" and {len(theirs) - NAMED} more" if len(theirs) > NAMED else ""
        )
        ours = names.get(seller, "")
        found.append(
            TimelineEntry(
                message_id=message_id,
                date=iso(us),
                kind=kind,
                direction="us" if outbound else "them",
                who=f"{ours} to {shown}" if outbound else f"{shown} to {ours}",
                subject=subject,
                result=next((r for b in theirs if (r := became.get((b, message_id)))), ""),
                quote=beginning(own or ""),
                thread_id=thread_id or "",
                automated=automated,
                basis=basis,
            )
        )
    return unquoted(view.live, found), total


def outcomes(view: View, buyers: Sequence[str]) -> dict[tuple[str, str], Any]:
    """(buyer, message id) -> what came of it, for every interaction of these buyers."""
    if not buyers:
        return {}
    covered = view.covered()
    waits = {w.message_id for of in waiting(view, buyers).values() for w in of}
    found: dict[tuple[str, str], Any] = {}
    for buyer, of in interactions(view.live, list(buyers)).items():
        known = [i for i in of if i.known_us <= view.as_of_us]
        told = came(view, known, trials(view.live, buyer), covered, waits)
        found |= {(buyer, message_id): result for message_id, result in told.items() if result}
    return found
