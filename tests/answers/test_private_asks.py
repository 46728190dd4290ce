"""A buyer's ask with a word of private life in it: that they asked is told everywhere, and nothing private anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.test_waiting import AS_OF, ASK, JO, SAM, answer, book_of, waits

from regard.book import Book
from regard.surfaces import written
from regard.surfaces.api import create_app

PRICE = "What is your best price for forty pumps for the hospital?"
SECRETS = ("surgery", "daughter", "cancer", "diagnosis", "union", "mosque", "divorce", "hospital")
NOT_QUOTED = "a question that is not quoted, as a word of it may be private"


def everything(book: Book, **at: Any) -> str:
    """All that the book says of Jo, of a week and of a review, as one text; the mail itself aside, which whoever reads may open."""
    told: list[Any] = [
        [asdict(r) for r in book.people(**at)], asdict(book.person(JO, **at)), asdict(book.brief(JO, **at)), asdict(book.digest(**at)),
        asdict(book.review("2026-01", **at)), [asdict(r) for r in book.actions(**at)], [asdict(r) for r in book.dormant(**at)],
        written.digest(book.digest(**at), "markdown"), written.brief(book.brief(JO, **at)),
    ]  # fmt: skip
    web = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    pages = ("/", "/today", "/people", f"/people/{JO}", f"/brief?of={JO}", "/review", "/actions")
    return json.dumps(told, default=str) + "".join(web.get(f"{p}{'&' if '?' in p else '?'}as_of={AS_OF}").text for p in pages)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Pumps", PRICE),
        ("Pumps", "Could you send the price list for the pumps of the cancer ward before the bid closes?"),
        ("Back from the hospital", "Could you send the contract to the hospital, where I sit with my daughter?"),
        ("The union", "Can you tell me what your software does with what the union's members vote?"),
        ("Divorce", "Could you send the invoice to my lawyer, who needs it for the divorce?"),
    ],
)
def test_an_ask_with_a_private_word_is_told_without_its_words(
    make_book: Callable[..., Book], tmp_path: Path, subject: str, body: str
) -> None:
    """Every page says that they asked and since when; neither the sentence nor such a subject is in any output."""
    book = book_of(make_book, tmp_path, body=body, subject=subject)
    assert waits(book)
    (line,) = book.person(JO, as_of=AS_OF).asked
    assert (line.quote, line.date, line.name) == ("", "2026-01-12T10:00:00Z", "Jo Reed")
    assert line.says == NOT_QUOTED + (", in “Pumps”" if subject == "Pumps" else "")
    assert [t.says for t in book.digest(as_of=AS_OF).asked] == [line.says]
    assert "Nothing stands open" not in book.brief(JO, as_of=AS_OF).note
    assert any(a.source == "question" and a.proposed for a in book.actions(as_of=AS_OF))
    said = everything(book, as_of=AS_OF)
    assert body not in said
    if subject == "Pumps":
        assert not [w for w in SECRETS if w in said.lower()]


@pytest.mark.parametrize(
    "beside",
    [
        "My sister had her hip done at the hospital and is well, thank you for asking.",
        "We are at the mosque with the family on Friday.",
        "The cancer of my brother was a shock for all of us.",
    ],
)
def test_a_private_sentence_beside_an_ask_takes_nothing_from_it(
    make_book: Callable[..., Book], tmp_path: Path, beside: str
) -> None:
    """The ask is quoted as ever, from free mail too; the private sentence beside it is in no output."""
    book = book_of(make_book, tmp_path, body=f"Dear Sam,\n\n{ASK} {beside}")
    assert waits(book)
    assert [t.quote for t in book.person(JO, as_of=AS_OF).asked] == [ASK]
    assert beside not in everything(book, as_of=AS_OF)


def test_a_complaint_with_a_private_word_is_told_without_its_words(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """That they complained stands in the digest; the sentence is in no output."""
    grief = "We are very disappointed with the service at the hospital."
    book = book_of(make_book, tmp_path, body=grief)
    assert [(t.kind, t.quote) for t in book.digest(as_of=AS_OF).first] == [("complaint", "")]
    assert grief not in everything(book, as_of=AS_OF)


def test_what_may_be_quoted_is_told_before_what_may_not(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of two asks of one mail the one without a private word is told."""
    book = book_of(make_book, tmp_path, body=f"{ASK} {PRICE}")
    assert [t.quote for t in book.person(JO, as_of=AS_OF).asked] == [ASK]


def test_small_talk_of_private_life_still_asks_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """How somebody's family is waits for no answer of ours."""
    assert not waits(book_of(make_book, tmp_path, body="How is your wife after the surgery, and how are the kids?"))


def test_our_own_question_with_a_private_word_is_told_so_too(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What we asked and they did not answer is told without its words."""
    later = answer("Could you tell me how many pumps the hospital needs?", "14 Jan 2026")
    book = book_of(make_book, tmp_path, later)
    (line,) = book.digest(as_of=AS_OF).asking
    assert (line.quote, line.says) == ("", f"{NOT_QUOTED}, in “Re: Drawings”")
    assert SAM.split(" <")[0] in line.by or line.by == "you"
