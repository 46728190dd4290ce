"""What answer can our words expect? Read from them alone, and used as what is expected, never as evidence."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from tests.evidence.mails import found, them, us

from regard.evidence.expectation import MODEL, NEEDS_READING, SIGNS, expectation, facts_of, shipped
from regard.evidence.language import cues
from regard.evidence.pledges import read_pledges
from regard.model import Cue, Span
from regard.relationships.state import fit
from regard.relationships.weights import load


def expected(own: str, *, subject: str = "Pumps", is_reply: bool = True) -> float:
    """Log-odds for a mail of these own words."""
    spans = (Span(0, len(own), "own"),)
    does = cues(own, spans, subject=subject, is_reply=is_reply)
    promises = bool(read_pledges(own, spans, 0, 0))
    return expectation(own, spans, does, subject=subject, is_reply=is_reply, promises=promises)


ASKING = [
    "Could you send me the signed drawings by Friday?",
    "Which of the two pumps would suit the hall in Leeds? I can have either ready in May.",
    "Please let me know what you think of the draft, we would like to go to print on Monday.",
    "When can your people be on site?",
]
NOTHING = [
    "Thank you, that helps. I will prepare it.",
    "I'll want to see pictures.",
    "Received, we will look at it.",
    "Great, thanks!",
    "FYI, the attached file is for your records.",
    "Have a nice weekend.",
    "Will do.",
    "",
]


@pytest.mark.parametrize("asks", ASKING)
@pytest.mark.parametrize("nothing", NOTHING)
def test_a_mail_that_asks_expects_more_than_one_that_does_not(asks: str, nothing: str) -> None:
    """Courtesies, closings and what merely informs expect less of an answer than any question or request, by half the odds at least."""
    assert expected(asks) - expected(nothing) > 0.7


UNREAD_ASKING = [
    "Dziękujemy za wiadomość, czy możemy się spotkać w piątek w sprawie umowy?",
    "Kunt u ons zeggen of de nieuwe pomp in de hal past?",
    "Können Sie uns bis Freitag die Maße der Halle nennen?",
    "Pourriez-vous nous dire combien de caisses vous faites par jour ?",
]
UNREAD_TELLING = {
    "De pomp staat klaar en wordt morgen bij u gebracht.": "The pump is ready and will be brought round tomorrow.",
    "Die Pumpe läuft seit heute bei uns auf dem Prüfstand und wird dort noch eingestellt.": "The pump has been running on our bench "
    "since today and is still being set there.",
    "Nous vous avons mis la fiche de la pompe avec les mesures de la semaine.": "We have put in the sheet of the pump with the "
    "readings of the week.",
    "Pompa jest gotowa i będzie u was jutro, tak jak to było ustalone.": "The pump is ready and will be there tomorrow, as it was "
    "agreed.",
}


@pytest.mark.parametrize("asks", UNREAD_ASKING)
@pytest.mark.parametrize("tells", UNREAD_TELLING)
def test_a_language_that_is_not_read_is_told_by_its_question_marks(asks: str, tells: str) -> None:
    """Words that are not read expect about what the same in English does, without a question mark, and more with one."""
    low = expected(tells)
    assert low == pytest.approx(expected(UNREAD_TELLING[tells]), abs=0.35)
    assert expected(asks) - low > 0.7


def test_what_needs_reading_speaks_in_no_language_that_is_not_read() -> None:
    """An English word or two in foreign words is no courtesy, no promise and no offer."""
    own = "Thanks, die Pumpe ist für Sie bereit, feel free to call, und wir haben uns sehr gefreut, dass es so schnell gegangen ist."
    spans = (Span(0, len(own), "own"),)
    facts = facts_of(own, spans, (Cue("unread", 0, 0),), promises=True)
    assert {name for name in NEEDS_READING if facts[name]} == set()
    assert facts["words"] > 0


def test_every_fact_speaks_the_way_it_may() -> None:
    """What ships has a weight for each fact, none on the wrong side of nought, and holds no text."""
    weights = shipped().weights
    assert list(weights) == list(SIGNS)
    assert all(weights[name] * sign >= 0 for name, sign in SIGNS.items() if sign)
    held = json.loads((files("regard.evidence") / "models" / f"{MODEL}.json").read_text("utf-8"))
    assert set(held) == {"model", "method", "asks", "answered", "trained_on", "constant", "weights"}


def test_only_own_words_are_read() -> None:
    """What stands in a quote is somebody else's."""
    text = "Thanks.\n> Could you send me the plan?"
    alone = (Span(0, 7, "own"), Span(8, len(text), "quoted"))
    assert facts_of(text, alone, cues(text, alone))["asks"] == 0


def test_silence_to_a_mail_that_expects_little_says_little() -> None:
    """The same silence lowers trust less the less our words could expect: of a mail that asks by a lower chance of an answer, of one that
    asks nothing by the chance that none was wanted.
    """
    said = {}
    for name, expects, heard in (("nothing", -1.5, ""), ("asks little", -0.5, "question"), ("asks", 0.5, "question")):
        trials = found(us("a", 0, expects=expects, cues=heard), channel="answers_ask")
        assert trials[0].context.expects == expects
        (said[name],) = fit(trials, trials[0].known_us, load())["trust"].summands
    assert said["asks little"].expected < said["asks"].expected
    assert 0 < said["nothing"].counted < said["nothing"].expected
    assert said["asks"].counted == said["asks little"].counted == 0
    assert 0 > said["nothing"].pull > said["asks little"].pull > said["asks"].pull


def test_further_mail_counts_with_what_it_asks() -> None:
    """Thanks followed by a question before any answer expect what the question does; what comes after the answer changes nothing."""
    mails = [us("a", 0, expects=-1.2), us("b", 1, expects=0.6), them("c", 2), us("d", 2.5, expects=0.9)]
    first, second = found(*mails, channel="answers_ask")
    assert (first.context.expects, second.context.expects) == (0.6, 0.9)


def test_without_reading_words_nothing_is_expected_of_them() -> None:
    """With metadata alone the words that a mail may hold play no part."""
    (ask,) = [t for t in found(us("a", 0, expects=0.8, cues="question"), text=False) if t.channel == "answers_ask"]
    assert (ask.context.expects, ask.context.kind) == (0.0, "")
