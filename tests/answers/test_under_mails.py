"""A line that a house puts under every mail is no confidence; what somebody asks to keep quiet beside it is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.books import mail, new_book, put

from regard.answers.confided import confided
from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
UTE, JAN, EVA = (f"{n} <{n.lower()}@kranbau.example>" for n in ("Ute", "Jan", "Eva"))
FREE = "Ole <ole.riis.zorquest@gmail.com>"
LINE = "The content of this e-mail is confidential."
SPOKEN = "Please treat this e-mail as confidential."
SAID = (
    "The crane came on Monday.",
    "We order two hooks.",
    "The invoice is paid.",
    "The site opens in May.",
    "Thank you for the plan.",
)


def book_of(tmp_path: Path, *sent: tuple[str, str]) -> Book:
    """Mails of (from, body) to Sam, a day apart, each a thread of its own."""
    mails = [
        mail(who, SAM, subject=f"Matter {n}", date=f"{n + 1:02d} Jan 2026 09:00:00 +0000", body=body)
        for n, (who, body) in enumerate(sent)
    ]
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    book.sync(put(tmp_path / "mail", *mails))
    return book


def kept(book: Book) -> list[int]:
    """Which of the mails, by their place, hold a confidence."""
    live = book._live()
    rows = live.rows("SELECT id, subject FROM message WHERE kind = 'mail'")
    return sorted(int(subject.split()[1]) for i, subject in rows if i in confided(live, [i]))


def under(line: str, *who: str) -> list[tuple[str, str]]:
    """A mail of each of these people with a line under it."""
    return [(one, f"{SAID[n % len(SAID)]}\n\n{line}") for n, one in enumerate(who)]


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "Private and confidential.",
        "Diese Nachricht ist vertraulich.",
        "Ce message est confidentiel.",
        "Este mensaje es confidencial.",
    ],
)
def test_under_three_mails_of_one_address_it_is_a_line(tmp_path: Path, line: str) -> None:
    """In every language; also of somebody who writes from an address of nobody's house."""
    assert kept(book_of(tmp_path, *under(line, FREE, FREE, FREE))) == []


def test_once_or_twice_it_may_be_a_wish(tmp_path: Path) -> None:
    """Nobody can tell yet, and a quote less costs little."""
    assert kept(book_of(tmp_path, *under(LINE, FREE, FREE))) == [0, 1]


def test_under_fewer_than_most_it_is_a_wish(tmp_path: Path) -> None:
    """Three of seven mails: those three were meant to be kept quiet."""
    plain = [(FREE, said) for said in SAID[:4]]
    assert kept(book_of(tmp_path, *under(LINE, FREE, FREE, FREE), *plain)) == [0, 1, 2]


def test_what_speaks_to_one_of_ours_is_a_wish_each_time(tmp_path: Path) -> None:
    """Whoever writes "please" each time means it each time."""
    assert kept(book_of(tmp_path, *under(SPOKEN, *[FREE] * 4))) == [0, 1, 2, 3]


def test_two_of_a_company_share_its_line(tmp_path: Path) -> None:
    """Then it is the company's, whatever its words; and a third colleague's first mail bears it, too."""
    assert kept(book_of(tmp_path, *under(SPOKEN, UTE, UTE, JAN, JAN, EVA))) == []


def test_two_addresses_of_one_person_are_no_house(tmp_path: Path) -> None:
    """Who asks for silence from two addresses asks for it, as from one; a colleague who does the same makes it the company's line."""
    first, second = (f"Karla Ott <{n}@kranbau.example>" for n in ("karla.ott", "k.ott"))
    book = book_of(tmp_path / "one", *under(SPOKEN, first, first, second, second))
    assert len(book._live().rows("SELECT id FROM person WHERE side = 'them'")) == 1
    assert kept(book) == [0, 1, 2, 3]
    assert kept(book_of(tmp_path / "two", *under(SPOKEN, first, first, second, second, JAN, JAN))) == []


def test_a_confidence_above_the_line_is_kept(tmp_path: Path) -> None:
    """The line hides nothing that is asked for beside it, at the top as in a sentence."""
    asks = [(UTE, f"Between you and me, Eva leaves.\n\n{LINE}"), (UTE, LINE + " " + SAID[0])]
    assert kept(book_of(tmp_path, *under(LINE, UTE, UTE, UTE, JAN, JAN), *asks)) == [5, 6]


def test_our_answer_to_such_a_mail_is_no_confidence(tmp_path: Path) -> None:
    """What we write after a mail that only bears the line may be shown, as the mail itself."""
    sent: Sequence[tuple[str, str]] = under(LINE, UTE, UTE, UTE)
    mails = [
        mail(
            who, SAM, subject=f"Matter {n}", date=f"{n + 1:02d} Jan 2026 09:00:00 +0000", body=body, message_id=f"{n}@k.example"
        )
        for n, (who, body) in enumerate(sent)
    ]
    mails.append(
        mail(
            SAM,
            UTE,
            subject="Matter 3",
            date="05 Jan 2026 09:00:00 +0000",
            body="Gladly.",
            message_id="a@us.example",
            reply_to="0@k.example",
        )
    )
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    book.sync(put(tmp_path / "mail", *mails))
    assert kept(book) == []
