"""A promise of ours that they told us we broke presses until it is made good, they went on without it, or a quarter has passed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

ANN, SAM = "Ann Reed <ann@acme.example>", "Sam Hart <sam.hart@us.example>"
PROMISE = "I will send you the retrofit drawing by 5 June."


def book_of(make_book: Callable[..., Book], tmp_path: Path, *more: tuple[str, str]) -> Book:
    """Sam promised a drawing for 5 June, Ann asked after it on the 15th; then she wrote (date, words) in matters of their own."""
    first = mail(SAM, ANN, subject="Retrofit", date="01 Jun 2026 09:00:00 +0000", message_id="a@us.example", body=PROMISE)
    chase = mail(
        ANN, SAM, subject="Re: Retrofit", date="15 Jun 2026 09:00:00 +0000", message_id="b@acme.example", in_reply_to="<a@us.example>",
        body="You promised the drawing for 5 June and we do not have it.",
    )  # fmt: skip
    later = [
        mail(ANN, SAM, subject=f"Matter {n}", date=f"{date} 09:00:00 +0000", message_id=f"m{n}@acme.example", body=words)
        for n, (date, words) in enumerate(more)
    ]
    others = [  # the mailbox goes on being read
        mail(
            "Cy Wood <cy@beta.example>",
            SAM,
            subject=f"Fair {n}",
            date=f"0{n} {m} 2026 09:00:00 +0000",
            body="The stand is booked.",
        )
        for n, m in enumerate(("Jul", "Aug", "Sep", "Oct", "Nov"), start=1)
    ]
    book = make_book(us__domains=["us.example"])
    book.sync(put(tmp_path / "mail", first, chase, *later, *others), us=("us.example",), owner=("sam.hart@us.example",))
    return book


def presses(book: Book, as_of: str) -> tuple[bool, bool]:
    """Whether it stands in the digest's promises, and among the actions."""
    due = any("retrofit drawing" in t.says for t in book.digest(as_of=as_of).due)
    return due, any("retrofit drawing" in a.text for a in book.actions(as_of=as_of))


def test_a_broken_promise_presses_for_a_quarter(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It is named first for as long as they may still wait for it, and stays broken in the ledger when it is not pressed any more."""
    book = book_of(make_book, tmp_path)
    assert presses(book, "2026-07-10") == (True, True)
    assert presses(book, "2026-09-12") == (True, True)
    assert "retrofit drawing" in next(row.why for row in book.people(as_of="2026-09-12") if row.name == "Ann Reed")
    assert "retrofit drawing" not in next(row.why for row in book.people(as_of="2026-09-20") if row.name == "Ann Reed")
    assert presses(book, "2026-09-20") == (False, False)
    assert [p.state for p in book.promises(as_of="2026-10-20") if "drawing" in p.text] == ["broken"]


@pytest.mark.parametrize(
    ("date", "words", "still"),
    [
        ("18 Jun 2026", "The seals arrived and fit well.", True),  # three days later: it may still be waited for
        ("06 Jul 2026", "The seals arrived and fit well.", False),
        ("06 Jul 2026", "The drawing you promised for 5 June is still not here.", True),
    ],
)
def test_who_goes_on_without_it_waits_no_more(
    make_book: Callable[..., Book], tmp_path: Path, date: str, words: str, still: bool
) -> None:
    """A mail of theirs in another matter a fortnight later, that does not ask again, settles it; a second chase does not."""
    book = book_of(make_book, tmp_path, (date, words))
    assert presses(book, "2026-07-10") == (still, still)
