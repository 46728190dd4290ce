"""Threads of a book: an answer finds its question by whichever copy it names, in whatever order the copies come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from tests.books import mail

from regard.book import Book

US = ("us.example",)
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def sent(message_id: str) -> bytes:
    """Our ask, as it lies in a mailbox under one of its ids."""
    body = "Could you tell us which pump you want?"
    return mail(SAM, JO, subject="Offer", date="Mon, 05 Jan 2026 10:00:00 +0000", body=body, message_id=message_id)


def answer(named: str) -> bytes:
    """Their answer, which names one of the copies."""
    more = {"message_id": "r@acme.example", "in_reply_to": f"<{named}>"}
    return mail(JO, SAM, subject="Re: Offer", date="Tue, 06 Jan 2026 10:00:00 +0000", body="The large one, please.", **more)


def place(folder: Path, *mails: bytes) -> Path:
    folder.mkdir(parents=True)
    for n, raw in enumerate(mails):
        (folder / f"{n}.eml").write_bytes(raw)
    return folder


def told(book: Book) -> tuple[list[tuple[str, str]], list[tuple[str, ...]]]:
    """What came of each mail with the buyer, and which Message-IDs beside its own each message goes by."""
    page = book.person("jo.reed@acme.example", as_of="2026-01-31")
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        sql = "SELECT m.rfc_id, k.rfc_id FROM copy_rfc k JOIN message m ON m.n = k.message ORDER BY 1, 2"
        return [(e.direction, e.result) for e in page.timeline], c.execute(sql).fetchall()


@pytest.mark.parametrize("named", ["a@us.example", "b@us.example"])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_answer_to_another_copy_is_an_answer(
    make_book: Callable[..., Book], tmp_path: Path, order: tuple[int, ...], named: str
) -> None:
    """Two copies of an ask with different Message-IDs are one message, and an answer that names either of them answers it."""
    mails = [sent("a@us.example"), sent("b@us.example"), answer(named)]
    book = make_book("portions")
    for step, n in enumerate(order):
        book.sync(place(tmp_path / f"{step}", mails[n]), us=US)
    came, ids = told(book)
    assert came == [("them", ""), ("us", "answered")]
    whole = make_book("whole")
    whole.sync(place(tmp_path / "all", *mails), us=US)
    assert told(whole)[0] == came
    assert [set(pair) for pair in ids] == [{"a@us.example", "b@us.example"}] == [set(pair) for pair in told(whole)[1]]


def test_a_forgotten_copy_leaves_no_id_behind(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever is forgotten takes the ids of all copies of their mail along."""
    book = make_book()
    book.sync(place(tmp_path / "all", sent("a@us.example"), sent("b@us.example"), answer("b@us.example")), us=US)
    book.forget("jo.reed@acme.example")
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        assert c.execute("SELECT count(*) FROM copy_rfc").fetchone() == (0,)
