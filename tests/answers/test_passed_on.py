"""Whose words stand in a mail that hands on an answer without a mark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.books import mail, put
from tests.pace import grows

from regard.answers.passed_on import _ADDRESSED, passed_on
from regard.book import Book

SAM, PAT = "Sam Hart <sam.hart@us.example>", "Pat Low <pat.low@home.example>"
BELOW = "\n\n-----Original Message-----\nFrom: {who} [mailto:{who}]\nSent: Sunday, January 4, 2026 5:10 PM\nTo: {to}\n"
BELOW += "Subject: House\n\nDid it go well?"


def told(make_book: Callable[..., Book], tmp_path: Path, who: str, to: str) -> bool:
    """Whether a mail from Sam to Pat is handed on, that stands above an original by `who`, sent to `to`."""
    body = "The lease is to be signed on Tuesday." + BELOW.format(who=who, to=to)
    one = mail(SAM, PAT, subject="RE: House", body=body, date="05 Jan 2026 09:00:00 +0000", message_id="a@x.example")
    book = make_book()
    book.sync(put(tmp_path / "mail", one), us=("us.example",), owner=("sam.hart@us.example",))
    view = book._view("2026-02-01")
    (row,) = view.live.rows("SELECT id FROM message WHERE basis = 'observed'")
    return row[0] in passed_on(view.live, [row[0]])


def test_an_answer_above_ones_own_original_to_somebody_else_is_not_ones_own(
    make_book: Callable[..., Book], tmp_path: Path
) -> None:
    """Sam asked Jo, Jo answered, and Sam sent the answer to Pat without a word: nobody can say that Sam promised."""
    assert told(make_book, tmp_path, "sam.hart@us.example", "jo.reed@acme.example")


def test_who_follows_up_on_their_own_mail_speaks_for_themselves(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The original went to Pat too."""
    assert not told(make_book, tmp_path, "sam.hart@us.example", "pat.low@home.example")


def test_who_answers_another_speaks_for_themselves(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The original below is Pat's."""
    assert not told(make_book, tmp_path, "pat.low@home.example", "sam.hart@us.example")


def test_a_heading_of_empty_lines_is_read_at_once() -> None:
    """A heading ten times as long costs no more than some ten times as much, whatever fills it."""
    for filler in ("\n", "> \n", "to\n", "to:\n", "* _\t"):
        small, large = filler * 2_000, filler * 20_000
        grows(25, lambda text=small: _ADDRESSED.search(text), lambda text=large: _ADDRESSED.search(text))
