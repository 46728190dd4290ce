"""Another firm's offer is told by the words of who made it, and by the words of who shows it."""

from __future__ import annotations

import pytest
from tests.deals.made import touch

from regard.deals.rival_offers import offer_in, shows_theirs
from regard.deals.signs import signs


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (
            "Dear Lena,\nOur price for the 40 pallets would be 12.40 EUR each, delivered.\nRegards",
            "Our price for the 40 pallets would be 12.40 EUR each, delivered.",
        ),
        ("Please find attached our quotation.", "Please find attached our quotation."),
        ("Thanks for your visit on Monday.", None),
        ("The trip cost 300 EUR.", None),
    ],
)
def test_an_offer_in_what_is_forwarded(text: str, offer: str | None) -> None:
    """The sentence that puts a price or a proposal, with its place; none in other mail."""
    found = offer_in(text)
    assert (found and found[2]) == offer
    assert found is None or text[found[0] : found[1]] == offer


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("See below what they offer us.", True),
        ("Have a look at what somebody else is charging us.", True),
        ("Attached is another quote, 12 % below yours.", True),
        ("This is the quote we got from somebody else.", True),
        ("See below what they asked me.", False),
        ("Your other offer is attached again.", False),
        ("Attached is the other price list of yours.", False),
        ("They asked what we sent in March.", False),
    ],
)
def test_words_that_show_an_offer(words: str, shown: bool) -> None:
    """What stands below or hangs on a mail is somebody else's offer: a sign of a competitor by itself."""
    assert ("rival" in {s.kind for s in signs(touch(1, "lena", "SAM", words))}) == shown


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        ("Their quote is attached.", True),
        ("Here is Kaltwerk's offer.", True),
        ("I attach a second quote.", True),
        ("Attached is your quote, signed.", False),
        ("Attached is the signed offer.", False),
    ],
)
def test_whose_the_attached_offer_is(words: str, theirs: bool) -> None:
    """Beside a file that is named as an offer fewer words are enough; a signed offer of ours is none."""
    assert shows_theirs(words) == theirs


@pytest.mark.parametrize(
    "words",
    [
        "Here's the quote.",
        "That\u2019s the price list I meant.",
        "I enclose the tender from our buying office.",
        "Attached are the final terms of payment.",
        "Enclosed is the price list of last autumn.",
        "This is the quotation of Monday with my notes.",
        "Here is the tender from Procurement.",
        "Today's prices are attached.",
        "Attached is Olga's proposal for the agenda.",
        "We need a lower offer than this one.",
        "Could you make another quote?",
        "I attach another offer of yours.",
        "Sam's quotation is attached, signed.",
        "Attached is the offer from Sam, signed.",
    ],
)
def test_what_names_no_other_firm(words: str) -> None:
    """Their own tender, terms, days, wishes and an offer of one of ours are no competitor's."""
    assert not shows_theirs(words, {"sam", "hart"})


@pytest.mark.parametrize(
    "words",
    [
        "Kaltwerk\u2019s price list is attached.",
        "I enclose the quotation from Kaltwerk.",
        "Attached is an offer from our present supplier.",
        "Here is the bid of somebody else.",
    ],
)
def test_what_names_one(words: str) -> None:
    """A name with a capital, a supplier, somebody else."""
    assert shows_theirs(words, {"sam", "hart"})
