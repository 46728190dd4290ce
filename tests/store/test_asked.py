"""The records asked in plain SQL: rows, names, and never a word written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from regard.store import migrate
from regard.store.opened import SCHEMA
from regard.store.records import Records


def test_rows_go_by_the_names_of_their_columns(tmp_path: Path):
    """What was written through one connection is read through the other at once, by name and by place."""
    with_book = Records.open(tmp_path, create=True)
    with with_book.writing() as c:
        with_book.put_source(c, "mail", "/mail/anna")
    (row,) = with_book.asked.named("SELECT kind, path FROM source")
    assert (row.kind, row.path) == tuple(row) == ("mail", "/mail/anna")
    assert list(with_book.asked.each("SELECT path FROM source")) == [("/mail/anna",)]
    with_book.close()


def test_nothing_is_written_through_it(tmp_path: Path):
    """It asks; a statement that would change something is refused."""
    records = Records.open(tmp_path, create=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        records.asked.rows("DELETE FROM meta")
    records.close()


def test_the_layout_counts_every_migration():
    """A migration that the number of the layout does not count would never be run on a book that is there."""
    versions = sorted(path.name[:4] for path in (Path(migrate.__file__).parent / "migrations" / "versions").glob("0*.py"))
    assert len(versions) == SCHEMA
    assert {**migrate.REVISION, SCHEMA: versions[-1]} == dict(enumerate(versions, 1))
