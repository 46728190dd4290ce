"""Who needs no brief, and what is told of them all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.brief_order import Parts
from regard.answers.preparing import NOTES, closes, informs, needed
from regard.book import Book
from regard.results import Told

US, FRIEND, BUYER = "Sam Hart <sam.hart@us.example>", "Pat Low <pat@home.example>", "Jo Reed <jo.reed@acme.example>"
TALK = (
    "The kids loved the game on Saturday, grandma and the whole family send hugs, see you at the party.",
    "My wife and the kids are sick, we skip the beach this weekend, beer and football at home.",
    "Happy birthday! Did the baby sleep? Dinner and a movie with your family next weekend?",
)
WORK = (
    "The price in the contract for the pumps is too high, please send a new quote for the order.",
    "We will sign the agreement for the pumps this week, the invoice goes to our accounting.",
    "Please deliver the order of forty pumps to the plant and send the invoice with it.",
)


def book_of(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """A friend at a company and a buyer, each with six mails, both ways, the last of them a question of theirs."""
    made = []
    for n in range(6):
        for who, texts in ((FRIEND, TALK), (BUYER, WORK)):
            sender, to = (who, US) if n % 2 else (US, who)
            made.append(
                mail(
                    sender,
                    to,
                    subject=f"S{n}",
                    body=f"{texts[n % 3]} And so on, number {n}.",
                    date=f"{5 + n:02d} Jan 2026 09:00:00 +0000",
                    message_id=f"{who[:2]}{n}@x.example",
                )
            )
    folder = tmp_path / "all"
    put(folder, *made)
    book = make_book()
    book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
    return book


def test_a_private_friend_needs_no_brief_and_a_buyer_does(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of private talk nothing is told but what was written last, if that; of a buyer what was written last."""
    book = book_of(make_book, tmp_path)
    friend, buyer = (book.brief(who, as_of="2026-01-12") for who in ("pat@home.example", "jo.reed@acme.example"))
    told = ("first", "changed", "cares", "owed", "owing", "asked", "asking", "last")
    assert not any(getattr(friend, name) for name in told if name != "last")
    assert friend.last or NOTES["private"] in friend.note
    assert any(getattr(buyer, name) for name in told)
    assert "nothing to prepare" not in buyer.note


def test_a_complaint_and_a_leaving_are_heard_from_anybody() -> None:
    """Whoever needs no brief may still complain or leave; what they owe is told of a circular's sender, not of a friend."""
    rows = {name: [Told(kind, "x", "p", "Pat")] for name, kind in (("first", "complaint"), ("owed", "open"), ("last", "wrote"))}
    left = Told("left", "works there no longer", "p", "Pat")
    parts = Parts(**rows, changed=[left, Told("contact", "x", "p", "Pat")])
    friend, private, circular, buyer = (needed(parts, {"p": k} if k else {}) for k in ("friend", "private", "circular", ""))
    assert (len(friend.first), friend.changed, friend.owed, friend.last) == (1, [left], [], [])
    assert (len(private.owed), len(private.last), private.changed) == (1, 1, [left])
    assert (len(circular.owed), circular.last) == (1, [])
    assert buyer == parts


@pytest.mark.parametrize(
    ("said", "without"),
    [
        ("I will keep you posted.", True),
        ("We will keep you fully informed of the progress.", True),
        ("I will let you know as soon as I hear from the plant.", True),
        ("Ich halte Sie auf dem Laufenden.", True),
        ("I will send you the drawings.", False),
        ("We will keep the price until June.", False),
        ("I will let you know the delivery date.", False),
    ],
)
def test_a_promise_of_news_is_no_debt(said: str, without: bool) -> None:
    """Nobody waits for news that there may not be; with a day, or overdue, it stays."""
    assert informs(Told("open", said, "p", "Jo", state="open")) is without
    assert not informs(Told("open", said, "p", "Jo", state="open", due="2026-01-20"))
    assert not informs(Told("open", said, "p", "Jo", state="overdue"))


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("I'll call when I have the next set-up.", True),
        ("I will write once they decided.", True),
        ("I will send the plan when I am back.", False),
        ("I will call Bo about the plan.", False),
    ],
)
def test_a_word_on_a_condition_without_a_day_is_no_debt(words: str, is_one: bool) -> None:
    """Nobody can check it; a thing to be handed over stays owed, and so does whatever has a day."""
    assert closes(Told("open", words, "p", "Pat", state="open")) is is_one
    assert not closes(Told("open", words, "p", "Pat", due="2026-02-01", state="open"))


def test_a_private_address_that_never_writes_needs_no_brief(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Somebody's own account, to which they send things home; a buyer on free mail who ever wrote is none."""
    home, buyer = "sam77@gmail.com", "Bea Holm <bea.holm.zorquest@gmail.com>"
    made = [
        mail(
            US,
            who,
            subject=f"S{n}",
            body=WORK[n % 3],
            date=f"{5 + n:02d} Jan 2026 09:00:00 +0000",
            message_id=f"{k}{n}@x.example",
        )
        for k, who in enumerate((home, buyer))
        for n in range(6)
    ]
    made.append(mail(buyer, US, subject="Pumps", body=WORK[0], date="12 Jan 2026 09:00:00 +0000", message_id="b@x.example"))
    book = make_book()
    book.sync(put(tmp_path / "all", *made), us=("us.example",), owner=("sam.hart@us.example",))
    assert book.brief(home, as_of="2026-01-13").note == NOTES["own"]
    assert NOTES["own"] not in book.brief("bea.holm.zorquest@gmail.com", as_of="2026-01-13").note
