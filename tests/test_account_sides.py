"""Suppliers in a whole book: found in the mail, left out of every list of buyers, corrected, undone, rebuilt, forgotten."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, new_book, put, state

from regard.book import Book
from regard.errors import UsageError
from regard.surfaces.api import create_app
from regard.surfaces.cli import main

LATER = "2026-02-02"
SELLER = "Ines Toft <ines@toft.example>"
BUYER = "Lena Ortiz <lena.ortiz@acme.example>"


def both_ways(who: str, day: int, body: str, reply: str = "Thank you.") -> list[bytes]:
    ours = who.partition("<")[2].rstrip(">")
    sam = "Sam Hart <sam.hart@us.example>"
    at, mark = f"{day:02} Jan 2026", f"{len(who)}.{day}"
    return [
        mail(sender=who, date=f"Mon, {at} 10:00:00 +0000", message_id=f"a{mark}@x", subject=f"Of the {day}th", body=body),
        mail(sam, ours, date=f"Mon, {at} 15:00:00 +0000", message_id=f"b{mark}@x", subject=f"On the {day}th", body=reply),
    ]  # fmt: skip


MAILS = [
    *both_ways(SELLER, 5, "We would welcome the chance to show you our new metering platform."),
    *both_ways(SELLER, 12, "Please find attached our invoice for December.", "We have paid your invoice."),
    *both_ways(BUYER, 5, "Please send us a quote for twelve units."),
    *both_ways(BUYER, 12, "Thank you, that is clear."),
]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    made.sync(put(tmp_path / "mail", *MAILS))
    return made


def names(book: Book) -> set[str]:
    return {row.address for row in book.people(as_of=LATER)}


def test_who_sells_to_us_is_no_buyer(book: Book) -> None:
    """A company that pitches and bills is a supplier with its evidence; it is in no list of buyers, and its page still tells all."""
    assert names(book) == {"lena.ortiz@acme.example"}
    assert [a.domains for a in book.accounts(as_of=LATER)] == [("acme.example",)]
    assert [a.domains for a in book.accounts(as_of=LATER, side="supplier")] == [("toft.example",)]
    page = book.account("toft.example", as_of=LATER)
    assert (page.side, page.side_told["basis"]) == ("supplier", "mail")
    assert {e["says"] for e in page.side_told["evidence"]} == {"they pitch", "they bill", "we pay"}
    assert [p.address for p in page.people] == ["ines@toft.example"]
    assert book.account("acme.example", as_of=LATER).side == "unknown"
    before_the_bill = {row.address for row in book.people(as_of="2026-01-06")}
    assert before_the_bill == {"lena.ortiz@acme.example", "ines@toft.example"}


def test_a_persons_word_and_its_undo(book: Book) -> None:
    """A seller's word brings a supplier back and makes one; undone, it is as before; a side that does not exist is refused."""
    kept = book.account_side("toft.example", "Buyer", "they resell us")
    assert names(book) == {"lena.ortiz@acme.example", "ines@toft.example"}
    assert book.account("toft.example", as_of=LATER).side_told["why"] == "You said so: they resell us"
    book.undo(kept["judgement"])
    assert names(book) == {"lena.ortiz@acme.example"}
    book.account_side("acme.example", "supplier")
    assert names(book) == set()
    with pytest.raises(UsageError, match="no side"):
        book.account_side("acme.example", "friend")
    with pytest.raises(UsageError, match="no side"):
        book.accounts(side="friend")


