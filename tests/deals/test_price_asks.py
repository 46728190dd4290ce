"""Plain requests for a price or an offer, of many trades, and near misses: half was worked with, the other half counted once."""

from __future__ import annotations

import pytest
from tests.deals.made import touch

from regard.deals.matters import signs
from regard.deals.records import Touch
from regard.evidence.language.detect import cues
from regard.model import Span

WORKED = [
    "Grateful for a fee proposal for the structural survey of the annex.",
    "Please price up the attached drawing, 500 off and 2,000 off.",
    "Would you be able to tender for the cleaning of our new site?",
    "I need a price on four tonnes of galvanised sheet, delivered.",
    "We would need 12 more seats from March, what would that come to?",
    "Could I get a proposal for managed backups of our three offices?",
    "What does it cost to have the roller doors serviced twice a year?",
    "Send over your price list for the spring range and your minimum order please.",
    "Can you give me an idea of the price for a full rebrand of two websites?",
    "Please advise your price and delivery time for 25 pumps of the same type.",
    "I'd like a quotation for the catering of our summer party, about 150 people.",
    "What are your rates for a senior tester for six months?",
    "We're looking at replacing our forklifts next year and would like an offer from you.",
    "We want to add the warehouse module; please let me know the price.",
    "How much per unit if we take a full container?",
]
WORKED_NOT = [
    "I am quoting here from the manual, page 12.",
    "I wonder what those concert tickets cost you, they must have been dear.",
    "It would cost us a fortune if the pump fails once more.",
    "My neighbour wants to sell his boat, do you know a fair price?",
    "The catering last summer cost us 9,000 and everybody was happy.",
    "Would you like a quote from us for your office cleaning?",
    "What did you pay for your flat in the end, if I may ask?",
    "Let me know what I owe you for the lunch.",
    "I offered him a job in our Leeds branch, he starts in May.",
    "How much does your daughter's school charge for lunch?",
    "The price of steel went up again, did you see the paper?",
    "We can offer you the same hose at 4.20 a metre if you order this week.",
    "Can you explain the price increase on line 3 of your last invoice?",
    "The price you gave us last year was 12 euros a piece, as I recall.",
    "Your colleague already sent me the offer yesterday, all good.",
]
UNREAD = [
    "What would it cost us to go from monthly to weekly collections?",
    "What's your day rate for a site survey?",
    "I'm after a quote for 3,000 printed boxes with our logo.",
    "Could you quote me for a third line next to the two you installed in spring?",
    "We have budget for a new compressor and would welcome your quote by Friday.",
    "Could you let us have your best price for 40 pallets a week?",
    "Can you put an offer together for training our twelve new drivers?",
    "Please send me prices for 200 metres of the braided hose.",
    "Can you do me a price for repainting the hall?",
    "Could you work out what a second machine would cost us?",
    "Any chance of a ballpark for insuring six vans?",
    "How much is the premium licence for a team of thirty?",
    "We are inviting three suppliers to bid for the canteen contract and would like you to be one.",
    "Kindly send us your most competitive offer for the items below.",
    "How much would you charge for translating a 90-page manual into Polish?",
]
UNREAD_NOT = [
    "What does it cost me to be patient, you ask? Nothing.",
    "Why was I charged twice for the March collection?",
    "Thank you for the quote, I have passed it on to purchasing.",
    "How much time would it take you to look at the report?",
    "We have decided not to ask for an offer this year.",
    "The bid you made for the canteen was not successful, I'm sorry to say.",
    "What rates does the bank give you on your mortgage?",
    "Could you resend the invoice, the amount does not match the order?",
    "Your competitor quoted us far less for the same job.",
    "At any price, we must have the line running on Monday.",
    "Please find attached our quotation for the 40 pallets you asked about.",
    "Could you tell me how much we still owe on invoice 4471?",
    "Frankly, your prices have become far too high for what we get.",
    "We would be glad to send you our rates for temp staff.",
    "How much longer do we have to wait for the 25 pumps?",
]


def written(text: str) -> Touch:
    """A buyer's mail of these words, with the questions and requests that are found in it."""
    found = cues(text, (Span(0, len(text), "own"),))
    asks = tuple((c.start, c.end) for c in found if c.kind in {"question", "request"} and c.end > c.start)
    return touch(1, "lena", "SAM", text, asks=asks)


@pytest.mark.parametrize("text", WORKED)
def test_a_plain_request_for_a_price(text: str) -> None:
    """A price, rates, a quote or a tender asked for in any plain form is heard as a step of buying, question mark or not."""
    assert signs(written(text)) is not None


@pytest.mark.parametrize("text", WORKED_NOT)
def test_a_price_that_is_not_asked_of_us(text: str) -> None:
    """Private life, bills, what was paid before, an offer of the writer's own and the news ask for nothing that we sell."""
    assert signs(written(text)) is None


def test_the_half_that_was_counted_once() -> None:
    """Of requests not looked at while the forms were written 14 of 15 are heard, of near misses none (docs/validity/deals.md)."""
    assert sum(signs(written(text)) is not None for text in UNREAD) == 14
    assert not [text for text in UNREAD_NOT if signs(written(text)) is not None]
