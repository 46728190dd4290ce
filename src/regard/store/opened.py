"""The file `records.sqlite` of a book: how it is made, opened, locked for one writer, and what is said where that fails.

Reads and writes meta. One writer at a time (a lock file), readers never wait (WAL). Every commit bumps `book_rev`.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from regard.errors import BookBusy, BookError, BookMissing, BookTooNew
from regard.store import damage
from regard.store.asked import Asked
from regard.store.connecting import connect, read_only, unmerged, writable
from regard.store.plain import BUMP, Plain, Writes, plainly, prepared, put
from regard.time import now_us

if TYPE_CHECKING:
    import sqlalchemy as sql
    from sqlalchemy import Connection, Engine
else:
    from regard.store.later import sql

FILE_NAME = "records.sqlite"
LOCK_NAME = "writer.lock"
SCHEMA = 7
"""The version of the layout of the records (`store.tables`). A book of a later version is refused, of an earlier one migrated."""
_HEADER = b"SQLite format 3\0"
ROOM = 256 * 1024
"""Bytes beside the book without which SQLite cannot read it."""


class OpenStore:
    """An open records file: transactions, the one writer's place, and the meta table. Writing happens inside `with writing() as c`;
    `asked` answers questions.
    """

    def __init__(self, folder: Path, asked: Asked) -> None:
        self.folder = folder
        self.asked = asked
        self._lock: IO[str] | None = None
        self._turn = threading.RLock()
        self._holder: int | None = None
        rows = dict(asked.rows("SELECT key, value FROM meta"))
        self.key = bytes.fromhex(rows["book_key"])
        self.created_us = int(rows["created_us"])

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Self:
        """Open the store in `folder`. Raises BookMissing, BookTooNew, or BookError where the file is no book of ours."""
        path = folder / FILE_NAME
        if not path.exists() and not create:
            raise BookMissing(
                f"There is no book at {folder}. Create one by reading mail into it: regard --book {folder} sync SOURCE"
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BookError(f"{folder} cannot be made ({error.strerror}). Choose another folder with --book.") from error
        _refuse_others(path)
        try:
            asked = Asked(path)
            if not asked.rows("SELECT count(*) FROM sqlite_master")[0][0]:  # new, or its making was killed
                _create(path)
            _check_schema(path, asked)
            return cls(folder, asked)
        except (sqlite3.OperationalError, sql.exc.OperationalError) as error:
            raise explained(error, path) from error
        except (sqlite3.DatabaseError, sql.exc.DatabaseError) as error:
            raise damage.of_records(path, _short(error)) from error
        except KeyError as error:
            raise BookError(f"{path} is not a Regard book ({error}). Choose another folder with --book.") from error
        except ValueError as error:
            raise damage.of_records(path, f"in its table meta: {error}") from error

    @cached_property
    def _engine(self) -> Engine:
        return _engine(self.folder / FILE_NAME)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written where this book lies."""
        return not writable(self.folder / FILE_NAME)

    # ------------------------------------------------------------------------------------------ transactions

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; its commit bumps `book_rev`. Raises BookError where the disk is full or read-only."""
        try:
            with self._engine.begin() as connection:
                yield connection
                connection.exec_driver_sql(BUMP)
        except sql.exc.OperationalError as error:
            raise explained(error, self.folder / FILE_NAME) from error

    @contextmanager
    def plainly(self, *, counted: bool = True) -> Iterator[Plain]:
        """As `writing`, for what is written in plain SQL: without loading SQLAlchemy. What changes nothing is no commit; nor is, not
        `counted`, how far a source was looked through.
        """
        path = self.folder / FILE_NAME
        try:
            with plainly(path, counted=counted) as connection:
                yield connection
        except sqlite3.OperationalError as error:
            raise explained(error, path) from error

    @contextmanager
    def writer(self, *, careful: bool = False) -> Iterator[None]:
        """Hold the one writer's place. Raises BookBusy at once where another process has it; other threads wait. Re-entrant.

        What is kept of answers is dropped before and after; whoever is `careful` drops it itself (`drop_answers`) where something changes.
        """
        with self._turn:
            if self._lock is not None:
                yield
                return
            with self._locked(drop=not careful):
                yield

    @contextmanager
    def _locked(self, *, drop: bool) -> Iterator[None]:
        try:
            opened = (self.folder / LOCK_NAME).open("a+")
        except OSError as error:
            raise BookError(
                f"{self.folder} cannot be written ({error.strerror}). Check the folder's permissions, or choose another with --book."
            ) from error
        with opened as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                raise BookBusy(
                    f"Another Regard process (number {holder}) is writing to {self.folder}. Wait for it, then run this again."
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            self._lock, self._holder = lock, threading.get_ident()
            if drop:
                self.drop_answers()
            try:
                yield
            finally:
                self._lock = self._holder = None
                if drop:
                    self.drop_answers()  # some may have been kept of what stood half-way

    def drop_answers(self) -> None:
        """Whatever is written changes what is answered: nothing of it stays on the disk."""
        if (self.folder / "gen").exists():
            from regard.store.kept_answers import clear

            clear(self.folder)

    @property
    def written_here(self) -> bool | None:
        """Whether it is this thread that holds the writer's place; None where no thread of this process does."""
        holder = self._holder
        return None if holder is None else holder == threading.get_ident()

    def rev(self) -> int:
        """How many commits this book has seen."""
        return int(self.get_meta("book_rev") or 0)

    def get_meta(self, key: str) -> str | None:
        """One value of the meta table."""
        rows = self.asked.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def put_meta(self, c: Writes, key: str, value: str) -> None:
        """Set one value of the meta table."""
        put(c, "meta", [{"key": key, "value": value}], "ON CONFLICT (key) DO UPDATE SET value = excluded.value")

    def close(self) -> None:
        """Close all connections."""
        self.asked.close()
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def compact(self) -> None:
        """Give freed pages back and truncate the log, so that erased bytes are gone from the files too."""
        raw = self._engine.raw_connection()
        try:
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement).fetchall()
        except sqlite3.OperationalError as error:
            raise explained(error, self.folder / FILE_NAME) from error
        finally:
            raw.close()


