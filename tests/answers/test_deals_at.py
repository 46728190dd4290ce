"""Which deals there are with a company, and that a lost one of which they ask again is not told as over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put
from tests.deals.made import day, deal

from regard.answers.deals_at import again, at_companies
from regard.book import Book
from regard.deals.records import Deal

ANN, SAM = "Ann Reed <ann@harper.example>", "Sam Hart <sam.hart@us.example>"
AT = "2026-06-20"
CRM = {
    "accounts.csv": "Id,Name,Website\nA1,Harper Mills Ltd,harper.example\n",
    "opportunities.csv": "Id,Name,AccountId,Amount,CurrencyIsoCode,StageName,IsClosed,IsWon,CreatedDate,CloseDate\n"
    "D1,Dryer,A1,9000,EUR,{stage},true,{won},2026-01-05,2026-03-02\n",
}


def book_of(make_book: Callable[..., Book], tmp_path: Path, *, won: bool = False, asks: bool = True) -> Book:
    """A deal that was closed in March, and in June a price asked for and put."""
    first = "Could you send us your offer for the dryer, and what it would cost now?" if asks else "Thank you for the calendar."
    raws = [
        mail(ANN, SAM, subject="Dryer, again", date="Mon, 01 Jun 2026 09:00:00 +0000", message_id="a@harper.example", body=first),
        mail(SAM, ANN, subject="Re: Dryer, again", date="Wed, 03 Jun 2026 10:00:00 +0000", in_reply_to="<a@harper.example>",
             body="Attached is our offer: 8,000 EUR." if asks else "You are welcome."),
    ]  # fmt: skip
    put(tmp_path / "mail", *raws)
    (tmp_path / "crm").mkdir()
    stage, end = ("Closed Won", "true") if won else ("Closed Lost", "false")
    for name, text in CRM.items():
        (tmp_path / "crm" / name).write_text(text.format(stage=stage, won=end))
        os.utime(tmp_path / "crm" / name, (1_772_500_000, 1_772_500_000))
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    for source in ("mail", "crm"):
        book.sync(tmp_path / source, us=("us.example",))
    return book


@pytest.mark.parametrize(("won", "asks", "told"), [(False, True, True), (False, False, False), (True, True, False)])
def test_a_lost_deal_that_opens_again_is_named_on_its_page(
    make_book: Callable[..., Book], tmp_path: Path, *, won: bool, asks: bool, told: bool
) -> None:
    """What they ask since it was lost stands on its page with their words; small talk does not, nor the next deal on that of a won one."""
    page = book_of(make_book, tmp_path, won=won, asks=asks).deal("Dryer", as_of=AT)
    assert [p["name"] for p in page.again] == (["Harper Mills - Dryer, again"] if told else [])
    assert all("dryer" in p["evidence"][0]["quote"] and p["opened"] == "2026-06-01" for p in page.again)


def test_account_and_brief_name_it_until_somebody_says_no(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Both tell the deal that there may be, and neither once it was said that it is none."""
    book = book_of(make_book, tmp_path)
    account = book.account("harper.example", as_of=AT)
    assert [(d["name"], d["outcome"]) for d in account.deals] == [("Dryer", "lost")]
    (one,) = account.supposed
    assert [p["id"] for p in book.brief("ann@harper.example", as_of=AT).supposed] == [one["id"]]
    book.reject_deal(one["id"], as_of=AT)
    assert book.account("harper.example", as_of=AT).supposed == ()
    assert book.brief("ann@harper.example", as_of=AT).supposed == ()
    assert book.deal("Dryer", as_of=AT).again == ()


def test_a_confirmed_one_goes_on(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Once it is said to be a deal, the lost one goes on in it, and the account has it open and first."""
    book = book_of(make_book, tmp_path)
    (one,) = book.account("harper.example", as_of=AT).supposed
    book.confirm_deal(one["id"], "Dryer, second try", as_of=AT)
    assert [(p["name"], p["evidence"]) for p in book.deal("D1", as_of=AT).again] == [("Dryer, second try", [])]
    assert [d["outcome"] for d in book.account("harper.example", as_of=AT).deals] == ["open", "lost"]


@pytest.mark.parametrize(
    ("next_", "goes_on"),
    [
        (deal("n", created_us=day(60)), True),
        (deal("n", created_us=day(10)), False),
        (deal("n", created_us=day(60), company_id="other"), False),
        (deal("n", created_us=day(60), closed_us=day(70), outcome="won"), False),
    ],
    ids=["since", "beside it", "another company's", "over as well"],
)
def test_a_lost_deal_goes_on_in_an_open_one_that_began_since(next_: Deal, *, goes_on: bool) -> None:
    """Only in one of the same company that is open and was opened after the end."""
    lost = deal("l", outcome="lost", closed_us=day(40))
    assert [d["id"] for d in again(lost, [lost, next_], ())] == (["n"] if goes_on else [])
    assert again(deal("l", outcome="lost"), [next_], ()) == ()


def test_open_ones_stand_first() -> None:
    """The open ones by close date, then what is over, the last first; a matter of several companies is each one's."""
    deals = [
        deal("old", outcome="won", closed_us=day(10)),
        deal("new", outcome="lost", closed_us=day(50)),
        deal("late", close_us=day(90)),
        deal("soon", close_us=day(80)),
        deal("circle", company_id=None, companies=("b", "c"), close_us=day(95)),
        deal("no", company_id="x"),
    ]
    assert [d.id for d in at_companies(deals, {"c"})] == ["soon", "late", "circle", "new", "old"]
