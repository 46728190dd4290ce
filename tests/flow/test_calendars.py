"""Calendars in the book: meetings with their answers on the page, what stays out, and garbage counted."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent
from tests.flow.test_garbage import mutate, whole

from regard.book import Book
from regard.results import PersonPage

US = ("us.example",)
JO = "jo.reed@acme.example"


def write(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in files.items():
        (folder / f"{name}.ics").write_bytes(raw)
    return folder


def timeline(page: PersonPage) -> list[tuple[str, str, str]]:
    """(day, who called it, result) of the meetings on a page, the first first."""
    return [((e.date or "")[5:10], e.direction, e.result) for e in reversed(page.timeline) if e.kind == "meeting"]


@pytest.fixture
def with_mail(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """A book with a mail from the buyer, so that it is known who is who."""
    put(
        tmp_path / "all",
        mail(),
        mail("Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>", date="Tue, 06 Jan 2026 10:00:00 +0000"),
    )
    book = make_book()
    book.sync(tmp_path / "all", us=US)
    return book


def test_meetings_stand_on_the_timeline_with_what_came_of_them(with_mail: Book, tmp_path: Path) -> None:
    """Accepted, declined, held, called off and upcoming are told apart; calls by us and by them; the next one is named."""
    files = {
        "held": ics(vevent("a", "20260107T100000Z", guests=f"{JO}:ACCEPTED kim@us.example:ACCEPTED", minutes=90)),
        "declined": ics(vevent("b", "20260108T100000Z", guests=f"{JO}:DECLINED")),
        "off": ics(vevent("c", "20260109T100000Z", status="CANCELLED", changed="20260107T100000Z")),
        "theirs": ics(vevent("d", "20260110T100000Z", organizer=JO, guests="sam.hart@us.example:ACCEPTED")),
        "ahead": ics(vevent("e", "20260120T100000Z", guests=f"{JO}:ACCEPTED", summary="Contract")),
    }
    write(tmp_path / "all", **files)
    report = with_mail.sync()
    assert (report.stored, {s.kind for s in report.sources}) == (5, {"mail_folder", "calendar"})
    page = with_mail.person(JO, as_of="2026-01-15")
    assert timeline(page) == [
        ("01-07", "us", "held"),
        ("01-08", "us", "declined"),
        ("01-09", "us", "cancelled"),
        ("01-10", "them", "held"),
        ("01-20", "us", "accepted"),
    ]
    assert page.next_meeting is not None
    assert (page.next_meeting["subject"], page.next_meeting["by"], page.next_meeting["answer"]) == (
        "Contract",
        "us",
        "accepted",
    )
    figures = {k.label: (k.us, k.them) for k in page.kpis}
    assert figures["meetings held"] == (1, 1)
    assert figures["people met with"] == (2, 1)
    assert figures["hours of meetings"] == (1.5 * 2 + 1, 2.5)
    assert (page.last_contact_us, page.last_contact_them) == ("2026-01-10T10:00:00Z",) * 2
    assert timeline(with_mail.person(JO, as_of="2026-01-04")) == []
    assert timeline(with_mail.person(JO, as_of="2026-01-05"))[0] == ("01-07", "us", "accepted")


def test_of_a_weekly_meeting_without_an_end_the_next_date_alone_is_ahead(with_mail: Book, tmp_path: Path) -> None:
    """A meeting of every week for ever leaves what passed on the timeline: its next date stands first, later ones are not told."""
    write(tmp_path / "all", weekly=ics(vevent("w", "20260107T100000Z", guests=f"{JO}:ACCEPTED", rrule="FREQ=WEEKLY")))
    with_mail.sync()
    page = with_mail.person(JO, as_of="2026-01-20")
    assert [day for day, *_ in timeline(page)] == ["01-07", "01-14", "01-21"]
    assert page.timeline_total == len(page.timeline) == 5


def test_an_invitation_is_evidence_that_why_sums(with_mail: Book, tmp_path: Path) -> None:
    """An accepted and a declined invitation are two summands of trust, and the sum stays exact."""
    accepted, declined = (
        vevent(name, f"202601{day}T100000Z", guests=f"{JO}:{said}")
        for name, day, said in (("a", "07", "ACCEPTED"), ("b", "10", "DECLINED"))
    )
    write(tmp_path / "all", a=ics(accepted, declined))
    with_mail.sync()
    why = with_mail.why(JO, as_of="2026-01-20")
    told = {c.sentence: c.contribution for c in why.contributions if c.channel == "accepts_meeting"}
    assert told["accepted our invitation"] > 0 > told["declined our invitation"]
    assert abs(why.prior + sum(c.contribution for c in why.contributions) - why.mean) < 1e-9


def test_a_later_file_moves_and_calls_off(with_mail: Book, tmp_path: Path) -> None:
    """A meeting that comes again at another time is moved, not doubled; the same calendar written again adds nothing."""
    write(tmp_path / "all", a=ics(vevent("a", "20260110T100000Z")))
    with_mail.sync()
    moved = vevent("a", "20260112T100000Z", sequence="1", changed="20260106T090000Z")
    write(tmp_path / "all", b=ics(moved))
    assert with_mail.sync().stored == 1
    assert timeline(with_mail.person(JO, as_of="2026-01-11")) == [("01-12", "us", "upcoming")]
    written_again = moved.replace("DTSTAMP:20260106T090000Z", "DTSTAMP:20260301T000000Z")
    write(tmp_path / "all", c=ics(written_again))
    report = with_mail.sync()
    assert (report.stored, report.seen) == (0, report.duplicate)


def test_private_events_and_sensitive_titles_stay_out(with_mail: Book, tmp_path: Path) -> None:
    """What its owner marked private, and what default exclusions cover, is counted, kept out, and not written down."""
    secret = vevent("a", "20260110T100000Z", summary="Zebra", **{"class": "PRIVATE"})
    health = vevent("b", "20260111T100000Z", summary="Sick leave until Monday", guests="hr@us.example")
    write(tmp_path / "all", a=ics(vevent("a", "20260110T100000Z", summary="Zebra")))
    with_mail.sync()
    assert timeline(with_mail.person(JO, as_of="2026-01-09")) != []
    write(tmp_path / "all", b=ics(secret, health))
    report = with_mail.sync()
    assert report.set_aside >= 1
    assert timeline(with_mail.person(JO, as_of="2026-01-09")) == []
    reasons = {r.reason: r.count for r in with_mail.status().set_aside}
    assert reasons.get("private event", 0) >= 1
    for file in (with_mail.folder / "records.sqlite", with_mail.folder / "live.sqlite"):
        connection = sqlite3.connect(file)
        assert not any("Zebra" in line for line in connection.iterdump())
        connection.close()


def test_forgetting_a_guest_leaves_the_meeting_of_the_others(with_mail: Book, tmp_path: Path) -> None:
    """An erased guest is nowhere in the stores; the meeting with the others stands, before and after a rebuild and a new import."""
    bo = "bo.lind@acme.example"
    write(
        tmp_path / "all",
        a=ics(vevent("a", "20260107T100000Z", guests=f"{JO}:ACCEPTED {bo}:ACCEPTED", description=f"Ask {bo} first")),
    )
    with_mail.sync()
    with_mail.forget(bo)
    for round_ in range(2):
        assert timeline(with_mail.person(JO, as_of="2026-01-15")) == [("01-07", "us", "held")]
        for name in ("records.sqlite", "live.sqlite"):
            assert bo.encode() not in (with_mail.folder / name).read_bytes()
        if not round_:
            (tmp_path / "all" / "a.ics").touch()
            with_mail.sync()


def test_metadata_only_keeps_no_words_of_a_meeting(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where no words are read, the description of an event is neither shown nor stored; who and when are."""
    put(tmp_path / "all", mail())
    write(
        tmp_path / "all",
        a=ics(vevent("a", "20260107T100000Z", guests=f"{JO}:ACCEPTED", description="quokka", location="Room 4")),
    )
    book = make_book()
    book.sync(tmp_path / "all", us=US, text=False)
    assert timeline(book.person(JO, as_of="2026-01-15")) == [("01-07", "us", "held")]
    from regard.flow.reading import unpack

    raws = [unpack(item.raw) for batch in book._records.items_after(0) for item in batch if item.raw]
    assert not any(b"quokka" in raw for raw in raws)
    assert b"quokka" not in (book.folder / "live.sqlite").read_bytes()