def test_the_same_on_every_surface(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line, REST and the page say it, take a word, and take it back."""
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    found = api.get("/api/v1/accounts", params={"side": "supplier", "as_of": LATER}).json()
    assert [a["domains"] for a in found] == [["toft.example"]]
    page = api.get("/accounts/toft.example", params={"as_of": LATER}).text
    assert "A supplier." in page
    assert "our invoice for December" in page
    assert "1 supplier" in api.get("/accounts", params={"as_of": LATER}).text
    assert "Toft" in api.get("/accounts", params={"as_of": LATER, "side": "supplier"}).text
    assert api.post("/api/v1/accounts/toft.example/side", json={"side": "partner"}).status_code == 201
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    form = {"token": token, "side": "buyer", "reason": "they resell us", "as_of": LATER}
    assert api.post("/accounts/toft.example/side", data=form, follow_redirects=False).status_code == 303

    def told(*words: str) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit) as code:
            main(["--book", str(book.folder), "account", "toft.example", *words])
        assert not code.value.code
        return capsys.readouterr().out

    assert json.loads(told("--as-of", LATER, "--json"))["side"] == "buyer"
    assert "regard undo d_" in told("--side", "supplier", "--reason", "they bill us")
    assert "supplier: You said so: they bill us" in told("--as-of", LATER)


def test_alive_after_a_rebuild_and_gone_with_the_last_of_them(tmp_path: Path, book: Book) -> None:
    """A word outlives the live store; signs are read again the same; both go when nobody is left at that domain."""
    book.account_side("toft.example", "supplier", "Ines Toft sells meters")
    before = state(tmp_path / "b")["trade_sign"]
    assert before
    book.close()
    (tmp_path / "b" / "live.sqlite").unlink()
    again = Book.open(tmp_path / "b")
    assert names(again) == {"lena.ortiz@acme.example"}
    assert state(tmp_path / "b")["trade_sign"] == before
    again.forget("ines@toft.example")
    assert not any(b"toft" in f.read_bytes().lower() for f in (tmp_path / "b").glob("*.sqlite*"))
    kinds = {row[1:3] for row in state(tmp_path / "b")["trade_sign"].values()}
    assert kinds == {("buys", "asks")}


def test_without_words_nothing_is_guessed(tmp_path: Path) -> None:
    """Where no words are read only the CRM and a person's word say what a company is."""
    made = new_book(tmp_path / "m", us__domains=["us.example"], text__read=False)
    made.sync(put(tmp_path / "mail", *MAILS))
    assert state(tmp_path / "m")["trade_sign"] == {}
    assert names(made) == {"lena.ortiz@acme.example", "ines@toft.example"}
    made.account_side("toft.example", "supplier")
    assert names(made) == {"lena.ortiz@acme.example"}


def test_our_own_company_has_no_side(book: Book) -> None:
    """Nobody can make our own company a supplier, a buyer or a partner of ours."""
    with pytest.raises(UsageError, match="our own company"):
        book.account_side("us.example", "supplier")
    assert book.account_side("toft.example", "supplier")


LANDLORD = "Ivy Coombs <ivy@cornerdesks.example>"


def test_a_doubtful_one_stays_a_buyer_and_is_asked_about_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One letter of a landlord leaves it a buyer with a question on every surface; the answer ends it, its undo brings it back."""
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    made.sync(put(tmp_path / "mail", *MAILS, *both_ways(LANDLORD, 8, "The rent goes up to 640 from January.")))
    api = TestClient(create_app(made), base_url="http://127.0.0.1:8000")

    def listed(*words: str) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main(["--book", str(made.folder), *words])
        return capsys.readouterr().out

    def asked() -> list[tuple[str, ...]]:
        return [row.domains for row in made.accounts(as_of=LATER, side="doubtful")]

    assert "ivy@cornerdesks.example" in names(made)
    assert asked() == [("cornerdesks.example",)]
    told = listed("people", "--as-of", LATER)
    assert "Is Cornerdesks a buyer? In 1 mail: they let us rooms." in told
    assert "--side buyer|supplier|neither" in told
    assert "Toft" not in told
    assert "is it a buyer?" in listed("account", "cornerdesks.example", "--as-of", LATER)
    page = api.get("/accounts", params={"as_of": LATER}).text
    assert "Are these buyers?" in page
    assert "Are they a buyer?" in api.get("/accounts/cornerdesks.example", params={"as_of": LATER}).text
    found = api.get("/api/v1/accounts", params={"side": "doubtful", "as_of": LATER}).json()
    assert [row["doubt"] for row in found] == ["In 1 mail: they let us rooms."]

    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    ident = made.accounts(as_of=LATER, side="doubtful")[0].id
    form = {"token": token, "side": "neither", "as_of": LATER}
    assert api.post(f"/accounts/{ident}/side", data=form, follow_redirects=False).status_code == 303
    assert asked() == []
    assert "ivy@cornerdesks.example" not in names(made)
    assert [row.domains for row in made.accounts(as_of=LATER, side="neither")] == [("cornerdesks.example",)]
    assert [row.domains for row in made.accounts(as_of=LATER, side="supplier")] == [("toft.example",)]
    assert "Are these buyers?" not in api.get("/accounts", params={"as_of": LATER}).text
    made.undo(made.account("cornerdesks.example", as_of=LATER).side_told["judgement"])
    assert asked() == [("cornerdesks.example",)]
    kept = made.account_side("cornerdesks.example", "buyer")
    assert asked() == []
    assert "ivy@cornerdesks.example" in names(made)
    assert "is a buyer to us" in kept["message"]


def test_a_recruiter_who_pushes_is_no_buyer_until_we_write(tmp_path: Path) -> None:
    """Two mails that offer and push, to somebody who never wrote, are of a supplier; a word of ours back makes it a question."""
    kay = "Kay Wynn <kay@wynntalent.example>"
    mails = [
        *both_ways(kay, 5, "We have three candidates for your controller role."),
        *both_ways(kay, 12, "Just floating this to the top of your inbox."),
    ]
    cold, warm = (new_book(tmp_path / name, us__domains=["us.example"]) for name in ("cold", "warm"))
    cold.sync(put(tmp_path / "one", *mails[::2], *MAILS))
    warm.sync(put(tmp_path / "two", *mails, *MAILS))
    assert cold.account("wynntalent.example", as_of=LATER).side == "supplier"
    assert warm.account("wynntalent.example", as_of=LATER).side == "unknown"
    assert [row.domains for row in warm.accounts(as_of=LATER, side="doubtful")] == [("wynntalent.example",)]
