"""The review's pages over a small book: what was answered, what was passed on, and what a form without anything in it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.books import put
from tests.surfaces.web.conftest import HERE
from tests.test_review import DECEMBER, US, exchange

from regard.book import Book
from regard.results import Review
from regard.surfaces.api import create_app


@pytest.fixture
def desk(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Three buyers, and a review of December that has begun."""
    book = make_book()
    buyers = (("Jo Reed", "acme"), ("Max Oak", "beta"), ("Ann Fox", "gamma"))
    mails = [m for who, firm in buyers for m in exchange(who, firm, "Nov 2025")]
    book.sync(put(tmp_path / "mail", *mails), us=US)
    book.review_begin(DECEMBER, as_of="2025-12-31")
    return book


@pytest.fixture
def web(desk: Book) -> TestClient:
    return TestClient(create_app(desk), base_url=HERE)


def page(web: TestClient, path: str) -> str:
    """A page in one line, without its marks."""
    got = web.get(f"{path}{'&' if '?' in path else '?'}month={DECEMBER}&as_of=2025-12-31")
    assert got.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", got.text.partition("<main")[2]).split())


def test_the_agenda_says_what_was_said(desk: Book, web: TestClient) -> None:
    """Beside a tick stand the answer and the action; who was passed on has no tick, is not answered, and says so wherever it is counted."""
    jo, oak = ("Jo Reed", "Max Oak")
    desk.review_answer(jo, kind="passed", month=DECEMBER, as_of="2025-12-31")
    desk.review_answer(oak, "We call on Monday.", action="Send the plan", month=DECEMBER, as_of="2025-12-31")
    text = page(web, "/review")
    assert "1 answered, 1 passed on." in text
    assert "1 of 3 answered, 1 passed on" in text
    assert text.count("✓") == 1
    assert "We call on Monday." in text
    assert "Send the plan" in text
    assert text.count("Passed on: nothing to do.") == 1
    assert "Go on with the meeting" in text
    assert "1 of 3 answered, 1 passed on" in page(web, "/review/meeting?at=99")
    assert f"{jo}, passed on" in page(web, "/review/meeting?at=1")
    assert f"{oak}, answered" in page(web, "/review/meeting?at=1")
    assert "1 answered, 1 passed on" in page(web, "/review/print")


def test_an_empty_answer_goes_back_to_the_place(desk: Book, web: TestClient) -> None:
    """Keep without a word leads back to the same place, which says that nothing was written; with one it goes on."""
    first, then = desk.review(DECEMBER, as_of="2025-12-31").items[:2]
    form = web.get(f"/review/meeting?month={DECEMBER}&at=1&as_of=2025-12-31").text.partition('id="answer-form"')[2]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form.partition("</form>")[0]))
    assert (sent["at"], sent["to"]) == ("1", "2")
    got = web.post("/review/answer", data=sent | {"text": "  ", "due": "2026-01-05"})
    assert (got.status_code, got.url.path, got.url.params["at"]) == (200, "/review/meeting", "1")
    assert "Nothing was written: answer, note something, name an action, or pass on." in got.text
    assert first.name in got.text.partition("<h1>")[2].partition("</h1>")[0]
    assert not any(i.done or i.said for i in desk.review(DECEMBER, as_of="2025-12-31").items)
    got = web.post("/review/answer", data=sent | {"text": "We call."})
    assert got.url.params["at"] == "2"
    assert then.name in got.text.partition("<h1>")[2].partition("</h1>")[0]


def test_a_risk_says_of_which_deal(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Agenda, meeting and sheet name the deal beside what is at risk on it."""
    risk = {
        "deal": "d1",
        "name": "Pump house",
        "kind": "close_slips",
        "level": "high",
        "says": "It was put off twice.",
        "clears": "",
    }
    plain = Book.review

    def at_risk(book: Book, *said: Any, **asked: Any) -> Review:
        found = plain(book, *said, **asked)
        return replace(found, items=tuple(replace(i, risks=(risk,)) for i in found.items))

    monkeypatch.setattr(Book, "review", at_risk)
    for path in ("/review", "/review/meeting?at=1", "/review/print"):
        assert re.search(r"Pump house ?: It was put off twice\.", page(web, path)), path
