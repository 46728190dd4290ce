"""What a buyer tells one of ours in confidence stands on that one's own list, also where no sentence of it advises or asks to be quiet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.coached import UNQUOTED
from regard.book import Book

SAID = "Our plant manager hands over to his deputy in March. Nobody in the works has been told yet."


def test_a_mail_whose_subject_asks_for_silence_is_told_to_its_receiver(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Its words are kept from everybody else; whoever it was written to has them, whole."""
    put(tmp_path / "mail", mail(subject="Strictly between us", body=SAID))
    other = mail(to="Kim Dale <kim.dale@us.example>", subject="Filters", body="Could you send me the price of the filters?")
    put(tmp_path / "mail", other.replace(b"05 Jan", b"06 Jan"), start=1)
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    (told,) = book.coached("sam.hart@us.example", as_of="2026-01-20")
    assert (told.kind, told.quote) == ("confidence", SAID)
    assert not list(book.coached("kim.dale@us.example", as_of="2026-01-20"))


@pytest.mark.parametrize(
    ("subject", "body", "quote"),
    [
        ("Strictly between us", "My wife and I go through a divorce at the moment. " + SAID, UNQUOTED),
        ("Strictly between us", "My son is ill and my wife left. He needs me at the ward every day now.", UNQUOTED),
        ("Strictly between us", SAID + " His daughter is in hospital since the weekend.", SAID),
        ("Strictly between us", "My wife and I go through a divorce at the moment.", UNQUOTED),
        ("Filters", "Please keep this between us. My wife and I go through a divorce now.", "Please keep this between us."),
    ],
)
def test_private_life_in_a_confidence_is_quoted_nowhere(
    make_book: Callable[..., Book], tmp_path: Path, subject: str, body: str, quote: str
) -> None:
    """Of a divorce or an illness not even its receiver's list has a word; what else was confided stands, and that there was something."""
    put(tmp_path / "mail", mail(subject=subject, body=body))
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    (told,) = book.coached("sam.hart@us.example", as_of="2026-01-20")
    assert (told.kind, told.quote) == ("confidence", quote)
