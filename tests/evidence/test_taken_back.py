"""taken_back: silences that turn out to be none, from when that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.evidence.mails import at, found, mail, meeting, them, us

from regard.answers.messages import _why_not
from regard.evidence.calendar_context import HOUR
from regard.evidence.history import Spoken
from regard.model import Interaction, Trial


def call(name: str, day: float, **more: Any) -> Interaction:
    """A call of the buyer and us that was recorded."""
    return mail(name, day, False, kind="call", thread_id=f"t_{name}", **more)


def ask(*after: Interaction, cues: str = "question", **more: Any) -> Trial:
    """An ask of day 0 in a thread of its own, and what followed it."""
    (first, *_) = found(us("a", 0, thread_id="asked", cues=cues), *after, channel="answers_ask", **more)
    return first


TALKS: list[tuple[str, Interaction, float | None]] = [
    ("a recorded call on the ninth day", call("c", 9), 9),
    ("on the fourth", call("c", 3.2), 3.2),
    ("after two weeks", call("c", 14.5), None),
    ("with a colleague of ours", call("c", 9, seller="tom"), None),
    ("a visit that was arranged since and that they accepted", meeting("m", 10, invited=4, answer="accepted", answered=5), 10),
    ("one that they called", meeting("m", 8, invited=6, by="them"), 8),
    ("one that nobody accepted", meeting("m", 10, invited=4), None),
    ("one that they declined", meeting("m", 10, invited=4, answer="declined", answered=5), None),
    ("one that was called off", meeting("m", 10, invited=4, answer="accepted", answered=5, cancelled=6), None),
    ("the weekly meeting, known before we asked", meeting("m", 10, invited=-30, answer="accepted", answered=-29), None),
]


@pytest.mark.parametrize(("talk", "until"), [pytest.param(*c[1:], id=c[0]) for c in TALKS])
def test_who_answers_by_telephone_was_not_silent(talk: Interaction, until: float | None):
    """A talk with whoever asked, within two weeks, takes the silence back when it is over; a past day keeps it."""
    asked = ask(talk)
    assert asked.outcome == "0"
    if until is None:
        assert asked.until_us is None
        return
    assert asked.until_us is not None
    assert at(until) <= asked.until_us <= at(until) + HOUR + 1
    assert asked.at(at(until) - 1) is asked
    later = asked.at(at(until + 1))
    assert (later.outcome, later.censored_why) == ("censored", "spoke")


def test_a_call_that_we_noted_lifts_nobody_after_the_window():
    """It is our own word: whoever stood lower for a silence must not rise because one of ours wrote down a call."""
    noted = (Spoken(at(9), at(9) + HOUR, at(9), "sam", "act-7"),)
    assert ask(noted=noted).until_us is None


CHASES: list[tuple[str, str, Interaction, bool]] = [
    ("our promise, then their complaint", "", them("b", 32, thread_id="asked", cues="complains"), True),
    ("our excuse, then they run after it", "closing", them("b", 12, thread_id="asked", cues="question presses"), True),
    ("our promise, and a late word that is none", "", them("b", 12, thread_id="asked", cues="question"), False),
    ("our question stays one that they left", "question", them("b", 12, thread_id="asked", cues="complains"), False),
    ("a request as well", "request", them("b", 12, thread_id="asked", cues="presses"), False),
    ("a complaint of another matter", "", them("b", 12, thread_id="other", cues="complains"), False),
    ("after two months it begins anew", "", them("b", 70, thread_id="asked", cues="complains"), False),
]


@pytest.mark.parametrize(("ours", "after", "back"), [pytest.param(*c[1:], id=c[0]) for c in CHASES])
def test_our_promise_is_no_ask_that_they_failed(ours: str, after: Interaction, back: bool):
    """Where we asked nothing and they come back to complain, or to run after what we owe, the silence was ours."""
    asked = ask(after, cues=ours)
    assert asked.outcome == "0"
    assert (asked.until_us, asked.until_why) == ((after.known_us, "complained") if back else (None, ""))


def test_without_words_nobody_can_say_that_they_complained():
    """Where words are not read every silence stays one."""
    assert ask(them("b", 12, thread_id="asked", cues="complains"), cues="", text=False).until_us is None


def test_a_second_thought_comes_before_the_silence_is_known():
    """Where the mailbox shows the silence only after the talk, the ask never counts."""
    from tests.evidence.mails import MONDAY

    from regard.interactions.coverage import Covered
    from regard.model import DAY, Coverage

    rows = [Coverage("s1", "h_sam", "inbox", inbound, not inbound, MONDAY - DAY, at(60)) for inbound in (True, False)]
    covered = Covered(rows, {"h_sam": "sam"}, [("h_sam", at(20))])
    asked = ask(call("c", 9), coverage=covered)
    assert (asked.outcome, asked.censored_why, asked.until_us) == ("censored", "spoke", None)


MONTH = [
    us("a", 0, thread_id="t1", cues="question"),
    us("b", 2, thread_id="t2"),
    call("c", 6),
    them("d", 9, thread_id="t2", cues="complains"),
    us("e", 11, thread_id="t3", cues="request"),
    them("f", 12, thread_id="t3"),
    us("g", 16, thread_id="t4", cues="question"),
    meeting("m", 22, invited=17, answer="accepted", answered=18),
]


@pytest.mark.parametrize("day", [2, 3.5, 5, 6.5, 8, 9.5, 13, 19.5, 21, 22.5, 25])
def test_a_past_day_is_as_it_was(day: float):
    """What was decided by a day is the same whether it is asked then or months later."""

    def decided(trials: list[Trial]) -> set[tuple[str, str, str, int]]:
        told = [t.at(at(day)) for t in trials if t.known_us <= at(day)]
        return {(t.id, t.outcome, t.censored_why, t.known_us) for t in told if t.outcome in {"0", "1"}}

    assert decided(found(*MONTH, now=day, channel="answers_ask")) == decided(found(*MONTH, now=300, channel="answers_ask"))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda: ask(call("c", 9)), "you spoke soon after it"),
        (lambda: ask(them("b", 12, thread_id="asked", cues="presses"), cues=""), "they complained, or ran after what we owe"),
        (lambda: ask(coverage=[]), "what followed could not be seen"),
    ],
    ids=["spoke", "pressed", "not seen"],
)
def test_a_page_says_why_it_does_not_count(asked: Callable[[], Trial], says: str):
    """The page of our mail names what took the silence back, and does not say that nobody could see."""
    assert _why_not(asked().at(at(200)), at(200)) == f"not counted: {says}"
