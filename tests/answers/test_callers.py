"""Who wrote to us and has no answer that is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

SAM = "Sam Hart <sam.hart@us.example>"
PLAN = "Hello Sam, could you send us the offer for ten seats? Our budget meeting is on Monday."


def wrote(sender: str, body: str = PLAN, *, to: str = SAM, subject: str = "Offer", day: int = 6, **more: object) -> bytes:
    return mail(sender, to, date=f"Tue, {day:02} Jan 2026 10:00:00 +0000", body=body, subject=subject, **more)  # type: ignore[arg-type]


def names(book: Book, **more: str) -> list[str]:
    return [r.name for r in book.callers(**more)]


@pytest.fixture
def answered(tmp_path: Path) -> list[bytes]:
    """Mail with somebody else, so that Sam's sent mail is read."""
    ida = "Ida Lund <ida.lund@mill.example>"
    return [mail(SAM, ida, date=f"Mon, {d:02} Jan 2026 09:00:00 +0000", body="Hello Ida, here is the plan.") for d in (5, 20)]


@pytest.mark.parametrize(
    ("sender", "body", "listed"),
    [
        ("Jo Reed <jo.reed@acme.example>", PLAN, True),
        ("jreed@acme.example", PLAN, True),
        ("jreed@acme.example", PLAN.replace("Hello Sam, ", ""), False),
        ("Jo Reed <jo.reed@acme.example>", "Guten Tag, wir suchen eine Agentur. Wann könnten wir telefonieren?", True),
        ("Jo Reed <jo.reed@acme.example>", "Bonjour, nous cherchons un imprimeur. Pourriez-vous nous envoyer un devis ?", True),
        ("Jo Reed <jo.reed@acme.example>", "Guten Tag, wir bieten Büromöbel. Wann könnten wir telefonieren?", False),
        ("info@acme.example", "Guten Tag, wir suchen eine Agentur. Wann könnten wir telefonieren?", False),
        ("Jo Reed <jo.reed@acme.example>", "The price list of the spring is here, with all our offers.", False),
        ("Jo Reed <jo.reed@acme.example>", PLAN + "\n\nTo unsubscribe, click here.", False),
        ("Top Picks <deals@shop.example>", "Hello Sam, 20% off all cameras, order now and save up to a third!", False),
        ("Acme Orders <orders@acme.example>", PLAN, False),
        ("Wine House <winehouse@shop.example>", "Dear Sam, thank you for your order. The contract is attached.", False),
    ],
)
def test_who_wrote_in_person_is_listed(
    make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes], sender: str, body: str, listed: bool
) -> None:
    """Whoever greets one of ours in a mail of business is listed, or asks to buy; circulars, shops, role mailboxes and other mail to nobody
    by name are not."""
    book = make_book()
    book.sync(put(tmp_path / "mail", *answered, wrote(sender, body)), us=["us.example"], owner=["sam.hart@us.example"])
    assert len(book.callers()) == listed
    if listed:
        (row,) = book.callers()
        assert (row.to, row.asks, row.seen, row.mails) == ("Sam Hart", True, True, 1)
        assert book.message(row.message_id).subject == "Offer"


def test_an_answer_takes_them_off(make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes]) -> None:
    """With a mail of ours to them, a copy too, they are a contact and no longer listed; before it, on a past day, they were."""
    jo, max_ = "Jo Reed <jo.reed@acme.example>", "Max Oak <max.oak@beta.example>"
    book = make_book()
    ours = mail(SAM, max_, cc=jo, date="Fri, 09 Jan 2026 10:00:00 +0000", body="Hello Max, Jo has the list.", subject="List")
    rows = [*answered, wrote(jo), wrote(max_, day=13, subject="Seats"), ours]
    book.sync(put(tmp_path / "mail", *rows), us=["us.example"], owner=["sam.hart@us.example"])
    assert names(book) == []
    assert names(book, as_of="2026-01-08") == ["Jo Reed"]


