"""The measurement of the ledger: its sheet, how entries are drawn, what is counted, and what a reader is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from bench.ledger import ROWS, digests, draw, reading_list, shown, today
from bench.ledger_sheet import ASKED, COLUMNS, REASONS, SHEET, Entry, figures, sheet, with_second, write
from tests.books import mail, put

from regard.book import Book
from regard.evidence.promises import ORDER


def entry(n: int, as_of: str = "2026-01-31", state: str = "open", **verdicts: str) -> Entry:
    return Entry(f"{n:064x}", 0, 9, as_of, "us", state, "", **verdicts)


def test_the_sheet_names_nobody_and_is_whole() -> None:
    """A hundred different entries by digest, each judged by both readers, with a reason wherever something is wrong."""
    assert SHEET.read_text("ascii").splitlines()[0] == ",".join(COLUMNS)
    rows = sheet()
    assert len(rows) == len({(r.sha256, r.start, r.as_of) for r in rows}) == ROWS
    for row in rows:
        assert len(row.sha256) == 64
        assert int(row.sha256, 16) >= 0
        assert 0 <= row.start < row.end
        assert date.fromisoformat(row.as_of)
        assert not row.due or date.fromisoformat(row.due)
        assert row.side in {"us", "them"}
        assert row.state in ORDER
        for reader in (1, 2):
            verdicts = [row.verdict(what, reader) for what in ASKED]
            assert set(verdicts) <= {"", "0", "1"}
            assert verdicts[0] == "1" or (verdicts[0] == "0" and not any(verdicts[1:]))
            assert set(row.verdict("reason", reader).split()) <= REASONS.keys()
            assert bool(row.verdict("reason", reader)) == ("0" in verdicts)


def test_drawing() -> None:
    """Every sentence once, then those again whose state had changed; the same seed draws the same, whatever the order."""
    entries = [entry(n, day, state) for n in range(6) for day, state in (("2026-01-31", "open"), ("2026-02-28", "unknown"))]
    entries += [entry(n, day) for n in (6, 7) for day in ("2026-01-31", "2026-02-28")]
    drawn = draw(entries, rows=20)
    assert len({e.sha256 for e in drawn}) == 8
    assert len(drawn) == 14
    assert len(set(drawn)) == len(drawn)
    assert draw(entries[::-1], rows=20) == drawn
    assert len(draw(entries, rows=10)) == 10
    assert len({e.sha256 for e in draw(entries, rows=5)}) == 5


def test_figures() -> None:
    """A sentence read on two days is one promise and two states; no promise, no other verdict; agreement where both have judged."""
    right = {"promise1": "1", "promiser1": "1", "due1": "1", "state1": "1"}
    rows = [
        entry(1, "2026-01-31", "open", **right),
        entry(1, "2026-02-28", "unknown", **{**right, "state1": "0"}, promise2="1", promiser2="1", due2="0", state2="0"),
        entry(2, promise1="0", promise2="1", promiser2="1", due2="1", state2=""),
        entry(3, **{**right, "state1": ""}, promise2="0"),
    ]
    found = figures(rows)
    assert (found["rows"], found["entries"]) == (4, 3)
    first = found["reader 1"]
    assert (first["promise"]["right"], first["promise"]["n"]) == (2, 3)
    assert (first["state"]["right"], first["state"]["n"]) == (1, 2)
    assert first["state unknown"]["share"] == 0
    assert (first["all four"]["right"], first["all four"]["n"]) == (1, 3)
    assert (found["reader 2"]["promise"]["right"], found["reader 2"]["promise"]["n"]) == (2, 3)
    assert found["agreement on promise"]["n"] == 3
    assert found["agreement on promise"]["agreement"] == pytest.approx(1 / 3)
    assert found["agreement on due"] == {"n": 1, "agreement": 0.0, "kappa": 0.0}
    twice = entry(1, **right, promise2="1", promiser2="1", due2="0", state2="1")
    alike = figures([twice, entry(2, promise1="0", promise2="0")])["where both agree"]
    told = {what: (alike[what]["right"], alike[what]["n"]) for what in (*ASKED, "all four")}
    assert told == {"promise": (1, 2), "promiser": (1, 1), "due": (0, 0), "state": (1, 1), "all four": (0, 1)}
    assert {"reader 2", "where both agree"}.isdisjoint(figures([entry(1, **right)]))


def test_what_is_still_listed() -> None:
    """Of what each reader took for a promise or for none, how much today's ledger lists, whose state moved, and what nobody judged."""
    promise = {"promise1": "1", "promise2": "1"}
    rows = [
        entry(1, **promise, state1="1", state2="0"),
        entry(1, "2026-02-28", **promise, state1="0", state2="0"),
        entry(2, promise1="0", promise2="1", state2="1"),
        entry(3, promise1="0", promise2="0"),
    ]
    now = [entry(1), entry(1, "2026-02-28", state="unknown"), entry(2), entry(4)]
    assert today(now, rows) == {
        "promises": {"judged": 1, "still_listed": 1},
        "others": {"judged": 2, "still_listed": 1},
        "new": 1,
        "states": {"right": {"changed": 0, "same": 1}, "wrong": {"changed": 1, "same": 0}},
    }
    second = today(now, rows, reader=2)
    assert second["promises"] == {"judged": 2, "still_listed": 2}
    assert second["others"] == {"judged": 1, "still_listed": 0}
    assert second["states"] == {"right": {"changed": 0, "same": 1}, "wrong": {"changed": 1, "same": 1}}


