"""Deals on a terminal: that nothing is found reads as what it means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.books import mail, new_book, put
from tests.flow.crm_files import OPEN, write

from regard.surfaces import show_deals


@pytest.mark.parametrize(("deals", "says"), [(0, "No open deal is known"), (2, "No risk fires on an open deal.")])
def test_no_risk_of_no_deal_is_no_good_news(capsys: pytest.CaptureFixture[str], deals: int, says: str) -> None:
    """Where no deal is known nothing can fire, which is said in place of that nothing does."""
    show_deals.risks([], deals=deals)
    assert says in " ".join(capsys.readouterr().out.split())


LATER = "2026-02-02"
FRENCH = "Bonjour, nous avons finalement choisi une autre maison pour les fours, merci de votre compréhension."


def test_a_board_says_what_it_does_not_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no risk is told the board counts those that are less pressing; mails that nobody reads are counted there, on the page and in
    the brief.
    """
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(put(tmp_path / "mail", mail(message_id="a@x"), mail(message_id="b@x", body=FRENCH)), write(tmp_path / "crm"))
        (row,) = (r for r in book.deals(LATER) if r.id == OPEN)
        page = book.deal(OPEN, LATER)
        (told,) = book.brief("Jo Reed", LATER).deals
    assert (row.unread, page.unread, told.unread) == (1, 1, 1)
    show_deals.deals([replace(row, risks=(), more=2, snoozed=1)])
    show_deals.deal(replace(page, risks=()))
    text = " ".join(capsys.readouterr().out.split())
    assert "2 less pressing" in text
    assert "1 put off" in text
    assert "regard risks --all" in text
    assert "no risk is seen" in text
    assert text.count("1 mail of theirs is in a language that is not read") == 2
