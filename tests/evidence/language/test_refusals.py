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
    ("till", "said", "until"),
    [
        ("until the end of June", date(2026, 6, 9), "2026-07-01"),
        ("until the end of August", date(2026, 6, 9), "2026-09-01"),
        ("till late December", date(2026, 12, 3), "2027-01-01"),
        ("until mid-July", date(2026, 6, 9), "2026-07-15"),
        ("until June 24", date(2026, 6, 9), "2026-06-24"),
        ("before the 9th of June", date(2026, 6, 9), "2026-06-09"),
        ("until 2 June", date(2026, 6, 9), "2027-06-02"),
        ("until 31 June", date(2026, 6, 9), "2026-07-01"),
        ("until October 2028", date(2026, 6, 9), "2028-10-01"),
        ("until the end of May 2026", date(2026, 6, 9), "2026-06-01"),
        ("until the start of August", date(2026, 6, 9), "2026-08-01"),
        ("until 2029", date(2026, 6, 9), "2029-01-01"),
        ("until the end of the year", date(2026, 6, 9), "2027-01-01"),
        ("until the end of next year", date(2026, 6, 9), "2028-01-01"),
        ("until the 23rd", date(2026, 6, 9), "2026-06-23"),
        ("before the 4th", date(2026, 6, 9), "2026-07-04"),
        ("this quarter", date(2026, 6, 9), "2026-07-01"),
        ("until next quarter", date(2026, 7, 9), "2026-10-01"),
        ("until the end of the quarter", date(2026, 11, 9), "2027-01-01"),
        ("this month", date(2026, 12, 9), "2027-01-01"),
        ("until next week", date(2026, 6, 9), "2026-06-15"),
        ("as I wrote this week", date(2026, 6, 9), ""),
        ("until the 3rd quarter", date(2026, 6, 9), "2026-07-01"),
        ("until fiscal Q2", date(2026, 11, 9), "2027-04-01"),
        ("until the end of Q1", date(2026, 11, 9), "2027-04-01"),
        ("until Q4", date(2026, 11, 9), "2027-10-01"),
        ("until the second half of 2027", date(2026, 11, 9), "2027-07-01"),
        ("bis zum zweiten Quartal", date(2026, 11, 9), "2027-04-01"),
        ("jusqu'au T2", date(2026, 11, 9), "2027-04-01"),
        ("hasta el segundo trimestre", date(2026, 11, 9), "2027-04-01"),
        ("until the next fiscal year", date(2026, 11, 9), "2027-01-01"),
        ("until second thoughts", date(2026, 11, 9), ""),
        ("bis Ende August", date(2026, 6, 9), "2026-09-01"),
        ("before, may be, the fair", date(2026, 6, 9), ""),
        ("before may be the fair", date(2026, 6, 9), ""),
    ],
)
def test_the_day_is_the_one_that_they_named(till: str, said: date, until: str) -> None:
    """Its end, middle, day and year are read, and this month's days are still to come."""
    found = refuses(f"For the hall there is no money {till}.", said)
    assert found is not None
    assert found.until == until


@pytest.mark.parametrize("own", ["Projects are no longer on hold.", "The hiring freeze has been lifted."])
def test_what_is_over_refuses_nothing(own: str) -> None:
    """A freeze that ended is no freeze; one that is not over is."""
    assert refuses(own, SAID) is None
    assert refuses("The hiring freeze is not over yet.", SAID) is not None


@pytest.mark.parametrize(
    "own",
    [
        "Funds for the hall are still not released.",
        "There is no money available at the moment.",
        "The board has never confirmed it, nor was any budget approved.",
        "The budget has yet to be signed.",
        "Money will be released in autumn.",
        "Once the funding is confirmed, you hear from me.",
        "Was the budget approved?",
        "A stop of the budget round was confirmed.",
        "The budget cut was approved.",
        "For the broken pump I want our money back.",
        "We are not ready to order.",
        "We can start as soon as the board says so.",
        "Das Budget ist nicht genehmigt.",
        "We can order in the new year.",
        "We can proceed when the roof is dry.",
        "The hold of the ship was removed.",
        "The budget for next year is approved.",
    ],
)
def test_who_repeats_it_takes_nothing_back(own: str) -> None:
    """What is denied, still to come or hangs on something is no money that is there."""
    assert not reopens(own)


@pytest.mark.parametrize(
    "own",
    [
        "There was nothing last year, but the money is available now.",
        "In May, after many talks by the river, the funds for the hall\nwere released.",
        "The freeze is over.",
        "I hear that the money for the roof is back.",
        "We have no drawing yet, could you send us a price and an offer?",
        "We can proceed if you like.",
        "Das Budget wurde genehmigt.",
    ],
)
def test_who_says_no_of_something_else_takes_it_back(own: str) -> None:
    """A denial beside it is not one of the money."""
    assert reopens(own)


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
    "piece",
    [
        "do not send us ",
        "no more ",
        "still no ",
        "until the ",
        "everything is ",
        "please send ",
        "budget ",
        "x ",
        "funds approved ",
        "if money is back ",
    ],
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in time."""
    text = piece * (1_000_000 // len(piece))
    within(2, lambda: (refuses(text, SAID), reopens(text)))
