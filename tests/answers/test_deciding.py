"""Who decides before the next review: which sentences say so, and who then has a place, however little passed before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.books import mail, put
from tests.pace import within

from regard.answers.deciding import decisions
from regard.book import Book

WRITTEN = int(datetime(2026, 5, 4, 9, tzinfo=UTC).timestamp()) * 1_000_000
DECIDE = [
    ("Our board meets on 20 May and will sign one of the two offers.", "2026-05-20"),
    ("The decision is made on 15 May.", "2026-05-15"),
    ("I take it to the investment committee on Friday 8 May.", "2026-05-08"),
    ("Can you be on the phone on 12 May at 9, in case the committee has questions?", "2026-05-12"),
    ("Der Beirat entscheidet am 19. Mai.", "2026-05-19"),
    ("Am 12. Mai legt die Geschäftsleitung den Lieferanten fest.", "2026-05-12"),
    ("Le conseil tranche le 21 mai.", "2026-05-21"),
    ("El consejo lo aprueba el 14 de mayo.", "2026-05-14"),
]


@pytest.mark.parametrize(("words", "day"), DECIDE)
def test_a_day_of_deciding(words: str, day: str) -> None:
    """A board, a committee or a decision, and a day ahead."""
    assert [d for _, d in decisions(f"Hello Eva,\n\n{words}\n", WRITTEN, 0)] == [day]


NONE = [
    "If the second test fails I can go back to the board on 20 May.",
    "The board will not decide before 20 May.",
    "Nothing is decided vor dem 20. Mai, das Gremium tagt nicht vor dem 20. Mai.",
    "We are on board by 8 May.",
    "The trucks come on 8 May.",
    "The board meets in June.",
    "The board met and approved it on 4 March.",
]


@pytest.mark.parametrize("words", NONE)
def test_no_day_of_deciding(words: str) -> None:
    """A condition, a day before which nothing is, a month, a day gone by, another thing."""
    assert decisions(words, WRITTEN, 0) == []


def test_a_long_mail_is_read_in_time() -> None:
    """However long a mail is, so many characters of it are looked at."""
    within(0.5, lambda: decisions("our board decides not before the " * 30_000, WRITTEN, 0))


def test_whoever_decides_has_a_place(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """One mail and one answer are no relationship yet; a board that meets in a week is a place, with their words as the reason."""
    ask = mail(subject="Tunnel oven", body="Could you quote a tunnel oven? Our board decides about it on 27 January.")
    put(tmp_path / "mail", ask)
    reply = mail(
        "Eva Hart <eva@us.example>", "Jo Reed <jo.reed@acme.example>", subject="RE: Tunnel oven", body="Here is the quote."
    )
    put(tmp_path / "mail", reply.replace(b"05 Jan", b"07 Jan"), start=1)
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    (place,) = book.review("2026-01", as_of="2026-01-18").items
    assert place.now == "they decide on 2026-01-27: “Our board decides about it on 27 January.”"
