"""The health of the sources: a mailbox of which one side ends long before the other says so, with both days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.books import mail, put

from regard.answers.status import lagging
from regard.book import Book
from regard.model import DAY
from regard.store.live import Live

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def side(who: str, to: str, until: int) -> list[bytes]:
    """A mail every fourth day."""
    return [
        mail(who, to, subject=f"Pumps {n}", date=format_datetime(START + timedelta(days=n)), message_id=f"{who[:3].strip()}{n}")
        for n in range(0, until, 4)
    ]


@pytest.mark.parametrize(
    ("sent", "received", "says"),
    [
        (60, 200, "shows no sent mail after 2025-03-03, though received mail goes on to 2025-07-21"),
        (176, 200, ""),
    ],
)
def test_a_side_that_ends_early(make_book: Callable[..., Book], tmp_path: Path, sent: int, received: int, says: str) -> None:
    """Sent mail in one folder and received mail in another: where one ends over 45 days before the other, the status names both days."""
    out = put(tmp_path / "mail" / "Sent", *side(SAM, JO, sent))
    put(tmp_path / "mail" / "Inbox", *side(JO, SAM, received))
    book = make_book("b")
    book.sync(out.parent, us=["us.example"], owner="sam.hart@us.example")
    notes = " ".join(s.note for s in book.status().sources)
    assert says in notes
    assert ("after 2025" in notes) == bool(says)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [("a", 1, 1, 0, 100), ("b", 1, 0, 1, 200)],
            {"a": "shows no received mail after", "b": "shows no received mail after"},
        ),
        ([("a", 1, 1, 0, 100), ("a", 1, 0, 1, 60), ("b", 1, 0, 1, 100)], {}),
        ([("a", 1, 0, 1, 60), ("b", 2, 1, 0, 200)], {}),
    ],
)
def test_sides_are_told_by_owner(rows: list[tuple[str, int, int, int, int]], says: dict[str, str]) -> None:
    """Of all sources of an owner together: what one lacks another may show, and of one side alone nothing is said here."""
    live = cast("Live", SimpleNamespace(rows=lambda _sql: [(*row[:4], row[4] * DAY) for row in rows]))
    found = lagging(live)
    assert found.keys() == says.keys()
    assert all(found[source].startswith(words) for source, words in says.items())