def test_a_floating_time_is_in_the_owners_zone(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A start without a zone is read in the setting `time.zone`; one with a zone is not."""
    put(tmp_path / "all", mail())
    write(tmp_path / "all", a=ics(vevent("a", "20260107T100000")), b=ics(vevent("b", ";TZID=America/New_York:20260108T100000")))
    book = make_book(time__zone="Europe/Berlin")
    book.sync(tmp_path / "all", us=US)
    assert [e.date for e in book.person(JO, as_of="2026-01-15").timeline if e.kind == "meeting"] == [
        "2026-01-08T15:00:00Z",
        "2026-01-07T09:00:00Z",
    ]


def test_a_thousand_mutated_calendars_are_all_counted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A thousand calendars with bytes flipped, cut, doubled and swapped go through, every item of them counted."""
    chance = random.Random(12)
    good = [
        ics(vevent(f"g{n}", f"202601{n + 5:02d}T100000Z", guests=f"{JO}:ACCEPTED b{n}@bolt.example", rrule=rule))
        for n, rule in enumerate(["FREQ=WEEKLY;COUNT=4", "FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;BYDAY=1MO;COUNT=3"])
    ]
    put(tmp_path / "all", mail())
    write(tmp_path / "all", **{f"c{n}": mutate(chance, chance.choice(good), good) for n in range(1000)})
    book = make_book()
    report = book.sync(tmp_path / "all", us=US)
    assert report.seen == report.stored + report.duplicate + report.set_aside >= 1001
    assert report.stored > 100
    whole(book, report.seen)
    again = book.sync()
    assert (again.seen, again.stored) == (report.seen, 0)


def test_awkward_calendars_are_all_counted(make_book: Callable[..., Book]) -> None:
    """Every event of a collection of awkward calendars is stored or set aside with a reason."""
    data = os.environ.get("REGARD_EVAL_DATA")
    if not data:
        pytest.skip("REGARD_EVAL_DATA is not set: it names the folder with awkward calendars")
    folder = Path(data) / "calendar"
    events = sum(len(f.read_bytes().upper().split(b"BEGIN:VEVENT")) - 1 for f in folder.glob("*.ics"))
    book = make_book()
    report = book.sync(folder, us=US)
    assert report.seen == report.stored + report.duplicate + report.set_aside == events
    assert report.set_aside == 0
    book.status()
