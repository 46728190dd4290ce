"""The live store: `live.sqlite`, every point read, fresh within a second, rebuildable from the records at any time.

Integer keys inside; ids outside. Writes and reads: handle, person, company, message, party, message_item, quote, body (+ its full-text
index), pledge, trade_sign, signed_company, gist, matter, trial, interaction, coverage, dirty. A batch of messages and the marks of what
it makes dirty go in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from regard.model import DAY
from regard.store import making
from regard.store.connecting import connect
from regard.store.opened import explained
from regard.time import now_us

FILE_NAME = "live.sqlite"
LAYOUT = 91
"""The layout of this file; another one is thrown away and rebuilt from the records."""
AHEAD = 2 * DAY
"""So far ahead of its clock the machine lets a mail be."""
WRITER_CACHE, READER_CACHE = 64_000, 8_000
"""Kilobytes of pages that a connection keeps: a web server has one for each of its threads."""

_HANGING = (
    *(("attendance", "message"), ("meeting", "message"), ("speaker", "message"), ("pledge", "message")),
    *(("trade_sign", "message"), ("signed_company", "message")),
    ("copy_rfc", "message"),
    *(("body", "message"), ("party", "message"), ("reference", "message"), ("message_item", "message"), ("quote", "carrier")),
    ("message", "n"),
)


WEIGHTS_DUE = "weights_due"
"""The mark that chances which weights are fitted to have changed."""


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
        connection = None
        try:
            connection = _connect(path, READER_CACHE if read_only else WRITER_CACHE)
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.OperationalError as error:  # busy, full or forbidden, but not broken
            raise explained(error, path) from error
        except sqlite3.DatabaseError:
            layout = -1
        if connection is not None:
            if layout == LAYOUT:
                return cls(path, connection)
            connection.close()
        if read_only:
            return None
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        schema = (resources.files("regard.store") / "live.sql").read_text("utf-8")
        try:
            connection = _connect(path, WRITER_CACHE)
            connection.executescript(f"BEGIN; {schema} PRAGMA user_version={LAYOUT};")
            making.begin(connection)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise explained(error, path) from error
        return cls(path, connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises BookError where the disk is full or read-only, BookBusy where another process has it long."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.commit()
            except BaseException:
                self.connection.rollback()
                raise
        except sqlite3.OperationalError as error:
            raise explained(error, self.path) from error

    def keep_pages(self, kilobytes: int = WRITER_CACHE) -> None:
        """Keep so many pages in memory from now on: a sync comes back to the same ones again and again."""
        self.connection.execute(f"PRAGMA cache_size=-{kilobytes}")

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def rows_in(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        """The rows of a query with `{}` where a list of any length belongs, asked in portions."""
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), 900):
            part = values[start : start + 900]
            found += self.connection.execute(sql.format(",".join("?" * len(part))), part).fetchall()
        return found

    def get(self, key: str, default: str = "") -> str:
        """One value of the meta table."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def now_us(self) -> int:
        """This moment; where the machine's clock lies before mail that it has let in, it was set back: then the moment of the last
        settling, for what was known stays known, or at least that at which it can have let that mail in.
        """
        clock = now_us()
        rows = self.rows("SELECT us FROM message WHERE kind = 'mail' AND us IS NOT NULL ORDER BY us DESC LIMIT 1")
        newest = int(rows[0][0]) - AHEAD if rows else clock
        return clock if clock >= newest else max(newest, int(self.get("settled_us", "0")))

    def put(self, key: str, value: str) -> None:
        """Set one value of the meta table, inside the caller's transaction."""
        changed = "ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value"
        self.connection.execute(f"INSERT INTO meta VALUES(?, ?) {changed}", (key, value))

    def remove(self, messages: list[int]) -> None:
        """Take messages and all that hangs on them out of every table and the text index, inside the caller's transaction.

        What was recovered from their quotes goes with them; what else may be in those quotes is looked at anew.
        """
        ids = [row[0] for row in self.rows_in("SELECT id FROM message WHERE n IN ({})", messages)]
        recovered = self.rows_in("SELECT n, id FROM message WHERE carrier_id IN ({})", ids)
        messages = list(dict.fromkeys([*messages, *(row[0] for row in recovered)]))
        ids = list(dict.fromkeys([*ids, *(row[1] for row in recovered)]))
        self._uncount_quoted(messages)
        self.mark_quotes(messages)
        for start in range(0, len(messages), 900):
            part = messages[start : start + 900]
            marks = ",".join("?" * len(part))
            self.connection.execute(
                f"INSERT INTO words(words, rowid, subject, own) SELECT 'delete', message, subject, own FROM body "
                f"WHERE message IN ({marks})",
                part,
            )
            handles = f"SELECT DISTINCT 'handle', CAST(handle AS TEXT) FROM party WHERE message IN ({marks})"
            self.connection.execute(f"INSERT OR IGNORE INTO dirty {handles}", part)
            self.connection.execute("INSERT OR IGNORE INTO dirty VALUES('name', 'removed')")
            self.mark_near(part)
            sources = f"SELECT DISTINCT 'source', source_id FROM message_item WHERE message IN ({marks})"
            self.connection.execute(f"INSERT OR IGNORE INTO dirty {sources}", part)
            # What else the same items tell of is made anew from the rest.
            held = f"SELECT DISTINCT item_id FROM message_item WHERE message IN ({marks})"
            self.remove_events([row[0] for row in self.connection.execute(held, part)])
            people = [
                row[0] for row in self.connection.execute(f"SELECT DISTINCT handle FROM party WHERE message IN ({marks})", part)
            ]
            for table, column in _HANGING:
                self.connection.execute(f"DELETE FROM {table} WHERE {column} IN ({marks})", part)
            self.drop_handles(people)
        for start in range(0, len(ids), 900):
            part_ids = ids[start : start + 900]
            marks = ",".join("?" * len(part_ids))
            self.connection.execute(f"DELETE FROM interaction WHERE message_id IN ({marks})", part_ids)
            children = f"SELECT 'message', CAST(n AS TEXT) FROM message WHERE parent_id IN ({marks})"
            self.connection.execute(f"INSERT OR IGNORE INTO dirty {children}", part_ids)
            self.connection.execute(f"UPDATE message SET parent_id = NULL, how = NULL WHERE parent_id IN ({marks})", part_ids)

    def remove_events(self, items: Sequence[str]) -> None:
        """Take out the calendar components of items, inside the caller's transaction; the meetings they tell of are made anew."""
        one = [(i,) for i in items]
        self.connection.executemany("INSERT OR IGNORE INTO dirty SELECT 'uid', uid FROM event WHERE item_id = ?", one)
        for table in ("event", "event_place"):
            self.connection.executemany(f"DELETE FROM {table} WHERE item_id = ?", one)

    def drop_strangers(self) -> None:
        """Drop those of the handles to be looked at that are on nothing any more, inside the caller's transaction."""
        rows = self.connection.execute(
            "SELECT h.n FROM dirty d JOIN handle h ON h.n = CAST(d.key AS INTEGER) WHERE d.kind = 'handle' "
            "AND NOT EXISTS (SELECT 1 FROM party p WHERE p.handle = h.n)"
        )
        self.drop_handles([row[0] for row in rows.fetchall()])

    def mark_people(self, ids: list[str]) -> None:
        """Have everybody on these messages read anew."""
        people = self.rows_in(
            "SELECT DISTINCT h.person FROM party p JOIN message m ON m.n = p.message JOIN handle h ON h.n = p.handle "
            "WHERE h.person IS NOT NULL AND m.id IN ({})",
            ids,
        )
        self.connection.executemany("INSERT OR IGNORE INTO dirty VALUES('person', ?)", people)

    def mark_carriers(self, ids: list[str]) -> None:
        """Have what was recovered from the quotes of messages that changed their place go with them."""
        carriers = self.rows_in("SELECT DISTINCT carrier_id FROM message WHERE carrier_id IN ({})", ids)
        self.connection.executemany("INSERT OR IGNORE INTO dirty VALUES('hang', ?)", carriers)

    def mark_quotes(self, messages: list[int]) -> None:
        """Have it decided anew what the quotes are that may be of these messages, and those in them."""
        sql = """SELECT letters FROM quote WHERE carrier IN ({marks}) AND letters IS NOT NULL UNION
            SELECT m.letters FROM message m JOIN quote q ON q.letters = m.letters WHERE m.n IN ({marks}) UNION
            SELECT q.letters FROM message m JOIN handle h ON h.n = m.from_n JOIN quote q ON q.author = h.address
            AND q.us BETWEEN m.us - 120000000 AND m.us + 120000000 WHERE m.n IN ({marks}) AND q.letters IS NOT NULL UNION
            SELECT q.letters FROM message m JOIN handle h ON h.n = m.from_n JOIN quote q ON q.author = h.address
            AND q.us BETWEEN m.us_claimed - 120000000 AND m.us_claimed + 120000000
            WHERE m.n IN ({marks}) AND m.us_basis IN ('received', 'order') AND q.letters IS NOT NULL"""
        for start in range(0, len(messages), 240):
            part = messages[start : start + 240]
            found = sql.format(marks=",".join("?" * len(part)))
            self.connection.execute(f"INSERT OR IGNORE INTO dirty SELECT 'letters', letters FROM ({found})", 4 * part)

    def _uncount_quoted(self, messages: list[int]) -> None:
        """Take back the names that recovered messages brought."""
        for (people,) in self.rows_in("SELECT quoted FROM message WHERE quoted IS NOT NULL AND n IN ({})", messages):
            self.uncount({address: Counter([name]) for address, name, _ in json.loads(people) if name})

    def uncount(self, names: Mapping[str, Counter[str]]) -> None:
        """Take display names back (address -> how often each) that are not in the book any more."""
        c = self.connection
        for address, gone in names.items():
            row = c.execute("SELECT n, names FROM handle WHERE address = ?", (address,)).fetchone()
            if row is not None:
                left = Counter(json.loads(row[1])) - gone
                c.execute("UPDATE handle SET names = ? WHERE n = ?", (json.dumps(left, ensure_ascii=False), row[0]))
                c.execute("INSERT OR IGNORE INTO dirty VALUES('name', ?)", (str(row[0]),))

    def mark_near(self, messages: list[int]) -> None:
        """Have every message threaded anew that headers tie to these, directly or through a message that both name."""
        for n in messages:
            near = """SELECT r.message FROM reference r JOIN message m ON m.n = ? WHERE r.rfc_id = m.rfc_id AND m.rfc_id <> ''
                UNION SELECT r.message FROM reference r JOIN reference own ON own.rfc_id = r.rfc_id WHERE own.message = ?
                UNION SELECT r.message FROM reference r JOIN copy_rfc k ON k.rfc_id = r.rfc_id WHERE k.message = ?
                UNION SELECT k.n FROM message k JOIN message m ON m.n = ? WHERE k.parent_id = m.id"""
            self.connection.execute(
                f"INSERT OR IGNORE INTO dirty SELECT 'message', CAST(message AS TEXT) FROM ({near})", (n, n, n, n)
            )

    def drop_handles(self, candidates: list[int]) -> None:
        """Delete those handles that neither a message nor the CRM has any more, and people without a handle with all that rests on them;
        look at those people's other handles anew. Inside the caller's transaction.
        """
        c = self.connection
        for n in candidates:
            row = c.execute(
                "SELECT person, address FROM handle WHERE n = ? AND n NOT IN (SELECT handle FROM party WHERE handle = ?) "
                "AND address NOT IN (SELECT address FROM contact_address)",
                (n, n),
            )
            if (found := row.fetchone()) is None:
                continue
            person, address = found
            c.execute("DELETE FROM handle WHERE n = ?", (n,))
            c.execute("DELETE FROM dirty WHERE kind = 'handle' AND key = ?", (str(n),))
            c.execute("INSERT OR IGNORE INTO dirty SELECT 'handle', CAST(n AS TEXT) FROM handle WHERE person = ?", (person,))
            self.mark_colleagues([address])
            gone = "DELETE FROM person WHERE id = ? AND id NOT IN (SELECT person FROM handle WHERE person = ?)"
            if c.execute(gone, (person, person)).rowcount:
                if c.execute("DELETE FROM trial WHERE buyer = ?", (person,)).rowcount:
                    self.put(WEIGHTS_DUE, "1")
                c.execute("DELETE FROM interaction WHERE buyer = ?", (person,))

    def mark_colleagues(self, addresses: Sequence[str]) -> None:
        """Have everybody at the domains of addresses that are gone placed anew: a colleague fewer tells of the others."""
        domains = {(address.rpartition("@")[2],) for address in addresses if "@" in address}
        self.connection.executemany("INSERT OR IGNORE INTO dirty VALUES('domain', ?)", sorted(domains))

    def clear(self) -> None:
        """Forget everything, to be filled again from the records: marked as being made until it is."""
        with self.writing() as c:
            c.execute("INSERT INTO words(words) VALUES('delete-all')")
            for (name,) in c.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'"
            ).fetchall():
                c.execute(f"DELETE FROM {name}")
            making.begin(c)

    def compact(self) -> None:
        """Rebuild the text index, give freed pages back and truncate the log, so that removed text is gone from the file."""
        self.connection.execute("INSERT INTO words(words) VALUES('rebuild')")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _connect(path: Path, cache_kb: int) -> sqlite3.Connection:
    connection = connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint=16384")  # a page changed often is copied into the file once, not each time
    connection.execute(f"PRAGMA cache_size=-{cache_kb}")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection
