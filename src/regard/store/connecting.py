"""Connections to the databases of a book: readers beside one writer, and, where nothing can be written, readers alone.

A book on a read-only disk, or one that another account owns, is read as it lies: with its log, where somebody has it open and the log can
be read, else as a file that nobody changes.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any


def writable(path: Path) -> bool:
    """Whether a database can be written where it lies: it itself, and the log beside it."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def connect(path: Path, **options: Any) -> sqlite3.Connection:
    """A connection whose readers and writer do not wait for each other; one that only reads where nothing can be written."""
    if not writable(path):
        alone: sqlite3.Connection = sqlite3.connect(read_only(path), uri=True, timeout=30, **options)
        return alone
    connection: sqlite3.Connection = sqlite3.connect(path, timeout=30, **options)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def read_only(path: Path) -> str:
    """The address of a database as one that is not to be written to."""
    alone = not (writable(path) or any(Path(f"{path}{end}").exists() for end in ("-wal", "-shm")))
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def unmerged(path: Path) -> bool:
    """Whether what was written last lies in a log that cannot be taken in here."""
    log = Path(f"{path}-wal")
    return not writable(path) and log.exists() and log.stat().st_size > 0 and not Path(f"{path}-shm").exists()
