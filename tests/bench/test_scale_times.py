"""A book multiplied before it is settled holds every copy as the mail itself would make it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from bench.scale_mail import write, write_more
from bench.scale_times import OURS, multiply

from regard.book import Book


def counts(folder: Path) -> dict[str, int]:
    """How much of everything is in a book."""
    tables = ("message", "handle", "person", "company", "party", "trial", "interaction", "quote", "coverage")
    with closing(sqlite3.connect(folder / "live.sqlite")) as live:
        found = {t: live.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
        found |= {
            "threads": live.execute("SELECT count(DISTINCT thread_id) FROM message").fetchone()[0],
            "recovered": live.execute("SELECT count(*) FROM message WHERE basis = 'recovered'").fetchone()[0],
            "ours": live.execute("SELECT count(*) FROM person WHERE side = 'us'").fetchone()[0],
            "dirty": live.execute("SELECT count(*) FROM dirty").fetchone()[0],
        }
    return found


def test_three_times_a_book_is_three_books(tmp_path: Path) -> None:
    """Three copies hold three times the people, threads, recovered mail, trials and coverage of the one that was read."""
    mail = tmp_path / "mail"
    write(mail, 240)
    with Book.open(tmp_path / "once", create=True) as book:
        book.sync(mail, us=[OURS])
    apart = [sys.executable, "-m", "bench.scale_times"]
    subprocess.run([*apart, "read", str(tmp_path / "thrice"), str(mail)], check=True, capture_output=True)
    before = counts(tmp_path / "thrice")
    assert before["threads"] == before["trial"] == 0
    assert multiply(tmp_path / "thrice", 3) == 720
    subprocess.run([*apart, "settle", str(tmp_path / "thrice")], check=True, capture_output=True)
    once = counts(tmp_path / "once")
    assert once["recovered"] > 0
    assert once["trial"] > 0
    assert counts(tmp_path / "thrice") == {name: 3 * n for name, n in once.items()}


def test_more_mail_is_of_the_same_people(tmp_path: Path) -> None:
    """Further mails are new ones, of sellers and buyers who are there."""
    write(tmp_path / "mail", 200)
    write_more(tmp_path / "more", 200, 40)
    with Book.open(tmp_path / "book", create=True) as book:
        book.sync(tmp_path / "mail", us=[OURS])
        before = counts(tmp_path / "book")
        report = book.sync(tmp_path / "more")
        assert (report.seen, report.stored) == (40, 40)
    after = counts(tmp_path / "book")
    assert after["person"] - before["person"] <= 10
    assert after["ours"] == before["ours"]
