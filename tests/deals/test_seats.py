"""How somebody is called who was mentioned and never met."""

from __future__ import annotations

import pytest

from regard.deals.records import Seat


@pytest.mark.parametrize(
    ("name", "title", "called"),
    [
        ("Marc Ly", "finance director", "Marc Ly"),
        ("", "board", "the board"),
        ("", "CFO", "the CFO"),
        ("", "the committee", "the committee"),
        ("", "Our chairman", "Our chairman"),
        ("", "", ""),
    ],
)
def test_a_seat_without_a_name_is_called_by_its_title_with_an_article(name: str, title: str, called: str) -> None:
    """A risk reads "Meet the board", never "Meet board"."""
    assert Seat(name, "", title, ()).called == called
