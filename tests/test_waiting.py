"""An ask that waits for our answer: one definition, the same on every page, and whom of ours it waits for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.books import ics, mail, put, vevent

from regard.book import Book

JO = "jo.reed@acme.example"
JO_REED, SAM, KIM = f"Jo Reed <{JO}>", "Sam Hart <sam.hart@us.example>", "Kim Dale <kim.dale@us.example>"
ASK = "Could you send me the drawings of the second hall?"
AS_OF = "2026-01-20"
ASKED = re.compile(r"asked \D+ on \d{4}-")
"""How a list says that they asked one of ours; "asked 2 times" is said of what we asked."""


def book_of(make_book: Callable[..., Book], tmp_path: Path, *later: bytes, **ask: Any) -> Book:
    """A book where Sam wrote once, and Jo asked on 12 January; `later` mails follow, `ask` changes the asking mail."""
    said: dict[str, Any] = {
        "sender": JO_REED,
        "to": SAM,
        "subject": "Drawings",
        "body": ASK,
        "date": "12 Jan 2026 10:00:00 +0000",
    }
    first = mail(
        SAM, JO_REED, subject="Pumps", body="The plan is ready.", date="02 Jan 2026 10:00:00 +0000", message_id="a@x.example"
    )
    last = mail(
        SAM,
        "Max Oak <max@beta.example>",
        subject="Late",
        body="Good.",
        date="19 Jan 2026 10:00:00 +0000",
        message_id="z@x.example",
    )
    asked = mail(message_id="b@x.example", **(said | ask))
    book = make_book()
    book.sync(put(tmp_path / "mail", first, asked, *later, last), us=("us.example",), owner=("sam.hart@us.example",))
    return book


def answer(body: str, when: str, **more: str) -> bytes:
    """A later mail in the thread."""
    given = {"sender": SAM, "to": JO_REED, "subject": "Re: Drawings"} | more
    return mail(
        given["sender"], given["to"], subject=given["subject"], body=body, date=f"{when} 10:00:00 +0000",
        message_id=f"{when.replace(' ', '')}@x.example", in_reply_to="<b@x.example>", references="<b@x.example>",
    )  # fmt: skip


def waits(book: Book) -> bool:
    """Whether Jo's ask waits, by every page that tells of it; they may not differ."""
    row = next(r for r in book.people(as_of=AS_OF) if r.address == JO)
    page = book.person(JO, as_of=AS_OF)
    brief, digest = book.brief(JO, as_of=AS_OF), book.digest(as_of=AS_OF)
    told = {
        bool(ASKED.search(row.why)),
        bool(ASKED.search(page.why)),
        bool(page.asked),
        bool(brief.asked) or bool({t.quote for t in page.asked} & {t.quote for t in brief.first}),  # told once, and first
        any(t.person == row.id for t in digest.asked),
    }
    assert len(told) == 1, told
    return told.pop()


