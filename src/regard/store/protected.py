"""What is kept out of a book, who is not modelled, who was erased, and the audit of it.

Reads and writes exclusion, objection, erased, audit; deletes what names the erased.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from regard.ids import digest
from regard.store import tables
from regard.store.items import Items
from regard.time import now_us


class Protected(Items):
    """Exclusions, objections, erasures and the audit. What was kept out is looked at again through the items."""

    def exclusions(self) -> list[Row[Any]]:
        """The exclusions in force."""
        with self.reading() as c:
            where = tables.exclusion.c.removed_us.is_(None)
            return list(c.execute(select(tables.exclusion).where(where).order_by(tables.exclusion.c.added_us)))

    def removed_defaults(self) -> set[str]:
        """The topics that the user lets in, although they are left out by default."""
        where = (tables.exclusion.c.kind == "default") & tables.exclusion.c.removed_us.is_not(None)
        with self.reading() as c:
            return set(c.execute(select(tables.exclusion.c.pattern).where(where)).scalars())

    def put_exclusion(self, c: Connection, kind: str, pattern: str) -> str:
        """Add an exclusion (or bring a removed one back); its id."""
        eid = digest("x", self.key, kind, pattern)
        row = {"id": eid, "kind": kind, "pattern": pattern, "added_us": now_us(), "removed_us": None}
        c.execute(upsert(tables.exclusion).values(row).on_conflict_do_update(index_elements=["id"], set_={"removed_us": None}))
        return eid

    def remove_exclusion(self, c: Connection, exclusion_id: str) -> bool:
        """Take an exclusion back; what it kept out is read by the next sync."""
        where = (tables.exclusion.c.id == exclusion_id) & tables.exclusion.c.removed_us.is_(None)
        return c.execute(update(tables.exclusion).where(where).values(removed_us=now_us())).rowcount > 0

    def forget_excluded(self, c: Connection) -> None:
        """Let what was left out by an exclusion be looked at again: its marks and the cursors go."""
        where = tables.seen.c.reason.like("excluded%")
        ids = list(c.execute(select(tables.seen.c.item_id).where(where & tables.seen.c.item_id.is_not(None))).scalars())
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            c.execute(delete(tables.item).where(tables.item.c.id.in_(chunk) & tables.item.c.raw.is_(None)))
        c.execute(delete(tables.seen).where(where))
        self.drop_cursors(c)

    def objections(self) -> set[str]:
        """Handles of people who are not modelled."""
        with self.reading() as c:
            return set(c.execute(select(tables.objection.c.h)).scalars())

    def put_objections(self, c: Connection, handles: Iterable[str]) -> None:
        """Model these handles no more."""
        for h in handles:
            c.execute(upsert(tables.objection).values(h=h, at_us=now_us()).on_conflict_do_nothing())

    def remove_objections(self, c: Connection, handles: Iterable[str]) -> None:
        """Model these handles again."""
        c.execute(delete(tables.objection).where(tables.objection.c.h.in_(list(handles))))

    def erased(self) -> set[str]:
        """Keyed hashes of erased addresses."""
        with self.reading() as c:
            return set(c.execute(select(tables.erased.c.key_hash)).scalars())

    def erased_hash(self, address: str) -> str:
        """The keyed hash by which an erased address is known again."""
        return digest("z", self.key, address)

    def put_erased(self, c: Connection, hashes: Iterable[str]) -> None:
        """Never let these addresses in again."""
        for key_hash in hashes:
            c.execute(upsert(tables.erased).values(key_hash=key_hash, at_us=now_us()).on_conflict_do_nothing())

    def erase_traces(self, c: Connection, handles: Iterable[str], addresses: Iterable[str]) -> None:
        """Delete judgements, choices, objections about erased handles, and exclusions that name their addresses."""
        listed = list(handles)
        c.execute(delete(tables.exclusion).where(tables.exclusion.c.pattern.in_(list(addresses))))
        j = tables.judgement.c
        c.execute(delete(tables.judgement).where(j.left_h.in_(listed) | j.right_h.in_(listed)))
        c.execute(delete(tables.side_choice).where(tables.side_choice.c.h.in_(listed)))
        c.execute(delete(tables.objection).where(tables.objection.c.h.in_(listed)))
        c.execute(delete(tables.prediction).where(tables.prediction.c.buyer_h.in_(listed)))

    def note(self, c: Connection, action: str, detail: str = "") -> None:
        """Write a line into the audit."""
        c.execute(insert(tables.audit).values(us=now_us(), action=action, detail=detail))

    def audit(self, limit: int = 100) -> list[Row[Any]]:
        """The newest lines of the audit."""
        with self.reading() as c:
            return list(c.execute(select(tables.audit).order_by(tables.audit.c.n.desc()).limit(limit)))
