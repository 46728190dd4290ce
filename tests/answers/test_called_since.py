"""Their question whether ours meet or join is answered by the meeting that one of ours calls since, and by none else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent

from regard.book import Book

ANN, SAM = "Ann Reed <ann@acme.example>", "Sam Hart <sam.hart@us.example>"
JOIN = "Could you come and see the hall on 15 June at 10?"


def waits(
    make_book: Callable[..., Book], tmp_path: Path, words: str, start: str, stamp: str, by: str, answer: str = ""
) -> bool:
    """Whether Ann's mail of 3 June waits on the 8th, where `by` called a meeting with her for `start` at `stamp`."""
    raws = [
        mail(
            SAM,
            ANN,
            subject="Pumps",
            date="04 May 2026 09:00:00 +0000",
            message_id="a@us.example",
            body="The drawing is attached.",
        ),
        mail(
            ANN,
            SAM,
            subject="Re: Pumps",
            date="05 May 2026 09:00:00 +0000",
            message_id="b@acme.example",
            body="Good, thank you.",
        ),
        mail(ANN, SAM, subject="Board", date="03 Jun 2026 09:00:00 +0000", message_id="c@acme.example", body=words),
        mail(SAM, "Cy Wood <cy@beta.example>", subject="Fair", date="07 Jun 2026 09:00:00 +0000", body="Here is the stand."),
    ]
    folder = put(tmp_path / "mail", *raws)
    guest = "ann@acme.example" if "us.example" in by else "sam.hart@us.example"
    guest += f":{answer}" if answer else ""
    (tmp_path / "cal.ics").write_bytes(ics(vevent("u1", start, organizer=by, guests=guest, made=stamp)))
    book = make_book(us__domains=["us.example"])
    book.sync(folder, tmp_path / "cal.ics", us=("us.example",), owner=("sam.hart@us.example",))
    week = book.digest(as_of="2026-06-08")
    return any(t.name == "Ann Reed" for t in (*week.asked, *week.may_wait))


@pytest.mark.parametrize(
    ("words", "start", "stamp", "by", "answer", "still"),
    [
        (JOIN, "20260615T100000Z", "20260603T092800Z", "sam.hart@us.example", "", False),
        (JOIN, "20260615T100000Z", "20260603T092800Z", "sam.hart@us.example", "DECLINED", True),  # it is not settled
        (JOIN, "20260615T100000Z", "20260520T092800Z", "sam.hart@us.example", "", True),  # called before they asked
        (JOIN, "20261015T100000Z", "20260603T092800Z", "sam.hart@us.example", "", True),  # another one, months away
        ("Could you come and see the hall on 15 July?", "20260715T100000Z", "20260604T092800Z", "sam.hart@us.example", "", False),
        (JOIN, "20260615T100000Z", "20260603T092800Z", "sue.day@us.example", "", True),  # a colleague whom nobody asked
        ("Does the Teams integration work with single sign-on?", "20260615T100000Z", "20260603T092800Z", "sam.hart@us.example", "", True),
        ("Could you send us the price list for the pumps?", "20260615T100000Z", "20260603T092800Z", "sam.hart@us.example", "", True),
        (f"{JOIN} Could you send us the price list?", "20260615T100000Z", "20260603T092800Z", "sam.hart@us.example", "", True),
    ],
)  # fmt: skip
def test_what_the_meeting_that_ours_called_answers(
    make_book: Callable[..., Book],
    tmp_path: Path,
    words: str,
    start: str,
    stamp: str,
    by: str,
    answer: str,
    still: bool,
) -> None:
    """A mail that asks that one thing waits no more; one that asks something else, or beside it, does."""
    assert waits(make_book, tmp_path, words, start, stamp, by, answer) is still
