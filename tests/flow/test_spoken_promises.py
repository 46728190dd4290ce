"""What is promised on calls: by whoever speaks, in the ledger of both sides, decided by later mail, gone with its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent, vtt

from regard.book import Book
from regard.surfaces.written import told

US = ("us.example",)
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
CALL = vtt(
    ("Sam Hart", "Good. I'll send you the wiring diagram by Friday."),
    ("Jo Reed", "And we will get you the pallet counts by January 15."),
    ("Kim Unknown", "I will send you the insurance papers tomorrow."),
    ("Sam Hart", "If you like, I could send the leaflet as well."),
    note="NOTE 2026-01-07 10:02 UTC",
)


def sources(folder: Path, *after: bytes, calls: dict[str, bytes] | None = None) -> Path:
    """A first mail each way, the meeting of the call, its transcript and what was written after it."""
    put(
        folder,
        mail(JO, SAM, subject="Docks", date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@acme.example"),
        mail(SAM, JO, subject="Re: Docks", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@us.example"),
        *after,
    )
    guests = "jo.reed@acme.example:ACCEPTED"
    (folder / "cal.ics").write_bytes(ics(vevent("a", "20260107T100000Z", guests=guests)))
    for name, raw in (calls or {"Docks.vtt": CALL}).items():
        (folder / name).write_bytes(raw)
    return folder


def rows(book: Book, as_of: str) -> set[tuple[str, str, str, str | None, str]]:
    return {(r.side, r.by, r.to, r.due, r.state) for r in book.promises(as_of=as_of)}


def stored(book: Book) -> list[tuple[str, str]]:
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        return c.execute("SELECT speaker, day FROM pledge ORDER BY start").fetchall()


@pytest.fixture
def heard(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    book = make_book()
    book.sync(sources(tmp_path / "all"), us=US)
    return book


def test_both_sides_promise_on_a_call(heard: Book) -> None:
    """Whoever speaks promises to the other side, by the day of the call; a voice nobody knows and a mere offer promise nothing."""
    assert rows(heard, "2026-01-09") == {
        ("us", "Sam Hart", "Jo Reed", "2026-01-09", "due"),
        ("them", "Jo Reed", "Sam Hart", "2026-01-15", "due"),
    }
    (ours,) = heard.promises(side="us", as_of="2026-01-09")
    assert (ours.text, ours.made, ours.on_call) == (
        "I'll send you the wiring diagram by Friday.",
        "2026-01-07T10:02:00Z",
        True,
    )
    assert ours in heard.person("jo.reed@acme.example", as_of="2026-01-09").promises


def test_nobody_hears_it_before_the_call_is_over(heard: Book) -> None:
    """The day before the call there is nothing to keep."""
    assert rows(heard, "2026-01-06") == set()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Please find the wiring diagram attached.", "kept"),
        ("Thanks for the call yesterday. Here is the diagram.", "kept"),
        ("Here is a diagram of our plant.", "overdue"),
        ("As we discussed, I'll send you the wiring diagram by January 12.", "overdue"),
        ("Have a look at our new pumps.", "overdue"),
    ],
)
def test_later_mail_decides(make_book: Callable[..., Book], tmp_path: Path, words: str, state: str) -> None:
    """Mail that names the thing or goes on from the call keeps it; said again one promise moves; other mail says nothing."""
    later = mail(SAM, JO, subject="Hello", date="Thu, 08 Jan 2026 10:00:00 +0000", message_id="c@us.example", body=words)
    book = make_book()
    book.sync(sources(tmp_path / "all", later), us=US)
    (ours,) = book.promises(side="us", as_of="2026-01-20")
    assert ours.state == state
    assert ours.due == ("2026-01-12" if "12" in words else "2026-01-09")


def test_metadata_only_hears_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where no words are read, none that were spoken are kept as promises."""
    book = make_book()
    book.sync(sources(tmp_path / "all"), us=US, text=False)
    assert stored(book) == []


