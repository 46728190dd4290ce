"""The records store: the truth, in `records.sqlite`. Everything else in a book can be rebuilt from it.

Reads and writes every table of `store.tables`. One writer at a time (a lock file), readers never wait (WAL). Every commit bumps
`book_rev`.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Row,
    Text,
    cast,
    create_engine,
    delete,
    event,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError

from regard.errors import BookBusy, BookError, BookMissing, BookTooNew
from regard.ids import digest
from regard.model import Judgement
from regard.store import tables
from regard.time import now_us

FILE_NAME = "records.sqlite"
LOCK_NAME = "writer.lock"


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One item as kept: its number in order of arrival, id, where it came from, compressed bytes (None once gone)."""

    n: int
    id: str
    source_id: str
    folder: str
    kind: str
    message_id: str
    raw: bytes | None
    size: int
    file_us: int | None
    gone: str


class Records:
    """An open records store. Use `Records.open`; writing happens inside `with records.writing() as connection`."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self._engine = engine
        self._lock: IO[str] | None = None
        self._turn = threading.RLock()
        with self.reading() as c:
            rows = dict(c.execute(select(tables.meta.c.key, tables.meta.c.value)).all())
        self.key = bytes.fromhex(rows["book_key"])
        self.created_us = int(rows["created_us"])

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Records:
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
        engine = _engine(path)
        try:
            if _empty(engine):  # new, or its making was killed
                _create(engine)
            _check_schema(engine, path)
            return cls(folder, engine)
        except OperationalError as error:
            raise explained(error, path) from error
        except (DatabaseError, KeyError) as error:
            raise BookError(f"{path} is not a Regard book ({_short(error)}). Choose another folder with --book.") from error

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
                bump = {"value": cast(cast(tables.meta.c.value, Integer) + 1, Text)}
                connection.execute(update(tables.meta).where(tables.meta.c.key == "book_rev").values(**bump))
        except OperationalError as error:
            raise explained(error, self.folder / FILE_NAME) from error

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Hold the one writer's place. Raises BookBusy at once where another process has it; other threads wait. Re-entrant."""
        with self._turn:
            if self._lock is not None:
                yield
                return
            with self._locked():
                yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
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
            self._lock = lock
            try:
                yield
            finally:
                self._lock = None

    def rev(self) -> int:
        """How many commits this book has seen."""
        return int(self.get_meta("book_rev") or 0)

    def get_meta(self, key: str) -> str | None:
        """One value of the meta table."""
        with self.reading() as c:
            return c.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar()

    def put_meta(self, c: Connection, key: str, value: str) -> None:
        """Set one value of the meta table."""
        row = {"key": key, "value": value}
        c.execute(upsert(tables.meta).values(row).on_conflict_do_update(index_elements=["key"], set_=row))

    def close(self) -> None:
        """Close all connections."""
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

    # ------------------------------------------------------------------------------------------------ sources

    def source_id(self, kind: str, path: str) -> str:
        """The id of a source: its kind and absolute path."""
        return digest("s", self.key, kind, path)

    def put_source(self, c: Connection, kind: str, path: str) -> str:
        """Make sure the source is known; its id."""
        sid = self.source_id(kind, path)
        row = {"id": sid, "kind": kind, "path": path, "added_us": now_us()}
        c.execute(upsert(tables.source).values(row).on_conflict_do_nothing())
        return sid

    def set_owner(self, c: Connection, source_id: str, owner: str, by: str) -> None:
        """Say whose mailbox a source is. A user's word is not overruled by a finding."""
        statement = update(tables.source).where(tables.source.c.id == source_id)
        if by != "user":
            statement = statement.where((tables.source.c.owner_by.is_(None)) | (tables.source.c.owner_by != "user"))
        c.execute(statement.values(owner=owner, owner_by=by))

    def touch_source(self, c: Connection, source_id: str, us: int) -> None:
        """Note when a source was last read to its end."""
        c.execute(update(tables.source).where(tables.source.c.id == source_id).values(last_sync_us=us))

    def sources(self) -> list[Row[Any]]:
        """All sources in the order they were added."""
        with self.reading() as c:
            return list(c.execute(select(tables.source).order_by(tables.source.c.added_us, tables.source.c.id)))

    def cursors(self, source_id: str) -> dict[str, Any]:
        """How far each folder of a source has been read."""
        with self.reading() as c:
            rows = c.execute(
                select(tables.cursor.c.folder, tables.cursor.c.state).where(tables.cursor.c.source_id == source_id)
            )
            return {folder: json.loads(state) for folder, state in rows}

    def put_cursors(self, c: Connection, source_id: str, states: Mapping[str, Any]) -> None:
        """Move the cursors of a source; belongs in the transaction that writes what they passed."""
        for folder, state in states.items():
            row = {"source_id": source_id, "folder": folder, "state": json.dumps(state)}
            c.execute(upsert(tables.cursor).values(row).on_conflict_do_update(index_elements=["source_id", "folder"], set_=row))

    def drop_cursors(self, c: Connection) -> None:
        """Forget how far sources were read, so that the next sync looks at everything again (nothing is stored twice)."""
        c.execute(delete(tables.cursor))

    # -------------------------------------------------------------------------------------------------- items

    def known_items(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that the book has, or had before they were erased."""
        found: set[str] = set()
        with self.reading() as c:
            for start in range(0, len(ids), 500):
                found.update(
                    c.execute(select(tables.item.c.id).where(tables.item.c.id.in_(ids[start : start + 500]))).scalars()
                )
        return found

    def put_items(self, c: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append items; those already there stay as they are."""
        if rows:
            _many(c, upsert(tables.item).on_conflict_do_nothing(index_elements=["id"]), rows)

    def put_seen(self, c: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Note what became of each item a source showed; the first word on a locator's item stays."""
        if rows:
            statement = upsert(tables.seen)
            changed = {name: statement.excluded[name] for name in ("folder", "item_id", "outcome", "reason", "detail", "us")}
            where = tables.seen.c.item_id.is_distinct_from(statement.excluded.item_id)
            _many(c, statement.on_conflict_do_update(index_elements=["source_id", "locator"], set_=changed, where=where), rows)

    def items_after(self, n: int, size: int = 500) -> Iterator[list[StoredItem]]:
        """The items that arrived after number `n`, in batches."""
        while True:
            statement = select(*_ITEM).where(tables.item.c.n > n).order_by(tables.item.c.n).limit(size)
            with self.reading() as c:
                batch = [StoredItem(*row) for row in c.execute(statement)]
            if not batch:
                return
            yield batch
            n = batch[-1].n

    def item(self, item_id: str) -> StoredItem | None:
        """One item."""
        with self.reading() as c:
            row = c.execute(select(*_ITEM).where(tables.item.c.id == item_id)).first()
        return StoredItem(*row) if row else None

    def left_out(self, message_ids: Sequence[str]) -> dict[str, str]:
        """Message id -> why it was left out, for those of which an excluded or private copy was seen."""
        found: dict[str, str] = {}
        item = tables.item.c
        with self.reading() as c:
            for start in range(0, len(message_ids), 500):
                # Spelt out as the index item_gone spells it: with a bound value every item would be looked through.
                listed = item.message_id.in_(message_ids[start : start + 500]) & literal_column("gone != ''")
                where = listed & (item.gone != "erased")
                found.update(dict(c.execute(select(item.message_id, item.gone).where(where)).all()))
        return found

    def places(self, ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
        """Item id -> every (source id, folder) where it was seen."""
        found: dict[str, set[tuple[str, str]]] = {}
        seen = tables.seen.c
        with self.reading() as c:
            for start in range(0, len(ids), 500):
                where = seen.item_id.in_(ids[start : start + 500]) & (seen.outcome != "set_aside")
                for item_id, source_id, folder in c.execute(select(seen.item_id, seen.source_id, seen.folder).where(where)):
                    found.setdefault(item_id, set()).add((source_id, folder))
        return found

    def last_item(self) -> int:
        """The number of the newest item."""
        with self.reading() as c:
            return int(c.execute(select(func.max(tables.item.c.n))).scalar() or 0)

    def empty_items(self, c: Connection, ids: Iterable[str], why: str) -> None:
        """Remove the bytes of items; the ids stay, so that they do not come back."""
        listed = list(ids)
        for start in range(0, len(listed), 500):
            chunk = listed[start : start + 500]
            c.execute(update(tables.item).where(tables.item.c.id.in_(chunk)).values(raw=None, gone=why, file_us=None))
            c.execute(
                update(tables.seen).where(tables.seen.c.item_id.in_(chunk)).values(outcome="set_aside", reason=why, detail="")
            )

    def replace_raw(self, c: Connection, item_id: str, raw: bytes) -> None:
        """Put redacted (compressed) bytes in place of an item's own."""
        c.execute(update(tables.item).where(tables.item.c.id == item_id).values(raw=raw))

    def counts(self) -> list[tuple[str, str, int]]:
        """(source id, outcome, how many) over everything ever seen."""
        with self.reading() as c:
            rows = c.execute(
                select(tables.seen.c.source_id, tables.seen.c.outcome, func.count()).group_by(
                    tables.seen.c.source_id, tables.seen.c.outcome
                )
            )
            return [(a, b, int(n)) for a, b, n in rows]

    def set_aside_counts(self) -> list[tuple[str, int]]:
        """(reason, how many) over everything set aside."""
        where = tables.seen.c.outcome == "set_aside"
        with self.reading() as c:
            rows = c.execute(select(tables.seen.c.reason, func.count()).where(where).group_by(tables.seen.c.reason))
            return sorted(((reason, int(n)) for reason, n in rows), key=lambda pair: (-pair[1], pair[0]))

    # ----------------------------------------------------------------------------------------------- judgements

    def judgements(self) -> list[Judgement]:
        """Every judgement ever made, in order."""
        with self.reading() as c:
            rows = c.execute(select(*_JUDGEMENT).order_by(tables.judgement.c.n))
            return [Judgement(*row) for row in rows]

    def put_judgements(self, c: Connection, judgements: Sequence[Judgement]) -> None:
        """Append judgements; one that was already made stays as it is."""
        if judgements:
            names = [column.name for column in _JUDGEMENT]
            rows = [{name: getattr(j, name) for name in names} for j in judgements]
            c.execute(upsert(tables.judgement).on_conflict_do_nothing(index_elements=["id"]), rows)

    def undo_judgement(self, c: Connection, judgement_id: str, by: str) -> bool:
        """Mark a judgement undone; false where there is none by that id or it is undone already."""
        where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by.is_(None))
        return c.execute(update(tables.judgement).where(where).values(undone_by=by)).rowcount > 0

    def renew_judgement(self, c: Connection, judgement_id: str) -> None:
        """A rule makes again the judgement it had withdrawn. What a user took back stays taken back."""
        where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by == "rule")
        c.execute(update(tables.judgement).where(where).values(undone_by=None))

    def redo_judgements(self, c: Connection, ids: Iterable[str]) -> None:
        """Let judgements that the rules took back stand again."""
        for judgement_id in ids:
            where = (tables.judgement.c.id == judgement_id) & (tables.judgement.c.undone_by == "rule")
            c.execute(update(tables.judgement).where(where).values(undone_by=None))

    # ---------------------------------------------------------------------------------------- choices and privacy

    def side_choices(self) -> dict[str, str]:
        """The latest word of the user on each handle's side."""
        with self.reading() as c:
            rows = c.execute(select(tables.side_choice.c.h, tables.side_choice.c.side).order_by(tables.side_choice.c.n))
            return dict(rows.all())

    def put_side_choice(self, c: Connection, handles: Iterable[str], side: str) -> None:
        """Say on which side handles are."""
        c.execute(insert(tables.side_choice), [{"h": h, "side": side, "recorded_us": now_us()} for h in handles])

    def exclusions(self) -> list[Row[Any]]:
        """The exclusions in force."""
        with self.reading() as c:
            where = tables.exclusion.c.removed_us.is_(None)
            return list(c.execute(select(tables.exclusion).where(where).order_by(tables.exclusion.c.added_us)))

    def removed_defaults(self) -> set[str]:
        """The topics that the user lets in, although they are left out by default."""
        where = (tables.exclusion.c.kind == "default") & tables.exclusion.c.removed_us.is_not(None)
        with self.reading() as c:
            return set(c.execute(select(tables.exclusion.c.pattern).where(where)).scalars())

    def put_exclusion(self, c: Connection, kind: str, pattern: str) -> str:
        """Add an exclusion (or bring a removed one back); its id."""
        eid = digest("x", self.key, kind, pattern)
        row = {"id": eid, "kind": kind, "pattern": pattern, "added_us": now_us(), "removed_us": None}
        c.execute(upsert(tables.exclusion).values(row).on_conflict_do_update(index_elements=["id"], set_={"removed_us": None}))
        return eid

    def remove_exclusion(self, c: Connection, exclusion_id: str) -> bool:
        """Take an exclusion back; what it kept out is read by the next sync."""
        where = (tables.exclusion.c.id == exclusion_id) & tables.exclusion.c.removed_us.is_(None)
        return c.execute(update(tables.exclusion).where(where).values(removed_us=now_us())).rowcount > 0

    def forget_excluded(self, c: Connection) -> None:
        """Let what was left out by an exclusion be looked at again: its marks and the cursors go."""
        where = tables.seen.c.reason.like("excluded%")
        ids = list(c.execute(select(tables.seen.c.item_id).where(where & tables.seen.c.item_id.is_not(None))).scalars())
        for start in range(0, len(ids), 500):
            chunk = ids[start : start + 500]
            c.execute(delete(tables.item).where(tables.item.c.id.in_(chunk) & tables.item.c.raw.is_(None)))
        c.execute(delete(tables.seen).where(where))
        self.drop_cursors(c)

    def objections(self) -> set[str]:
        """Handles of people who are not modelled."""
        with self.reading() as c:
            return set(c.execute(select(tables.objection.c.h)).scalars())

    def put_objections(self, c: Connection, handles: Iterable[str]) -> None:
        """Model these handles no more."""
        for h in handles:
            c.execute(upsert(tables.objection).values(h=h, at_us=now_us()).on_conflict_do_nothing())

    def remove_objections(self, c: Connection, handles: Iterable[str]) -> None:
        """Model these handles again."""
        c.execute(delete(tables.objection).where(tables.objection.c.h.in_(list(handles))))

    def erased(self) -> set[str]:
        """Keyed hashes of erased addresses."""
        with self.reading() as c:
            return set(c.execute(select(tables.erased.c.key_hash)).scalars())

    def erased_hash(self, address: str) -> str:
        """The keyed hash by which an erased address is known again."""
        return digest("z", self.key, address)

    def put_erased(self, c: Connection, hashes: Iterable[str]) -> None:
        """Never let these addresses in again."""
        for key_hash in hashes:
            c.execute(upsert(tables.erased).values(key_hash=key_hash, at_us=now_us()).on_conflict_do_nothing())

    def erase_traces(self, c: Connection, handles: Iterable[str], addresses: Iterable[str]) -> None:
        """Delete judgements, choices, objections about erased handles, and exclusions that name their addresses."""
        listed = list(handles)
        c.execute(delete(tables.exclusion).where(tables.exclusion.c.pattern.in_(list(addresses))))
        j = tables.judgement.c
        c.execute(delete(tables.judgement).where(j.left_h.in_(listed) | j.right_h.in_(listed)))
        c.execute(delete(tables.side_choice).where(tables.side_choice.c.h.in_(listed)))
        c.execute(delete(tables.objection).where(tables.objection.c.h.in_(listed)))
        c.execute(delete(tables.prediction).where(tables.prediction.c.buyer_h.in_(listed)))

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

    def note(self, c: Connection, action: str, detail: str = "") -> None:
        """Write a line into the audit."""
        c.execute(insert(tables.audit).values(us=now_us(), action=action, detail=detail))

    def audit(self, limit: int = 100) -> list[Row[Any]]:
        """The newest lines of the audit."""
        with self.reading() as c:
            return list(c.execute(select(tables.audit).order_by(tables.audit.c.n.desc()).limit(limit)))


_ITEM = [
    tables.item.c[name] for name in ("n", "id", "source_id", "folder", "kind", "message_id", "raw", "size", "file_us", "gone")
]
_JUDGEMENT = [
    tables.judgement.c[name]
    for name in ("id", "left_h", "right_h", "verdict", "by", "rule_version", "reason", "confidence", "recorded_us", "undone_by")
]


def _many(c: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows of the same columns. The statement is compiled once and the driver gets tuples: preparing each row's
    values by name costs as much as writing them.
    """
    compiled = statement.compile(dialect=c.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup or ()
    c.exec_driver_sql(str(compiled), [tuple([row[name] for name in order]) for row in rows])


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # The driver would begin transactions late and commit around DDL: this engine begins them itself.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(
            "PRAGMA wal_autocheckpoint=16384"
        )  # a page changed often is copied into the file once, not each time

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _refuse_others(path: Path) -> None:
    """Raise BookError for a file that is no book, before anything touches it; a missing or an empty one may become a book."""
    if not path.exists() or not path.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.OperationalError as error:
        raise explained(error, path) from error
    except sqlite3.DatabaseError as error:
        raise BookError(f"{path} is not a Regard book ({error}). Choose another folder with --book.") from error
    if names and "meta" not in names:
        raise BookError(f"{path} is not a Regard book but another program's database. Choose another folder with --book.")


def _empty(engine: Engine) -> bool:
    with engine.connect() as c:
        return not c.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()


def _create(engine: Engine) -> None:
    with engine.begin() as c:
        tables.metadata.create_all(c)
        values = {"book_key": secrets.token_hex(32), "schema": str(tables.SCHEMA), "book_rev": "0", "created_us": str(now_us())}
        c.execute(upsert(tables.meta).on_conflict_do_nothing(), [{"key": k, "value": v} for k, v in values.items()])


def _check_schema(engine: Engine, path: Path) -> None:
    with engine.connect() as c:
        schema = int(c.execute(select(tables.meta.c.value).where(tables.meta.c.key == "schema")).scalar() or 0)
    if schema > tables.SCHEMA:
        raise BookTooNew(
            f"{path} was written by a later version of Regard (layout {schema}, this one knows {tables.SCHEMA}). "
            "Install that version, or choose another folder with --book."
        )
    if schema < tables.SCHEMA:
        from regard.store.migrate import upgrade

        upgrade(engine, schema)


def _short(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0]


def explained(error: OperationalError | sqlite3.OperationalError, path: Path) -> BookError:
    """What went wrong with a file of the book, in words that say what to do."""
    text = _short(error)
    if "full" in text or "disk I/O" in text:
        return BookError(
            f"The disk is full: {path} could not be written. Nothing read so far is lost; make room and run this again."
        )
    if "readonly" in text or "unable to open" in text:
        return BookError(f"{path} cannot be written ({text}). Check the folder's permissions, or choose another with --book.")
    if "locked" in text:
        return BookBusy(f"{path} is locked by another process. Wait for it to end, then run this again.")
    return BookError(f"{path} cannot be used: {text}.")
