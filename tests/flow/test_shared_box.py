"""A box of ours that several read (`helpdesk@`), synced with what came in and what was sent, is a mailbox like a seller's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

BOX = "Roost Helpdesk <helpdesk@us.example>"
SAM = "Sam Hart <sam.hart@us.example>"
IDA = "Ida Brandt <ida.brandt@mill.example>"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
QUESTION = "Hello,\n\nwhy does the loom report stop on Fridays?\n\nIda"


def one(who: str, to: str, day: float, subject: str, body: str, **more: str) -> bytes:
    """A mail so many days after the beginning."""
    date = format_datetime(START + timedelta(days=day))
    return mail(who, to, subject=subject, date=date, body=body, message_id=f"m{day}{who[:2]}@x.example", **more)


def talk(box: str, *, cc: str = "") -> dict[str, list[bytes]]:
    """Folder -> mail of a box whose customer asks every week and is answered, and asks once more at the end."""
    came = [one(IDA, box, 7 * n, f"Loom {n}", "How do I set the width?", **({"cc": cc} if cc else {})) for n in range(8)]
    sent = [
        one(box, IDA, 7 * n + 0.2, f"Re: Loom {n}", "In the settings.", in_reply_to=f"<m{7 * n}Id@x.example>") for n in range(8)
    ]
    return {"Inbox": [*came, one(IDA, box, 55, "Reports", QUESTION)], "Sent Items": sent}


def book_of(make_book: Callable[..., Book], folder: Path, boxes: dict[str, dict[str, list[bytes]]], **more: object) -> Book:
    """A book of these mailboxes (name -> folder -> mail), and of Sam's, who sells to others."""
    book = make_book()
    for name, folders in boxes.items():
        for inside, raws in folders.items():
            put(folder / name / inside, *raws)
        book.sync(folder / name, us=("us.example",), **more)
    return book


def owners(book: Book) -> list[str]:
    return sorted({s.owner or "" for s in book.status().sources})


def test_it_owns_its_mail_and_what_is_asked_there_waits(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """On the list, the person's page and the digest; the page does not ask for a mailbox that is here."""
    book = book_of(make_book, tmp_path, {"help": talk(BOX)})
    assert owners(book) == ["helpdesk@us.example"]
    (row,) = [r for r in book.people(as_of="2026-03-10") if r.address == "ida.brandt@mill.example"]
    assert "asked Roost Helpdesk on 2026-03-01 and still waits" in row.why
    assert [t.quote for t in book.digest(as_of="2026-03-10").asked] == ["why does the loom report stop on Fridays?"]
    assert not book.person("ida.brandt@mill.example", as_of="2026-03-10").unseen


def test_an_answer_of_the_box_or_of_one_of_ours_ends_the_wait(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever of ours answers, it is answered."""
    for n, who in enumerate((BOX, SAM)):
        boxes = talk(BOX)
        boxes["Sent Items"].append(one(who, IDA, 56, "Re: Reports", "Mended.", in_reply_to="<m55Id@x.example>"))
        book = book_of(make_book, tmp_path / str(n), {"help": boxes})
        assert not book.digest(as_of="2026-03-10").asked


def test_a_sellers_inbox_full_of_a_boxes_mail_is_the_sellers(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Copies of what comes to the box lie there, more than what comes to the seller; the sent mail is the seller's own."""
    came = [one(IDA, BOX, 3 * n, f"Loom {n}", "How do I set the width?", cc=SAM) for n in range(9)]
    beside = [one(BOX, IDA, 3 * n + 0.1, f"Re: Loom {n}", "In the settings.", cc=SAM) for n in range(9)]
    own = [one(SAM, IDA, 3 * n + 0.5, f"Visit {n}", "May I come on Monday?") for n in range(9)]
    book = book_of(make_book, tmp_path, {"sam": {"Inbox": [*came, *beside], "Sent Items": own}})
    assert owners(book) == ["sam.hart@us.example"]


@pytest.mark.parametrize("box", ["Updates <no-reply@us.example>", "News <newsletter@us.example>"])
def test_a_machines_address_owns_nothing(make_book: Callable[..., Book], tmp_path: Path, box: str) -> None:
    """Nobody reads there: nothing waits."""
    assert owners(book_of(make_book, tmp_path, {"box": talk(box)})) == [""]


def test_a_box_that_only_receives_is_owned_by_name_alone(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whether anybody reads it is not told by its mail: status asks whose it is, and the name that is given is believed."""
    boxes = {"help": {"Inbox": talk(BOX)["Inbox"]}}
    book = book_of(make_book, tmp_path, boxes)
    (source,) = book.status().sources
    assert (source.owner, "--owner" in source.note) == (None, True)
    book.sync(tmp_path / "help", us=("us.example",), owner=("helpdesk@us.example",))
    (source,) = book.status().sources
    assert (source.owner, "--owner" in source.note) == ("helpdesk@us.example", False)
