"""What came of their mails is told by the one definition of what waits for us."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.books import mail, put
from tests.evidence.mails import them, us

from regard.answers.came import settled
from regard.book import Book

US, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def test_still_open_is_what_waits_and_nothing_else() -> None:
    """A mail of theirs is still open where it waits, however old, and unknown where the three days alone said so; ours stay."""
    here = [them("a", 0), them("b", 0), them("c", 0), us("d", 0)]
    found = settled({"a": "still open", "b": "ignored", "c": "answered", "d": "still open"}, here, {"b"})
    assert found == {"a": "unknown", "b": "still open", "c": "answered", "d": "still open"}


def test_timeline_and_page_agree(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of one person's page the timeline, "waits for our answer" and the questions among what matters tell the same mails."""
    book = make_book()
    rows = [
        mail(US, JO, date="Mon, 05 Jan 2026 10:00:00 +0000", body="Hello Jo, here is the list of valves.", subject="Valves"),
        mail(
            JO,
            US,
            date="Tue, 06 Jan 2026 10:00:00 +0000",
            body="Hello Sam, the list is fine. The plant stops in May.",
            subject="May",
        ),
        mail(JO, US, date="Wed, 07 Jan 2026 10:00:00 +0000", body="Hello Sam, the second line runs again.", subject="Line"),
        mail(
            JO,
            US,
            date="Thu, 08 Jan 2026 10:00:00 +0000",
            body="Hello Sam, could you send us the offer for ten seats?",
            subject="Offer",
        ),
    ]
    book.sync(put(tmp_path / "mail", *rows), us=["us.example"], owner=["sam.hart@us.example"])
    for day in ("2026-01-10", "2026-01-20"):
        page = book.person("jo.reed@acme.example", as_of=day)
        waits = {t.message_id for t in page.asked}
        assert waits
        assert {e.message_id for e in page.timeline if e.direction == "them" and e.result == "still open"} == waits
        assert {t["message_id"] for t in page.topics if t["kind"] == "question"} <= waits | {
            t.message_id for t in page.may_wait
        }
        assert all({r["result"] for r in book.message(m, as_of=day).results} == {"still open"} for m in waits)


def test_small_talk_asks_nothing_of_us(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who asked of our weekend alone has no result on the timeline, and leaves how we answer unknown; beside a question it is that one."""
    book = make_book()
    ann = "Ann Fox <ann.fox@acme.example>"
    rows = [
        mail(US, JO, date="Mon, 05 Jan 2026 10:00:00 +0000", body="Hello Jo, here is the list of valves.", subject="Valves"),
        mail(
            JO,
            US,
            date="Tue, 06 Jan 2026 10:00:00 +0000",
            body="Not just now, thank you. How was your hiking weekend?",
            subject="May",
        ),
        mail(US, ann, date="Mon, 05 Jan 2026 11:00:00 +0000", body="Hello Ann, here is the list of valves.", subject="Pumps"),
        mail(
            ann,
            US,
            date="Tue, 06 Jan 2026 11:00:00 +0000",
            body="How was your hiking weekend? What would ten valves cost?",
            subject="June",
        ),
        mail(US, "Kim Poe <kim.poe@b.example>", date="Mon, 19 Jan 2026 10:00:00 +0000", subject="Other"),
        mail("Kim Poe <kim.poe@b.example>", US, date="Tue, 20 Jan 2026 10:00:00 +0000", subject="Re: Other"),
    ]
    book.sync(put(tmp_path / "mail", *rows), us=["us.example"], owner=["sam.hart@us.example"])
    for who, asked in (("jo.reed", False), ("ann.fox", True)):
        page = book.person(f"{who}@acme.example", as_of="2026-03-30")
        assert any(e.result for e in page.timeline if e.direction == "them") is asked
        assert next(k.us for k in page.kpis if k.label == "answers what it is asked") == (0.0 if asked else None)
