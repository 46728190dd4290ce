"""The engine seam: whole-book definitions are Ibis expressions over named tables, run by whatever engine is behind it.

`Scan.table(name)` gives an Ibis table, `Scan.run(expression)` its rows as an Arrow table. DuckDB over a generation is the engine
here; another one needs only these two methods.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from regard.store.generations import held

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


class Scan(Protocol):
    """Something that can run a whole-book definition."""

    def table(self, name: str) -> ibis.Table:
        """One of the tables of `store.generations.TABLES`."""

    def run(self, expression: ibis.Expr) -> pa.Table:
        """The rows of an expression."""


class DuckScan:
    """DuckDB over one generation, read-only."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def table(self, name: str) -> ibis.Table:
        """One of the tables of `store.generations.TABLES`."""
        return self._backend.table(name)

    def run(self, expression: ibis.Expr) -> pa.Table:
        """The rows of an expression."""
        return self._backend.to_pyarrow(expression)


@contextmanager
def scan(generation: Path, *, memory: str = "1GB", threads: int = 2) -> Iterator[DuckScan]:
    """Open a generation for scanning, with bounded memory; spills go beside it."""
    import ibis

    with held(generation) as path:
        backend = ibis.duckdb.connect(
            path, read_only=True, memory_limit=memory, threads=threads, temp_directory=str(path.parent / "spill")
        )
        backend.raw_sql("SET enable_progress_bar = false")  # it would be drawn on stdout
        try:
            yield DuckScan(backend)
        finally:
            backend.disconnect()
