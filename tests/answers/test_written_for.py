"""Whom an assistant writes for is told on the page of whom she writes for, and what she does counts for her."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.spoken_for import acts_for, called
from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
IDA, NIA = '"Dr. Ida Lund" <ida.lund@mill.example>', "Nia Frank <nia.frank@mill.example>"
FOR_HER = "Dear Sam, on behalf of Dr. Lund I confirm the visit on the fourth."


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("Dr. Ida Lund", ("ida", "lund")),
        ("Lund, Ida", ("ida", "lund")),
        ("Ida", ("ida", "")),
        ("ida@mill.example", ("", "")),
        ("", ("", "")),
    ],
)
def test_what_somebody_is_called(name: str, ends: tuple[str, str]) -> None:
    """First and last name without titles, in either order; an address is no name."""
    assert called(name) == ends


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        ("On behalf of Dr. Lund I confirm the fourth.", True),
        ("Ms Lund has asked me to send you the list.", True),
        ("Ida asked me to send you the list.", True),
        ("Im Auftrag von Frau Dr. Lund sende ich Ihnen die Liste.", True),
        ("Frau Dr. Lund bittet mich, Ihnen abzusagen.", True),
        ("Frau Lund lässt Ihnen ausrichten, dass es passt.", True),
        ("Madame Lund m'a demandé de vous répondre.", True),
        ("i. A. Dr. Lund", True),
        ("I asked Ida for it.", False),
        ("Ida asked me how my holidays were.", False),
        ("Lund is a fine town.", False),
        ("Frau Dr. Lund kommt am Montag.", False),
        ("On behalf of the whole team, thank you.", False),
        ("On behalf of Dr. Lundgren I confirm.", False),
    ],
)
def test_the_forms_of_whoever_writes_for_another(words: str, *, acts: bool) -> None:
    """They name who asked for it; neither small talk nor another name is one."""
    assert acts_for(words, "ida", "lund") is acts


def book_of(make_book: Callable[..., Book], tmp_path: Path, body: str) -> Book:
    """Ida answers in January and no more; Nia, her colleague, writes in June."""
    mails = [
        row
        for day in (5, 12, 19)
        for row in (
            mail(SAM, IDA, subject=f"Pumps {day}", body="Could you send me the sizes?", date=f"{day:02} Jan 2025 09:00:00 +0000",
                 message_id=f"a{day}@us.example"),
            mail(IDA, SAM, subject=f"Re: Pumps {day}", body="They are 40 by 60, and the second is 50 by 70.",
                 date=f"{day:02} Jan 2025 11:00:00 +0000", reply_to=f"a{day}@us.example"),
        )
    ]  # fmt: skip
    mails += [
        mail(SAM, NIA, subject="Hall", body="Dear Nia, the hall is booked.", date="10 Feb 2025 09:00:00 +0000"),
        mail(NIA, SAM, subject="Visit", body=body, date="20 Jun 2025 09:00:00 +0000", message_id="n@mill.example"),
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails), us=["us.example"], owner=["sam.hart@us.example"])
    return book


def test_the_page_says_who_wrote_for_them(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Told on Ida's page from its day on and not before; Nia's own page has none, and the mail stays hers."""
    book = book_of(make_book, tmp_path, FOR_HER)
    ida = book.person("ida.lund@mill.example", as_of="2025-07-01")
    (row,) = ida.written_for
    assert (row["name"], row["mails"], row["date"][:10]) == ("Nia Frank", 1, "2025-06-20")
    assert not book.person("ida.lund@mill.example", as_of="2025-06-01").written_for
    nia = book.person("nia.frank@mill.example", as_of="2025-07-01")
    assert not nia.written_for
    assert row["message_id"] in {e.message_id for e in nia.timeline}
    assert row["message_id"] not in {e.message_id for e in ida.timeline}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (FOR_HER, True),
        ("Dear Sam, the visit on the fourth is confirmed. Ida is well.", False),
        (f"Between you and me: {FOR_HER}", False),
    ],
    ids=["for her", "names her", "in confidence"],
)
def test_whoever_is_answered_for_is_not_silent(
    make_book: Callable[..., Book], tmp_path: Path, body: str, *, told: bool
) -> None:
    """The list and the page say who wrote for them in place of a silence; a name alone says nothing, and a confidence is kept."""
    book = book_of(make_book, tmp_path, body)
    assert bool(book.person("ida.lund@mill.example", as_of="2025-12-01").written_for) is told
    (row,) = [r for r in book.people(as_of="2025-12-01") if r.address == "ida.lund@mill.example"]
    assert ("wrote for them" in row.why, "nothing of theirs is seen" in row.why) == (told, not told)
