"""What a sync writes into the records in plain SQL is one transaction, counted like any other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from regard.errors import BookBusy
from regard.store import plain
from regard.store.records import Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """Records of an empty book."""
    opened = Records.open(tmp_path, create=True)
    yield opened
    opened.close()


def test_a_commit_is_counted_as_through_sqlalchemy(records: Records):
    """Each of both ways raises the number of commits by one, and each sees what the other wrote."""
    before = records.rev()
    with records.plainly() as c:
        records.put_source(c, "maildir", "/mail/anna")
    assert records.rev() == before + 1
    with records.writing() as c:
        records.put_source(c, "maildir", "/mail/ben")
        records.put_meta(c, "a", "1")
    with records.plainly() as c:
        records.put_meta(c, "a", "2")
    assert (records.rev(), records.get_meta("a"), [s.path for s in records.sources()]) == (
        before + 3,
        "2",
        ["/mail/anna", "/mail/ben"],
    )


def test_an_error_takes_all_of_it_back(records: Records):
    """Nothing of a transaction that fails half-way stays, not even its number, and the next one can begin."""
    before = records.rev()
    with pytest.raises(sqlite3.IntegrityError), records.plainly() as c:
        _half(records, c)
    assert (records.rev(), records.get_meta("a")) == (before, None)
    with records.plainly() as c:
        records.put_meta(c, "a", "1")
    assert records.get_meta("a") == "1"


def _half(records: Records, c: plain.Plain) -> None:
    records.put_meta(c, "a", "1")
    c.exec_driver_sql("INSERT INTO meta VALUES('a', '2')")


def test_what_was_seen_first_stays_unless_another_item_lies_there(records: Records):
    """A place that shows the same item again keeps what was said of it; one that shows another is told anew, and so is one without any."""
    row = {
        "source_id": "s",
        "locator": "1",
        "folder": "in",
        "us": 1,
        "detail": "",
        "reason": "",
        "outcome": "stored",
        "item_id": "i1",
    }
    with records.plainly() as c:
        records.put_seen(c, [row, {**row, "locator": "2", "item_id": None, "outcome": "set_aside", "reason": "empty"}])
        records.put_seen(c, [{**row, "outcome": "duplicate"}, {**row, "locator": "2", "us": 2}])
    told = records.asked.rows("SELECT locator, item_id, outcome, us FROM seen ORDER BY locator")
    assert told == [("1", "i1", "stored", 1), ("2", "i1", "stored", 2)]


def test_a_locked_file_is_said_in_words(records: Records, monkeypatch: pytest.MonkeyPatch):
    """Where another program writes to the file for too long, whoever waits is told so, without a traceback of SQLite."""
    path = records.folder / "records.sqlite"
    monkeypatch.setattr(plain, "connect", lambda where, **options: sqlite3.connect(where, timeout=0, **options))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BookBusy), records.plainly() as c:
        records.put_meta(c, "a", "1")
    other.execute("ROLLBACK")
    other.close()


def test_it_is_written_as_the_records_are(records: Records):
    """What is deleted is gone from the file, and a commit is on the disk before it is told."""
    with records.plainly() as c:
        assert c.exec_driver_sql("PRAGMA secure_delete").fetchone() == (1,)
        assert c.exec_driver_sql("PRAGMA synchronous").fetchone() == (2,)
