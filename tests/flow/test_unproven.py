"""A mail of which its receiving server says that its sender did not send it is shown, counted, and nobody's word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.books import close_to, differences, estimates, invitation, mail, new_book, put, state, vevent
from tests.books import ics as calendar

from regard.book import Book

JO, SAM = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
FAILS = "mx.us.example; spf=fail; dkim=none; dmarc=fail"
PASSES = "mx.us.example; spf=pass; dkim=pass; dmarc=pass"
NOW = "2026-03-20"


def talk(answered: int = 8, *, last: bool = True) -> list[bytes]:
    """Sam asks Jo once a week and is answered the same day; of the `last` ask that is not so."""
    mails = []
    for n in range(answered):
        day, at = 5 + 7 * n, ["Jan", "Feb", "Mar"]
        month, number = at[(day - 1) // 28], (day - 1) % 28 + 1
        when = f"{number:02d} {month} 2026"
        mails.append(mail(SAM, JO, subject=f"Order {n}", date=f"{when} 09:00:00 +0000", message_id=f"s{n}@us.example"))
        if last or n < answered - 1:
            more = {"in_reply_to": f"<s{n}@us.example>", "authentication_results": PASSES}
            body = "Here they are. How soon could you deliver two?"
            mails.append(
                mail(
                    JO,
                    SAM,
                    subject=f"Re: Order {n}",
                    date=f"{when} 11:00:00 +0000",
                    message_id=f"j{n}@acme.example",
                    body=body,
                    **more,
                )
            )
    return mails


def forged(n: int, sender: str, to: str, body: str, **headers: str) -> bytes:
    """One of several mails that claim to be from `sender`."""
    headers = {"authentication_results": FAILS, **headers}
    date = f"{2 + n:02d} Mar 2026 15:0{n % 10}:00 +0000"
    return mail(sender, to, subject=f"Urgent {n}", date=date, body=body, message_id=f"x{n}@bulk.example", **headers)


ASKS = [forged(n, SAM, JO, "Could you pay this invoice today? We promise to send the goods on Monday.") for n in range(8)]
PRAISES = [forged(n, JO, SAM, "What would you advise us to do? Can we meet next week? I am very unhappy.") for n in range(8)]
NAMED = [forged(n, "Pat Other <jo.reed@acme.example>", SAM, "Could you call me?") for n in range(9)]


def book(folder: Path, *mails: bytes, **settings: object) -> Book:
    made = new_book(folder / "book", us__domains=("us.example",), us__owners=("sam.hart@us.example",), **settings)
    made.sync(put(folder / "mail", *mails))
    return made


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Book]:
    """The talk alone."""
    with book(tmp_path / "plain", *talk()) as made:
        yield made


@pytest.mark.parametrize("mails", [ASKS, PRAISES, NAMED], ids=["our asks", "their words", "their name"])
def test_it_moves_nothing(tmp_path: Path, plain: Book, mails: list[bytes]) -> None:
    """Estimates, trials, last contact, names and sides are those of the book without it; checked, it is told by status."""
    with book(tmp_path / "forged", *talk(), *mails) as made:
        assert close_to(estimates(plain, NOW), estimates(made, NOW)) == ""
        kept = ("message", "party", "item", "body", "thread", "interaction", "coverage")
        one, other = state(tmp_path / "plain" / "book"), state(tmp_path / "forged" / "book")
        assert differences(one, other, *kept, "handle") == ""
        ours, theirs = (
            [(p.name, p.last_contact_us, p.last_contact_them, p.why, p.chances) for p in b.people(as_of=NOW)]
            for b in (plain, made)
        )
        assert ours == theirs
        assert (plain.status().unproven, made.status().unproven) == (0, len(mails))


def test_it_counts_where_nobody_checks(tmp_path: Path, plain: Book) -> None:
    """With the check turned off, in a book that had it on, the same mails are read as anybody's: the test above can fail."""
    with book(tmp_path / "forged", *talk(), *PRAISES):
        pass
    with new_book(tmp_path / "forged" / "book", us__domains=("us.example",), mail__checked=False) as made:
        made.sync()
        assert made.status().unproven == 0
        assert close_to(estimates(plain, NOW), estimates(made, NOW)) != ""
    with new_book(tmp_path / "forged" / "book", us__domains=("us.example",)) as made:
        made.sync()
        assert made.status().unproven == len(PRAISES)
        assert close_to(estimates(plain, NOW), estimates(made, NOW)) == ""


