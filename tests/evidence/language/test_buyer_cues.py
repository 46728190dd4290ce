"""What buyers say about their inside, their aims, other people and other suppliers: sentences of our own, right and wrong, by kind."""

from __future__ import annotations

import pytest

from regard.evidence.language import cues
from regard.evidence.language.detect import named
from regard.evidence.language.rules import EXPERIMENTAL
from regard.model import Cue, Span

RIGHT = {
    "discloses": """
        Our budget for the year is already spent.
        Our IT budget was cut by a third.
        We have $60,000 set aside for this.
        We budgeted for one plant, not for two.
        We do not have the money for it this year.
        Our CFO is still not convinced.
        Our board is divided over the move.
        My boss wants to stay with what we have.
        There is a lot of resistance on our side.
        Internally, people call it Tom's project.
        We just lost our biggest customer.
        We are going through a merger, so things are slow.
        Our sales are down for the third month.
        Our fiscal year ends in September.
        Our contract with Brandt runs until March.
        We plan to make a final decision before the summer.
    """,
    "coaches": """
        Between you and me, the other bid is weaker.
        Just between us: finance has not read it.
        Off the record, Marit has the last word.
        You didn't hear it from me.
        Please keep that to yourself for now.
        The best way to get this through is a pilot in one plant.
        The easiest way to convince our controller is a payback table.
        If I were you, I would wait until after the board meeting.
        To get it approved, you should show the savings first.
        You should speak with our controller before the meeting.
        You might want to talk to Marit first.
        Make sure to mention the payback.
        I would lead with the service.
        Expect some hard questions from our lawyers.
        He will push you on the payment terms.
        Be careful with our purchasing people.
    """,
    "names_competitor": """
        We are also talking to Nordvik.
        We are already in talks with Brandt Systems.
        We are currently evaluating Nordvik.
        We are comparing you with Brandt.
        We are seriously considering Nordvik and Brandt.
        We have received a quote from Nordvik.
        We're waiting for a proposal from Brandt.
        We got a better price from Nordvik.
        There is a cheaper offer from Brandt on my desk.
        We have decided to go with Nordvik.
        We went with Brandt Systems in the end.
        We have chosen Nordvik.
        We've switched to Brandt.
        We are leaning towards Nordvik.
        Your price is higher than Nordvik's.
    """,
    "defers": """
        I need to check with our CFO.
        I'll check with Marit and come back to you.
        I have to run this by our legal team first.
        Let me check with Ida Holm.
        Let me run it past our controller.
        We need to get approval from the board.
        I still need to get sign-off from Tom Brandt.
        We are waiting for approval from our head of purchasing.
        I will have to ask our managing director.
        We must discuss this with our lawyers.
        That is a decision for our managing director.
        It's really up to our CFO.
        The final decision rests with Marit.
        Our CFO must approve anything above ten thousand.
        I do not have the authority to sign it.
    """,
    "brings_superior": """
        I'd like my director to see this.
        We would like our CFO to join the call.
        I would like my boss to hear it from you.
        I've copied our president.
        I am copying my boss.
        I have looped in our managing director.
        I'm adding our vice president.
        We have invited our CEO.
        I am bringing my supervisor along.
        Our CFO will join us.
        My boss would like to meet you.
        Our managing director wants to see the demo.
        Our president, Ida Holm, will join the call.
        My director will be attending.
        Our head of operations is joining as well.
    """,
    "talks_outcomes": """
        Our goal is to halve the downtime.
        Our main objective for the year is a faster delivery.
        Our top priority is to keep the plant running.
        Our targets for this year are not easy.
        We need to reduce our energy costs.
        We want to grow our sales in the north.
        We are trying to shorten delivery times.
        We are looking for ways to cut waste.
        We hope to improve our customer retention.
        It would help us lower our inventory.
        It saved us about 30 hours a month.
        We have reduced our error rate.
        We have already cut our costs.
        We saw a 15% increase in orders.
        Our downtime is down by 20%.
    """,
    "price_only": """
        Is that your best price?
        Is this really your final offer?
        What is your best price?
        Send me your lowest price.
        Can you do better on the price?
        Could you lower the rate?
        Would you match their offer?
        Your price is too high.
        The quote is still way over budget.
        Your rates are not competitive.
        Can we get a better discount?
        Could you give us a volume discount?
        We need a 10% discount.
        That's too expensive.
        How much does it cost?
    """,
    "leaves": """
        My last day is Friday.
        My last day at the company will be the 3rd.
        I am leaving the company.
        I'll be leaving my position at the end of May.
        I am retiring in June.
        I have resigned.
        I've accepted a new position at a bank.
        I have given my notice.
        Tom is no longer with us.
        She is no longer with the company.
        Our CFO has left the company.
        My boss is retiring.
        He has resigned.
        Ida Holm will be your new contact.
        I have taken over from Tom.
        I am replacing Tom as head of purchasing.
    """,
}
WRONG = {
    "discloses": """
        What is your budget for the year?
        If our budget is approved we will call.
        Your board is divided.
        Our budget meeting is on Monday.
        Our boss says hello.
        The city budget was cut by a third.
        We have set a date.
        Is our CFO convinced?
        We lost the key to the room.
        If we lose our biggest customer we are done.
        They are going through a merger.
        Your sales are down.
        When does our contract run out?
        Our contract is attached.
        We will decide where to have lunch.
        Our board sends its thanks.
    """,
    "coaches": """
        The line between us was bad.
        The agreement between us and Brandt is attached.
        Is that between you and me?
        Please keep the file.
        What is the best way to get this approved?
        The best way to get to the plant is by car.
        Tom said the best way to win them is patience.
        If I were there I would help.
        Should you speak with our controller first?
        You should get the parcel by Friday.
        Make sure you switch it off.
        Expect the parcel on Friday.
        Please push the button.
        He will push the date.
        Be careful with the glass.
        We split the cost between us and them.
    """,
    "names_competitor": """
        We are also talking to our bank.
        We are also talking to you.
        We have received your quote.
        We have received a quote from you.
        Are they also talking to Nordvik?
        If we decided to go with Nordvik you would know.
        They went with Brandt.
        We went with the train.
        We are considering your offer.
        We are comparing the two lists.
        We got a letter from Nordvik.
        Tom said we chose Nordvik.
        Your price is higher than last year.
        We have chosen the blue one.
        We met on Monday.
    """,
    "defers": """
        Please check with your CFO.
        Did you check with Marit?
        If I need to check with our CFO I will.
        I need to check the numbers.
        He said he will check with Lena.
        I have checked with our CFO, and it is fine.
        Let me check the calendar.
        I will check with you tomorrow.
        It's up to you.
        We need to get approval.
        The decision is yours.
        Your CFO must approve it.
        They do not have the authority to sign it.
        Does our CFO have to approve it?
        We will discuss this on Monday.
    """,
    "brings_superior": """
        I'd like your director to see this.
        I would like my coffee black.
        If my boss joins I will say so.
        Will our CFO join the call?
        I have not copied my boss.
        I've copied Lena.
        I'm adding a row.
        We have invited our customers.
        Our president was on holiday.
        My boss would like a coffee.
        He said my boss will join.
        Your CEO will join us.
        Our director of music will sing.
        The head of the pump is joining the pipe.
        I am bringing the slides.
    """,
    "talks_outcomes": """
        What is our goal?
        Your goal is to sell.
        If our goal is to grow we need it.
        The goal was scored by the goalkeeper.
        We need to increase the font.
        Do we need to reduce our costs?
        They need to reduce their costs.
        You helped us find the room.
        It saved us a seat.
        We saw a film.
        We have cut the cake.
        We have improved.
        Our sales team is here.
        He said we have reduced our costs.
        Our downtime is on Sunday.
    """,
    "price_only": """
        The price list is attached.
        If your price is too high we will say so.
        He said the price was too high.
        What is your best time?
        Send me your best regards.
        Can you do better on the date?
        Could you lower the crane?
        The gas price rose.
        The water is too high.
        We need a 10% sample.
        That's too early.
        How much time do you have?
        Your offer is attached.
        Thank you for the discount.
        We got the rate sheet.
    """,
    "leaves": """
        I am leaving at five.
        I am leaving for the airport.
        I'll be leaving the keys at the desk.
        He has left a message.
        The train has left.
        If I leave the company I will tell you.
        Is Tom no longer with you?
        The offer is no longer available.
        My last mail was on Friday.
        The last day of the fair is Friday.
        I have resigned myself to the rain?
        I am replacing the pump.
        Who is your new contact?
        I have taken over the car.
        She is leaving us the keys.
    """,
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(kind, line.strip()) for kind, text in table.items() for line in text.strip().splitlines()]


