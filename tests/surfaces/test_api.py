"""REST: the same results as Python, as JSON; problems that say what to do; changes only from this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook, ident

from regard.surfaces.api import create_app

BOOK = FakeBook(40)


@pytest.fixture(scope="module")
def api() -> TestClient:
    return TestClient(create_app(BOOK), base_url="http://127.0.0.1:8000")


@pytest.fixture(scope="module")
def one_app() -> FastAPI:
    return create_app(BOOK)


@pytest.fixture
def own(one_app: FastAPI) -> tuple[FakeBook, TestClient]:
    """A book of the test's own, and a client of the app over it; making an app costs more than a test, so one serves all."""
    one_app.state.book = book = FakeBook(12)
    return book, TestClient(one_app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


LENA = BOOK.rows[0]

READS: list[tuple[str, Callable[[], Any]]] = [
    ("/status", lambda: BOOK.status().as_json()),
    ("/status?as_of=2026-03-01", lambda: BOOK.status("2026-03-01").as_json()),
    ("/people", lambda: [row.as_json() for row in BOOK.people()]),
    ("/people?limit=3&offset=2", lambda: [row.as_json() for row in list(BOOK.people())[2:5]]),
    ("/people?account=Harlow Foods", lambda: [row.as_json() for row in BOOK.people("Harlow Foods")]),
    (f"/people/{LENA.id}", lambda: BOOK.person(LENA.id).as_json()),
    (f"/people/{LENA.address}?timeline=2&offset=3", lambda: BOOK.person(LENA.id, timeline=2, offset=3).as_json()),
    (f"/people/{LENA.id}/why?of=value", lambda: BOOK.why(LENA.id, "value").as_json()),
    (f"/people/{LENA.id}/disclose", lambda: BOOK.disclose(LENA.id)),
    ("/accounts", lambda: [row.as_json() for row in BOOK.accounts()]),
    ("/accounts/harlow-foods.example", lambda: BOOK.account("harlow-foods.example").as_json()),
    ("/search?q=lena", lambda: BOOK.search("lena").as_json()),
    ("/messages/m_1", lambda: BOOK.message("m_1").as_json()),
    ("/exclusions", BOOK.exclusions),
]


@pytest.mark.parametrize(("path", "expected"), READS, ids=[path for path, _ in READS])
def test_reads(api: TestClient, path: str, expected: Callable[[], Any]) -> None:
    """Every reading route sends exactly what the same question to the book answers."""
    answer = api.get(f"/api/v1{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == _lists(expected())


def test_total_count(api: TestClient) -> None:
    """A part of a list says how long the whole is."""
    answer = api.get("/api/v1/people?limit=3")
    assert (len(answer.json()), answer.headers["x-total-count"]) == (3, "40")


def test_why_sums(api: TestClient) -> None:
    """The sum survives JSON: prior + Σ contribution = mean to 1e-9."""
    why = api.get(f"/api/v1/people/{LENA.id}/why").json()
    assert len(why["contributions"]) == 48
    assert abs(why["prior"] + sum(c["contribution"] for c in why["contributions"]) - why["mean"]) < 1e-9


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/people/nobody@nowhere.example", 404, "Not in this book"),
        ("/accounts/nowhere.example", 404, "Not in this book"),
        ("/messages/zzz", 404, "Not in this book"),
        ("/nothing", 404, "Not in this book"),
        ("/people?as_of=yesterday", 400, "That cannot be read"),
        ("/people/busy", 503, "The book cannot be used just now"),
        (f"/people/{LENA.id}/why?of=charm", 422, "That cannot be read"),
        ("/search", 422, "That cannot be read"),
        ("/people?limit=-1", 422, "That cannot be read"),
    ],
)
def test_problems(api: TestClient, path: str, status: int, title: str) -> None:
    """What cannot be answered is a problem document with the status that fits and a sentence."""
    answer = api.get(f"/api/v1{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["title"]) == (status, title)
    assert body["detail"]


def test_ambiguous(api: TestClient) -> None:
    """A name that several share is 300, with each candidate's id, and following one leads to that person."""
    answer = api.get("/api/v1/people/ortiz", follow_redirects=False)
    assert answer.status_code == 300
    candidates = answer.json()["candidates"]
    assert len(candidates) > 1
    for candidate in candidates:
        assert api.get(f"/api/v1/people/{candidate['ref']}").json()["id"] == candidate["ref"]


def test_changes(own: tuple[FakeBook, TestClient]) -> None:
    """Each change reaches the book once, with what was said."""
    book, api = own
    a, b = book.rows[0], book.rows[5]
    steps: list[tuple[str, dict[str, str] | None, int, tuple[str, ...]]] = [
        ("/judgements", {"verdict": "same", "a": a.id, "b": b.id, "reason": "met her"}, 201, ("same", a.id, b.id, "met her")),
        ("/judgements", {"verdict": "different", "a": a.id, "b": b.id}, 201, ("different", a.id, b.id, "")),
        ("/judgements", {"verdict": "unsure", "a": a.id, "b": b.id}, 201, ("unsure", a.id, b.id, "")),
        ("/judgements/same", {"pairs": [[a.id, b.id]]}, 201, ("same all", a.id, b.id)),
        ("/judgements/j_1/undo", None, 200, ("undo", "j_1")),
        ("/exclusions", {"kind": "domain", "pattern": "law.example"}, 201, ("exclude", "domain", "law.example")),
        (f"/people/{a.id}/object", None, 200, ("object", a.id)),
        (f"/people/{a.id}/side", {"side": "personal"}, 200, ("include", a.id, "personal")),
        (f"/people/{b.id}/forget", None, 200, ("forget", b.id)),
        (f"DELETE /people/{a.id}/object", None, 200, ("model again", a.id)),
        (
            "DELETE /exclusions?kind=domain&pattern=solicitors.example",
            None,
            200,
            ("include again", "domain", "solicitors.example"),
        ),
    ]
    for path, body, status, call in steps:
        method, _, rest = path.rpartition(" ")
        answer = api.request(method or "POST", f"/api/v1{rest}", json=body)
        assert (path, answer.status_code) == (path, status)
        assert book.calls[-1] == call
    assert len(book.calls) == len(steps)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"host": "rebound.example"}, 421),
        ({"sec-fetch-site": "same-origin", "content-type": "application/json"}, 201),
        ({"origin": "http://127.0.0.1:8000", "content-type": "application/json"}, 201),
    ],
)
def test_changes_from_elsewhere(own: tuple[FakeBook, TestClient], headers: dict[str, str], status: int) -> None:
    """A change that a page of another site could send is refused before it reaches the book."""
    book, api = own
    answer = api.post("/api/v1/exclusions", content='{"kind": "domain", "pattern": "x.example"}', headers=headers)
    assert answer.status_code == status
    assert len(book.calls) == (status == 201)


