"""A customer who makes ready to go is told of on every surface, though no deal is open with them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, put

from regard.book import Book
from regard.errors import UsageError
from regard.surfaces.api import create_app

ANN, BEN, SAM = "Ann Reed <ann@acme.example>", "Ben Hall <ben@acme.example>", "Sam Hart <sam.hart@us.example>"
NOTICE = "What is the notice period in our contract with you?"
DATA = "Please hand over a complete export of all our data."
GOES = "If I have no credit note this week I take the contract to Aerolane."
CONFIDENCE = "Between us, please keep this to yourself."
AT = "2026-06-08"
WAITS = "asked you on 2026-06-01 and still waits for an answer (7 days)"
EXPORTED = 1_779_600_000
"""24 May 2026."""
CRM = {
    "accounts.csv": "Id,Name,Website\nA1,Acme,acme.example\n",
    "opportunities.csv": "Id,Name,AccountId,Amount,CurrencyIsoCode,StageName,IsClosed,IsWon,CreatedDate,CloseDate\n"
    "D1,Pumps for Acme,A1,9000,EUR,Proposal,{closed},{closed},2026-05-01,2026-05-20\n",
}


def book_of(make_book: Callable[..., Book], tmp_path: Path, *said: tuple[str, str], to: str = SAM, deal: str = "") -> Book:
    """Business passed with Ann and Ben on many days of May; then (writer, words) on the days from 1 June 2026. `deal`: open or won."""
    raws = []
    for n in range(1, 7):
        for who, tag in ((ANN, "a"), (BEN, "b")):
            day = f"{4 * n:02} May 2026"
            raws += [
                mail(who, SAM, subject=f"Order {tag}{n}", date=f"{day} 09:00:00 +0000", message_id=f"{tag}{n}@acme.example",
                     body="Could you send me the offer and the price of the next delivery?"),
                mail(SAM, who, subject=f"Re: Order {tag}{n}", date=f"{day} 10:00:00 +0000", in_reply_to=f"<{tag}{n}@acme.example>",
                     body="Here is the offer with the price. Does that suit you?"),
            ]  # fmt: skip
    for n, (by, words) in enumerate(said, 1):
        raws.append(
            mail(
                by, to, subject=f"Matter {n}", date=f"{n:02} Jun 2026 09:00:00 +0000", message_id=f"s{n}@x.example", body=words
            )
        )
    put(tmp_path / "mail", *raws)
    sources = [tmp_path / "mail"]
    if deal:
        (tmp_path / "crm").mkdir()
        for name, text in CRM.items():
            file = tmp_path / "crm" / name
            file.write_text(text.format(closed="true" if deal == "won" else "false"))
            os.utime(file, (EXPORTED, EXPORTED))
        sources.append(tmp_path / "crm")
    book = make_book(us__domains=["us.example"], us__owners=["sam.hart@us.example"])
    for source in sources:
        book.sync(source, us=("us.example",))
    return book


def needs(book: Book) -> dict[str, str]:
    return {r.name: r.why for r in book.people(as_of=AT)}


@pytest.mark.parametrize("deal", ["", "won"])
def test_it_shows_wherever_somebody_looks(make_book: Callable[..., Book], tmp_path: Path, deal: str) -> None:
    """Person, list, account, Today, brief, risks, actions and review say it with the words, whether the book has a CRM or none."""
    book = book_of(make_book, tmp_path, (ANN, f"{NOTICE} {DATA}"), deal=deal)
    ann, account = book.person("ann@acme.example", as_of=AT), book.account("Acme", as_of=AT)
    says = "They make ready to leave: they ask how it ends and they ask for their data."
    for page in (ann, account, book.person("ben@acme.example", as_of=AT)):
        (risk,) = page.risks
        assert (risk["level"], risk["says"], risk["trial"]) == ("high", says, True)
        assert {e["quote"] for e in risk["evidence"]} == {NOTICE, DATA}
    assert needs(book)["Ann Reed"] == f"makes ready to leave: they ask how it ends and they ask for their data; {WAITS}"
    assert "leave" not in needs(book)["Ben Hall"]
    assert book.people(as_of=AT)[0].name == "Ann Reed"
    assert next(a for a in book.accounts(as_of=AT) if a.id == account.id).why.startswith("Ann Reed: makes ready to leave")
    (row,) = [r for r in book.risks(as_of=AT) if r.kind == "moving_away"]
    assert (row.deal, row.company_id, row.person, row.told) == ("", account.id, ann.id, True)
    assert [t.name for t in book.digest(as_of=AT).first] == ["Ann Reed"]
    assert any(t.kind == "leaving us" for t in book.brief("ann@acme.example", as_of=AT).first)
    (action,) = [a for a in book.actions(as_of=AT) if a.source == "risk"]
    assert (action.name, action.proposed) == ("Ann Reed", True)
    (item,) = [i for i in book.review(as_of=AT).items if i.person == ann.id]
    assert item.now.startswith("they make ready to leave")
    assert "what would keep them" in item.do
    assert [r["kind"] for r in item.risks] == ["moving_away"]


def test_an_open_deal_that_tells_it_tells_it_once(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The list of risks has it with the deal alone; the review says it first, and nothing of the next step."""
    book = book_of(make_book, tmp_path, (ANN, NOTICE), deal="open")
    rows = [r for r in book.risks(as_of=AT) if r.kind == "moving_away"]
    assert [r.name for r in rows] == ["Pumps for Acme"]
    item = next(i for i in book.review(as_of=AT).items if i.name == "Ann Reed")
    assert "next step" not in item.do
    assert item.risks[0]["kind"] == "moving_away"
    book.review_begin(as_of=AT)
    begun = next(i for i in book.review(as_of=AT).items if i.name == "Ann Reed")
    assert (begun.now, begun.do) == (item.now, item.do), "so too once the review has begun"


