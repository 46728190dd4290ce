"""What buyers say on calls is told where the same sentence in a mail would be, and counts in no estimate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent, vtt

from regard.book import Book
from regard.parse.transcript import minute_of

US = ("us.example",)
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
ADDRESS = "jo.reed@acme.example"
AS_OF = "2026-01-12"
OPENING = ("Sam Hart", "Good to see you both. We are very disappointed about nothing at all, I hope.")
STAKES = "We need to cut the picking errors in the freezer hall by half before the summer."
COMPLAINT = "We are very unhappy with the last delivery, half of the labels were wrong again."


def book_of(make_book: Callable[..., Book], folder: Path, *turns: tuple[str, str]) -> Book:
    """A mail each way, a meeting with Jo, and the transcript of it."""
    put(
        folder,
        mail(JO, SAM, subject="Docks", date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@acme.example"),
        mail(SAM, JO, subject="Re: Docks", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@us.example"),
    )
    (folder / "cal.ics").write_bytes(ics(vevent("a", "20260107T100000Z", guests=f"{ADDRESS}:ACCEPTED")))
    (folder / "Docks.vtt").write_bytes(vtt(OPENING, *turns, note="NOTE 2026-01-07 10:02 UTC"))
    book = make_book()
    book.sync(folder, us=US)
    return book


def test_what_matters_is_told_with_the_minute(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A goal said on a call stands among what matters to them, with its quote, day and minute of the call, also in the brief."""
    book = book_of(make_book, tmp_path, ("Jo", "Thank you."), ("Sam Hart", "What matters?"), ("Jo", STAKES))
    (topic,) = [t for t in book.person(ADDRESS, as_of=AS_OF).topics if t["call"]]
    text = "".join(z["text"] for z in book.message(topic["message_id"], as_of=AS_OF).zones)
    assert (topic["quote"], topic["date"][:10]) == (STAKES, "2026-01-07")
    assert text[topic["start"] : topic["end"]] == STAKES
    assert topic["call"] == minute_of(text, topic["start"])
    assert STAKES in [t.quote for t in book.brief(ADDRESS, as_of=AS_OF).cares]


@pytest.mark.parametrize("speaker", ["Kim Unknown", "Sam Hart"])
def test_only_a_known_buyer_says_anything(make_book: Callable[..., Book], tmp_path: Path, speaker: str) -> None:
    """A voice that fits nobody, and one of ours, tell nothing of a buyer, complaint or goal."""
    book = book_of(make_book, tmp_path, ("Jo", "Yes."), (speaker, f"{STAKES} {COMPLAINT}"))
    page = book.person(ADDRESS, as_of=AS_OF)
    assert not page.topics
    assert not book.brief(ADDRESS, as_of=AS_OF).first


def test_a_complaint_on_a_call_stands(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It opens the brief and the page as a written one does, from the end of the call on."""
    book = book_of(make_book, tmp_path, ("Jo", COMPLAINT))
    (line,) = [t for t in book.brief(ADDRESS, as_of=AS_OF).first if t.quote]
    assert (line.kind, line.quote, line.call) == ("complaint", COMPLAINT, "0:10")
    assert not book.brief(ADDRESS, as_of="2026-01-06").first


def test_no_estimate_reads_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The sums are those of the same call with other words."""
    told = book_of(make_book, tmp_path / "a", ("Jo", f"{COMPLAINT} {STAKES} What would you recommend? Thank you so much!"))
    silent = book_of(make_book, tmp_path / "b", ("Jo", "We count by hand."))
    for of in ("trust", "value", "rapport"):
        a, b = (book.why(ADDRESS, of=of, as_of=AS_OF) for book in (told, silent))
        assert [(c.date, c.contribution) for c in a.contributions] == [(c.date, c.contribution) for c in b.contributions]
        assert a.mean == b.mean


def test_a_confidence_on_a_call_is_told_to_whoever_heard_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A call on which they ask to keep something quiet is quoted on no list of the team, and listed to the seller who spoke on it."""
    quiet = "Between us, the budget was cut last week."
    book = book_of(make_book, tmp_path, ("Jo", f"{COMPLAINT} {STAKES}"), ("Sam Hart", "I see."), ("Jo", quiet))
    brief = book.brief(ADDRESS, as_of=AS_OF)
    assert not [t.quote for t in (*brief.first, *brief.cares, *brief.changed) if t.quote]
    assert not book.person(ADDRESS, as_of=AS_OF).topics
    (told,) = book.coached("sam.hart@us.example", as_of=AS_OF)
    assert quiet in told.quote


def test_it_is_disclosed(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What is read in their words on calls stands in the disclosure, as not counted."""
    book = book_of(make_book, tmp_path, ("Jo", COMPLAINT))
    rows = book.disclose(ADDRESS)["what was read in their words"]
    assert [(r["read as"], r["words"], r["counted"]) for r in rows if r["read as"] == "complains"] == [
        ("complains", COMPLAINT, False)
    ]
