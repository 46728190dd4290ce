"""What others do may move a score through what is usual in the book: by exactly how many points is told beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.books import mail, new_book, put

from regard.book import Book
from regard.results import Refitted, Why
from regard.surfaces import show_people
from regard.surfaces.web.words import refitted

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
SAM = "Sam Hart <sam.hart@us.example>"
DAY = "2025-08-15"
FIRST = {"Ada": 0.95, "Bo": 0.9, "Cy": 0.7, "Di": 0.6, "Ed": 0.4}
LATER = {"Fay": 0.3, "Gus": 0.3, "Hal": 0.2}
"""Who answers how much of what is asked, and whose mail is read later."""


def dealings(rates: dict[str, float]) -> Iterator[bytes]:
    """A question to each every eight days, answered in six hours or never."""
    for name, rate in rates.items():
        chance, who = random.Random(name), f"{name} Reed <{name.lower()}@firm-{name.lower()}.example>"
        for k in range(24):
            at, key = START + timedelta(days=8 * k, minutes=ord(name[0])), f"{name}{k}"
            asked = f"Could you tell me how lot {k} went?"
            yield mail(SAM, who, subject=f"Lot {k}", date=format_datetime(at), body=asked, message_id=f"a{key}")
            if chance.random() < rate:
                when = format_datetime(at + timedelta(hours=6))
                yield mail(
                    who,
                    SAM,
                    subject=f"Re: Lot {k}",
                    date=when,
                    body="It went well.",
                    message_id=f"b{key}",
                    in_reply_to=f"<a{key}>",
                )


@dataclass(frozen=True)
class Read:
    """A book that read the mail in two parts, and what it told of Ada after each."""

    book: Book
    first: Why
    second: Why


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    folder: Path = tmp_path_factory.mktemp("refitted")
    with new_book(folder / "book", model__active="") as book:
        told = []
        for n, rates in enumerate((FIRST, LATER)):
            book.sync(put(folder / f"mail{n}", *dealings(rates)), us=("us.example",))
            told.append(book.why("Ada Reed", as_of=DAY))
        yield Read(book, *told)


def score(why: Why) -> float:
    assert why.estimate is not None
    assert why.estimate.known
    return why.estimate.score


def points(whys: Sequence[Why]) -> list[Refitted]:
    return [why.refitted for why in whys if why.refitted is not None]


def test_what_others_move_is_told_to_the_last_digit(read: Read) -> None:
    """Ada did nothing between two readings: all by which her score differs is told, and so is the score that stood before."""
    found = read.second.refitted
    assert found is not None
    assert abs(found.points) > 0.5  # else nothing below could fail
    assert found.before == pytest.approx(score(read.first), abs=1e-9)
    assert found.before + found.points == pytest.approx(score(read.second), abs=1e-9)
    assert read.second.mean - found.mean == pytest.approx(read.first.mean, abs=1e-9)


def test_the_first_numbers_of_a_book_moved_nothing(read: Read) -> None:
    """Where no weights were in force before there is nothing to tell."""
    assert read.first.refitted is None


def test_a_page_tells_the_same_as_the_sum(read: Read) -> None:
    """The person's page has the same term beside each estimate that is known, and none beside an unknown one."""
    page = read.book.person("Ada Reed", as_of=DAY)
    assert page.sums["trust"].refitted == read.second.refitted
    assert page.sums["trust"].estimate is not None
    assert all(sum_.refitted is None for sum_ in page.sums.values() if sum_.estimate is None or not sum_.estimate.known)


def test_toward_one_of_ours_it_is_told_on_that_scale(read: Read) -> None:
    """Toward one seller the term belongs to that score."""
    sam = next(row for row in read.book.person("Ada Reed", as_of=DAY).colleagues)
    why = read.book.why("Ada Reed", seller=sam.id, as_of=DAY)
    assert why.refitted is not None
    assert why.refitted.before + why.refitted.points == pytest.approx(score(why), abs=1e-9)


def test_why_says_it(read: Read, capsys: pytest.CaptureFixture[str]) -> None:
    """The command's sum ends with the term in plain words, and so do the reasons on the person's page."""
    assert read.second.refitted is not None
    show_people.why(read.second)
    said = refitted(read.second.refitted)
    assert said in " ".join(capsys.readouterr().out.split())
    show_people.person(read.book.person("Ada Reed", as_of=DAY))
    assert said in " ".join(capsys.readouterr().out.split())


def test_nothing_is_told_by_numbers_that_knew_somebody_erased(read: Read, tmp_path: Path) -> None:
    """After forgetting somebody the numbers before still rest on their mail: by them nothing is told."""
    with new_book(tmp_path / "book", model__active="") as book:
        for n, rates in enumerate((FIRST, LATER)):
            book.sync(put(tmp_path / f"mail{n}", *dealings(rates)), us=("us.example",))
        book.forget("Bo Reed")
        assert book.why("Ada Reed", as_of=DAY).refitted is None
