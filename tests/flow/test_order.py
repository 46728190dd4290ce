"""However mail comes in, the book says the same: in portions, in any order, all at once, or rebuilt from the records."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.books import SHIPPED, Company, calendars, close_to, differences, estimates, new_book, state

from regard.book import Book
from regard.flow.beside import beside
from regard.store.live import Live


def lay_out(company: Company, folder: Path) -> list[tuple[Path, bytes]]:
    """Where each mail and calendar would lie in one folder of all mailboxes."""
    mails = [(folder / place / f"{n:05d}.eml", raw) for n, (place, raw) in enumerate(company.mails)]
    return [*mails, *((folder / "calendars" / name, raw) for name, raw in calendars(company))]


@pytest.fixture(scope="module")
def whole(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the mail, and the book that read it at once."""
    folder = tmp_path_factory.mktemp("whole")
    for path, raw in lay_out(company, folder / "mail"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    with new_book(folder / "book") as book:
        book.sync(folder / "mail", us=(company.us,))
    return folder


@pytest.mark.parametrize("seed", [1, 2])
def test_portions_in_any_order_say_what_the_whole_says(company: Company, whole: Path, tmp_path: Path, seed: int) -> None:
    """Mail read in shuffled portions gives the same people, threads, coverage, trials and estimates as mail read at once."""
    mail = whole / "mail"
    kept = tmp_path / "kept"
    mail.rename(kept)
    try:
        placed = [p.relative_to(kept) for p in sorted(kept.rglob("*.*")) if p.suffix in {".eml", ".ics", ".vtt"}]
        random.Random(seed).shuffle(placed)
        sizes = [len(placed) * k // 8 for k in (1, 2, 3, 5, 7, 8)]
        with new_book(tmp_path / "book") as book:
            for start, end in zip([0, *sizes], sizes, strict=False):
                for path in placed[start:end]:
                    (mail / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(kept / path, mail / path)
                book.sync(mail, us=(company.us,))
            found = estimates(book)
        with Book.open(whole / "book", flags=SHIPPED) as book:
            expected = estimates(book)
    finally:
        shutil.rmtree(mail, ignore_errors=True)
        kept.rename(mail)
    assert differences(state(tmp_path / "book"), state(whole / "book")) == ""
    assert close_to(found, expected) == ""


def test_a_rebuilt_book_says_the_same(whole: Path, tmp_path: Path) -> None:
    """A book whose live store and generations are deleted is made again from its records, with the same content."""
    folder = Path(shutil.copytree(whole / "book", tmp_path / "book"))
    before = state(folder)
    with Book.open(folder, flags=SHIPPED) as book:
        expected = estimates(book)
    for path in folder.glob("live.sqlite*"):
        path.unlink()
    shutil.rmtree(folder / "gen", ignore_errors=True)  # there where somebody scanned the book
    with Book.open(folder, flags=SHIPPED) as book:
        found = estimates(book)
    assert differences(state(folder), before) == ""
    assert close_to(found, expected) == ""


def test_threads_worked_out_beside_are_the_same(
    company: Company, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads that a process of its own works out while people are settled are those that are worked out afterwards."""
    heard: list[bool] = []

    @contextmanager
    def counted(live: Live, work: Callable[[Live], Iterable[object]], *, wanted: bool = True) -> Iterator[Callable[[], object]]:
        with beside(live, work, wanted=wanted) as following:

            def kept() -> object:
                result = following()
                heard.append(result is not None)
                return result

            yield kept

    monkeypatch.setattr("regard.flow.threading.WORTH_A_HELPER", 1)
    monkeypatch.setattr("regard.flow.threading.beside", counted)
    monkeypatch.setattr("regard.flow.beside.os.cpu_count", lambda: 2)
    with new_book(tmp_path / "book") as book:
        book.sync(whole / "mail", us=(company.us,))
    assert heard == [True]
    assert differences(state(tmp_path / "book"), state(whole / "book")) == ""
