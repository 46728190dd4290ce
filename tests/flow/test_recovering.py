"""Originals of people outside come back out of quotes as messages: once, in their place, never as evidence, gone with what held them."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.books import SHIPPED, Company, close_to, differences, estimates, mail, new_book, put, state, thinned

from regard import config
from regard.book import Book
from regard.errors import UnknownReference
from regard.model import Quoting
from regard.parse.stages import Staged
from regard.time import iso

US = ("us.example",)
SAM, LIZ = "Sam Hart <sam.hart@us.example>", "Liz Poe <liz.poe@us.example>"
JO, ANN = "Jo Reed <jo.reed@acme.example>", "Ann Fox <ann.fox@acme.example>"
SAID = "Our budget is forty thousand this year, shared with the plant."


def quoted(
    who: str = JO, said: str = SAID, *, at: str = "Monday, January 5, 2026 10:00 AM", to: str = SAM, subject: str = "Budget"
) -> str:
    """A quote as Outlook writes it."""
    return f"-----Original Message-----\nFrom: {who}\nSent: {at}\nTo: {to}\nSubject: {subject}\n\n{said}\n"


def answer(body: str, *, date: str = "Mon, 05 Jan 2026 12:00:00 +0000", sender: str = SAM, to: str = JO, **more: str) -> bytes:
    """Our answer to a mail that we do not have."""
    return mail(sender, to, subject=more.pop("subject", "Re: Budget"), date=date, body=f"Thank you, noted.\n\n{body}", **more)


ORIGINAL = mail(JO, SAM, subject="Budget", body=SAID)


def recovered(book: Book) -> list[dict[str, Any]]:
    """The recovered messages of a book."""
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        c.row_factory = sqlite3.Row
        sql = """SELECT m.*, h.address, b.text, b.own FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
            WHERE m.basis = 'recovered' ORDER BY m.us"""
        return [dict(row) for row in c.execute(sql)]


def trials_of(book: Book) -> dict[str, tuple[Any, ...]]:
    """Every trial of a book by its id."""
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        return {row[0]: row for row in c.execute("SELECT * FROM trial")}


def buyers_of(book: Book) -> set[str]:
    """Everybody on the side of the buyers."""
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        return {row[0] for row in c.execute("SELECT id FROM person WHERE side = 'them'")}


@pytest.fixture
def sync(make_book: Callable[..., Book], tmp_path: Path) -> Callable[..., Book]:
    """Make a book of mails; the next call adds to it."""
    number = itertools.count()
    made: list[Book] = []

    def sync(*raws: bytes, new: bool = False) -> Book:
        if new or not made:
            made.append(make_book(f"book{len(made)}"))
        made[-1].sync(put(tmp_path / f"mail{next(number)}", *raws), us=US)
        return made[-1]

    return sync


def sealed(body: str) -> bytes:
    """A mail among ourselves."""
    return mail(SAM, LIZ, subject="Fw: Budget", body=body)


# -------------------------------------------------------------------------------------------------------- what it is


def test_an_original_that_nobody_kept_is_a_message_of_its_author(sync: Callable[..., Book]) -> None:
    """A quote in our answer becomes a message: who, when, to whom, in which words, found by search, and linked both ways."""
    book = sync(answer(quoted()))
    (one,) = recovered(book)
    assert one["id"].startswith("q_")
    assert (one["address"], one["subject"], one["own"]) == ("jo.reed@acme.example", "Budget", SAID)
    assert one["us"] == 1_767_607_200_000_000
    assert one["known_us"] == one["us"] + 7_200_000_000
    page = book.person("jo.reed@acme.example", as_of="2026-01-06")
    assert page.name == "Jo Reed"
    assert [(t.direction, t.basis, t.carrier_id) for t in page.timeline] == [
        ("us", "observed", None),
        ("them", "recovered", one["carrier_id"]),
    ]
    assert (page.last_contact_them, page.last_contact_them_basis) == ("2026-01-05T10:00:00Z", "recovered")
    assert {k.label: k.them for k in page.kpis}["known from quotes alone"] == 1
    (match,) = book.search("forty thousand").messages
    assert (match.message_id, match.basis) == (one["id"], "recovered")
    view = book.message(one["id"])
    carrier = book.message(view.carrier.message_id)
    assert [q.message_id for q in carrier.quotes] == [one["id"]]
    text = "".join(z["text"] for z in carrier.zones)
    assert SAID in text[view.carrier.start : view.carrier.end]
    assert carrier.zones[carrier.quotes[0].zone]["zone"] == "quoted"
    assert (carrier.thread[0].message_id, carrier.thread[0].basis) == (one["id"], "recovered")
    status = book.status()
    assert (status.messages, status.recovered) == (1, 1)
    assert json.loads(json.dumps(status.as_json()))["recovered"] == 1


def test_a_sync_counts_what_it_recovered_beside_what_it_saw(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The report counts recovered messages apart: they are not seen, and not counted twice by the next sync."""
    book = make_book()
    report = book.sync(put(tmp_path / "mail", answer(quoted())), us=US)
    assert (report.seen, report.stored, report.recovered) == (1, 1, 1)
    assert book.sync().recovered == 0


