"""What the first page asks for is worked out once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers import callers as answers
from regard.book import Book


def test_who_wrote_to_us_is_looked_for_once_until_the_book_changes(
    book_copy: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Asked again nothing is read; after a sync with new mail it is."""
    asked = []
    found = answers.callers
    monkeypatch.setattr(answers, "callers", lambda view: asked.append(view.as_of_us) or found(view))
    first = book_copy.callers()
    assert book_copy.callers() is first
    assert len(asked) == 1
    new = mail("Jo Reed <jo.reed@acme.example>", "Ann <ann@nobody.example>", subject="New")
    book_copy.sync(put(tmp_path / "more", new))
    book_copy.callers()
    assert len(asked) == 2
