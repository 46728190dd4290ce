"""Does practice pay, asked of a whole book: its mail read, its months followed, and what a book cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.practice_pays import KEPT, NAMES, RAPPORT
from regard.book import Book
from regard.results.validity import PracticeCheck

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
SAM = "Sam Hart <sam.hart@us.example>"
MONTHS, PEOPLE = 9, 36
SHOWN = "I was wrong about the date, and that is my fault. When does the pump arrive at the plant?"
PLAIN = "The list of parts is below, and it is the newest. When does the pump arrive at the plant?"
"""As many words: how long a mail is belongs to what may be expected of its answer."""


def raws(helps: bool | None) -> list[bytes]:
    """Every buyer is written to twice a month. In two months of five the first mail admits an error; after such a month they answer every
    mail of the next two where that `helps`, none where it harms, and as often either way where it is None.
    """
    dan, found = "Dan Day <dan@daily.example>", []
    for day in range(30 * MONTHS):  # somebody who is always in touch, so that the mailbox is seen to be read throughout
        at = format_datetime(START + timedelta(days=day))
        sender, to = (SAM, dan) if day % 2 else (dan, SAM)
        found.append(
            mail(sender, to, subject=f"Day {day}", date=at, body=f"Nothing new on day {day}.", message_id=f"d{day}@x.example")
        )
    for n in range(PEOPLE):
        who = f"Buyer{chr(97 + n % 26)} Reed{n} <b{n}@firm{n}.example>"
        shown = {m for m in range(MONTHS) if (m * 7 + n * 3) % 5 < 2}
        for month in range(MONTHS):
            after = bool(shown & {month - 1, month - 2})
            for k in range(2):
                at = START + timedelta(days=30 * month + 8 * k + 1, minutes=n)
                body = SHOWN if month in shown and k == 0 else PLAIN
                mid = f"q{n}.{month}.{k}@us.example"
                found.append(mail(SAM, who, subject=f"Pump {month}{k}", date=format_datetime(at), body=body, message_id=mid))
                by_chance = (n * 31 + month * 17 + k * 5) % 2 == 0
                if by_chance if helps is None else after == helps:
                    back = format_datetime(at + timedelta(hours=20))
                    answer = mail(who, SAM, subject=f"Re: Pump {month}{k}", date=back, body="It comes on Friday.",
                                  message_id=f"a{n}.{month}.{k}@firm.example", in_reply_to=f"<{mid}>")  # fmt: skip
                    found.append(answer)
    return found


def asked(make_book: Callable[..., Book], tmp_path: Path, helps: bool | None, **flags: object) -> PracticeCheck:
    book = make_book(**flags)
    book.sync(put(tmp_path / "mail", *raws(helps)), us=("us.example",))
    found = book.check().practice
    assert found is not None
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("helps", "told"), [(True, "better"), (False, "worse"), (None, "neither")])
def test_what_is_planted_in_a_book_is_found(
    make_book: Callable[..., Book], tmp_path: Path, helps: bool | None, told: str
) -> None:
    """Buyers who answer after an admitted error show it to pay, those who fall silent after one the opposite, others nothing."""
    found = asked(make_book, tmp_path, helps)
    by_name = {p.name: p for p in found.practices}
    assert list(by_name) == list(NAMES)
    assert by_name["vulnerability"].found["trust"]["told"] == told
    assert {by_name[name].found["trust"]["told"] for name in (RAPPORT, KEPT, "giving")} == {"too_few"}
    said = {"better": "vulnerability came before more trust", "worse": "vulnerability came before less trust"}
    assert told == "neither" or said[told] in found.verdict
    assert "sam" not in str(found.as_json()).lower(), "nothing of one of ours"


def test_where_words_are_not_read_nothing_is_asked(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A book of metadata alone says that it cannot tell."""
    found = asked(make_book, tmp_path, True, text__read=False)
    assert found.practices == ()
    assert found.verdict.startswith("Words are not read")