def test_only_people_outside_are_recovered(sync: Callable[..., Book]) -> None:
    """What one of ours wrote is no recovered message, nor is anything while nobody knows who is ours."""
    assert recovered(sync(answer(quoted(LIZ, to=JO)))) == []


@pytest.mark.parametrize(
    ("who", "to", "found"),
    [
        ("Jo Reed", JO, "jo.reed@acme.example"),
        ("Reed, Jo", JO, "jo.reed@acme.example"),
        ("Jo Reed/PLANT/ACME@ACME", JO, "jo.reed@acme.example"),
        ("Jo Reed", f"{ANN}, Jo Reed <jo.reed@acme.example>, Jo Reed <jreed@home.example>", None),
        ("Kim Poole", JO, None),
    ],
)
def test_an_author_by_name_is_who_bears_it_on_the_mail(sync: Callable[..., Book], who: str, to: str, found: str | None) -> None:
    """A name alone is the one participant who bears it; where there is none, or two, nothing is recovered, and that is counted."""
    book = sync(answer(quoted(who), to=to))
    assert [r["address"] for r in recovered(book)] == ([found] if found else [])
    assert [(a.reason, a.count) for a in book.status().not_recovered] == ([] if found else [("author by name only", 1)])


@pytest.mark.parametrize(
    ("above", "hour"),
    [
        ("Monday, January 5, 2026 10:00 AM", "10:00"),  # before its carrier of 12:00 already
        ("Monday, January 5, 2026 1:20 PM", "11:20"),  # a clock two hours ahead of the carrier's
        ("Monday, January 5, 2026 12:00 PM", "12:00"),  # at the same minute
        ("Tuesday, January 6, 2026 9:10 AM", "09:10"),  # no clock is so far away: the date is wrong, and stays as it is written
    ],
)
def test_no_quote_is_later_than_the_mail_that_quotes_it(sync: Callable[..., Book], above: str, hour: str) -> None:
    """The time above a quote is of a clock whose zone nobody wrote: whole hours are taken off until it lies before its carrier."""
    book = sync(answer(quoted(at=above)))
    (found,) = recovered(book)
    assert iso(found["us"])[11:16] == hour


