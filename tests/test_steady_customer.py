"""A customer who orders every month and leaves our chat unanswered is no poor one; and more of our chat moves them little, and never up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, new_book, put

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
SAM = "Sam Hart <sam.hart@us.example>"
OTHERS = {"Ada": 0.95, "Bo": 0.9, "Cy": 0.85, "Di": 0.8, "Ed": 0.7, "Fay": 0.6, "Gus": 0.5, "Hal": 0.3}
"""Who else buys, and how much of what is asked they answer."""
CHAT = (
    "How is the new store coming along? I would be glad to take you to the races if you have the time.",
    "I took your account over and we have not spoken yet. Could we have twenty minutes on the phone?",
    "Just checking in. Any news on your side?",
    "Would you fill in our short survey?",
    "Will we see you at our open day in spring?",
    "How was your holiday?",
    "May I ring you some time?",
    "Shall we go for a beer some time?",
)
Told = dict[str, tuple[float, bool]]


def day(n: float) -> str:
    return format_datetime(START + timedelta(days=n))


def talk(who: str, key: str, at: float, *words: str) -> Iterator[bytes]:
    """Mails of one thread, an hour apart; those that begin with ">" are ours. Before one with ">>" a week passes, after it four days."""
    for n, said in enumerate(words):
        ours = said.startswith(">")
        more = {"in_reply_to": f"<{key}{n - 1}>"} if n else {}
        ends = (SAM, who) if ours else (who, SAM)
        subject = f"Re: Lot {key}" if n else f"Lot {key}"
        waits = 7.0 if said.startswith(">>") else 4.0 if n and words[n - 1].startswith(">>") else 1 / 24
        at += waits if n else 0
        yield mail(*ends, subject=subject, date=day(at), body=said.lstrip("> "), message_id=f"{key}{n}", **more)


def book_of(times: int) -> Iterator[bytes]:
    """The others, asked every twelve days; five who got our chat so many times: Olga orders, Cleo chats, Bea does both, Max is
    mute, Ida orders and answers our chat below her orders after days.
    """
    chance = random.Random(6)
    for i, (name, rate) in enumerate(OTHERS.items()):
        who = f"{name} Reed <{name.lower()}@firm{i}.example>"
        for k in range(22):
            answer = ("It went well.",) if chance.random() < rate else ()
            yield from talk(who, f"{name}{k}", 12 * k + 1.3 * i, f"> Could you tell me how lot {k} went?", *answer)
            if k % 6 == 2 and chance.random() < rate:
                yield from talk(who, f"{name}{k}x", 12 * k + 6 + 1.3 * i, f"Please send the drawing for lot {k}.")
    for k in range(10):
        asked = (
            f"Please send {k + 3} drums again.",
            "> Booked for the 20th. Is that early enough?",
            "It is.",
            "> Thank you, it is booked.",
        )
        chat = (f">> {CHAT[k % len(CHAT)]}", "All well here, thanks.") if k < 5 * times else ()
        yield from talk("Ida Lane <ida@drums.example>", f"Ida{k}", 27 * k + 5.3, *asked, *chat)
    for i, name in enumerate(("Olga", "Cleo", "Bea", "Max")):
        who = f"{name} Lane <{name.lower()}@shop{i}.example>"
        if name in {"Olga", "Bea"}:
            for k in range(10):
                asked = (f"Please quote {k + 2} pallets as last time.", "> Booked at 2,150. Shall I go ahead?", "Yes. Go.")
                yield from talk(who, f"{name}{k}", 27 * k + 3.1 * i, *asked, "> Thank you, it is booked.")
        else:
            yield from talk(who, f"{name}0", 1.0 + i, "Please quote for 20 pallets.")
        if name == "Max":
            for k in range(8):
                yield from talk(who, f"{name}q{k}", 30 * k + 9, "> Here is the quote. Can you confirm the quantities?")
        for k, said in enumerate(CHAT * times):
            answer = ("All well, thanks.",) if name in {"Cleo", "Bea"} else ()
            yield from talk(who, f"{name}c{k}", 30 * (k % 8) + 12 + 3.1 * i + 5 * (k // 8), f"> {said}", *answer)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Told]:
    """Everybody's trust, and whether it is known, with our chat once and twice; by the weights fitted to each book."""
    found = []
    for times in (1, 2):
        folder: Path = tmp_path_factory.mktemp("steady")
        with new_book(folder / "book", model__active="") as book:
            book.sync(put(folder / "mail", *book_of(times)), us=("us.example",))
            found.append({row.name.split()[0]: (row.trust.score, row.trust.known) for row in book.people(as_of="2025-10-06")})
    return found[0], found[1]


def test_a_steady_customer_is_no_poor_one(told: tuple[Told, Told]) -> None:
    """Whoever orders and answers what concerns the order stands well, near one who chats as well; chat alone is no good standing."""
    once, _ = told
    assert once["Olga"][0] >= 60
    assert abs(once["Bea"][0] - once["Olga"][0]) < 10
    assert once["Olga"][0] > once["Cleo"][0] > once["Max"][0]
    assert not once["Cleo"][1] or once["Cleo"][0] < 60
    assert once["Max"][0] < 30


def test_more_chat_of_ours_moves_nobody_much(told: tuple[Told, Told]) -> None:
    """Twice as much of it lifts nobody who leaves it unanswered or answers it late, and sinks them by a few points."""
    once, twice = told
    for name in ("Olga", "Max", "Ida", *OTHERS):
        assert -8 < twice[name][0] - once[name][0] < 0.5, name
