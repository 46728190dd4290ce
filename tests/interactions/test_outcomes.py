"""What came of every interaction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.mails import WHOLE, at, found, them, us

from regard.interactions.answering import IN_TIME
from regard.interactions.coverage import Covered
from regard.interactions.outcomes import _Book, results
from regard.model import Interaction

CASES: list[tuple[str, list[Interaction], dict[str, str]]] = [
    ("answered", [us("a", 0), them("b", 1)], {"a": "answered"}),
    ("answered late is still answered, and says when", [us("a", 0), them("b", 9)], {"a": "answered after 9 days"}),
    ("a late no is one", [us("a", 0), them("b", 9, cues="declines")], {"a": "declined after 9 days"}),
    (
        "they run after what we promised: no late answer of theirs",
        [us("a", 0), them("b", 9, cues="question presses")],
        {"a": ""},
    ),
    (
        "a question of ours they answered late, pressing or not",
        [us("a", 0, cues="question"), them("b", 9, cues="presses")],
        {"a": "answered after 9 days"},
    ),
    ("soon after it is an answer like any", [us("a", 0), them("b", 1, cues="presses")], {"a": "answered"}),
    ("after two months they begin anew", [us("a", 0, cues="question"), them("b", 61)], {"a": "ignored"}),
    ("a colleague answered for them", [us("a", 0, beside=(at(1), at(1)))], {"a": "answered by a colleague"}),
    ("acted upon", [us("a", 0), them("b", 1, cues="acts_on")], {"a": "acted upon"}),
    ("declined", [us("a", 0), them("b", 1, cues="declines acts_on")], {"a": "declined"}),
    ("complained", [us("a", 0), them("b", 1, cues="declines complains")], {"a": "complained"}),
    ("the next message decides, not a later one", [us("a", 0), them("b", 1), them("c", 2, cues="declines")], {"a": "answered"}),
    ("ignored", [us("a", 0, cues="question")], {"a": "ignored"}),
    ("silence after words that ask nothing", [us("a", 0)], {"a": ""}),
    ("what joined an ask shares its result", [us("a", 0, cues="question"), us("b", 1)], {"a": "ignored", "b": "ignored"}),
    ("a copy has no result", [us("a", 0, buyer_role="cc")], {"a": ""}),
    ("an answered copy has", [us("a", 0, buyer_role="cc"), them("b", 1)], {"a": "answered"}),
    ("a round mail has none", [us("a", 0, recipients=40)], {"a": ""}),
    ("a closing asks for nothing", [us("a", 0, cues="closing")], {"a": ""}),
    ("automated mail has none", [us("a", 0, automated="newsletter"), them("b", 1, automated="bounce")], {"a": "", "b": ""}),
    ("their absence is unknown", [us("a", 0), them("b", 1, automated="out_of_office")], {"a": "unknown"}),
    ("a recovered answer shows on the timeline", [us("a", 0), them("b", 1, basis="recovered")], {"a": "answered"}),
    ("their question, answered", [them("a", 0, cues="question"), us("b", 9)], {"a": "answered after 9 days"}),
    ("what asks for nothing is answered by no next topic", [us("z", -1), them("a", 0), us("b", 9)], {"a": ""}),
    ("what is asked of others asks nothing of us", [them("a", 0, cues="question", aside=True)], {"a": ""}),
    ("answered soon in another thread", [them("a", 0, cues="question"), us("b", 2, thread_id="t2")], {"a": "answered"}),
    ("their question, ignored", [them("a", 0, cues="question"), us("b", 4, thread_id="t2")], {"a": "ignored"}),
    ("their complaint, ignored", [them("a", 0, cues="complains")], {"a": "ignored"}),
    ("their thanks ask for nothing", [us("z", -1), them("a", 0, cues="unprompted_thanks")], {"a": ""}),
    ("threads unknown: soon enough", [us("a", 0, thread_id=""), them("b", 2, thread_id="")], {"a": "answered"}),
]


@pytest.mark.parametrize(("mails", "expected"), [pytest.param(m, e, id=name) for name, m, e in CASES])
def test_what_came_of_it(mails: list[Interaction], expected: dict[str, str]):
    """The result of each message named, long afterwards, with everything seen and words read."""
    got = results(mails, found(*mails), WHOLE, at(400), text=True)
    assert {m: got[m] for m in expected} == expected
    assert set(got) == {m.message_id for m in mails}


def test_until_a_window_closes_it_is_still_open():
    """Both ways, also when trials of a later day are looked at from an earlier one."""
    mails = [us("a", 0), them("b", 0.5, cues="question", thread_id="t2")]
    for trials in (found(*mails, now=2), found(*mails, now=400)):
        assert results(mails, trials, WHOLE, at(2), text=True) == {"a": "still open", "b": "still open"}


def test_a_past_date_does_not_know_the_answer():
    """An answer after the moment looked at is not known at it."""
    mails = [us("a", 0), them("b", 1)]
    assert results(mails, found(*mails), WHOLE, at(0.5)) == {"a": "still open"}


def test_where_nothing_is_seen_nothing_is_ignored():
    """Without coverage a silence is unknown, on their side and on ours."""
    mails = [us("a", 0, cues="question"), them("b", 10, cues="question", thread_id="t2")]
    assert results(mails, found(*mails, coverage=[]), [], at(400), text=True) == {"a": "unknown", "b": "unknown"}
    assert results(mails, found(*mails, coverage=[], now=1), [], at(1), text=True) == {"a": "unknown"}
    inbound = [c for c in WHOLE if c.inbound]
    assert results(mails, found(*mails, coverage=inbound), inbound, at(400), text=True) == {"a": "ignored", "b": "unknown"}


def test_without_words_only_what_they_begin_waits_for_us():
    """Metadata tells neither decline nor question: a thread of theirs is due, an answer of theirs is not."""
    mails = [
        us("a", 0),
        them("b", 1, cues="declines question"),
        them("c", 20, thread_id="t2"),
        them("d", 40, thread_id="t3", is_reply=True),
    ]
    expected = {"a": "answered", "b": "", "c": "ignored", "d": ""}
    assert results(mails, found(*mails, text=False), WHOLE, at(400), text=False) == expected


def test_whether_words_are_read_is_found_from_the_trials():
    """Trials that a detector read tell that words are read; without cues and detectors they are not."""
    mails = [us("a", 0), them("b", 1, cues="declines")]
    assert results(mails, found(*mails), WHOLE, at(400))["a"] == "declined"
    plain = [us("a", 0), them("c", 20, thread_id="t2")]
    assert results(plain, found(*plain, text=False), WHOLE, at(400))["c"] == "ignored"
    assert results(plain, found(*plain), WHOLE, at(400))["c"] == ""


class Counted(list[Interaction]):
    """Mails that count how many of them are looked at."""

    looked = 0

    def __getitem__(self, at):
        got = super().__getitem__(at)
        self.looked += len(got) if isinstance(at, slice) else 1
        return got


def test_an_answer_is_looked_for_near_its_question_alone():
    """Of a daily correspondent's mails no more are looked at for each than fall into the days that count."""
    mails = [
        m
        for day in range(1000)
        for m in (us(f"a{day}", day, thread_id=f"a{day}"), them(f"b{day}", day + 0.5, thread_id=f"b{day}"))
    ]
    book = _Book(mails, [], Covered([]), at(2000), text=True)
    out = book._out = Counted(book._out)
    assert [book.theirs(m) for m in mails if not m.outbound][:999] == ["answered"] * 999
    assert out.looked < 1000 * 40


def test_three_days_later_is_no_answer_in_another_talk():
    """What comes a moment before the third day is over answers, what comes as it is does not."""
    asked = them("a", 0, cues="question")
    for late, result in ((-1, "answered"), (0, "unknown")):
        later = replace(us("b", 0, thread_id="t2"), us=asked.us + IN_TIME + late)
        assert _Book([asked, later], [], Covered([]), at(30), text=True).theirs(asked) == result
