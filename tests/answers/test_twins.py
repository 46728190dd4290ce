"""Who may be the same person at another address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.twins import marks_of, says, twins
from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Jo Reed", "jo@acme.example"), ("Reed, Jo", "jreed@mail.example"), True),
        (("jo.reed@acme.example", "jo.reed@acme.example"), ("Jo Reed", "jr7@mail.example"), True),
        (("Jo Reed", "jo@acme.example"), ("Jo Marsh", "jo@mail.example"), False),
        (("Jo", "jo@acme.example"), ("Jo", "jo@mail.example"), False),
        (("Jo Reed", "jo@acme.example"), ("Jo Reed", "info@acme.example"), False),
        (("", "j.o@acme.example"), ("", "j.o@mail.example"), False),
    ],
)
def test_what_two_addresses_share(one: tuple[str, str], other: tuple[str, str], alike: bool) -> None:
    """A whole name in any order, or the same spelled before the @; one word, or a mailbox for a role, is nobody's mark."""
    assert bool(marks_of(*one) & marks_of(*other)) is alike


def test_the_agenda_says_where_else_we_wrote(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Two addresses that nobody joined stay two people, and each knows of the other and of what passed there last."""
    book = make_book()
    mails = [
        mail(SAM, "Jo Reed <jo.reed@acme.example>", subject="Plan", body="The plan.", date="02 Jan 2026 10:00:00 +0000"),
        mail("Jo Reed <jo.reed@acme.example>", SAM, subject="Hall", body="Thanks.", date="05 Jan 2026 10:00:00 +0000"),
        mail(SAM, "Jo Reed <joreed@beta.example>", subject="Pump", body="The pump.", date="09 Feb 2026 10:00:00 +0000"),
    ]
    book.sync(put(tmp_path / "mail", *mails), us=("us.example",), owner=("sam.hart@us.example",))
    view = book._view("2026-03-01")
    ids = dict(view.live.rows("SELECT address, id FROM person"))
    (other,) = twins(view, {ids["jo.reed@acme.example"]})[ids["jo.reed@acme.example"]]
    assert (other.id, other.us is not None, other.them) == (ids["joreed@beta.example"], True, None)
    assert says(other) == "may also be joreed@beta.example (not joined), where we last wrote on 2026-02-09"
    assert "may also be joreed@beta.example" in book.brief("jo.reed@acme.example", as_of="2026-03-01").note.lower()
    book.different("jo.reed@acme.example", "joreed@beta.example")
    view = book._view("2026-03-01")
    assert not twins(view, set(ids.values()) & {ids["jo.reed@acme.example"]})


def test_an_address_that_the_mail_shows_later_is_nobodys_yet(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """On a day before its first mail, in copy too, nobody could know of it."""
    book = make_book()
    mails = [
        mail(SAM, "Jo Reed <jo.reed@acme.example>", subject="Plan", body="The plan.", date="02 Jan 2026 10:00:00 +0000"),
        mail("Jo Reed <jo.reed@acme.example>", SAM, subject="Hall", body="Thanks.", date="05 Jan 2026 10:00:00 +0000"),
        mail(SAM, "Jo Reed <joreed@beta.example>", subject="Pump", body="The pump.", date="09 Feb 2026 10:00:00 +0000"),
    ]
    book.sync(put(tmp_path / "mail", *mails), us=("us.example",), owner=("sam.hart@us.example",))
    for day, known in (("2026-02-01", False), ("2026-02-20", True)):
        assert ("joreed@beta.example" in book.brief("jo.reed@acme.example", as_of=day).note) is known
