"""The server: a book that was never checked is checked beside."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, new_book, put
from tests.flow.crm_files import write

from regard.book import Book
from regard.surfaces.checking import Checking
from regard.surfaces.serve import check_first

ANN, JO = "Ann Oak <ann@us.example>", "Jo Reed <jo@acme.example>"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A small book with deals."""
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    made.sync(put(tmp_path / "mail", mail(ANN, JO, body="Shall we meet?")), write(tmp_path / "crm"))
    return made


def test_a_book_never_checked_is_checked_after_that_once(book: Book) -> None:
    """The demo's visitor finds *Is it true?* answered; a book with a check on record is left as it is."""
    checking = Checking(book)
    check_first(book, checking)
    assert checking.wait(120)
    assert len(list(book.checks())) == 1
    again = Checking(book)
    check_first(book, again)
    assert again.progress is None