def test_forgetting_takes_what_they_promised_along(heard: Book) -> None:
    """A call that nobody else outside was on goes whole with whom it was with, and all that was promised on it."""
    heard.forget("jo.reed@acme.example")
    assert stored(heard) == []
    assert rows(heard, "2026-01-09") == set()


def test_an_excluded_person_promises_nothing(heard: Book) -> None:
    """Excluding whoever was on a call takes the call and its promises out."""
    heard.exclude("person", "jo.reed@acme.example")
    assert stored(heard) == []


def test_the_order_of_import_does_not_matter(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The transcript first and the mail later gives the same ledger as all at once and as a rebuilt live store."""
    later = mail(
        SAM,
        JO,
        subject="Diagram",
        date="Thu, 08 Jan 2026 10:00:00 +0000",
        body="The wiring diagram is attached.",
        message_id="c@x",
    )
    whole = make_book("whole")
    whole.sync(sources(tmp_path / "all", later), us=US)
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "Docks.vtt").write_bytes(CALL)
    parted = make_book("parted")
    parted.sync(tmp_path / "first", us=US)
    assert rows(parted, "2026-01-20") == set()
    parted.sync(tmp_path / "all")
    assert rows(parted, "2026-01-20") == rows(whole, "2026-01-20") != set()
    assert {s for *_, s in rows(whole, "2026-01-20")} == {"kept", "overdue"}


def test_promises_on_calls_move_no_score(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The same book with promises spoken and with small talk in their place gives the same sums."""
    talk = vtt(("Sam Hart", "Good morning."), ("Jo Reed", "Good morning to you."), note="NOTE 2026-01-07 10:02 UTC")
    said, silent = make_book("said"), make_book("silent")
    said.sync(sources(tmp_path / "a"), us=US)
    silent.sync(sources(tmp_path / "b", calls={"Docks.vtt": talk}), us=US)
    at = {"as_of": "2026-01-20"}
    assert said.promises(**at)
    assert not silent.promises(**at)
    told = [(p.trust, p.value, p.rapport, p.evidence) for p in (b.person("jo.reed@acme.example", **at) for b in (said, silent))]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("turns", "due", "moved"),
    [
        ((("Jo Reed", "About the crane survey: could we have it on the 13th?"), ("Sam Hart", "Yes, you will have it on the 13th.")),
         "2026-01-13", 1),
        ((("Jo Reed", "Hello."), ("Sam Hart", "You will get the crane survey by January 14.")), "2026-01-14", 1),
        ((("Jo Reed", "The parking permits are still open."), ("Sam Hart", "You'll have those on the 13th.")), "2026-01-20", 0),
        ((("Sam Hart", "The crane survey is nearly done."), ("Jo Reed", "You will have our comments on the 13th.")), "2026-01-20", 0),
    ],
)  # fmt: skip
def test_a_new_day_agreed_on_a_call_is_the_day_of_what_was_promised_in_mail(
    make_book: Callable[..., Book], tmp_path: Path, turns: tuple[tuple[str, str], ...], due: str, moved: int
) -> None:
    """Words that name the thing, or of "it" what was named just before, move the promise of that side; others are their own."""
    made = mail(
        SAM,
        JO,
        subject="Survey",
        date="Tue, 06 Jan 2026 11:00:00 +0000",
        body="I will send you the crane survey by January 20.",
    )
    book = make_book()
    calls = {"Docks.vtt": vtt(*turns, note="NOTE 2026-01-07 10:02 UTC")}
    book.sync(sources(tmp_path / "all", made, calls=calls), us=US)
    (row,) = [p for p in book.promises(side="us", as_of="2026-01-09") if "survey" in p.text]
    assert (row.due, row.moved) == (due, moved)
    if "will have it" in turns[-1][1]:
        (line,) = [t for t in book.brief("jo.reed@acme.example", as_of="2026-01-09").owed if "survey" in t.says]
        assert (line.due, line.because) == (due, ("moved on the call of 2026-01-07",))
        assert "moved on the call of 7 Jan" in told(line, "2026-01-09")
