"""What somebody wrote last that says something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.last_words import telling
from regard.book import Book
from regard.model import Span

SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
SAYS = "We cannot take the second pump before the audit, because the hall is closed."


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (SAYS, SAYS),
        ("The information contained herein is based on sources that we believe to be reliable, but is not warranted.", None),
        ("This is not an offer to buy or sell, and prices have changed.", None),
        (
            "The information on the pump has changed, and we need a new plan.",
            "The information on the pump has changed, and we need a new plan.",
        ),
    ],
)
def test_a_disclaimer_says_nothing(words: str, says: str | None) -> None:
    """Small print that no rule cut from a mail is not what its writer said."""
    found = telling(words, (Span(0, len(words), "own"),), (), social=False)
    assert (words[slice(*found)] if found else None) == says


@pytest.mark.parametrize(
    ("subject", "body", "more", "told"),
    [
        ("Second pump", SAYS, 0, True),
        ("The schedule of May is revised and has changed", "The schedule of May is revised and has changed.", 0, False),
        ("Second pump", SAYS, 14, False),
    ],
    ids=["says something", "the subject again", "to many"],
)
def test_what_stands_above_or_goes_to_many_is_no_last_word(
    make_book: Callable[..., Book], tmp_path: Path, subject: str, body: str, more: int, told: bool
) -> None:
    """Words that repeat the subject, and a mail to more than six, tell nothing of what somebody said to us last."""
    answer = mail(
        SAM, JO, date="Mon, 05 Jan 2026 09:00:00 +0000", body="Hello Jo, the plan of the hall is on its way.", subject="Plan"
    )
    many = ", ".join([SAM, *(f"P{n} <p{n}@acme.example>" for n in range(more))])
    last = mail(JO, many, date="Wed, 07 Jan 2026 09:00:00 +0000", body=body, subject=subject)
    book = make_book()
    book.sync(put(tmp_path / "mail", answer, last), us=["us.example"], owner=["sam.hart@us.example"])
    brief = book.brief("jo.reed@acme.example", as_of="2026-01-12")
    assert any(line.quote == SAYS for line in brief.last) is told
    assert [line.by for line in brief.last if line.by == "Jo Reed"] == (["Jo Reed"] if told else [])


def test_a_phrase_of_several_mails_and_a_cover_note_are_no_last_words(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What stands under each of their mails says nothing in the last; nor does what only points at a sheet."""
    always = "If you cannot open the charts then please write and we will send them by fax."
    answer = mail(
        SAM, JO, date="Mon, 05 Jan 2026 09:00:00 +0000", body="Hello Jo, the plan of the hall is on its way.", subject="Plan"
    )
    theirs = [
        mail(JO, SAM, date=f"Wed, {day:02d} Jan 2026 09:00:00 +0000", body=f"{chart} are up.\n\n{always}", subject=chart)
        for day, chart in ((7, "Crude oil"), (8, "Natural gas"))
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", answer, *theirs), us=["us.example"], owner=["sam.hart@us.example"])
    assert not book.brief("jo.reed@acme.example", as_of="2026-01-12").last
    note = "I have highlighted the changes in the attached sheet, which will need your signature."
    assert telling(note, (Span(0, len(note), "own"),), (), social=False) is None
