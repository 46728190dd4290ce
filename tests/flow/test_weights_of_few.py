"""A book of few chances: its base rates are fitted to what there is, held by what ships, and kept with how unsure they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.books import mail, new_book, put

from regard.book import Book
from regard.relationships.base_rates import BETWEEN_BOOKS
from regard.relationships.weights import Weights, load
from regard.results import Estimate

START = datetime(2025, 1, 6, 9, tzinfo=UTC)
SAM = "Sam Hart <sam.hart@us.example>"
BUYERS = ("Ada", "Bo", "Cy", "Di")


def dealings(*, answered: bool, asks: int = 8) -> Iterator[bytes]:
    """A question to each of four every nine days; each answers the first, and all or none of the others."""
    for k in range(asks):
        for i, name in enumerate(BUYERS):
            who, at, key = f"{name} Reed <{name.lower()}@firm{i}.example>", START + timedelta(days=9 * k + i), f"{name}{k}"
            body = f"Could you tell me how lot {k} went?"
            yield mail(SAM, who, subject=f"Lot {k}", date=format_datetime(at), body=body, message_id=f"a{key}")
            if answered or not k:
                back = {"date": format_datetime(at + timedelta(hours=5)), "in_reply_to": f"<a{key}>"}
                yield mail(who, SAM, subject=f"Re: Lot {k}", body="It went well.", message_id=f"b{key}", **back)
    for n in range(12):  # circulars: an inbox that is read
        at = format_datetime(START + timedelta(days=9 * n))
        yield mail("News <news@paper.example>", SAM, subject=f"Issue {n}", date=at, body="All the news.", message_id=f"n{n}")


def fitted(folder: Path, *, answered: bool) -> tuple[Weights, Book]:
    book = new_book(folder / "book", model__active="")
    book.sync(put(folder / "mail" / "Inbox", *dealings(answered=answered)), us=("us.example",))
    return book._view(None).weights, book


def test_a_book_of_few_chances_has_its_own_base_rates_and_says_how_unsure_they_are(tmp_path: Path) -> None:
    """Where all answer more is usual than ships, where none does less; spread and movement ship; no base rate is as good as certain."""
    shipped = load()
    found = {}
    for answered in (True, False):
        weights, book = fitted(tmp_path / str(answered), answered=answered)
        with book:
            decided = book._live().rows("SELECT count(*) FROM trial WHERE outcome IN ('0', '1')")[0][0]
            assert 20 < decided < 300
        assert weights.factors == shipped.factors
        asks = weights.channel("answers_ask")
        assert 0.1 < asks.unsure < BETWEEN_BOOKS**2
        found[answered] = asks.intercept
    assert found[True] > shipped.channel("answers_ask").intercept > found[False]


def test_intervals_hold_how_unsure_the_base_rates_are(tmp_path: Path) -> None:
    """The same chances under the same base rates, taken for certain: every trust is narrower, and stands where it stood."""
    weights, book = fitted(tmp_path, answered=True)
    with book:
        wide = {p.name: p.trust for p in book.people()}
        version, row = weights.version, book._records.models()[-1]
        assert row.version == version
    sure = _without_doubt(tmp_path / "book", version)
    assert set(sure) == set(wide) >= {f"{name} Reed" for name in BUYERS}
    for name in BUYERS:
        one, other = wide[f"{name} Reed"], sure[f"{name} Reed"]
        assert one.mean == pytest.approx(other.mean, abs=1e-9)
        assert one.sd > other.sd + 0.01


def _without_doubt(folder: Path, version: str) -> dict[str, Estimate]:
    """Everybody's trust in that book, its kept weights written anew with base rates that are taken for certain."""
    with Book.open(folder) as book:
        kept = json.loads(book._records.models()[-1].weights)
        for channel in kept["channels"].values():
            channel.pop("unsure", None)
        with book._records.writing() as c:
            c.execute(
                text("UPDATE model SET weights = :weights WHERE version = :version"),
                {"weights": json.dumps(kept), "version": version},
            )
    with Book.open(folder) as book:
        return {p.name: p.trust for p in book.people()}
