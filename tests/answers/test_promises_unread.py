"""How many mails are in a language in which no promise is read, and that it is said where promises are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book
from regard.evidence.language.tongues import pledging
from regard.results.people import PROMISED_IN
from regard.surfaces import show_people

SAM, IDA, BEN = "Sam Hart <sam.hart@us.example>", "Ida Lund <ida.lund@mill.example>", "Ben Hall <ben.hall@hall.example>"
ASKED = "Goddag hr. Hart, hvilke pakninger passer til pumperne på vores anden linje, og hvornår kan du levere dem?"
PROMISED = (
    "Goddag fru Lund, jeg sender listen over pakninger og tilbuddet på den anden linje senest fredag, og det hele er på lager."
)
GERMAN = "Guten Tag Frau Lund, ich schicke Ihnen die Liste der Dichtungen und das Angebot für die zweite Linie bis zum nächsten Freitag."
ENGLISH = "Hello Ben, which of the two pumps would you keep if you had to choose one for the years to come?"


def on(day: int, sender: str, to: str, body: str) -> bytes:
    """A mail of a day in January."""
    return mail(sender, to, subject=f"Of {day}", date=f"{day:02} Jan 2026 10:00:00 +0000", body=body)


@pytest.fixture
def book(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Two mails in Danish with Ida, one each way; one in English to Ben."""
    made = make_book()
    mails = (on(5, IDA, SAM, ASKED), on(6, SAM, IDA, PROMISED), on(7, SAM, BEN, ENGLISH))
    made.sync(put(tmp_path / "mail", *mails), us=["us.example"], owner=["sam.hart@us.example"])
    return made


def test_mails_of_both_sides_in_other_languages_are_counted(book: Book):
    """Of one person and of the book, as known at a day."""
    counted = [book.promises_unread(as_of="2026-02-01"), book.promises_unread("Ida Lund", as_of="2026-02-01")]
    assert counted == [2, 2]
    assert book.promises_unread("Ben Hall", as_of="2026-02-01") == 0


def test_where_promises_are_told_the_limit_is(book: Book, capsys: pytest.CaptureFixture[str]):
    """The terminal says it where none is known, and only where there are such mails; so does the brief."""
    show_people.promises([], 2)
    said = " ".join(capsys.readouterr().out.split())
    assert "No promise in a language that is read is known." in said
    assert "2 mails are in a language in which they are not" in said
    show_people.promises([])
    assert capsys.readouterr().out.strip() == "No promise is known."
    assert "2 mails between you are in a language" in book.brief("Ida Lund", as_of="2026-02-01").note
    assert "language" not in book.brief("Ben Hall", as_of="2026-02-01").note


def test_a_promise_in_a_language_that_is_read_stands_and_is_not_counted(make_book: Callable[..., Book], tmp_path: Path):
    """What we wrote in German is in the ledger with its day; its mail is none in which no promise is read."""
    made = make_book()
    mails = (on(5, IDA, SAM, ASKED), on(6, SAM, IDA, GERMAN))
    made.sync(put(tmp_path / "mail", *mails), us=["us.example"], owner=["sam.hart@us.example"])
    (row,) = made.promises(as_of="2026-01-07")
    assert (row.side, row.due, row.state, row.text) == (
        "us",
        "2026-01-16",
        "open",
        GERMAN.replace("Guten Tag Frau Lund, ich", "Ich"),
    )
    assert made.promises_unread(as_of="2026-02-01") == 1


def test_the_languages_that_pages_name_are_those_that_are_read():
    """What pages, brief and terminal say of the languages of promises is what there are rules for."""
    names = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pl": "Polish"}
    assert sorted(names[code] for code in pledging()) == sorted(re.split(r", | and ", PROMISED_IN))
