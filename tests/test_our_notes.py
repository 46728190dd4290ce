"""However many notes of thanks we write, nobody rises: not those who get them, and not the others of the book either."""

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
RATES = {"Ada": 0.95, "Bo": 0.9, "Cy": 0.8, "Di": 0.6, "Ed": 0.5, "Fay": 0.3, "Gus": 0.2, "Hal": 0.1}
"""Who answers how much of what is asked."""
ASKS = 30


def day(n: float) -> str:
    return format_datetime(START + timedelta(days=n))


def dealings(*, notes: bool) -> Iterator[bytes]:
    """A question to each every eight days, answered in six hours or never; if asked, a note of ours the day after each answer: two asks of
    one thread and day count as one.
    """
    chance = random.Random(6)
    for k in range(ASKS):
        for i, (name, rate) in enumerate(RATES.items()):
            who, at, key = f"{name} Reed <{name.lower()}@firm{i}.example>", 8 * k + i, f"{name}{k}"
            yield mail(
                SAM, who, subject=f"Lot {k}", date=day(at), body=f"Could you tell me how lot {k} went?", message_id=f"a{key}"
            )
            if chance.random() >= rate:
                continue
            answer, note = {"in_reply_to": f"<a{key}>"}, {"in_reply_to": f"<b{key}>"}
            yield mail(
                who, SAM, subject=f"Re: Lot {k}", date=day(at + 0.25), body="It went well.", message_id=f"b{key}", **answer
            )
            if notes:
                said = f"Noted, thank you. Lot {k + 1} goes out as planned."
                yield mail(SAM, who, subject=f"Re: Lot {k}", date=day(at + 1.1), body=said, message_id=f"c{key}", **note)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, float], dict[str, float]]:
    """Everybody's trust in a book without our notes and in one with them, each under the weights fitted to it."""
    found = []
    for notes in (False, True):
        folder: Path = tmp_path_factory.mktemp("notes")
        with new_book(folder / "book", model__active="") as book:
            book.sync(put(folder / "mail", *dealings(notes=notes)), us=("us.example",))
            assert len(book._records.models()) == 1  # fitted: else nothing below could fail
            told = "SELECT count(*) FROM trial WHERE channel = 'answers_ask' AND kind = 'statement' AND outcome = '0' AND temper > 0"
            assert (book._live().rows(told)[0][0] > 100) is notes
            found.append({row.name.split()[0]: row.trust.score for row in book.people(as_of="2025-09-15")})
    return found[0], found[1]


def test_our_notes_raise_nobody(scores: tuple[dict[str, float], dict[str, float]]) -> None:
    """Neither whoever gets many of them nor whoever gets few."""
    without, noted = scores
    assert set(without) == set(RATES)
    assert max(noted[name] - without[name] for name in RATES) <= 0.05


def test_our_notes_cost_those_who_get_them_little(scores: tuple[dict[str, float], dict[str, float]]) -> None:
    """Whoever answers nearly everything got most of them, and stands where they stood, within three points."""
    without, noted = scores
    assert min(noted[name] - without[name] for name in RATES) > -3
    assert without["Ada"] > without["Ed"] > without["Hal"]