def test_one_sign_comes_after_what_waits_for_us(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """One thing they ask is medium; a question that waits is the greater need, and it is told all the same."""
    book = book_of(make_book, tmp_path, (BEN, "Our subscription is used less and less, we will cut our order by half."))
    (risk,) = book.person("ben@acme.example", as_of=AT).risks
    assert risk["level"] == "medium"
    assert needs(book)["Ben Hall"] == "makes ready to leave: they take less"


def test_who_threatens_to_go(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """An ultimatum without a deal is high, names the rival, and is what their line says."""
    book = book_of(make_book, tmp_path, (BEN, GOES))
    assert needs(book)["Ben Hall"] == f"says: they go to Aerolane unless something is done; {WAITS}"
    assert [(r.kind, r.level) for r in book.risks(as_of=AT)] == [("ultimatum", "high")]


@pytest.mark.parametrize(
    ("said", "to"),
    [
        (((ANN, NOTICE), (ANN, "Good news: we have decided for you.")), SAM),
        (((ANN, f"{CONFIDENCE} {NOTICE}"),), SAM),
        (((ANN, NOTICE),), ", ".join(f"p{n}@beta{n}.example" for n in range(14)) + ", " + SAM),
        (((SAM, NOTICE),), ANN),
    ],
    ids=["cleared by their word", "told in confidence", "sent round", "our own words"],
)
def test_what_tells_of_no_leaving(
    make_book: Callable[..., Book], tmp_path: Path, said: tuple[tuple[str, str], ...], to: str
) -> None:
    """Their later word that they go with us clears it; a confidence, a circular and our own words tell of none."""
    book = book_of(make_book, tmp_path, *said, to=to)
    assert not [r for r in book.risks(as_of=AT) if r.kind == "moving_away"]
    assert not any("make ready" in t.says for t in book.digest(as_of=AT).first)
    assert not any("makes ready" in why for why in needs(book).values())


def test_it_is_over_in_time(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Sixty days after the words nothing is told, and nothing before they were written."""
    book = book_of(make_book, tmp_path, (ANN, f"{NOTICE} {DATA}"))
    told = {day: len(book.account("Acme", as_of=day).risks) for day in ("2026-05-31", "2026-06-02", "2026-07-30", "2026-08-02")}
    assert told == {"2026-05-31": 0, "2026-06-02": 1, "2026-07-30": 1, "2026-08-02": 0}


def test_whoever_objects_is_not_read(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of whoever asked not to be modelled nothing is told."""
    book = book_of(make_book, tmp_path, (ANN, f"{NOTICE} {DATA}"))
    book.object("ann@acme.example")
    assert not [r for r in book.risks(as_of=AT) if r.kind == "moving_away"]
    assert not book.account("Acme", as_of=AT).risks


def test_a_rival_nobody_listed(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A firm that a buyer sets beside us is told with their sentence, though neither the settings nor the CRM name it."""
    words = "We also look at Vantis for the pumps."
    book = book_of(make_book, tmp_path, (ANN, words), deal="open")
    (risk,) = [r for r in book.risks(as_of=AT) if r.kind == "competitor_above"]
    assert [e.quote for e in risk.evidence] == [words]


def test_it_is_put_off_with_a_reason(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """By the account's name; then nothing tells it until the day, or until the word is taken back."""
    book = book_of(make_book, tmp_path, (ANN, f"{NOTICE} {DATA}"))
    with pytest.raises(UsageError, match="no risk of"):
        book.snooze("Acme", "ultimatum", "known", as_of=AT)
    kept = book.snooze("Acme", "moving_away", "they merge, and stay", as_of=AT)
    assert not book.risks(as_of=AT)
    assert [(r.account, r.snoozed) for r in book.risks(as_of=AT, snoozed=True)] == [("Acme", "they merge, and stay")]
    assert not book.digest(as_of=AT).first
    assert "leave" not in needs(book)["Ann Reed"]
    assert [r.kind for r in book.risks(as_of="2026-06-25")] == ["moving_away"]
    book.undo(kept["judgement"])
    assert [r.kind for r in book.risks(as_of=AT)] == ["moving_away"]


def test_its_pages(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Risks, person and account show it with the words; the form of the risks page puts it off."""
    book = book_of(make_book, tmp_path, (ANN, f"{NOTICE} {DATA}"))
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    ann, account = book.person("ann@acme.example", as_of=AT), book.account("Acme", as_of=AT)
    for path in ("/risks", f"/people/{ann.id}", f"/accounts/{account.id}", "/today"):
        page = api.get(f"{path}?as_of={AT}").text
        assert "They make ready to leave" in page, path
        assert NOTICE in page, path
    page = api.get(f"/risks?as_of={AT}").text
    action = re.search(r'action="(/deals/[^"]+/snooze)"', page)
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert action
    assert token
    form = {"token": token[1], "risk": "moving_away", "reason": "they merge", "as_of": AT, "then": "/risks"}
    assert api.post(action[1], data=form, follow_redirects=False).status_code == 303
    assert "they merge" in api.get(f"/risks?as_of={AT}").text
    assert not book.risks(as_of=AT)


def test_nothing_of_whoever_objected_is_read(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A colleague's words alone are told, and what was seen in two people's words is no more than one of them said."""
    book = book_of(make_book, tmp_path, (ANN, NOTICE), (BEN, DATA))
    book.object("ben@acme.example")
    for page in (book.account("Acme", as_of=AT), book.person("ann@acme.example", as_of=AT)):
        (risk,) = page.risks
        assert (risk["level"], [e["quote"] for e in risk["evidence"]]) == ("medium", [NOTICE])
    assert not any(DATA in e.quote for r in book.risks(as_of=AT) for e in r.evidence)


def test_nor_is_what_they_wrote_with_a_colleague_in_copy(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The mail stands with the colleague who was copied, and is still theirs who objected."""
    book = book_of(make_book, tmp_path, (BEN, DATA), to=f"{SAM}, {ANN}")
    assert book.account("Acme", as_of=AT).risks
    book.object("ben@acme.example")
    assert not book.account("Acme", as_of=AT).risks


def test_putting_off_leads_to_a_page_that_is_there(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A form that names no page to go on with leads to the list of risks, an account being no deal."""
    book = book_of(make_book, tmp_path, (ANN, f"{NOTICE} {DATA}"))
    web = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    page = web.get("/risks", params={"as_of": AT}).text
    action, token = re.search(r'action="(/deals/[^"]+/snooze)"', page), re.search(r'name="token" value="([^"]+)"', page)
    assert action is not None
    assert token is not None
    said = {"token": token[1], "risk": "moving_away", "reason": "they merge", "as_of": AT}
    done = web.post(action[1], data=said, follow_redirects=False, headers={"origin": "http://127.0.0.1:8000"})
    assert done.status_code == 303
    assert web.get(done.headers["location"]).status_code == 200


@pytest.mark.parametrize(("deal", "told"), [("open", False), ("won", True), ("", True)])
def test_an_account_that_never_bought_has_nothing_to_leave(
    make_book: Callable[..., Book], tmp_path: Path, deal: str, *, told: bool
) -> None:
    """Who compares for a first purchase makes ready to leave nowhere; a customer, and whom no CRM knows, is told of."""
    book = book_of(
        make_book, tmp_path, (ANN, "We compare three suppliers of pumps."), (ANN, "We look at two other makers."), deal=deal
    )
    assert bool([r for r in book.account("Acme", as_of=AT).risks if r["kind"] == "moving_away"]) is told
