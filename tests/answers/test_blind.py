"""Whom we asked where no answer could be seen: the mailbox is what is missing, and it is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
ASKS = 8


def asked(n: int, *, answered: bool) -> list[bytes]:
    """One question of Sam's to Jo and, where the inbox is there, Jo's answer."""
    at = START + timedelta(days=4 * n)
    out = [
        mail(SAM, JO, subject=f"Pumps {n}", date=format_datetime(at), body="Could you send me the figures?", message_id=f"a{n}")
    ]
    if answered:
        later = format_datetime(at + timedelta(hours=5))
        out.append(mail(JO, SAM, subject=f"Re: Pumps {n}", date=later, body="Here.", message_id=f"b{n}", in_reply_to=f"<a{n}>"))
    return out


@pytest.fixture
def read(make_book: Callable[..., Book], tmp_path: Path) -> Callable[[bool], Book]:
    """A book of Sam's mailbox: with the answers in it, or sent mail alone."""

    def made(answered: bool) -> Book:
        raws = [raw for n in range(ASKS) for raw in asked(n, answered=answered)]
        book = make_book(f"book-{answered}")
        book.sync(put(tmp_path / f"mail-{answered}" / "sam", *raws), us=["us.example"])
        return book

    return made


def test_a_sent_only_mailbox_is_named_as_what_is_missing(read: Callable[[bool], Book]) -> None:
    """List and page say how often we asked, that no answer could be seen, whose inbox would show it; they advise no further question."""
    book = read(False)
    row = next(r for r in book.people() if r.name == "Jo Reed")
    assert (row.trust.known, row.trust.chances) == (False, 0)
    assert row.why == f"asked {ASKS} times, and no mailbox read shows all they answer"
    assert row.trust.settle.startswith("Not all they answer is in the mail that was read")
    page = book.person("jo.reed@acme.example")
    assert (page.why, page.trust.settle, page.now) == (row.why, row.trust.settle, row.trust.settle)
    shown = book.why("jo.reed@acme.example").estimate
    assert shown is not None
    assert shown.settle == page.trust.settle
    assert [(u.name, u.since) for u in page.unseen] == [("Sam Hart", "")]
    assert page.unseen[0].says.startswith(
        f"The mailbox of Sam Hart shows sent mail only: Sam Hart asked this buyer {ASKS} times"
    )


def test_with_the_inbox_nothing_is_missing(read: Callable[[bool], Book]) -> None:
    """Where answers are seen, no mailbox is named and what would settle an unknown is more of them."""
    book = read(True)
    page = book.person("jo.reed@acme.example")
    assert page.trust.chances > 0
    assert page.unseen == ()
    assert "mailbox" not in page.why


def test_what_was_asked_later_is_not_counted_before(read: Callable[[bool], Book]) -> None:
    """As of an earlier day only what had been asked by then counts."""
    book = read(False)
    page = book.person("jo.reed@acme.example", as_of="2025-01-12")
    assert page.why == "asked 2 times, and no mailbox read shows all they answer"
    before = book.person("jo.reed@acme.example", as_of="2025-01-05")
    assert (before.why, before.unseen) == ("was asked nothing yet that they could answer", ())
    assert before.trust.settle.startswith("There was no fair chance yet")


def test_a_mailbox_with_some_of_what_comes_in_is_not_said_to_show_sent_mail_only(
    make_book: Callable[..., Book], tmp_path: Path
) -> None:
    """Where most of what the owner answers is missing but much else came in, the whole inbox is asked for, not an inbox."""
    raws = []
    for n in range(40):  # what Sam answers is not there
        at = format_datetime(START + timedelta(days=n))
        raws.append(mail(SAM, JO, subject=f"Re: Valves {n}", date=at, body="Yes, could you send the list?", message_id=f"r{n}"))
    for n in range(8):
        at = format_datetime(START + timedelta(days=5 * n, hours=3))
        raws.append(mail("Bo Lee <bo@orchard.example>", SAM, subject=f"Note {n}", date=at, body="For you.", message_id=f"n{n}"))
    book = make_book("partly")
    book.sync(put(tmp_path / "partly" / "sam", *raws), us=["us.example"])
    assert book.status().sources[0].note.startswith("shows only some of the mail that comes in")
    says = book.person("jo.reed@acme.example").unseen[0].says
    assert says.startswith(
        "The mailbox of Sam Hart shows only some of the mail that comes in: Sam Hart asked this buyer 40 times"
    )
