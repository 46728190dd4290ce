"""Who of other companies is on a deal's mail stands beside the committee, and is on it once a person says so."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

ANN, SAM = "Ann Reed <ann@harper.example>", "Sam Hart <sam.hart@us.example>"
MAREK, TOM = "Marek Zaba <marek@harper-polska.example>", "Tom Lane <tom@lane-advisers.example>"
AT = "2026-06-20"
CRM = {
    "accounts.csv": "Id,Name,Website\nA1,Harper Mills Ltd,harper.example\nA2,Harper Polska,harper-polska.example\n",
    "opportunities.csv": "Id,Name,AccountId,Amount,CurrencyIsoCode,StageName,IsClosed,IsWon,CreatedDate,CloseDate\n"
    "D1,Dryer,A1,9000,EUR,Proposal,false,false,2026-05-01,2026-09-20\n",
}


def book_of(make_book: Callable[..., Book], tmp_path: Path, *, crowd: int = 0) -> Book:
    """Ann brings Marek in on two mails and Tom on one; with a `crowd` that many others are on them as well."""
    others = "".join(f", p{n}@harper.example" for n in range(crowd))
    raws = [
        mail(ANN, SAM, subject="Trial", date="Mon, 11 May 2026 09:00:00 +0000", message_id="a1@harper.example", cc=MAREK + others,
             body="Marek from our second plant would come along."),
        mail(SAM, f"{ANN}, {MAREK}", subject="Re: Trial", date="Mon, 11 May 2026 10:00:00 +0000", in_reply_to="<a1@harper.example>",
             cc=others.strip(", "), body="Gladly."),
        mail(ANN, SAM, subject="Plan", date="Tue, 12 May 2026 09:00:00 +0000", message_id="a2@harper.example", cc=TOM + others,
             body="Tom has the plan."),
        mail(TOM, SAM, subject="Roof", date="Wed, 13 May 2026 09:00:00 +0000", message_id="t@lane-advisers.example",
             body="The roof of another."),
    ]  # fmt: skip
    put(tmp_path / "mail", *raws)
    (tmp_path / "crm").mkdir()
    for name, text in CRM.items():
        (tmp_path / "crm" / name).write_text(text)
        os.utime(tmp_path / "crm" / name, (1_778_000_000, 1_778_000_000))
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    for source in ("mail", "crm"):
        book.sync(tmp_path / source, us=("us.example",))
    return book


@pytest.mark.parametrize(("crowd", "told"), [(0, [("Marek Zaba", 2, True), ("Tom Lane", 1, False)]), (9, [])])
def test_people_of_other_companies_are_told(
    make_book: Callable[..., Book], tmp_path: Path, crowd: int, told: list[tuple[str, int, bool]]
) -> None:
    """Whoever a few people's mail has on it, with how much of it and whether the names begin alike; of mail to many nobody."""
    page = book_of(make_book, tmp_path, crowd=crowd).deal("Dryer", as_of=AT)
    assert [(p["name"], p["mails"], p["sister"]) for p in page.beside] == told


def test_who_is_said_to_have_a_part_is_on_the_committee(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Then they are told there, and no more beside it."""
    book = book_of(make_book, tmp_path)
    book.deal_role("Dryer", "Marek Zaba", "user", as_of=AT)
    page = book.deal("Dryer", as_of=AT)
    assert "Marek Zaba" in [m["name"] for m in page.committee]
    assert "Marek Zaba" not in [p["name"] for p in page.beside]


def test_whoever_objected_is_not_told(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Nobody who asked not to be modelled stands there."""
    book = book_of(make_book, tmp_path)
    book.object("marek@harper-polska.example")
    assert [p["name"] for p in book.deal("Dryer").beside] == ["Tom Lane"]