def test_reading_from_elsewhere(api: TestClient) -> None:
    """A script of another site cannot have the book's JSON answered to it."""
    assert api.get("/api/v1/people", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        '{"kind": "colour", "pattern": "x"}',
        '{"kind": "domain", "pattern": ""}',
        '{"kind": "domain"}',
        "[]",
        "{",
        '{"a": 1e999}',
    ],
)
def test_bad_bodies(own: tuple[FakeBook, TestClient], body: str) -> None:
    """A body that cannot be read is 422 and changes nothing."""
    book, api = own
    answer = api.post("/api/v1/exclusions", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert book.calls == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/accounts/{LENA.company_id or 'x'}/side", '{"side": "buyer", "reason": "\\ud800"}'),
        ("/exclusions", '{"pattern": "a\\udfff.example"}'),
        ("/actions", '{"text": "Call \\ud83d"}'),
        ("/deals/x/said", '{"kind": "snooze", "reason": "\\ud800"}'),
    ],
)
def test_halves_of_characters_are_refused(own: tuple[FakeBook, TestClient], path: str, body: str) -> None:
    """Posted text with a lone surrogate is 422 and changes nothing; a whole pair is a character as any other."""
    book, api = own
    answer = api.post(f"/api/v1{path}", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "surrogate" in answer.text
    assert book.calls == []


def test_surrogates(own: tuple[FakeBook, TestClient]) -> None:
    """A lone surrogate out of broken mail goes through JSON unharmed instead of failing the answer."""
    from dataclasses import replace

    book, api = own
    book.rows[0] = replace(book.rows[0], name="Ann \udce9 Bell")
    answer = api.get("/api/v1/people")
    assert answer.status_code == 200
    assert "\\udce9" in answer.text


def test_openapi(api: TestClient) -> None:
    """The description lists every route and no page, has its results' keys, and resolves all of its references."""
    spec = api.get("/api/v1/openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    assert set(spec["paths"]) == {
        "/api/v1/status",
        "/api/v1/people",
        "/api/v1/people/{ref}",
        "/api/v1/people/{ref}/why",
        "/api/v1/deals",
        "/api/v1/deals/{ref}",
        "/api/v1/deals/{ref}/committee.{kind}",
        "/api/v1/deals/{ref}/said",
        "/api/v1/deals/board.{kind}",
        "/api/v1/deals/roles.csv",
        "/api/v1/deals/proposed",
        "/api/v1/deals/proposed/{proposal}",
        "/api/v1/money",
        "/api/v1/risks",
        "/api/v1/mine/perceived",
        "/api/v1/mine/brought",
        "/api/v1/mine/coached",
        "/api/v1/mine/ratings",
        "/api/v1/matters",
        "/api/v1/stated",
        "/api/v1/stated/file",
        "/api/v1/brief",
        "/api/v1/brief.{form}",
        "/api/v1/digest",
        "/api/v1/digest.{form}",
        "/api/v1/practice",
        "/api/v1/actions",
        "/api/v1/actions.{form}",
        "/api/v1/actions/{action_id}",
        "/api/v1/review",
        "/api/v1/reviews",
        "/api/v1/review/answers",
        "/api/v1/review/begin",
        "/api/v1/people/{ref}/disclose",
        "/api/v1/people/{ref}/object",
        "/api/v1/people/{ref}/side",
        "/api/v1/people/{ref}/forget",
        "/api/v1/accounts",
        "/api/v1/accounts/{ref}",
        "/api/v1/accounts/{ref}/side",
        "/api/v1/search",
        "/api/v1/who",
        "/api/v1/coach",
        "/api/v1/coach/reader",
        "/api/v1/promises",
        "/api/v1/check",
        "/api/v1/dormant",
        "/api/v1/callers",
        "/api/v1/check/progress",
        "/api/v1/messages/{message_id}",
        "/api/v1/judgements",
        "/api/v1/judgements/same",
        "/api/v1/judgements/{judgement_id}/undo",
        "/api/v1/exclusions",
    }
    schemas = spec["components"]["schemas"]
    assert set(schemas["PersonRow"]["properties"]) == set(LENA.as_json())
    for reference in _references(spec):
        kind, name = reference.removeprefix("#/components/").split("/")
        assert name in spec["components"][kind]
    ids = [op["operationId"] for path in spec["paths"].values() for op in path.values()]
    assert len(ids) == len(set(ids))


def test_no_docs_page(api: TestClient) -> None:
    """The interactive page that would load scripts from elsewhere is not there."""
    assert api.get("/docs").status_code == api.get("/redoc").status_code == 404


def test_unforeseen(own: tuple[FakeBook, TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is a problem document without a traceback, under the same policy."""
    book, api = own
    monkeypatch.setattr(book, "people", lambda **_: 1 / 0)
    answer = api.get("/api/v1/people")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert answer.json()["title"] == "Regard failed"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_ids_are_ids() -> None:
    """The made-up ids look like the real ones, so that links and candidates are tested on the real form."""
    assert ident("p", 1).startswith("p_")
    assert len(ident("p", 1)) == 28


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, (list, tuple)) else value


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
