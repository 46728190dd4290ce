"""Tables on narrow terminals: every column is somewhere, nothing is wider than the terminal, no word is broken that need not be."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from regard.surfaces import show
from regard.surfaces.columns import GAP, LONGEST, WHOLE, fit

HEADINGS = ("buyer", "company", "trust", "last us", "why")
ROW = (
    "Lena Ortiz",
    "Harlow Foods",
    "71 (58-82) ↗",
    "2026-03-01",
    "asked Sam Hart on 2026-03-02 and still waits for an answer (9 days)",
)
LEFT = (False,) * 5
CELL = st.lists(st.integers(1, 25), max_size=5).map(lambda words: " ".join("x" * n for n in words))
"""A cell of a few words, as their lengths."""


@pytest.mark.parametrize(("width", "below"), [(240, ()), (120, ()), (80, ()), (60, (4,)), (40, (3, 4)), (24, (2, 3, 4))])
def test_the_longest_goes_below_first(width: int, below: tuple[int, ...]) -> None:
    """What has no room goes below its row, text first, then the columns at the right; the first column stays."""
    assert fit(HEADINGS, [ROW], LEFT, width).below == below


@given(
    st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=3),
    st.tuples(*[st.booleans()] * 4),
    st.integers(60, 200),
)
def test_nothing_is_lost_or_broken(rows: list[tuple[str, ...]], right: tuple[bool, ...], width: int) -> None:
    """Each column is beside or below once; those beside hold their words whole and, with nothing at the right, fit the terminal."""
    found = fit("wxyz", rows, right, width)
    assert sorted((*found.beside, *found.below)) == [0, 1, 2, 3]
    for n, wide in zip(found.beside, found.widths, strict=True):
        words = [word for row in rows for word in row[n].split()]
        assert wide >= min(max(map(len, words), default=0), LONGEST)
        if max((len(row[n]) for row in rows), default=0) <= WHOLE:
            assert wide >= max((len(row[n]) for row in rows), default=0)
    if not any(right):
        assert sum(found.widths) + GAP * (len(found.beside) - 1) <= width


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """No line is wider than the terminal, every date and estimate is whole, and short ones below their row keep their heading."""
    out = StringIO()
    monkeypatch.setattr(show, "console", lambda: Console(file=out, width=width, markup=False, emoji=False, highlight=False))
    show.table([(h, "left") for h in HEADINGS], [ROW])
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert ROW[2] in out.getvalue()
    assert ROW[3] in out.getvalue()
    assert ("last us 2026-03-01" in out.getvalue()) == (width == 40)
