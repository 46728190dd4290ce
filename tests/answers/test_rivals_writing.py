"""A rival's people who write to us are asked about, and nothing is decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
ANN, OLE, KAI = "Ann Reed <ann@harper.example>", "Ole Lund <ole@brunlund.example>", "Kai Stern <kai@kaltwerk.example>"
AT = "2026-06-20"


def book_of(make_book: Callable[..., Book], tmp_path: Path, said: str, *, who: str = ANN) -> Book:
    """Kai writes to Sam and gets an answer; somebody writes `said`."""
    raws = [
        mail(KAI, SAM, subject="Skiing", date="Mon, 01 Jun 2026 09:00:00 +0000", message_id="k@kaltwerk.example",
             body="Back from skiing? See you at the fair."),
        mail(SAM, KAI, subject="Re: Skiing", date="Mon, 01 Jun 2026 11:00:00 +0000", in_reply_to="<k@kaltwerk.example>",
             body="See you there."),
        mail(who, SAM, subject="News", date="Wed, 03 Jun 2026 09:00:00 +0000", message_id="n@harper.example", body=said),
        mail(OLE, SAM, subject="Valves", date="Thu, 04 Jun 2026 09:00:00 +0000", message_id="o@brunlund.example",
             body="Thank you for the valves."),
    ]  # fmt: skip
    put(tmp_path / "mail", *raws)
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    book.sync(tmp_path / "mail", us=("us.example",))
    return book


@pytest.mark.parametrize(
    ("said", "who", "asked"),
    [
        ("I am sorry, the board goes with Kaltwerk, it was cheaper on paper.", ANN, True),
        ("Kaltwerk delivers our compressors on Friday.", ANN, False),
        ("We are cheaper than Kaltwerk, as you know, and go with Kaltwerk to fairs.", KAI, False),
        ("Between us, please keep this to yourself: the board goes with Kaltwerk.", ANN, False),
    ],
    ids=["a buyer says so", "named only", "they say so", "in confidence"],
)
def test_whom_buyers_set_beside_us_is_asked_about(
    make_book: Callable[..., Book], tmp_path: Path, said: str, who: str, *, asked: bool
) -> None:
    """The list asks, the page shows the sentence, and until somebody answers they are treated as before."""
    book = book_of(make_book, tmp_path, said, who=who)
    rows = {r.id: r for r in book.accounts(as_of=AT)}
    page = book.account("kaltwerk.example", as_of=AT)
    assert page.side == "unknown"
    assert bool(rows[page.id].doubt) is asked
    assert bool(page.side_told.get("evidence")) is asked
    assert [r.id for r in book.accounts(as_of=AT, side="doubtful")] == ([page.id] if asked else [])
    assert page.id in rows


def test_whoever_asked_not_to_be_modelled_raises_no_doubt(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What an objector wrote of a company is neither counted nor shown there."""
    book = book_of(make_book, tmp_path, "The board goes with Kaltwerk.")
    assert list(book.accounts(side="doubtful"))
    book.object("ann@harper.example")
    assert not list(book.accounts(side="doubtful"))
    assert not book.account("kaltwerk.example").side_told.get("evidence")


def test_whoever_a_person_called_so_is_asked_about_no_more(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Said to be neither, they leave the lists of buyers; said to be a buyer, they stay and are not asked about."""
    book = book_of(make_book, tmp_path, "The board goes with Kaltwerk.")
    book.account_side("kaltwerk.example", "buyer")
    assert not list(book.accounts(side="doubtful"))
    book.account_side("kaltwerk.example", "neither")
    assert "Kai Stern" not in [p.name for p in book.people()]
