"""An ask that they came back to late is a missed chance, and nobody says that it was not answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent

from regard.book import Book

JO, SAM = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
PAT, LEE = "Pat Oak <pat.oak@acme.example>", "Lee Fox <lee@guests.example>"
AS_OF = "2026-01-31"


def book_of(make_book: Callable[..., Book], tmp_path: Path, *later: bytes, to: str = JO) -> Book:
    """Sam asked Jo (and Lee) on 12 January; `later` mails follow, and others' that show the mailbox until 30 January."""
    asked = mail(SAM, to, subject="Second hall", body="Which width do you need for the second hall?",
                 date="12 Jan 2026 10:00:00 +0000", message_id="a@x.example")  # fmt: skip
    shown = mail("Max <max@beta.example>", SAM, subject="News", body="All is fine here.", date="30 Jan 2026 10:00:00 +0000",
                 message_id="z@x.example")  # fmt: skip
    first = mail(JO, SAM, subject="Pumps", body="The plan came.", date="02 Jan 2026 10:00:00 +0000", message_id="o@x.example")
    book = make_book()
    book.sync(put(tmp_path / "mail", first, asked, *later, shown), us=("us.example",), owner=("sam.hart@us.example",))
    return book


def later(sender: str, day: int, *, subject: str = "Re: Second hall", reply: bool = True) -> bytes:
    """A later mail to Sam, in the thread or not."""
    chain = {"in_reply_to": "<a@x.example>", "references": "<a@x.example>"} if reply else {}
    date = f"{day} Jan 2026 10:00:00 +0000"
    return mail(sender, SAM, subject=subject, body="Four metres it is.", date=date, message_id=f"{day}@x.example", **chain)


@pytest.mark.parametrize(
    ("mails", "told"),
    [
        ((), True),
        ((later(JO, 20),), False),
        ((later(PAT, 20),), False),
        ((later(LEE, 20),), False),
        ((later(JO, 20, reply=False),), False),
        ((later(JO, 20, subject="Other pumps", reply=False),), True),
        ((later("Max <max@beta.example>", 20),), True),
    ],
    ids=[
        "silence",
        "she, late",
        "a colleague",
        "the other who was asked",
        "under its subject",
        "of something else",
        "a stranger",
    ],
)
def test_a_late_answer_is_an_answer(
    make_book: Callable[..., Book], tmp_path: Path, mails: tuple[bytes, ...], *, told: bool
) -> None:
    """In the brief and in the digest alike."""
    book = book_of(make_book, tmp_path, *mails, to=f"{JO}, {LEE}")
    assert bool(book.brief("jo.reed@acme.example", as_of=AS_OF).asking) is told
    jo = book.person("jo.reed@acme.example", as_of=AS_OF).id
    assert any(t.person == jo for t in book.digest(as_of=AS_OF).asking) is told


def test_a_late_answer_is_seen_from_its_day_on(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The day before it came nobody had answered."""
    book = book_of(make_book, tmp_path, later(JO, 20))
    assert book.brief("jo.reed@acme.example", as_of="2026-01-19").asking


def test_whoever_met_us_since_may_have_answered(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What was said in a meeting that they accepted no mail shows."""
    book = book_of(make_book, tmp_path)
    assert book.brief("jo.reed@acme.example", as_of=AS_OF).asking
    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "a.ics").write_bytes(ics(vevent("a", "20260120T100000Z", guests="jo.reed@acme.example:ACCEPTED", summary="Walk")))
    book.sync(folder)
    assert not book.brief("jo.reed@acme.example", as_of=AS_OF).asking


def test_asks_they_came_back_to_are_none_they_left_open(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Two asks each answered after five days: no list says that they left asks open."""
    again = mail(SAM, JO, subject="Third hall", body="Which width do you need for the third hall?",
                 date="16 Jan 2026 10:00:00 +0000", message_id="b@x.example")  # fmt: skip
    silent = book_of(make_book, tmp_path, again, later(JO, 22, subject="Other pumps", reply=False))
    assert "left 2 asks" in silent.person("jo.reed@acme.example", as_of=AS_OF).why
    chain = {"in_reply_to": "<b@x.example>", "references": "<b@x.example>"}
    both = (later(JO, 18), mail(JO, SAM, subject="Re: Third hall", body="Six.", date="21 Jan 2026 10:00:00 +0000",
                                message_id="c@x.example", **chain))  # fmt: skip
    settled = make_book("settled")
    settled.sync(put(tmp_path / "other", again, *both, *[f.read_bytes() for f in sorted((tmp_path / "mail").rglob("*")) if f.is_file()]),
                 us=("us.example",), owner=("sam.hart@us.example",))  # fmt: skip
    page = settled.person("jo.reed@acme.example", as_of=AS_OF)
    (row,) = [r for r in settled.people(as_of=AS_OF) if r.id == page.id]
    (guest,) = settled.brief("jo.reed@acme.example", as_of=AS_OF).people
    assert not any("left" in why or "not answered" in why for why in (page.why, row.why, guest.why))
