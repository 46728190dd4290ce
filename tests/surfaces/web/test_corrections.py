"""Changes through forms: they reach the book from our own pages, and from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook

from regard.surfaces.api import create_app

Serve = Callable[..., TestClient]


def token_of(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/sources").text)
    assert found
    return found[1]


def test_each_form(serve: Serve, book: FakeBook) -> None:
    """Each form on the pages does what its button says, then leads to a page that confirms it."""
    client, a, b = serve(book), book.rows[0], book.rows[5]
    token = token_of(client)
    steps = [
        (f"/people/{a.id}/same", {"other": f" {b.address} ", "reason": "met"}, ("same", a.id, b.id, "met"), "one person now"),
        (
            f"/people/{a.id}/different",
            {"one": a.address, "other": "x@y.z"},
            ("different", a.address, "x@y.z", ""),
            "two people",
        ),
        ("/judgements/j_1/undo", {"then": f"/people/{a.id}"}, ("undo", "j_1"), "Undone"),
        ("/who", {"one": a.id, "other": b.id, "verdict": "same"}, ("same", a.id, b.id, ""), "they are one from now on"),
        ("/who", {"one": "@a.b", "other": "@b.b", "verdict": "different"}, ("different", "@a.b", "@b.b", ""), "they are two"),
        ("/who", {"one": a.id, "other": b.id, "verdict": "unsure"}, ("unsure", a.id, b.id, ""), "new evidence"),
        ("/who/sure", {"pair": [f"{a.id} {b.id}"]}, ("same all", a.id, b.id), "each pair is one human"),
        (
            "/exclusions",
            {"kind": "domain", "pattern": "law.example"},
            ("exclude", "domain", "law.example"),
            "Excluded",
        ),
        (f"/people/{a.id}/object", {}, ("object", a.id), "no longer modelled"),
        (f"/people/{a.id}/object", {"undo": "yes"}, ("model again", a.id), "modelled again"),
        (f"/people/{a.id}/side", {"side": "personal"}, ("include", a.id, "personal"), "counted that way"),
        (
            "/exclusions/again",
            {"kind": "domain", "pattern": "solicitors.example"},
            ("include again", "domain", "solicitors.example"),
            "The next sync",
        ),
        (
            f"/people/{b.id}/forget",
            {"sure": "yes", "shown": ["b@x.example", "c@x.example"]},
            ("forget", b.id, "b@x.example", "c@x.example"),
            "gone from the records",
        ),
    ]
    for path, fields, call, said in steps:
        answer = client.post(path, data={"token": token, **fields}, headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == 303, path
        assert book.calls[-1] == call
        assert said in client.get(answer.headers["location"]).text
    assert len(book.calls) == len(steps)


def test_forms_are_on_the_pages(serve: Serve, book: FakeBook) -> None:
    """Every change that a form can make has its form, with the token, on a page."""
    client, a = serve(book), book.rows[0]
    html = client.get(f"/people/{a.id}").text + client.get("/sources").text
    forms = re.findall(r'<form[^>]*method="post" action="([^"]+)">(.*?)</form>', html, re.DOTALL)
    actions = {re.sub(r"j_[a-z2-7]{26}", "J", action) for action, _ in forms}
    assert actions == {
        *(f"/people/{a.id}/{x}" for x in ("same", "different", "side", "object", "forget")),
        "/exclusions",
        "/exclusions/again",
        "/judgements/J/undo",
    }
    assert all(f'name="token" value="{token_of(client)}"' in body for _, body in forms)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:9000"}, 403),
        ({"host": "rebound.example:8000"}, 421),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"origin": "http://localhost:8000"}, 303),
    ],
)
def test_from_elsewhere(serve: Serve, book: FakeBook, headers: dict[str, str], status: int) -> None:
    """Even with the right token, a change that another site's page asks for is refused."""
    client = serve(book)
    answer = client.post(f"/people/{book.rows[0].id}/object", data={"token": token_of(client)}, headers=headers)
    assert answer.status_code == status
    assert len(book.calls) == (status == 303)


@pytest.mark.parametrize("token", [None, "", "wrong", "é" * 9])
def test_without_token(serve: Serve, book: FakeBook, token: str | None) -> None:
    """Without the page's token nothing changes, and the page says what to do."""
    client = serve(book)
    fields = {} if token is None else {"token": token}
    answer = client.post("/exclusions", data={"kind": "domain", "pattern": "x.example", **fields})
    assert answer.status_code == 403
    assert "reload it" in answer.text
    assert book.calls == []


def test_tokens_are_of_one_run(book: FakeBook) -> None:
    """A token of another run of the app does not open this one."""
    first, second = (TestClient(create_app(book), base_url="http://localhost:8000") for _ in range(2))
    fields = {"kind": "domain", "pattern": "x.example", "token": token_of(first)}
    assert second.post("/exclusions", data=fields).status_code == 403
    assert first.post("/exclusions", data=fields).status_code == 200


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/people/{a}/forget", {}, 400),
        ("/people/{a}/forget", {"sure": "no"}, 400),
        ("/people/{a}/same", {"other": "  "}, 400),
        ("/people/{a}/same", {"other": "nobody@nowhere.example"}, 404),
        ("/people/{a}/same", {"other": "ortiz"}, 300),
        ("/exclusions", {"kind": "colour", "pattern": "red"}, 400),
        ("/exclusions", {"kind": "domain", "pattern": ""}, 400),
        ("/people/p_none/object", {}, 404),
        ("/people/{a}/side", {"side": "left"}, 400),
        ("/exclusions/again", {"kind": "domain", "pattern": "never.example"}, 404),
    ],
)
def test_bad_use(serve: Serve, book: FakeBook, path: str, fields: dict[str, str], status: int) -> None:
    """A form that cannot be understood changes nothing and says why."""
    client = serve(book)
    answer = client.post(path.format(a=book.rows[0].id), data={"token": token_of(client), **fields})
    assert answer.status_code == status
    assert book.calls == []


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "x"]
)
def test_after_a_change_we_stay(serve: Serve, book: FakeBook, then: str) -> None:
    """Whatever a form says about where to go next, it is a page of ours."""
    client = serve(book)
    answer = client.post("/judgements/j_1/undo", data={"token": token_of(client), "then": then})
    assert answer.headers["location"] == "/?done=undone"


def test_date_is_kept(serve: Serve, book: FakeBook) -> None:
    """A correction made while looking at the past comes back to the same date."""
    client = serve(book)
    fields = {"token": token_of(client), "as_of": "2026-02-28"}
    answer = client.post(f"/people/{book.rows[0].id}/object", data=fields)
    assert "as_of=2026-02-28" in answer.headers["location"]
