"""Invitations and answers that come by mail: the same meetings as calendars tell of, and as well kept."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import copy_book, differences, ics, invitation, mail, new_book, put, state, vevent
from tests.flow.test_calendars import timeline, write
from tests.flow.test_garbage import mutate, whole

from regard.book import Book
from regard.model import Message, RawItem
from regard.parse.message import read

US = ("us.example",)
SAM = "Sam Hart <sam.hart@us.example>"
JO = "jo.reed@acme.example"
KNOWN = mail(), mail(SAM, JO, date="Tue, 06 Jan 2026 10:00:00 +0000")


def invited(uid: str = "a", start: str = "20260110T100000Z", method: str = "REQUEST", **how: str) -> bytes:
    """Our invitation to Jo, by mail."""
    guests = how.pop("guests", JO)
    calendar = ics(vevent(uid, start, guests=guests, **how), method=method)
    return invitation(calendar, SAM, guests.replace(" ", ", "), subject="Review", date="Mon, 05 Jan 2026 09:00:00 +0000")


def answered(answer: str = "ACCEPTED", uid: str = "a", start: str = "20260110T100000Z", method: str = "REPLY") -> bytes:
    """Jo's answer to it. The program that wrote it left the organiser's DTSTAMP in."""
    calendar = ics(vevent(uid, start, guests=f"{JO}:{answer}"), method=method)
    return invitation(
        calendar, f"Jo Reed <{JO}>", SAM, subject=f"{answer.title()}: Review", date="Wed, 07 Jan 2026 09:00:00 +0000"
    )


def synced(book: Book, folder: Path, *raws: bytes, **how: bool) -> Book:
    put(folder, *KNOWN, *raws)
    book.sync(folder, us=US, **how)
    return book


def decided(book: Book, as_of: str = "2026-01-20") -> list[str]:
    return [c.sentence for c in book.why(JO, as_of=as_of).contributions if c.channel == "accepts_meeting"]


ANSWERS = [
    ("ACCEPTED", "REPLY", "held", ["accepted our invitation"]),
    ("DECLINED", "REPLY", "declined", ["declined our invitation"]),
    ("TENTATIVE", "COUNTER", "not known whether held", ["said maybe to our invitation"]),
]


@pytest.mark.parametrize(("answer", "method", "result", "said"), ANSWERS, ids=[a[0].lower() for a in ANSWERS])
def test_an_answer_by_mail_is_the_buyers_answer(
    make_book: Callable[..., Book], tmp_path: Path, answer: str, method: str, result: str, said: list[str]
) -> None:
    """An invitation and its answer, both mails, make one meeting; the answer counts from the day its mail was written."""
    book = synced(make_book(), tmp_path / "all", invited(), answered(answer, method=method))
    assert timeline(book.person(JO, as_of="2026-01-15")) == [("01-10", "us", result)]
    assert decided(book) == said
    (before,) = [e for e in book.person(JO, as_of="2026-01-06").timeline if e.kind == "meeting"]
    assert before.result == "upcoming"


def test_an_invitation_by_mail_and_in_a_calendar_is_one_meeting(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The same UID in a mail and in a calendar file is the same meeting, told by both; called off by mail, it is called off."""
    write(tmp_path / "all", own=ics(vevent("a", "20260110T100000Z", guests=JO)))
    book = synced(make_book(), tmp_path / "all", invited(), answered())
    assert timeline(book.person(JO, as_of="2026-01-15")) == [("01-10", "us", "held")]
    put(tmp_path / "all", invited(method="CANCEL", sequence="1", changed="20260108T090000Z"), start=10)
    book.sync()
    assert timeline(book.person(JO, as_of="2026-01-15")) == [("01-10", "us", "cancelled")]