def test_a_past_week_tells_what_was_open_at_its_end(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What they asked later, and what was answered since, is not told as of now."""
    book = book_of(make_book, tmp_path, answer("Here they are.", "21 Jan 2026"))
    assert not any(t.person for t in book.digest(as_of="2026-01-22").asked)
    before, then = (book.digest(week, as_of="2026-01-22") for week in ("2026-W02", "2026-W03"))
    assert (before.asked, before.as_of, before.over) == ((), "2026-01-11", True)
    assert [t.name for t in then.asked] == ["Jo Reed"]
    assert then == book.digest("2026-W03", as_of="2026-01-25") != book.digest("2026-W03", as_of="2026-01-18")
    assert not book.digest(as_of="2026-01-22").over


def test_an_ask_waits_and_says_for_whom(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The list, the person's page, the brief and the digest say the same of it; where one alone reads, it is theirs."""
    book = book_of(make_book, tmp_path)
    assert waits(book)
    (line,) = book.brief(JO, as_of=AS_OF).asked
    assert (line.quote, line.to) == (ASK, "you")
    assert book.person(JO, as_of=AS_OF).why.startswith("asked you on 2026-01-12")
    team = make_book("team")
    team.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example", "kim.dale@us.example"))
    assert team.brief(JO, as_of=AS_OF).asked[0].to == "Sam Hart"
    assert team.person(JO, as_of=AS_OF).why.startswith("asked Sam Hart on 2026-01-12")


@pytest.mark.parametrize(
    ("ask", "later"),
    [
        ({"to": KIM, "cc": SAM}, ()),
        ({"to": "Max Oak <max@beta.example>", "cc": SAM}, ()),
        ({"to": ", ".join([SAM, *(f"guest{n}@g{n}.example" for n in range(14))])}, ()),
        ({"body": "Please let me know if you have any questions."}, ()),
        ({"body": "Please increase the daily delivery to 60 from the 8th."}, ()),
        ({"body": "To register for the seminar, see our page. Delegates get a discount. Will you come to it?"}, ()),
        ({"to": f"{SAM}, Max Oak <max@beta.example>", "body": f"Max, {ASK[0].lower()}{ASK[1:]}"}, ()),
        ({"body": "Would Thursday at nine suit you for the second hall?"}, ()),
        ({}, (answer("Here they are.", "13 Jan 2026"),)),
        ({}, (answer("Thank you, they came.", "14 Jan 2026", sender=JO_REED, to=SAM),)),
        ({}, (mail(JO_REED, SAM, subject="Drawings", body="They came from Max today.", date="14 Jan 2026 09:00:00 +0000",
                   message_id="w@x.example"),)),
        ({}, (mail(SAM, JO_REED, subject="Other", body="The hall is ready.", date="13 Jan 2026 09:00:00 +0000"),)),
    ],
    ids=["to a colleague not read", "to others", "sent round", "offer", "order", "pitch", "another reader", "its day gone by",
         "answered", "went on", "under its subject", "wrote soon after"],
)  # fmt: skip
def test_what_does_not_wait(
    make_book: Callable[..., Book], tmp_path: Path, ask: dict[str, str], later: tuple[bytes, ...]
) -> None:
    """Copies, round mails, offers, orders, pitches, and what was answered or went on."""
    assert not waits(book_of(make_book, tmp_path, *later, **ask))


def test_nobody_waits_for_longer_than_three_weeks(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """After three weeks an ask was never answered; before, it waits, whatever passed with others."""
    max_ = "Max Oak <max@beta.example>"
    last = mail(SAM, max_, subject="Hall", body="Soon.", date="31 Jan 2026 10:00:00 +0000", message_id="y@x.example")
    book = book_of(make_book, tmp_path, last)
    assert book.brief(JO, as_of="2026-02-01").asked
    assert not book.brief(JO, as_of="2026-02-03").asked


def test_a_meeting_after_an_ask_answers_it_for_all_we_know(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever met since has had their chance to be answered."""
    book = book_of(make_book, tmp_path)
    assert waits(book)
    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "a.ics").write_bytes(ics(vevent("a", "20260115T100000Z", guests=f"{JO}:ACCEPTED", summary="Walk")))
    book.sync(folder)
    assert not waits(book)


def test_the_greeted_is_asked(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of several of ours whoever the mail greets is named; else all of them."""
    both = book_of(make_book, tmp_path, to=f"{SAM}, {KIM}", body=f"Sam,\n\n{ASK}")
    assert both.brief(JO, as_of=AS_OF).asked[0].to == "you"
    other = book_of(partial(make_book, "other"), tmp_path / "other", to=f"{SAM}, {KIM}")
    assert other.person(JO, as_of=AS_OF).may_wait[0].to == "Kim Dale and you"


def test_what_is_too_unsure_is_said_to_may_wait(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It stands apart from what waits, and what waits says what speaks for it."""
    book = book_of(make_book, tmp_path, to=f"{SAM}, {KIM}")
    page = book.person(JO, as_of=AS_OF)
    assert not waits(book)
    assert [t.quote for t in page.may_wait] == [ASK]
    sure = book_of(partial(make_book, "sure"), tmp_path / "sure").person(JO, as_of=AS_OF)
    assert [t.quote for t in sure.asked] == [ASK]
    assert sure.asked[0].because
    assert not sure.may_wait


def test_what_is_not_read_is_not_estimated(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """By headers alone, and in a language that is not read, what the rules let pass waits without a reason."""
    whole = book_of(make_book, tmp_path, body="Können Sie mir bitte das Angebot schicken?")
    (line,) = whole.person(JO, as_of=AS_OF).asked
    assert line.because == ()
    bare = make_book("bare")
    bare.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example",), text=False)
    (line,) = bare.person(JO, as_of=AS_OF).asked
    assert (line.quote, line.because) == ("", ())


GERMAN = "Noch nicht, er ist viel unterwegs und kommt erst am Freitag wieder. Ich frage bei ihm nochmal nach."


def test_nobody_is_said_to_ask_in_a_language_that_is_not_read(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It waits nowhere, comes first nowhere, and their page says that they wrote last."""
    book = book_of(make_book, tmp_path, body=GERMAN)
    assert not waits(book)
    page = book.person(JO, as_of=AS_OF)
    (line,) = page.may_wait
    assert (line.kind, line.quote) == ("wrote", "")
    assert line.because == ("it is their last word, in a language that is not read",)
    assert not any("question" in i.now or "asked" in i.why for i in book.review("2026-01", as_of=AS_OF).items)


def test_a_book_that_reads_no_words_says_who_wrote(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Not that they asked, which nobody knows there."""
    book = book_of(partial(make_book, text__read=False), tmp_path)
    assert book.person(JO, as_of=AS_OF).why == "wrote to you on 2026-01-12, and no mail of ours that is kept followed (8 days)"


def test_a_new_colleague_of_theirs_waits_too(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """To whom we never wrote, where we write with their company; going on with a colleague in an older talk answers nothing."""
    ann = "Ann Wood <ann.wood@acme.example>"
    ask = "Sam, which standard does the export meet? Please send me the certificate."
    old = mail(
        SAM, JO_REED, subject="Pumps", body="The plan is ready.", date="02 Jan 2026 10:00:00 +0000", message_id="a@x.example"
    )
    on = mail(SAM, JO_REED, subject="Re: Pumps", body="The pumps are packed.", date="14 Jan 2026 10:00:00 +0000", message_id="c@x.example",
              in_reply_to="<a@x.example>", references="<a@x.example>")  # fmt: skip
    asked = mail(ann, SAM, subject="Export", body=ask, date="13 Jan 2026 10:00:00 +0000", message_id="d@x.example")
    last = mail(
        SAM,
        "Max Oak <max@beta.example>",
        subject="Late",
        body="Good.",
        date="19 Jan 2026 10:00:00 +0000",
        message_id="z@x.example",
    )
    anew = mail(
        SAM, JO_REED, subject="Papers", body="Here they are.", date="15 Jan 2026 10:00:00 +0000", message_id="e@x.example"
    )

    def told(name: str, *mails: bytes) -> list[str]:
        book = make_book(name)
        book.sync(put(tmp_path / name, *mails), us=("us.example",), owner=("sam.hart@us.example",))
        digest = [t.quote for t in book.digest(as_of=AS_OF).asked]
        page = book.person("ann.wood@acme.example", as_of=AS_OF)
        assert [t.quote for t in page.asked] == digest
        assert bool(digest) == page.why.startswith("asked you on 2026-01-13")
        return digest

    assert told("new", old, asked, on, last) == ["Sam, which standard does the export meet?"]
    assert not told("stranger", asked, last)
    assert not told("settled", old, asked, anew, last)


def test_whoever_says_that_they_have_no_answer_waits(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What only may wait by itself is sure where they chase it in words."""
    said = "I have had no answer to my question about the hall. Is it eight metres wide or not?"
    book = book_of(make_book, tmp_path, to=f"{SAM}, {KIM}", body=said)
    (line,) = book.person(JO, as_of=AS_OF).asked
    assert line.because[0] == "they write that they have no answer yet"
    plain = book_of(partial(make_book, "plain"), tmp_path / "plain", to=f"{SAM}, {KIM}", body="Is it eight metres wide or not?")
    assert not plain.person(JO, as_of=AS_OF).asked


@pytest.mark.parametrize(
    "body",
    [
        "All went well with the trial. We want 200 more. Please quote for 200 sensors with delivery in January.",
        "The trial went well. What is your best price for two hundred of them, with delivery in January?",
    ],
)
def test_whoever_asks_to_buy_waits(make_book: Callable[..., Book], tmp_path: Path, body: str) -> None:
    """A request for a quote or a price in a reply is told as waiting on every page."""
    assert waits(book_of(make_book, tmp_path, body=body, subject="Re: Pumps", in_reply_to="<a@x.example>"))


def test_what_may_wait_is_told_on_every_surface_as_that(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """An ask below the sure line stands in list, person, brief and digest, worded so, and below what waits for sure."""
    book = book_of(make_book, tmp_path, to=f"{SAM}, {KIM}")
    page, brief, digest = book.person(JO, as_of=AS_OF), book.brief(JO, as_of=AS_OF), book.digest(as_of=AS_OF)
    row = next(r for r in book.people(as_of=AS_OF) if r.address == JO)
    assert not page.asked
    assert [len(of) for of in (page.may_wait, brief.may_wait, digest.may_wait)] == [1, 1, 1]
    assert row.why == page.why == "what they wrote on 2026-01-12 may wait for an answer"
    sure = book_of(partial(make_book, "sure"), tmp_path / "sure")
    assert 0 < row.need < next(r for r in sure.people(as_of=AS_OF) if r.address == JO).need


@pytest.mark.parametrize(
    "body",
    [
        "Still nothing. If I have no credit note this week I take the January contract to Aerolane, and I mean it.",
        "Where is it? Unless this is fixed by Thursday, we will go elsewhere.",
        "Ohne Gutschrift bis Freitag gehen wir zu Aerolane.",
    ],
)
def test_an_ultimatum_waits(make_book: Callable[..., Book], tmp_path: Path, body: str) -> None:
    """Who says that they go unless something is done asks nothing, and waits for sure, past the day they named; a word of ours ends it."""
    book = book_of(make_book, tmp_path / "a", body=body)
    assert waits(book)
    brief = book.brief(JO, as_of=AS_OF)
    (told,) = [
        t for t in (*brief.first, *brief.asked) if t.quote
    ]  # once: that they make ready to go stands first, with these words
    assert told.quote.startswith(("If I have", "Unless this", "Ohne Gutschrift"))
    assert not waits(
        book_of(partial(make_book, "b"), tmp_path / "b", answer("The credit note is attached.", "15 Jan 2026"), body=body)
    )


def test_an_if_that_ends_nothing_does_not_wait(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A condition on which nothing ends is no ultimatum."""
    assert not waits(book_of(make_book, tmp_path, body="If the truck is late I take the January train to Basel."))
