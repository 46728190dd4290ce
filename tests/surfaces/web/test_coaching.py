"""The page Coach: complete as a form, careful with what is typed, and quiet about what it was given."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook

from regard import config
from regard.book import Book
from regard.surfaces.api import create_app
from regard.surfaces.web.coaching import pieces
from regard.surfaces.web.looking import looking

Serve = Callable[..., TestClient]
DRAFT = "Hello,\r\n\r\nthe plan is here <b>&amp;</b> I hope it meets your needs.\r\n"


def token_of(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/coach").text)
    assert found
    return found[1]


def test_an_empty_page(client: TestClient) -> None:
    """The page opens empty, with a text box, a button and no remarks."""
    page = client.get("/coach").text
    assert "<textarea" in page
    assert "Look at it" in page
    assert '<li id="r1"' not in page


def test_without_javascript(serve: Serve, book: FakeBook) -> None:
    """The form alone brings marks, remarks, reasons and rewrites, and the draft back as it was typed, escaped."""
    client = serve(book)
    page = client.post(
        "/coach", data={"token": token_of(client), "text": DRAFT, "to": ""}, headers={"sec-fetch-site": "same-origin"}
    )
    assert page.status_code == 200
    assert "<mark>meets your needs" in page.text
    assert "fits your business" in page.text
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; I hope it" in page.text
    assert "<b>&amp;</b> I hope" not in page.text


def test_off_for_me(serve: Serve, book: FakeBook) -> None:
    """Whoever said who they are can switch a remark's rule off for themselves, keeping the draft, and on again."""
    client = serve(book)
    said = {"token": token_of(client), "text": DRAFT, "to": ""}
    ours = {"sec-fetch-site": "same-origin"}
    assert "not for me" not in client.post("/coach", data=said, headers=ours).text.replace("<i>not for me</i>", "")
    client.cookies.set("regard_me", "ben%40ours.example")
    page = client.post("/coach", data=said, headers=ours).text
    assert 'name="off" value="needs"' in page
    assert 'data-by="ben@ours.example"' in page
    page = client.post("/coach", data={**said, "off": "needs"}, headers=ours).text
    assert "<mark>" not in page
    assert "I hope it meets your needs." in page
    assert 'name="on" value="needs"' in page
    assert "<mark>meets your needs" in client.post("/coach", data={**said, "on": "needs"}, headers=ours).text


@pytest.mark.parametrize("said", ["a%01@b", "a@b%00", "a%7F@b", "a@%C2%9Fb", "a%0A@b"])
def test_a_cookie_with_control_characters_names_nobody(said: str) -> None:
    """An address with a control character is no address: whoever sends one has not said who they are."""

    def told(cookie: str) -> str | None:
        return looking(Request({"type": "http", "headers": [(b"cookie", f"regard_me={cookie}".encode())]}))

    assert told(said) is None
    assert told("ben%40ours.example") == "ben@ours.example"


def test_a_switch_with_a_strange_cookie_leaves_the_book_openable(copied: Path) -> None:
    """A rule switched off under a cookie with a control character is refused, and the settings can still be read."""
    with Book.open(copied) as real:
        client = TestClient(create_app(real), base_url="http://localhost:8000", cookies={"regard_me": "a%01@b"})
        said = {"token": token_of(client), "text": DRAFT, "off": "checking-in"}
        assert client.post("/coach", data=said, headers={"sec-fetch-site": "same-origin"}).status_code == 400
    assert config.load(copied, environment={})["coach.off_for"] == ()


def test_what_is_known_of_the_reader(serve: Serve, book: FakeBook) -> None:
    """A page opened for somebody tells what they accepted before, escaped; for nobody of that name it just opens."""
    client = serve(book)
    page = client.get("/coach", params={"to": book.rows[0].id}).text
    assert "Accepted 2 of 3 invitations." in page
    assert client.get("/coach", params={"to": "nobody here"}).status_code == 200
    assert (
        client.get("/api/v1/coach/reader", params={"to": book.rows[0].id}).json()["told"][0] == "Accepted 2 of 3 invitations."
    )
    assert client.get("/api/v1/coach/reader", params={"to": "nobody here"}).status_code == 404


def test_from_elsewhere(serve: Serve, book: FakeBook) -> None:
    """A form without our token is refused, like every other."""
    assert serve(book).post("/coach", data={"text": DRAFT}).status_code == 403


def test_rest(client: TestClient, shared: FakeBook) -> None:
    """POST /api/v1/coach answers with the list; a language without rules is said in a header; unknown readers are 404."""
    rows = client.post("/api/v1/coach", json={"text": DRAFT}).json()
    (needs,) = [row for row in rows if row["rule"] == "needs"]
    assert DRAFT[needs["start"] : needs["end"]] == "meets your needs"
    answer = client.post(
        "/api/v1/coach", json={"text": "Grazie per il suo tempo e per la pazienza, ci sentiamo per il progetto."}
    )
    assert (answer.json(), "Not judged: language" in answer.headers["x-note"]) == ([], True)
    assert client.post("/api/v1/coach", json={"text": DRAFT, "to": "nobody here"}).status_code == 404
    assert client.post("/api/v1/coach", json={"text": DRAFT, "too": "x"}).status_code == 422


def test_marks_may_overlap() -> None:
    """The draft is cut where marks begin and end, and loses nothing."""
    from regard.results import Remark

    found = [Remark("a", 2, 6, "", None, "", "info", 1), Remark("b", 4, 8, "", None, "", "info", 1)]
    cut = pieces("0123456789", found)
    assert "".join(words for words, _ in cut) == "0123456789"
    assert [under for _, under in cut] == [[], [1], [1, 2], [2], []]
