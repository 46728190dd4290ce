"""What was read in buyers' mails is kept for pages, goes with its words, and tells what the words tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import SHIPPED, Company, mail, put

from regard.answers.confided import confided
from regard.book import Book
from regard.flow import stored_matters
from regard.flow.stored_matters import kept, matters_ahead, matters_of, settle_matters


def _told(book: Book) -> str:
    """What pages tell of everybody that rests on matters."""
    pages = [book.person(row.id) for row in book.people()]
    private = confided(book._live(), [row[0] for row in book._live().rows("SELECT id FROM message")])
    return json.dumps([[page.topics, [e.as_json() for e in page.timeline], page.now] for page in pages]) + str(sorted(private))


def _matters(book: Book) -> list[tuple[object, ...]]:
    sql = "SELECT m.id, x.private, x.quiet, x.sentences FROM matter x JOIN message m ON m.n = x.message ORDER BY 1"
    return book._live().rows(sql)


def _without_words(book: Book) -> int:
    return int(book._live().rows("SELECT count(*) FROM matter WHERE message NOT IN (SELECT message FROM body)")[0][0])


def test_pages_of_matters_are_the_pages_of_the_words(copied: Path, tmp_path: Path) -> None:
    """Topics, timelines and confidences of everybody are the same from kept matters and, where none are kept, from the words."""
    with Book.open(copied, flags=SHIPPED) as book:
        sql = "SELECT h.address FROM handle h JOIN person p ON p.id = h.person WHERE p.side = '{}' ORDER BY 1 LIMIT 1"
        (ours,), (theirs,) = (book._live().rows(sql.format(side))[0] for side in ("us", "them"))
        words = (
            "Our goal is to halve the downtime this year.",
            "We have a problem with the second pump.",
            "Between us, ask my boss.",
        )
        new = [
            mail(theirs, ours, subject="Pumps", date=f"Mon, {2 + 7 * n:02} Mar 2026 09:00:00 +0000", body=w)
            for n, w in enumerate(words)
        ]
        book.sync(put(tmp_path / "new", *new))
        assert kept(book._live())
        rows = _matters(book)
        assert sum("g" in str(row[3]) for row in rows) > 0
        assert sum("t" in str(row[3]) for row in rows) > 0
        assert sum(bool(row[2]) for row in rows) > 0
        told = _told(book)
        assert '"goal"' in told
    with Book.open(copied, flags=SHIPPED) as book:
        with book._live().writing():
            book._live().put("matters", "")
        assert not matters_of(book._live(), [str(row[0]) for row in rows])
        assert _told(book) == told
        book.sync()  # those of another version of the program are read anew
        assert _matters(book) == rows


def test_they_are_of_what_somebody_outside_wrote(copied: Path) -> None:
    """Each mail that somebody of theirs wrote by hand has its matter, and no other has one."""
    sql = """SELECT m.id FROM message m JOIN body b ON b.message = m.n JOIN handle h ON h.n = m.from_n
        JOIN person s ON s.id = h.person AND s.side IN ('them', 'shared') WHERE m.kind = 'mail' AND m.automated = '' ORDER BY 1"""
    with Book.open(copied, flags=SHIPPED) as book:
        book.sync()
        assert [row[0] for row in _matters(book)] == [row[0] for row in book._live().rows(sql)]
        assert book._live().rows("SELECT count(*) FROM dirty WHERE kind = 'matter'") == [(0,)]


def test_they_go_with_the_words(copied: Path) -> None:
    """Forgetting somebody and excluding a domain leave no matter without the words it was read from."""
    with Book.open(copied, flags=SHIPPED) as book:
        sql = """SELECT p.id, p.address FROM person p JOIN handle h ON h.person = p.id JOIN message m ON m.from_n = h.n
            JOIN matter x ON x.message = m.n GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2"""
        (first, _), (_, address) = book._live().rows(sql)
        had = len(_matters(book))
        book.forget(first)
        left = len(_matters(book))
        assert left < had
        book.exclude("domain", address.partition("@")[2])
        assert len(_matters(book)) < left
        assert _without_words(book) == 0


def test_a_subject_or_cues_that_change_are_read_anew(copied: Path) -> None:
    """A mail whose subject or cues change loses its matter at once, and has a new one after the next settling."""
    with Book.open(copied, flags=SHIPPED) as book:
        (first, second) = [str(row[0]) for row in _matters(book)[:2]]
        with book._live().writing() as c:
            c.execute("UPDATE message SET subject = 'Please keep this between us.' WHERE id = ?", (first,))
            c.execute("UPDATE message SET cues = cues WHERE id = ?", (second,))
        assert not matters_of(book._live(), [first, second])
        assert confided(book._live(), [first]) == {first}
        settle_matters(book._live(), wanted=True)
        assert matters_of(book._live(), [first])[first].quiet
        assert second in matters_of(book._live(), [second])


def test_none_without_words(copied: Path, company: Company, make_book: Callable[..., Book]) -> None:
    """A book that stops reading words drops them all."""
    with Book.open(copied, flags=SHIPPED) as book:
        assert _matters(book)
    with Book.open(copied, flags={**SHIPPED, "text.read": False}) as book:
        book.sync()
        assert _matters(book) == []


def test_read_beside(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Matters read by a process beside are those read here; what changes meanwhile is read again, and so is what it did not come to."""
    monkeypatch.setattr(stored_matters, "MANY", 1)
    monkeypatch.setattr(stored_matters, "PORTION", 5)
    with Book.open(copied, flags=SHIPPED) as book:
        live = book._live()
        rows = _matters(book)
        changed, kept_as = str(rows[0][0]), {row[0]: row[1:] for row in rows}

        def due() -> None:
            with live.writing():
                live.put("matters", "")

        due()
        with matters_ahead(live, wanted=True) as made:
            with live.writing() as c:
                c.execute("UPDATE message SET subject = 'Please keep this between us.' WHERE id = ?", (changed,))
            settle_matters(live, wanted=True, made=made)
        after = {row[0]: row[1:] for row in _matters(book)}
        assert after.pop(changed)[1], "asks to keep something quiet now"
        del kept_as[changed]
        assert after == kept_as
        assert live.rows("SELECT count(*) FROM dirty WHERE kind LIKE 'matter%'") == [(0,)]
        due()
        with matters_ahead(live, wanted=True):
            assert live.rows("SELECT count(*) > 0 FROM dirty WHERE kind = 'matter beside'") == [(1,)]
        settle_matters(live, wanted=True)  # the next sync, after one that was killed
        assert {row[0]: row[1:] for row in _matters(book) if row[0] != changed} == kept_as
        assert live.rows("SELECT count(*) FROM dirty WHERE kind LIKE 'matter%'") == [(0,)]
