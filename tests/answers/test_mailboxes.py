"""A mailbox of a customer that several people write from is somebody: its mail waits, it stands on the deal, its mail is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.mailboxes import signed
from regard.book import Book
from regard.model import Span
from regard.store.spans import pack_spans

SAM = "Sam Hart <sam.hart@us.example>"
INA = "Ina Voss <ina.voss@mill.example>"
BOX = "Purchasing <purchasing@mill.example>"
ASK = "Hello Sam,\n\ncould you tell me when the two valves will be here?\n\nJonas"


def book_of(make_book: Callable[..., Book], tmp_path: Path, *more: bytes, known: bool = True) -> Book:
    """A book where Sam dealt with Ina (if `known`), the mailbox asked on 12 January, and `more` passed."""
    other = INA if known else "Max Oak <max.oak@beta.example>"
    said = [
        mail(SAM, other, subject="Pumps", body="Here is the plan.", date="02 Jan 2026 10:00:00 +0000", message_id="a@x.example"),
        mail(BOX, SAM, subject="Valves", body=ASK, date="12 Jan 2026 10:00:00 +0000", message_id="b@x.example"),
        mail(SAM, "Max Oak <max.oak@beta.example>", subject="Late", body="Good.", date="19 Jan 2026 10:00:00 +0000",
             message_id="z@x.example"),
    ]  # fmt: skip
    book = make_book()
    book.sync(put(tmp_path / "mail", *said, *more), us=("us.example",), owner=("sam.hart@us.example",))
    return book


def test_unanswered_mail_of_a_customers_mailbox_waits_on_every_list(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Callers, people, digest and the mailbox's own page tell of the ask, with who signed it; its mail opens and is found."""
    book = book_of(make_book, tmp_path)
    (row,) = [r for r in book.callers(as_of="2026-01-20") if r.shared]
    assert (row.address, row.signed, row.to, row.asks) == ("purchasing@mill.example", "Jonas", "Sam Hart", True)
    assert "still waits" in next(r.why for r in book.people(as_of="2026-01-20") if r.address == "purchasing@mill.example")
    assert [t.quote for t in book.digest(as_of="2026-01-20").asked] == ["could you tell me when the two valves will be here?"]
    page = book.person("purchasing@mill.example", as_of="2026-01-20")
    assert "still waits" in page.why
    assert page.timeline[0].result == "awaits answer" or page.asked
    assert book.message(row.message_id).subject == "Valves"
    assert [m.message_id for m in book.search("valves").messages] == [row.message_id]


def test_an_answer_to_the_mailbox_or_to_a_colleague_in_the_thread_ends_the_wait(
    make_book: Callable[..., Book], tmp_path: Path
) -> None:
    """Whoever of theirs is answered: the question is."""
    for n, to in enumerate((BOX, INA)):
        done = mail(SAM, to, subject="Re: Valves", body="On Friday.", date="13 Jan 2026 10:00:00 +0000", message_id="c@x.example",
                    in_reply_to="<b@x.example>", references="<b@x.example>")  # fmt: skip
        book = book_of(make_book, tmp_path / str(n), done)
        assert not [r for r in book.callers(as_of="2026-01-20") if r.shared]
        assert not book.digest(as_of="2026-01-20").asked


