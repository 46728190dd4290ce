"""Which file of a book is damaged, in words that say what to do about it.

Nobody looks for damage before something fails: the look reads a whole file. Reads records.sqlite and live.sqlite.
"""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from regard.errors import BookDamaged
from regard.store.connecting import read_only

RECORDS, LIVE = "records.sqlite", "live.sqlite"


def of_a_database(error: BaseException) -> bool:
    """Whether an error is one of a database, by itself or as what writes to it passes it on."""
    return isinstance(getattr(error, "orig", error), sqlite3.Error)


def damaged(folder: Path) -> BookDamaged | None:
    """What is to be said of a book whose records or live store cannot be read whole; None where both can, or neither is there."""
    for name, say in ((RECORDS, of_records), (LIVE, of_live)):
        path = folder / name
        if path.exists() and (what := _wrong(path)):
            return say(path, what)
    return None


def of_records(path: Path, what: str) -> BookDamaged:
    """Said of damaged records: nothing else holds what they do."""
    return BookDamaged(
        f"{path} is damaged ({what}). It holds all that was read and all that people wrote down, so it must come back from a copy: "
        f"put the book's folder, or {path.name} alone and without {LIVE}, back from your last backup, then run this again. Your mail "
        "is not touched by this; whoever has no copy reads it into a new book: regard --book NEW sync SOURCE"
    )


def of_live(path: Path, what: str) -> BookDamaged:
    """Said of a damaged live store: it is made again."""
    files = " ".join(shlex.quote(f"{path}{end}") for end in ("", "-wal", "-shm"))
    return BookDamaged(
        f"{path} is damaged ({what}). Nothing is lost: it is made again from {RECORDS}, which takes about as long as the first sync "
        f"did. Delete it and run this again: rm -f {files}"
    )


def _wrong(path: Path) -> str:
    """What SQLite finds wrong with a file, "" where nothing is, or where somebody else's lock keeps it from looking."""
    try:
        with closing(sqlite3.connect(read_only(path), uri=True, timeout=5)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            return "" if found == "ok" else found.replace("*** in database main ***", "").strip().splitlines()[0]
    except sqlite3.OperationalError as error:
        return str(error) if "malformed" in str(error) or "corrupt" in str(error) else ""
    except sqlite3.DatabaseError as error:
        return str(error)
