"""What a name, an address or an id means: whatever is typed is somebody or an error in a sentence."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from regard.answers.references import LONGEST, person_ref
from regard.book import Book
from regard.errors import UnknownReference
from regard.surfaces.api import create_app


@pytest.mark.parametrize("text", ["a" * 60_000, "%" * 30_000, "_" * (LONGEST + 1), "a@" + "b" * 60_000, "ü" * 30_000])
def test_a_reference_of_any_length_is_unknown_and_shown_by_its_beginning(book: Book, text: str) -> None:
    """Text longer than any name is nobody, for people, companies, briefs and the coach, and the message does not repeat all of it."""
    for ask in (book.person, book.account, book.brief, book.coach_reader):
        with pytest.raises(UnknownReference) as error:
            ask(text)
        assert text[:40] in str(error.value)
        assert len(str(error.value)) < LONGEST


def test_long_references_over_the_wire(book: Book) -> None:
    """Each route that takes a reference answers 404 to a long one, never 500."""
    client = TestClient(create_app(book), base_url="http://localhost:8000", raise_server_exceptions=False)
    for path in ("people/{}", "people/{}/why?of=trust", "accounts/{}", "brief?of={}", "coach/reader?to={}"):
        answer = client.get("/api/v1/" + path.format("a" * 55_000))
        assert (path, answer.status_code) == (path, 404)


def test_a_long_name_is_found_whole(book_copy: Book) -> None:
    """Whole names are compared at any length; only parts of names are looked for by short references alone."""
    row = next(iter(book_copy.people()))
    live = book_copy._view(None).live
    name = "Jo " + "Reed-" * LONGEST
    with live.writing() as c:
        c.execute("UPDATE person SET name = ? WHERE id = ?", (name, row.id))
    assert person_ref(live, name.upper()) == row.id
    assert person_ref(live, name[: LONGEST - 1]) == row.id
    with pytest.raises(UnknownReference):
        person_ref(live, name[:-1])