def _engine(path: Path) -> Engine:
    engine = sql.create_engine(f"sqlite:///{path}", creator=lambda: connect(path, check_same_thread=False))

    @sql.event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        prepared(connection)

    @sql.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _refuse_others(path: Path) -> None:
    """Raise BookError for a file that is no book, before anything touches it; a missing or an empty one may become a book."""
    if not path.exists() or not path.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(read_only(path), uri=True, timeout=30)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.OperationalError as error:
        raise explained(error, path) from error
    except sqlite3.DatabaseError as error:
        if path.read_bytes()[:16] == _HEADER:
            raise damage.of_records(path, str(error)) from error
        raise BookError(f"{path} is not a Regard book ({error}). Choose another folder with --book.") from error
    if names and "meta" not in names:
        raise BookError(f"{path} is not a Regard book but another program's database. Choose another folder with --book.")


def _create(path: Path) -> None:
    values = {"book_key": secrets.token_hex(32), "schema": str(SCHEMA), "book_rev": "0", "created_us": str(now_us())}
    with plainly(path, counted=False) as c:
        for statement in layout():
            c.exec_driver_sql(statement)
        put(c, "meta", [{"key": k, "value": v} for k, v in values.items()])


def layout() -> list[str]:
    """The statements that make an empty book's tables, as `store.tables` has them."""
    written = (resources.files("regard.store") / "records.sql").read_text("utf-8")
    lines = (line for line in written.splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in "\n".join(lines).split(";\n") if statement.strip()]


@contextmanager
def _making(path: Path) -> Iterator[Engine]:
    engine = _engine(path)
    try:
        yield engine
    finally:
        engine.dispose()


def _check_schema(path: Path, asked: Asked) -> None:
    said = dict(asked.rows("SELECT key, value FROM meta WHERE key = 'schema'")).get("schema") or "0"
    if not str(said).isdecimal():
        raise damage.of_records(path, f"its table meta says that its layout is “{said}”")
    schema = int(said)
    if schema > SCHEMA:
        raise BookTooNew(
            f"{path} was written by a later version of Regard (layout {schema}, this one knows {SCHEMA}). "
            "Install that version, or choose another folder with --book."
        )
    if schema < SCHEMA:
        from regard.store.migrate import upgrade

        with _making(path) as engine:
            upgrade(engine, schema)


def _room(path: Path) -> int:
    """Bytes that are left on the disk of a file; plenty, where that cannot be told."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return 2**62


def _short(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0]


def explained(error: sql.exc.OperationalError | sqlite3.OperationalError, path: Path) -> BookError:
    """What went wrong with a file of the book, in words that say what to do."""
    text = _short(error)
    room = _room(path)
    if room < ROOM and ("full" in text or "disk I/O" in text or "unable to open" in text):
        return BookError(
            f"The disk is full: {room // 1024:,} KB are left where {path.parent} lies, and even to read the book needs {ROOM // 1024} KB "
            "beside it. Nothing that was read in is lost; make room and run this again."
        )
    if "full" in text or "disk I/O" in text:
        return BookError(
            f"The disk is full, or a limit on it is reached: {path} could not be written. Nothing read so far is lost; make room and run "
            "this again."
        )
    if "unable to open" in text and unmerged(path):
        return BookError(
            f"{path} cannot be read here: what was written last lies in {path.name}-wal, which only whoever may write there can take in. "
            "Run any command on the book once where it can be written (regard status), then archive it again."
        )
    if "malformed" in text or "corrupt" in text:
        return damage.of_records(path, text) if path.name == FILE_NAME else damage.of_live(path, text)
    if "readonly" in text or "unable to open" in text:
        return BookError(f"{path} cannot be written ({text}). Check the folder's permissions, or choose another with --book.")
    if "locked" in text:
        return BookBusy(f"{path} is locked by another process. Wait for it to end, then run this again.")
    return BookError(f"{path} cannot be used: {text}.")
