"""A meeting that nobody answered is an entry of ours, not a contact; what they do or say makes it one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent
from tests.flow.test_calendars import JO, US, timeline, write

from regard.book import Book

SAM, REED = "Sam Hart <sam.hart@us.example>", f"Jo Reed <{JO}>"
KIM = "kim@acme.example"
AS_OF = "2026-02-20"
NOBODY = "not known whether held"


def book_of(make: Callable[..., Book], folder: Path, *mails: bytes, guests: str = JO) -> Book:
    """Jo wrote on 5 January; a meeting of ours with these guests was on 12 January."""
    put(folder, mail(REED, SAM, date="05 Jan 2026 10:00:00 +0000", body="We weigh it."), *mails)
    write(folder, visit=ics(vevent("v", "20260112T100000Z", guests=guests)))
    book = make()
    book.sync(folder, us=US)
    return book


def seen(book: Book, as_of: str = AS_OF) -> tuple[str, str]:
    """(what came of the meeting, the day on which they were in contact last)."""
    page = book.person(JO, as_of=as_of)
    return timeline(page)[0][2], (page.last_contact_them or "")[:10]


def test_what_nobody_answered_is_no_contact(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Nobody knows whether it was held; the last word of theirs is their mail, and no figure counts it."""
    book = book_of(make_book, tmp_path / "m")
    assert seen(book) == (NOBODY, "2026-01-05")
    assert "meetings held" not in {k.label for k in book.person(JO, as_of=AS_OF).kpis}
    assert book.person(JO, as_of=AS_OF).last_contact_us is None


@pytest.mark.parametrize(
    ("guests", "result"),
    [
        (f"{JO}:ACCEPTED", "held"),
        (f"{JO} {KIM}:ACCEPTED", "held"),
        (f"{JO}:TENTATIVE", NOBODY),
        (f"{JO} kim@us.example:ACCEPTED", NOBODY),
    ],
    ids=["accepted", "a colleague accepted", "perhaps", "one of ours accepted"],
)
def test_somebody_of_theirs_has_to_accept(make_book: Callable[..., Book], tmp_path: Path, guests: str, result: str) -> None:
    """They or a colleague of theirs; "maybe" and our own yes are none."""
    assert seen(book_of(make_book, tmp_path / "m", guests=guests))[0] == result


def test_their_word_afterwards_tells_and_ours_does_not(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Thanks for the visit, soon after; known from that mail on."""
    thanks = "Thank you for the visit on Monday."
    ours = mail(SAM, REED, date="13 Jan 2026 10:00:00 +0000", body=thanks)
    assert seen(book_of(make_book, tmp_path / "a", ours))[0] == NOBODY
    book = book_of(make_book, tmp_path / "b", mail(REED, SAM, date="14 Jan 2026 10:00:00 +0000", body=thanks))
    assert seen(book) == ("held", "2026-01-14")
    assert seen(book, "2026-01-13") == (NOBODY, "2026-01-05")


def test_a_word_of_long_after_or_of_something_else_tells_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """After a week it may be another meeting; a mail about wool tells of none."""
    late = mail(REED, SAM, date="30 Jan 2026 10:00:00 +0000", body="Thank you for the visit.")
    wool = mail(REED, SAM, date="13 Jan 2026 10:00:00 +0000", body="We need more wool.")
    assert seen(book_of(make_book, tmp_path / "m", late, wool))[0] == NOBODY
