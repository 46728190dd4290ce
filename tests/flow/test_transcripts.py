"""Transcripts in the book: who speaks, the numbers of a call, what stays out, and garbage counted."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent, vtt
from tests.flow.test_garbage import mutate, whole

from regard.book import Book

US = ("us.example",)
JO = "jo.reed@acme.example"
TALK = vtt(
    ("Sam Hart", "How do you count stock today?"),
    ("Jo", "By hand, twice a year, with the whole team."),
    ("Kim Unknown", "What would it cost?"),
    note="NOTE 2026-01-07 10:02 UTC",
)


@pytest.fixture
def with_call(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """A book with a mail, a meeting and the transcript of it."""
    put(
        tmp_path / "all",
        mail(),
        mail("Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>", date="Tue, 06 Jan 2026 10:00:00 +0000"),
    )
    (tmp_path / "all" / "cal.ics").write_bytes(ics(vevent("a", "20260107T100000Z", guests=f"{JO}:ACCEPTED")))
    (tmp_path / "all" / "Stock.vtt").write_bytes(TALK)
    book = make_book()
    book.sync(tmp_path / "all", us=US)
    return book


def test_a_call_stands_on_the_timeline_with_its_numbers(with_call: Book) -> None:
    """Speakers are who was in the meeting; whoever fits nobody stays a name; questions are counted with their answers."""
    page = with_call.person(JO, as_of="2026-01-10")
    (entry,) = [e for e in page.timeline if e.kind == "call"]
    assert (entry.date, entry.subject, entry.result) == ("2026-01-07T10:02:00Z", "Stock", "held")
    call = with_call.message(entry.message_id).call
    assert call is not None
    assert {s["speaker"]: (s["name"], s["how"]) for s in call["speakers"]} == {
        "Sam Hart": ("Sam Hart", "meeting"),
        "Jo": ("Jo Reed", "first name in meeting"),
        "Kim Unknown": ("", "not known who that is"),
    }
    assert [(q["speaker"], q["answered_by"]) for q in call["questions"]] == [("Sam Hart", "Jo"), ("Kim Unknown", "")]
    assert {k.label: k.us for k in page.kpis}["calls"] == 1


def test_calls_move_no_score(with_call: Book, tmp_path: Path) -> None:
    """What is said in calls changes no estimate."""
    before = with_call.why(JO, as_of="2026-01-10")
    more = vtt(("Jo Reed", "Thank you so much, this is wonderful. Could you send an offer?"), note="NOTE 2026-01-08 10:02 UTC")
    (tmp_path / "all" / "More.vtt").write_bytes(more)
    assert with_call.sync().stored == 1
    assert with_call.why(JO, as_of="2026-01-10") == before


def test_forgetting_a_speaker_takes_their_words_along(with_call: Book, tmp_path: Path) -> None:
    """An erased person's turns and name are gone from both stores, also when the file is imported again."""
    with_call.forget(JO)
    from regard.flow.reading import unpack

    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "Stock.vtt").write_bytes(TALK.replace(b"<v Jo>", b"<v Jo Reed>"))
    for _ in range(2):
        raws = [unpack(item.raw) for batch in with_call._records.items_after(0) for item in batch if item.raw]
        assert not any(b"twice a year" in raw or b"<v Jo" in raw for raw in raws)
        assert b"twice a year" not in (with_call.folder / "live.sqlite").read_bytes()
        with_call.sync(tmp_path / "again")


def test_a_day_alone_is_filled_in_from_the_meeting(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where the file's name tells only the day, the meeting in which its speakers were tells the hour."""
    put(tmp_path / "all", mail())
    (tmp_path / "all" / "cal.ics").write_bytes(ics(vevent("a", "20260107T153000Z", guests=f"{JO}:ACCEPTED")))
    (tmp_path / "all" / "Stock 2026-01-07.vtt").write_bytes(vtt(("Jo Reed", "Good afternoon to all of you.")))
    book = make_book()
    book.sync(tmp_path / "all", us=US)
    assert [e.date for e in book.person(JO, as_of="2026-01-10").timeline if e.kind == "call"] == []  # nobody of ours is heard
    (tmp_path / "all" / "Price 2026-01-07.vtt").write_bytes(vtt(("Jo Reed", "Good afternoon."), ("Sam Hart", "Hi.")))
    put(tmp_path / "all", mail("Sam Hart <sam.hart@us.example>", JO, date="Tue, 06 Jan 2026 10:00:00 +0000"), start=5)
    book.sync()
    assert [e.date for e in book.person(JO, as_of="2026-01-10").timeline if e.kind == "call"] == ["2026-01-07T15:30:00Z"]


def test_a_thousand_mutated_transcripts_are_all_counted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A thousand transcripts with bytes flipped, cut, doubled and swapped go through, each of them counted."""
    chance = random.Random(13)
    good = [TALK, vtt(("A B", "One two three."), ("C D", "Four?"), voices=False)]
    put(tmp_path / "all", mail())
    for n in range(1000):
        (tmp_path / "all" / f"c{n}.vtt").write_bytes(mutate(chance, chance.choice(good), good))
    book = make_book()
    report = book.sync(tmp_path / "all", us=US)
    assert report.seen == report.stored + report.duplicate + report.set_aside == 1001
    assert report.stored > 300
    whole(book, 1001)
    assert book.sync().stored == 0
