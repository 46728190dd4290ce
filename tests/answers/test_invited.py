"""Somebody of a customer who declines our invitation stands on the deal's map as not met."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import ics, vevent
from tests.test_confided import LATER, book_of, everything

from regard.book import Book

BO = "bo.lind@acme.example"


def seats(book: Book) -> list[tuple[str, list[str]]]:
    """Name and reasons of everybody who is to be met on any deal."""
    found = [book.deal(r.id, LATER) for r in book.deals(LATER)]
    return sorted((s.name, [e.says for e in s.evidence]) for d in found for s in d.empty_seats)


@pytest.mark.parametrize(
    ("answer", "seated"), [("DECLINED", ["declined our invitation “Meet Bo” for 2026-01-27"]), ("ACCEPTED", [])]
)
def test_who_declines_is_somebody_to_meet(tmp_path: Path, answer: str, seated: list[str]) -> None:
    """With the invitation that they declined; whoever accepts is on the deal as everybody else is."""
    book = book_of(tmp_path, "The fridges are fine.")
    folder = tmp_path / "calendar"
    folder.mkdir()
    event = vevent("b", "20260127T100000Z", guests=f"{BO}:{answer}", summary="Meet Bo", changed="20260120T090000Z")
    (folder / "b.ics").write_bytes(ics(event))
    book.sync(folder)
    assert [says for _, told in seats(book) for says in told] == seated


def test_a_new_decider_told_in_confidence_is_named_to_nobody_else(tmp_path: Path) -> None:
    """The same words said openly put them on the map."""
    words = "Zebrawood Miller joined us as Group Procurement Director. All above 50k crosses her desk now."
    openly = book_of(tmp_path / "open", words)
    assert [name for name, _ in seats(openly)] == ["Zebrawood Miller"]
    shown = everything(book_of(tmp_path / "quiet", f"Between you and me: {words}"), None)
    assert [name for name, text in shown.items() if "Zebrawood" in text] == []
