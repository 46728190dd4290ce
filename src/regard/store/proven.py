"""What a book keeps to prove itself: fitted weights, past checks, and predictions with what came of them.

Reads and writes model, checked, prediction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from regard.store import tables
from regard.store.opened import OpenStore
from regard.time import now_us


class Proven(OpenStore):
    """Weights, checks and predictions."""

    def models(self) -> list[Row[Any]]:
        """The versions of the weights fitted on this book, oldest first."""
        with self.reading() as c:
            return list(c.execute(select(tables.model).order_by(tables.model.c.n)))

    def put_model(self, c: Connection, row: Mapping[str, Any]) -> None:
        """Keep a version of the weights."""
        c.execute(insert(tables.model).values(**row, created_us=now_us()))

    def models_are_stale(self, c: Connection) -> None:
        """After an erasure: what was fitted with the erased trials is to be fitted again."""
        c.execute(update(tables.model).where(tables.model.c.stale_since.is_(None)).values(stale_since=now_us()))

    def put_check(self, c: Connection, as_of_us: int, model: str, result: str) -> None:
        """Keep what a check told."""
        c.execute(insert(tables.checked).values(made_us=now_us(), as_of_us=as_of_us, model=model, result=result))

    def checks(self, limit: int = 50) -> list[Row[Any]]:
        """What the last checks told, oldest first."""
        with self.reading() as c:
            return list(c.execute(select(tables.checked).order_by(tables.checked.c.n.desc()).limit(limit)))[::-1]

    def predictions(self, *, open_only: bool = False) -> list[Row[Any]]:
        """Predictions in the order in which they were written, or those that wait for their outcome."""
        p = tables.prediction
        wanted = select(p).where(p.c.scored_us.is_(None)) if open_only else select(p)
        with self.reading() as c:
            return list(c.execute(wanted.order_by(p.c.n)))

    def predicted(self, trials: Sequence[str]) -> set[str]:
        """Those of these trials that a prediction was written down for."""
        p = tables.prediction.c
        found: set[str] = set()
        with self.reading() as c:
            for start in range(0, len(trials), 500):
                found.update(c.execute(select(p.trial_id).where(p.trial_id.in_(trials[start : start + 500]))).scalars())
        return found

    def last_prediction_us(self) -> int | None:
        """When something was foretold last."""
        with self.reading() as c:
            return c.execute(select(func.max(tables.prediction.c.made_us))).scalar()

    def put_predictions(self, c: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write predictions down; one that is there already stays as it was."""
        for row in rows:
            c.execute(upsert(tables.prediction).values(**row).on_conflict_do_nothing())

    def score_predictions(self, c: Connection, outcomes: Mapping[str, tuple[str, int]]) -> None:
        """Prediction id -> (what came of it, when that was known), for those that have none yet."""
        p = tables.prediction
        for key, (outcome, us) in outcomes.items():
            c.execute(update(p).where(p.c.id == key, p.c.scored_us.is_(None)).values(outcome=outcome, scored_us=us))
