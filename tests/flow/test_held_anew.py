"""A default exclusion that became stricter takes out what was kept under the milder one; a sync says what it read or judged again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.books import mail, put

from regard.book import Book
from regard.flow.held_anew import JUDGED_BY, RULES
from regard.store.live import FILE_NAME

SAM, ANN = "Sam Hart <sam.hart@us.example>", "Ann Reed <ann@acme.example>"
PRIVATE = "Please keep your sick note until the disciplinary hearing about your employment contract with HR."


def mails() -> list[bytes]:
    return [
        mail(ANN, SAM, subject="Pumps", date="01 Jun 2026 09:00:00 +0000", body="Could you send the price list for the pumps?"),
        mail("HR <hr@us.example>", SAM, subject="Your disciplinary hearing", date="02 Jun 2026 09:00:00 +0000", body=PRIVATE),
    ]


def subjects(book: Book) -> list[str]:
    return sorted(row[0] for row in book._live().rows("SELECT subject FROM message"))


def test_what_was_kept_under_milder_rules_goes_once(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Mail that a default covers now and did not goes at the next sync, which says how many; what it does not cover stays."""
    book = make_book(us__domains=["us.example"], privacy__defaults=False)
    book.sync(put(tmp_path / "mail", *mails()))
    assert len(subjects(book)) == 2
    with book._records.writer(), book._records.plainly() as c:
        book._records.put_meta(c, JUDGED_BY, "0")
    book.close()
    again = make_book(us__domains=["us.example"])
    assert again.sync().judged_out == 1
    assert subjects(again) == ["Pumps"]
    assert again._records.get_meta(JUDGED_BY) == RULES
    assert again.sync().judged_out == 0


def test_a_default_that_was_taken_back_leaves_nothing_out(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A new book is judged as it is read; where defaults are off, nothing is judged again."""
    book = make_book(us__domains=["us.example"], privacy__defaults=False)
    assert book.sync(put(tmp_path / "mail", *mails())).judged_out == 0
    assert book.sync().judged_out == 0
    assert len(subjects(book)) == 2


def test_a_sync_says_what_it_read_again(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where the live store is of another version, every kept item is read again first, once, with progress and in the report."""
    book = make_book(us__domains=["us.example"])
    book.sync(put(tmp_path / "mail", *mails()))
    folder, kept = book.folder, book._records.last_item()
    assert book.to_read_again() == 0
    book.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{folder / FILE_NAME}{suffix}").unlink(missing_ok=True)
    told: list[tuple[str, int, int | None]] = []
    again = make_book(us__domains=["us.example"])
    assert again.to_read_again() == kept
    report = again.sync(progress=lambda *one: told.append(one))
    assert report.read_again > 0
    assert any(what == "what is kept, read again" and done == total for what, done, total in told)
    assert (again.sync().read_again, again.to_read_again()) == (0, 0)
