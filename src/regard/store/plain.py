"""A transaction of the records in plain SQL: what a sync of few mails writes, without loading SQLAlchemy, which takes longer.

What is written on a sync's way takes any connection that has the one word of this one (`Writes`), so that it can also be a part of what
others write through SQLAlchemy. The layout has its one source there still (`store/tables.py`), of which `records.sql` is the
plain form that a new book is made by.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from regard.store.connecting import connect

BUMP = "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'book_rev'"


class Writes(Protocol):
    """A connection inside a transaction; a list of tuples of values runs a statement once for each."""

    def exec_driver_sql(self, statement: str, values: Any = ..., /) -> Any:
        """Run a statement with its values."""


class Plain:
    """The connection of a transaction in plain SQL."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def exec_driver_sql(self, statement: str, values: tuple[Any, ...] | list[tuple[Any, ...]] = (), /) -> sqlite3.Cursor:
        """Run a statement with its values, or with each of a list of them; its rows and how many it changed. Raises sqlite3.Error."""
        run = self._connection.executemany if isinstance(values, list) else self._connection.execute
        return run(statement, values)


@contextmanager
def plainly(path: Path, *, counted: bool = True) -> Iterator[Plain]:
    """One transaction on the records at `path`; an error takes all of it back. Raises sqlite3.Error.

    Its commit bumps `book_rev`, unless it changed nothing or, not `counted`, only how far a source was looked through: no answer rests on
    that.
    """
    with closing(prepared(connect(path, check_same_thread=False))) as connection:
        connection.execute("BEGIN")
        try:
            yield Plain(connection)
            if counted and connection.total_changes:
                connection.execute(BUMP)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A connection as the records are written through: it begins its transactions itself, and what it deletes is gone."""
    # The driver would begin transactions late and commit around DDL.
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA wal_autocheckpoint=16384")  # a page changed often is copied into the file once, not each time
    return connection


def insert(table: str, columns: Iterable[str], then: str = "ON CONFLICT DO NOTHING") -> str:
    """An INSERT of rows with these columns, and what to do where one is there."""
    named = [f'"{name}"' for name in columns]
    return f"INSERT INTO {table} ({', '.join(named)}) VALUES ({', '.join('?' * len(named))}) {then}"


def put(c: Writes, table: str, rows: Sequence[Mapping[str, Any]], then: str = "ON CONFLICT DO NOTHING") -> None:
    """Insert rows of the same columns."""
    if rows:
        columns = tuple(rows[0])
        c.exec_driver_sql(insert(table, columns, then), [tuple([row[name] for name in columns]) for row in rows])
