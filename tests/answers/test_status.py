"""The health of the sources: a mailbox of which one side ends long before the other says so, with both days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.books import mail, put

from regard.answers.status import lagging
from regard.book import Book
from regard.model import DAY
from regard.store.live import Live

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"


def side(who: str, to: str, until: int) -> list[bytes]:
    """A mail every fourth day."""
    return [
        mail(who, to, subject=f"Pumps {n}", date=format_datetime(START + timedelta(days=n)), message_id=f"{who[:3].strip()}{n}")
        for n in range(0, until, 4)
    ]


@pytest.mark.parametrize(
    ("sent", "received", "says"),
    [
        (60, 200, "shows no sent mail after 2025-03-03, though received mail goes on to 2025-07-21"),
        (176, 200, ""),
    ],
)
def test_a_side_that_ends_early(make_book: Callable[..., Book], tmp_path: Path, sent: int, received: int, says: str) -> None:
    """Sent mail in one folder and received mail in another: where one ends over 45 days before the other, the status names both days."""
    out = put(tmp_path / "mail" / "Sent", *side(SAM, JO, sent))
    put(tmp_path / "mail" / "Inbox", *side(JO, SAM, received))
    book = make_book("b")
    book.sync(out.parent, us=["us.example"], owner="sam.hart@us.example")
    notes = " ".join(s.note for s in book.status().sources)
    assert says in notes
    assert ("after 2025" in notes) == bool(says)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [("a", 1, 1, 0, 100), ("b", 1, 0, 1, 200)],
            {"a": "shows no received mail after", "b": "shows no received mail after"},
        ),
        ([("a", 1, 1, 0, 100), ("a", 1, 0, 1, 60), ("b", 1, 0, 1, 100)], {}),
        ([("a", 1, 0, 1, 60), ("b", 2, 1, 0, 200)], {}),
    ],
)
def test_sides_are_told_by_owner(rows: list[tuple[str, int, int, int, int]], says: dict[str, str]) -> None:
    """Of all sources of an owner together: what one lacks another may show, and of one side alone nothing is said here."""
    live = cast("Live", SimpleNamespace(rows=lambda _sql: [(*row[:4], row[4] * DAY) for row in rows]))
    found = lagging(live)
    assert found.keys() == says.keys()
    assert all(found[source].startswith(words) for source, words in says.items())


def test_a_past_day_tells_no_later_mail_and_no_later_coverage(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The status of a past day counts the mail of that day and ends its coverage there, as a book without the later mail does."""
    day = "2025-04-30"
    until = (datetime(2025, 5, 1, 10, tzinfo=UTC) - START).days
    told = []
    for name, days in (("whole", 200), ("cut", until)):
        put(tmp_path / name / "Sent", *side(SAM, JO, days))
        put(tmp_path / name / "Inbox", *side(JO, SAM, days))
        book = make_book(f"b_{name}")
        book.sync(tmp_path / name, us=["us.example"], owner="sam.hart@us.example")
        told.append(book.status(as_of=day))
    whole, cut = told
    assert whole.messages == cut.messages > 0
    assert whole.messages < 2 * len(range(0, 200, 4))
    (end,) = {c["end"] for s in whole.sources for c in s.coverage}
    assert end <= "2025-05-01T00:00:00Z"
    assert [s.newest for s in whole.sources] == [s.newest for s in cut.sources]


def test_buyers_are_as_many_as_the_list_has_and_those_it_leaves_out(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The status counts everybody, and says how many of them got one message and never answered: the list has the others."""
    cold = [side(SAM, f"Ann Fox <ann{k}@beta{k}.example>", 1)[0] for k in range(3)]
    put(tmp_path / "mail", *side(SAM, JO, 60), *side(JO, SAM, 60), *cold)
    book = make_book()
    book.sync(tmp_path / "mail", us=["us.example"], owner="sam.hart@us.example")
    status, rows = book.status(), book.people()
    assert (status.people, status.slight) == (len(rows), 3)
    assert status.people - status.slight == sum(not r.slight for r in rows) == 1


def course(answered: int, asked: int = 24) -> list[bytes]:
    """Sam asks every week; Jo answers all; of her answers Sam answers the first so many. An inbox and a sent folder together."""
    found = []
    for n in range(asked):
        day = [format_datetime(START + timedelta(days=7 * n, hours=h)) for h in (0, 3, 5)]
        subject = f"Lot {n}"
        found.append(mail(SAM, JO, subject=subject, date=day[0], body="Could you send the list?", message_id=f"a{n}"))
        found.append(
            mail(JO, SAM, subject=f"Re: {subject}", date=day[1], body="Here.", message_id=f"b{n}", in_reply_to=f"<a{n}>")
        )
        if n < answered:
            found.append(
                mail(
                    SAM,
                    JO,
                    subject=f"Re: {subject}",
                    date=day[2],
                    body="Is it final?",
                    message_id=f"c{n}",
                    in_reply_to=f"<b{n}>",
                )
            )
    return found


@pytest.mark.parametrize(
    ("answered", "asked", "says"),
    [
        (0, 24, "its owner answered nobody, so nothing tells"),
        (1, 24, "its owner answered 1 mail of others,"),
        (5, 24, ""),
        (0, 12, ""),
    ],
)
def test_an_owner_who_answers_nobody_is_told_what_cannot_be_told(
    make_book: Callable[..., Book], tmp_path: Path, answered: int, asked: int, says: str
) -> None:
    """A mailbox that counts as whole by its inbox alone says so, from twenty mails of its owner on, until five answers of theirs tell."""
    mails = course(answered, asked)
    put(tmp_path / "mail" / "Sent", *(m for m in mails if b"From: Sam" in m))
    put(tmp_path / "mail" / "Inbox", *(m for m in mails if b"From: Jo" in m))
    book = make_book("b")
    book.sync(tmp_path / "mail", us=["us.example"], owner="sam.hart@us.example")
    sources = book.status().sources
    assert any(c["inbound"] for s in sources for c in s.coverage)
    notes = " ".join(s.note for s in sources)
    assert says in notes
    assert ("counts as whole" in notes) == bool(says)


def test_a_source_without_an_owner(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mailbox has an owner and a CRM export has none: the status tells both."""
    put(tmp_path / "mail" / "sam", *side(SAM, JO, 60), *side(JO, SAM, 60))
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "accounts.csv").write_text("Id,Name,Website\nA1,Acme,acme.example\n")
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    for source in ("mail", "crm"):
        book.sync(tmp_path / source, us=("us.example",))
    assert sorted(s.kind for s in book.status().sources) == ["crm", "mail_folder"]
