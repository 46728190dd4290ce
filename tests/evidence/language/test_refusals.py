"""Who says that there is no money or that nothing more be offered, and until when?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.pace import within

from regard.evidence.language.refusals import refuses, reopens

SAID = date(2026, 6, 9)


@pytest.mark.parametrize(
    ("own", "kind", "until"),
    [
        ("Thanks. For the roof we have no budget this year.", "no_money", "2027-01-01"),
        ("Our group has put it aside: all investments are frozen until March.", "no_money", "2027-03-01"),
        ("There's simply no money for new shelves.", "no_money", ""),
        ("There is a spending freeze till September.", "no_money", "2026-09-01"),
        ("You need not prepare another quotation.", "no_offers", ""),
        ("We have no budget this year. Please stop sending me brochures.", "no_offers", ""),
        ("We don't want any more catalogues, thank you.", "no_offers", ""),
        ("Wir haben dieses Jahr kein Budget für neue Regale.", "no_money", "2027-01-01"),
        ("Bitte keine weiteren Angebote.", "no_offers", ""),
        ("Nous n'avons pas de budget.", "no_money", ""),
        ("No tenemos presupuesto este año.", "no_money", "2027-01-01"),
    ],
)
def test_a_refusal_is_heard_with_its_day(own: str, kind: str, until: str) -> None:
    """Of money and of offers, in four languages; that nothing be offered comes before that there is no money."""
    found = refuses(own, SAID)
    assert found is not None
    assert (found.kind, found.until) == (kind, until)


@pytest.mark.parametrize(
    "own",
    [
        "Our prices are frozen until March.",
        "Please do not send the seals before Monday.",
        "Is there no budget left?",
        "If there is no money, say so.",
        "We have no budget problem.",
        "We are not interested in the blue one, send the red.",
        "The rails are frozen in January.",
        "Please do not call us before ten.",
        "We have had no quote from the mill.",
    ],
)
def test_what_only_looks_like_one_is_none(own: str) -> None:
    """Prices, goods, questions, conditions and the weather refuse nothing."""
    assert refuses(own, SAID) is None


@pytest.mark.parametrize(
    ("own", "opens"),
    [
        ("Good news: the budget for the roof has been approved.", True),
        ("Could you send us a quote for forty shelves?", True),
        ("We can go ahead now.", True),
        ("The fair was nice.", False),
        ("Thank you for the quote.", False),
    ],
)
def test_what_takes_it_back(own: str, opens: bool) -> None:
    """The money is there, or they ask for an offer."""
    assert reopens(own) is opens


@pytest.mark.parametrize(
    "piece", ["do not send us ", "no more ", "still no ", "until the ", "everything is ", "please send ", "budget ", "x "]
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in time."""
    text = piece * (1_000_000 // len(piece))
    within(2, lambda: (refuses(text, SAID), reopens(text)))
