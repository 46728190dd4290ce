"""The next meeting that is set with somebody: not one that was called off, nor one that they declined."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import ics, mail, put, vevent

from regard.answers.contacted import planned
from regard.book import Book

SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


@pytest.mark.parametrize(
    ("guests", "more", "set_"),
    [
        ("jo.reed@acme.example:ACCEPTED", {}, True),
        ("jo.reed@acme.example", {}, True),
        ("jo.reed@acme.example:TENTATIVE", {}, True),
        ("jo.reed@acme.example:DECLINED", {}, False),
        ("jo.reed@acme.example:ACCEPTED", {"status": "CANCELLED"}, False),
    ],
    ids=["accepted", "no answer", "maybe", "declined", "called off"],
)
def test_what_is_set(make_book: Callable[..., Book], tmp_path: Path, guests: str, more: dict[str, str], *, set_: bool) -> None:
    """Whoever declined meets nobody; who did not answer may."""
    put(tmp_path / "mail", mail(JO, SAM, subject="Plan", date="Wed, 07 Jan 2026 10:00:00 +0000", body="Could we meet?"))
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "sam.ics").write_bytes(ics(vevent("u1", "20260301T100000Z", guests=guests, **more)))
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    for source in ("mail", "calendar"):
        book.sync(tmp_path / source, us=("us.example",))
    jo = book.person("jo.reed@acme.example", as_of="2026-02-01").id
    assert (jo in planned(book._view("2026-02-01"))) is set_
