"""What a book learns from its own history: read as the store holds it, kept as a version, and comparable with what ships."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regard.book import Book
from regard.flow import learning
from regard.flow.stored_history import stored_history
from regard.relationships.terms import terms_of
from regard.relationships.validity.mails import Named
from regard.relationships.weights import load
from regard.time import now_us


def test_a_books_own_history_is_learned_from(book_copy: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stored book with enough decided chances gets weights of its own, and those that shipped stay."""
    monkeypatch.setattr(learning, "ENOUGH", 100)
    before = len(book_copy._records.models())
    learned = book_copy.learn()
    assert learned.version is not None
    assert len(book_copy._records.models()) == before + 1


def test_circumstances_are_the_same_however_their_words_are_held(book: Book) -> None:
    """Kinds and roles held as numbers into their names give the terms that the words themselves give."""
    facts = stored_history(book._live(), now_us()).facts
    assert isinstance(facts.context["kind"], Named)
    context = {
        name: np.array([column.names[code] for code in column.code]) if isinstance(column, Named) else column
        for name, column in facts.context.items()
    }
    found = 0
    for n, name in enumerate(facts.channels):
        rows = np.flatnonzero(facts.channel == n)
        held, plain = (list(terms_of(f, load(), name, rows)) for f in (facts, replace(facts, context=context)))
        assert [(t.field, t.key, t.value) for t in held] == [(t.field, t.key, t.value) for t in plain]
        assert all(np.array_equal(a.column, b.column) for a, b in zip(held, plain, strict=True))
        found += sum(t.field in ("kind", "role") for t in held)
    assert found
