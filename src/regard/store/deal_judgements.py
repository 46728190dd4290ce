"""What people said of deals, in the records: appended, taken back, and erased with whom it is about.

Reads and writes deal_judgement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from regard.model import DealJudgement
from regard.store import tables
from regard.store.records import Records
from regard.time import now_us

_T = tables.deal_judgement
_COLUMNS = (_T.c.id, _T.c.deal, _T.c.kind, _T.c.subject, _T.c.value, _T.c.reason, _T.c.mark, _T.c.recorded_us, _T.c.undone_us)


def read(records: Records, judgement_id: str | None = None) -> list[DealJudgement]:
    """Every one ever made, in order; or the one of that id."""
    wanted = select(*_COLUMNS).order_by(_T.c.n)
    if judgement_id is not None:
        wanted = wanted.where(_T.c.id == judgement_id)
    with records.reading() as c:
        return [DealJudgement(*row) for row in c.execute(wanted)]


def any_found(records: Records) -> bool:
    """Whether anybody ever said of mail that it is a deal, or none."""
    with records.reading() as c:
        return c.execute(select(_T.c.n).where(_T.c.kind == "found").limit(1)).first() is not None


def put(c: Connection, made: Iterable[DealJudgement]) -> None:
    """Append."""
    rows = [{column.name: getattr(one, column.name) for column in _COLUMNS} for one in made]
    if rows:
        c.execute(insert(_T), rows)


def undo(c: Connection, judgement_id: str) -> bool:
    """Mark one taken back; false where there is none by that id, or it was taken back before."""
    where = (_T.c.id == judgement_id) & _T.c.undone_us.is_(None)
    return c.execute(update(_T).where(where).values(undone_us=now_us())).rowcount > 0


def erase(c: Connection, subjects: Collection[str], words: Sequence[str], domains: Collection[str] = ()) -> int:
    """Delete what is about these subjects (handles, contacts, messages, names), and blank words that name the person elsewhere.

    `words` are their addresses and full names; `domains` those at which nobody is left. How many rows that touched.
    """
    gone = {s.casefold() for s in subjects}
    marks = [w.casefold() for w in words if w]
    touched = 0
    for row in c.execute(select(_T.c.n, _T.c.subject, _T.c.value, _T.c.reason, _T.c.kind, _T.c.mark)).all():
        named = row.kind == "seat" and row.subject.casefold() in marks
        of_firm = (row.kind == "found" and row.mark.partition(" ")[0] in domains) or (
            row.kind == "side" and row.subject in domains
        )
        if row.subject.casefold() in gone or named or of_firm:
            c.execute(delete(_T).where(_T.c.n == row.n))
            touched += 1
            continue
        blank: dict[str, str] = {}
        if row.kind == "found" and row.mark.startswith("circle:"):  # a matter of several companies names each by its domain
            of, _, period = row.mark.removeprefix("circle:").partition(" ")
            left = [d for d in of.split(",") if d not in domains]
            if len(left) < len(of.split(",")):
                blank["mark"] = f"circle:{','.join(left)} {period}"
        blank |= {name: "" for name in ("value", "reason") if any(m in str(getattr(row, name)).casefold() for m in marks)}
        if row.kind == "seat" and any(m in row.subject.casefold() for m in marks):
            blank["subject"] = ""
        if blank:
            c.execute(update(_T).where(_T.c.n == row.n).values(**blank))
            touched += 1
    return touched
