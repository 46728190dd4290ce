"""PySpark behind the engine seam, for books that outgrow one machine: the same definitions over the Parquet files of `regard export`.

Needs the extra `spark` (`pip install 'regard[spark]'`) and Java 17 or later. What a team runs on a cluster is this class over its own
session; `scan` starts a local one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regard.errors import ConfigError

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

    from regard.store.engine import OfGroup


class SparkScan:
    """A Spark session over a folder of Parquet files, one `<table>.parquet` each."""

    def __init__(self, session: Any, folder: Path) -> None:
        import ibis

        self._session = session
        self._backend = ibis.pyspark.connect(session)
        self._folder = folder

    def table(self, name: str) -> ibis.Table:
        """One of the tables of `store.generations.TABLES`."""
        return self._backend.read_parquet(str(self._folder / f"{name}.parquet"), table_name=f"regard_{name}")

    def run(self, expression: ibis.Expr) -> pa.Table:
        """The rows of an expression."""
        return self._backend.to_pyarrow(expression)

    def by_group(self, expression: ibis.Table, key: str, function: OfGroup, schema: pa.Schema) -> pa.Table:
        """The rows that `function` makes of each group, by Spark's Python workers."""
        from pyspark.sql.pandas.types import from_arrow_schema

        def of_group(rows: pa.Table) -> pa.Table:
            return function(rows).select(schema.names).cast(schema)

        frame = self._session.sql(self._backend.compile(expression))
        return frame.groupBy(key).applyInArrow(of_group, from_arrow_schema(schema)).toArrow().cast(schema)


@contextmanager
def scan(folder: Path, *, memory: str = "2g", threads: int = 2) -> Iterator[SparkScan]:
    """A local Spark over the tables of an exported book (`regard export DIR` writes `DIR/tables`). Raises ConfigError without PySpark."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise ConfigError(
            "Spark needs PySpark, which is not here: pip install 'regard[spark]' (and Java 17 or later)."
        ) from error
    settings = {
        "spark.driver.memory": memory,
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(2 * threads),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.log.level": "ERROR",
    }
    # Its workers run this Python, with what is installed for it, and not whichever `python3` comes first.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{threads}]").appName("regard")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield SparkScan(session, folder)
    finally:
        session.stop()
