"""Loading what a buyer's interactions are made of: their dated messages, everybody on them, and who everybody is.

Reads message, party, handle, person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.flow.held_meetings import with_what_tells
from regard.interactions.assemble import MeetingRow, MessageRow, People, assemble_all
from regard.interactions.copies import without_copies
from regard.model import Cue, Interaction, Side
from regard.store.live import Live

_MESSAGES = """SELECT m.n, m.id, m.us, m.known_us, m.thread_id, m.parent_id, m.how, h.id, m.subject, m.automated, m.is_reply,
    m.words, m.tz, m.cues, m.basis, m.kind, m.end_us, m.letters, m.expects FROM message m JOIN handle h ON h.n = m.from_n
    WHERE m.us IS NOT NULL AND m.n IN (SELECT p.message FROM party p JOIN handle b ON b.n = p.handle WHERE b.person IN ({}))"""
_PARTIES = """SELECT p.message, h.id, p.role, h.person FROM party p JOIN handle h ON h.n = p.handle WHERE p.message IN ({})
    ORDER BY h.address"""


@dataclass(slots=True)
class Known:
    """Sides and companies of people, remembered from one portion of buyers to the next: the same colleagues are on many mails."""

    sides: dict[str, Side] = field(default_factory=dict)
    companies: dict[str, str | None] = field(default_factory=dict)


def interactions(
    live: Live, buyers: Sequence[str], since_us: int | None = None, known: Known | None = None
) -> dict[str, list[Interaction]]:
    """The interactions of these buyers with us (from `since_us` on); those of their colleagues on the same mails are left out,
    and one mail kept under two clocks is one."""
    rows, people = message_rows(live, buyers, since_us, known)
    found = assemble_all(without_copies(rows), people, buyers)
    return with_what_tells(live, {buyer: found.get(buyer, []) for buyer in buyers})


def message_rows(
    live: Live, buyers: Sequence[str], since_us: int | None = None, known: Known | None = None
) -> tuple[list[MessageRow], People]:
    """All dated messages (from `since_us` on) on which one of `buyers` is, and who is behind the handles on them."""
    sql = _MESSAGES if since_us is None else f"{_MESSAGES} AND m.us >= {int(since_us)}"
    messages = {row[0]: row for row in live.rows_in(sql, list(buyers))}
    parties: dict[int, list[tuple[str, Any]]] = {}
    person_of: dict[str, str] = {}
    for message, h, role, person in live.rows_in(_PARTIES, list(messages)):
        if person is not None:
            person_of[h] = person
        parties.setdefault(message, []).append((h, role))
    known = known or Known()
    persons = sorted(set(person_of.values()) - known.sides.keys())
    for person, side, company in live.rows_in("SELECT id, side, company_id FROM person WHERE id IN ({})", persons):
        known.sides[person] = side
        known.companies[person] = company
    met = _meetings(live, [n for n, row in messages.items() if row[15] == "meeting"])
    met |= {n: _call(row[16] or row[2]) for n, row in messages.items() if row[15] == "call"}
    rows = [_row(row, tuple(parties.get(n, ())), met.get(n)) for n, row in messages.items()]
    owners = live.rows("SELECT person FROM handle WHERE id IN (SELECT owner_h FROM coverage)")
    return rows, People(person_of, known.sides, known.companies, frozenset(row[0] for row in owners))


def _meetings(live: Live, numbers: list[int]) -> dict[int, MeetingRow]:
    """What is known of meetings beside their messages, by message number."""
    answers: dict[int, dict[str, Any]] = defaultdict(dict)
    for n, h, answer, answered, known, removed in live.rows_in(
        "SELECT a.message, h.id, a.answer, a.answered_us, a.known_us, a.removed FROM attendance a "
        "JOIN handle h ON h.n = a.handle WHERE a.message IN ({})",
        numbers,
    ):
        answers[n][h] = (answer, answered, known, bool(removed))
    sql = """SELECT g.message, m.end_us, g.all_day, g.cancelled_us, g.opens, w.handle IS NOT NULL FROM meeting g
        JOIN message m ON m.n = g.message LEFT JOIN answered w ON w.handle = m.from_n WHERE g.message IN ({})"""
    return {
        n: MeetingRow(end, bool(all_day), cancelled, bool(opens), bool(shown), answers[n])
        for n, end, all_day, cancelled, opens, shown in live.rows_in(sql, numbers)
    }


def _call(end_us: int) -> MeetingRow:
    """A call took place, with whoever spoke in it."""
    return MeetingRow(end_us, all_day=False, cancelled_us=None, opens=False, answers_shown=False, answers={})


def _row(row: tuple[Any, ...], parties: tuple[tuple[str, Any], ...], meeting: MeetingRow | None) -> MessageRow:
    return MessageRow(
        id=row[1],
        us=row[2],
        known_us=row[3],
        thread_id=row[4] or "",
        parent_id=row[5] if row[6] != "shared_reference" else None,
        from_h=row[7],
        subject=row[8],
        automated=row[9],
        is_reply=bool(row[10]),
        words=row[11],
        tz_minutes=row[12],
        cues=cues(row[13]),
        basis=row[14],
        parties=parties,
        kind=row[15],
        meeting=meeting,
        letters=row[17],
        expects=row[18] or 0.0,
    )


def cues(text: str) -> tuple[Cue, ...]:
    """Cues as the live store keeps them."""
    return tuple([Cue(*values) for values in json.loads(text)]) if text else ()
