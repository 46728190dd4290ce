"""What people and rules say of who is who, and on which side somebody is: appended, taken back, never changed.

Reads and writes judgement, side_choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from regard.model import Judgement
from regard.store import tables
from regard.store.opened import OpenStore
from regard.time import now_us

_JUDGEMENT = [
    tables.judgement.c[name]
    for name in ("id", "left_h", "right_h", "verdict", "by", "rule_version", "reason", "confidence", "recorded_us", "undone_by")
]


class Judged(OpenStore):
    """Judgements of identity and of side."""

    def judgements(self) -> list[Judgement]:
        """Every judgement ever made, in order."""
        with self.reading() as c:
            rows = c.execute(select(*_JUDGEMENT).order_by(tables.judgement.c.n))
            return [Judgement(*row) for row in rows]

    def put_judgements(self, c: Connection, judgements: Sequence[Judgement]) -> None:
        """Append judgements; one that was already made stays as it is."""
        if judgements:
            names = [column.name for column in _JUDGEMENT]
            rows = [{name: getattr(j, name) for name in names} for j in judgements]
            c.execute(upsert(tables.judgement).on_conflict_do_nothing(index_elements=["id"]), rows)

    def undo_judgement(self, c: Connection, judgement_id: str, by: str) -> bool:
        """Mark a judgement undone; false where there is none by that id or it is undone already."""
        where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by.is_(None))
        return c.execute(update(tables.judgement).where(where).values(undone_by=by)).rowcount > 0

    def renew_judgement(self, c: Connection, judgement_id: str) -> None:
        """A rule makes again the judgement it had withdrawn. What a user took back stays taken back."""
        where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by == "rule")
        c.execute(update(tables.judgement).where(where).values(undone_by=None))

    def redo_judgements(self, c: Connection, ids: Iterable[str]) -> None:
        """Let judgements that the rules took back stand again."""
        for judgement_id in ids:
            where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by == "rule")
            c.execute(update(tables.judgement).where(where).values(undone_by=None))

    def side_choices(self) -> dict[str, str]:
        """The latest word of the user on each handle's side."""
        with self.reading() as c:
            rows = c.execute(select(tables.side_choice.c.h, tables.side_choice.c.side).order_by(tables.side_choice.c.n))
            return dict(rows.all())

    def put_side_choice(self, c: Connection, handles: Iterable[str], side: str) -> None:
        """Say on which side handles are."""
        c.execute(insert(tables.side_choice), [{"h": h, "side": side, "recorded_us": now_us()} for h in handles])
