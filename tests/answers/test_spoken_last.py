"""The last talk with somebody stands in their brief."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient
from tests.books import ics, mail, put, vevent, vtt

from regard.book import Book
from regard.surfaces import written
from regard.surfaces.api import create_app

SAM, EVA = "Sam Hart <sam.hart@us.example>", "Eva Lund <eva.lund@hall.example>"
SAID = "We will take the second freezer hall if the doors are a metre wider."
ASK = "Could we have a word about the second hall and its doors?"


def book_of(make_book: Callable[..., Book], folder: Path, *turns: tuple[str, str], **more: str) -> Book:
    """A mail each way, one of ours on 4 February that asks, a talk on 10 February, and perhaps a mail of theirs after it."""
    wrote = [
        (EVA, SAM, "Hall", "Thank you for the visit, we have read the sketch with care.", "12 Jan 2026"),
        (SAM, EVA, "Second hall", ASK, "04 Feb 2026"),
        (EVA, SAM, "Roof", more.get("since", ""), "16 Feb 2026"),
        (SAM, "Lou Park <lou@other.example>", "Hi", "All well here.", "20 Feb 2026"),
    ]
    put(
        folder,
        *(
            mail(a, b, subject=subject, body=body, date=f"{day} 10:00:00 +0000", message_id=f"m{n}@x.example")
            for n, (a, b, subject, body, day) in enumerate(wrote)
            if body
        ),
    )
    answer = more.get("answer", "ACCEPTED")
    (folder / "cal.ics").write_bytes(ics(vevent("a", "20260210T100000Z", guests=f"eva.lund@hall.example:{answer}")))
    if turns:
        (folder / "Hall.vtt").write_bytes(vtt(*turns, note="NOTE 2026-02-10 10:02 UTC"))
    book = make_book()
    book.sync(folder, us=("us.example",))
    return book


def last(book: Book, as_of: str = "2026-02-21") -> list[tuple[str, str, str]]:
    """(kind, what is said of it, quote) of the last words of the brief."""
    return [
        (t.kind, t.says if t.kind == "spoke" else "", t.quote) for t in book.brief("eva.lund@hall.example", as_of=as_of).last
    ]


TURNS = (("Sam Hart", "You had a look at the doors?"), ("Eva Lund", f"Yes. {SAID}"))


def test_what_they_said_on_the_last_call_is_told(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """With its minute, on every surface; our mail before it has been spoken of and is no last word."""
    book = book_of(make_book, tmp_path, *TURNS)
    (line,) = book.brief("eva.lund@hall.example", as_of="2026-02-21").last
    assert (line.kind, line.quote, line.by, line.call) == ("spoke", SAID, "Eva Lund", "0:10")
    shown = book.message(line.message_id, as_of="2026-02-21")
    assert SAID in "".join(z["text"] for z in shown.zones)
    text = " ".join(written.brief(book.brief("eva.lund@hall.example", as_of="2026-02-21")).split())
    assert "WHAT WAS WRITTEN OR SAID LAST" in text
    assert f"on your last call they said: “{SAID}” (10 Feb, 0:10 into the call)" in text
    page = TestClient(create_app(book), base_url="http://127.0.0.1:8321").get(
        "/brief", params={"of": "eva.lund@hall.example", "as_of": "2026-02-21"}
    )
    assert SAID in page.text


def test_before_the_call_nothing_of_it_is_known(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """On a past day the brief tells what was written by then."""
    book = book_of(make_book, tmp_path, *TURNS)
    assert all(kind != "spoke" for kind, _, _ in last(book, "2026-02-09"))


def test_what_they_wrote_since_takes_its_place_in_time(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """For a month what was said stands beside what was written since, the later first; after that it is no last word."""
    since = "The roof has to be ready before we can do anything about the doors."
    book = book_of(make_book, tmp_path, *TURNS, since=since)
    assert [(kind, quote) for kind, _, quote in last(book)] == [("wrote", since), ("spoke", SAID)]
    assert "spoke" not in {kind for kind, _, _ in last(book, "2026-03-20")}


def test_of_a_meeting_only_its_day_is_told(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """That they met, where nothing of theirs came since; not where they wrote, and not of a meeting that nobody accepted."""
    assert last(book_of(make_book, tmp_path / "a")) == [("spoke", "you met", "")]


def test_a_meeting_before_their_mail_is_not_told(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The mail tells more than that there was a meeting."""
    since = "The roof has to be ready before we can do anything about the doors."
    assert [kind for kind, _, _ in last(book_of(make_book, tmp_path, since=since))] == ["wrote"]


def test_a_meeting_that_nobody_accepted_was_perhaps_never_held(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Our entry alone is no talk."""
    assert "spoke" not in {kind for kind, _, _ in last(book_of(make_book, tmp_path, answer="NEEDS-ACTION"))}


def test_a_call_on_which_they_said_nothing_is_a_talk_without_words(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A courtesy is not quoted."""
    book = book_of(make_book, tmp_path, ("Sam Hart", "Shall I call again?"), ("Eva Lund", "Yes, please."))
    assert last(book) == [("spoke", "you spoke", "")]
