"""A name erased is nobody's name: not in others' words, subjects, events, display names or records of a CRM."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.books import differences, mail, new_book, put, state
from tests.flow.crm_files import write

from regard.book import Book
from regard.errors import RegardError
from regard.privacy import name_marks, names_blanked
from regard.results import plain

US = ("us.example",)
SAM, TOM = "Sam Hart <sam.hart@us.example>", "Tom Berg <tom@acme.example>"
LATER = "Ask Jo Reed, our head of logistics, please. Jo Reed has the final say and has to approve the offer. Can you send the price?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Jo Reed, please.", "Ask [erase], please."),
        ("Reed, Jo signs.", "[erased] signs."),
        ("That is Jo Reed's call.", "That is [erase]'s call."),
        ("Ask jo reeds and Jo Reeder.", "Ask jo reeds and Jo Reeder."),
        ("It is Jo. Reed the book.", "It is Jo. Reed the book."),
        ("Nils Aberg and Jan van der Berg", "[erased]   and [erased]        "),
    ],
)
def test_full_names_are_blanked_letter_for_letter(text: str, expected: str) -> None:
    """A full name goes in any order and spelling of accents, nothing else does, and every letter after it keeps its place."""
    marks = name_marks(["Jo Reed", "Nils Åberg", "Jan van der Berg", "Jo"])
    assert names_blanked(text, marks.__contains__) == expected
    assert len(expected) == len(text)


def said(book: Book) -> Iterator[tuple[str, str]]:
    """(which, JSON) of everything that the book answers with people in it, but for a message opened by itself."""
    asked = (
        "people", "accounts", "callers", "dormant", "promises", "actions", "review", "digest", "deals", "risks", "proposed_deals",
        "who", "opportunities", "money", "status", "colleagues",
    )  # fmt: skip
    for name in asked:
        yield name, json.dumps(plain(getattr(book, name)()), default=str, ensure_ascii=False)
    for deal in book.deals():
        yield f"deal {deal.id}", json.dumps(plain(book.deal(deal.id)), default=str, ensure_ascii=False)
    for row in book.people():
        for name in ("person", "why", "brief", "disclose"):
            try:
                yield f"{name} {row.name}", json.dumps(plain(getattr(book, name)(row.id)), default=str, ensure_ascii=False)
            except RegardError as error:
                yield f"{name} {row.name}", str(error)
    for words in ("approve", "logistics", "Jo Reed", "Reed"):
        yield (
            f"search {words}",
            json.dumps(plain(book.search(words)), default=str, ensure_ascii=False).replace(f'"{words}"', ""),
        )


def test_who_is_forgotten_does_not_return_by_name(tmp_path: Path) -> None:
    """New mail and old that names somebody forgotten, a display name, a subject and the CRM make nobody of the name; the mail itself,
    opened, still says it, and a live store made anew is the same.
    """
    old = "Could you send the offer to Jo Reed, our head of logistics? She has to approve it."
    put(
        tmp_path / "mail",
        mail(message_id="1@a.example", date="Mon, 02 Feb 2026 10:00:00 +0000"),
        mail(TOM, SAM, subject="Offer", body=old, message_id="2@a.example", date="Tue, 03 Feb 2026 10:00:00 +0000"),
        mail(
            SAM, TOM, subject="Re: Offer", body="Yes, today.", message_id="3@a.example", date="Tue, 03 Feb 2026 12:00:00 +0000"
        ),
    )
    put(
        tmp_path / "later",
        mail(
            TOM, SAM, subject="Call with Jo Reed", body=LATER, message_id="4@a.example", date="Mon, 16 Feb 2026 10:00:00 +0000"
        ),
        mail(
            "Jo Reed <office@acme.example>",
            SAM,
            body="Hello there.",
            message_id="5@a.example",
            date="Tue, 17 Feb 2026 10:00:00 +0000",
        ),
    )
    folder = tmp_path / "book"
    with new_book(folder) as book:
        book.sync(tmp_path / "mail", us=US)
        book.sync(write(tmp_path / "crm"))
        assert any("Jo Reed" in text for _, text in said(book))
        book.forget("jo.reed@acme.example")
        book.sync(tmp_path / "later", us=US)
        book.sync(write(tmp_path / "crm"))
        named = [(which, text[max(0, at - 60) : at + 60]) for which, text in said(book) if (at := text.find("Jo Reed")) >= 0]
        assert named == []
        assert "head of logistics" not in [s.title for d in book.deals() for s in book.deal(d.id).empty_seats]
        found = {m.message_id for words in ("approve",) for m in book.search(words).messages}
        assert len(found) == 2
        assert all("Jo Reed" in "".join(z["text"] for z in book.message(m).zones) for m in found)
    before = state(folder)
    (folder / "live.sqlite").unlink()
    with new_book(folder) as book:
        book.people()
    assert differences(before, state(folder)) == ""
