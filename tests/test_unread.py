"""Buyers who write in a language that is not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

SAM, EVA, JO = "Sam Hart <sam@us.example>", "Eva Lang <eva@lang.example>", "Jo Reed <jo@acme.example>"
GERMAN = "Guten Tag, wir haben das Angebot gelesen und werden uns nächste Woche bei Ihnen melden. Es fehlt noch der Preis für das Ventil."
ENGLISH = "We have read the offer and come back to you next week. The price of the valve is still missing."


def book_of(make_book: Callable[..., Book], folder: Path, **flags: object) -> Book:
    """Twelve weeks in which Sam asks two buyers and both answer the next day: Eva in German, Jo in English."""
    book = make_book(**flags)
    mails = []
    for n in range(12):
        asked, said = f"{1 + n:02d} Jan 2026 10:00:00 +0000", f"{2 + n:02d} Jan 2026 10:00:00 +0000"
        for who, words in ((EVA, GERMAN), (JO, ENGLISH)):
            at = f"{n}{who[:2]}"
            mails.append(
                mail(SAM, who, subject=f"Offer {n}", date=asked, body="Can you tell me more?", message_id=f"{at}a@us.example")
            )
            mails.append(
                mail(
                    who,
                    SAM,
                    subject=f"Re: Offer {n}",
                    date=said,
                    body=words,
                    message_id=f"{at}b@x.example",
                    reply_to=f"{at}a@us.example",
                )
            )
    book.sync(put(folder, *mails), us=("us.example",))
    return book


def test_what_is_not_read_counts_neither_way(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """That Eva answers is known as well as of Jo; that she never thanked or asked advice is not held against her, for nobody read it."""
    book = book_of(make_book, tmp_path / "mail")
    eva, jo = book.person("eva@lang.example"), book.person("jo@acme.example")
    answered = [sum(c.channel == "answers_ask" for c in book.why(p.id).contributions) for p in (eva, jo)]
    assert answered[0] == answered[1] > 0
    why = {f: book.why(eva.id, of=f).contributions for f in ("value", "rapport")}
    assert why == {"value": (), "rapport": ()}
    assert book.why(jo.id, of="value").contributions
    assert not eva.value.known
    assert (eva.unread, jo.unread) == (12, 0)


@pytest.mark.parametrize(("text", "unread"), [(True, 12), (False, 0)])
def test_how_many_are_not_read_is_told(make_book: Callable[..., Book], tmp_path: Path, text: bool, unread: int) -> None:
    """The health of the book counts them; a book that reads no words has none."""
    assert book_of(make_book, tmp_path / "mail", text__read=text).status().unread == unread


def test_a_mail_that_is_not_read_may_wait_for_an_answer(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Nobody can tell whether it asks something: the page says that it may wait, and why, and nobody is said to have asked."""
    book = make_book()
    book.sync(
        put(
            tmp_path / "mail",
            mail(
                SAM,
                EVA,
                subject="Offer",
                date="04 May 2026 10:00:00 +0000",
                body="Here is the offer.",
                message_id="1@us.example",
            ),
            mail(EVA, SAM, subject="Ventil", date="05 May 2026 10:00:00 +0000", body=GERMAN, message_id="2@lang.example"),
        ),
        us=("us.example",),
    )
    page = book.person("eva@lang.example", as_of="2026-05-14")
    (line,) = page.may_wait
    assert (line.kind, line.because) == ("wrote", ("it is their last word, in a language that is not read",))
    assert "asked you" not in page.why
