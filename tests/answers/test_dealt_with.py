"""Somebody of ours can look at their own buyers and promises alone, and nobody else's are told apart for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book
from regard.errors import UsageError

ANN, BEN = "Ann Reed <ann@acme.example>", "Ben Hall <ben@mill.example>"
SAM, KIM = "Sam Hart <sam.hart@us.example>", "Kim Dale <kim.dale@us.example>"


@pytest.fixture
def book(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Sam deals with Ann and is copied on what Kim writes to Ben; each promised something."""
    raws = [
        mail(SAM, ANN, date="01 Jun 2026 09:00:00 +0000", body="Hello Ann, I will send you the drawing by 5 June."),
        mail(
            ANN,
            SAM,
            date="02 Jun 2026 09:00:00 +0000",
            body="Thank you. The hall is ready, and I will send you the plan by 9 June.",
        ),
        mail(KIM, BEN, cc=SAM, date="02 Jun 2026 10:00:00 +0000", body="Hello Ben, I will send you the price list by 8 June."),
        mail(BEN, KIM, date="03 Jun 2026 09:00:00 +0000", body="Good, we look forward to it."),
    ]
    made = make_book(us__domains=["us.example"])
    made.sync(put(tmp_path / "mail", *raws), us=("us.example",))
    return made


def test_people_that_one_of_ours_deals_with(book: Book) -> None:
    """Who wrote and was written to counts; a copy on a colleague's mail does not; of one company alone where it is named."""

    def names(who: str, as_of: str = "2026-06-04") -> list[str]:
        return sorted(row.name for row in book.people(mine=True, looking=who, as_of=as_of))

    assert names("sam.hart@us.example") == ["Ann Reed"]
    assert names("kim.dale@us.example") == ["Ben Hall"]
    assert sorted(row.name for row in book.people(as_of="2026-06-04")) == ["Ann Reed", "Ben Hall"]
    assert not len(book.people("acme.example", mine=True, looking="kim.dale@us.example", as_of="2026-06-04"))


def test_promises_of_one_of_ours(book: Book) -> None:
    """What somebody promised, and what was promised to them."""
    told = {p.text for p in book.promises(mine=True, looking="sam.hart@us.example", as_of="2026-06-04")}
    assert any("drawing" in text for text in told)
    assert any("the plan by 9 June" in text for text in told)
    assert not any("price list" in text for text in told)


def test_nobody_asks_for_theirs_without_a_name(book: Book) -> None:
    """Where several of ours are read, whoever asks for their own says who they are; a buyer is nobody of ours."""
    for who in (None, "ann@acme.example"):
        with pytest.raises(UsageError):
            book.people(mine=True, looking=who, as_of="2026-06-04")
        with pytest.raises(UsageError):
            book.promises(mine=True, looking=who, as_of="2026-06-04")
