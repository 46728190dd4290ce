"""A small made-up company, its mail on disk and a book of it, made once for all tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.books import END, SHIPPED, Company, copy_book, new_book, raw_mails

from regard.book import Book
from regard.demo.world import generate
from regard.demo.write import write


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and the book's place come from the test alone."""
    for name in [name for name in os.environ if name.startswith("REGARD_") and name != "REGARD_EVAL_DATA"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    world = generate(7, end=END, sellers=2, accounts=6, buyers=18, months=6, messages=500)
    files = write(world, tmp_path_factory.mktemp("company"))
    return Company(files, tuple(raw_mails(files)), files.us[0])


@pytest.fixture(scope="session")
def synced(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book with the company's mail. Never written to: tests that write take `book_copy`."""
    folder = tmp_path_factory.mktemp("synced") / "book"
    with new_book(folder) as book:
        book.sync(*company.files.sources, us=(company.us,))
    return folder


@pytest.fixture
def book(synced: Path) -> Iterator[Book]:
    with Book.open(synced, flags=SHIPPED) as opened:
        yield opened


@pytest.fixture
def copied(synced: Path, tmp_path: Path) -> Path:
    """The folder of a copy of the book, to be written to."""
    return copy_book(synced, tmp_path / "copied")


@pytest.fixture
def book_copy(copied: Path) -> Iterator[Book]:
    with Book.open(copied, flags=SHIPPED) as opened:
        yield opened


@pytest.fixture
def make_book(tmp_path: Path) -> Iterator[Callable[..., Book]]:
    """Make empty books; they are closed when the test ends."""
    opened: list[Book] = []

    def make(name: str = "book", **flags: Any) -> Book:
        opened.append(new_book(tmp_path / name, **flags))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
