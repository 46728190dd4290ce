"""Who of ours looks at the book: those whose mailboxes are read are offered, all others are found by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient
from tests.books import mail, put

from regard.book import Book
from regard.surfaces.api import create_app

SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def test_whose_mailbox_is_read_is_offered(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of a hundred colleagues who stand in copies only the owner of the mailbox is in the list of a page; another is taken by name."""
    others = [f"Kim Dale{k} <kim.dale{k}@us.example>" for k in range(100)]
    mails = [
        mail(o, JO, cc=SAM, date=f"Tue, {1 + k % 28:02} Jan 2026 10:00:00 +0000", subject=f"Plan {k}")
        for k, o in enumerate(others)
    ]
    book = make_book()
    put(tmp_path / "sam" / "Inbox", *mails)
    put(
        tmp_path / "sam" / "Sent",
        *(mail(SAM, JO, date=f"Wed, {k:02} Jan 2026 10:00:00 +0000", subject=f"Offer {k}") for k in (7, 14, 21)),
    )
    book.sync(tmp_path / "sam", us=["us.example"], owner="sam.hart@us.example")
    mine, rest = book.seats()
    assert [a for a, _ in mine] == ["sam.hart@us.example"]
    assert sorted([*mine, *rest]) == sorted(book.colleagues())
    assert len(rest) == 100
    client = TestClient(create_app(book), base_url="http://localhost:8000")
    html = client.get("/today", params={"as_of": "2026-01-30"}).text
    chosen, found = html.split("</select>", 1)[0], html.split("</select>", 1)[1]
    assert "sam.hart@us.example" in chosen
    assert "kim.dale7@us.example" not in chosen
    assert "kim.dale7@us.example" in found
    token = html.split('name="token" value="', 1)[1].split('"', 1)[0]
    said = client.post(
        "/me", data={"token": token, "address": "", "other": "Kim Dale7", "then": "/today"}, follow_redirects=False
    )
    assert said.status_code == 303
    assert "kim.dale7" in said.headers["set-cookie"]
    html = client.get("/today", params={"as_of": "2026-01-30"}).text
    assert '<option value="kim.dale7@us.example" selected>' in html.split("</select>", 1)[0]
