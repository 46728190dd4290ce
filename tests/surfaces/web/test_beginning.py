"""What the first page says of a book of which little is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, put

from regard.book import Book
from regard.results.sources import UNOWNED
from regard.surfaces.api import create_app
from regard.surfaces.web.beginning import Beginning
from regard.surfaces.web.render import environment

SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def test_the_first_page_says_what_is_unknown_and_why(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of a mailbox of sent mail alone the page says that nobody is known, why, whose mailbox shows what, and what would settle it."""
    book = make_book()
    ours = [
        mail(SAM, f"Buyer {n} <buyer{n}@firm{n}.example>", date=f"Mon, 0{1 + n + 3 * m} Dec 2025 10:00:00 +0000",
             body="Hello, could you tell me which valve fits?", subject=f"Valve {n} {m}")
        for n in range(5) for m in range(2)
    ]  # fmt: skip
    book.sync(put(tmp_path / "mail", *ours), us=["us.example"], owner=["sam.hart@us.example"])
    html = " ".join(TestClient(create_app(book), base_url="http://127.0.0.1").get("/").text.split())
    assert "<b>Nobody’s standing is known yet</b>, which does not say that all is well: 5 were asked something" in html
    assert "sam.hart@us.example</bdi> shows sent mail only" in html
    assert "To settle it, add the whole inbox." in html
    assert "Nobody waits for you today" not in html


def test_who_wrote_stands_where_to_begin(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where few need somebody the page names who wrote and has no answer, and the list says how many there are."""
    book = make_book()
    ask = "Hello Sam, could you send us the offer for ten seats?"
    rows = [
        mail(SAM, "Ida Lund <ida@mill.example>", date="Mon, 05 Jan 2026 10:00:00 +0000", body="Hello Ida, here is the plan."),
        mail(JO, SAM, date="Tue, 06 Jan 2026 10:00:00 +0000", body=ask, subject="Ten seats"),
    ]
    book.sync(put(tmp_path / "mail", *rows), us=["us.example"], owner=["sam.hart@us.example"])
    client = TestClient(create_app(book), base_url="http://127.0.0.1")
    html = " ".join(client.get("/").text.split())
    assert "To begin with" in html
    assert "Ten seats" in html
    assert "wrote to us, and no mail of ours to them is kept; 1 asked something" in html
    assert "Ten seats" in client.get("/callers").text


@pytest.mark.parametrize(
    ("shows", "add"),
    [
        (["shows sent mail only"], "inbox"),
        (["shows sent mail only", "shows only some of the mail that comes in"], "inboxes"),
        (["shows no sent mail after 2025-03-03, though received mail goes on to 2025-07-21"], "mailbox"),
        (["shows sent mail only", "shows received mail only"], "mailboxes"),
        (["shows sent mail only", f"{UNOWNED}, so nothing is estimated from it"], "inbox"),
        ([f"{UNOWNED}, so nothing is estimated from it"], ""),
    ],
)
def test_what_to_add(shows: list[str], add: str) -> None:
    """Inboxes are asked for where received mail is missing, whole mailboxes where sent mail is."""
    assert Beginning(1, 1, mailboxes=tuple(("sam", says) for says in shows)).add == add


@pytest.mark.parametrize(
    ("unknown", "known", "said"),
    [
        (5, 0, "Nobody’s standing is known yet"),
        (5, 1, "Nobody’s trust is known yet"),
        (3, 3, "The trust of 3 of 5 buyers is not known"),
    ],
    ids=["nothing of anybody", "a value, and no trust", "some trust"],
)
def test_what_is_counted_as_unknown_is_trust(unknown: int, known: int, said: str) -> None:
    """Beside "3 known", which counts whoever has any of the three, the line says that it counts trust."""
    page = environment().from_string("{% import '_beginning.html' as first with context %}{{ first.unknown(None, start, {}) }}")
    assert said in page.render(start=Beginning(unknown, 5), figures={"known": known}, seen=None)
