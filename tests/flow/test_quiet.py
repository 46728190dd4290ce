"""A sync that finds nothing new changes no answer, and leaves what is kept of them; one that changes anything leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from regard.book import Book
from regard.flow import syncing
from regard.flow.excluding import DUE

MAIL = (
    "From: a@buyer.example\nTo: b@us.example\nSubject: {0}\nMessage-ID: <{0}@buyer.example>\nDate: {1}\n\nCould you send it?\n"
)


def _mail(folder: Path, name: str, date: str = "Mon, 2 Mar 2026 10:00:00 +0000") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.eml").write_text(MAIL.format(name, date))


def _kept(book: Book) -> bool:
    return (book.folder / "gen" / "answer-1-2.kept").exists()


def _keep(book: Book) -> None:
    (book.folder / "gen").mkdir(exist_ok=True)
    (book.folder / "gen" / "answer-1-2.kept").write_bytes(b"an answer")


@pytest.fixture
def settled(book_copy: Book, tmp_path: Path) -> Book:
    """A book that has taken in all of a mailbox, and an answer kept."""
    _mail(tmp_path / "mail", "one")
    book_copy.sync(tmp_path / "mail")
    book_copy.sync(tmp_path / "mail")
    _keep(book_copy)
    return book_copy


def test_what_is_kept_stands_where_nothing_is_new(settled: Book, tmp_path: Path):
    """Neither the number of commits nor the state by which answers are found moves, yet it shows when the source was looked through."""
    source = settled._records.sources()[-1]
    with settled._records.plainly(counted=False) as c:
        settled._records.touch_source(c, source.id, source.last_sync_us - 10_000_000)
    state, rev, looked = settled._state(settled._live()), settled._records.rev(), settled.status().sources[-1].last_sync
    assert settled.sync(tmp_path / "mail").stored == 0
    assert (settled._state(settled._live()), settled._records.rev(), _kept(settled)) == (state, rev, True)
    assert settled.status().sources[-1].last_sync > looked


def test_nothing_is_kept_once_a_mail_came(settled: Book, tmp_path: Path):
    """One new mail, and what was answered before it is gone."""
    state = settled._state(settled._live())
    _mail(tmp_path / "mail", "two")
    assert settled.sync(tmp_path / "mail").stored == 1
    assert (settled._state(settled._live()) == state, _kept(settled)) == (False, False)


def test_nothing_is_kept_where_something_is_to_be_taken_out(settled: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It goes before anything is taken out: a sync cut short there leaves no answer that still tells of it."""
    with settled._records.writing() as c:
        settled._records.put_meta(c, DUE, "1")
    seen: list[bool] = []
    carried_out = syncing.carry_out
    monkeypatch.setattr(syncing, "carry_out", lambda *given: (seen.append(_kept(settled)), carried_out(*given))[1])
    settled.sync(tmp_path / "mail")
    assert (seen, _kept(settled)) == ([False], False)


def test_nothing_is_kept_where_a_sync_is_cut_short(settled: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What an interrupted sync changed by then counts."""
    _mail(tmp_path / "mail", "two")
    monkeypatch.setattr(syncing.Flow, "settle", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        settled.sync(tmp_path / "mail")
    assert not _kept(settled)
