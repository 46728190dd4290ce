"""A word said of somebody is carried out however often the command that said it was cut short, and leaves no ghost of anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import copy_book, differences, mail, new_book, put, state

from regard.book import Book
from regard.errors import UsageError
from regard.privacy import mentions, redact
from regard.store.live import Live

US = ("us.example",)
JO, BO, SAM = "Jo Reed <jo@acme.example>", "Jo R. <jo@beta.example>", "Sam Hart <sam.hart@us.example>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sam asks one buyer under two addresses, and is answered."""
    folder = tmp_path_factory.mktemp("cut")
    mails = []
    for n in range(6):
        for at, who in ((0, JO), (1, BO)):
            month = f"{1 + n + 14 * at:02d} Jan 2026"
            name = f"{n}{at}"
            mails.append(
                mail(SAM, who, subject=f"Order {name}", date=f"{month} 09:00:00 +0000", message_id=f"s{name}@us.example")
            )
            more = {"in_reply_to": f"<s{name}@us.example>", "message_id": f"b{name}@acme.example"}
            mails.append(
                mail(who, SAM, subject=f"Re: Order {name}", date=f"{month} 11:00:00 +0000", body="Here they are.", **more)
            )
    with new_book(folder / "book") as book:
        book.sync(put(folder / "mail", *mails), us=US)
    return folder / "book"


class CutShortError(Exception):
    """The end of a process, as far as what is on disk can tell."""


SAYS = {
    "same": lambda book: book.same("jo@acme.example", "jo@beta.example"),
    "object": lambda book: book.object("jo@acme.example"),
    "side": lambda book: book.include("jo@acme.example", side="personal"),
}


@pytest.mark.parametrize("say", SAYS.values(), ids=SAYS.keys())
def test_whoever_writes_next_finishes(
    tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch, say: Callable[[Book], object]
) -> None:
    """Cut short before any of its writes to the live store, a word is carried out by the next sync, as if nothing had happened."""
    whole = copy_book(made, tmp_path / "whole")
    with Book.open(whole) as book:
        say(book)
        book.sync()
    writing, wrong, n, done = Live.writing, [], 0, False
    while not done:
        n += 1
        left = n

        def ends(live: Live) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise CutShortError
            return writing(live)

        cut = copy_book(made, tmp_path / f"cut{n}")
        with Book.open(cut) as book, monkeypatch.context() as patch:
            patch.setattr(Live, "writing", ends)
            try:
                say(book)
                done = True
            except CutShortError:
                pass
        with Book.open(cut) as book:
            book.sync()
            if book._records.get_meta("people_due") or differences(state(whole), state(cut)):
                wrong.append((n, differences(state(whole), state(cut))))
    assert wrong == []
    assert n > 5


def test_a_word_of_a_moment_ago_is_no_word_of_now(made: Path, tmp_path: Path) -> None:
    """The comparison above can fail: before the word the book says something else."""
    said = copy_book(made, tmp_path / "said")
    with Book.open(said) as book:
        book.object("jo@acme.example")
    assert differences(state(made), state(said)) != ""


def test_nobody_without_an_address_is_erased(made: Path, tmp_path: Path) -> None:
    """Erasing whoever has no address is refused, and no mail of the book is touched by it."""
    ghost = copy_book(made, tmp_path / "ghost")
    with Book.open(ghost) as book:
        with book._live().writing() as c:
            c.execute("INSERT INTO person(id, name, address, side) VALUES('p_ghost', 'Jo Reed', '', 'them')")
        before = [item.raw for batch in book._records.items_after(0) for item in batch]
        with pytest.raises(UsageError, match="nothing was erased"):
            book.forget("p_ghost")
        assert [item.raw for batch in book._records.items_after(0) for item in batch] == before
        assert not book._records.erased()


@pytest.mark.parametrize("addresses", [[], [""], [" "], ["", "e"]])
def test_nothing_is_nobody_s_address(addresses: list[str]) -> None:
    """Where there is no address to look for none is found, in no mail."""
    raw = mail(JO, SAM, body="Here they are, e and all.")
    assert not mentions(raw, addresses)
    assert redact(raw, "Here they are, e and all.", [], addresses, []) is None


REMOVES: dict[str, Callable[[Book], object]] = {
    "forget": lambda book: book.forget("jo@acme.example"),
    "source": lambda book: book.remove_source(book.status().sources[0].path),
}


@pytest.mark.parametrize("what", REMOVES)
def test_nobody_reads_on_what_was_taken_out(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Cut short after the records let go of somebody's mail, or of a source, the next reader finds nothing of it, and no sync is needed."""
    writing, n, done, taken = Live.writing, 0, False, 0
    while not done:
        n += 1
        left = n

        def ends(live: Live) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise CutShortError
            return writing(live)

        cut = copy_book(made, tmp_path / f"cut{n}")
        with Book.open(cut) as book, monkeypatch.context() as patch:
            patch.setattr(Live, "writing", ends)
            try:
                REMOVES[what](book)
                done = True
            except CutShortError:
                pass
        with Book.open(cut) as book:
            gone = bool(book._records.erased()) if what == "forget" else not book._records.sources()
            addresses = {p.address for p in book.people()}
            found = [m.who for m in book.search("order").messages]
            if gone:
                taken += not done
                assert "jo@acme.example" not in addresses
                assert "Jo Reed" not in found
                assert not book._records.get_meta("live_behind")
    assert taken > 0