def test_a_mailbox_of_nobody_we_deal_with_is_nobody(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A shop, a surgery: what one of ours writes there is their own business, and is not shown."""
    book = book_of(make_book, tmp_path, known=False)
    assert not [r for r in book.callers(as_of="2026-01-20") if r.shared]
    assert not book.digest(as_of="2026-01-20").asked
    assert not book.search("valves").messages


def test_a_mailbox_is_a_customers_from_when_mail_passed_with_them(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """On a day before anything passed with a person of the company it is nobody's, whatever is known now."""
    wrote = mail(
        SAM, BOX, subject="Rods", body="The rods are ready.", date="05 Jan 2026 10:00:00 +0000", message_id="r@x.example"
    )
    first = mail(INA, SAM, subject="Gears", body="The gears fit.", date="25 Jan 2026 10:00:00 +0000", message_id="g@x.example")
    book = book_of(make_book, tmp_path, wrote, first, known=False)
    for day, seen in (("2026-01-20", False), ("2026-01-26", True)):
        assert bool([r for r in book.callers(as_of=day) if r.shared]) is seen
        assert bool(book.digest(as_of=day).asked) is seen
        assert (len(book.search("valves", as_of=day).messages) > 0) is seen
        assert bool([r for r in book.people(as_of=day) if r.address == "purchasing@mill.example"]) is seen


def test_mail_of_a_mailbox_that_objected_opens_and_waits_no_more(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """As with a person who objected nothing is told of it, and what is kept is found and opens from its page."""
    book = book_of(make_book, tmp_path)
    book.object("purchasing@mill.example")
    assert not [r for r in book.callers(as_of="2026-01-20") if r.shared]
    assert not book.digest(as_of="2026-01-20").asked
    entries = book.person("purchasing@mill.example", as_of="2026-01-20").timeline
    assert [book.message(e.message_id).subject for e in entries] == ["Valves"]
    assert [m.subject for m in book.search("valves").messages] == ["Valves"]


def test_a_day_that_went_by_does_not_settle_what_is_chased(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who writes that something of ours is outstanding waits for it, although the day for the call has passed."""
    late = mail(INA, SAM, subject="Drawings", body="Sam,\n\nI still have nothing from you on the drawings. Please ring me today.",
                date="14 Jan 2026 10:00:00 +0000", message_id="d@x.example")  # fmt: skip
    asked = book_of(make_book, tmp_path, late).digest(as_of="2026-01-20").asked
    assert [t.quote for t in asked if t.person and t.by == "Ina Voss"] == ["Please ring me today."]


@pytest.mark.parametrize(
    ("own", "block", "name"),
    [
        ("Is it there?", "Regards\nJonas Weil\nMill Ltd", "Jonas Weil"),
        ("Ist es da?", "Viele Grüße\nJonas", "Jonas"),
        ("Is it there?\n\nJonas", "", "Jonas"),
        ("Is it there?", "", ""),
        ("Is it there?", "Thanks", ""),
    ],
)
def test_the_name_under_a_mail_is_read(own: str, block: str, name: str) -> None:
    """A name stands under the words of parting, alone on its line."""
    spans = [Span(0, len(own), "own")] + ([Span(len(own), len(own) + len(block), "signature")] if block else [])
    assert signed(own + block, pack_spans(spans)) == name


@pytest.mark.parametrize(
    ("names", "told"), [("Bea Ada Bea Ada", ("Ada", "Bea")), ("Bob Robert Bob Robert", ()), ("Bea Bea Bea Ada", ())]
)
def test_the_page_of_an_address_that_two_people_sign_says_so(
    make_book: Callable[..., Book], tmp_path: Path, names: str, told: tuple[str, ...]
) -> None:
    """Two given names under two mails each are two hands; two forms of one name are one, and a name under one mail is none."""
    mails = [
        mail("Orchard House <house@orchard.example>", SAM, subject=f"Crates {n}", body=f"Hello Sam,\n\nten crates please.\n\n{name}",
             date=f"{n + 3:02} Jan 2026 10:00:00 +0000", message_id=f"o{n}@x.example")
        for n, name in enumerate(names.split())
    ]  # fmt: skip
    assert book_of(make_book, tmp_path, *mails).person("house@orchard.example", as_of="2026-01-20").hands == told


def test_a_complaint_and_a_promise_stand_wherever_a_persons_would(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What was promised to whoever signs there is in the ledger, what they complain of in digest and actions, both on the company's."""
    made = "Hello Jonas,\n\nI will send you the test report by 9 January."
    said = "Hello Sam,\n\nI never got the test report. I am disappointed.\n\nJonas"
    promise = mail(SAM, BOX, subject="Pallets", body=made, date="05 Jan 2026 10:00:00 +0000", message_id="p@x.example")
    complaint = mail(BOX, SAM, subject="Re: Pallets", date="15 Jan 2026 10:00:00 +0000", message_id="q@x.example", body=said,
                     in_reply_to="<p@x.example>")  # fmt: skip
    book = book_of(make_book, tmp_path, promise, complaint)
    day = "2026-01-20"
    (row,) = book.promises(side="us", as_of=day)
    assert (row.state, row.person) == ("overdue", book.person("purchasing@mill.example", as_of=day).id)
    assert {a.source for a in book.actions(as_of=day) if a.person == row.person} >= {"promise", "complaint"}
    page = book.account("mill.example", as_of=day)
    assert [b["says"] for b in page.mailboxes] == ["complained", "we promised, overdue for 2026-01-09"]
    assert book.account("mill.example", as_of="2026-01-03").mailboxes == ()


def test_what_stands_with_the_mailbox_of_nobody_is_nobodys(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where no person of the company is a buyer, a promise to its desk is no promise to a buyer."""
    promise = mail(
        SAM, BOX, subject="Pallets", body="I will send you the test report by 9 January.", date="05 Jan 2026 10:00:00 +0000"
    )
    book = book_of(make_book, tmp_path, promise, known=False)
    assert list(book.promises(as_of="2026-01-20")) == []
