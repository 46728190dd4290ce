"""Whether a mail tells in its own words what was promised: stated, perhaps (thanks would show it), or not at all."""

from __future__ import annotations

import pytest
from tests.pace import grows

from regard.evidence.pledges import stems
from regard.evidence.told import tells, thanks_for_it

TOLD = [
    ("the lead times", "Lead time is 4 weeks for the wide jaws and 2 for the narrow."),
    ("the lead times", "6 weeks ex works for the pumps, 3 for the seals; lead times count from the order."),
    ("the price for the 40 mm version", "The price of the 40 mm version is 1,240 EUR."),
    ("the price for the 40 mm version", "The 40 mm version: EUR 1,240 plus freight, 1.240 € each."),
    ("the tracking number", "The tracking number is 1882 553 091."),
    ("the running costs", "Running costs come to about 3.20 EUR an hour."),
    ("her contact details", "Her contact details: Ana Roe, direct line 5550 142."),
    ("the noise figures", "Noise figures: 74 dB(A) at full speed."),
    ("the delivery date", "The delivery date is 14 March."),
    ("the dimensions", "Dimensions are 1200 x 800 x 950."),
    ("the access code", "The access code for the long shaft is KX 7781."),
    ("the prices", "Prices: belt 1,240, roller 310."),
    ("the discount", "The discount is 12 % from ten pieces on."),
    ("the pressure", "The pressure is still 6 bar."),
    ("a figure for the installation", "Installation would be 4,800 EUR."),
]


@pytest.mark.parametrize(("thing", "own"), TOLD)
def test_what_is_stated_is_told(thing: str, own: str) -> None:
    """A sentence that names the thing and says what it is, by a value or a unit."""
    assert tells(f"Hello Ana,\n\n{own}\n\nRegards", stems(thing)) == "told"


NOT = [
    ("the lead times", "The lead times follow on Friday, 2 days late."),
    ("the lead times", "What are your lead times for 3 sizes?"),
    ("the lead times", "Lead times were 4 weeks last year."),
    ("the lead times", "I am still checking. Lead time is 4 weeks as far as I know."),
    ("the prices", "Our prices are firm until 31 December."),
    ("the price", "I asked for the price of 2 versions."),
    ("the price", "The price is not fixed yet, 2 versions are open."),
    ("the price", "As soon as we have the price of the 3 parts you hear from me."),
    ("the price", "The price will follow with our letter of 4 May."),
    ("the dimensions", "Dimensions are as in our mail of 4 May 2026."),
    ("the price of the gearbox", "The pump is 400 EUR."),
    ("the retrofit drawing", "The drawing is 1:20 and 3 sheets long."),
    ("the test report", "The report is 12 pages."),
    ("the access code", "The access code is still with our porter, case 2210."),
    ("the freight rates", "The rate table is 9 sheets long."),
    ("the contact", "For a contact ring me: 555 0123."),
    ("the account", "Account desk: 555 0123."),
    ("the venue address", "We start at 9, the venue address is on the badge."),
    ("the freight cost", "The freight cost is 15 % too high for my taste."),
    ("the fee", "The fee is 15 % of the whole."),
    ("the lead time", "The lead time of your returned drives takes 5 days."),
    ("the figures", "Our figures are with 2 colleagues."),
    ("", "Lead time is 4 weeks."),
]


@pytest.mark.parametrize(("thing", "own"), NOT)
def test_what_asks_promises_or_speaks_of_the_past_tells_nothing(thing: str, own: str) -> None:
    """Nor does a number beside another thing, a day, or a document that has to come itself."""
    assert tells(own, stems(thing)) == ""


def test_a_quote_in_words_is_it_once_thanked_for() -> None:
    """A quote may be a sentence; so may an answer without a number. Thanks show it, unless they want more of the same thing."""
    assert tells("The quote: 12,400 EUR for both, three weeks.", stems("the quote")) == "perhaps"
    assert (
        tells(
            "EPDM stands steam at that pressure, our answer is that you can keep the seals.", stems("the answer on the seals")
        )
        == "perhaps"
    )
    assert thanks_for_it("Lovely, thanks. The order comes on Friday.", stems("the lead times"))
    assert thanks_for_it("That helps, I pass it on.", stems("the lead times"))
    assert not thanks_for_it("Thanks, but I need the lead time for the wide ones too.", stems("the lead times"))
    assert not thanks_for_it("Thanks in advance.", stems("the lead times"))
    assert not thanks_for_it("Received.", stems("the lead times"))


@pytest.mark.parametrize("piece", ["price is 1 ", "is: - 4 ", "4 may ", "1,", "will be ", "€ 4 weeks x "])
def test_a_long_mail_is_read_in_time(piece: str) -> None:
    """Ten times the words cost no more than some ten times as long, up to what is read of a mail."""
    named = stems("the price of the version")
    grows(30, lambda: tells(piece * (3_000 // len(piece)), named), lambda: tells(piece * (1_000_000 // len(piece)), named))
