"""What stood open on a past day, and where everybody stood, is told as it was, whatever came of it."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from tests.books import close_to, estimates, mail, new_book, put
from tests.flow.test_instants import SAM, START, ask, came, reply

from regard.book import Book

JO = "jo.reed@acme.example"


def book(folder: Path, mails: list[bytes]) -> Book:
    made = new_book(folder, us__domains=("us.example",), us__owners=("sam.hart@us.example",))
    made.sync(put(folder.with_name(f"{folder.name}-mail"), *mails))
    return made


def office() -> list[bytes]:
    """A customer who writes each week, and is answered: by these the mailbox is seen to be whole, at any day of it."""
    made = []
    for week in range(-10, 9):
        date = (START + timedelta(weeks=week, hours=20)).strftime("%d %b %Y %H:%M:%S +0000")
        al = {
            "sender": "Al Fox <al.fox@fox.example>",
            "to": SAM,
            "subject": f"Order {week}",
            "message_id": f"f{week}@fox.example",
        }
        back = {"sender": SAM, "to": "Al Fox <al.fox@fox.example>", "in_reply_to": f"<f{week}@fox.example>"}
        made.append(mail(date=date, body="Thanks, it came on time.", **al))
        made.append(
            mail(
                date=date.replace(":00:00", ":30:00"),
                body="Good.",
                subject=f"Re: Order {week}",
                message_id=f"g{week}@us.example",
                **back,
            )
        )
    return made


def asking(made: Book, day: str) -> tuple[list[tuple[str | None, str]], ...]:
    """When and in which words we asked what stood open at the end of a day, as a brief and as a digest tell it."""
    told = (made.brief(JO, as_of=day).asking, made.digest(as_of=day).asking)
    return tuple([(line.date, line.quote) for line in lines] for lines in told)


@pytest.mark.parametrize("day", [0, 1, 2, 3, 5, 8, 9])
def test_what_we_asked_stood_open_whether_or_not_it_was_answered(day: int, tmp_path: Path) -> None:
    """Of a book cut at a day and of the whole book as of it the same asks are open: those to be answered late, in time and never."""
    weeks = [n for n in range(8) if n != 1]
    late = [reply(n, timedelta(hours=40), received=False) for n in weeks[2:]]  # asked on Monday, answered on Wednesday
    mails = [ask(n) for n in range(8)] + [reply(0)] + late + office()
    end = (START + timedelta(weeks=4, days=day)).replace(hour=23, minute=59)
    before = [m for m in mails if parsedate_to_datetime(str(message_from_bytes(m)["Date"])) <= end]
    assert len(before) < len(mails)
    whole, cut = book(tmp_path / "whole", mails), book(tmp_path / "cut", before)
    said = f"{end:%Y-%m-%d}"
    assert asking(whole, said) == asking(cut, said)
    if day < 2:
        assert any("quote 4" in quote for _, quote in asking(whole, said)[0])
    whole.close()
    cut.close()


@pytest.mark.parametrize("first", [0, 7])
def test_whoever_is_silent_stands_where_they_stood(first: int, tmp_path: Path) -> None:
    """Of a book cut at any day of a week and of the whole book as of it every standing is the same: a silence counts from when the mailbox
    showed that it was read beyond the window, not from a Monday on which nobody could tell.
    """
    mails = [m for n in range(8) for m in (ask(n), *([reply(n)] if n < 3 else []))] + office()
    whole = book(tmp_path / "whole", mails)
    moved = set()
    for day in range(first, first + 7):
        end = (START + timedelta(weeks=4, days=day)).replace(hour=23, minute=59)
        before = [m for m in mails if parsedate_to_datetime(str(message_from_bytes(m)["Date"])) <= end]
        cut = book(tmp_path / str(day), before)
        said = f"{end:%Y-%m-%d}"
        found = estimates(whole, said)
        assert found
        assert close_to(found, estimates(cut, said)) == ""
        moved.add(tuple(round(mean, 6) for mean, *_ in found.values()))
        cut.close()
    assert len(moved) > 1
    whole.close()


def test_a_circular_that_was_none_yet(tmp_path: Path) -> None:
    """What they sent to us alone waits on that day, though they later sent the same words to many."""
    words = "Hello,\n\nCould you send us your prices for the large pump by Friday?\n\nJo"
    when = START + timedelta(weeks=8)
    date = f"{when:%d %b %Y %H:%M:%S} +0000"
    one = mail(subject="Prices", date=date, body=words, message_id="one@acme.example", received=came(when))
    later = []
    for n in range(8):
        at = when + timedelta(days=30 + n)
        to = f"Sam Hart <sam.hart@us.example>, p{n}@other.example"
        date = f"{at:%d %b %Y %H:%M:%S} +0000"
        later.append(mail(to=to, subject=f"Prices {n}", date=date, body=words, message_id=f"r{n}@acme.example"))
    talk = [m for n in range(8) for m in (ask(n), reply(n))]
    day = f"{when:%Y-%m-%d}"
    told = []
    for name, mails in (("alone", [*talk, one]), ("circulated", [*talk, one, *later])):
        made = book(tmp_path / name, mails)
        told.append([line.quote for line in made.brief(JO, as_of=day).asked])
        made.close()
    assert told[0] == told[1]
    assert told[0]
