"""What of a CRM is not known at a past day: what says that it was changed later, and what does not say when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regard.book import Book

DEALS = (
    "Id,Name,StageName,Amount,CloseDate,CreatedDate,LastModifiedDate\n"
    "0061,Kiln,Proposal,9000,2025-06-30,2025-01-05T10:00:00.000Z,2025-03-10T12:00:00.000Z\n"
)
CONTACTS = "Record ID,First Name,Last Name,Email,Create Date\n2,Ida,Lund,ida.lund@mill.example,2025-01-05 10:00\n"


@pytest.mark.parametrize(
    ("day", "dated", "undated"), [("2025-04-01", False, True), ("2025-02-01", True, True), (None, False, False)]
)
def test_what_is_known_later(
    make_book: Callable[..., Book], tmp_path: Path, day: str | None, *, dated: bool, undated: bool
) -> None:
    """The note names the day of the newest change that the rows say, and says of the others that they are known since they were read."""
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "Opportunity.csv").write_text(DEALS)
    (tmp_path / "crm" / "contacts.csv").write_text(CONTACTS)
    book = make_book()
    book.sync(tmp_path / "crm", us=["us.example"])
    note = book.status(as_of=day).crm["note"]
    assert ("newest CRM rows are of 2025-03-10" in note) is dated
    assert ("known since they were read" in note and "contact 1" in note) is undated
    assert "deal" not in note
    assert "opportunity" not in note
