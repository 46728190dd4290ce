"""Results as data frames."""

from __future__ import annotations

import pytest

from regard.book import Book
from regard.results.base import Record


def test_people_become_a_row_each_with_nested_estimates_flattened(book: Book) -> None:
    """A list of people is a frame with a row a buyer, and "trust.score" is a column of it."""
    rows = book.people()
    frame = rows.to_frame()
    assert list(frame["id"]) == [row.id for row in rows]
    assert list(frame["trust.score"]) == [row.trust.score for row in rows]


def test_the_frame_of_a_why_sums_to_its_mean(book: Book) -> None:
    """The frame of an explanation holds its summands: with the prior they are the mean to 1e-9."""
    buyer = max(book.people(), key=lambda row: row.trust.chances)
    why = book.why(buyer.id)
    frame = why.to_frame()
    assert len(frame) == len(why.contributions) > 0
    assert why.prior + frame["contribution"].sum() == pytest.approx(why.mean, abs=1e-9)


def test_a_page_is_one_row(book: Book) -> None:
    """What is no list becomes a frame of one row."""
    page = book.person(book.people()[0].id)
    frame = page.to_frame()
    assert len(frame) == 1
    assert frame["name"][0] == page.name


def test_nothing_becomes_an_empty_frame(book: Book) -> None:
    """A search that finds nothing is a frame without rows."""
    assert book.search("zzqxjw").to_frame().empty


def _kinds(of: type[Record]) -> list[type[Record]]:
    return [kind for sub in of.__subclasses__() for kind in (sub, *_kinds(sub))]


@pytest.mark.parametrize("kind", [k for k in _kinds(Record) if k.FRAMED], ids=lambda k: k.__name__)
def test_what_a_frame_is_made_of_is_a_field(kind: type[Record]) -> None:
    """Each result that is framed by its rows names one of its own fields."""
    assert kind.FRAMED in kind.__dataclass_fields__
