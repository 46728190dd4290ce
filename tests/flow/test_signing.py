"""Companies are called by the name below their people's mail where it spells their domain, however the mail came in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import mail, new_book, put, state

from regard.book import Book
from regard.errors import RegardError

OURS = "Sam Hart <sam.hart@us.example>"
NORA, PER = "Nora Fenn <nora.fenn@alderquayfoods.example>", "Per Holm <per.holm@smorgard.example>"
SIGNED = [
    mail(
        NORA, OURS, subject="Pallets", message_id="a@x", body="Please send ten.\n\n-- \nNora Fenn\nBuyer\nAlder Quay Foods Ltd"
    ),
    mail(
        PER,
        OURS,
        subject="Lådor",
        message_id="b@x",
        body="Hej Sam,\n\nnär kommer lådorna?\n\nMvh\nPer\n\nPer Holm\nSmörgård AB",
    ),
]
ANSWERS = [
    mail(OURS, NORA, subject="Re: Pallets", message_id="c@us", in_reply_to="<a@x>", date="Tue, 06 Jan 2026 10:00:00 +0000"),
    mail(OURS, PER, subject="Re: Lådor", message_id="d@us", in_reply_to="<b@x>", date="Tue, 06 Jan 2026 10:00:00 +0000"),
]


def book_of(folder: Path, *mails: bytes) -> Book:
    book = new_book(folder / "book")
    book.sync(put(folder / "mail", *mails), us=["us.example"])
    return book


def test_a_company_goes_by_the_name_below_its_mail_and_is_found_by_it(tmp_path: Path) -> None:
    book = book_of(tmp_path, *SIGNED, *ANSWERS)
    assert {row.name for row in book.accounts()} == {"Alder Quay Foods", "Smörgård"}
    for typed in ("Alder Quay Foods", "alderquayfoods", "Smörgård", "smorgard"):
        assert book.account(typed).name in {"Alder Quay Foods", "Smörgård"}


def test_without_a_signature_it_goes_by_its_domain(tmp_path: Path) -> None:
    plain = [raw.replace(b"Alder Quay Foods Ltd", b"").replace("Smörgård AB".encode(), b"") for raw in SIGNED]
    assert {row.name for row in book_of(tmp_path, *plain, *ANSWERS).accounts()} == {"Alderquayfoods", "Smorgard"}


def test_the_name_is_the_same_in_two_syncs_in_reverse_as_in_one(tmp_path: Path) -> None:
    whole = book_of(tmp_path / "a", *SIGNED, *ANSWERS)
    parts = new_book(tmp_path / "b" / "book")
    for n, raw in enumerate(reversed([*SIGNED, *ANSWERS])):
        parts.sync(put(tmp_path / "b" / "mail", raw, start=n), us=["us.example"])
    a, b = state(whole.folder), state(parts.folder)
    assert a["signed_company"] == b["signed_company"] != {}
    assert {row.name for row in whole.accounts()} == {row.name for row in parts.accounts()}


def test_the_name_goes_with_whoever_signed_it(tmp_path: Path) -> None:
    book = book_of(tmp_path, *SIGNED, *ANSWERS)
    book.forget("nora.fenn@alderquayfoods.example")
    assert [row[1] for row in state(book.folder)["signed_company"].values()] == ["smorgard.example"]
    with pytest.raises(RegardError):
        book.account("Alder Quay Foods")


def test_nothing_is_read_where_only_headers_are_kept(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book")
    book.sync(put(tmp_path / "mail", *SIGNED, *ANSWERS), us=["us.example"], text=False)
    assert state(book.folder)["signed_company"] == {}
    assert {row.name for row in book.accounts()} == {"Alderquayfoods", "Smorgard"}
