"""What stands after a buyer said no: in the agenda's view, and before the coach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.agenda import Agenda, Chosen
from regard.answers.agenda_facts import Kept, Passed
from regard.answers.agenda_reason import reason
from regard.answers.standing_refusals import StandingRefusal, standing_refusals
from regard.book import Book

SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
NO = "Thank you. We have no budget for shelves this year. Please do not prepare another quotation."


def refused(make: Callable[..., Book], tmp_path: Path, *later: tuple[str, str], words: str = NO) -> Book:
    rows = [("05 Jan 2026 10:00:00 +0000", words), *later]
    mails = [mail(SAM, JO, subject="Shelves", date="02 Jan 2026 10:00:00 +0000", body="What would make it worth your while?")]
    mails += [mail(JO, SAM, subject="Shelves", date=when, body=own) for when, own in rows]
    mails.append(
        mail("Max Oak <max@beta.example>", SAM, subject="Valves", date="01 Sep 2026 10:00:00 +0000", body="The list is here.")
    )
    book = make()
    book.sync(put(tmp_path / "mail" / "sam", *mails), us=["us.example"])
    return book


@pytest.mark.parametrize(
    ("later", "words", "stands"),
    [
        ((), NO, "no_offers"),
        ((("03 Mar 2026 10:00:00 +0000", "The fair was nice, thank you."),), NO, "no_offers"),
        ((("03 Mar 2026 10:00:00 +0000", "The budget is approved. Could you send us a quote?"),), NO, ""),
        ((), "Everything is frozen until April.", ""),
        ((), "Everything is frozen until December.", "no_money"),
    ],
)
def test_it_stands_until_its_day_or_until_they_say_otherwise(
    make_book: Callable[..., Book], tmp_path: Path, later: tuple[tuple[str, str], ...], words: str, stands: str
) -> None:
    """A later pleasantry changes nothing; money that is there, or a day that is over, ends it."""
    book = refused(make_book, tmp_path, *later, words=words)
    view = book._view(None)
    person = view.live.rows("SELECT id FROM person WHERE address = 'jo.reed@acme.example'")[0][0]
    found = standing_refusals(view, [person])
    assert [s.kind for s in found.values()] == ([stands] if stands else [])


def test_the_coach_warns_of_an_offer_that_they_asked_not_to_get(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """With their own words, whatever their trust and though they spoke of quotations first; a mail that offers nothing is let be."""
    book = refused(make_book, tmp_path)
    drafts = ("Hello Jo, I enclose a new quotation for the shelves.", "Hello Jo, how did the stocktaking go?")
    offer, other = (book.coach(draft, to="jo.reed@acme.example") for draft in drafts)
    (found,) = [r for r in offer if r.rule == "proposal-before-trust"]
    assert "Please do not prepare another quotation" in found.message
    assert "2026-01-05" in found.message
    assert not [r for r in other if r.rule == "proposal-before-trust"]


def test_the_agenda_takes_nothing_up_with_whoever_said_no() -> None:
    """A mail that says no wants no answer, however long ago it is."""
    said = StandingRefusal("no_money", "m", "2026-01-05", "2026-12-01", "There is a freeze until December.")
    last = Kept("m", 1_767_600_000_000_000, "Shelves", outbound=False)
    at = Agenda((), {}, {}, {}, {}, passed={"p": Passed(None, last)}, refused={"p": said})
    found = reason(at, Chosen("p", "turn", None), 1_788_300_000_000_000)
    assert found.now == "they wrote on 2026-01-05: “There is a freeze until December” (until 2026-12-01)"
    assert "Take nothing up and ask for no step that costs money until 2026-12-01" in found.do
