"""Files with things wrong with them: what is made is wrong, what does not add up is told, and a few of each kind go through."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.mutated import Told, counts, in_lines, measure, mutate, put, uncounted
from bench.mutated_files import KINDS
from tests.books import Company, mail
from tests.books import put as put_mails

from regard.book import Book


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_of_each_kind_go_through(company: Company, tmp_path: Path, kind: str) -> None:
    """Forty files of a kind: as many are counted as there are, at least, and nothing raises or is lost."""
    told = measure(tmp_path, kind, company.files, 40, 3)
    assert told.wrong == []
    assert told.stored > 0
    assert told.files == (2 if kind == "mbox" else 40)


def test_what_is_lost_is_told(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A file that nobody counted, items that became nothing and reasons that are missing are each told."""
    put_mails(tmp_path / "mail", mail())
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    whole = Told("eml", 1, 1, 1, 0, 0, 0.0, [])
    assert list(counts(book, whole, one_each=True)) == []
    lost = list(counts(book, Told("eml", 3, 2, 1, 0, 1, 0.0, []), one_each=True))
    assert lost == ["3 files, 2 items seen", "1 set aside, 0 with a reason"]
    (tmp_path / "mail" / "more.eml").write_bytes(mail(subject="More"))
    assert [one[:10] for one in uncounted(book.folder, tmp_path / "mail")] == ["nothing of"]
    assert "seen is not stored + duplicate + set aside" in counts(book, Told("eml", 1, 2, 1, 0, 0, 0.0, []), one_each=False)


def test_what_is_made_is_wrong() -> None:
    """Of a hundred mutations of either sort nearly all differ from the good file, none is empty where bytes are changed."""
    chance, good = random.Random(1), mail()
    assert sum(in_lines(chance, good) != good for _ in range(100)) > 90
    made = [mutate(chance, good, [good]) for _ in range(100)]
    assert sum(m != good for m in made) > 90
    assert all(made)


def test_an_mbox_holds_twenty(tmp_path: Path) -> None:
    """Mutated mails lie in mboxes by twenties, every second of which is mutated as a file too."""
    assert put(tmp_path / "m", "mbox", [mail()], 40, random.Random(2)) == (2, False)
    assert (tmp_path / "m" / "m0.mbox").read_bytes().count(b"From a@b.example") == 20
