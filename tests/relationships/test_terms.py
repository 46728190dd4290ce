"""Circumstances as terms: the same whether a column holds texts or numbers into them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regard.model import DAY
from regard.relationships.terms import terms_of
from regard.relationships.validity.mails import Facts, Named
from regard.relationships.weights import load

KINDS = ("statement", "question", "request", "closing", "never said")


def facts(n: int = 400) -> Facts:
    """Asks of many kinds to one of ours, kinds and roles as texts."""
    rng = np.random.default_rng(3)
    us = np.arange(n, dtype=np.int64) * DAY
    none = np.zeros(n, dtype=np.int64)
    context = {
        "kind": np.array(KINDS)[rng.integers(0, 4, n)],
        "role": np.array(["to", "cc"])[rng.integers(0, 2, n)],
        "expects": rng.normal(0, 0.5, n).round(2),
        "recipients": rng.integers(1, 6, n),
    }
    return Facts(("answers_ask",), none, none + 1, none, rng.integers(0, 2, n), us, us - DAY, context, np.ones(n))


def coded(made: Facts) -> Facts:
    """The same as a book's store gives them: texts as numbers into a list, with one that nothing holds."""
    names = {"kind": KINDS, "role": ("cc", "to")}
    held = {k: Named(t, np.array([t.index(x) for x in made.context[k]], dtype=np.int16)) for k, t in names.items()}
    return replace(made, context={**made.context, **held})


def test_terms_of_a_stored_book_are_those_of_its_texts() -> None:
    """Every circumstance that varies is a term, with the same column; of one that nothing holds there is none."""
    made, weights = facts(), load()
    rows = np.arange(len(made))
    plain, stored = (list(terms_of(f, weights, "answers_ask", rows)) for f in (made, coded(made)))
    assert [(t.field, t.key, t.value) for t in stored] == [(t.field, t.key, t.value) for t in plain]
    assert all(np.array_equal(a.column, b.column) for a, b in zip(plain, stored, strict=True))
    assert {t.key for t in plain if t.field == "kind"} == set(KINDS[:4])


def test_what_a_stored_book_expects_is_what_its_texts_do() -> None:
    """Offsets and the chance that an answer was wanted do not depend on how texts are held."""
    made, weights = facts(), load()
    plain, stored = made.columns(weights), coded(made).columns(weights)
    assert stored.offset == pytest.approx(plain.offset, abs=1e-12)
    assert plain.shown is not None
    assert stored.shown is not None
    assert stored.shown == pytest.approx(plain.shown, abs=1e-12)
    assert 0 < plain.shown.min() < 0.7 < plain.shown.max() == 1
