"""Who is gone by what their own mailbox answers, and where that is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.departed import says_gone
from regard.book import Book

STU, SAM = "Stuart Dewhurst <stu@bexmoor.example>", "Sam Hart <sam.hart@us.example>"
ADDRESS = "stu@bexmoor.example"


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        ("Stuart Dewhurst no longer works for Bexmoor. Please direct your message to Graham. Nobody reads this.", "Graham"),
        ("Stuart is no longer with Bexmoor. Please contact Ann Reed (ann@bexmoor.example).", "Ann Reed"),
        ("Hello,\n\nStuart Dewhurst has left the company. Please get in touch with my colleague Ann Reed.", "Ann Reed"),
        ("The person you are writing to is no longer employed. Write to sales@bexmoor.example.", "sales@bexmoor.example"),
        ("I no longer work here.", ""),
        (
            "Stuart Dewhurst arbeitet nicht mehr bei der Bexmoor GmbH. Bitte wenden Sie sich an Frau Jutta Brandt.",
            "Jutta Brandt",
        ),
        ("Stuart Dewhurst ist nicht mehr für Bexmoor tätig.", ""),
        ("Ich bin aus dem Unternehmen ausgeschieden. Bitte schreiben Sie an info@bexmoor.example.", "info@bexmoor.example"),
        ("Stuart Dewhurst ne travaille plus chez Bexmoor. Merci de contacter Anne Petit.", "Anne Petit"),
        ("Stuart Dewhurst a quitté la société.", ""),
        ("Stuart Dewhurst ya no trabaja en Bexmoor. Por favor, póngase en contacto con Marta Ruiz.", "Marta Ruiz"),
        ("Ya no trabajo en Bexmoor. Escriba a marta@bexmoor.example.", "marta@bexmoor.example"),
    ],
)
def test_a_reply_that_says_so(text: str, successor: str) -> None:
    """In four languages, with whom it names instead."""
    found = says_gone(text, [(0, len(text))], "Stuart Dewhurst", ADDRESS)
    assert found is not None
    assert found[3] == successor


@pytest.mark.parametrize(
    "text",
    [
        "I am out of office until 5 May. Ann Reed no longer works here.",
        "My colleague Ann has left the company.",
        "I am no longer at my desk today.",
        "Stuart no longer works on Fridays.",
        "Stuart no longer works for the sales team.",
        "Stuart is no longer with us until 4 June.",
        "Stuart has left the office for today.",
        "Ich bin bis 26. Mai nicht im Büro. Bitte wenden Sie sich an Yolanda.",
        "Je suis absent jusqu'au 13 juillet. Merci de contacter Colin.",
        "Estoy fuera de la oficina hasta el lunes.",
    ],
)
def test_a_reply_that_does_not(text: str) -> None:
    """Being away for a while, another team, and a colleague who left say nothing of them."""
    assert says_gone(text, [(0, len(text))], "Stuart Dewhurst", ADDRESS) is None


def book_of(make_book: Callable[..., Book], tmp_path: Path, *more: bytes) -> Book:
    """Stuart asked Sam something; Sam wrote again, and Stuart's mailbox answered."""
    mails = [
        mail(SAM, STU, subject="Pumps", date="02 Jan 2026 10:00:00 +0000", body="Shall we meet?", message_id="a@x.example"),
        mail(STU, SAM, subject="Drawings", date="12 Jan 2026 10:00:00 +0000", body="Could you send me the drawings?"),
        mail(
            STU, SAM, subject="Automatic reply: Pumps", date="14 Jan 2026 10:00:00 +0000", auto_submitted="auto-replied",
            body="Stuart Dewhurst no longer works for Bexmoor. Please direct your message to Graham.", message_id="gone@x.example",
        ),
        mail(SAM, "Max Oak <max@beta.example>", subject="Late", body="Good.", date="19 Jan 2026 10:00:00 +0000"),
        *more,
    ]  # fmt: skip
    put(tmp_path / "mail", *mails)
    made = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    made.sync(tmp_path / "mail", us=("us.example",))
    return made


