"""What weights are fitted to a book depends on what is in it: not on its key, nor in how many parts or in which order it came in."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from tests.books import Company, new_book

from regard.book import Book
from regard.flow import weighing
from regard.flow.weights_due import fitted_until
from regard.model import DAY, FACTORS
from regard.relationships import partway, spread
from regard.relationships.weights import Weights, load
from regard.time import as_of_us, to_us

MOMENT = "2026-03-02"
KEYS = ("5a" * 32, "c3" * 32, "17" * 32)
Told = dict[tuple[str, str, str], tuple[float, float]]


def placed(company: Company) -> list[tuple[str, bytes]]:
    """Every mail and where it lies in one folder of all mailboxes."""
    return [(f"{place}/{n:05d}.eml", raw) for n, (place, raw) in enumerate(company.mails)]


def lay(folder: Path, mails: Sequence[tuple[str, bytes]]) -> None:
    for name, raw in mails:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def read(company: Company, folder: Path, parts: Sequence[Sequence[tuple[str, bytes]]], key: str = KEYS[0]) -> Book:
    """A book that read these mails in these parts, under its own weights."""
    book = new_book(folder / "book", key=key, model__active="")
    for part in parts:
        lay(folder / "mail", part)
        book.sync(folder / "mail", us=(company.us,))
    return book


def told(book: Book) -> tuple[Weights, Told]:
    """The weights in force, and where everybody stands by address."""
    view = book._view(MOMENT)
    standings = view.standings(None)
    address = dict(view.live.rows("SELECT id, address FROM person"))
    found = {(address[b], "", f): (of[f].mean, of[f].sd) for b, of in standings.team.items() for f in FACTORS if f in of}
    pairs = standings.pairs.items()
    return view.weights, found | {
        (address[b], address[s], f): (of[f].mean, of[f].sd) for (b, s), of in pairs for f in FACTORS if f in of
    }


def must_agree(book: Book, expected: tuple[Weights, Told]) -> None:
    """Every number of the weights is the same, and everybody stands where they do to 1e-9."""
    weights, stands = told(book)
    assert weights.factors == expected[0].factors
    assert weights.channels == expected[0].channels
    assert stands.keys() == expected[1].keys()
    for who, numbers in stands.items():
        assert numbers == pytest.approx(expected[1][who], abs=1e-9), who


@pytest.fixture(scope="module", autouse=True)
def _few() -> Iterator[None]:
    """This company asks too little for a spread of its own to be fitted: a part of what is usually wanted will do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "FEWEST", 30)
        patch.setattr(partway, "FEWEST", 30)
        patch.setattr(partway, "PLENTY", 31)
        yield


@pytest.fixture(scope="module")
def whole(company: Company, tmp_path_factory: pytest.TempPathFactory) -> tuple[Weights, Told]:
    """What a book tells that read all mail at once."""
    with read(company, tmp_path_factory.mktemp("whole"), [placed(company)]) as book:
        found = told(book)
    shipped = load()
    assert found[0].factors["trust"] != shipped.factors["trust"]  # else nothing below could fail
    assert found[0].factors["value"] != shipped.factors["value"]
    assert len(found[1]) > 50
    return found


def us(mail: tuple[str, bytes]) -> int:
    """When it was sent."""
    return to_us(parsedate_to_datetime(str(message_from_bytes(mail[1])["Date"])))


def in_time(company: Company) -> list[tuple[str, bytes]]:
    """Every mail in the order of its date, so that parts come in as time does."""
    return sorted(placed(company), key=us)


def cut(mails: Sequence[tuple[str, bytes]], parts: int) -> Iterator[Sequence[tuple[str, bytes]]]:
    for k in range(parts):
        yield mails[len(mails) * k // parts : len(mails) * (k + 1) // parts]


@pytest.mark.parametrize("key", KEYS[1:])
def test_another_key_changes_nothing(company: Company, whole: tuple[Weights, Told], tmp_path: Path, key: str) -> None:
    """Two books of the same mail draw the same questions and are fitted the same."""
    with read(company, tmp_path, [placed(company)], key) as book:
        must_agree(book, whole)


def test_five_parts_give_what_one_sync_gives(company: Company, whole: tuple[Weights, Told], tmp_path: Path) -> None:
    """Mail that comes in as time goes on leaves the weights and everybody's standing as one sync does."""
    with read(company, tmp_path, list(cut(in_time(company), 5))) as book:
        must_agree(book, whole)


@pytest.mark.parametrize("seed", [1, 2])
def test_parts_in_any_order_give_what_one_sync_gives(
    company: Company, whole: tuple[Weights, Told], tmp_path: Path, seed: int
) -> None:
    """So does mail that comes in shuffled, in parts of any size, under another key."""
    chance = random.Random(seed)
    mails = placed(company)
    chance.shuffle(mails)
    ends = [0, *sorted(chance.sample(range(1, len(mails)), 3)), len(mails)]
    with read(company, tmp_path, [mails[a:b] for a, b in pairwise(ends)], KEYS[seed]) as book:
        must_agree(book, whole)


def test_after_forgetting_weights_are_those_of_a_book_that_never_saw(company: Company, tmp_path: Path) -> None:
    """Forgetting leaves weights and standing as if the person's mail had never been read."""
    with read(company, tmp_path / "a", [placed(company)]) as book:
        sql = "SELECT buyer, count(*) FROM trial GROUP BY 1 ORDER BY 2 DESC, 1"
        gone = book._view(MOMENT).live.rows(sql)[0][0]
        addresses = book.person(gone).addresses
        before = told(book)[0]
        book.forget(gone)
        found = told(book)
        assert found[0].channels != before.channels
    with read(company, tmp_path / "b", []) as book:
        with book._records.writing() as c:
            book._records.put_erased(c, [book._records.erased_hash(a) for a in addresses])
        lay(tmp_path / "b" / "mail", placed(company))
        book.sync(tmp_path / "b" / "mail", us=(company.us,))
        must_agree(book, found)


def test_mail_of_the_month_moves_no_weights_and_late_mail_does(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights rest on what was known before the month began: new mail leaves them, and mail of before that comes late is fitted."""
    monkeypatch.setattr(weighing, "now_us", lambda: as_of_us("2026-02-14"))
    until = fitted_until(as_of_us("2026-02-14"))
    assert until == as_of_us("2026-01-31")
    mails = in_time(company)
    read_us = until + 10 * DAY
    early = [m for m in mails if us(m) < read_us]
    late = [m for m in early if us(m) < until][::9]
    rest = [m for m in early if m not in late]
    new = [m for m in mails if us(m) >= read_us]
    assert late
    assert new
    with read(company, tmp_path, [rest]) as book:
        first = told(book)[0]
        versions = len(book._records.models())
        assert versions == 1
        lay(tmp_path / "mail", late)
        book.sync(tmp_path / "mail", us=(company.us,))
        assert told(book)[0].channels != first.channels
        fitted = json.loads(book._records.models()[-1].weights)
        lay(tmp_path / "mail", new)
        book.sync(tmp_path / "mail", us=(company.us,))
        book.sync(tmp_path / "mail", us=(company.us,))
        assert json.loads(book._records.models()[-1].weights)["factors"] == fitted["factors"]
        monkeypatch.setattr(weighing, "now_us", lambda: as_of_us("2026-04-14"))
        book.sync(tmp_path / "mail", us=(company.us,))
        assert json.loads(book._records.models()[-1].weights)["channels"] != fitted["channels"]
        assert book._records.models()[-1].trained_to_us == as_of_us("2026-03-31")
