"""Who went quiet: by their own rhythm, with what explains it, ordered by what there is to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
SAM = "Sam Hart <sam.hart@us.example>"
LAST = 200
"""Days after the start of the last mail in the mailbox; the book is asked on the next day."""


def day(n: float) -> str:
    return format_datetime(START + timedelta(days=n))


@pytest.fixture
def book(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Sam's mailbox: who wrote when. Somebody writes every other day to the end, so that the mailbox is seen to go on."""
    wrote = {
        "ann@acme.example": [n * 4 for n in range(30)],  # every four days, until day 116
        "bob@slow.example": [0, 60, 121, 182 - 40],  # every two months
        "cat@away.example": [n * 4 for n in range(40)],  # until day 156, then a note
        "dan@once.example": [5],
        "eve@busy.example": [n * 2 for n in range(LAST // 2 + 1)],
    }
    raws = []
    for address, days in wrote.items():
        for n in days:
            name = address.split("@")[0].title()
            raws.append(
                mail(
                    f"{name} Reed <{address}>",
                    SAM,
                    subject=f"Pumps {n}",
                    date=day(n),
                    body=f"Here is item {n}.",
                    message_id=f"{n}.{address}",
                )
            )
            raws.append(
                mail(
                    SAM,
                    f"{name} Reed <{address}>",
                    subject=f"Re: Pumps {n}",
                    date=day(n + 0.1),
                    body="Thank you, noted.",
                    message_id=f"r{n}.{address}",
                    in_reply_to=f"<{n}.{address}>",
                )
            )
    raws.append(
        mail(
            "Cat Reed <cat@away.example>",
            SAM,
            subject="Automatic reply: Pumps",
            date=day(185),
            body="I am out of the office.",
            auto_submitted="auto-replied",
            message_id="note@away.example",
        )
    )
    made = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    made.sync(put(tmp_path / "mail", *raws), us=("us.example",))
    return made


def ask(book: Book) -> str:
    return (START + timedelta(days=LAST)).date().isoformat()


def test_silence_is_told_by_their_own_rhythm_and_by_what_explains_it(book: Book):
    """Eighty days after a mail every four days is quiet; two months of one who writes every two months are not; a note explains."""
    rows = {r.address: r for r in book.dormant(as_of=ask(book))}
    assert set(rows) == {"ann@acme.example", "cat@away.example"}
    assert rows["ann@acme.example"].kind == "quiet"
    assert rows["ann@acme.example"].silent_days == LAST + 1 - 116
    assert rows["ann@acme.example"].usual_gap_days == pytest.approx(4, abs=1)
    assert rows["cat@away.example"].kind == "away"
    assert "out-of-office" in rows["cat@away.example"].why
    assert not any("write again within a month" in words for _, words in rows["cat@away.example"].reasons)
    assert rows["cat@away.example"].back_30 >= 0.01


def test_what_was_not_yet_known_explains_nothing(book: Book):
    """On the day before the note came the silence had no explanation."""
    early = (START + timedelta(days=183)).date().isoformat()
    kinds = {r.address: r.kind for r in book.dormant(as_of=early)}
    assert kinds["cat@away.example"] == "quiet"
    assert not book.dormant(as_of=(START + timedelta(days=20)).date().isoformat())


def test_a_mailbox_that_stopped_is_no_silence_of_theirs(book: Book):
    """Asked a year later, everybody is silent only because nothing shows what they write."""
    later = (START + timedelta(days=LAST + 300)).date().isoformat()
    kinds = {r.address: r.kind for r in book.dormant(as_of=later)}
    assert kinds["eve@busy.example"] == "not_seen"
    assert kinds["ann@acme.example"] in {"quiet", "left", "ended"}, "that one was silent while the mailbox still showed it"


def test_the_order_is_the_sum_of_what_there_is_to_say(book: Book):
    """Worth is the sum of the stated reasons, and unexplained silences come before explained ones."""
    rows = book.dormant(as_of=ask(book))
    assert all(r.worth == pytest.approx(sum(points for points, _ in r.reasons), abs=0.011) for r in rows)
    assert [r.kind for r in rows] == ["quiet", "away"]


def test_who_objects_is_not_read(book: Book):
    """Nobody's rhythm is looked at who objected to being modelled."""
    book.object("ann@acme.example")
    assert "ann@acme.example" not in {r.address for r in book.dormant(as_of=ask(book))}


@pytest.mark.parametrize(
    ("name", "address", "kind"),
    [
        ("Gil Moor", "gil.moor@group.example", "elsewhere"),
        ("Gil", "gil.moor@post.example", "elsewhere"),
        ("Una Moor", "una.moor@group.example", "quiet"),
    ],
)
def test_nobody_went_quiet_who_may_write_from_another_address(
    make_book: Callable[..., Book], tmp_path: Path, name: str, address: str, kind: str
) -> None:
    """Where somebody of the same name writes on since, the silence says so; a namesake by surname alone explains nothing."""
    raws = [
        mail(f"{who} <{at}>", SAM, subject=f"Pumps {n}", date=day(n), body=f"Here is item {n}.", message_id=f"{n}.{at}")
        for who, at, days in (
            ("Gil Moor", "gil.moor@acme.example", range(0, 120, 4)),
            (name, address, range(124, LAST, 4)),
            ("Eve Reed", "eve@busy.example", range(0, LAST + 1, 2)),
        )
        for n in days
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *raws), us=("us.example",), owner=("sam.hart@us.example",))
    (row,) = [r for r in book.dormant() if r.address == "gil.moor@acme.example"]
    assert row.kind == kind
    assert (address in row.why) is (kind == "elsewhere")
