"""Who decides before the next review: which sentences say so, and who then has a place, however little passed before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.books import mail, put
from tests.pace import within

from regard.answers.deciding import decisions, moves
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
    ("Please send your last price, our board decides on 13 May.", "2026-05-13"),
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
    "Would you sign off the wiring plan by 12 May?",
    "Your decision on the colour should reach us by 12 May.",
    "Approve the attached layout by 12 May.",
    "Bitte geben Sie die Freigabe bis zum 12. Mai.",
    "Wir warten auf Ihre Entscheidung bis 12. Mai.",
    "Nous attendons votre décision pour le 12 mai.",
    "Will your committee decide by 12 May?",
    "The council hall is shut on 12 May.",
    "Der Vorstand ist am 12. Mai im Urlaub.",
    "Our approval of 12 May is still good.",
    "The board no longer meets on 12 May.",
    "Der Beirat am 12. Mai fällt aus.",
]


@pytest.mark.parametrize("words", NONE)
def test_no_day_of_deciding(words: str) -> None:
    """A condition, a day before which nothing is, a month, a day gone by, another thing."""
    assert decisions(words, WRITTEN, 0) == []


LATER = [
    ("The board is postponed, nothing will be signed in January.", []),
    ("Our board now decides on 24 January.", ["2026-01-24"]),
    ("Our board decides in 2027, on 20 May 2027.", []),
    ("Would you approve the drawing by 24 January?", ["2026-01-27"]),
]


@pytest.mark.parametrize(("words", "days"), LATER)
def test_a_later_mail_overtakes_a_day(make_book: Callable[..., Book], tmp_path: Path, words: str, days: list[str]) -> None:
    """What they write later on deciding counts alone; what they ask us to approve leaves their day as it was."""
    put(tmp_path / "mail", mail(subject="Oven", body="Could you quote an oven? Our board decides about it on 27 January."))
    put(tmp_path / "mail", mail(subject="Oven again", body=words).replace(b"05 Jan", b"08 Jan"), start=1)
    reply = mail("Eva Hart <eva@us.example>", "Jo Reed <jo.reed@acme.example>", subject="RE: Oven", body="Here is the quote.")
    put(tmp_path / "mail", reply.replace(b"05 Jan", b"07 Jan"), start=2)
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    places = [i.now for i in book.review("2026-01", as_of="2026-01-18").items]
    assert [n[len("they decide on ") :][:10] for n in places if n.startswith("they decide on ")] == days


def test_a_long_mail_is_read_in_time() -> None:
    """However long a mail is, so many characters of it are looked at."""
    within(0.5, lambda: decisions("our board decides not before the " * 30_000, WRITTEN, 0))
    within(0.5, lambda: moves("our decision you please your of a moved board " * 30_000))


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