def test_a_second_readers_verdicts(tmp_path: Path) -> None:
    """They are put into the rows they name, beside the first reader's; what cannot be used is refused by its line."""
    answers = tmp_path / "answers.csv"
    answers.write_text("row,promise,promiser,due,state,reason\n1,0,,,,terms\n0,1,1,0,,day\n")
    rows = with_second([entry(1, promise1="1"), entry(2), entry(3)], answers)
    assert (rows[0].promise1, rows[0].promise2, rows[0].due2, rows[0].state2, rows[0].reason2) == ("1", "1", "0", "", "day")
    assert (rows[1].promise2, rows[1].reason2, rows[2].promise2) == ("0", "terms", "")
    write(rows, tmp_path / "sheet.csv")
    assert sheet(tmp_path / "sheet.csv") == rows
    for wrong in ("3,1,1,1,1,", "x,1,1,1,1,", "0,,1,1,1,", "0,2,1,1,1,", "0,0,1,,,", "0,1,1,1,1,because"):
        answers.write_text(f"row,promise,promiser,due,state,reason\n{wrong}\n")
        with pytest.raises(ValueError, match="line 2"):
            with_second(rows, answers)


def test_what_a_reader_is_shown(tmp_path: Path) -> None:
    """The mail around the sentence, what the ledger says and what followed until that day, and no verdict."""
    sam, jo = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
    raws = [
        mail(
            sam,
            jo,
            subject="Pumps",
            date="05 Jan 2026 12:00:00 +0000",
            body="Thanks. I'll send you the quote by Friday.\n\nSam",
        ),
        mail(sam, jo, subject="Pumps", date="30 Jan 2026 12:00:00 +0000", body="Here is the quote, as promised."),
        mail(jo, sam, subject="Later", date="09 Feb 2026 12:00:00 +0000", body="We liked it very much indeed."),
    ]
    put(tmp_path / "mail", *raws)
    with Book.open(tmp_path / "book", create=True) as book:
        book.sync(tmp_path / "mail", us=["us.example"])
        named = digests(book, tmp_path / "book")
        assert sha256(raws[0]).hexdigest() in named.values()
        entries = shown(book, named)
        assert {(e.as_of, e.side, e.state, e.due) for e in entries} == {("2026-01-31", "us", "kept late", "2026-01-09")}
        judged = [replace(entries[0], promise1="0", reason1="terms")]
        (text,) = reading_list(book, named, judged)
        gone = list(reading_list(book, named, [entry(1)]))
    assert "[[I'll send you the quote by Friday.]]" in text
    assert "KEPT LATE" in text
    assert "Here is the quote" in text
    assert "liked" not in text
    assert "terms" not in text
    assert "no such mail" in gone[0]
