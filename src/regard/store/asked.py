"""The records, asked in plain SQL: what most commands do, without loading what writing them needs.

Loading SQLAlchemy takes longer than most questions. So the records are made, migrated and changed at a user's word through it, and read in
the few places that ask at length; everything that a command asks on its way is asked here, what a sync writes is in `store/plain.py`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import namedtuple
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from regard.store.connecting import connect


class Asked:
    """One connection for questions alone, shared by threads: a question is asked and answered whole before the next."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connection = _connect(path)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows, as tuples. Raises sqlite3.Error."""
        with self._turn:
            return self._connection.execute(sql, values).fetchall()

    def named(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows, as tuples whose values go by the names of their columns too. Raises sqlite3.Error."""
        with self._turn:
            found = self._connection.execute(sql, values)
            return list(map(_row(tuple(column[0] for column in found.description))._make, found))

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """One row after the other, where they may be many. Raises sqlite3.Error."""
        with closing(_connect(self._path)) as connection:
            yield from connection.execute(sql, values)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@cache
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns)  # noqa: PYI024 - its columns are known when it is read


def _connect(path: Path) -> sqlite3.Connection:
    connection = connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only=ON")
    return connection
