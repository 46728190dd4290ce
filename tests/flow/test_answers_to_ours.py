"""An answer to a letter that reached somebody by Bcc is an answer, and no start of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, new_book, put
from tests.evidence.mails import outcomes, them

from regard.book import Book
from regard.flow.answers_to_ours import with_answers_to_ours
from regard.flow.interacting import interactions
from regard.time import iso_day

SAM, UTE = "Sam Hart <sam.hart@us.example>", "Ute Aden <ute.aden@obsthof.example>"
JO = "Jo Aden <jo.aden@obsthof.example>"


def book_of(tmp_path: Path, *more: bytes) -> Book:
    """Ute orders in April 2025; a letter of ours goes to ourselves in May, and mail is seen until August."""
    book = new_book(tmp_path / "b", us__domains=["us.example"])
    book.sync(
        put(
            tmp_path / "mail",
            mail(UTE, SAM, subject="Crates", date="07 Apr 2025 09:00:00 +0000", body="Please send us 400 crates."),
            mail(
                SAM,
                SAM,
                subject="Prices",
                date="05 May 2025 09:00:00 +0000",
                body="Prices rise by 4 %.",
                message_id="p@us.example",
            ),
            mail(
                "Jo Reed <jo.reed@acme.example>", SAM, subject="Pumps", date="20 Aug 2025 09:00:00 +0000", body="We need pumps."
            ),
            *more,
        )
    )
    return book


def marked(book: Book) -> list[str]:
    """The days of Ute's mails that answer a mail of ours which is not seen to have gone to Ute."""
    live = book._live()
    (ute,) = (row[0] for row in live.rows("SELECT id FROM person WHERE name = 'Ute Aden'"))
    here = with_answers_to_ours(live, interactions(live, [ute]))[ute]
    return [day for i in here if i.answers_ours and (day := iso_day(i.us)) is not None]


@pytest.mark.parametrize(
    ("subject", "reply_to", "expected"),
    [("Re: Prices", "p@us.example", ["2025-05-06"]), ("Our orchard", "", []), ("Re: News", "x@obsthof.example", [])],
    ids=["an answer to our letter", "of their own accord", "an answer to a colleague"],
)
def test_an_answer_to_a_letter_by_bcc_is_found(tmp_path: Path, subject: str, reply_to: str, expected: list[str]) -> None:
    """Only what answers a mail of ours is marked; an answer in a thread of theirs with us, or to a colleague, is not."""
    theirs = mail(
        JO, SAM, subject="News", date="10 Apr 2025 09:00:00 +0000", body="The orchard blooms.", message_id="x@obsthof.example"
    )
    mine = mail(UTE, SAM, subject=subject, date="06 May 2025 09:00:00 +0000", body="No.", reply_to=reply_to)
    assert marked(book_of(tmp_path, theirs, mine)) == expected


def test_such_an_answer_starts_nothing() -> None:
    """A week that holds only such an answer is one without a start of theirs."""
    begun = them("z", -20, thread_id="t0")
    own = outcomes(begun, them("b", 1, thread_id="t2"), channel="starts_contact")
    answered = outcomes(begun, them("b", 1, thread_id="t2", answers_ours=True), channel="starts_contact")
    assert own.count("1") == answered.count("1") + 1
    assert len(own) == len(answered)
