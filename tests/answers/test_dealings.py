"""What passed with a company, for a review to judge whether a relationship of business is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.contacted import people
from regard.answers.dealings import dealings
from regard.book import Book

US, THEM = "sam@us.example", "ida@acme.example"
WORDS = {
    "German": ("Guten Tag, die beiden Muster sind gestern bei uns angekommen und sehen ordentlich aus, wir melden uns.", None),
    "Spanish": (
        "Buenos días, las dos muestras llegaron ayer a nuestra nave y tienen buen aspecto, le diremos algo pronto.",
        None,
    ),
    "English, of nothing in particular": (
        "It was so good to see all of you again, and the children loved every minute of it.",
        0,
    ),
}


@pytest.mark.parametrize(("words", "business"), WORDS.values(), ids=WORDS)
def test_what_is_written_in_another_language_lacks_no_words_of_business(
    words: str, business: int | None, make_book: Callable[..., Book], tmp_path: Path
) -> None:
    """Whether mail talks business is told by English words: where most of it is in another language, that none is found says nothing."""
    days = range(2, 12)
    put(
        tmp_path / "box" / "cur",
        *(
            mail(
                *((THEM, US) if n % 2 else (US, THEM)),
                date=f"{day} Feb 2026 09:00:00 +0000",
                body=f"{words}\n{n}",
                subject=f"Nr {n}",
            )
            for n, day in enumerate(days)
        ),
    )
    book = make_book()
    book.sync(tmp_path / "box", us=("us.example",))
    view = book._view("2026-02-20")
    (ida,) = [p for p in people(view).values() if p.address == THEM]
    found = dealings(view, [ida])[ida.id]
    assert (found.mails, found.business) == (10, business)
