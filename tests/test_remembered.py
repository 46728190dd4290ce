"""The whole book's standings are remembered from question to question; what is remembered equals what is fitted afresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.books import SHIPPED, close_to, estimates, mail, put

from regard.answers import standing
from regard.book import Book
from regard.store.live import Live


def test_after_a_sync_only_touched_buyers_are_fitted_and_the_book_reads_as_fitted_afresh(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more mail has its buyer fitted again, nobody else, and every estimate equals that of a book opened anew."""
    fitted: list[set[str] | None] = []
    whole = standing.decided

    def watched(live: Live, as_of_us: int, buyers: Sequence[str] | None = None) -> Iterator[tuple[Any, ...]]:
        fitted.append(None if buyers is None else set(buyers))
        return whole(live, as_of_us, buyers)

    with Book.open(copied, flags=SHIPPED) as book:
        rows = book.people()
        who = max(rows, key=lambda r: r.messages)
        monkeypatch.setattr(standing, "decided", watched)
        book.people()
        assert fitted == []
        ours = book._live().rows("SELECT address FROM handle WHERE id IN (SELECT owner_h FROM coverage) ORDER BY address")[0][0]
        more = mail(
            f"{who.name} <{who.address}>",
            ours,
            date="Mon, 02 Feb 2026 09:00:00 +0000",
            body="What would be the next step?",
        )
        assert book.sync(put(tmp_path / "more", more)).stored == 1
        book.people()
        assert len(fitted) == 2, "now and a month ago"
        assert all(some is not None and who.id in some and len(some) < len(rows) for some in fitted)
        after = estimates(book)
    with Book.open(copied, flags=SHIPPED) as afresh:
        assert close_to(estimates(afresh), after, 1e-9) == ""


def test_a_book_fitted_in_portions_reads_as_one_fitted_whole(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions of a few trials part no buyer and change no estimate."""
    with Book.open(copied, flags=SHIPPED) as book:
        at_once = estimates(book)
    monkeypatch.setattr("regard.flow.stored_trials.ROWS_AT_ONCE", 7)
    with Book.open(copied, flags=SHIPPED) as book:
        assert close_to(estimates(book), at_once, 1e-9) == ""


def test_a_new_process_reads_where_everybody_stood_and_fits_only_what_was_settled_since(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large book the last fit is kept in a file: opened again it says the same, and after one more mail fits that buyer alone."""
    monkeypatch.setattr("regard.flow.stored_trials.LARGE", 1)
    monkeypatch.setattr("regard.flow.stored_trials.SOME", 1)
    monkeypatch.setattr("regard.flow.syncing.REFRESH_EVERY", 2**62)  # a book read ten minutes ago is fitted by the sync itself
    with Book.open(copied, flags=SHIPPED) as book:
        said = estimates(book)
        rows = list(book.people())
    fitted: list[Sequence[str] | None] = []
    whole = standing.decided

    def watched(live: Live, as_of_us: int, buyers: Sequence[str] | None = None) -> Iterator[tuple[Any, ...]]:
        fitted.append(buyers)
        return whole(live, as_of_us, buyers)

    monkeypatch.setattr(standing, "decided", watched)
    with Book.open(copied, flags=SHIPPED) as book:
        assert list(book.people()) == rows
        assert fitted == []
        assert close_to(estimates(book), said, 1e-9) == ""
        who = max(rows, key=lambda r: r.messages)
        ours = book._live().rows("SELECT address FROM handle WHERE id IN (SELECT owner_h FROM coverage) ORDER BY address")[0][0]
        more = mail(
            f"{who.name} <{who.address}>",
            ours,
            date="Mon, 02 Feb 2026 09:00:00 +0000",
            body="What would be the next step?",
        )
        assert book.sync(put(tmp_path / "more", more)).stored == 1
    fitted.clear()
    with Book.open(copied, flags=SHIPPED) as book:
        book.people()
        assert fitted
        assert all(some is not None and who.id in some and len(some) < len(rows) for some in fitted)
        after = estimates(book)
    for path in (copied / "gen").glob("standings-*"):
        path.write_bytes(path.read_bytes()[:1000])  # cut short: as if there were none
    with Book.open(copied, flags=SHIPPED) as book:
        assert close_to(estimates(book), after, 1e-9) == ""


@pytest.mark.parametrize("act", ["forget", "object"])
def test_nobody_stays_in_a_kept_file(copied: Path, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    """Who is forgotten or objects is in no kept file, and is in none that is made later."""
    monkeypatch.setattr("regard.flow.stored_trials.LARGE", 1)
    monkeypatch.setattr("regard.flow.stored_trials.SOME", 1)
    with Book.open(copied, flags=SHIPPED) as book:
        who = max(book.people(), key=lambda r: r.messages).id
        first = [path.read_bytes() for path in (copied / "gen").glob("standings-*")]
        assert any(who.encode("utf-32-le") in held for held in first)
        getattr(book, act)(who)
        assert not list((copied / "gen").glob("standings-*"))
        book.people()
        made = list((copied / "gen").glob("standings-*"))
        assert made
        assert not any(who.encode("utf-32-le") in path.read_bytes() for path in made)  # arrays lie in it as they are


def test_the_list_of_everybody_is_worked_out_once_until_the_book_changes(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked again for the same moment nothing is worked out; new mail, another day or an objection has it worked out anew."""
    from regard.answers import people

    worked: list[str] = []
    whole = people.contacts

    def watched(*asked: Any) -> Any:
        worked.append("asked")
        return whole(*asked)

    monkeypatch.setattr(people, "contacts", watched)
    with Book.open(copied, flags=SHIPPED) as book:
        rows = list(book.people(as_of="2026-02-10"))
        assert list(book.people(as_of="2026-02-10")) == rows
        assert len(worked) == 1
        assert list(book.people(as_of="2025-06-01")) != rows
        assert len(worked) == 2
        who = max(rows, key=lambda r: r.messages)
        book.object(who.id)
        again = {row.id: row for row in book.people(as_of="2026-02-10")}
        assert again[who.id].why == "asked not to be modelled"
        ours = book._live().rows("SELECT address FROM handle WHERE id IN (SELECT owner_h FROM coverage) ORDER BY address")[0][0]
        more = mail(
            f"{who.name} <{who.address}>",
            ours,
            date="Mon, 02 Feb 2026 09:00:00 +0000",
            body="What would be the next step?",
        )
        book.sync(put(tmp_path / "more", more))
        after = {row.id: row for row in book.people(as_of="2026-02-10")}
        assert after[who.id].messages == again[who.id].messages + 1
