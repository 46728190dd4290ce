"""Generations: whole copies of the live store as DuckDB files, for scans of the whole book.

Reads every table of the live store that scans need; writes `gen/NNNNNN.duckdb` and the one-line pointer `gen/CURRENT`. A file is
written under another name, checkpointed, closed, synced and renamed, and its name is never used again; readers hold a shared lock,
and collection deletes only what it can lock, keeping the newest two.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from regard.store.live import Live
from regard.time import now_us

KEEP = 2
MEMORY = "384MB"
"""What DuckDB may hold while it writes; the copy comes through in portions whatever its size."""
_NAME = re.compile(r"(\d{6})\.duckdb$")

# One line a table: the query over the live store whose rows it holds; ids outside, times BIGINT microseconds.
TABLES: dict[str, str] = {
    "message": """SELECT m.id, m.kind, m.us, m.us_basis, m.known_us, h.id AS from_h, m.thread_id, m.parent_id, m.basis, m.automated,
        m.words, m.is_reply, m.recipients, m.tz FROM message m LEFT JOIN handle h ON h.n = m.from_n ORDER BY m.us""",
    # CROSS JOIN: in this order both large tables are read from end to end; the other way round every row is looked up
    "message_party": """SELECT m.id AS message_id, h.id AS h, p.role FROM party p NOT INDEXED CROSS JOIN message m ON m.n = p.message
        CROSS JOIN handle h ON h.n = p.handle""",
    # place: of the address among all addresses, which decides between two of ours on a mail without telling what it is
    "person_handle": """SELECT h.id AS h, p.id AS person, p.side, p.company_id AS company, row_number() OVER (ORDER BY h.address) AS place
        FROM handle h JOIN person p ON p.id = h.person""",
    "person": "SELECT id, name, side, company_id, company, objected FROM person",
    "company": "SELECT id, name, domains FROM company",
    "interaction": """SELECT buyer, us, message_id, outbound, seller, automated AS is_automated, asks, answered_us, kind, known_us,
        recovered, copied FROM interaction""",
    "trial": """SELECT id, channel, channel_version, factor, buyer, buyer_h, seller, seller_h, opener_id, opened_us, closes_us,
        CASE WHEN until_us IS NULL THEN outcome ELSE 'censored' END AS outcome, coalesce(until_us, known_us) AS known_us, decided_by,
        CASE WHEN until_us IS NULL THEN replace(censored_why, 'left_out', 'not_covered') ELSE until_why END AS censored_why,
        latency_us, q, temper, thread_id, kind, recipients, weekday, holiday, load, role,
        first_contact, hour, expects, shown FROM trial ORDER BY buyer""",
    "coverage": "SELECT source_id, owner_h, folder_class, inbound, outbound, start_us, end_us, share FROM coverage",
    "reach": "SELECT owner_h, us FROM reach",
}
SIDE_BY_SIDE = (("trial",), tuple(name for name in TABLES if name != "trial"))
"""Tables copied beside each other: trials are about half of the work."""
_INTEGERS = {
    *("us", "known_us", "words", "is_reply", "recipients", "objected", "outbound", "is_automated", "asks", "answered_us"),
    *("channel_version", "opened_us", "closes_us", "latency_us", "weekday", "holiday", "load", "first_contact", "hour"),
    *("inbound", "start_us", "end_us", "tz", "recovered", "copied", "place"),
}
_REALS = {"q", "temper", "shown", "share", "expects"}
_EMPTY = {"from_h", "thread_id", "parent_id", "company_id", "company", "decided_by"}
"""Columns of text that may hold NULL."""
BATCH = 16_384
"""Rows that come through at a time, so that a portion of the widest table takes about 6 MB."""


def publish(folder: Path, live: Live) -> Path:
    """Write the live store as a new generation and point to it; its path."""
    return write(folder, live.path, int(live.get("applied_item", "0")))


def get_ready() -> None:
    """Load what writing needs, which takes as long as writing a small generation."""
    for name in ("adbc_driver_manager", "adbc_driver_sqlite", "duckdb", "pyarrow"):
        import_module(name)


def write(folder: Path, live_path: Path, base_rev: int) -> Path:
    """The same without an open store: for a process of its own, which must not use SQLite connections opened before it began."""
    directory = folder / "gen"
    directory.mkdir(exist_ok=True)
    number = 1 + max((int(m[1]) for p in directory.iterdir() if (m := _NAME.search(p.name))), default=_last_number(directory))
    final = directory / f"{number:06d}.duckdb"
    temporary = directory / f"{number:06d}.{os.getpid()}.tmp"
    temporary.touch()  # where nothing can be written, say so before anything is loaded
    temporary.unlink()

    import adbc_driver_manager as adbc
    import adbc_driver_sqlite
    import duckdb

    connection = duckdb.connect(str(temporary))
    try:
        connection.execute("SET preserve_insertion_order = true")
        connection.execute("SET enable_progress_bar = false")  # it would be drawn on stdout
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(
            "SET threads = 1"
        )  # each of our threads compresses its own; further ones would mostly wait for each other
        connection.execute("CREATE TABLE generation(n BIGINT, base_rev BIGINT, schema BIGINT, created_us BIGINT)")
        connection.execute("INSERT INTO generation VALUES (?, ?, 1, ?)", [number, base_rev, now_us()])
        driver = adbc_driver_sqlite._driver_path()  # noqa: SLF001
        with adbc.AdbcDatabase(driver=driver, uri=str(live_path)) as database, ThreadPoolExecutor(len(SIDE_BY_SIDE)) as pool:
            done = [pool.submit(_copy_all, connection.cursor(), names, database) for names in SIDE_BY_SIDE]
            for each in done:
                each.result()
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    _sync(temporary)
    temporary.rename(final)
    pointer = directory / "CURRENT.tmp"
    pointer.write_text(final.name + "\n")
    _sync(pointer)
    pointer.replace(directory / "CURRENT")
    _sync(directory)
    collect(folder)
    return final


def current(folder: Path) -> Path | None:
    """The newest generation, None where none was published yet or the pointer names none."""
    name = _pointed_to(folder / "gen")
    path = folder / "gen" / name
    return path if name and path.exists() else None


def asked_for(folder: Path) -> bool:
    """Whether a generation was ever published here: then it is kept up to date, also where the newest one was dropped."""
    return bool(_pointed_to(folder / "gen"))


@contextmanager
def held(path: Path) -> Iterator[Path]:
    """Hold a generation while reading it, so that collection leaves it alone."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield path


