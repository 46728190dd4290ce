"""An account's gaps in words, and everything that passed with its people, message by message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from tests.books import mail, put

from regard.answers.accounts import combined
from regard.answers.view import View
from regard.book import Book
from regard.relationships.display import Bands, estimate
from regard.relationships.weights import load
from regard.results import Estimate

SAM, KIM = "Sam Hart <sam.hart@us.example>", "Kim Bell <kim.bell@us.example>"
JO, ANA, RAY = (f"{n} <{n.split()[0].lower()}@acme.example>" for n in ("Jo Reed", "Ana Lund", "Ray Cole"))


@pytest.fixture
def book(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """Sam and Jo write both ways with Ray copied in by Jo; Kim wrote to Ana in 2024, who never answered."""
    put(
        tmp_path / "mail",
        mail(KIM, ANA, subject="Old times", date="Mon, 05 Feb 2024 10:00:00 +0000"),
        mail(SAM, f"{JO}, {ANA}", subject="Round", date="Mon, 05 Jan 2026 10:00:00 +0000", body="Both of you: could it wait?"),
        mail(JO, SAM, subject="Re: Round", date="Tue, 06 Jan 2026 10:00:00 +0000", body="It can.", cc=RAY),
        mail(JO, SAM, subject="Plan", date="Wed, 07 Jan 2026 10:00:00 +0000", body="Attached.", cc=RAY),
    )
    made = make_book()
    made.sync(tmp_path / "mail", us=("us.example",))
    return made


def test_why_trust_of_a_known_company_is_unknown() -> None:
    """Where people who are known stand apart, so that their company is unknown, it says how many stand where; not where they agree."""
    weights = load()
    view = SimpleNamespace(weights=weights, bands=Bands())
    prior = weights.factors["trust"].team
    far = prior**0.5

    def people(*means: float) -> Estimate:
        every = [estimate(m * far, far / 4, prior, 40, factor="trust", bands=Bands()) for m in means]
        assert all(e.known for e in every)
        return combined(cast("View", view), "trust", every)

    apart, alike = people(3, 3, 3, -3, -3), people(2, 2, 2)
    assert (apart.known, apart.settle) == (False, "They differ: 3 good, 2 poor.")
    assert alike.known
    assert "differ" not in alike.settle


def said(book: Book, as_of: str) -> dict[str, tuple[str, list[str]]]:
    return {g.kind: (g.sentence, [name for _, name in g.people]) for g in book.account("acme.example", as_of=as_of).gaps}


def test_gaps_are_told_in_words(book: Book) -> None:
    """Who was only copied in is named as met by nobody, with how often they were seen; who never wrote to us is named too."""
    found = said(book, "2026-01-08")
    assert found["unmet"] == ("Nobody of us has written with", ["Ray Cole"])
    assert found["silent"][1] == ["Ana Lund"]
    assert "cold" not in found
    (ray,) = book.account("acme.example", as_of="2026-01-08").unmet
    assert (ray.mails, ray.last) == (2, "2026-01-07T10:00:00Z")


def test_gaps_are_of_their_day(book: Book) -> None:
    """On a past day only the gaps of that day are told."""
    assert "unmet" not in said(book, "2026-01-05")
    assert said(book, "2024-12-01")["cold"] == ("No contact with anybody there for more than 180 days.", [])
    assert "cold" not in said(book, "2024-03-01")


def test_hanging_on_one(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where several of theirs write with one of ours alone, that is a gap with our colleague's name."""
    to = ", ".join(f"{n} Reed <{n}@acme.example>" for n in ("ann", "bob", "cat"))
    put(tmp_path / "mail", mail(SAM, to), mail(KIM, "Dan Reed <dan@acme.example>"))
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    found = {g.sentence: len(g.people) for g in book.account("acme.example", as_of="2026-01-08").gaps}
    assert found["Only Sam Hart writes with"] == 3
    assert "Only Kim Bell writes with" not in found


def test_timeline_of_an_account(book: Book) -> None:
    """A mail to two of theirs is one line with both; the newest comes first, page by page, and only what was known then."""
    page = book.account("acme.example", as_of="2026-01-08")
    assert page.timeline_total == 4
    assert [t.subject for t in page.timeline] == ["Plan", "Re: Round", "Round", "Old times"]
    round_mail = page.timeline[2]
    assert round_mail.who in {"Sam Hart to Jo Reed, Ana Lund", "Sam Hart to Ana Lund, Jo Reed"}
    assert (round_mail.direction, page.timeline[0].direction) == ("us", "them")
    assert page.timeline[0].who == "Jo Reed to Sam Hart"
    assert [t.subject for t in book.account("acme.example", as_of="2026-01-08", timeline=1, offset=1).timeline] == ["Re: Round"]
    assert book.account("acme.example", as_of="2026-01-05").timeline_total == 2


def test_gaps_leave_out_the_forgotten_and_excluded(book: Book) -> None:
    """Who is forgotten or excluded is no gap."""
    book.forget("ray@acme.example")
    assert "unmet" not in said(book, "2026-01-08")
    book.exclude("person", "ana@acme.example")
    assert "silent" not in said(book, "2026-01-08")
