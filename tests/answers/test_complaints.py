"""Which complaint stands, and that the month's review takes it up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.complaints import standing_complaints
from regard.book import Book

ANN, SAM = "Ann Reed <ann@acme.example>", "Sam Hart <sam.hart@us.example>"
GRIEF = "Hello Sam,\n\nwe are very disappointed with the service of the last weeks.\n\nAnn"


def book_of(make_book: Callable[..., Book], tmp_path: Path, last: str, *more: bytes) -> Book:
    """Business passed with Ann in spring on several days; `last` is what she wrote on 1 June 2026, and Sam answered the same day."""
    mails = []
    for n in range(1, 6):
        day = f"{4 * n:02} May 2026"
        mails += [
            mail(ANN, SAM, subject=f"Order {n}", date=f"{day} 09:00:00 +0000", message_id=f"a{n}@acme.example",
                 body="Could you send me the offer and the price of the next delivery?"),
            mail(SAM, ANN, subject=f"Re: Order {n}", date=f"{day} 10:00:00 +0000", in_reply_to=f"<a{n}@acme.example>",
                 body="Here is the offer with the price. Does that suit you?"),
        ]  # fmt: skip
    mails += [
        mail(ANN, SAM, subject="Delivery", date="01 Jun 2026 09:00:00 +0000", body=last, message_id="l@acme.example"),
        mail(SAM, ANN, subject="Re: Delivery", date="01 Jun 2026 10:00:00 +0000", body="Thank you, Ann.",
             in_reply_to="<l@acme.example>"),
        *more,
    ]  # fmt: skip
    put(tmp_path / "mail", *mails)
    made = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    made.sync(tmp_path / "mail", us=("us.example",))
    return made


@pytest.mark.parametrize(("day", "stands"), [("2026-05-31", False), ("2026-06-05", True), ("2026-07-30", False)])
def test_a_complaint_stands_for_six_weeks(make_book: Callable[..., Book], tmp_path: Path, day: str, stands: bool) -> None:
    """Not before it was written, and not for ever."""
    book = book_of(make_book, tmp_path, GRIEF)
    view = book._view(day)
    assert bool(standing_complaints(view.live, view.as_of_us)) is stands


def test_a_quiet_week_of_theirs_ends_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A whole week in which they wrote without one."""
    calm = mail(ANN, SAM, subject="Order 9", date="10 Jun 2026 09:00:00 +0000", body="Please send the next one.")
    book = book_of(make_book, tmp_path, GRIEF, calm)
    for day, stands in (("2026-06-12", True), ("2026-06-17", False)):
        view = book._view(day)
        assert bool(standing_complaints(view.live, view.as_of_us)) is stands


@pytest.mark.parametrize(("last", "told"), [(GRIEF, True), ("Hello Sam,\n\nthe goods are here.\n\nAnn", False)])
def test_a_review_takes_up_whoever_complained_this_week(
    make_book: Callable[..., Book], tmp_path: Path, last: str, told: bool
) -> None:
    """With standing and neglect in full, and the complaint as the reason; with no complaint neither, a day after our own mail."""
    review = book_of(make_book, tmp_path, last).review(month="2026-06", as_of="2026-06-05")
    (ann,) = review.items
    assert ann.now.startswith("they complained on 2026-06-01") is told
    assert (ann.parts["neglect"] == 1.0, ann.parts["standing"] >= 0.7) == (told, told)


@pytest.mark.parametrize(
    ("subject", "who", "words", "stands"),
    [
        ("Re: Delivery", ANN, "That settles the matter for us.", False),
        ("Service", ANN, "Die Sache ist damit erledigt.", False),
        ("Printer", ANN, "The printer works again.", True),
        ("Re: Delivery", "Ben Hall <ben@acme.example>", "The fault is mended.", False),
        ("Service", "Ben Hall <ben@acme.example>", "The fault is mended.", True),
        ("Re: Delivery", "Cora Dale <cora@haulier.example>", "The fault is mended.", True),
        ("Re: Delivery", ANN, "Is the matter settled?", True),
    ],
)
def test_their_word_that_it_is_put_right_ends_it(
    make_book: Callable[..., Book], tmp_path: Path, subject: str, who: str, words: str, *, stands: bool
) -> None:
    """At once and altogether, where it is in that thread or names the same thing; a colleague's word in that thread."""
    reply = {"in_reply_to": "<l@acme.example>"} if subject.startswith("Re") else {}
    later = mail(
        who, SAM, subject=subject, date="03 Jun 2026 09:00:00 +0000", body=f"Hello Sam,\n\n{words}\n\nRegards", **reply
    )
    book = book_of(make_book, tmp_path, GRIEF, later)
    view = book._view("2026-06-05")
    ann = book.person("ann@acme.example", as_of="2026-06-05").id
    assert (ann in standing_complaints(view.live, view.as_of_us)) is stands
    assert (ann in standing_complaints(book._view("2026-06-02").live, book._view("2026-06-02").as_of_us)) is True
