"""Helpers that the system ends: the sync says so in a sentence, keeps what was read, and the next one completes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import pytest
from tests.books import mail, put

from regard.book import Book
from regard.errors import BookError, RegardError
from regard.flow import reading
from regard.flow.reading import INLINE_ITEMS, ReadItem, read
from regard.store import generations
from regard.surfaces.cli import main

US = ("us.example",)


def killed_in_the_pool(items: list[Any], reader: reading.Reader) -> list[ReadItem]:
    """Reads in the process of the sync; a process of the pool is ended."""
    if parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return [read(item, reader) for item in items]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Twice as many mails as are read without a pool."""
    return put(tmp_path / "mail", *(mail(subject=f"Number {n}", message_id=f"n{n}@x") for n in range(2 * INLINE_ITEMS)))


def test_a_reading_process_that_is_killed(
    make_book: Callable[..., Book], source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in a sentence, what was read before is kept, and the next sync reads the rest."""
    book = make_book(sync__processes=2)
    with monkeypatch.context() as m:
        m.setattr(reading, "read_batch", killed_in_the_pool)
        m.setattr(reading, "BATCH_ITEMS", INLINE_ITEMS)
        m.setattr(reading, "AHEAD_ITEMS", 8)
        with pytest.raises(RegardError, match="reading process was ended"):
            book.sync(source, us=US)
    count = "SELECT count(*) FROM message"
    assert book._live().rows(count)[0][0] == INLINE_ITEMS
    found = book.sync(source, us=US)
    assert (found.seen, found.set_aside) == (2 * INLINE_ITEMS, 0)
    assert book._live().rows(count)[0][0] == 2 * INLINE_ITEMS


def test_the_command_says_it_without_a_traceback(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`regard sync` ends with the sentence and exit 1."""
    monkeypatch.setattr(reading, "read_batch", killed_in_the_pool)
    monkeypatch.setenv("REGARD_SYNC_PROCESSES", "2")
    asked = ["--book", str(tmp_path / "new"), "sync", str(source), "--us", "us.example"]
    with pytest.raises(SystemExit) as done:
        main(asked)
    assert done.value.code == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "run the sync again" in said
    assert "Traceback" not in said


def test_a_publisher_that_is_killed(make_book: Callable[..., Book], source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could give no reason, so the signal is named instead of a reason above."""

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    book = make_book()
    book._flow().publish()
    before = generations.current(book.folder)
    with monkeypatch.context() as m:
        m.setattr(generations, "write", killed)
        with pytest.raises(BookError, match="ended by signal 9"):
            book.sync(source, us=US)
    assert generations.current(book.folder) == before
    assert book.sync(source, us=US).seen == 2 * INLINE_ITEMS
    assert generations.current(book.folder) != before
