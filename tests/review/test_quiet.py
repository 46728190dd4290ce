"""What is told in confidence is heard as that, in plain words; what is merely confidential print, or asks for something else, is not."""

from __future__ import annotations

import pytest

from regard.evidence.language import cues
from regard.model import Span
from regard.review.advising import kind_of

QUIET = """
Please do not pass it on: our director has chosen already.
A tip, and please don't pass this on.
Off the record: they want a second source.
Off the record, the board has said yes.
This is off the record.
Strictly between you and me, the budget is gone.
This stays between us.
That has to stay between us, please.
Before it is official: I am going to Oslo.
Please don't quote me.
Don't quote me on that.
I tell you this in confidence.
In strict confidence.
Strictly confidential, please.
Please do not share this with anyone.
Please don't share this yet.
Keep this to yourself.
Please keep it quiet for now.
You did not hear this from me.
You don't have this from me.
Nobody else knows this yet.
This is for your eyes only.
Please do not mention this to my boss.
This is not official yet.
It must not go any further.
Please do not tell anyone yet.
""".strip().splitlines()
OPEN = """
The information in this mail is confidential and may be privileged.
We need a confidentiality agreement.
We have full confidence in your people.
The contract between us ends in May.
Please do not share the drive with two computers.
Please do not pass the lorry on the left.
Please pass it on to Lena.
Do not forward the invoice to the old address.
For the record, we paid in May.
Our record is good.
Please do not quote for the second hall.
Please do not quote us the old price.
Tell us before it is too late.
The price was announced before it was official.
Nobody knows the date yet.
Who else knows this machine?
Please keep the door shut.
The stock must stay between two and five degrees.
It must stay dry.
This is for your records only.
The meeting is between us and the carrier.
Please share this with your team.
Did you hear this from Tom?
The unit is quiet.
Please do not mention the price on the label.
""".strip().splitlines()


def told(text: str) -> bool:
    return any(c.kind == "coaches" for c in cues(text, [Span(0, len(text), "own")]))


@pytest.mark.parametrize("text", QUIET)
def test_a_confidence_is_heard(text: str) -> None:
    """Who asks not to pass on, quote or mention something tells it in confidence."""
    assert told(text)


@pytest.mark.parametrize("text", OPEN)
def test_no_confidence_is_made_up(text: str) -> None:
    """Print, papers, prices and what may be passed on are none."""
    assert not told(text)


def test_it_is_no_advice() -> None:
    """A wish not to pass it on makes a confidence of what else says nothing to do."""
    assert kind_of("Please do not pass it on.", "Our director has chosen already. Please do not pass it on.") == "confidence"
