"""What is kept out of a book, who is not modelled, who was erased, and the audit of it.

Reads and writes exclusion, objection, erased, audit; deletes what names the erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from regard.ids import digest
from regard.store.items import Items
from regard.store.plain import Writes, put
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql
    from sqlalchemy.dialects import sqlite

    from regard.store import tables
else:
    from regard.store.later import sql, sqlite, tables


class Protected(Items):
    """Exclusions, objections, erasures and the audit. What was kept out is looked at again through the items."""

    def exclusions(self) -> list[Any]:
        """The exclusions in force."""
        return self.asked.named("SELECT * FROM exclusion WHERE removed_us IS NULL ORDER BY added_us")

    def removed_defaults(self) -> set[str]:
        """The topics that the user lets in, although they are left out by default."""
        where = "kind = 'default' AND removed_us IS NOT NULL"
        return {row[0] for row in self.asked.rows(f"SELECT pattern FROM exclusion WHERE {where}")}

    def put_exclusion(self, c: sql.Connection, kind: str, pattern: str) -> str:
        """Add an exclusion (or bring a removed one back); its id."""
        eid = digest("x", self.key, kind, pattern)
        row = {"id": eid, "kind": kind, "pattern": pattern, "added_us": now_us(), "removed_us": None}
        c.execute(
            sqlite.insert(tables.exclusion).values(row).on_conflict_do_update(index_elements=["id"], set_={"removed_us": None})
        )
        return eid

    def remove_exclusion(self, c: sql.Connection, exclusion_id: str) -> bool:
        """Take an exclusion back; what it kept out is read by the next sync."""
        where = (tables.exclusion.c.id == exclusion_id) & tables.exclusion.c.removed_us.is_(None)
        return c.execute(sql.update(tables.exclusion).where(where).values(removed_us=now_us())).rowcount > 0

    def leaves_out(self, reasons: Iterable[str]) -> bool:
        """Whether anything is set aside for one of these reasons."""
        return any(self.asked.rows("SELECT EXISTS (SELECT 1 FROM seen WHERE reason = ?)", (one,))[0][0] for one in reasons)

    def forget_excluded(self, c: sql.Connection) -> None:
        """Let what was left out by an exclusion be looked at again: its marks and the cursors go."""
        where = tables.seen.c.reason.like("excluded%")
        ids = list(c.execute(sql.select(tables.seen.c.item_id).where(where & tables.seen.c.item_id.is_not(None))).scalars())
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            c.execute(sql.delete(tables.item).where(tables.item.c.id.in_(chunk) & tables.item.c.raw.is_(None)))
        c.execute(sql.delete(tables.seen).where(where))
        c.execute(sql.delete(tables.left_day))  # whatever is left out again tells of it again
        self.drop_cursors(c)

    def objections(self) -> set[str]:
        """Handles of people who are not modelled."""
        return {row[0] for row in self.asked.rows("SELECT h FROM objection")}

    def put_objections(self, c: sql.Connection, handles: Iterable[str]) -> None:
        """Model these handles no more."""
        for h in handles:
            c.execute(sqlite.insert(tables.objection).values(h=h, at_us=now_us()).on_conflict_do_nothing())

    def remove_objections(self, c: sql.Connection, handles: Iterable[str]) -> None:
        """Model these handles again."""
        c.execute(sql.delete(tables.objection).where(tables.objection.c.h.in_(list(handles))))

    def erased(self) -> set[str]:
        """Keyed hashes of erased addresses."""
        return {row[0] for row in self.asked.rows("SELECT key_hash FROM erased")}

    def erased_hash(self, address: str) -> str:
        """The keyed hash by which an erased address is known again."""
        return digest("z", self.key, address)

    def put_erased(self, c: sql.Connection, hashes: Iterable[str]) -> None:
        """Never let these addresses in again."""
        for key_hash in hashes:
            c.execute(sqlite.insert(tables.erased).values(key_hash=key_hash, at_us=now_us()).on_conflict_do_nothing())

    def erase_traces(
        self, c: sql.Connection, handles: Iterable[str], addresses: Iterable[str], blank: Callable[[str], str]
    ) -> None:
        """Delete judgements, choices, objections about erased handles, and exclusions that name their addresses; `blank` what is said of
        them in the reasons of others.
        """
        listed = list(handles)
        c.execute(sql.delete(tables.exclusion).where(tables.exclusion.c.pattern.in_(list(addresses))))
        j = tables.judgement.c
        c.execute(sql.delete(tables.judgement).where(j.left_h.in_(listed) | j.right_h.in_(listed)))
        for n, reason in c.execute(sql.select(j.n, j.reason).where(j.by == "user")).all():
            if (left := blank(reason)) != reason:
                c.execute(sql.update(tables.judgement).where(j.n == n).values(reason=left))
        c.execute(sql.delete(tables.side_choice).where(tables.side_choice.c.h.in_(listed)))
        c.execute(sql.delete(tables.objection).where(tables.objection.c.h.in_(listed)))
        self.forget_left(c, listed)
        c.execute(sql.delete(tables.prediction).where(tables.prediction.c.buyer_h.in_(listed)))

    def note(self, c: Writes, action: str, detail: str = "") -> None:
        """Write a line into the audit."""
        put(c, "audit", [{"us": now_us(), "action": action, "detail": detail}], "")

    def audit(self, limit: int = 100) -> list[sql.Row[Any]]:
        """The newest lines of the audit."""
        with self.reading() as c:
            return list(c.execute(sql.select(tables.audit).order_by(tables.audit.c.n.desc()).limit(limit)))
