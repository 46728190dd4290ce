"""Which meetings with buyers lie ahead, who of both sides is invited, and which one is meant by a name?

Reads message, meeting, attendance, handle, person, interaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regard.answers.mailboxes import of_customer
from regard.answers.messages import shown_at
from regard.answers.references import beginning
from regard.answers.together import guests
from regard.answers.view import View
from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.results import Meeting
from regard.time import iso

_MEETING = f"""SELECT m.n, m.id, m.subject, m.us, m.end_us, coalesce(nullif(s.name, ''), h.address, '') FROM message m
    JOIN meeting g ON g.message = m.n LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person
    WHERE m.known_us <= {{as_of}} AND (g.cancelled_us IS NULL OR g.cancelled_us > {{as_of}}) AND NOT g.all_day AND {shown_at()}"""
_CALLED = """SELECT s.id, coalesce(nullif(s.name, ''), s.address), s.side FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person WHERE m.n = ?"""
_BOXES = f"SELECT p.id FROM person p WHERE {of_customer('p')} AND p.id IN ({{{{}}}})"
COMES = frozenset({"accepted", "tentative", "no answer", "countered"})
"""Answers of those who may come."""


@dataclass(frozen=True, slots=True)
class Invited:
    """One meeting with the buyers (and mailboxes of customers) invited who may come (person id -> what they answered), and who of ours
    may (`sellers`).
    """

    meeting: Meeting
    buyers: dict[str, str]
    sellers: frozenset[str]
    start_us: int
    end_us: int


def between(view: View, start_us: int, end_us: int, buyer: str | None = None) -> list[Invited]:
    """Meetings with buyers (that this `buyer` is on, if given) that begin in [start, end), as known at the view's moment, by time."""
    sql = f"{_MEETING.format(as_of=int(view.as_of_us))} AND m.us >= ? AND m.us < ?"
    said: list[object] = [start_us, end_us]
    if buyer is not None:
        sql += " AND m.n IN (SELECT q.message FROM party q JOIN handle g ON g.n = q.handle WHERE g.person = ?)"
        said.append(buyer)
    rows = view.live.rows(f"{sql} ORDER BY m.us, m.id", *said)
    return [found for row in rows if (found := _invited(view, row)).buyers]


def meant(view: View, ref: str) -> Invited:
    """The meeting meant: by id, else the next one whose title holds the words. Raises UnknownReference, AmbiguousReference, UsageError."""
    text = ref.strip()
    sql = _MEETING.format(as_of=int(view.as_of_us))
    rows = view.live.rows(f"{sql} AND m.id = ?", text)
    if not rows and text:
        words = f"{sql} AND m.us >= ? AND instr(lower(m.subject), lower(?)) ORDER BY m.us, m.id LIMIT 40"
        rows = view.live.rows(words, view.as_of_us, text)
        titles = {row[2].casefold() for row in rows}
        if len(titles) > 1:
            raise AmbiguousReference(ref, [f"{row[1]}  {row[2]} ({(iso(row[3]) or '')[:16]})" for row in rows[:20]])
    if not rows:
        raise UnknownReference(
            f"Nobody in this book and no meeting ahead goes by “{beginning(ref)}”. List people: regard people"
        )
    found = _invited(view, rows[0])
    if not found.buyers:
        raise UsageError(f"Nobody on a buyer's side is expected at “{found.meeting.subject}”.")
    return found


def _invited(view: View, row: tuple[Any, ...]) -> Invited:
    n, message_id, subject, us, end_us, organizer = row
    told = guests(view.live, n, view.as_of_us)
    ours: dict[str, dict[str, str]] = {}
    buyers: dict[str, str] = {}
    others = 0
    shared = sorted({g["person"] for g in told if g["side"] == "shared"})
    boxes = {row[0] for row in view.live.rows_in(_BOXES.format(as_of=view.as_of_us), shared)} if shared else set()
    for g in told:
        if g["answer"] not in COMES:
            continue
        if g["side"] == "us":
            ours.setdefault(g["person"] or g["address"], {"name": g["who"], "answer": g["answer"]})
        elif g["person"] and (g["side"] == "them" or g["person"] in boxes):
            buyers.setdefault(g["person"], g["answer"])
        else:
            others += 1
    for person, name, side in view.live.rows(_CALLED, n):
        if side == "them":
            buyers.setdefault(person, "called it")
        elif side == "us":
            ours.setdefault(person, {"name": name, "answer": "called it"})
    meeting = Meeting(
        message_id, subject, iso(us), iso(end_us), organizer, tuple(ours.values()), len(buyers), others, view.zone
    )
    return Invited(meeting, buyers, frozenset(ours), us, end_us or us)
