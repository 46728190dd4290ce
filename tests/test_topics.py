"""What matters to a buyer through the whole product: on the person page, as of a day, and gone with what must not be told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, put

from regard.book import Book
from regard.surfaces.api import create_app

US = ("us.example",)
SAM, JO, MAX = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>", "Max Oak <max@beta.example>"
GOAL = "Our goal is to halve the downtime of the plant."
TALK = "How was your weekend with the sailboat?"


def day(n: int) -> str:
    return f"{n:02d} Jan 2026 10:00:00 +0000"


def conversation() -> list[bytes]:
    """Jo says an aim, asks for drawings that nobody sends, and talks of the weekend; Max says little."""
    return [
        mail(JO, SAM, subject="Pumps", date=day(5), body=f"Hello Sam,\n\n{GOAL}\n\nJo"),
        mail(SAM, JO, subject="Pumps and plans", date=day(6), body="Our goal is to sell you three pumps."),
        mail(JO, SAM, subject="Drawings", date=day(7), body="Could you send me the drawings of the second pump?"),
        mail(JO, SAM, subject="Monday", date=day(12), body=f"{TALK}\n\nThe parcel with the sample came in on time."),
        mail(MAX, SAM, subject="Valves", date=day(12), body="Our goal is to find a valve."),
    ]


@pytest.fixture
def read(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    put(tmp_path / "mail", *conversation())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    return book


def test_topics_of_a_person(read: Book) -> None:
    """An open question and a goal, each quoted from their own mail with date, message and place; ours is none of theirs."""
    page = read.person("jo.reed@acme.example", as_of="2026-01-20")
    assert [t["kind"] for t in page.topics] == ["goal", "question"]
    goal = page.topics[0]
    whole = "".join(z["text"] for z in read.message(goal["message_id"]).zones)
    assert whole[goal["start"] : goal["end"]] == goal["quote"] == GOAL
    assert goal["date"].startswith("2026-01-05")
    assert goal["current"]


def test_as_of_a_day(read: Book) -> None:
    """A day sees only what was written by then, and what is old is no longer current."""
    assert read.person("jo.reed@acme.example", as_of="2026-01-06").topics == ()
    later = read.person("jo.reed@acme.example", as_of="2026-06-20").topics
    assert [(t["kind"], t["current"]) for t in later] == [("goal", False)]


def test_what_is_never_told(read: Book, make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Nothing of small talk, nothing from two mails, nothing where words are not read, nothing of who objected or was forgotten."""
    told = str(read.person("jo.reed@acme.example", as_of="2026-01-20").topics)
    assert "sailboat" not in told
    assert read.person("max@beta.example", as_of="2026-01-20").topics == ()
    bare = make_book("bare")
    bare.sync(tmp_path / "mail", us=US, text=False)
    assert bare.person("jo.reed@acme.example", as_of="2026-01-20").topics == ()
    read.object("jo.reed@acme.example")
    assert read.person("jo.reed@acme.example", as_of="2026-01-20").topics == ()


def test_the_section_of_the_page(read: Book) -> None:
    """The page quotes what matters with a way to its message, and says unknown where too little was written."""
    client = TestClient(create_app(read), base_url="http://localhost:8000")
    page = client.get("/people/jo.reed@acme.example?as_of=2026-01-20", follow_redirects=True).text
    section = page[page.index("What matters to them") :].partition("</section>")[0]
    assert GOAL in section
    assert "/messages/m_" in section
    assert "sailboat" not in section
    quiet = client.get("/people/max@beta.example?as_of=2026-01-20", follow_redirects=True).text
    assert "Unknown yet" in quiet[quiet.index("What matters to them") :].partition("</section>")[0]


def test_a_message_tells_what_is_read_and_not_counted(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What experimental rules read in a buyer's mail stands on its page with whom it names; our words do not, nor mail that coaches."""
    told = "I need to check with our CFO. We are also talking to Nordvik."
    alone = "Between you and me, the other bid is weaker. We are also talking to Zorvex."
    put(
        tmp_path / "mail",
        mail(JO, SAM, subject="Pumps", date=day(5), body=told),
        mail(SAM, JO, subject="Valves", date=day(6), body="I need to check with our CFO."),
        mail(JO, SAM, subject="Bids", date=day(7), body=alone),
    )
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    theirs, ours, coaches = sorted(book.person("jo.reed@acme.example").timeline, key=lambda t: t.date or "")
    found = book.message(theirs.message_id).heard
    assert [(h["kind"], h["who"]) for h in found] == [("defers", ("our CFO",)), ("names_competitor", ("Nordvik",))]
    assert book.message(ours.message_id).heard == book.message(coaches.message_id).heard == ()
    page = TestClient(create_app(book), base_url="http://localhost:8000").get(f"/messages/{theirs.message_id}").text
    section = page[page.index("Also read, not counted") :].partition("</section>")[0]
    assert "Nordvik" in section


def test_a_person_shows_what_is_on_trial_and_sums_it_nowhere(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A complaint and advice acted on stand on the person page as experimental, warn in the list, and are in no estimate."""
    put(
        tmp_path / "mail",
        mail(SAM, JO, subject="Pumps", date=day(4), body="Shall we swap the seal?"),
        mail(JO, SAM, subject="Pumps", date=day(5), body="We followed your advice and swapped the seal."),
        mail(JO, SAM, subject="Valves", date=day(6), body="This is unacceptable. You are two weeks late again."),
        mail(JO, SAM, subject="Valves again", date=day(8), body="This is unacceptable. You promised me an answer."),
    )
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    page = book.person("jo.reed@acme.example", as_of="2026-01-12")
    assert {(h["kind"], h["times"]) for h in page.heard} == {("complains", 2), ("acts_on", 1)}
    assert page.why == "complained on 2026-01-08"
    summed = {c.channel for why in page.sums.values() for c in why.contributions}
    assert summed
    assert not summed & {"satisfied", "acts_on_advice"}
    html = TestClient(create_app(book), base_url="http://localhost:8000").get(f"/people/{page.id}?as_of=2026-01-12").text
    section = html[html.index("Experimental: read in their words, in no estimate") :].partition("</details>")[0]
    assert "acted on what we brought" in section
    book.object("jo.reed@acme.example")
    assert book.person("jo.reed@acme.example", as_of="2026-01-12").heard == ()


def test_a_week_without_a_complaint_calms_one_until_the_next(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A whole week of theirs without a complaint calms the one before it, and another complaint is fresh again."""
    bad = "This is unacceptable. You are two weeks late again."
    put(
        tmp_path / "mail",
        mail(SAM, JO, subject="Pumps", date=day(4), body="Shall we swap the seal?"),
        mail(JO, SAM, subject="Valves", date=day(6), body=bad),
        mail(JO, SAM, subject="Seals", date=day(14), body="The seals are here."),
        mail(JO, SAM, subject="Valves, again", date=day(21), body=bad),
    )
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    told = {at: book.person("jo.reed@acme.example", as_of=f"2026-01-{at}").why for at in ("12", "16", "20", "22")}
    assert told["12"] == told["16"] == "complained on 2026-01-06"
    assert told["20"] == "complained on 2026-01-06, and has written since without a complaint"
    assert told["22"] == "complained on 2026-01-21"
    rows = {p.address: p.why for p in book.people(as_of="2026-01-20")}
    assert rows["jo.reed@acme.example"] == told["20"]
