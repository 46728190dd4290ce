"""Who on a mail is meant by a name in its quotes."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.parse.quoted_match import bearers


@pytest.mark.parametrize(
    ("name", "shown", "address", "meant"),
    [
        ("Jane Lee", "Jane Lee", "jl@example.org", True),
        ("Jane Lee", "Lee, Jane", "x@example.org", True),
        ("Jane Lee", "", "jane.lee@example.org", True),
        ("Jane Lee", "", "jlee@example.org", True),
        ("Jane Lee", "", "janel@example.org", True),
        ("Jane Lee", "", "janelee@example.org", True),
        ("jlee", "Jane Lee", "x@example.org", True),
        ("Jane M. Lee", "Jane Lee", "x@example.org", True),
        ("J. Lee", "Jane Lee", "x@example.org", True),
        ("Lee", "Jane Lee", "x@example.org", True),
        ("Tom Lee", "Jane Lee", "x@example.org", False),
        ("Jane Lee", "Olga Petrenko", "op@example.org", False),
        ("Jane Lee", "J. L.", "sales@example.org", False),
        ("J.", "Jane Lee", "jane@example.org", False),
        ("", "Jane Lee", "jane.lee@example.org", False),
        ("Jane Lee", "", "@", False),
        ("J. P. Lee", "Anna Maria Leeson", "x@example.org", False),
        ("Jürgen Groß", "JÜRGEN GROSS", "x@example.org", True),
    ],
)
def test_who_can_be_meant(name: str, shown: str, address: str, meant: bool) -> None:
    """By the same words, by initials, run together in an address; not by a last name alone against another first name."""
    assert bearers(name, {"olga@example.org": "Olga Petrenko", address: shown}) == [address] * meant


def test_several_are_told_in_order() -> None:
    """Everybody of a circle who fits is told, in the circle's order."""
    circle = {"b@example.org": "Jane Lee", "jlee@example.org": "", "c@example.org": "Tom Lee"}
    assert bearers("Jane Lee", circle) == ["b@example.org", "jlee@example.org"]


def test_a_name_of_a_thousand_words_holds_nothing_up() -> None:
    """A name as long as a page is compared in no time."""
    letters = "abcdefghij"
    many = " ".join(a + b + c for a in letters for b in letters for c in letters)
    assert within(0.5, lambda: bearers("jlee", {"a@example.org": many}) + bearers(many, {"jlee@example.org": ""})) == []
