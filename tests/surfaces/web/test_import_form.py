"""A CRM file looked at before it is read, and what its columns are, said in a form."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, put
from tests.surfaces.web.conftest import HERE
from tests.surfaces.web.fake_book import HOSTILE, FakeBook

from regard.book import Book
from regard.surfaces.api import create_app

FILE = "/exports/contacts.csv"


def fields(html: str) -> dict[str, str]:
    """What the form on the page would send as it stands."""
    form = html[html.index('<form method="post" action="/sources/crm">') :].split("</form>", maxsplit=1)[0]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        sent[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    return sent


def test_the_preview_shows_columns_and_what_is_set_aside(serve: Callable[[FakeBook], TestClient], book: FakeBook) -> None:
    """Each column with what it is taken as and why, rows set aside with their reasons; whatever a file holds is text."""
    client = serve(book)
    assert FILE in client.get("/sources/crm").text
    html = client.get("/sources/crm", params={"file": FILE}).text
    assert HOSTILE not in html
    for said in ("1,200 rows", "named so", "no id", "no address", "kept under its own name", "Read as you said"):
        assert said in html
    assert fields(html)["field0"] == "email"
    assert fields(html)["field1"] == ""


def test_only_what_was_changed_is_said(serve: Callable[[FakeBook], TestClient], book: FakeBook) -> None:
    """The form sends every column; the book is told of those that differ, of another table, and of nothing when nothing does."""
    client = serve(book)
    sent = fields(client.get("/sources/crm", params={"file": FILE}).text) | {"column0": "E-mail", "column1": "A=B"}
    asked = {"headers": {"sec-fetch-site": "same-origin"}}
    answer = client.post("/sources/crm", data=sent | {"field1": "title", "dates": "dmy"}, **asked)
    assert book.calls == [("crm map", FILE, ("A=B=title",), "", "dmy", False)]
    assert "Kept, for every file" in client.get(answer.headers["location"]).text
    client.post("/sources/crm", data=sent | {"field0": "", "table": "account"}, **asked)
    assert book.calls[-1] == ("crm map", FILE, ("E-mail=",), "account", "", False)
    client.post("/sources/crm", data=sent | {"clear": "yes"}, **asked)
    assert book.calls[-1] == ("crm map", FILE, (), "", "", True)
    assert client.post("/sources/crm", data=sent, **asked).status_code == 400
    assert len(book.calls) == 3


@pytest.mark.parametrize("wrong", [{"token": "x"}, {"site": "cross-site"}], ids=["token", "site"])
def test_from_elsewhere_nothing_is_kept(serve: Callable[[FakeBook], TestClient], book: FakeBook, wrong: dict[str, str]) -> None:
    """Without this run's token, or from another site, the form is refused."""
    client = serve(book)
    sent = fields(client.get("/sources/crm", params={"file": FILE}).text) | {"field1": "title"}
    sent["token"] = wrong.get("token", sent["token"])
    answer = client.post("/sources/crm", data=sent, headers={"sec-fetch-site": wrong.get("site", "same-origin")})
    assert (answer.status_code, book.calls) == (403, [])


NAMED = [
    ("/exports/contacts.csv", ("10.0.0.7", 1), 200),
    ("/exports/other.csv", ("10.0.0.7", 1), 400),
    ("/exports/other.csv", ("127.0.0.1", 1), 200),
    ("/etc/passwd", ("127.0.0.1", 1), 400),
]


@pytest.mark.parametrize(("file", "who", "code"), NAMED)
def test_files_of_this_machine_are_not_for_others(file: str, who: tuple[str, int], code: int) -> None:
    """Another machine sees only files that the book reads; this one may name any CSV file, and nothing else."""
    client = TestClient(create_app(FakeBook(2)), base_url=HERE, client=who)
    assert client.get("/sources/crm", params={"file": file}).status_code == code


def test_a_mapping_said_in_the_form_is_used_by_the_next_sync(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A column that nobody knows is mapped on the page, kept, and read so; a file that is none is a sentence."""
    put(tmp_path / "all", mail())
    export = tmp_path / "all" / "contacts.csv"
    export.write_text(
        "Contact ID,First Name,Last Name,Email,Zonk\n1,Jo,Reed,jo.reed@acme.example,Head of Ops\n2,,,,\n", "utf-8"
    )
    book = make_book()
    book.sync(tmp_path / "all", us=("us.example",))
    client = TestClient(create_app(book), base_url=HERE, raise_server_exceptions=False)
    page = client.get("/sources/crm")
    assert str(export) in page.text
    sent = fields(client.get("/sources/crm", params={"file": str(export)}).text)
    (zonk,) = [name for name, value in sent.items() if value == "Zonk"]
    assert sent[zonk.replace("column", "field")] == ""
    answer = client.post("/sources/crm", data=sent | {zonk.replace("column", "field"): "title"})
    assert "Read as you said" in answer.text
    book.sync()
    assert book._live().rows("SELECT title FROM contact WHERE id = '1'") == [("Head of Ops",)]
    assert client.get("/sources/crm", params={"file": str(export)[:-4] + "s.csv"}).status_code < 500
