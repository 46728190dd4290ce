"""What others will ask of the whole book is worked out before they ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.books import mail, new_book, put
from tests.flow.crm_files import write

import regard.answers.accounts
import regard.answers.deal_board
import regard.answers.people
from regard.book import Book, remembering
from regard.results.base import plain

ANN, JO = "Ann Oak <ann@us.example>", "Jo Reed <jo@acme.example>"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """A small book with deals, of which every answer is worth keeping."""
    monkeypatch.setattr(remembering, "WORTH", -1.0)
    with new_book(tmp_path / "b", us__domains=["us.example"]) as made:
        made.sync(put(tmp_path / "mail", mail(ANN, JO, body="Shall we meet?")), write(tmp_path / "crm"))
    with Book.open(tmp_path / "b") as again:
        yield again


def _never(*_: object, **__: object) -> None:
    raise AssertionError("worked out again")


def test_whoever_asks_next_finds_it_done(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process reads buyers, companies, deals, risks, money and what is to be done without going through the book."""
    asked = ("people", "accounts", "deals", "risks", "money", "actions")
    book.prepare()
    expected = [plain(getattr(book, name)()) for name in asked]
    monkeypatch.setattr(regard.answers.deal_board, "board", _never)
    monkeypatch.setattr(regard.answers.people, "people", _never)
    monkeypatch.setattr(regard.answers.accounts, "accounts", _never)
    with Book.open(book.folder) as another:
        assert [plain(getattr(another, name)()) for name in asked] == expected
    assert expected[0]
    assert expected[1]


def test_the_state_is_another_once_something_changed(book: Book, tmp_path: Path) -> None:
    """Reading leaves the state as it is; new mail changes it."""
    before = book.state()
    book.prepare()
    assert book.state() == before
    book.sync(put(tmp_path / "more", mail(JO, ANN, body="Yes, on Friday.")))
    assert book.state() != before
