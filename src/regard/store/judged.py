"""What people and rules say of who is who, and on which side somebody is: appended, taken back, never changed.

Reads and writes judgement, side_choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from regard.model import Judgement
from regard.store.opened import OpenStore
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql
    from sqlalchemy.dialects import sqlite

    from regard.store import tables
else:
    from regard.store.later import sql, sqlite, tables

_JUDGEMENT = ("id", "left_h", "right_h", "verdict", "by", "rule_version", "reason", "confidence", "recorded_us", "undone_by")


class Judged(OpenStore):
    """Judgements of identity and of side."""

    def judgements(self) -> list[Judgement]:
        """Every judgement ever made, in order."""
        columns = ", ".join(f'"{name}"' for name in _JUDGEMENT)
        return [Judgement(*row) for row in self.asked.rows(f"SELECT {columns} FROM judgement ORDER BY n")]

    def put_judgements(self, c: sql.Connection, judgements: Sequence[Judgement]) -> None:
        """Append judgements; one that was already made stays as it is."""
        if judgements:
            rows = [{name: getattr(j, name) for name in _JUDGEMENT} for j in judgements]
            c.execute(sqlite.insert(tables.judgement).on_conflict_do_nothing(index_elements=["id"]), rows)

    def undo_judgement(self, c: sql.Connection, judgement_id: str, by: str) -> bool:
        """Mark a judgement undone; false where there is none by that id or it is undone already."""
        where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by.is_(None))
        return c.execute(sql.update(tables.judgement).where(where).values(undone_by=by)).rowcount > 0

    def renew_judgement(self, c: sql.Connection, judgement_id: str) -> None:
        """A rule makes again the judgement it had withdrawn. What a user took back stays taken back."""
        where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by == "rule")
        c.execute(sql.update(tables.judgement).where(where).values(undone_by=None))

    def redo_judgements(self, c: sql.Connection, ids: Iterable[str]) -> None:
        """Let judgements that the rules took back stand again."""
        for judgement_id in ids:
            where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by == "rule")
            c.execute(sql.update(tables.judgement).where(where).values(undone_by=None))

    def side_choices(self) -> dict[str, str]:
        """The latest word of the user on each handle's side."""
        return dict(self.asked.rows("SELECT h, side FROM side_choice ORDER BY n"))

    def put_side_choice(self, c: sql.Connection, handles: Iterable[str], side: str) -> None:
        """Say on which side handles are."""
        c.execute(sql.insert(tables.side_choice), [{"h": h, "side": side, "recorded_us": now_us()} for h in handles])