def test_it_can_be_found_and_says_why(tmp_path: Path) -> None:
    """It stays in search and on the timeline, marked."""
    with book(tmp_path, *talk(), *PRAISES) as made:
        found = made.search("unhappy").messages
        assert len(found) == len(PRAISES)
        message = made.message(found[0].message_id)
        assert message.automated == "sender_unproven"
        assert [e.automated for e in made.person("jo.reed@acme.example", as_of=NOW).timeline].count("sender_unproven") == len(
            PRAISES
        )


def test_a_copy_that_came_straight_speaks(tmp_path: Path) -> None:
    """Of a mail that came straight and over a forwarder that broke it the straight one counts, whichever is read first."""
    straight = talk()
    broken = [raw.replace(PASSES.encode(), FAILS.encode()) for raw in straight]
    for name, first, then in (("a", straight, broken), ("b", broken, straight)):
        with book(tmp_path / name, *first) as made:
            made.sync(put(tmp_path / name / "more", *then))
            assert made.status().unproven == 0
    book(tmp_path / "c", *straight).close()
    with Book.open(tmp_path / "c" / "book") as once, Book.open(tmp_path / "a" / "book") as twice:
        assert close_to(estimates(once, NOW), estimates(twice, NOW)) == ""
    assert differences(state(tmp_path / "a" / "book"), state(tmp_path / "b" / "book"), "item", "coverage") == ""


def test_it_is_no_silence_either(tmp_path: Path) -> None:
    """Where a mail in the buyer's name came after our last ask, that ask is no silence of theirs: a list may have broken their answer."""
    answer = mail(
        JO, SAM, subject="Prices", date="27 Feb 2026 11:00:00 +0000", message_id="l@acme.example", authentication_results=FAILS
    )
    outcomes = []
    for name, more in (("silent", []), ("broken", [answer])):
        with book(
            tmp_path / name, *talk(last=False), *more, mail(SAM, "Max <max@beta.example>", date="19 Mar 2026 09:00:00 +0000")
        ):
            trials = state(tmp_path / name / "book")["trial"].values()
            asks = [t for t in trials if t[1] == "answers_ask"]
            outcomes.append(sorted((t[12], t[15]) for t in asks if t[12] != "1" and t[15] != "source_ended"))
    assert outcomes == [[("0", "")], [("censored", "sender_unproven")]]


def test_its_calendar_tells_nothing(tmp_path: Path) -> None:
    """No meeting is made of an invitation that its sender did not send, and nobody in it becomes known."""
    event = vevent("u1", "20260310T100000Z", organizer="jo.reed@acme.example", guests="sam.hart@us.example boss@acme.example")
    raw = invitation(calendar(event, method="REQUEST"), JO, SAM, date="Mon, 02 Mar 2026 09:00:00 +0000")
    marked = raw.replace(b"Subject:", f"Authentication-Results: {FAILS}\nSubject:".encode(), 1)
    for name, one, meetings in (("plain", raw, 1), ("forged", marked, 0)):
        with book(tmp_path / name, *talk(), one):
            found = state(tmp_path / name / "book")
            assert len(found["meeting"]) == meetings
            assert any(r[1] == "boss@acme.example" for r in found["handle"].values()) == bool(meetings)


def test_much_of_it_is_said(tmp_path: Path) -> None:
    """Behind a gateway everything may fail: a source with much of it says so, and names the setting."""
    mails = [forged(n % 28, f"B{n} <b{n}@acme.example>", SAM, f"Could you send {n}?") for n in range(25)]
    with book(tmp_path, *talk(), *mails) as made:
        notes = " ".join(s.note for s in made.status().sources)
        assert "25 of 41 mails" in notes
        assert "mail.checked" in notes
    with book(tmp_path / "few", *talk(), *mails[:19]) as made:
        assert "mail.checked" not in " ".join(s.note for s in made.status().sources)
