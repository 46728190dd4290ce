"""The server: what it reads before somebody waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, new_book, put
from tests.flow.crm_files import write

import regard.answers.deal_board
from regard.book import Book
from regard.errors import BookError
from regard.surfaces.checking import Checking
from regard.surfaces.serve import read_ahead

ANN, JO = "Ann Oak <ann@us.example>", "Jo Reed <jo@acme.example>"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A small book with deals."""
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    made.sync(put(tmp_path / "mail", mail(ANN, JO, body="Shall we meet?")), write(tmp_path / "crm"))
    return made


def test_deals_are_read_before_somebody_waits_for_them(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read ahead answers the page: the board is not read again."""
    read_ahead(book)

    def again(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(regard.answers.deal_board, "board", again)
    assert list(book.deals())


def test_what_goes_wrong_ahead_is_left_to_the_page(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book that cannot be read ahead does not end the server; whoever asks is told."""

    def broken() -> None:
        raise BookError("the disk is gone")

    monkeypatch.setattr(book, "deals", broken)
    read_ahead(book)


def test_a_book_never_checked_is_checked_after_that_once(book: Book) -> None:
    """The demo's visitor finds *Is it true?* answered; a book with a check on record is left as it is."""
    checking = Checking(book)
    read_ahead(book, checking)
    assert checking.wait(120)
    assert len(list(book.checks())) == 1
    again = Checking(book)
    read_ahead(book, again)
    assert again.progress is None
