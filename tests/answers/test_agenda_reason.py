"""A place on the agenda says in one plain sentence why it is there now, and what would be worth doing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regard.answers.agenda import Agenda, Chosen
from regard.answers.agenda_facts import Kept, Passed
from regard.answers.agenda_reason import reason
from regard.answers.departed import Departed
from regard.answers.need import Promised
from regard.answers.waiting import Waiting
from regard.model import DAY
from regard.results import Told
from regard.review.agenda import Stake

NOW = 20_000 * DAY
STAKE = Stake("jo", 0.1, 0.42, 1.0, 1.0, "unknown")
PLACE = Chosen("jo", "stake", STAKE)
OURS = Kept("m1", NOW - 91 * DAY, "Re: Seals for Leeds")
THEIRS = Kept("m2", NOW - 5 * DAY, "Pumps", outbound=False)
LIST = Promised("the list", "", "", overdue=True)
FELL = replace(PLACE, stake=replace(STAKE, standing=0.9, which="lost"))
DROP = "trust fell from 61 (as of 2024-03-01) to 45"
LITTLE = replace(PLACE, stake=replace(STAKE, standing=0.9, which="never gained"))
DEAL = replace(PLACE, stake=replace(STAKE, money=2.0))
SAID = {"quote": "We sign when the audit is done.", "date": "2024-09-01T10:00:00Z"}
LATER = {"quote": "Let us park this until May.", "date": "2024-09-01T10:00:00Z"}
ORDERED = {**LATER, "quote": "Please deliver forty of them to the second hall, not before 22 October."}
ASK = Waiting("jo", "m", NOW - 3 * DAY, "Pumps", "When do they come?", 0, 18, (("sam", "Sam Hart"),))

GOING = Departed(NOW - 9 * DAY, "m", 0, 18, "I retire in June.", "Nils Berg (nils@acme.example)", announced=True)
DUE = Told("deadline", "", "jo", "Jo Reed", "Bids close on 8 October", due="2024-10-08")


def agenda(**known: object) -> Agenda:
    return replace(Agenda((PLACE,), {}, {}, {}, {"within_months": 4}), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "place", "more", "now", "do"),
    [
        ({"waiting": {"jo": ASK}}, PLACE, {"complained_us": NOW - DAY}, "they complained on", "Settle the complaint first"),
        ({"waiting": {"jo": ASK}, "promised": {"jo": LIST}}, PLACE, {}, "a promise of ours to them is overdue", "Do what"),
        ({"going": {"jo": GOING}, "promised": {"jo": LIST}, "fell": {"jo": DROP}}, FELL, {}, "they wrote", "Meet Nils Berg (nils"),
        ({"going": {"jo": GOING}}, PLACE, {"complained_us": NOW - DAY}, "they complained on", "Settle the complaint first"),
        ({"waiting": {"jo": ASK}}, PLACE, {}, "their question waits", "Answer what they asked"),
        ({"days": {"jo": [DUE]}, "waiting": {"jo": ASK}}, PLACE, {}, "their question waits", "Answer what they asked"),
        ({"days": {"jo": [DUE]}, "fell": {"jo": DROP}}, FELL, {}, "near: 2024-10-08, “Bids close on 8 October”", "Decide what you do"),
        ({"fell": {"jo": DROP}}, FELL, {"fell": "said no"}, f"their {DROP}; most since the last review: said no", "Ask what changed"),
        ({"passed": {"jo": Passed(OURS)}}, FELL, {"fell": "said no"}, "not been in touch for 90 days", "Take up “Seals for Leeds” of"),
        ({"passed": {"jo": Passed(OURS, THEIRS)}}, PLACE, {}, "since is kept: our last is 90 days old", "Take up “Pumps” of"),
        ({"passed": {"jo": Passed(OURS)}}, PLACE, {}, "not been in touch for 90 days", "Take up “Seals for Leeds” of"),
        ({"passed": {"jo": Passed(replace(OURS, subject="Out of Office"))}}, PLACE, {}, "for 90 days", "Take up what we wrote on"),
        ({}, replace(PLACE, stake=replace(STAKE, money=2.0)), {}, "an open deal rests on them", "next step of the deal"),
        ({}, LITTLE, {}, "they answer or come to us less than is usual here", "easy to answer"),
        ({}, LITTLE, {"weak": "value"}, "they seldom ask for our advice", "Bring one idea"),
        ({}, DEAL, {"last_said": SAID}, "an open deal rests on them", "last (2024-09-01: “We sign when the audit is done.”)"),
        ({}, DEAL, {"last_said": LATER}, "they put it off on 2024-09-01: “Let us park this until May.”", "Do not press for a step now"),
        ({}, DEAL, {"last_said": ORDERED}, "an open deal rests on them", "Begin with what they wrote last"),
        ({}, DEAL, {"last_said": LATER, "risks": ({"clears": "A signature."},)}, "they put it off", "agree when to take it up again"),
        ({}, replace(PLACE, because="turn", stake=None), {}, "it is their turn", "Or pass on"),
    ],
)  # fmt: skip
def test_the_first_thing_that_applies_is_told(
    known: dict[str, object], place: Chosen, more: dict[str, object], now: str, do: str
) -> None:
    """A complaint, a leaving, our promise, their question, a day of theirs, what fell, what they wrote since, silence, money, a turn."""
    found = reason(agenda(**known), place, NOW, **more)  # type: ignore[arg-type]
    assert now in found.now
    assert do in found.do
    assert not found.now.endswith(".")
    assert found.do.endswith(".")
