"""What a book keeps to prove itself: fitted weights, past checks, and predictions with what came of them.

Reads and writes model, checked, prediction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.store.opened import OpenStore
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql
    from sqlalchemy.dialects import sqlite

    from regard.store import tables
else:
    from regard.store.later import sql, sqlite, tables


class Proven(OpenStore):
    """Weights, checks and predictions."""

    def models(self) -> list[Any]:
        """The versions of the weights fitted on this book, oldest first."""
        return self.asked.named("SELECT * FROM model ORDER BY n")

    def put_model(self, c: sql.Connection, row: Mapping[str, Any]) -> None:
        """Keep a version of the weights."""
        c.execute(sql.insert(tables.model).values(**row, created_us=now_us()))

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

    def predictions(self, *, open_only: bool = False) -> list[sql.Row[Any]]:
        """Predictions in the order in which they were written, or those that wait for their outcome."""
        p = tables.prediction
        wanted = sql.select(p).where(p.c.scored_us.is_(None)) if open_only else sql.select(p)
        with self.reading() as c:
            return list(c.execute(wanted.order_by(p.c.n)))

    def predicted(self, trials: Sequence[str]) -> set[str]:
        """Those of these trials that a prediction was written down for."""
        p = tables.prediction.c
        found: set[str] = set()
        with self.reading() as c:
            for start in range(0, len(trials), 500):
                found.update(c.execute(sql.select(p.trial_id).where(p.trial_id.in_(trials[start : start + 500]))).scalars())
        return found

    def last_prediction_us(self) -> int | None:
        """When something was foretold last."""
        with self.reading() as c:
            return c.execute(sql.select(sql.func.max(tables.prediction.c.made_us))).scalar()

    def put_predictions(self, c: sql.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write predictions down; one that is there already stays as it was."""
        for row in rows:
            c.execute(sqlite.insert(tables.prediction).values(**row).on_conflict_do_nothing())

    def score_predictions(self, c: sql.Connection, outcomes: Mapping[str, tuple[str, int]]) -> None:
        """Prediction id -> (what came of it, when that was known), for those that have none yet."""
        p = tables.prediction
        for key, (outcome, us) in outcomes.items():
            c.execute(sql.update(p).where(p.c.id == key, p.c.scored_us.is_(None)).values(outcome=outcome, scored_us=us))
