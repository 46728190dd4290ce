"""The list of buyers: what needs somebody first, then the known, then the unknown; next to nothing is counted apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.answers.people import NOTED, Contact
from regard.book import Book
from regard.model import DAY
from regard.surfaces.web.words import age

SAM = "Sam Hart <sam.hart@us.example>"
NOW = 20_000 * DAY


def test_order_of_the_list(book: Book) -> None:
    """Needs come first, the worst before the others; then the known, then the unknown, each by who was last in touch."""
    rows = list(book.people())
    needs = [r.need for r in rows if r.need >= NOTED]
    assert needs == sorted(needs, reverse=True)
    rest = rows[len(needs) :]
    assert all(r.need < NOTED for r in rest)
    known = [r.trust.known or r.value.known for r in rest]
    assert known == sorted(known, reverse=True)
    for part in (True, False):
        last = [max(r.last_contact_us or "", r.last_contact_them or "") for r, k in zip(rest, known, strict=True) if k == part]
        assert last == sorted(last, reverse=True)


def test_the_list_counts_the_chances_that_the_page_counts(book: Book) -> None:
    """How many fair chances a row tells of are those of trust, as its estimate and the person's own page count them."""
    rows = list(book.people())
    assert any(r.value.chances for r in rows)
    assert all(r.chances == r.trust.chances for r in rows)
    assert all(book.person(r.id).trust.chances == r.chances for r in rows[:3])


@pytest.mark.parametrize(
    ("contact", "address", "slight"),
    [
        (Contact(NOW, NOW, 2), "jo@acme.example", False),
        (Contact(NOW, None, 1), "jo@acme.example", True),
        (Contact(None, NOW, 1), "jo@acme.example", True),
        (Contact(None, NOW, 2), "jo@acme.example", False),
        (Contact(NOW, None, 2), "jo@acme.example", False),
        (Contact(None, NOW, 9), "info@acme.example", True),
        (Contact(NOW, None, 9), "info@acme.example", False),
    ],
)
def test_next_to_nothing(contact: Contact, address: str, slight: bool) -> None:
    """One message one way is next to nothing, and so is a role's mailbox that we never answered."""
    assert contact.slight(address) is slight


def test_one_day_count(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The sentence, the figures and the header count the same days, by the calendar."""
    put(
        tmp_path / "mail",
        mail(SAM, "Jo Reed <jo.reed@acme.example>", date="Mon, 05 Jan 2026 09:00:00 +0000", body="Hello there."),
        mail(date="Tue, 06 Jan 2026 23:30:00 +0000", body="Could you send me the prices?"),
        mail(SAM, "Ann <ann@b.example>", date="Mon, 19 Jan 2026 09:00:00 +0000"),
    )
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",), owner=("sam.hart@us.example",))
    page = book.person("jo.reed@acme.example", as_of="2026-01-15")
    (days,) = [k.them for k in page.kpis if k.label == "days since last mail"]
    assert days == 9
    assert age(page.last_contact_them, page.as_of) == "9 d"
    if "waits" in page.why:
        assert "(9 days)" in page.why


def test_copies_on_the_page(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mail to a colleague with the buyer in copy is marked on their timeline; figures, colleagues and grid count the same mails."""
    ana = "Ana Lund <ana.lund@acme.example>"
    put(
        tmp_path / "mail",
        mail(SAM, "Jo Reed <jo.reed@acme.example>", cc=ana, subject="Copied"),
        mail(SAM, ana, subject="Direct", date="Tue, 06 Jan 2026 10:00:00 +0000"),
        mail(ana, SAM, subject="Re: Direct", date="Wed, 07 Jan 2026 10:00:00 +0000"),
    )
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    page = book.person("ana.lund@acme.example", as_of="2026-01-08")
    assert {t.subject: t.copied for t in page.timeline} == {"Copied": True, "Direct": False, "Re: Direct": False}
    (mails,) = [(k.us, k.them) for k in page.kpis if k.label == "mails"]
    assert mails == (1, 1)
    assert [(c.mails_us, c.mails_them) for c in page.colleagues] == [(1, 1)]
    cells = {c.them: (c.mails_us, c.mails_them) for c in book.account("acme.example", as_of="2026-01-08").cells}
    assert cells[page.id] == (1, 1)
    only = make_book("only")
    put(tmp_path / "one", mail(SAM, "Jo Reed <jo.reed@acme.example>", cc=ana))
    only.sync(tmp_path / "one", us=("us.example",))
    copied = only.person("ana.lund@acme.example", as_of="2026-01-08")
    assert copied.last_contact_us == "2026-01-05T10:00:00Z"
    assert [(c.mails_us, c.mails_them) for c in copied.colleagues] == [(0, 0)]
