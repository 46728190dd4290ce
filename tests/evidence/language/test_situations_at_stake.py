"""Two ways to tell a situation that no other frame has: another supplier is wanted; what they lose otherwise."""

from __future__ import annotations

import pytest

from regard.evidence.language.situations import tells

OTHERS = [
    "My director wants to change the agency.",
    "He asked me for two other names.",
    "Our CEO is thinking of switching suppliers.",
    "Our CFO would like to replace the vendor.",
    "My boss has decided to change the provider.",
    "The managing director considers changing the carrier.",
    "Our purchasing director plans to drop the supplier.",
    "My director insists on changing the contractor.",
    "Our CFO asked us to find three other suppliers.",
    "She told me to get some other vendors.",
    "The board asked us for alternative providers.",
    "Our new COO wants to replace the agency.",
    "My boss is pushing to switch the vendor.",
    "Our director threatens to leave the supplier.",
    "Our CEO intends to change the consultants.",
    "They asked purchasing to find other carriers.",
    "Our managing director wants to switch to another firm.",
    "Our director asked me to suggest two other contractors.",
    "Our managing director talks of swapping the supplier.",
    "He asked us for some other agencies.",
]
NO_OTHERS = [
    "My director wants to change the date.",
    "He asked me for two other numbers.",
    "Our CEO is thinking of switching offices.",
    "We changed the supplier two years ago.",
    "If our CFO wants to change the agency, I will tell you.",
    "Does your director want to change the agency?",
    "My boss never wants to change the supplier.",
    "He asked me for two other copies.",
    "She told me to get some milk.",
    "Our director wants to change the supplier's address.",
    "The board asked us for alternative dates.",
    "Our COO wants to replace the pump.",
    "Your boss wants to switch the vendor.",
    "Other agencies asked for names.",
    "He wanted a list of the spare parts.",
    "Our CEO changed the subject.",
    "They asked purchasing for the order number.",
    "My manager talks of swapping shifts.",
    "I asked for the names of your colleagues.",
    "Our director asked me to suggest two dates.",
]
LOST = [
    "We have to launch on 1 December, otherwise we lose the shelf space.",
    "It must run by May, otherwise we lose the season.",
    "Please deliver on time, or else we lose our slot.",
    "It has to be there on Monday, otherwise we miss the fair.",
    "We need it by Friday, or else we'll lose the listing.",
    "If not, we lose the permit.",
    "Otherwise we forfeit the deposit.",
    "Otherwise we will lose our biggest account.",
    "Das muss im März stehen, sonst verlieren wir den Platz im Regal.",
    "Sonst verpassen wir die Saison.",
    "Sinon nous perdons le marché.",
    "Otherwise we'd lose the whole batch.",
    "Hand it in by noon, otherwise we forfeit our place.",
    "Start in June, or else we miss the harvest.",
    "Otherwise we are out the deposit.",
    "It has to ship on Friday, otherwise we lose all credit with them.",
    "The label must change by May, otherwise we lose the listing at the chain.",
    "Or else we lose our turn at the dock.",
    "Otherwise, we lose the grant.",
    "Open by Easter, otherwise we miss the season.",
]
NOT_LOST = [
    "Otherwise we meet on Monday.",
    "Otherwise all is well.",
    "Turn left, otherwise you miss the exit.",
    "Otherwise we go by train.",
    "We lost the file, otherwise it was fine.",
    "Otherwise they lose interest.",
    "Hold the valve, or else water comes out.",
    "If not, please call.",
    "Otherwise we have no news.",
    "Otherwise they miss the train.",
    "Sonst fahren wir mit der Bahn.",
    "Otherwise you lose the warranty.",
    "Otherwise we see you on Friday.",
    "What would we lose otherwise?",
    "Otherwise we take the stairs.",
    "He loses his temper otherwise.",
    "Sinon tout va bien.",
    "We lose nothing otherwise.",
    "Otherwise we have lunch at one.",
    "Put the lid on, otherwise it loses heat.",
]


@pytest.mark.parametrize("words", OTHERS)
def test_whoever_wants_another_supplier_opens_the_choice(words: str) -> None:
    """A boss who wants to change, or who asked for others."""
    assert tells(words, "reopened")


@pytest.mark.parametrize("words", NO_OTHERS)
def test_other_changes_open_nothing(words: str) -> None:
    """Other things that change, what is asked, supposed, denied or said of us."""
    assert not tells(words, "reopened")


@pytest.mark.parametrize("words", LOST)
def test_what_they_lose_otherwise_is_at_stake(words: str) -> None:
    """A consequence of their own."""
    assert tells(words, "stakes")


@pytest.mark.parametrize("words", NOT_LOST)
def test_what_others_lose_or_is_no_loss_is_not(words: str) -> None:
    """Of other people, of things, a question, another plan."""
    assert not tells(words, "stakes")
