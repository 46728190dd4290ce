"""A no in plain words is heard as one, and what only looks like it is not. Written down before the rules were."""

from __future__ import annotations

import pytest

from regard.evidence.language import cues
from regard.model import Span

SAYS_NO = """
There is no need for that, the manual is enough.
No need for a workshop, thanks.
Not now, we have no time for it.
Not at the moment, too much going on here.
Please do not send me any more offers.
Please stop sending me these mails.
We will pass, thank you.
Not for us this year.
Not this year, I am afraid.
I would rather not.
I would prefer not to.
I'd rather not, to be honest.
We are not in the market for scales.
We're not looking for a new supplier at present.
I am not looking to change anything this year.
That does not work for us at all.
That won't work for us, the lorries leave at six.
Nothing for us, sorry.
Nobody here has asked for an offer.
We have not asked for a quotation.
I have neither the time nor the people for a pilot.
We have no use for a second unit.
We don't want a demonstration.
I do not wish to receive any further mails.
Please take me off your mailing list.
Please remove my address from your list.
Kindly leave us alone with these offers.
Do not write to me again, please.
Please don't call me any more.
As for the trial, no.
As for a visit, not now, we have stocktaking.
The answer is still no.
No, we do not need one.
No, that is too much for a small plant.
We can do without it.
We can live without the extra module.
I don't have time for a call.
We have no time for a workshop this autumn.
A call would be a waste of your time and mine.
I see no point in meeting again.
We shall not be needing this.
That is kind, but we are fine as we are.
It is not the moment for new machines.
Sorry, the plant has no capacity for trials before summer.
Don't bother with a quote.
Save yourself the trip.
You need not come, thanks.
I must disappoint you, we stay where we are.
That is of no interest to us.
Not for me, thanks.
No interest, sorry.
We do not need another supplier.
We don't need training, our people know the system.
Please refrain from sending further offers.
Please cross us off your list.
I have no wish to go through this again.
We see no need for a visit.
A visit is not necessary.
I'd prefer not to meet at this stage.
This is not on our agenda.
We have decided to leave it.
Let's leave it for this year.
We cannot spare anybody for a workshop.
No time, sorry.
We are too busy for this.
I must say no to the pilot.
Nothing doing this quarter.
Thank you, but we already have a supplier for that.
We already have somebody for this.
This does not suit us.
Please don't contact us again.
We will not take part in the survey.
I did not ask for a brochure.
It would not make sense for us.
That makes no sense for a plant of our size.
""".strip().splitlines()
SAYS_NO_SUCH_THING = """
No need to apologise.
No need to worry, the lorry was on time.
There is no need for you to bring the papers.
No problem, Thursday is fine.
No, it has not arrived yet.
Not now, but Tuesday works.
Not today, could we talk on Friday instead?
Thursday does not work for me, but Friday at ten does.
That does not work for us on Monday, could you do Wednesday?
Please do not send it to Tom but to me.
Please do not send the drawings before Friday.
Please do not send me any more than the two pages I asked for.
I would rather not wait until June.
I would rather not start without the drawings, can you send them?
We will pass the note to Lena.
We are not looking for trouble.
We are not looking at Monday, we are looking at Tuesday.
No, we have not signed yet, it comes tomorrow.
I have not asked for the discount yet, I will.
They are not in the market for scales.
No time was given for the delivery.
Please take me off the copy of this thread.
Please remove the second line from the offer.
Please leave it with us until Friday.
If we do not need it we will say so.
Do you not need one?
There is no time to lose.
We have no time to lose, please send the contract.
Nobody here has asked about the colour.
As for the price, no objections.
As for the trial, no questions from our side.
No, thank you for your patience.
We cannot do without it.
We can't live without the extra module.
I don't have time for a call today, tomorrow at nine?
I see no point in waiting, let us start.
Please do not call before nine.
Do not write to Tom again, write to me.
We don't want a delay.
We do not want to lose the slot, please book it.
The customers do not want a demonstration.
""".strip().splitlines()


def declines(text: str) -> bool:
    return any(cue.kind == "declines" for cue in cues(text, [Span(0, len(text), "own")], is_reply=True))


@pytest.mark.parametrize("text", SAYS_NO)
def test_a_plain_no_is_heard(text):
    """Who needs, wants or has time for nothing of it, or wishes to hear no more, says no."""
    assert declines(text)


@pytest.mark.parametrize("text", SAYS_NO_SUCH_THING)
def test_what_only_sounds_like_one_is_not(text):
    """A fact, another day, a part of it, or somebody else's no is none."""
    assert not declines(text)


def test_the_sentence_that_says_it_is_shown():
    """The cue lies on the sentence that declines, not on the greeting."""
    text = "Hello Mara!\n\nThe children send their best. As for the survey, not now, we have no time for it.\n\nTom"
    found = [cue for cue in cues(text, [Span(0, len(text), "own")], is_reply=True) if cue.kind == "declines"]
    assert [text[c.start : c.end] for c in found] == ["As for the survey, not now, we have no time for it."]