def read(text: str) -> tuple[Cue, ...]:
    return cues(text, [Span(0, len(text), "own")])


def test_every_kind_has_enough_sentences():
    """At least fifteen sentences of each sort stand here for every kind that never counted."""
    for table in (RIGHT, WRONG):
        assert set(table) == EXPERIMENTAL - {"complains", "acts_on"}
        assert all(len(text.strip().splitlines()) >= 15 for text in table.values())


@pytest.mark.parametrize(("kind", "text"), lines(RIGHT))
def test_right(kind, text):
    """The sentence does what its kind says, and the cue spans it."""
    found = [c for c in read("Hello Lena,\n\n" + text + "\n") if c.kind == kind]
    assert [("Hello Lena,\n\n" + text)[c.start : c.end] for c in found] == [text]


@pytest.mark.parametrize(("kind", "text"), lines(WRONG))
def test_wrong(kind, text):
    """The sentence looks like its kind and is not."""
    assert kind not in {c.kind for c in read(text)}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("I need to check with our CFO.", ["our CFO"]),
        ("Before anybody here can say yes, I will have to\ncheck  with Ida Holm, I am afraid.", ["Ida Holm"]),
        ("We are also talking to Nordvik’s people.", ["Nordvik"]),
        ("We have received a quote from Brandt & Sons.", ["Brandt & Sons"]),
        ("Your price is higher than Nordvik's.", ["Nordvik"]),
        ("Our CFO must approve it.", []),
        ("Our goal is to halve the downtime.", []),
    ],
)
def test_whom_a_cue_names(text, who):
    """A deferral and a rival supplier carry the place of the name or role, wherever lines were broken."""
    before = "Dear Lena,\n\n"
    whole = before + text
    found = [c for c in read(whole) if c.kind in EXPERIMENTAL]
    assert found
    assert [whole[a:b] for c in found for a, b in named(whole, c)] == who


def test_shouted_names_are_no_names():
    """Where everything is in capitals, a capital tells no name from a word."""
    assert "names_competitor" not in {c.kind for c in read("WE ARE ALSO TALKING TO OUR BANK AND OTHERS.")}


def test_a_closing_message_stays_one():
    """A kind that no channel counts does not change what a message is otherwise."""
    text = "Will do, thanks."
    assert {c.kind for c in read(text)} == {"closing"}
