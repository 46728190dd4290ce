"""comes_back: who was silent for three days and answers after all, who never does, and where nobody can tell."""

from __future__ import annotations

import pytest
from tests.evidence.mails import at, found, outcomes, them, us

from regard.model import DAY, Interaction

LATER: list[tuple[str, list[Interaction], list[str]]] = [
    ("answered in time leaves nothing to come back to", [us("a", 0, cues="question"), them("b", 2)], []),
    ("answered on the eighth day", [us("a", 0, cues="question"), them("b", 8)], ["1"]),
    ("answered at the end of the third day", [us("a", 0, cues="question"), them("b", 3)], ["1"]),
    ("never answered", [us("a", 0, cues="question")], ["0"]),
    ("answered on the fourteenth day is too late", [us("a", 0, cues="question"), them("b", 14)], ["0"]),
    ("answered before it", [us("a", 0, cues="question"), them("b", 13.99)], ["1"]),
    ("from another address", [us("a", 0, cues="request"), them("b", 6, buyer_h="h_ann2")], ["1"]),
    ("a late no", [us("a", 0, cues="question"), them("b", 6, cues="declines")], ["0"]),
    ("a no in time was an answer", [us("a", 0, cues="question"), them("b", 1, cues="declines")], []),
    ("a late complaint is neither", [us("a", 0, cues="question"), them("b", 6, cues="complains")], ["censored:complained"]),
    ("a mail that asked nothing asks nobody back", [us("a", 0), them("b", 6)], []),
    ("one of which nobody knows whether it asked", [us("a", 0, cues="unread"), them("b", 6)], ["1"]),
    (
        "what comes after we asked again answers that",
        [us("a", 0, cues="question"), us("b", 5, cues="question"), them("c", 6)],
        ["censored:asked_again"],
    ),
    (
        "each silence by itself",
        [us("a", 0, cues="question"), us("b", 5, cues="question"), them("c", 12)],
        ["censored:asked_again", "1"],
    ),
    ("asked again, and still silent", [us("a", 0, cues="question"), us("b", 5, cues="question")], ["0", "0"]),
    ("what we add in copy asks nobody", [us("a", 0, cues="question"), us("b", 5, buyer_role="cc"), them("c", 6)], ["1"]),
    ("nor does it excuse silence", [us("a", 0, cues="question"), us("b", 5, buyer_role="cc")], ["0"]),
    ("only noted on the fourth day", [us("a", 0, cues="question"), them("b", 4, cues="noted")], ["censored:noted"]),
    ("and answered after that", [us("a", 0, cues="question"), them("b", 4, cues="noted"), them("c", 9)], ["1"]),
    (
        "without threads nothing tells what is answered",
        [us("a", 0, cues="question", thread_id=""), them("b", 6, thread_id="")],
        [],
    ),
    (
        "out of office meanwhile",
        [us("a", 0, cues="question"), them("b", 5, automated="out_of_office", thread_id="t9")],
        ["censored:away"],
    ),
    (
        "back from it with an answer",
        [us("a", 0, cues="question"), them("b", 5, automated="out_of_office", thread_id="t9"), them("c", 9)],
        ["1"],
    ),
    (
        "they began another conversation",
        [us("a", 0, cues="question"), them("b", 5, thread_id="t2")],
        ["censored:wrote_elsewhere"],
    ),
    (
        "a colleague answered late for them",
        [us("a", 0, cues="question", beside=(at(5), at(5)))],
        ["censored:colleague_answered"],
    ),
]


@pytest.mark.parametrize(("mails", "expected"), [pytest.param(m, e, id=name) for name, m, e in LATER])
def test_who_comes_back(mails: list[Interaction], expected: list[str]):
    """Each silence in order with what became of it."""
    assert outcomes(*mails, channel="comes_back") == expected


def test_when_it_is_known():
    """Open until they come back or two weeks are over; the silence of three days stays what it was."""
    mails = [us("a", 0, cues="question"), them("b", 8)]
    assert outcomes(*mails, channel="comes_back", now=2) == []
    assert outcomes(*mails, channel="comes_back", now=7) == ["open"]
    (back,) = found(*mails, channel="comes_back", now=9)
    assert (back.outcome, back.opened_us, back.closes_us, back.known_us) == ("1", at(3), at(14), at(8))
    assert (back.decided_by, back.latency_us) == ("b", 8 * DAY)
    assert outcomes(*mails, channel="answers_ask", now=9) == ["0"]
    (silent,) = found(mails[0], channel="comes_back", now=20)
    assert (silent.outcome, silent.known_us) == ("0", at(14))


def test_where_words_are_not_read_every_ask_wanted_an_answer():
    """Metadata alone: whoever writes back within two weeks came back."""
    trials = found(us("a", 0), them("b", 8, cues="declines"), text=False)
    assert [(t.channel, t.outcome) for t in trials if t.channel == "comes_back"] == [("comes_back", "1")]
