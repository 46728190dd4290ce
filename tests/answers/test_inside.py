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
        ("Harper is gone, the dryer is theirs.", SAM, TWO, True),
    ],
)
def test_a_colleagues_word_is_a_line_on_the_deal(
    make_book: Callable[..., Book], tmp_path: Path, body: str, to: str, beside: str, *, told: bool
) -> None:
    """Where the mail names one account and a deal of it, or the only one, and nobody asks to keep it quiet; no mail with a buyer on it."""
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
    assert names([foods, mills]) == {"A1": {"best foods"}, "A2": {"harper mills", "harper"}}


def test_which_of_several_deals_is_over_is_not_made_up(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of an account with two open deals each is told that it may be, as medium; neither is taken out of the review's money for it."""
    book = book_of(make_book, tmp_path, "Harper is gone, they signed with another.", beside=TWO)
    found = [r for r in book.risks(as_of=AT) if r.kind == "colleague_says_over"]
    assert {(r.name, r.level) for r in found} == {("Dryer", "medium"), ("Belt", "medium")}
    assert all("which of 2 is not said" in r.says for r in found)
    assert len(book.search("harper gone", as_of=AT).messages) == 1
    assert all("among ourselves" not in i.now for i in book.review("2026-06", as_of=AT).items)


def test_it_is_an_action_and_the_reason_in_the_review(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever reads the list is to ask the colleague and close the deal; no money rests on the buyer, and the review says why."""
    gone = book_of(make_book, tmp_path, "Harper is gone, they signed with another.")
    (action,) = [a for a in gone.actions(as_of=AT) if a.source == "risk"]
    assert (action.deal_name, action.text.startswith("Ask Ravi Moor what they saw")) == ("Dryer", True)
    (ann,) = [i for i in gone.review("2026-06", as_of=AT).items if i.name == "Ann Reed"]
    assert "among ourselves on 2026-06-01 that their deal is over: “Harper is gone" in ann.now
    assert "Ask Ravi Moor what they saw; then close the deal" in ann.do
    assert not ann.parts.get("money")


def test_money_rests_on_a_buyer_of_whose_deal_nobody_says_so(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Without such a word the review counts the deal, and there is no such action."""
    calm = book_of(make_book, tmp_path, "The canteen is shut.")
    (ann,) = [i for i in calm.review("2026-06", as_of=AT).items if i.name == "Ann Reed"]
    assert ann.parts["money"] > 0
    assert "among ourselves" not in ann.now
    assert not [a for a in calm.actions(as_of=AT) if a.source == "risk"]
