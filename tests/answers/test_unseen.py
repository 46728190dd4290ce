"""A mailbox that stops delivering: it ends what it covers, opens the intervals of whom it covered, and is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
SAM, KIM = "Sam Hart <sam.hart@us.example>", "Kim Lowe <kim.lowe@us.example>"
JO, LEE = "Jo Reed <jo.reed@acme.example>", "Lee Park <lee.park@orchard.example>"
STOPS, END = 120, 200


def day(n: float) -> datetime:
    return START + timedelta(days=n)


def dealings(owner: str, buyer: str, until: int) -> Iterator[bytes]:
    """Every fourth day the owner asks and the buyer answers within hours."""
    for n in range(0, until, 4):
        key = f"{n}.{owner[:3]}.{buyer[:3]}".replace(" ", "")
        yield mail(owner, buyer, subject=f"Pumps {n}", date=format_datetime(day(n)), body="Could you send me the figures?",
                   message_id=f"a{key}")  # fmt: skip
        yield mail(buyer, owner, subject=f"Re: Pumps {n}", date=format_datetime(day(n + 0.2)), body="Here they are.",
                   message_id=f"b{key}", in_reply_to=f"<a{key}>")  # fmt: skip


@pytest.fixture
def books(make_book: Callable[..., Book], tmp_path: Path) -> tuple[Book, Book]:
    """Two books of Sam's mailbox (with Jo) and Kim's (with Lee): Sam's stops after 120 days in the first, goes on in the second."""
    made = []
    for name, until in (("dark", STOPS), ("whole", END)):
        boxes = {"sam": [*dealings(SAM, JO, until)], "kim": [*dealings(KIM, LEE, END)]}
        folders = [put(tmp_path / "mail" / name / who, *raws) for who, raws in boxes.items()]
        book = make_book(name)
        book.sync(*folders, us=["us.example"])
        made.append(book)
    return made[0], made[1]


def at(n: int) -> str:
    return day(n).date().isoformat()


def test_a_dark_mailbox_widens_and_never_lowers(books: tuple[Book, Book]) -> None:
    """Who is no longer seen keeps a standing that no silence lowers, and its interval opens day by day; who is still seen keeps theirs."""
    dark, whole = books
    widths = [
        e.high - e.low for e in (dark.person("jo.reed@acme.example", as_of=at(n)).trust for n in (STOPS - 2, 150, 180, END - 2))
    ]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0]
    seen = whole.person("jo.reed@acme.example", as_of=at(END - 2)).trust
    unseen = dark.person("jo.reed@acme.example", as_of=at(END - 2)).trust
    assert unseen.sd > seen.sd
    silences = [
        c
        for c in dark.why("jo.reed@acme.example", as_of=at(END - 2)).contributions
        if c.contribution < 0 and (c.date or "") > at(STOPS)
    ]
    assert silences == []
    lee = [book.person("lee.park@orchard.example", as_of=at(END - 2)).trust for book in books]
    assert (lee[0].mean, lee[0].sd) == pytest.approx((lee[1].mean, lee[1].sd))


def test_it_is_named_where_the_buyer_is_read(books: tuple[Book, Book]) -> None:
    """The buyer's page names the mailbox and the day it stopped, from two weeks after; not before, and not for those still seen."""
    dark, whole = books
    told = dark.person("jo.reed@acme.example", as_of=at(END - 2)).unseen
    assert [u.name for u in told] == ["Sam Hart"]
    assert told[0].since[:10] in {at(STOPS - 4), at(STOPS - 3)}
    assert "Sam Hart" in told[0].says
    assert "2025" in told[0].says
    assert dark.person("jo.reed@acme.example", as_of=at(STOPS + 5)).unseen == ()
    assert dark.person("lee.park@orchard.example", as_of=at(END - 2)).unseen == ()
    assert whole.person("jo.reed@acme.example", as_of=at(END - 2)).unseen == ()


def test_it_is_named_in_status(books: tuple[Book, Book]) -> None:
    """The status calls the source dark that stopped, and no other."""
    dark, whole = books
    assert sorted((Path(s.path).name, s.dark) for s in dark.status(as_of=at(END - 2)).sources) == [
        ("kim", False),
        ("sam", True),
    ]
    assert not any(s.dark for s in whole.status(as_of=at(END - 2)).sources)


def test_what_comes_into_a_mailbox_is_remembered_until_it_changes(books: tuple[Book, Book], tmp_path: Path) -> None:
    """The share of what others wrote is that of the mailbox as it is now, though a page does not read the mailbox again for it."""
    book, _ = books
    ((sam,),) = book._live().rows(
        "SELECT h.person FROM mailbox b JOIN handle h ON h.address = b.owner WHERE b.owner LIKE 'sam%'"
    )
    assert book._view(None).came_in(sam) == 0.5
    held = book._came_in
    assert book._view(None).came_in(sam) == 0.5
    assert book._came_in is held
    put(
        tmp_path / "mail" / "dark" / "sam",
        mail(JO, SAM, subject="More", date=format_datetime(day(1)), body="One more.", message_id="c1"),
    )
    book.sync()
    assert book._view(None).came_in(sam) > 0.5
