"""The demo command: what somebody wrote down in a demo is not lost to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book
from regard.errors import UsageError
from regard.surfaces.demo import MARK, must_be_nobodys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that a demo made, with a book of two mails."""
    place = tmp_path / "demo"
    place.mkdir()
    (place / MARK).write_text("made", "utf-8")
    asked = mail("Sam Hart <sam@us.example>", "Jo Reed <jo@acme.example>", message_id="1@us.example")
    said = mail("Jo Reed <jo@acme.example>", "Sam Hart <sam@us.example>", message_id="2@acme.example")
    with Book.open(place / "book", create=True) as book:
        book.sync(put(tmp_path / "mail", asked, said), us=("us.example",))
    return place


def test_a_demo_in_which_nobody_wrote_is_made_anew(folder: Path, tmp_path: Path) -> None:
    """Looking around keeps nothing; nor does a folder that is no demo yet."""
    must_be_nobodys(folder)
    must_be_nobodys(tmp_path / "nothing")


@pytest.mark.parametrize("what", ["line", "forget", "exclude", "action"])
def test_what_somebody_wrote_down_is_not_thrown_away(folder: Path, what: str) -> None:
    """A line, an erasure, an exclusion or an action stops it, with what to do instead."""
    with Book.open(folder / "book") as book:
        if what == "line":
            book.matters("jo@acme.example", "She asks first.", by="sam@us.example")
        elif what == "forget":
            book.forget("jo@acme.example")
        elif what == "exclude":
            book.exclude("subject", "lunch")
        else:
            book.action_add("Call", to="jo@acme.example", by="sam@us.example")
    with pytest.raises(UsageError, match="--anew"):
        must_be_nobodys(folder)
