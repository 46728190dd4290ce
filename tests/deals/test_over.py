"""Which sentences of a colleague say that a customer is gone, and what stands near them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import ALONE, case, fired, kinds
from tests.pace import grows

from regard.deals.over import says_over
from regard.deals.records import Inside

NAMES = frozenset(("harper mills", "harper"))
OVER = [
    "Harper is gone, I am sorry to say.",
    "We have lost Harper Mills.",
    "Harper signed with a rival in May.",
    "Harper Mills have decided against us.",
    "They went elsewhere, take Harper off the pipeline.",
    "Harper: please close it as lost.",
    "Harper ist weg.",
    "Harper hat sich für Nordwerk entschieden.",
    "Bitte Harper aus dem Forecast nehmen.",
    "Harper a signé chez un autre.",
    "Harper ha firmado con otro.",
    # not read while the forms were written
    "Bad news: Harper has placed its order with the others.",
    "Harper Mills bought from Nordwerk.",
    "Mark Harper as closed lost, please.",
    "Harper haben bei Nordwerk unterschrieben.",
    "Wir haben Harper verloren.",
    "Nous avons perdu Harper.",
    "Hemos perdido a Harper.",
    "Harper: I would take the 90k out of the forecast for this year.",
    "I'd take Harper off the pipeline.",
    "Ich würde Harper aus dem Forecast nehmen.",
]
NOT_OVER = [
    "Harper is not gone.",
    "If Harper is gone we have a problem.",
    "Is Harper lost?",
    "Harper signed with us today!",
    "Mr Harper is gone for the day.",
    "Harper is gone for lunch.",
    "I fear that Harper went with Nordwerk.",
    "Harper lost the drawing.",
    "Harper ordered a second filter from us.",
    # not read while the forms were written
    "Harper might have decided against us.",
    "Frau Harper ist weg bis Montag.",
    "Take the lid off the pipe at Harper.",
    "Harper chose our smaller dryer.",
    "Harper hat bei uns unterschrieben.",
    "Harper a signé avec nous.",
    "Nobody at Harper said that it is closed.",
    "I would take it out of the forecast if Harper says no.",
    "I would take the pump for Harper out of the box.",
    "Harper would take it out of the forecast of theirs.",
]


@pytest.mark.parametrize("words", OVER)
def test_a_colleague_says_that_they_are_gone(words: str) -> None:
    """Lost, signed with another, to be taken out of the forecast."""
    assert says_over(words, NAMES) is not None


@pytest.mark.parametrize("words", NOT_OVER)
def test_near(words: str) -> None:
    """What is feared, asked, denied or supposed, who signs with us, and a person who is out tell of no loss."""
    assert says_over(words, NAMES) is None


@pytest.mark.parametrize(
    "words",
    [
        "Harper chose the wide belt, lovely.",
        "Harper picked up the spare rollers.",
        "Harper picked Thursday for the trial.",
        "Harper has chosen Option 2.",
        "Harper has decided for the larger dryer.",
        "Harper has chosen Duraline, order to follow.",
        "Harper signed with a flourish.",
        "Harper has signed with Ravi, here is the contract.",
        "Harper went with Ravi to the fair.",
        "Harper ordered from the spare parts list.",
        "Harper hat sich für Ausführung C entschieden.",
        "Harper hat mit Ravi unterschrieben.",
        "Harper a choisi la grande version.",
        "Our contact at Harper is gone.",
        "The neighbour of Harper is gone.",
        "Kate Harper is gone since March, Ravi has her accounts.",
        "Harper is over the worst.",
        "Harper is gone quiet.",
        "The Harper samples are lost.",
        "I lost the Harper drawings.",
    ],
)
def test_good_news_and_other_things_are_no_loss(words: str) -> None:
    """What they chose or ordered of us, whom of us they signed with, a namesake, and a thing of theirs that is gone."""
    assert says_over(words, NAMES, frozenset(("ravi", "moor", "duraline"))) is None


@pytest.mark.parametrize(
    "words",
    [
        "Harper chose Nordwerk.",
        "Sadly Harper has gone with another.",
        "Harper picked a cheaper competitor.",
        "Harper a choisi Nordwerk.",
    ],
)
def test_another_firm_is_a_loss(words: str) -> None:
    """By its name, or by what it is called."""
    assert says_over(words, NAMES, frozenset(("ravi",))) is not None


def test_a_name_is_another_firm_only_where_it_is_none_of_our_people() -> None:
    """One sentence, read by who works for us."""
    words = "Harper hat mit Solveig unterschrieben."
    assert says_over(words, NAMES, frozenset(("ravi",))) is not None
    assert says_over(words, NAMES, frozenset(("ravi", "solveig"))) is None


def test_it_is_a_risk_of_the_deal_until_they_ask_for_more() -> None:
    """It is told, as a colleague's word and on trial; it explains a silence; a next step or price that they ask for since ends it."""
    told = Inside("m", ALONE[-1].us, "Ravi", "Harper is gone.")
    one = case(ALONE, inside=[told])
    risk = fired(one, "colleague_says_over")
    assert risk is not None
    assert (risk.level, risk.told, risk.trial, risk.evidence[0].message_id) == ("high", True, True, None)
    quiet = case(ALONE[:4], now=110, inside=[replace(told, us=case([], now=105).as_of_us)])
    assert not {"no_activity", "gone_quiet"} & kinds(quiet)
    more = touch(57, "lena", "SAM", "Can we meet on Monday?", cues=frozenset(("asks_next_step",)))
    assert fired(case([*ALONE, more], inside=[told]), "colleague_says_over") is None
    assert fired(case(ALONE, now=200, inside=[told]), "colleague_says_over") is None


@pytest.mark.parametrize("words", ["harper is harper has ", "take it take it ", "harper x y haben bei ", "we lost "])
def test_long_words_are_read_in_time(words: str) -> None:
    """A mail that repeats what such words begin with costs its length, not its square."""
    grows(12, lambda: says_over(words * 200, NAMES), lambda: says_over(words * 1600, NAMES), spare=0.1)