def collect(folder: Path, keep: int = KEEP) -> list[Path]:
    """Delete old generations that nobody holds, and leftovers of killed publishings; the deleted paths."""
    directory = folder / "gen"
    if not directory.exists():
        return []
    named = sorted(p for p in directory.iterdir() if _NAME.search(p.name))
    deleted = []
    for path in [*named[: max(0, len(named) - keep)], *directory.glob("*.tmp*")]:
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
                deleted.append(path)
        except (BlockingIOError, FileNotFoundError):
            continue
    return deleted


def _last_number(directory: Path) -> int:
    match = _NAME.fullmatch(_pointed_to(directory))
    return int(match[1]) if match else 0


def _pointed_to(directory: Path) -> str:
    """The name in the pointer, "" where there is none or it is no generation's: a crash of the machine may leave it empty."""
    try:
        name = (directory / "CURRENT").read_text().strip()
    except (FileNotFoundError, ValueError):
        return ""
    return name if _NAME.fullmatch(name) else ""


def _copy_all(connection: Any, names: Iterable[str], database: Any) -> None:
    """Copy some tables, one after the other."""
    with connection:
        for name in names:
            _copy(connection, name, database, TABLES[name])


def _copy(connection: Any, name: str, database: Any, query: str) -> None:
    """Copy one table as Arrow batches, every column in a type that does not depend on its values."""
    import adbc_driver_manager as adbc
    import pyarrow as pa

    with adbc.AdbcConnection(database) as source, adbc.AdbcStatement(source) as statement:
        _patient(statement)
        statement.set_options(**{"adbc.sqlite.query.batch_rows": str(BATCH)})
        statement.set_sql_query(_without_null_text(query, database))
        stream, _ = statement.execute_query()
        reader = pa.RecordBatchReader._import_from_c(stream.address)  # noqa: SLF001 - the documented way in
        columns = ", ".join(_cast(column) for column in reader.schema.names)
        connection.from_arrow(reader).project(columns).create(name)


def _patient(statement: Any) -> None:
    """Let a connection wait for the others: of several that open and close at once one may hold the whole file for a moment."""
    import pyarrow as pa

    statement.set_sql_query("PRAGMA busy_timeout = 60000")
    stream, _ = statement.execute_query()
    pa.RecordBatchReader._import_from_c(stream.address).read_all()  # noqa: SLF001 - the documented way in


def _without_null_text(query: str, database: Any) -> str:
    """The query with a mark (U+0001) for NULL in text columns: the driver takes a column that begins with NULLs for one of integers."""
    import adbc_driver_manager as adbc
    import pyarrow as pa

    with adbc.AdbcConnection(database) as source, adbc.AdbcStatement(source) as statement:
        _patient(statement)
        statement.set_sql_query(f"SELECT * FROM ({query}) LIMIT 0")
        stream, _ = statement.execute_query()
        names = pa.RecordBatchReader._import_from_c(stream.address).schema.names  # noqa: SLF001
    columns = ", ".join(f"coalesce({n}, char(1)) AS {n}" if n in _EMPTY else n for n in names)
    return f"SELECT {columns} FROM ({query})"


def _cast(column: str) -> str:
    kind = _type(column)
    value = f"NULLIF({column}, chr(1))" if column in _EMPTY else column
    return f"CAST({value} AS {kind}) AS {column}"


def _type(column: str) -> str:
    return "BIGINT" if column in _INTEGERS else "DOUBLE" if column in _REALS else "VARCHAR"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
