"""What our people write each other about an account: one line on its deal, and nothing else anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put
from tests.deals.made import deal

from regard.answers.inside import names
from regard.book import Book

ANN, SAM, RAVI = "Ann Reed <ann@harper.example>", "Sam Hart <sam.hart@us.example>", "Ravi Moor <ravi.moor@us.example>"
AT = "2026-06-08"
CRM = {
    "accounts.csv": "Id,Name,Website\nA1,Harper Mills Ltd,harper.example\nA2,Acme,acme.example\n",
    "opportunities.csv": "Id,Name,AccountId,Amount,CurrencyIsoCode,StageName,IsClosed,IsWon,CreatedDate,CloseDate\n"
    "D1,Dryer,A1,9000,EUR,Proposal,false,false,2026-05-01,2026-09-20\n"
    "D2,Pumps,A2,9000,EUR,Proposal,false,false,2026-05-01,2026-09-20\n",
}


def book_of(make_book: Callable[..., Book], tmp_path: Path, body: str, *, to: str = SAM, beside: str = "") -> Book:
    """Business with Ann in May, and on 1 June a mail of Ravi's; `beside`: one more deal in the CRM."""
    raws = []
    for n in range(1, 6):
        day = f"{4 * n:02} May 2026"
        raws += [
            mail(ANN, SAM, subject=f"Dryer {n}", date=f"{day} 09:00:00 +0000", message_id=f"a{n}@harper.example",
                 body="Could you send me the offer and the price of the dryer?"),
            mail(SAM, ANN, subject=f"Re: Dryer {n}", date=f"{day} 10:00:00 +0000", in_reply_to=f"<a{n}@harper.example>",
                 body="Here is the offer with the price."),
        ]  # fmt: skip
    raws.append(mail(RAVI, to, subject="News", date="01 Jun 2026 09:00:00 +0000", body=body, message_id="i@us.example"))
    put(tmp_path / "mail", *raws)
    (tmp_path / "crm").mkdir()
    for name, text in CRM.items():
        (tmp_path / "crm" / name).write_text(text + (beside if name.startswith("opp") else ""))
        os.utime(tmp_path / "crm" / name, (1_779_600_000, 1_779_600_000))
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    for source in ("mail", "crm"):
        book.sync(tmp_path / source, us=("us.example",))
    return book


TWO = "D3,Belt,A1,9000,EUR,Proposal,false,false,2026-05-01,2026-09-20\n"


@pytest.mark.parametrize(
    ("body", "to", "beside", "told"),
    [
        ("Sam,\n\nHarper is gone, they signed with another.\n\nRavi", SAM, "", True),
        ("Harper: please take it out of the forecast.", SAM, "", True),
        ("The mill is gone, please take it out of the forecast.", SAM, "", False),
        ("Harper and Acme: please take it out of the forecast.", SAM, "", False),
        ("Between us, please keep this to yourself: Harper is gone.", SAM, "", False),
        ("Harper is gone.", f"{SAM}, {ANN}", "", False),
        ("Harper is gone.", SAM, TWO, False),
    ],
)
def test_a_colleagues_word_is_a_line_on_the_deal(
    make_book: Callable[..., Book], tmp_path: Path, body: str, to: str, beside: str, *, told: bool
) -> None:
    """Where the mail names one account with one open deal and nobody asks to keep it quiet; no mail with a buyer on it."""
    found = [
        r for r in book_of(make_book, tmp_path, body, to=to, beside=beside).risks(as_of=AT) if r.kind == "colleague_says_over"
    ]
    assert bool(found) is told
    assert all("Ravi Moor" in r.says and r.name == "Dryer" for r in found)


def test_it_moves_no_standing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Trust, value and rapport of everybody there are what they are without it, and it is told on no day before."""
    gone = book_of(make_book, tmp_path, "Harper is gone.")
    ann = gone.person("ann@harper.example", as_of=AT)
    (tmp_path / "b").mkdir()
    calm = book_of(make_book, tmp_path / "b", "The canteen is shut.").person("ann@harper.example", as_of=AT)
    assert (ann.trust, ann.value, ann.rapport) == (calm.trust, calm.value, calm.rapport)
    assert not [r for r in gone.risks(as_of="2026-05-31") if r.kind == "colleague_says_over"]


def test_search_finds_the_sentence_and_nothing_else_of_that_mail(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It leads to the deal; the rest of the mail is found by nobody."""
    book = book_of(make_book, tmp_path, "Harper is gone. The canteen has new pigeons.")
    (one,) = book.search("harper gone", as_of=AT).messages
    assert (one.message_id, one.deal, one.snippet, one.who) == ("", "D1", "Harper is gone.", "Ravi Moor")
    assert not book.search("pigeons", as_of=AT).messages
    assert not book.search("harper gone", as_of="2026-05-31").messages


def test_a_word_that_everybody_writes_stands_for_no_account() -> None:
    """ "Best regards" names no "Best Foods"; another first word names its account."""
    foods, mills = (
        deal("d1", account="Best Foods Ltd", account_id="A1"),
        deal("d2", account="Harper Mills Ltd", account_id="A2"),
    )
    assert names([foods, mills]) == {"d1": {"best foods"}, "d2": {"harper mills", "harper"}}
