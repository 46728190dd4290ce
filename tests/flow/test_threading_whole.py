"""A whole book threaded from the store, a portion at a time, is threaded as the same mail held in memory."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from tests.books import new_book

from regard.flow import thread_index, threading_whole
from regard.flow.threading import thread
from regard.interactions.threads import MemoryIndex, ThreadFacts, edges, thread_ids
from regard.store.live import Live
from regard.store.records import Records


def mail(name: str, when: str, headers: str = "", body: str = "", subject: str = "pumps for hall two") -> bytes:
    """A mail between two companies; `when` is its Date, left out where empty."""
    date = f"Date: {when}\n" if when else ""
    who = "From: Ann <ann@acme.example>\nTo: Cal <cal@cobalt.example>, Dan <dan@cobalt.example>\n"
    words = body or f"Nothing else is open in the matter of {name}."
    return f"{who}{date}Subject: {subject}\nMessage-ID: <{name}@x.example>\n{headers}\n{words}\n".encode()


def awkward() -> list[bytes]:
    """Ties in time, mails without a date, headers that name each other or nothing, parts of a series, quotes, empty subjects."""
    noon, later = "Mon, 4 May 2020 12:00:00 +0000", "Tue, 5 May 2020 12:00:00 +0000"
    words = "Could you send the payment terms for the pump order?"
    quoted = f"Thirty days net.\n\nOn Mon, 4 May 2020 at 12:00, Ann <ann@acme.example> wrote:\n> {words}\n"
    found = [mail(f"tie{n}", noon, subject="Re: ties") for n in range(4)]
    found += [mail(f"undated{n}", "", "In-Reply-To: <undated0@x.example>\n" if n else "") for n in range(3)]
    found += [mail(a, noon, f"References: <{b}@x.example>\n", subject="mutual") for a, b in ("pq", "qp")]
    found += [mail(f"orphan{n}", later, "References: <lost@y.example>\n", subject=f"Re: lost {n}") for n in range(3)]
    found += [mail(f"part{n}", noon, subject=f"[plan {n}/4] roof") for n in (3, 1, 2, 4)]
    found += [mail("said", noon, body=words), mail("answer", later, body=quoted, subject="Re: pumps for hall two")]
    found += [mail(f"empty{n}", noon if n % 2 else later, subject="Re: ") for n in range(5)]
    found += [mail("deep", later, "References: <said@x.example> <answer@x.example> <gone@x.example>\n")]
    return found


def facts(live: Live) -> list[ThreadFacts]:
    """All mail of a book as threading sees it, its lines among the facts."""
    index = thread_index.LiveIndex(live)
    held = index.numbered([row[0] for row in live.rows("SELECT n FROM message")])
    return [ThreadFacts(*(getattr(m, name) for name in ThreadFacts.__slots__[:12]), *index.words(m)) for m in held]


@pytest.mark.parametrize(("portion", "remembered"), [(1, 1), (3, 2), (1_000, 4_000)])
def test_a_whole_book_is_threaded_as_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: int, remembered: int
) -> None:
    """However few messages are held at once, every parent, reason and thread is that of the pure functions over all of them."""
    monkeypatch.setattr(threading_whole, "PORTION", portion)
    monkeypatch.setattr(threading_whole, "CHUNK", portion)
    monkeypatch.setattr(thread_index, "REMEMBERED", remembered)
    monkeypatch.setattr(thread_index, "CORES", 1)
    (tmp_path / "mail").mkdir()
    for n, raw in enumerate(awkward()):
        (tmp_path / "mail" / f"{n:02d}.eml").write_bytes(raw)
    with new_book(tmp_path / "book") as book:
        book.sync(tmp_path / "mail", us=("cobalt.example",))
    live, records = Live.open(tmp_path / "book"), Records.open(tmp_path / "book")
    assert live is not None
    whole = facts(live)
    expected = edges(whole, MemoryIndex(whole))
    stored = {row[0]: row[1:] for row in live.rows("SELECT id, thread_id, parent_id, how FROM message")}
    assert len(stored) == len(awkward())
    assert {i: row[1:] for i, row in stored.items() if row[1]} == {e.child: (e.parent, e.how) for e in expected}
    assert {i: row[0] for i, row in stored.items()} == thread_ids(whole, expected, records.key)
    assert {e.how for e in expected} >= {"references", "in_reply_to", "shared_reference", "part", "words", "subject"}
    assert threading_whole.place_all(live, records.key) == 0
    with live.writing() as c:
        c.execute("INSERT INTO dirty SELECT 'message', CAST(n AS TEXT) FROM message")
    of_other_mail = (len(awkward()) - 1, 1), (array("q", bytes(8 * 99)), bytearray(99))
    assert thread(live, records.key, lambda: of_other_mail) == 0  # what was worked out before mail came or went is not taken
    live.close()
    records.close()
