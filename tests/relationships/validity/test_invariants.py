"""What a correlation of trust and rapport shows: two things, one, or only how they are counted."""

from __future__ import annotations

import pytest

from regard.relationships.validity.invariants import told_apart


@pytest.mark.parametrize(
    ("value", "high", "holds", "words"),
    [
        (0.1, 0.35, True, "two things"),
        (-0.2, 0.05, True, "two things"),
        (0.55, 0.7, True, "two things"),
        (0.8, 0.9, False, "hardly two things"),
        (-0.65, -0.49, False, "made by how they are counted"),
    ],
)
def test_two_things_or_an_effect_of_the_count(value: float, high: float, *, holds: bool, words: str) -> None:
    """A close tie is hardly two things; one surely below nothing comes of mails that lower rapport whenever somebody answers."""
    found, so = told_apart(value, high)
    assert found is holds
    assert so.startswith(words)
