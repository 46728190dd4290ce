"""Meetings and calls on the surfaces: who attends with their answers, and how a call went, as known on the day looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import ics, mail, put, vevent, vtt

import regard
from regard.book import Book
from regard.config import write
from regard.surfaces import show_people, written
from regard.surfaces.api import create_app

JO, BO, KIM = "jo.reed@acme.example", "bo.lind@acme.example", "kim.dale@us.example"
SAM = "Sam Hart <sam.hart@us.example>"
SAID = [("Sam Hart", "How do you count stock? Who does it?"), ("Jo Reed", "By hand, twice a year."), ("Guest One", "Hm.")]


@pytest.fixture
def met(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """A book with a call behind and a meeting ahead, to which a guest said no on 10 January."""
    folder = tmp_path / "all"
    put(folder, mail(), mail(SAM, f"{JO}, {BO}"), mail(f"Kim Dale <{KIM}>", JO))
    ahead = vevent("a", "20260320T100000Z", guests=f"{JO} {BO} {KIM}:TENTATIVE", summary="Contract")
    answer = vevent("a", "20260320T100000Z", guests=f"{BO}:DECLINED", changed="20260110T090000Z")
    for name, raw in {"a": ics(ahead), "b": ics(answer, method="REPLY")}.items():
        (folder / f"{name}.ics").write_bytes(raw)
    (folder / "GMT20260108-100000_Review.vtt").write_bytes(vtt(*SAID))
    book = make_book()
    book.sync(folder, us=("us.example",))
    return book


def test_who_attends_stands_with_their_answers_as_known_then(met: Book) -> None:
    """The next meeting lists everybody invited, each with what they had said by that day, and no more."""
    for as_of, said in (("2026-01-09", "no answer"), ("2026-01-12", "declined")):
        meeting = met.person(JO, as_of=as_of).next_meeting
        assert meeting is not None
        guests = {g["address"]: (g["side"], g["answer"]) for g in meeting["guests"]}
        assert guests == {JO: ("them", "no answer"), BO: ("them", said), KIM: ("us", "tentative")}
        shown = met.message(meeting["message_id"], as_of=as_of).meeting
        assert shown is not None
        assert {g["address"]: (g["side"], g["answer"]) for g in shown["guests"]} == guests


def test_the_last_call_stands_with_its_numbers(met: Book) -> None:
    """Both sides' part in the last call, nobody whom the book does not know, and no call before it was held."""
    call = met.person(JO, as_of="2026-01-12").last_call
    assert call is not None
    assert [(s["name"], s["questions"], s["words"]) for s in call["speakers"]] == [("Sam Hart", 2, 8), ("Jo Reed", 0, 5)]
    assert met.person(JO, as_of="2026-01-07").last_call is None


def test_pages_interface_and_command_line_say_so(met: Book, capsys: pytest.CaptureFixture[str]) -> None:
    """The person page, the message pages, the interface's JSON and the command line carry the same."""
    client, page = TestClient(create_app(met), base_url="http://localhost:8000"), met.person(JO, as_of="2026-01-12")
    assert page.next_meeting is not None
    assert page.last_call is not None
    html = client.get(f"/people/{page.id}", params={"as_of": "2026-01-12"}).text
    for said in ("next meeting", "Contract", "declined", "said maybe", "last call", "57%"):
        assert said in html
    meeting = client.get(f"/messages/{page.next_meeting['message_id']}", params={"as_of": "2026-01-12"}).text
    assert "Who attends" in meeting
    assert "called by <bdi>Sam Hart</bdi>" in meeting
    call = client.get(f"/messages/{page.last_call['message_id']}", params={"as_of": "2026-01-12"}).text
    for said in ("How the call went", "57%", "2 questions, 2 answered", "not known who that is"):
        assert said in call
    found = client.get(f"/api/v1/people/{page.id}", params={"as_of": "2026-01-12"}).json()
    assert (found["next_meeting"]["guests"], found["last_call"]) == (page.next_meeting["guests"], page.last_call)
    show_people.person(page)
    told = capsys.readouterr().out
    for said in ("Next meeting: Contract", "Bo Lind", "declined", "Last call: Review", "57%"):
        assert said in told


def test_a_meeting_is_told_in_the_time_of_the_book(met: Book, capsys: pytest.CaptureFixture[str]) -> None:
    """At ten in UTC it is seven in the evening in Tokyo, and past midnight the day is another: in the digest, the brief, the pages, the
    person's page and the terminal alike; results keep UTC and name the zone."""
    for zone, when, day in (("Asia/Tokyo", "19:00 JST", "20 Mar"), ("Pacific/Kiritimati", "00:00 UTC+14", "21 Mar")):
        write(met.folder, {"time.zone": zone})
        with regard.open(met.folder) as book:
            page = book.person(JO, as_of="2026-03-19")
            assert page.next_meeting is not None
            assert page.next_meeting["date"] == "2026-03-20T10:00:00Z"
            week, brief = book.digest(as_of="2026-03-19"), book.brief("Contract", as_of="2026-03-19")
            for text in (written.digest(week), *(written.brief(brief, form) for form in ("text", "markdown", "mail"))):
                assert f"{day} {when}" in text.replace(" 2026 at ", " ")
            show_people.person(page)
            assert f"{day} 2026 at {when}" in capsys.readouterr().out
            client = TestClient(create_app(book), base_url="http://localhost:8000")
            for path in (f"/people/{page.id}", f"/messages/{page.next_meeting['message_id']}", "/today", "/brief?of=Contract"):
                html = client.get(path, params={"as_of": "2026-03-19"} | ({"of": "Contract"} if "brief" in path else {})).text
                clock, name = when.split()
                assert day in html
                assert clock in html
                assert name in html
                assert "10:00" not in html.replace("T10:00:00Z", "")