def test_headers_alone_recover_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where no words are read, no quotes are."""
    book = make_book()
    book.sync(put(tmp_path / "mail", answer(quoted())), us=US, text=False)
    assert (recovered(book), book.status().recovered) == ([], 0)


def test_a_chain_of_quotes_stands_in_order_before_its_carrier(sync: Callable[..., Book]) -> None:
    """What a quote itself quotes is a message too, each the parent of what quotes it, in the carrier's thread."""
    deeper = quoted(ANN, "Please ask them what it costs.", at="Sunday, January 4, 2026 9:00 AM", to=JO, subject="Costs")
    book = sync(answer(quoted(said=f"{SAID}\n\n{deeper}")))
    ann, jo = recovered(book)
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        rows = {r[0]: r[1:] for r in c.execute("SELECT id, parent_id, how, thread_id FROM message")}
    carrier = jo["carrier_id"]
    assert rows[carrier][:2] == (jo["id"], "quote")
    assert rows[jo["id"]][:2] == (ann["id"], "quote")
    assert rows[ann["id"]][0] is None
    assert len({r[2] for r in rows.values()}) == 1


# -------------------------------------------------------------------------------------------------- once, in any order


ALIKE = {
    "carrier": answer(quoted()),
    "second carrier": answer(quoted(), sender=LIZ, to=ANN, date="Tue, 06 Jan 2026 09:00:00 +0000", subject="Fwd: Budget"),
    "by name": answer(quoted("Reed, Jo"), date="Wed, 07 Jan 2026 09:00:00 +0000", subject="Re: Budget again"),
    "another zone": answer(
        quoted(at="Monday, January 5, 2026 4:00 AM"), date="Wed, 07 Jan 2026 10:00:00 -0600", subject="Re: Budget at last"
    ),
}


@pytest.mark.parametrize("order", list(itertools.permutations(ALIKE))[::5])
def test_several_quotes_of_one_message_are_one_message(sync: Callable[..., Book], order: tuple[str, ...]) -> None:
    """Whatever carrier comes first, there is one message, found in the carrier known first, and every carrier points to it."""
    for name in order:
        book = sync(ALIKE[name])
    (one,) = recovered(book)
    assert one["known_us"] == 1_767_607_200_000_000 + 7_200_000_000
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        assert c.execute("SELECT target FROM quote").fetchall() == [(one["id"],)] * 4


@pytest.mark.parametrize("first", ["original", "quote"])
def test_the_original_takes_the_place_of_its_quotes(sync: Callable[..., Book], first: str) -> None:
    """Where the original is kept, whenever it comes, its quotes are no messages, and point to it."""
    raws = [ORIGINAL, answer(quoted())]
    for raw in raws if first == "original" else raws[::-1]:
        book = sync(raw)
    assert recovered(book) == []
    page = book.person("jo.reed@acme.example")
    assert {t.basis for t in page.timeline} == {"observed"}
    assert page.last_contact_them_basis == "observed"
    assert page.names == ("Jo Reed",)
    (carrier,) = (t.message_id for t in page.timeline if t.direction == "us")
    assert [q.message_id for q in book.message(carrier).quotes] == [
        t.message_id for t in page.timeline if t.direction == "them"
    ]


BRIEF = mail(
    JO,
    SAM,
    subject="Budget",
    body="Sure, go on.\n\nSent from my iPhone and typed with one hand",
    date="Mon, 05 Jan 2026 10:00:20 +0000",
)


@pytest.mark.parametrize("first", ["original", "quote"])
@pytest.mark.parametrize(
    ("said", "at", "found"),
    [
        ("Sure, go on.", "10:00 AM", []),
        ("Sure, go on.", "10:20 AM", ["Sure, go on."]),
        ("No, wait.", "10:00 AM", ["No, wait."]),
    ],
)
def test_a_short_quote_is_the_mail_of_its_author_and_minute(
    sync: Callable[..., Book], first: str, said: str, at: str, found: list[str]
) -> None:
    """A quote without the last line is the mail that holds its words, whichever came first; other words or another minute are another."""
    raws = [BRIEF, answer(quoted(said=said, at=f"Monday, January 5, 2026 {at}"))]
    for raw in raws if first == "original" else raws[::-1]:
        book = sync(raw)
    assert [m["own"] for m in recovered(book)] == found