def test_whoever_is_gone_is_told_as_gone_everywhere(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """List, page and the brief's first line say it with the mail and the successor, and nothing waits for them; before it nobody knew."""
    book = book_of(make_book, tmp_path)
    says = "no longer works there: their mailbox said so on 2026-01-14 and names Graham instead"
    (row,) = [r for r in book.people(as_of="2026-01-20") if r.address == ADDRESS]
    page, brief = book.person(ADDRESS, as_of="2026-01-20"), book.brief(ADDRESS, as_of="2026-01-20")
    assert [row.why, page.why, brief.people[0].why] == [says] * 3
    assert page.now == "Write to Graham instead."
    first = brief.changed[0]
    assert (first.kind, first.says, first.more) == ("left", says, False)
    assert "".join(z["text"] for z in book.message(first.message_id).zones)[first.start : first.end] == first.quote
    assert not brief.asked
    early = book.brief(ADDRESS, as_of="2026-01-13")
    assert early.asked
    assert all(t.kind != "left" for t in early.changed)


def test_whoever_wrote_after_it_is_there(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mail of their own days later outweighs what the mailbox said."""
    back = mail(STU, SAM, subject="Back", date="17 Jan 2026 10:00:00 +0000", body="I am with Bexmoor again.")
    book = book_of(make_book, tmp_path, back)
    (row,) = [r for r in book.people(as_of="2026-01-20") if r.address == ADDRESS]
    assert "no longer works" not in row.why
    assert "no longer works" not in str(book.brief(ADDRESS, as_of="2026-01-20").changed)


def test_gone_leaves_the_agenda_and_objectors_are_told_of_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """`gone` knows them; of who objected only that is told."""
    from regard.answers.leaving import gone

    book = book_of(make_book, tmp_path)
    view = book._view("2026-01-20")
    (person,) = [r.id for r in book.people(as_of="2026-01-20") if r.address == ADDRESS]
    assert gone(view, {person: None}) == {person}
    book.object(ADDRESS)
    assert "no longer works" not in str(book.brief(ADDRESS, as_of="2026-01-20"))
    assert "no longer works" not in book.person(ADDRESS, as_of="2026-01-20").why


def test_whoever_writes_that_they_leave_is_told_as_leaving(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """In the present tense too, with who takes over; whoever went on writing for months did not."""
    jo, sam = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
    asked = mail(
        sam, jo, subject="Pumps", body="Which pumps do you need?", date="10 Aug 2026 10:00:00 +0000", message_id="a@x.example"
    )
    leaves = mail(jo, sam, subject="A word", body="Hello Sam, at the end of the month I leave Brantwood. Kim Dale takes over the pumps.",
                  date="24 Aug 2026 10:00:00 +0000", message_id="b@x.example")  # fmt: skip
    shown = mail(
        "Max <max@beta.example>",
        sam,
        subject="News",
        body="All fine.",
        date="20 Nov 2026 10:00:00 +0000",
        message_id="z@x.example",
    )
    stayed = mail(jo, sam, subject="Pumps", body="The pumps came.", date="19 Nov 2026 10:00:00 +0000", message_id="y@x.example")
    book = make_book("leaves")
    book.sync(put(tmp_path / "leaves", asked, leaves, shown), us=("us.example",), owner=("sam.hart@us.example",))
    said = "wrote on 2026-08-24 that they leave; Kim Dale takes over"
    page = book.person("jo.reed@acme.example", as_of="2026-08-30")
    assert (page.why, page.now) == (said, "Meet Kim Dale while they are still there to introduce.")
    assert [r.why for r in book.people(as_of="2026-08-30") if r.id == page.id] == [said]
    assert [g.why for g in book.brief("jo.reed@acme.example", as_of="2026-08-30").people] == [said]
    assert not any(i.person == page.id for i in book.review("2026-11", as_of="2026-11-20").items)
    other = make_book("stayed")
    other.sync(put(tmp_path / "stayed", asked, leaves, stayed, shown), us=("us.example",), owner=("sam.hart@us.example",))
    assert "leave" not in other.person("jo.reed@acme.example", as_of="2026-11-20").why


def test_who_announced_it_lately_stays_on_the_agenda(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A buyer of long standing who leaves at the month's end is on that month's agenda for it, with whom to meet; later no more."""
    jo, sam = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
    talk = [
        m
        for n, day in enumerate((3, 10, 17, 20))
        for m in (
            mail(sam, jo, subject=f"Order {n}", body="Which price and delivery suit the contract?", date=f"{day} Aug 2026 10:00:00 +0000",
                 message_id=f"a{n}@x.example"),
            mail(jo, sam, subject=f"Re: Order {n}", body="The price is fine, please send the contract for the order.",
                 date=f"{day} Aug 2026 12:00:00 +0000", message_id=f"b{n}@x.example"),
        )
    ]  # fmt: skip
    words = "I shall be retiring at the end of the month, so from October please deal with Kim Dale, kim.dale@acme.example."
    leaves = mail(jo, sam, subject="A word", body=words, date="24 Aug 2026 10:00:00 +0000", message_id="c@x.example")
    book = make_book("leaves")
    book.sync(put(tmp_path / "leaves", *talk, leaves), us=("us.example",), owner=("sam.hart@us.example",))
    (item,) = book.review("2026-08", as_of="2026-08-30").items
    assert item.now == "they wrote on 2026-08-24 that they leave; Kim Dale (kim.dale@acme.example) takes over"
    assert item.do == "Meet Kim Dale (kim.dale@acme.example) while they are still there to introduce."
    assert list(book.review("2026-10", as_of="2026-10-30").items) == []
    kim = mail("Kim Dale <kim.dale@acme.example>", sam, subject="Good morning", body="I look after the orders from now on.",
               date="26 Aug 2026 10:00:00 +0000", message_id="d@x.example")  # fmt: skip
    book.sync(put(tmp_path / "leaves", kim))
    advice = {i.do for i in book.review("2026-08", as_of="2026-08-30").items}
    assert "Go on with Kim Dale (kim.dale@acme.example), who has written since." in advice
