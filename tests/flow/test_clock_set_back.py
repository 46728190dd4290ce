"""The machine's clock was years behind during one command: with the right clock the next sync has everything as it should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest
from tests.books import SHIPPED, close_to, estimates, new_book, put
from tests.flow.test_instants import START, reply, talk

from regard.book import Book
from regard.flow import refused
from regard.model import DAY
from regard.store import live
from regard.time import iso, now_us

Clock = Callable[[int], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock by which a book is written so many days back."""

    def back(days: int) -> None:
        monkeypatch.setattr(live, "now_us", lambda: now_us() - days * DAY)

    return back


def from_now() -> list[bytes]:
    """Ten weeks of asks and answers that end a few weeks ago."""
    weeks_on = (datetime.now(UTC) - START) // timedelta(weeks=1) - 14
    return [_later(raw, timedelta(weeks=weeks_on)) for raw in (*talk(lambda _: timedelta()), reply(11, received=False))]


def _later(raw: bytes, by: timedelta) -> bytes:
    """A mail with its moments moved."""
    out = []
    for line in raw.decode().split("\n"):
        head, sign, when = line.rpartition("; ") if line.startswith("Received: ") else line.partition(": ")
        moved = line.startswith(("Date: ", "Received: "))
        out.append(f"{head}{sign}{format_datetime(parsedate_to_datetime(when) + by)}" if moved else line)
    return "\n".join(out).encode()


def made(folder: Path, mails: list[bytes]) -> Book:
    book = new_book(folder / "book", us__domains=("us.example",), us__owners=("sam.hart@us.example",))
    book.sync(put(folder / "mail", *mails))
    return book


def estimated(book: Book) -> dict[tuple[str, str, str, str], tuple[float, float, float, int]]:
    days = [str(iso(now_us() - back * DAY))[:10] for back in (1, 20, 40)]
    return estimates(book, *days)


@pytest.mark.parametrize("days", [730, 60])
@pytest.mark.parametrize("few", [0, 1_000])
def test_mail_that_was_refused_for_its_date_is_read_again(
    days: int, few: int, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """First read by a clock two years, or two months, behind; then by the right one: everybody stands as if it had been right."""
    monkeypatch.setattr(refused, "FEW_REFUSED", few)
    mails = from_now()
    right = made(tmp_path / "right", mails)
    clock(days)
    book = made(tmp_path / "back", mails)
    assert book._live().rows("SELECT count(*) FROM message WHERE us IS NULL")[0][0] >= 8
    clock(0)
    book.sync(tmp_path / "back" / "mail")
    assert book._live().rows("SELECT count(*) FROM message WHERE us IS NULL") == [(0,)]
    found = estimated(right)
    assert len(found) >= 3
    assert close_to(found, estimated(book)) == ""
    book.close()
    right.close()


def names(book: Book) -> dict[str, dict[str, int]]:
    """Address -> how often it was seen with which name."""
    return {address: json.loads(text) for address, text in book._live().rows("SELECT address, names FROM handle")}


class Killed(BaseException):
    """The process ends here."""


def test_a_kill_while_it_is_read_again_loses_no_mail(clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ended after the mail was taken out of the live store and before it was put back: the next sync has it all, and each name as often."""

    def killed(*_: object) -> None:
        raise Killed

    mails = from_now()
    right = made(tmp_path / "right", mails)
    clock(60)
    book = made(tmp_path / "back", mails)
    assert book._live().rows("SELECT count(*) FROM message WHERE us IS NULL")[0][0] >= 8
    clock(0)
    with monkeypatch.context() as patch:
        patch.setattr(refused, "read_items_again", killed)
        with pytest.raises(Killed):
            book.sync(tmp_path / "back" / "mail")
    book.close()
    us = {"us.domains": ("us.example",), "us.owners": ("sam.hart@us.example",)}
    again = Book.open(tmp_path / "back" / "book", flags={**SHIPPED, **us})
    again.sync(tmp_path / "back" / "mail")
    assert again._live().rows("SELECT count(*), sum(us IS NULL) FROM message") == [(len(mails), 0)]
    assert names(again) == names(right)
    assert close_to(estimated(right), estimated(again)) == ""
    again.close()
    right.close()


def test_who_is_read_again_is_counted_once(clock: Clock, tmp_path: Path) -> None:
    """A name on mail that was refused and read again counts as often as it stands on mail."""
    mails = from_now()
    right = made(tmp_path / "right", mails)
    clock(60)
    book = made(tmp_path / "back", mails)
    clock(0)
    book.sync(tmp_path / "back" / "mail")
    assert names(book) == names(right)
    book.close()
    right.close()


def test_what_was_known_stays_known(clock: Clock, tmp_path: Path) -> None:
    """A good book, and a command while the clock is two years behind: no chance is taken back."""
    book = made(tmp_path, [*from_now(), *(m.replace(b"jo.reed", b"al.fox").replace(b"Jo Reed", b"Al Fox") for m in from_now())])
    before = estimated(book)
    clock(730)
    book.different("jo.reed@acme.example", "al.fox@acme.example")
    book.sync(tmp_path / "mail")
    assert close_to(before, estimated(book)) == ""
    book.close()
