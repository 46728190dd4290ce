"""What buyers asked on calls waits until somebody answers it, there or since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import ics, mail, put, vevent, vtt

from regard.book import Book
from regard.surfaces.api import create_app

SAM, JO, KIM = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>", "Kim Ash <kim.ash@acme.example>"
ASKED = "Which certificates does the freezer hall need in Norway?"
JO_ASKS, SAM_SAYS = ("Jo Reed", ASKED), "Sam Hart"
GUESTS = "jo.reed@acme.example:ACCEPTED"


def book_of(make_book: Callable[..., Book], folder: Path, *turns: tuple[str, str], after: tuple[bytes, ...] = ()) -> Book:
    """A mail each way, a call on 7 January, and what was written after it."""
    put(
        folder,
        mail(JO, SAM, subject="Docks", date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@acme.example"),
        mail(SAM, JO, subject="Re: Docks", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@us.example"),
        mail(
            SAM, "Lou Park <lou@other.example>", subject="Hi", date="Thu, 15 Jan 2026 10:00:00 +0000", message_id="z@us.example"
        ),
        *after,
    )
    (folder / "cal.ics").write_bytes(ics(vevent("a", "20260107T100000Z", guests=GUESTS)))
    (folder / "Docks.vtt").write_bytes(vtt(("Sam Hart", "Good morning."), *turns, note="NOTE 2026-01-07 10:02 UTC"))
    book = make_book()
    book.sync(folder, us=("us.example",))
    return book


def waits(book: Book, as_of: str = "2026-01-15") -> list[tuple[str, str]]:
    """(words, minute of the call) of what waits by the brief."""
    return [(t.quote, t.call) for t in book.brief("jo.reed@acme.example", as_of=as_of).asked]


@pytest.mark.parametrize(
    "turns",
    [
        (JO_ASKS,),
        (JO_ASKS, (SAM_SAYS, "Good question, let me check that and come back to you.")),
        (JO_ASKS, (SAM_SAYS, "Hm. What do you have now?"), ("Jo Reed", "Nothing yet.")),
        (JO_ASKS, (SAM_SAYS, "We need to find out.")),
        (JO_ASKS, (SAM_SAYS, "I will find out soon.")),
        (JO_ASKS, ("Kim Unknown", "I will ask our lab and tell you by Friday.")),
    ],
)
def test_what_nobody_answered_waits(make_book: Callable[..., Book], tmp_path: Path, turns: tuple[tuple[str, str], ...]) -> None:
    """A question that ends a call, or met a word that it will be looked into, waits; three weeks later nobody waits any more."""
    book = book_of(make_book, tmp_path, *turns)
    assert waits(book) == [(ASKED, "0:10")]
    assert waits(book, "2026-01-06") == waits(book, "2026-01-29") == []


@pytest.mark.parametrize(
    "turns",
    [
        (JO_ASKS, (SAM_SAYS, "The one for fire and the one for ammonia.")),
        (JO_ASKS, ("Kim Ash", "I know that, it is the one for ammonia.")),
        (JO_ASKS, (SAM_SAYS, "I will ask the lab and tell you by Wednesday the 21st.")),
        (JO_ASKS, (SAM_SAYS, "Hm."), ("Jo Reed", "Please."), (SAM_SAYS, "Let me check, I will send you the list on Monday.")),
        (("Sam Hart", ASKED), ("Jo Reed", "Hm?")),
        (("Kim Unknown", ASKED),),
        (("Jo Reed", "Could we talk about the freezer hall first?"), (SAM_SAYS, "Hm?")),
        (("Jo Reed", "Can you hear me now?"),),
        (("Jo Reed", "Could you pass me the salt?"), (SAM_SAYS, "Yes.")),
    ],
)
def test_what_was_answered_there_or_asked_by_others_does_not(
    make_book: Callable[..., Book], tmp_path: Path, turns: tuple[tuple[str, str], ...]
) -> None:
    """An answer of anybody on the call, our promise of one for a day, a question of ours or of a voice that nobody knows: nothing waits."""
    assert waits(book_of(make_book, tmp_path, *turns)) == []


@pytest.mark.parametrize(
    "later",
    [
        mail(SAM, JO, subject="Certificates", date="Thu, 08 Jan 2026 10:00:00 +0000", message_id="c@us.example"),
        mail(SAM, KIM, subject="Certificates", date="Thu, 08 Jan 2026 10:00:00 +0000", message_id="d@us.example"),
    ],
)
def test_anything_of_ours_since_may_be_the_answer(make_book: Callable[..., Book], tmp_path: Path, later: bytes) -> None:
    """Mail to them or to a colleague of theirs after the call ends the waiting."""
    assert waits(book_of(make_book, tmp_path, JO_ASKS, after=(later,))) == []


def test_everybody_who_asked_waits_and_the_page_tells_the_minute(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Two buyers who asked on one call both wait; on the web page of the brief the minute stands beside the words."""
    other = mail(KIM, SAM, subject="Hello", date="Mon, 05 Jan 2026 11:00:00 +0000", message_id="k@acme.example")
    asks = "Who pays for the freight to Norway?"
    book = book_of(make_book, tmp_path, JO_ASKS, (SAM_SAYS, "Hm."), ("Kim Ash", asks), after=(other,))
    told = {t.quote: t.call for t in book.digest("2026-W03", as_of="2026-01-15").asked}
    assert told == {ASKED: "0:10", asks: "0:30"}
    page = TestClient(create_app(book), base_url="http://127.0.0.1:8321").get("/brief?of=jo.reed@acme.example&as_of=2026-01-15")
    assert f"{ASKED}</bdi>" in page.text
    assert "0:10 into the call" in page.text


def test_what_was_asked_in_confidence_is_not_quoted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It waits, and a brief tells no words of it."""
    book = book_of(make_book, tmp_path, ("Jo Reed", f"Please keep this between us. {ASKED}"))
    assert [quote for quote, _ in waits(book)] == [""]
