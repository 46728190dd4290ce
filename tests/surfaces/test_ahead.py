"""Beside a server the book is read ahead whenever it has changed, while somebody looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any, cast

import pytest
from tests.books import mail, new_book, put

from regard.book import Book
from regard.surfaces import ahead
from regard.surfaces.ahead import Ahead, beside


class Stub:
    """A book of which only the state is asked."""

    def __init__(self) -> None:
        self.now = "a"

    def state(self) -> str:
        return self.now


class Runs:
    """Work that only counts its turns; it succeeds unless told otherwise."""

    def __init__(self, *, ok: bool = True) -> None:
        self.n, self.ok = 0, ok

    def __call__(self, stop: Event) -> bool:
        self.n += 1
        return self.ok


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AFTER", "EVERY"):
        monkeypatch.setattr(ahead, name, 0.01)


def _within(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    until = monotonic() + seconds
    while not true() and monotonic() < until:
        sleep(0.005)
    return true()


def test_a_book_is_read_ahead_once_for_each_of_its_states() -> None:
    """At the start, and again when it has changed; not while it stands still."""
    book, work = Stub(), Runs()
    reading = Ahead(cast("Book", book), work)
    reading.start()
    assert _within(lambda: work.n == 1)
    sleep(0.2)
    assert work.n == 1
    book.now = "b"
    assert _within(lambda: work.n == 2)
    reading.stop()


def test_what_changed_while_it_read_is_read_anew() -> None:
    """A sync that settles meanwhile is another state: it is not taken for read."""
    book, states = Stub(), []

    def work(_stop: Event) -> bool:
        states.append(book.now)
        book.now = "b"
        return True

    reading = Ahead(cast("Book", book), work)
    reading.start()
    assert _within(lambda: states == ["a", "b"])
    reading.stop()


def test_what_failed_is_not_tried_again_until_something_changes() -> None:
    """A book that cannot be read ahead costs one try; the page will say what is wrong with it."""
    book, work = Stub(), Runs(ok=False)
    reading = Ahead(cast("Book", book), work, lambda: pytest.fail("nothing was read ahead"))
    reading.start()
    assert _within(lambda: work.n == 1)
    sleep(0.2)
    reading.stop()
    assert work.n == 1


def test_nothing_is_read_for_a_server_that_nobody_asks_and_again_after_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The book changes after the last look is old: it is read when somebody looks again."""
    book, work = Stub(), Runs()
    reading = Ahead(cast("Book", book), work)
    reading.start()
    assert _within(lambda: work.n == 1)
    monkeypatch.setattr(ahead, "LOOKED", -1.0)
    book.now = "b"
    sleep(0.2)
    assert work.n == 1
    monkeypatch.setattr(ahead, "LOOKED", 0.5)

    async def app(*_: Any) -> None:
        pass

    asyncio.run(cast("Any", reading.watching(cast("Any", app)))({"type": "http"}, None, None))
    assert _within(lambda: work.n == 2)
    reading.stop()


def test_what_follows_the_first_time_follows_once() -> None:
    """A check of a book never checked begins after the first turn, not after every one."""
    followed: list[int] = []
    book, work = Stub(), Runs()
    reading = Ahead(cast("Book", book), work, lambda: followed.append(work.n))
    reading.start()
    assert _within(lambda: followed == [1])
    book.now = "b"
    assert _within(lambda: work.n == 2)
    reading.stop()
    assert followed == [1]


def test_a_process_of_its_own_reads_ahead_and_ends_when_told(tmp_path: Path) -> None:
    """`regard prepare` does it; told to stop it ends long before it is done."""
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    book.sync(put(tmp_path / "mail", mail("Ann <ann@us.example>", "Jo <jo@acme.example>", body="Shall we meet?")))
    work, stop = beside(book.folder), Event()
    assert work(stop)
    stop.set()
    assert not work(stop)
    assert not beside(tmp_path / "nothing" / "there")(Event())
