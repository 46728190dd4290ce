"""What buyers say on calls reaches the deals they are on: who decides, what is at risk, by whose mouth."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import ics, mail, new_book, put, vevent, vtt
from tests.flow.crm_files import OPEN, write

from regard.book import Book

JO, SAM = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
AS_OF = "2026-01-12"
FROZEN = "Our budget was frozen last week, nobody may buy anything."
SIGNER = "Mrs Dana Holt has to sign this before we can go on."


def deal_with_call(folder: Path, *turns: tuple[str, str]) -> Book:
    """The open deal of the CRM with mail both ways and a call on it."""
    put(
        folder / "all",
        mail(JO, SAM, subject="Fridges", date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@acme.example"),
        mail(SAM, JO, subject="Re: Fridges", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@us.example"),
    )  # fmt: skip
    (folder / "all" / "cal.ics").write_bytes(ics(vevent("a", "20260107T100000Z", guests="jo.reed@acme.example:ACCEPTED")))
    (folder / "all" / "Fridges.vtt").write_bytes(vtt(*turns, note="NOTE 2026-01-07 10:02 UTC"))
    made = new_book(folder / "b", us__domains=["us.example"])
    made.sync(write(folder / "crm"), folder / "all")
    return made


def test_what_they_say_is_a_risk_with_its_minute(tmp_path: Path) -> None:
    """Money that is stopped, said on a call, is told as the same words in a mail would be."""
    book = deal_with_call(tmp_path, ("Sam Hart", "How do we go on?"), ("Jo Reed", FROZEN))
    (risk,) = [r for r in book.deal(OPEN, AS_OF).risks if r.kind == "money_stopped"]
    (told,) = risk.evidence
    assert (told.quote, told.date) == (FROZEN, "2026-01-07T10:02:00Z")
    assert "0:10 into the call" in told.says


@pytest.mark.parametrize("speaker", ["Sam Hart", "Kim Unknown"])
def test_nobody_else_says_it_for_them(tmp_path: Path, speaker: str) -> None:
    """The same words of ours, or of a voice that nobody knows, are no word of theirs; nor is a name in them a seat."""
    book = deal_with_call(tmp_path, ("Jo Reed", "Hello."), (speaker, f"{FROZEN} {SIGNER}"))
    page = book.deal(OPEN, AS_OF)
    assert not [r for r in page.risks if r.kind == "money_stopped"]
    assert "Dana Holt" not in [s.name for s in page.empty_seats]


def test_whom_they_name_is_a_seat(tmp_path: Path) -> None:
    """Who has the say by their words on a call is somebody to meet."""
    book = deal_with_call(tmp_path, ("Sam Hart", "Who else is on it?"), ("Jo Reed", SIGNER))
    (seat,) = [s for s in book.deal(OPEN, AS_OF).empty_seats if s.name == "Dana Holt"]
    assert [e.quote for e in seat.evidence] == [SIGNER]


def test_a_confidence_is_no_risk_that_a_team_is_told(tmp_path: Path) -> None:
    """What is said on a call in confidence is quoted nowhere on the deal."""
    book = deal_with_call(tmp_path, ("Jo Reed", f"Please keep this to yourself. {FROZEN} {SIGNER}"))
    page = book.deal(OPEN, AS_OF)
    assert not [r for r in page.risks if r.kind == "money_stopped"]
    assert not [e.quote for s in page.empty_seats for e in s.evidence if e.quote]
