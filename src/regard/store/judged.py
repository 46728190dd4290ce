"""What people and rules say of who is who, and on which side somebody is: appended, taken back, never changed.

Reads and writes judgement, side_choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from regard.model import Judgement
from regard.store.opened import OpenStore
from regard.store.plain import Writes, put
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql

    from regard.store import tables
else:
    from regard.store.later import sql, tables

_JUDGEMENT = ("id", "left_h", "right_h", "verdict", "by", "rule_version", "reason", "confidence", "recorded_us", "undone_by")


class Judged(OpenStore):
    """Judgements of identity and of side."""

    def judgements(self) -> list[Judgement]:
        """Every judgement ever made, in order."""
        columns = ", ".join(f'"{name}"' for name in _JUDGEMENT)
        return [Judgement(*row) for row in self.asked.rows(f"SELECT {columns} FROM judgement ORDER BY n")]

    def put_judgements(self, c: Writes, judgements: Sequence[Judgement]) -> None:
        """Append judgements; one that was already made stays as it is."""
        put(
            c, "judgement", [{name: getattr(j, name) for name in _JUDGEMENT} for j in judgements], "ON CONFLICT (id) DO NOTHING"
        )

    def undo_judgement(self, c: Writes, judgement_id: str, by: str) -> bool:
        """Mark a judgement undone; false where there is none by that id or it is undone already."""
        undo = "UPDATE judgement SET undone_by = ? WHERE id = ? AND undone_by IS NULL"
        return int(c.exec_driver_sql(undo, (by, judgement_id)).rowcount) > 0

    def renew_judgement(self, c: Writes, judgement_id: str) -> None:
        """A rule makes again the judgement it had withdrawn. What a user took back stays taken back."""
        self.redo_judgements(c, (judgement_id,))

    def redo_judgements(self, c: Writes, ids: Iterable[str]) -> None:
        """Let judgements that the rules took back stand again."""
        for judgement_id in ids:
            c.exec_driver_sql("UPDATE judgement SET undone_by = NULL WHERE id = ? AND undone_by = 'rule'", (judgement_id,))

    def side_choices(self) -> dict[str, str]:
        """The latest word of the user on each handle's side."""
        return dict(self.asked.rows("SELECT h, side FROM side_choice ORDER BY n"))

    def put_side_choice(self, c: sql.Connection, handles: Iterable[str], side: str) -> None:
        """Say on which side handles are."""
        c.execute(sql.insert(tables.side_choice), [{"h": h, "side": side, "recorded_us": now_us()} for h in handles])