def test_who_repeats_an_ask_to_the_same_reader_stays_listed(
    make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes]
) -> None:
    """The same words sent once more to the one who did not answer are no circular, then or now."""
    jo = "Jo Reed <jo.reed@acme.example>"
    book = make_book()
    rows = [*answered, wrote(jo), wrote(jo, day=27)]
    book.sync(put(tmp_path / "mail", *rows), us=["us.example"], owner=["sam.hart@us.example"])
    assert names(book, as_of="2026-01-20") == ["Jo Reed"]
    assert names(book) == ["Jo Reed"]


def test_sent_again_to_others_is_no_mail_in_person(
    make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes]
) -> None:
    """The same letters sent to two of ours are a circular, whomever they greet; so is a mail to many."""
    book = make_book()
    eve = "Eve Lane <eve.lane@delta.example>"
    many = ", ".join(f"p{n}@us.example" for n in range(6))
    rows = [
        wrote(eve),
        wrote(eve, day=13, to="Ann Ray <ann.ray@us.example>"),
        wrote("Jo Reed <jo.reed@acme.example>", to=f"{SAM}, {many}"),
    ]
    book.sync(put(tmp_path / "mail", *answered, *rows), us=["us.example"], owner=["sam.hart@us.example"])
    assert names(book) == []


def test_forgotten_and_objected_are_not_listed(make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes]) -> None:
    """Of whoever objected, or was forgotten, nothing stands in the list."""
    book = make_book()
    rows = [
        wrote("Jo Reed <jo.reed@acme.example>"),
        wrote("Max Oak <max.oak@beta.example>", subject="Seats", body=PLAN + " Thanks"),
    ]
    book.sync(put(tmp_path / "mail", *answered, *rows), us=["us.example"], owner=["sam.hart@us.example"])
    assert set(names(book)) == {"Jo Reed", "Max Oak"}
    book.object("jo.reed@acme.example")
    book.forget("max.oak@beta.example")
    assert names(book) == []


def test_whoever_was_sent_to_us_comes_first_and_is_new_business(
    make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes]
) -> None:
    """A referral stands before a later ask, in the digest too, of the seller it was written to; it moves no score of who sent it."""
    body = "Ida Lund gave me your name. I run three mills. Do you take on work like that, and what would a first look cost?"
    sent = wrote("Ben Hall <ben.hall@hall.example>", body, subject="A first look", day=6)
    later = wrote("Jo Reed <jo.reed@acme.example>", day=13)
    book = make_book()
    book.sync(put(tmp_path / "mail", *answered, sent, later), us=["us.example"], owner=["sam.hart@us.example"])
    assert [(r.name, r.referred_by) for r in book.callers()] == [("Ben Hall", "Ida Lund"), ("Jo Reed", "")]
    (line,) = book.digest(as_of="2026-01-20").new
    assert (line.name, line.says) == ("Ben Hall", "new: sent to us by Ida Lund, and has no answer that is kept")
    ida = next(p for p in book.people() if p.name == "Ida Lund")
    without = make_book("without")
    without.sync(put(tmp_path / "without", *answered, later), us=["us.example"], owner=["sam.hart@us.example"])
    other = next(p for p in without.people() if p.name == "Ida Lund")
    assert (ida.trust.score, ida.value.score) == (other.trust.score, other.value.score)


def test_whoever_waits_is_in_the_list_of_people_though_they_wrote_once(
    make_book: Callable[..., Book], tmp_path: Path, answered: list[bytes]
) -> None:
    """A colleague of somebody we deal with asks once; whoever wrote once and asks nothing stays aside, and status counts alike."""
    nora = wrote("Nora Hill <nora.hill@mill.example>", "Hello Sam, may we pay the ten seats in three parts?", day=21)
    otto = wrote("Otto Berg <otto.berg@mill.example>", "Hello Sam, the parcel came.", subject="Parcel", day=14)
    book = make_book()
    book.sync(put(tmp_path / "mail", *answered, nora, otto), us=("us.example",), owner=("sam.hart@us.example",))
    rows = {r.name: r for r in book.people(as_of="2026-01-24")}
    assert "still waits" in rows["Nora Hill"].why
    assert {name: rows[name].slight for name in ("Nora Hill", "Otto Berg")} == {"Nora Hill": False, "Otto Berg": True}
    assert book.status(as_of="2026-01-24").slight == sum(r.slight for r in rows.values())
