"""What the coach knows of a reader out of the book: standing, their open question, their usual length, what we owe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.books import mail, put

from regard.book import Book

US, THEM = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
OFFER = "Hello Jo, it was good to see the plant in Leeds, and I hope that all is well there. I attach our proposal for the second line."


def exchange(make: Callable[..., Book], tmp_path: Path, *more: bytes) -> Book:
    first = mail(
        US, THEM, date="Mon, 05 Jan 2026 10:00:00 +0000", body="Hello Jo, I'll send you the drawings by Friday. The line runs."
    )
    book = make(coach__on=("question-unanswered", "too-long"))
    book.sync(put(tmp_path / "mail", first, *more), us=["us.example"], owner=["sam.hart@us.example"])
    return book


def rules(book: Book, text: str, **how: Any) -> set[str]:
    return {r.rule for r in book.coach(text, **how)}


def test_a_proposal_to_a_stranger(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A proposal to somebody who has shown no trust is remarked, and only where the reader is named."""
    book = exchange(make_book, tmp_path)
    assert "proposal-before-trust" in rules(book, OFFER, to="jo.reed@acme.example")
    assert "proposal-before-trust" not in rules(book, OFFER)


def test_who_asked_gets_a_proposal(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever asked for a quote may be sent one; the book reads it in their own latest words."""
    asked = mail(THEM, US, date="Tue, 06 Jan 2026 10:00:00 +0000", body="Could you send me a proposal for the second line?")
    book = exchange(make_book, tmp_path, asked)
    assert "proposal-before-trust" not in rules(book, OFFER, to="jo.reed@acme.example")


def test_a_promise_on_top_of_one_overdue(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """What we promised and did not do in time is held against a new promise, in its own words."""
    later = mail("Ida Lund <ida@mill.example>", US, date="Wed, 14 Jan 2026 10:00:00 +0000", body="The list is here.")
    book = exchange(make_book, tmp_path, later)
    (found,) = [
        r
        for r in book.coach("Hello Jo, the plan is good. I'll call you on Tuesday.", to="jo.reed@acme.example")
        if r.rule == "vague-promise"
    ]
    assert "overdue" in found.message
    assert "drawings by Friday" in found.message


def test_whoever_objected_is_not_weighed(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of somebody who asked not to be modelled neither standing nor promises are used."""
    book = exchange(make_book, tmp_path)
    book.object("jo.reed@acme.example")
    assert "proposal-before-trust" not in rules(book, OFFER, to="jo.reed@acme.example")
    assert "vague-promise" not in rules(
        book, "Hello Jo, the plan is good. I'll call you on Tuesday.", to="jo.reed@acme.example"
    )
