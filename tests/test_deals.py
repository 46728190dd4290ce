"""Deals of a whole book: the command, Python and REST say the same, and what a CRM has wrong is shown as what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, new_book, put
from tests.flow.crm_files import DROPPED, JO, OPEN, TABLES, WON, changed, write

from regard.book import Book
from regard.errors import AmbiguousReference, UnknownReference
from regard.surfaces.api import create_app
from regard.surfaces.cli import main
from regard.surfaces.deal_files import committee_csv

LATER = "2026-02-02"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    made.sync(write(tmp_path / "crm"))
    return made


def test_deals_without_mail(book: Book) -> None:
    """Deals without any mail are shown, unknown and with nobody met; nothing is invented of them."""
    (row,) = book.deals(LATER)
    assert row.id == OPEN
    assert (row.touches, row.met, row.coverage) == (0, 0, 0.0)
    assert not row.trust.known
    assert {r.kind for r in book.risks(LATER)} == {"no_activity"}
    assert (row.risks, row.more) == ((), 1)
    page = book.deal("fridges", LATER)
    assert page.forecast is None
    assert "needs >= 30 closed deals" in page.forecast_why
    assert [m["met"] for m in page.committee] == [False]


def test_the_crm_history_says_what_moved(book: Book) -> None:
    """The history of an opportunity tells of a changed amount and a slipped date on the day it became known, not before."""
    says = [m.says for m in book.deal(WON, "2025-10-20").moved]
    assert "amount changed: 30,000 EUR → 48,000.10 EUR (+60%)" in says
    assert not any("amount" in m.says for m in book.deal(WON, "2025-10-10").moved)
    slips = book.deal(OPEN, LATER).slips
    assert slips is not None
    assert (slips.times, slips.first, slips.now) == (1, "2025-12-01", "2026-06-01")


def test_odd_dates_are_said(book: Book) -> None:
    """A deal closed before it was opened says so, and does not count as a life of minus a month."""
    by_id = {r.id: r for r in book.deals(LATER, closed=True)}
    assert "closed before it was opened" in by_id[DROPPED].odd
    assert by_id[DROPPED].age_days >= 0
    assert by_id[DROPPED].risks == ()


def test_mail_without_deals(tmp_path: Path) -> None:
    """A book without a CRM has no deals and no risks, and says where they come from."""
    made = new_book(tmp_path / "none", us__domains=["us.example"])
    assert list(made.deals()) == []
    assert list(made.risks()) == []
    with pytest.raises(UnknownReference, match="regard deals"):
        made.deal("anything")


def test_references(book: Book) -> None:
    """A deal goes by its id, with or without the check letters, by its name or a part of it; several are named."""
    assert book.deal(OPEN, LATER).id == book.deal(OPEN[:15], LATER).id == book.deal("Fridges", LATER).id
    with pytest.raises(AmbiguousReference):
        book.deal("n", LATER)


def test_one_answer_everywhere(book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Python, REST and the command line give the same deals, deal and risks."""
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    asked = {
        f"deals?as_of={LATER}": [r.as_json() for r in book.deals(LATER)],
        f"deals/{OPEN}?as_of={LATER}": book.deal(OPEN, LATER).as_json(),
        f"risks?as_of={LATER}": [r.as_json() for r in book.risks(LATER)],
    }
    for path, expected in asked.items():
        assert api.get(f"/api/v1/{path}").json() == json.loads(json.dumps(expected))
    main_of = ["--book", str(book.folder)]
    with pytest.raises(SystemExit):
        main([*main_of, "deal", OPEN, "--as-of", LATER, "--json"])
    assert json.loads(capsys.readouterr().out) == asked[f"deals/{OPEN}?as_of={LATER}"]
    with pytest.raises(SystemExit):
        main([*main_of, "deals", "--as-of", LATER])
    assert "Fridges" in capsys.readouterr().out


def test_committee_as_csv(book: Book) -> None:
    """The committee leaves in the CRM's role columns, one row a member; a cell that a spreadsheet would run is text."""
    rows = committee_csv(book.deal(OPEN, LATER)).split("\r\n")
    assert rows[0].startswith("OpportunityId,ContactId,Role,IsPrimary,hs_buying_role")
    assert rows[1].startswith(OPEN)
    assert len([r for r in rows if r]) == 2


def test_pages(book: Book) -> None:
    """The list and a deal's page show what the book answers; a book without deals says where they come from."""
    web = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    listed = web.get(f"/deals?as_of={LATER}")
    assert listed.status_code == 200
    assert "Fridges" in listed.text
    whole = web.get(f"/deals/{OPEN}?as_of={LATER}")
    assert "Nothing has passed on this deal" in whole.text
    assert "not met yet" in whole.text
    assert "No open deals here" in web.get("/deals?as_of=2025-01-01").text
    assert web.get("/deals/nobody").status_code == 404


def test_pages_write_days_one_way(book: Book, tmp_path: Path) -> None:
    """No page of deals shows a day like 2026-01-20 in what can be read or is said aloud: an overdue promise is one "for 20 Jan"."""
    jo, sam = "Jo Reed <jo@acme.example>", "Sam Hart <sam.hart@us.example>"
    mails = [
        mail(jo, sam, subject="Fridges", date="08 Jan 2026 10:00:00 +0000", body="Which drawings are there?", message_id="a@acme.example"),
        mail(sam, jo, subject="Re: Fridges", date="09 Jan 2026 10:00:00 +0000", body="I will send you the drawings by 20 January.",
             message_id="b@us.example", in_reply_to="<a@acme.example>"),
    ]  # fmt: skip
    book.sync(
        put(tmp_path / "mail", *mails), write(tmp_path / "crm", TABLES | changed("Contact.csv", JO, Email="jo@acme.example"))
    )
    assert "We owe Jo Reed what we promised for 2026-01-20." in [r.says for r in book.risks(LATER)]
    web = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    for path in ("/deals", "/risks", f"/deals/{OPEN}"):
        main = web.get(f"{path}?as_of={LATER}").text.partition("<main")[2]
        said = re.sub(r"<[^>]*>", " ", main) + " ".join(re.findall(r'(?:aria-label|title)="([^"]*)"', main))
        assert "We owe Jo Reed what we promised for 20 Jan." in said
        assert re.findall(r"\b20\d\d-\d\d-\d\d\b", said) == []


def test_whom_a_mail_to_a_crowd_names_is_no_seat(tmp_path: Path) -> None:
    """Who signs is a seat where a mail to few names them; where it went to a crowd, it is the crowd's matter."""
    made = new_book(tmp_path / "c", us__domains=["us.example"])
    crowd = "".join(f", p{n}@acme.example" for n in range(16))
    lena = "Lena Ortiz <lena.ortiz@acme.example>"
    few = "Sam Hart <sam.hart@us.example>"
    says = "It will be {} who signs."
    mails = [
        mail(lena, few + crowd, date="Tue, 13 Jan 2026 10:00:00 +0000", message_id="a@x", body=says.format("Marta Holm")),
        mail(
            lena, few, date="Wed, 14 Jan 2026 10:00:00 +0000", message_id="b@x", subject="Then", body=says.format("Owen Pratt")
        ),
    ]
    made.sync(write(tmp_path / "crm"), put(tmp_path / "mail", *mails))
    assert [s.name for s in made.deal(OPEN, LATER).empty_seats] == ["Owen Pratt"]