def test_an_invitation_is_no_ask_but_a_mail_with_a_calendar_file_may_be(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A calendar's own notice is automated and asks nothing; a person's mail that a calendar file hangs on is that person's."""
    words = "Could you confirm the date by Friday?"
    calendar = ics(vevent("b", "20260112T100000Z"))
    file = invitation(calendar, SAM, JO, subject="Date", body=words, attached=True, date="Thu, 08 Jan 2026 09:00:00 +0000")
    book = synced(make_book(), tmp_path / "all", invited(), file)
    rows = dict(
        book._live().rows("SELECT subject, automated FROM message WHERE kind = 'mail' AND subject IN ('Review', 'Date')")
    )
    assert rows == {"Review": "calendar", "Date": ""}
    assert timeline(book.person(JO, as_of="2026-01-09")) == [("01-10", "us", "upcoming"), ("01-12", "us", "upcoming")]


PLAIN, NOBODY = ics(vevent("a", "20260110T100000Z")), ics(vevent("a", "20260110T100000Z", guests="", organizer=""))
ASKING, ANSWERING = (PLAIN.replace(b"BEGIN:VEVENT", b"METHOD:" + m + b"\r\nBEGIN:VEVENT") for m in (b"REQUEST", b"REPLY"))
ALONE = b"From: jo@acme.example\nContent-Type: text/calendar; method=REPLY\n\n" + ANSWERING
CARRIED: list[tuple[str, bytes, list[tuple[str, str]]]] = [
    ("invitation", invited(), [("a", "request")]),
    ("its own copy as a file beside it", invitation(ASKING, twice=True), [("a", "request")]),
    ("file of an unknown type", invitation(PLAIN, attached=True, kind="application/octet-stream"), [("a", "")]),
    ("the calendar alone", ALONE, [("a", "reply")]),
    ("nobody on it", invitation(NOBODY, attached=True), []),
    ("broken", invitation(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", attached=True), []),
    ("none", mail(), []),
]


@pytest.mark.parametrize(("raw", "expected"), [pytest.param(*c[1:], id=c[0]) for c in CARRIED])
def test_calendars_in_mails_are_found(raw: bytes, expected: list[tuple[str, str]]) -> None:
    """Every calendar part of a mail is read, once, whatever its type says, and none that tells of nobody."""
    found = read(RawItem("", "x", raw), source_kind="mail", key=b"k", max_us=1 << 60)
    assert isinstance(found, Message)
    assert [(e.uid, e.method) for e in found.events] == expected


@pytest.mark.parametrize("text", [True, False], ids=["words", "metadata"])
def test_order_and_rebuild_make_no_difference(tmp_path: Path, text: bool) -> None:
    """Invitations, answers and calendar files in any order, at once or one by one, and a rebuild, give the same book."""
    raws = [*KNOWN, invited(), answered(), invited(start="20260112T100000Z", sequence="1", changed="20260106T120000Z")]
    raws += [
        invited("b", guests=f"{JO} bo.lind@acme.example"),
        answered("DECLINED", "b"),
        invited("b", method="CANCEL", sequence="2"),
    ]
    at_once = new_book(tmp_path / "book1")
    put(tmp_path / "one", *raws)
    write(tmp_path / "one", own=ics(vevent("a", "20260110T100000Z", guests=JO)))
    at_once.sync(tmp_path / "one", us=US, text=text)
    expected = state(at_once.folder)
    assert len(expected["meeting"]) == 2
    piecewise = new_book(tmp_path / "book2")
    chance = random.Random(3)
    order = list(enumerate(raws))
    chance.shuffle(order)
    write(tmp_path / "two", own=ics(vevent("a", "20260110T100000Z", guests=JO)))
    for n, raw in order:
        put(tmp_path / "two", raw, start=n)
        piecewise.sync(tmp_path / "two", us=US, text=text)
    assert differences(expected, state(piecewise.folder), "item", "coverage") == ""
    at_once.close()
    copy = copy_book(at_once.folder, tmp_path / "again")
    (copy / "live.sqlite").unlink()
    again = Book.open(copy)
    again.sync()
    assert differences(expected, state(again.folder)) == ""


def test_forgetting_takes_invitations_with_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who is erased is on no meeting and in no calendar part of any kept mail, folded or encoded; the others' meeting stands."""
    bo = "bo.lind-of-a-very-long-name-that-a-calendar-has-to-fold@acme.example"
    folded = ics(vevent("b", "20260112T100000Z", guests=f"{JO}:ACCEPTED {bo}:ACCEPTED")).replace(
        b"has-to-fold@", b"has-\r\n to-fold@"
    )
    raw = invitation(
        folded.replace(b"CALENDAR\r\nVERSION", b"CALENDAR\r\nMETHOD:REQUEST\r\nVERSION"), SAM, JO, subject="Review"
    )
    book = synced(make_book(), tmp_path / "all", invited(), answered(), raw)
    assert book.person(bo).name
    book.forget(bo)
    for _ in range(2):
        assert timeline(book.person(JO, as_of="2026-01-15")) == [("01-10", "us", "held"), ("01-12", "us", "held")]
        for name in ("records.sqlite", "live.sqlite"):
            assert b"very-long-name" not in (book.folder / name).read_bytes()
        from regard.flow.reading import unpack
        from regard.privacy import mentions

        assert not any(mentions(unpack(i.raw), [bo]) for batch in book._records.items_after(0) for i in batch if i.raw)
        put(tmp_path / "all", raw.replace(b"Review", b"Again"), start=20)
        book.sync()
    book.forget(JO)
    assert book._live().rows("SELECT count(*) FROM event WHERE uid = 'a'") == [(0,)]


def test_a_meeting_kept_out_keeps_out_its_invitation(tmp_path: Path) -> None:
    """Private in a calendar, the mail that invites to it stays out too, whichever came first, in one sync or two."""
    secret = ics(vevent("a", "20260110T100000Z", **{"class": "PRIVATE"}))
    for n, first in enumerate(("mail", "calendar", "both")):
        book, folder = new_book(tmp_path / f"book{n}"), tmp_path / f"all{n}"
        put(folder, *KNOWN)
        if first != "calendar":
            put(folder, invited(), start=5)
        if first != "mail":
            write(folder, own=secret)
        book.sync(folder, us=US)
        put(folder, invited(), start=5)
        write(folder, own=secret)
        book.sync()
        assert timeline(book.person(JO, as_of="2026-01-15")) == []
        assert book._live().rows("SELECT count(*) FROM message WHERE subject = 'Review'") == [(0,)]
        book.close()


def test_mutated_invitations_are_all_counted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Three hundred invitations and answers with bytes flipped, cut, doubled and swapped go through, every one counted."""
    chance = random.Random(5)
    good = [invited(), answered(), invited("c", rrule="FREQ=WEEKLY;COUNT=3"), invited(method="CANCEL")]
    put(tmp_path / "all", *KNOWN, *(mutate(chance, chance.choice(good), good) for _ in range(300)))
    book = make_book()
    report = book.sync(tmp_path / "all", us=US)
    assert report.seen == report.stored + report.duplicate + report.set_aside == 302
    whole(book, report.seen)
