"""A source taken out leaves a book that never had it; read again, all is back; moved, nothing is counted twice."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import Company, close_to, differences, estimates, mail, new_book, put, state, thinned

from regard.book import Book
from regard.errors import UnknownReference, UsageError

US = ("us.example",)
JO = "Jo Reed <jo.reed@acme.example>"


def boxes(company: Company, folder: Path) -> tuple[Path, Path]:
    """The made-up company's mail in two folders which share every third mail."""
    one, two = folder / "one", folder / "two"
    for n, (place, raw) in enumerate(thinned(company)[:240]):
        if n % 2 == 0 or n % 3 == 0:
            put(one / place, raw, start=n)
        if n % 2 == 1 or n % 3 == 0:
            put(two / place, raw, start=n)
    return one, two


def seen(folder: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(folder / "records.sqlite") as c:
        return sorted(c.execute("SELECT outcome, count(*) FROM seen GROUP BY 1").fetchall())


def test_removed_equals_never_read(company: Company, tmp_path: Path) -> None:
    """Two overlapping sources, one removed: as if only the other had been read; read again: as if never removed."""
    one, two = boxes(company, tmp_path)
    us = (company.us,)
    with new_book(tmp_path / "only") as book:
        book.sync(two, us=us)
        only = estimates(book)
    with new_book(tmp_path / "both") as book:
        book.sync(one, two, us=us)
        both = estimates(book)
    before = state(tmp_path / "both")
    with Book.open(tmp_path / "both", flags={"model.active": "trust-1", "sync.processes": 1}) as book:
        done = book.remove_source(str(one))
        assert done["removed"] > 0
        assert [s.path for s in book.status().sources] == [str(two)]
        assert differences(state(tmp_path / "both"), state(tmp_path / "only")) == ""
        assert close_to(estimates(book), only) == ""
        assert seen(tmp_path / "both") == seen(tmp_path / "only")
        again = book.sync(one)
        assert again.seen == again.stored + again.duplicate + again.set_aside
        assert differences(state(tmp_path / "both"), before) == ""
        assert close_to(estimates(book), both) == ""


def test_a_removal_leaves_no_bytes(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What only the removed source held is in no file of the book any more, neither in a generation."""
    put(tmp_path / "keep", mail(subject="kept"))
    put(tmp_path / "drop", mail(subject="dropped", body="the quokka ledger", date="Tue, 06 Jan 2026 10:00:00 +0000"))
    book = make_book()
    book.sync(tmp_path / "keep", tmp_path / "drop", us=US)
    book.remove_source("drop")
    assert not book.search("quokka").messages
    for file in (tmp_path / "book").rglob("*"):
        if file.is_file():
            assert b"quokka" not in file.read_bytes(), file.name


def test_erasures_and_words_of_the_user_outlive_a_source(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who was forgotten, excluded or judged stays so when a source goes and comes back."""
    put(tmp_path / "m", mail(), mail("Ann <ann@b.example>", date="Tue, 06 Jan 2026 10:00:00 +0000"))
    put(tmp_path / "m", mail("Bo <bo@c.example>", date="Wed, 07 Jan 2026 10:00:00 +0000"), start=7)
    book = make_book()
    book.sync(tmp_path / "m", us=US)
    book.forget("ann@b.example")
    book.exclude("domain", "c.example")
    book.remove_source("m")
    assert book.status().messages == 0
    book.sync(tmp_path / "m")
    assert [r.address for r in book.people(as_of="2026-01-08")] == ["jo.reed@acme.example"]
    assert {r["reason"]: r["count"] for r in book.excluded()}["domain"] == 1


def test_an_excluded_copy_lets_go(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mail kept out because a copy lay in an excluded folder of a source comes back once that source is gone."""
    raw = mail(subject="shared")
    put(tmp_path / "one" / "private stuff", raw)
    put(tmp_path / "two" / "inbox", raw, mail(subject="other", date="Tue, 06 Jan 2026 10:00:00 +0000"))
    book = make_book()
    book.exclude("folder", "private stuff")
    book.sync(tmp_path / "one", tmp_path / "two", us=US)
    assert {t.subject for t in book.person("jo.reed@acme.example").timeline} == {"other"}
    book.remove_source("one")
    book.sync()
    assert {t.subject for t in book.person("jo.reed@acme.example").timeline} == {"shared", "other"}


@pytest.mark.parametrize("as_file", [True, False])
def test_moved(make_book: Callable[..., Book], tmp_path: Path, as_file: bool) -> None:
    """A source that lies elsewhere now is read there, and what was read is not counted again."""
    raws = [mail(subject=f"m{n}", date=f"Mon, {n:02d} Jan 2026 10:00:00 +0000", body=f"Words {n}") for n in (5, 12, 19)]
    if as_file:
        old, new = tmp_path / "old.mbox", tmp_path / "new name.mbox"
        old.write_bytes(b"".join(b"From x Mon Jan  5 10:00:00 2026\n" + raw + b"\n" for raw in raws))
    else:
        old, new = put(tmp_path / "old", *raws), tmp_path / "new"
    book = make_book()
    first = book.sync(old, us=US)
    assert first.stored == 3
    before = state(tmp_path / "book")
    shutil.move(old, new)
    book.move_source(str(old), new)
    assert [s.path for s in book.status().sources] == [str(new)]
    report = book.sync()
    assert (report.seen, report.stored, report.duplicate) == (3, 0, 3)
    assert book.status().sources[0].seen == 3
    after = state(tmp_path / "book")
    assert differences(before, after, "item", "coverage") == ""
    assert len(before["coverage"]) == len(after["coverage"])


def test_a_mailbox_that_is_gone_is_named(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A sync that finds none of its mailboxes says which, and how to say where one lies now."""
    book = make_book()
    folder = put(tmp_path / "before", mail())
    book.sync(folder, us=("us.example",))
    folder.rename(tmp_path / "after")
    with pytest.raises(UsageError, match=r"before\. Say where it lies now: regard source move"):
        book.sync()


def test_moves_that_cannot_be(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """To a source already there, or to something of another kind, nothing is moved; an unknown source is said to be unknown."""
    put(tmp_path / "a", mail())
    put(tmp_path / "b", mail(subject="other"))
    (tmp_path / "c.mbox").write_bytes(b"From x Mon Jan  5 10:00:00 2026\n" + mail() + b"\n")
    book = make_book()
    book.sync(tmp_path / "a", tmp_path / "b", us=US)
    for where, says in ((tmp_path / "b", "already"), (tmp_path / "c.mbox", "mbox")):
        with pytest.raises(UsageError, match=says):
            book.move_source("a", where)
    with pytest.raises(UnknownReference, match="regard sources"):
        book.remove_source("nowhere")
    assert len(book.status().sources) == 2


@pytest.mark.parametrize("content", [None, b"", b"just a note\n", b"\x00\x01\x02\xff" * 64])
def test_nothing_readable_is_no_source(make_book: Callable[..., Book], tmp_path: Path, content: bytes | None) -> None:
    """A path in which nothing can be read is told of, and leaves no source behind."""
    put(tmp_path / "mail", mail())
    folder = tmp_path / "nothing"
    folder.mkdir()
    if content is not None:
        (folder / "note.txt").write_bytes(content)
    book = make_book()
    report = book.sync(tmp_path / "mail", folder, us=US)
    assert [s.kept for s in report.sources] == [True, False]
    assert report.seen == report.stored + report.duplicate + report.set_aside
    assert [s.path for s in book.status().sources] == [str(tmp_path / "mail")]


def test_a_mailbox_that_was_emptied_stays(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A source whose files are gone today is still a source: its mail stays in the book."""
    put(tmp_path / "mail", mail())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    (tmp_path / "mail" / "00000.eml").unlink()
    book.sync()
    assert [s.path for s in book.status().sources] == [str(tmp_path / "mail")]
    assert book.status().messages == 1


def test_defaults_can_be_taken_back(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What is left out by default is counted by its topic, can be let in, and left out again."""
    legal = mail(subject="Advice", body="This is attorney-client privileged advice on the Reed matter.")
    put(tmp_path / "mail", mail(), legal.replace(b"05 Jan", b"06 Jan"))
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    (row,) = [r for r in book.excluded() if r["reason"] == "legal"]
    assert (row["count"], row["by"], row["undo"]) == (1, "default", "regard exclude default legal --undo")
    book.include_again("default", "legal")
    assert "legal" not in {e["pattern"] for e in book.exclusions()}
    book.sync()
    assert len(book.search("privileged").messages) == 1
    assert book.exclude("default", "legal")["removed"] == 1
    assert not book.search("privileged").messages
    assert "legal" in {e["pattern"] for e in book.exclusions()}
    with pytest.raises(UsageError, match="private, legal"):
        book.include_again("default", "colours")


def test_what_was_left_out_before_we_knew_who_we_are_is_looked_at_again(
    make_book: Callable[..., Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A customer's works council, set aside by stricter rules, comes in with the next sync; ours stays out; then nothing is read again."""
    ask = mail(subject="Robot cell", body="Our works council must agree to the robot cell before we order it.")
    own = mail(subject="Salary", body="What is your base salary now?").replace(b"05 Jan", b"06 Jan")
    put(tmp_path / "mail", ask, own)
    book = make_book()
    with monkeypatch.context() as strict:
        strict.setattr("regard.identity.exclusions._author", lambda *_: "")
        strict.setattr("regard.flow.excluding.READ_BY", "1")
        book.sync(tmp_path / "mail", us=US)
    assert {r["reason"] for r in book.excluded() if r["count"]} == {"union", "hr"}
    book.sync()
    assert len(book.search("robot").messages) == 1
    assert {r["reason"] for r in book.excluded() if r["count"]} == {"hr"}
    monkeypatch.setattr("regard.store.records.Records.forget_excluded", lambda *_: pytest.fail("read again for nothing"))
    assert book.sync().stored == 0
