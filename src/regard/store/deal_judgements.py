"""What people said of deals, in the records: appended, taken back, and erased with whom it is about.

Reads and writes deal_judgement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from regard.model import DealJudgement
from regard.store.records import Records
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql

    from regard.store import tables
else:
    from regard.store.later import sql, tables

_COLUMNS = ("id", "deal", "kind", "subject", "value", "reason", "mark", "recorded_us", "undone_us")


def read(records: Records, judgement_id: str | None = None) -> list[DealJudgement]:
    """Every one ever made, in order; or the one of that id."""
    of = "" if judgement_id is None else " WHERE id = ?"
    given = () if judgement_id is None else (judgement_id,)
    wanted = f"SELECT {', '.join(_COLUMNS)} FROM deal_judgement{of} ORDER BY n"
    return [DealJudgement(*row) for row in records.asked.rows(wanted, given)]


def any_found(records: Records) -> bool:
    """Whether anybody ever said of mail that it is a deal, or none."""
    return bool(records.asked.rows("SELECT n FROM deal_judgement WHERE kind = 'found' LIMIT 1"))


def put(c: sql.Connection, made: Iterable[DealJudgement]) -> None:
    """Append."""
    rows = [{name: getattr(one, name) for name in _COLUMNS} for one in made]
    if rows:
        c.execute(sql.insert(tables.deal_judgement), rows)


def undo(c: sql.Connection, judgement_id: str) -> bool:
    """Mark one taken back; false where there is none by that id, or it was taken back before."""
    table = tables.deal_judgement
    where = (table.c.id == judgement_id) & table.c.undone_us.is_(None)
    return c.execute(sql.update(table).where(where).values(undone_us=now_us())).rowcount > 0


def erase(c: sql.Connection, subjects: Collection[str], words: Sequence[str], domains: Collection[str] = ()) -> int:
    """Delete what is about these subjects (handles, contacts, messages, names), and blank words that name the person elsewhere.

    `words` are their addresses and full names; `domains` those at which nobody is left. How many rows that touched.
    """
    gone = {s.casefold() for s in subjects}
    marks = [w.casefold() for w in words if w]
    table = tables.deal_judgement
    of = table.c
    touched = 0
    for row in c.execute(sql.select(of.n, of.subject, of.value, of.reason, of.kind, of.mark)).all():
        named = row.kind == "seat" and row.subject.casefold() in marks
        of_firm = (row.kind == "found" and row.mark.partition(" ")[0] in domains) or (
            row.kind == "side" and row.subject in domains
        )
        if row.subject.casefold() in gone or named or of_firm:
            c.execute(sql.delete(table).where(of.n == row.n))
            touched += 1
            continue
        blank: dict[str, str] = {}
        if row.kind == "found" and row.mark.startswith("circle:"):  # a matter of several companies names each by its domain
            firms, _, period = row.mark.removeprefix("circle:").partition(" ")
            left = [d for d in firms.split(",") if d not in domains]
            if len(left) < len(firms.split(",")):
                blank["mark"] = f"circle:{','.join(left)} {period}"
        blank |= {name: "" for name in ("value", "reason") if any(m in str(getattr(row, name)).casefold() for m in marks)}
        if row.kind == "seat" and any(m in row.subject.casefold() for m in marks):
            blank["subject"] = ""
        if blank:
            c.execute(sql.update(table).where(of.n == row.n).values(**blank))
            touched += 1
    return touched
