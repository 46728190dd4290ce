"""What a book keeps to prove itself: fitted weights, past checks, and predictions with what came of them.

Reads and writes model, checked, prediction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.store.opened import OpenStore
from regard.store.plain import Writes, put
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql

    from regard.store import tables
else:
    from regard.store.later import sql, tables


class Proven(OpenStore):
    """Weights, checks and predictions."""

    def models(self) -> list[Any]:
        """The versions of the weights fitted on this book, oldest first."""
        return self.asked.named("SELECT * FROM model ORDER BY n")

    def put_model(self, c: Writes, row: Mapping[str, Any]) -> None:
        """Keep a version of the weights."""
        put(c, "model", [{**row, "created_us": now_us()}], "")

    def models_are_stale(self, c: sql.Connection) -> None:
        """After an erasure: what was fitted with the erased trials is to be fitted again."""
        c.execute(sql.update(tables.model).where(tables.model.c.stale_since.is_(None)).values(stale_since=now_us()))

    def put_check(self, c: sql.Connection, as_of_us: int, model: str, result: str) -> None:
        """Keep what a check told."""
        c.execute(sql.insert(tables.checked).values(made_us=now_us(), as_of_us=as_of_us, model=model, result=result))

    def checks(self, limit: int = 50) -> list[sql.Row[Any]]:
        """What the last checks told, oldest first."""
        with self.reading() as c:
            return list(c.execute(sql.select(tables.checked).order_by(tables.checked.c.n.desc()).limit(limit)))[::-1]

    def predictions(self, *, open_only: bool = False) -> list[Any]:
        """Predictions in the order in which they were written, or those that wait for their outcome."""
        return self.asked.named(f"SELECT * FROM prediction {'WHERE scored_us IS NULL ' if open_only else ''}ORDER BY n")

    def predicted(self, trials: Sequence[str]) -> set[str]:
        """Those of these trials that a prediction was written down for."""
        found: set[str] = set()
        for start in range(0, len(trials), 500):
            part = trials[start : start + 500]
            wanted = f"SELECT trial_id FROM prediction WHERE trial_id IN ({','.join('?' * len(part))})"
            found.update(row[0] for row in self.asked.rows(wanted, part))
        return found

    def last_prediction_us(self) -> int | None:
        """When something was foretold last."""
        made: int | None = self.asked.rows("SELECT max(made_us) FROM prediction")[0][0]
        return made

    def put_predictions(self, c: Writes, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write predictions down; one that is there already stays as it was."""
        put(c, "prediction", rows)

    def score_predictions(self, c: Writes, outcomes: Mapping[str, tuple[str, int]]) -> None:
        """Prediction id -> (what came of it, when that was known), for those that have none yet."""
        score = "UPDATE prediction SET outcome = ?, scored_us = ? WHERE id = ? AND scored_us IS NULL"
        for key, (outcome, us) in outcomes.items():
            c.exec_driver_sql(score, (outcome, us, key))