def test_the_past_knows_a_quoted_message_when_its_carrier_came(sync: Callable[..., Book]) -> None:
    """As of a day between the message and the mail that quotes it, nobody knew of it."""
    book = sync(
        mail(SAM, JO, subject="Hello", date="Thu, 01 Jan 2026 09:00:00 +0000"),
        answer(quoted(), date="Fri, 09 Jan 2026 12:00:00 +0000"),
    )
    assert len(book.person("jo.reed@acme.example", as_of="2026-01-07").timeline) == 1
    assert [p.last_contact_them for p in book.people(as_of="2026-01-07")] == [None]
    assert [p.last_contact_them for p in book.people(as_of="2026-01-10")] == ["2026-01-05T10:00:00Z"]


# ---------------------------------------------------------------------------------------------------- never evidence


@pytest.fixture(scope="module")
def thin(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the thinned mail, and the book that read it at once."""
    folder = tmp_path_factory.mktemp("thin")
    for n, (place, raw) in enumerate(thinned(company)):
        put(folder / "mail" / place, raw, start=n)
    with new_book(folder / "book") as book:
        report = book.sync(folder / "mail", us=(company.us,))
        assert report.recovered >= 30
    return folder


def test_what_is_recovered_never_is_evidence(
    company: Company, thin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without recovered messages the same buyers have the same trials and estimates, and are owed the same answers.

    A contact may turn out to be private by what a quote shows; nobody else differs.
    """
    from regard.parse import originals

    def nothing(*_: object, **__: object) -> Staged[Quoting]:
        yield from ()
        return Quoting()

    monkeypatch.setattr(originals, "quoting", nothing)
    with new_book(tmp_path / "without") as book:
        assert book.sync(thin / "mail", us=(company.us,)).recovered == 0
        trials, numbers, buyers = trials_of(book), estimates(book), buyers_of(book)
    with Book.open(thin / "book", flags=SHIPPED) as book:
        assert book.status().recovered >= 30
        private = buyers - buyers_of(book)
        assert len(private) <= 2
        assert trials_of(book) == {i: t for i, t in trials.items() if t[5] not in private}
        assert close_to(estimates(book), {k: v for k, v in numbers.items() if k[1] not in private}) == ""
        ids = {r["id"] for r in recovered(book)}
    with sqlite3.connect(thin / "book" / "live.sqlite") as c:
        assert not ids & {i for row in c.execute("SELECT opener_id, decided_by, quote_message FROM trial") for i in row}
        assert c.execute("SELECT count(*) FROM interaction WHERE recovered AND (asks OR answered_us)").fetchone()[0] == 0


def test_portions_and_a_rebuild_recover_what_the_whole_recovers(company: Company, thin: Path, tmp_path: Path) -> None:
    """Shuffled portions of mail, and a live store made again from the records, hold the same recovered messages in the same places."""
    mails, kept = thin / "mail", tmp_path / "kept"
    mails.rename(kept)
    try:
        placed = [p.relative_to(kept) for p in sorted(kept.rglob("*.eml"))]
        random.Random(9).shuffle(placed)
        with new_book(tmp_path / "book") as book:
            for part in range(3):
                for path in placed[part::3]:
                    (mails / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(kept / path, mails / path)
                book.sync(mails, us=(company.us,))
    finally:
        shutil.rmtree(mails, ignore_errors=True)
        kept.rename(mails)
    assert differences(state(tmp_path / "book"), state(thin / "book")) == ""
    for path in (tmp_path / "book").glob("live.sqlite*"):
        path.unlink()
    with Book.open(tmp_path / "book", flags=SHIPPED) as book:
        book.people()
    assert differences(state(tmp_path / "book"), state(thin / "book")) == ""


def test_killed_between_reading_and_deciding_the_next_sync_decides(
    sync: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill after the mail was kept, or half-way through deciding, leaves a book that the next sync makes whole."""
    from regard.flow.recovering import Recovering

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for step, subject in (("settle", "Deciding"), ("_put", "Writing")):
        with monkeypatch.context() as patched:
            patched.setattr(Recovering, step, die)
            with pytest.raises(KeyboardInterrupt):
                sync(answer(quoted(subject=subject)), new=True)
        assert [r["subject"] for r in recovered(sync(mail(subject="Other")))] == [subject]


# ------------------------------------------------------------------------------------------------------------ privacy


def test_forgetting_the_author_takes_what_was_recovered(sync: Callable[..., Book]) -> None:
    """After forget neither the message nor the words in its carrier are left, nor do they come back with another carrier."""
    book = sync(answer(quoted("Reed, Jo"), to=f"{JO}, {ANN}"), answer(quoted(ANN, "Shall we meet at noon on Friday?"), to=ANN))
    assert len(recovered(book)) == 2
    book.forget("jo.reed@acme.example")
    assert [r["address"] for r in recovered(book)] == ["ann.fox@acme.example"]
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        assert c.execute("SELECT count(*) FROM body WHERE text LIKE '%forty thousand%'").fetchone()[0] == 0
    book = sync(ALIKE["second carrier"])
    assert [r["address"] for r in recovered(book)] == ["ann.fox@acme.example"]
    assert not book.search("forty").messages


@pytest.mark.parametrize(
    ("kind", "pattern"), [("person", "jo.reed@acme.example"), ("domain", "acme.example"), ("subject", "budget")]
)
def test_what_is_excluded_does_not_come_back_as_a_message(sync: Callable[..., Book], kind: str, pattern: str) -> None:
    """An exclusion of the author, their domain or the subject takes the recovered message, and undoing it brings it back."""
    book = sync(answer(quoted(), sender=LIZ, to="Max Oak <max@beta.example>", subject="For you"))
    (before,) = recovered(book)
    book.exclude(kind, pattern)
    assert recovered(book) == []
    assert not book.search("forty thousand").messages
    assert book.status().messages == 1
    book.include_again(kind, pattern)
    book.sync()
    (after,) = recovered(book)
    assert after["id"] == before["id"]


def test_what_is_recovered_goes_with_its_carrier(sync: Callable[..., Book]) -> None:
    """Removing the carrier removes the message, its person and their names; another carrier of the same words takes over."""
    book = sync(ALIKE["carrier"], ALIKE["second carrier"])
    (first,) = recovered(book)
    book.exclude("subject", "re: budget")
    assert recovered(book)[0]["carrier_id"] != first["carrier_id"]
    book.exclude("person", "ann.fox@acme.example")
    assert recovered(book) == []
    with pytest.raises(UnknownReference):
        book.person("jo.reed@acme.example")


def test_who_objects_is_shown_and_not_modelled(sync: Callable[..., Book]) -> None:
    """A person known from quotes can object, and is disclosed with where their words were found."""
    book = sync(answer(quoted()))
    book.object("jo.reed@acme.example")
    assert book.person("jo.reed@acme.example").objected
    found = book.disclose("jo.reed@acme.example")["messages"]
    assert [m.get("known from", "") for m in found] == ["a quote in another mail", ""]


def test_our_own_originals_in_mail_among_ourselves_are_passed_over(sync: Callable[..., Book]) -> None:
    """Nobody is shown that mail; what outsiders say in it is recovered all the same."""
    book = sync(sealed(quoted(LIZ, "I would go up to fifty thousand at most.") + quoted()))
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        assert [row[0] for row in c.execute("SELECT author FROM quote")] == ["jo.reed@acme.example"]
    assert [one["own"] for one in recovered(book)] == [SAID]


def test_a_domain_that_is_ours_no_more_gives_its_originals(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where a domain was taken for ours by mistake, its people are recovered as if it had never been."""
    mails = put(tmp_path / "mail", sealed(quoted()))
    book = make_book("shrunk")
    book.sync(mails, us=(*US, "acme.example"))
    assert recovered(book) == []
    folder = book.folder
    book.close()
    config.write(folder, {"us.domains": US})
    with Book.open(folder, flags=SHIPPED) as again:
        again.sync()
        assert [one["own"] for one in recovered(again)] == [SAID]
