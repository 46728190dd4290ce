"""Calls that stand in the CRM alone: seen on the timeline, of no weight, and no silence beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.books import ics, mail, put, vevent
from tests.flow.crm_files import TABLES, sf, write

from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
JO = "Jo Reed <jo.reed@acme.example>"
KIM = "Kim Ash <kim@acme.example>"


def asked(folder: Path) -> Path:
    """Sam asks Jo three times and gets no mail; what Kim writes shows that the mailbox was read on."""
    theirs = [
        mail(KIM, SAM, message_id=f"k{n}@acme.example", date=f"{n:02} Sep 2025 12:00:00 +0000", body="We look at it.")
        for n in range(1, 29)
    ]
    ours = [
        mail(SAM, KIM, subject="Racks", message_id="0@us.example", date="01 Sep 2025 08:00:00 +0000", body="What do you think?"),
        *(
            mail(SAM, JO, subject=f"Oven {n}", message_id=f"{n}@us.example", date=f"{day} Sep 2025 09:00:00 +0000",
                 body="When could we talk about the ovens for the kitchen?")
            for n, day in enumerate(("02", "10", "20"), start=1)
        ),
    ]  # fmt: skip
    put(folder / "INBOX", *theirs)
    return put(folder / "Sent", *ours)


def noting(folder: Path, *calls: str) -> Path:
    """The export with calls of Sam with Jo, each as its day and its status."""
    task = TABLES["Task.csv"][0]
    rows = [
        {**task, "Id": sf("00T", 10 + n), "Subject": "Call", "ActivityDate": call.split()[0], "Status": call.split()[1],
         "CreatedDate": f"{call.split()[0]}T16:00:00.000Z"}
        for n, call in enumerate(calls)
    ]  # fmt: skip
    return write(folder, {**TABLES, "Task.csv": rows or [{**task, "Subject": "Letter"}]})


def told(book: Book) -> tuple[list[str], list[str]]:
    """The days on which a mail of Sam's counts as unanswered by Jo (three after it), and of the calls on her timeline."""
    page = book.person("jo.reed@acme.example")
    missed = [c.date for c in book.why(page.id).contributions if c.channel == "answers_ask" and not c.happened]
    return sorted(d[:10] for d in missed if d), sorted(str(t.date)[:10] for t in page.timeline if t.basis == "noted")


def asking(book: Book, of: str = "2025-09-28") -> list[str]:
    """What the brief before a talk with Jo says that we asked and have no answer to."""
    return [str(t.date)[:10] for t in book.brief("jo.reed@acme.example", as_of=of).asking]


def test_a_call_that_is_noted_is_shown_and_breaks_a_silence(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """She called back on two of three mails: one silence is left, both calls stand on the timeline, one that was planned does not."""
    book = make_book()
    asked(tmp_path / "mail")
    crm = noting(tmp_path / "crm", "2025-09-03 Completed", "2025-09-10 Completed", "2025-09-22 Open")
    book.sync(tmp_path / "mail", crm, us=("us.example",))
    assert told(book) == (["2025-09-23"], ["2025-09-03", "2025-09-10"])
    page = book.person("jo.reed@acme.example")
    assert not [c for c in book.why(page.id).contributions if c.contribution > 0]


def test_calls_that_are_noted_later_count_as_if_they_had_been_there(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A book that reads the export after the mail, or loses a call from it, says what one that is made anew says."""
    asked(tmp_path / "mail")
    later = make_book("later")
    later.sync(tmp_path / "mail", us=("us.example",))
    assert told(later)[0] == ["2025-09-05", "2025-09-13", "2025-09-23"]
    later.sync(noting(tmp_path / "crm", "2025-09-03 Completed", "2025-09-21 Completed"))
    once = make_book("once")
    once.sync(tmp_path / "mail", tmp_path / "crm", us=("us.example",))
    assert told(later) == told(once) == (["2025-09-13"], ["2025-09-03", "2025-09-21"])


def test_an_agreed_meeting_closes_the_question_that_asked_for_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever accepted a meeting since was asked when to talk and said so, by the calendar; an invitation alone settles nothing."""
    asked(tmp_path / "mail")
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    assert len(asking(book)) == 3
    invited = {"made": "20250921T090000Z", "changed": "20250922T090000Z", "summary": "Ovens"}
    (tmp_path / "cal").mkdir()
    (tmp_path / "cal" / "a.ics").write_bytes(ics(vevent("m1", "20251005T090000Z", guests="jo.reed@acme.example", **invited)))
    book.sync(tmp_path / "cal")
    assert len(asking(book)) == 3
    yes = vevent("m1", "20251005T090000Z", guests="jo.reed@acme.example:ACCEPTED", **invited | {"changed": "20250923T090000Z"})
    (tmp_path / "cal" / "b.ics").write_bytes(ics(yes))
    book.sync(tmp_path / "cal")
    assert asking(book) == []


def test_a_call_that_is_noted_takes_up_what_was_asked_before_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What was asked after the call stays open."""
    asked(tmp_path / "mail")
    book = make_book()
    book.sync(tmp_path / "mail", noting(tmp_path / "crm", "2025-09-12 Completed"), us=("us.example",))
    assert asking(book, of="2026-11-23") == []
    assert book.person("jo.reed@acme.example").timeline_total == 4
