"""Whoever is away is told so, with their stand-in, and nothing is taken up with them; whoever wrote since is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

JO, SAM = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
LEAVE = "From 1 February I am on parental leave for three months. Ana Roe is standing in for me and knows the oven."
AWAY = "I am out of the office until 30 April 2026. Please contact Ana Roe."


def day(raw: bytes, of: str) -> bytes:
    """The same mail of another day: "03 Feb" in place of "05 Jan", without its weekday."""
    return raw.replace(b"Mon, 05 Jan", of.encode())


def a_book(make_book: Callable[..., Book], folder: Path, *more: bytes) -> Book:
    """A buyer with some business, then `more` of their mails."""
    rows = []
    for n, when in enumerate(("06 Oct", "03 Nov", "01 Dec", "05 Jan")):
        year = b" 2026" if when == "05 Jan" else b" 2025"
        ask = mail(JO, SAM, subject=f"Oven {n}", body="Could you send me the price of the spare burner?")
        own = mail(SAM, JO, subject=f"RE: Oven {n}", body="Here is the quote for the burner, 400 EUR. Shall I book it?")
        rows += [day(ask, when).replace(b" 2026", year), day(own, when).replace(b" 2026 10", year + b" 12")]
    for n, raw in enumerate([*rows, *more]):
        put(folder / "mail", raw, start=n)
    book = make_book()
    book.sync(folder / "mail", us=("us.example",))
    return book


def note(words: str, when: str) -> bytes:
    """An automatic answer of theirs."""
    raw = mail(
        JO, SAM, subject="Automatic reply: Oven", body=words, auto_submitted="auto-replied", x_auto_response_suppress="All"
    )
    return day(raw, when)


@pytest.mark.parametrize(
    ("said", "until"),
    [(day(mail(JO, SAM, subject="Leave", body=LEAVE), "20 Jan"), "2026-05-01"), (note(AWAY, "10 Feb"), "2026-04-30")],
    ids=["their own mail", "their mailbox"],
)
def test_an_absence_is_told_everywhere(make_book: Callable[..., Book], tmp_path: Path, said: bytes, until: str) -> None:
    """On their page, in the list and beside a draft: until when and who stands in, and never why."""
    book = a_book(make_book, tmp_path, said)
    page = book.person("jo.reed@acme.example", as_of="2026-03-20")
    assert f"away until {until}; Ana Roe stands in for them" in page.why
    assert "parental" not in page.why
    assert page.now.startswith("Write to Ana Roe meanwhile.")
    (row,) = [r for r in book.people(as_of="2026-03-20") if r.id == page.id]
    assert row.why == page.why
    assert not book.review("2026-03", as_of="2026-03-20").items


def test_before_and_after_nobody_is_away(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Before the first day of a leave, after the last, and once they wrote again themselves."""
    leave = day(mail(JO, SAM, subject="Leave", body=LEAVE), "20 Jan")
    book = a_book(make_book, tmp_path, leave)
    assert "away" not in book.person("jo.reed@acme.example", as_of="2026-01-25").why
    assert "away" not in book.person("jo.reed@acme.example", as_of="2026-06-01").why


def test_whoever_wrote_again_is_there(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mail of their own, days into it, ends an absence."""
    back = day(mail(JO, SAM, subject="Oven", body="The burner came, thank you."), "10 Mar")
    book = a_book(make_book, tmp_path, note(AWAY, "10 Feb"), back)
    assert "away" in book.person("jo.reed@acme.example", as_of="2026-03-01").why
    assert "away" not in book.person("jo.reed@acme.example", as_of="2026-03-20").why
