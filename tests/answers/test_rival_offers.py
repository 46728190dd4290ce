"""An offer of another firm that a buyer forwards is told as a named competitor, on the deal and with its words."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.answers.test_moving_away import ANN, AT, SAM, book_of
from tests.books import put

from regard.book import Book
from regard.deals.records import Risk

FORWARD = """{says}

---------- Forwarded message ---------
From: {who}
Date: Thu, 28 May 2026 at 09:00
Subject: Pumps
To: Ann Reed <ann@acme.example>

Dear Ann,
{offer}
Best regards
"""
OFFER = "Our price for the eight pumps is 7,200 EUR, delivered in May."


def told(make_book: Callable[..., Book], tmp_path: Path, words: str, *before: tuple[str, str]) -> Risk | None:
    book = book_of(make_book, tmp_path, *before, (ANN, words), deal="open")
    return next((r for r in book.deal("D1", as_of=AT).risks if r.kind == "competitor_above"), None)


def test_a_forwarded_offer_names_the_competitor(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The firm by its domain, who wrote it, the sentence that makes the offer, where it stands in the mail; high."""
    found = told(make_book, tmp_path, FORWARD.format(says="See below.", who="Ana Ruiz <ana@kaltwerk.example>", offer=OFFER))
    assert found is not None
    assert (found.level, found.says) == ("high", "They put an offer of kaltwerk.example before us.")
    (shown,) = found.evidence
    assert (shown.says, shown.quote) == ("Ana Ruiz of kaltwerk.example wrote to them", OFFER)


@pytest.mark.parametrize(
    ("who", "offer"),
    [
        ("Ana Ruiz <ana@kaltwerk.example>", "Thank you for the visit to our works."),
        ("Ben Hall <ben@acme.example>", OFFER),
        ("Sam Hart <sam.hart@us.example>", OFFER),
        ("Ana Ruiz <ana.ruiz.zorquest@gmail.com>", OFFER),
    ],
    ids=["no offer", "a colleague", "one of ours", "a free mailbox"],
)
def test_what_is_forwarded_and_no_competitor(make_book: Callable[..., Book], tmp_path: Path, who: str, offer: str) -> None:
    """Other mail of another firm, a colleague's, ours, and a private person's are no competitor's offer."""
    assert told(make_book, tmp_path, FORWARD.format(says="See below.", who=who, offer=offer)) is None


def test_whoever_writes_to_us_is_no_competitor(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A consultant or carrier of both sides sends offers, too: who ever wrote to us themselves is left out."""
    ana = "Ana Ruiz <ana@kaltwerk.example>"
    words = FORWARD.format(says="See below.", who=ana, offer=OFFER)
    assert told(make_book, tmp_path, words, (ana, "Which day suits you for the delivery to Acme?")) is None


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("I attach the quotation from Kaltwerk.", "high"),
        ("I attach the quotation from Sam, signed.", None),
        ("I attach Ben's price list of our own goods.", None),
        ("I attach the tender from our purchasing department.", None),
    ],
)
def test_a_file_is_another_firms_by_the_words_beside_it(
    make_book: Callable[..., Book], tmp_path: Path, words: str, level: str | None
) -> None:
    """Named with somebody who is neither one of ours nor one of theirs."""
    carrier = EmailMessage()
    carrier["From"], carrier["To"], carrier["Subject"] = ANN, SAM, "Pumps"
    carrier["Date"], carrier["Message-ID"] = "02 Jun 2026 09:00:00 +0000", "<file@acme.example>"
    carrier.set_content(words)
    carrier.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Quotation 4711.pdf")
    book = book_of(make_book, tmp_path, (ANN, "The pumps are fine."), deal="open")
    book.sync(put(tmp_path / "more", carrier.as_bytes()))
    found = next((r for r in book.deal("D1", as_of=AT).risks if r.kind == "competitor_above"), None)
    assert (found and found.level) == level
