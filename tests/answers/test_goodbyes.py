"""A mailbox whose owner said goodbye has ended; one that merely stopped went dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

SAM, LIZ = "Sam Hart <sam.hart@us.example>", "Liz Poe <liz.poe@us.example>"
JO = "Jo Reed <jo.reed@acme.example>"


@pytest.mark.parametrize(
    ("last", "gone"),
    [
        ("Friday is my last day here. Sam will look after your pumps.", True),
        ("I'm leaving at the end of the month, and Sam takes over from me.", True),
        ("Ich verlasse das Unternehmen Ende des Monats.", True),
        ("I am leaving for Rome tomorrow.", False),
        ("The pumps are on their way.", False),
    ],
)
def test_a_mailbox_whose_owner_left_has_ended(make_book: Callable[..., Book], tmp_path: Path, last: str, gone: bool) -> None:
    """Status calls it ended, and a buyer's page does not wait for it to deliver again."""
    liz = [
        mail(JO, LIZ, subject=f"Pump {n}", date=f"{n:02d} Jan 2026 10:00:00 +0000", body="Here is the list.")
        for n in range(5, 29)
    ]
    liz.append(mail(LIZ, JO, subject="Pump 29", date="29 Jan 2026 10:00:00 +0000", body=last))
    liz.append(mail(JO, LIZ, subject="Pump 30", date="30 Jan 2026 10:00:00 +0000", body="Thank you for everything."))
    sam = [
        mail(JO, SAM, subject=f"Seal {n}", date=f"{n:02d} Jun 2026 10:00:00 +0000", body="Here is the list.")
        for n in range(1, 29)
    ]
    book = make_book()
    book.sync(put(tmp_path / "liz", *liz), us=("us.example",), owner=("liz.poe@us.example",))
    book.sync(put(tmp_path / "sam", *sam), us=("us.example",), owner=("sam.hart@us.example",))
    (source,) = [s for s in book.status().sources if s.owner == "liz.poe@us.example"]
    assert (source.dark, (source.ended or "")[:10]) == (not gone, "2026-01-30" if gone else "")
    said = " ".join(u.says for u in book.person("jo.reed@acme.example", as_of="2026-03-20").unseen)
    assert ("left us, as they wrote on 2026-01-29" in said) is gone
    assert ("Until it delivers again" in said) is not gone
