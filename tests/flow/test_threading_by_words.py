"""Mail that lost its threading headers is threaded by what it quotes, in a sync as anywhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.books import new_book

WORDS = {
    "terms": "Could you send the payment terms for the pump order?",
    "samples": "The samples for the second line arrived today, thank you.",
    "freight": "Freight from Cork goes up in June, shall we order before that?",
}


def mail(n: int, sender: str, to: str, body: str, subject: str = "Re: pump order for line two") -> bytes:
    """A mail without a threading header; `n` is its hour."""
    lines = (
        f"From: {sender}",
        f"To: {to}",
        f"Date: Mon, 4 May 2020 {n:02d}:00:00 +0000",
        f"Subject: {subject}",
        f"Message-ID: <{n}@x.example>",
    )
    return "\n".join([*lines, "", body]).encode()


def mails() -> list[bytes]:
    """Three questions under one subject, then an answer to the first that quotes it without saying so in a header."""
    ann, cal = "ann@acme.example", "cal@cobalt.example"
    asked = [mail(8 + n, ann, cal, f"{words}\n", "pump order for line two") for n, words in enumerate(WORDS.values())]
    quoted = f"Thirty days net.\n\nOn Mon, 4 May 2020 at 08:00, <{ann}> wrote:\n> {WORDS['terms']}\n"
    return [*asked, mail(15, cal, ann, quoted)]


def parents(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """Message-ID -> (the parent's Message-ID, how it was found)."""
    sql = "SELECT c.rfc_id, p.rfc_id, c.how FROM message c LEFT JOIN message p ON p.id = c.parent_id"
    with closing(sqlite3.connect(folder / "live.sqlite")) as live:
        rows = live.execute(sql).fetchall()
    return {child: (parent, how) for child, parent, how in rows}


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]])
def test_an_answer_goes_to_the_mail_it_quotes(tmp_path: Path, order: list[int]) -> None:
    """Of several mails of one subject the quoted one is the parent, whatever came into the book first."""
    source = tmp_path / "mail"
    source.mkdir()
    with new_book(tmp_path / "book") as book:
        for n in order:
            (source / f"{n}.eml").write_bytes(mails()[n])
            book.sync(source, us=("cobalt.example",))
    assert parents(tmp_path / "book")["15@x.example"] == ("8@x.example", "words")
