"""Whoever answers from a second address that nobody joined is not silent: the ask counts neither way, and the page says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, new_book, put

from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
INES = "Inés Zorquillán <ines.zorquillan@textil-norte.example>"
HOME = "IA <ines.zorquillan@gmail.com>"
JULIO = "Julio Zorquillán <julio.zorquillan@textil-norte.example>"
AT = "2026-04-01"
ASK = "Could you tell me by Friday which fabrics you need for the autumn?"


def asked(day: int) -> bytes:
    """A question of ours."""
    return mail(
        SAM,
        INES,
        subject=f"Fabrics {day}",
        date=f"{day:02d} Jan 2026 09:00:00 +0000",
        body=ASK,
        message_id=f"q{day}@us.example",
    )


def came(who: str, day: int, hours: int = 5, **more: str) -> bytes:
    """An answer in that thread."""
    date = f"{day + hours // 24:02d} Jan 2026 {9 + hours % 24:02d}:00:00 +0000"
    return mail(who, SAM, subject=f"Re: Fabrics {day}", date=date, body="Linen and wool.", message_id=f"a{day}@gmail.com",
                reply_to=f"q{day}@us.example", **more)  # fmt: skip


def fates(book: Book) -> list[str]:
    """What became of each ask of Inés."""
    rows = book._live().rows(
        "SELECT outcome, censored_why FROM trial t JOIN person p ON p.id = t.buyer WHERE channel = 'answers_ask' "
        "AND p.address LIKE 'ines.zorquillan@textil%' ORDER BY opened_us"
    )
    return [why or outcome for outcome, why in rows]


def book_of(tmp_path: Path, *mails: bytes) -> Book:
    """A book of mail with Inés; her first question came from the firm, and ours are seen long after."""
    begun = mail(INES, SAM, subject="Hello", date="02 Jan 2026 09:00:00 +0000", body="We look for a weaver.")
    ended = mail(JULIO, SAM, subject="Other", date="20 Mar 2026 09:00:00 +0000", body="Our new address is attached.")
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    book.sync(put(tmp_path / "mail", begun, *mails, ended))
    return book


def test_an_answer_from_home_is_no_silence(tmp_path: Path) -> None:
    """In time and in the thread; asks that nobody answered are missed as ever."""
    book = book_of(tmp_path, asked(5), came(HOME, 5), asked(15))
    assert fates(book) == ["answered_elsewhere", "0"]
    page = book.person("ines.zorquillan@textil-norte.example", as_of=AT)
    assert [e.result for e in reversed(page.timeline) if e.subject.startswith("Fabrics")] == [
        "answered from another address",
        "ignored",
    ]
    assert "ines.zorquillan@gmail.com" in page.unseen[-1].says
    assert "An ask of ours was answered" in page.unseen[-1].says


@pytest.mark.parametrize(
    ("who", "hours", "more"),
    [(HOME, 96, {}), (JULIO, 5, {}), ("Kerstin Wolf <k.wolf.zorquest@gmx.de>", 5, {})],
    ids=["late", "a relative", "a stranger"],
)
def test_others_and_late_answers_leave_it_missed(tmp_path: Path, who: str, hours: int, more: dict[str, str]) -> None:
    """Only what may be their own word, in time, leaves the silence in doubt."""
    assert fates(book_of(tmp_path, asked(5), came(who, 5, hours, **more))) == ["0"]


def test_whoever_was_asked_too_answers_for_themselves(tmp_path: Path) -> None:
    """Both addresses on our mail: the other's answer is the other's."""
    both = mail(
        SAM, f"{INES}, {HOME}", subject="Fabrics 5", date="05 Jan 2026 09:00:00 +0000", body=ASK, message_id="q5@us.example"
    )
    assert fates(book_of(tmp_path, both, came(HOME, 5))) == ["0"]


def test_an_answer_that_comes_in_a_later_sync_is_found(tmp_path: Path) -> None:
    """Mail of the second address has the first one looked at, too."""
    book = book_of(tmp_path, asked(5))
    assert fates(book) == ["0"]
    book.sync(put(tmp_path / "more", came(HOME, 5)))
    assert fates(book) == ["answered_elsewhere"]
