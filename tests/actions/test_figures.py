"""Which one figure does a sentence hold, and how long does a page of numbers take?"""

import pytest
from tests.pace import within

from regard.actions.draft import Draft
from regard.actions.figures import figure, other_figure
from regard.actions.reader import Reader, Said
from regard.actions.rulebook import Tongue


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("The rack costs 1,250,000.50 EUR.", "1250000.5"),
        ("The rack costs.4,200 EUR", "4200"),
        ("The rack costs € 4,200.", "4200"),
        ("The rack costs 77 pounds.", "77"),
        ("The rack has number 1,2,3,4,5,6,7,8,9,10,11,12 EUR.", None),
    ],
)
def test_an_amount_is_read_whole(words: str, value: str | None) -> None:
    """An amount is the whole number before or behind its currency, and no end of a row of numbers."""
    found = figure(words)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("piece", ["1,", "1,,", "12", "4.200 ", "7 eur "])
def test_a_page_of_numbers_is_read_in_time(piece: str) -> None:
    """A row of numbers, in a sentence or in their last mail, costs no more than its length."""
    row = piece * (100_000 // len(piece))
    within(1, lambda: figure(row))
    said = Said("The rack costs 4,200 EUR.", "Sam", "2026-03-02", "m1")
    reader = Reader(stated=(said,) * 5, asked=f"4,200 or 4,500 {row}")
    draft = Draft("The rack costs 4,500 EUR.")
    assert within(1, lambda: [f.source for f in other_figure(draft, Tongue((), {}, {}, (), ()), reader)]) == (
        ["m1"] if "eur" in piece else []
    )
