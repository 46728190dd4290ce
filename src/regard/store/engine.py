"""The engine seam: whole-book definitions are Ibis expressions over named tables, run by whatever engine is behind it.

`Scan.table(name)` gives an Ibis table, `Scan.run(expression)` its rows as an Arrow table, and `Scan.by_group(...)` what a pure function
makes of the rows of each group, where a definition is not relational. DuckDB over a generation is the engine here (`scan`); PySpark
over the Parquet files of `regard export` is the other one (`store.spark`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from regard.store.generations import held

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

    OfGroup = Callable[[pa.Table], pa.Table]
    """A pure function of one group's rows, in any order."""

GATHERED = 100_000
"""Rows read at a time where they are cut into groups."""


class Scan(Protocol):
    """Something that can run a whole-book definition."""

    def table(self, name: str) -> ibis.Table:
        """One of the tables of `store.generations.TABLES`."""

    def run(self, expression: ibis.Expr) -> pa.Table:
        """The rows of an expression."""

    def by_group(self, expression: ibis.Table, key: str, function: OfGroup, schema: pa.Schema) -> pa.Table:
        """The rows, of `schema`, that `function` makes of each group of rows with one value of the text column `key`."""


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

    def by_group(self, expression: ibis.Table, key: str, function: OfGroup, schema: pa.Schema) -> pa.Table:
        """The rows that `function` makes of each group, a bounded number of rows in memory at a time."""
        import pyarrow as pa

        batches = self._backend.to_pyarrow_batches(expression.order_by(key), chunk_size=GATHERED)
        made = [function(group).select(schema.names).cast(schema) for group in _groups(batches, key)]
        return pa.concat_tables([schema.empty_table(), *made])


def _groups(batches: Any, key: str) -> Iterator[pa.Table]:
    """The rows of each group, from batches sorted by its key."""
    import pyarrow as pa
    import pyarrow.compute as pc

    left: pa.Table | None = None
    for batch in batches:
        table = pa.Table.from_batches([batch])
        table = table if left is None else pa.concat_tables([left, table])
        if not len(table):
            continue
        codes = table.column(key).combine_chunks()
        changes = pc.indices_nonzero(pc.not_equal(codes.slice(1), codes.slice(0, len(codes) - 1))).to_pylist()
        starts = [0, *(at + 1 for at in changes)]
        for start, end in itertools.pairwise(starts):
            yield table.slice(start, end - start)
        left = table.slice(starts[-1])
    if left is not None and len(left):
        yield left


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
