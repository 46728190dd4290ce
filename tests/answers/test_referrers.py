"""Who sent somebody to us, and has no word of ours since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book
from regard.results.review import ReviewItem

SAM = "Sam Hart <sam.hart@us.example>"
IDA, BEN = "Ida Lund <ida.lund@mill.example>", "Ben Hall <ben.hall@hall.example>"
NAMES = "Hello Sam, Ida Lund gave me your name. I run three mills. What would a first look at the pumps cost?"
GAVE = "Hello Sam, I gave your name to Ben Hall at Hall Brothers. They have the same trouble with their pumps."
MEET = "Sam, meet Ben Hall from Hall Brothers, he has the same trouble with his pumps."


def known() -> list[bytes]:
    """Months of business with Ida, both ways, the last of ours on 9 December."""
    rows = []
    for day in (2, 4, 8, 9):
        asks, answer = "Which seal fits the pump of the second line?", "The seal of type four fits the pump of your line."
        rows.append(mail(IDA, SAM, subject=f"Pump {day}", date=f"{day:02} Dec 2025 09:00:00 +0000", body=asks))
        rows.append(mail(SAM, IDA, subject=f"Re: Pump {day}", date=f"{day:02} Dec 2025 11:00:00 +0000", body=answer))
    return rows


def on(day: int, sender: str, to: str, body: str, cc: str = "") -> bytes:
    """A mail of a day in January."""
    return mail(
        sender, to, subject=f"Of {day}", date=f"{day:02} Jan 2026 10:00:00 +0000", body=body, **({"cc": cc} if cc else {})
    )  # type: ignore[arg-type]


def place(book: Book) -> ReviewItem | None:
    """Ida's place in January's review."""
    return next((i for i in book.review("2026-01", as_of="2026-01-20").items if i.name == "Ida Lund"), None)


ORA = "ora@third.example"
"""A buyer whose whole name nobody knows."""
ANSWER = "Hello Ben, a first look costs nothing; I could come on Thursday and see the pumps."


@pytest.mark.parametrize(
    ("passed", "sent"),
    [
        ([on(6, BEN, SAM, NAMES), on(7, SAM, BEN, ANSWER)], True),
        ([on(6, IDA, SAM, GAVE)], True),
        ([on(6, IDA, SAM, MEET, cc=BEN), on(7, SAM, BEN, ANSWER)], True),
        ([on(6, BEN, SAM, NAMES), on(7, SAM, BEN, ANSWER, cc=IDA)], False),
        ([on(6, BEN, SAM, NAMES), on(8, SAM, IDA, "Dear Ida, thank you for sending Ben; I shall see his pumps.")], False),
        ([on(6, BEN, SAM, NAMES.replace("Ida Lund", "Ida"))], False),
        ([on(6, BEN, SAM, NAMES.replace("Ida Lund", "Ada Moss"))], False),
        ([on(6, IDA, SAM, MEET)], False),
        ([on(6, IDA, SAM, MEET, cc="Tom Lund <tom.lund@mill.example>")], False),
    ],
    ids=[
        "newcomer",
        "says so",
        "puts in touch",
        "copied",
        "thanked",
        "half a name",
        "unknown",
        "nobody there",
        "own colleague",
    ],
)
def test_who_sent_somebody_and_heard_nothing_comes_up(
    make_book: Callable[..., Book], tmp_path: Path, passed: list[bytes], sent: bool
) -> None:
    """Whoever sent somebody from another company is on the agenda for it until anything of ours passed, and so once it has begun."""
    book = make_book()
    book.sync(put(tmp_path / "mail", *known(), *passed), us=["us.example"], owner=["sam.hart@us.example"])
    at = place(book)
    assert (at is not None and at.now.startswith("they sent ")) is sent
    if at is not None and sent:
        assert at.do == "Thank them, and tell them what came of it."
        assert any(f.kind == "referral" and f.message_id for f in at.facts)
        book.review_begin("2026-01", as_of="2026-01-20")
        begun = place(book)
        assert begun is not None
        assert begun.now == at.now


def test_a_first_name_alone_credits_nobody_without_a_whole_name(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where a newcomer names one word, no buyer of whom one word or an address is all that is known stands for it."""
    rows = known()
    for day in (2, 4, 8, 9):
        asks, answer = "Which seal fits the pump of the second line?", "The seal of type four fits the pump of your line."
        rows.append(mail(ORA, SAM, subject=f"Line {day}", date=f"{day:02} Dec 2025 08:00:00 +0000", body=asks))
        rows.append(mail(SAM, ORA, subject=f"Re: Line {day}", date=f"{day:02} Dec 2025 12:00:00 +0000", body=answer))
    rows += [on(6, BEN, SAM, NAMES.replace("Ida Lund", "Petra")), on(7, SAM, BEN, ANSWER)]
    book = make_book()
    book.sync(put(tmp_path / "mail", *rows), us=["us.example"], owner=["sam.hart@us.example"])
    items = book.review("2026-01", as_of="2026-01-20").items
    assert any(i.name == "ora@third.example" for i in items)
    assert not [i.name for i in items if i.now.startswith("they sent ")]


def test_who_wrote_to_us_before_was_put_in_touch_by_nobody(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Somebody who asked us on their own a month before is no newcomer, though no answer of ours is kept."""
    asked = mail(
        BEN, SAM, subject="Enquiry", date="01 Dec 2025 09:00:00 +0000", body="What does a seal cost for our pumps at Hall?"
    )
    book = make_book()
    book.sync(
        put(tmp_path / "mail", *known(), asked, on(6, IDA, SAM, MEET, cc=BEN)), us=["us.example"], owner=["sam.hart@us.example"]
    )
    at = place(book)
    assert at is None or not at.now.startswith("they sent ")
