"""A day that somebody hoped for is told in the brief, as a hope, until something of theirs follows on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.hoped import HOPED, _day
from regard.book import Book
from regard.model import DAY
from regard.results import Brief

US, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
ASKED = "Could you tell me what was billed for the old contract of the plant?"
HOPE = "I am still working on it. I should have a first figure by Wednesday."


@pytest.mark.parametrize(
    ("words", "hopes"),
    [
        ("I should have a first figure by Wednesday.", True),
        ("We hope to have the drawing ready today, but the numbers are hard to find.", True),
        ("I'll try to send it by Friday.", True),
        ("I think I can get you the sizes tomorrow.", True),
        ("I should have gone there this morning.", False),
        ("I hope to see you on Friday.", False),
        ("You should have it by Friday.", False),
        ("If the boiler holds, I should have a first figure by Wednesday.", False),
        ("I should have an idea soon.", False),
        ("Should I have an idea by Wednesday?", False),
    ],
)
def test_a_hope_with_a_day(words: str, *, hopes: bool) -> None:
    """It is of the writer's own doing and names its day; a regret, a greeting, a condition and a question are none."""
    assert (_day(words, 20_000 * DAY, 0) is not None) is hopes


def brief_of(make_book: Callable[..., Book], tmp_path: Path, mails: Sequence[tuple[str, str, str, str, int]]) -> Brief:
    """The brief of Jo on 20 January of mails (from, to, subject, words, day)."""
    made = [
        mail(sender, to, subject=subject, body=body, date=f"{day:02d} Jan 2026 09:00:00 +0000", message_id=f"m{n}@x.example")
        for n, (sender, to, subject, body, day) in enumerate(mails)
    ]
    book = make_book()
    book.sync(put(tmp_path / "all", *made), us=("us.example",), owner=("sam.hart@us.example",))
    return book.brief("jo.reed@acme.example", as_of="2026-01-20")


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ([], True),
        ([(US, JO, "Re: Billing", "Call me.", 7)], True),
        ([(US, JO, "Roof", "The roof of the second hall will be done by the people from the yard.", 8)], True),
        ([(US, JO, "Re: Billing", "The old contract was billed for January and February, and not for March.", 8)], False),
    ],
    ids=["nothing", "a word", "another matter", "the answer"],
)
def test_it_is_told_until_its_matter_goes_on(
    make_book: Callable[..., Book], tmp_path: Path, later: list[tuple[str, str, str, str, int]], *, told: bool
) -> None:
    """With its day and that it is a hope; a short word or another matter of ours settles nothing."""
    found = brief_of(make_book, tmp_path, [(JO, US, "Billing", ASKED, 5), (US, JO, "Re: Billing", HOPE, 6), *later])
    hopes = [t for t in found.owed if t.because == (HOPED,)]
    assert [(t.quote, t.due, t.by) for t in hopes] == (
        [("I should have a first figure by Wednesday.", "2026-01-07", "you")] if told else []
    )
