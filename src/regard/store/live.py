"""The live store: `live.sqlite`, every point read, fresh within a second, rebuildable from the records at any time.

Integer keys inside; ids outside. Writes and reads: handle, person, company, message, party, message_item, body (+ its full-text
index), trial, estimate, coverage, dirty. A batch of messages and the marks of what it makes dirty go in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regard.errors import BookError

FILE_NAME = "live.sqlite"
LAYOUT = 1
"""The layout of this file; another one is thrown away and rebuilt from the records."""

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE handle(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, address TEXT NOT NULL UNIQUE, names TEXT NOT NULL DEFAULT '{}', person TEXT);
CREATE INDEX handle_person ON handle(person);
CREATE TABLE person(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, side TEXT NOT NULL, side_why TEXT NOT NULL DEFAULT '',
    company_id TEXT, company TEXT NOT NULL DEFAULT '', objected INTEGER NOT NULL DEFAULT 0,
    messages INTEGER NOT NULL DEFAULT 0, chances INTEGER NOT NULL DEFAULT 0, first_us INTEGER, last_us INTEGER, last_them INTEGER,
    open_until INTEGER) WITHOUT ROWID;
CREATE INDEX person_company ON person(company_id);
CREATE INDEX person_open ON person(open_until);
CREATE TABLE company(id TEXT PRIMARY KEY, name TEXT NOT NULL, domains TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE message(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, item_id TEXT NOT NULL, kind TEXT NOT NULL,
    rfc_id TEXT NOT NULL, in_reply_to TEXT NOT NULL, refs TEXT NOT NULL,
    us INTEGER, us_claimed INTEGER, us_basis TEXT NOT NULL, known_us INTEGER, from_n INTEGER,
    subject TEXT NOT NULL, subject_core TEXT NOT NULL, thread_id TEXT, parent_id TEXT, how TEXT,
    basis TEXT NOT NULL DEFAULT 'observed', carrier_id TEXT, automated TEXT NOT NULL,
    words INTEGER NOT NULL, is_reply INTEGER NOT NULL, tz INTEGER, recipients INTEGER NOT NULL,
    cues TEXT NOT NULL DEFAULT '', erased_rev INTEGER);
CREATE INDEX message_us ON message(us);
CREATE INDEX message_thread ON message(thread_id);
CREATE INDEX message_rfc ON message(rfc_id) WHERE rfc_id <> '';
CREATE INDEX message_parent ON message(in_reply_to) WHERE in_reply_to <> '';
CREATE INDEX message_core ON message(subject_core, us);
CREATE INDEX message_from ON message(from_n, us);
CREATE TABLE party(message INTEGER NOT NULL, handle INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY(message, handle)) WITHOUT ROWID;
CREATE INDEX party_handle ON party(handle, message);
CREATE TABLE message_item(
    message INTEGER NOT NULL, item_id TEXT NOT NULL, source_id TEXT NOT NULL, folder TEXT NOT NULL,
    PRIMARY KEY(message, item_id)) WITHOUT ROWID;
CREATE INDEX message_item_source ON message_item(source_id, folder);
CREATE TABLE body(
    message INTEGER PRIMARY KEY, subject TEXT NOT NULL, own TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL,
    attachments TEXT NOT NULL DEFAULT '[]');
CREATE VIRTUAL TABLE words USING fts5(
    subject, own, content='body', content_rowid='message', tokenize="unicode61 remove_diacritics 2");
CREATE TABLE trial(
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, channel_version INTEGER NOT NULL, detector_version INTEGER NOT NULL,
    factor TEXT NOT NULL, buyer TEXT NOT NULL, buyer_h TEXT NOT NULL, seller TEXT NOT NULL, seller_h TEXT NOT NULL,
    opener_id TEXT NOT NULL, opened_us INTEGER NOT NULL, closes_us INTEGER NOT NULL, outcome TEXT NOT NULL,
    known_us INTEGER NOT NULL, decided_by TEXT, censored_why TEXT NOT NULL, latency_us INTEGER, q REAL NOT NULL, temper REAL NOT NULL,
    thread_id TEXT NOT NULL, kind TEXT NOT NULL, recipients INTEGER NOT NULL, weekday INTEGER NOT NULL, holiday INTEGER NOT NULL,
    load INTEGER NOT NULL, role TEXT NOT NULL, first_contact INTEGER NOT NULL, hour INTEGER NOT NULL,
    quote_message TEXT, quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX trial_buyer ON trial(buyer);
CREATE TABLE estimate(
    model TEXT NOT NULL, as_of_day INTEGER NOT NULL, scope TEXT NOT NULL, subject TEXT NOT NULL, seller_h TEXT NOT NULL,
    factor TEXT NOT NULL, mean REAL NOT NULL, sd REAL NOT NULL, mean_fast REAL NOT NULL, n INTEGER NOT NULL, n_eff REAL NOT NULL,
    known INTEGER NOT NULL, applied_rev INTEGER NOT NULL, valid_until_us INTEGER NOT NULL,
    PRIMARY KEY(subject, scope, seller_h, factor)) WITHOUT ROWID;
CREATE TABLE coverage(
    source_id TEXT NOT NULL, owner_h TEXT NOT NULL, folder_class TEXT NOT NULL, inbound INTEGER NOT NULL, outbound INTEGER NOT NULL,
    start_us INTEGER NOT NULL, end_us INTEGER NOT NULL, ratio REAL);
CREATE TABLE dirty(kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(kind, key)) WITHOUT ROWID;
"""


class Live:
    """An open live store. `connection` is for reading; writes go through `writing()`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Live | None:
        """Open or create the live store; None where it must be rebuilt first (missing or other layout) and `read_only`."""
        path = folder / FILE_NAME
        if read_only and not path.exists():
            return None
        connection = _connect(path)
        try:
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            layout = -1
        if layout == LAYOUT:
            return cls(path, connection)
        connection.close()
        if read_only:
            return None
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        connection = _connect(path)
        connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version={LAYOUT}; COMMIT;")
        return cls(path, connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises BookError where the disk is full."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.rollback()
            raise
        try:
            self.connection.commit()
        except sqlite3.OperationalError as error:
            self.connection.rollback()
            raise BookError(f"{self.path} could not be written ({error}). Make room on the disk and run this again.") from error

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def rows_in(self, sql: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query with `{}` where a list of any length belongs, asked in portions."""
        for start in range(0, len(values), 900):
            part = values[start : start + 900]
            yield from self.connection.execute(sql.format(",".join("?" * len(part))), part)

    def get(self, key: str, default: str = "") -> str:
        """One value of the meta table."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def put(self, key: str, value: str) -> None:
        """Set one value of the meta table, inside the caller's transaction."""
        self.connection.execute("INSERT INTO meta VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-64000")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection
