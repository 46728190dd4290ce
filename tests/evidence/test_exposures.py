"""The channels without an ask: starts contact, introduces, is satisfied, asks, acts, talks."""

from __future__ import annotations

import pytest
from tests.evidence.mails import WHOLE, at, found, outcomes, them, us

from regard.evidence.catalogue import CATALOGUE
from regard.model import DAY, Coverage, Interaction


def weeks(*mails: Interaction, channel: str, now: float, **more: object) -> list[tuple[int, str]]:
    """(week since the first Monday, outcome) of each weekly trial."""
    return [(int((t.opened_us - at(0)) // (7 * DAY)), t.outcome) for t in found(*mails, channel=channel, now=now, **more)]


STARTS: list[tuple[str, list[Interaction], float, list[tuple[int, str]]]] = [
    ("no chance before they ever wrote", [us("a", 0)], 30, []),
    ("their first mail opens the weeks after it", [them("a", 2)], 21, [(1, "0"), (2, "0"), (3, "open")]),
    ("they write of their own accord", [them("a", 2), them("b", 9)], 20, [(1, "1"), (2, "open")]),
    ("we had written three days before", [them("a", 2), us("b", 8), them("c", 10.9)], 14, [(1, "0"), (2, "open")]),
    (
        "we had written longer before, elsewhere",
        [them("a", 2), us("b", 7.5, thread_id="t2"), them("c", 10.6)],
        14,
        [(1, "1"), (2, "open")],
    ),
    ("anybody of ours had written", [them("a", 2), us("b", 8, seller="tom"), them("c", 9)], 14, [(1, "0"), (2, "open")]),
    (
        "our automated mail is nothing",
        [them("a", 2), us("b", 8, automated="newsletter"), them("c", 9)],
        14,
        [(1, "1"), (2, "open")],
    ),
    ("nor is theirs", [them("a", 2), them("c", 9, automated="calendar")], 14, [(1, "0"), (2, "open")]),
    (
        "a late answer is no start",
        [them("a", 2), us("b", 3, thread_id="t2"), them("c", 11, thread_id="t2")],
        14,
        [(1, "0"), (2, "open")],
    ),
    (
        "nor is an answer after others of ours had written in its thread",
        [them("a", 2), us("b", 3, cues="question"), us("x", 6, seller="tom"), them("c", 11)],
        14,
        [(1, "0"), (2, "open")],
    ),
    (
        "nor where nobody knows what we wrote",
        [them("a", 2), us("b", 3, cues="unread"), them("c", 11)],
        14,
        [(1, "0"), (2, "open")],
    ),
    (
        "a week of which nobody can read whether it complains",
        [them("a", 2), them("b", 9, cues="unread")],
        28,
        [(1, "censored"), (2, "censored"), (3, "censored"), (4, "open")],
    ),
    (
        "beside a mail that is read",
        [them("a", 2), them("b", 9, cues="unread"), them("c", 10)],
        20,
        [(1, "1"), (2, "open")],
    ),
    (
        "after a mail in such a language neither deed nor silence counts",
        [them("a", 2, cues="unread"), them("b", 9), them("c", 18), us("x", 30, thread_id="t2")],
        28,
        [(1, "censored"), (2, "1"), (3, "0"), (4, "open")],
    ),
    (
        "an answer in it is no start",
        [them("a", 2), us("b", 8, thread_id="t2"), them("c", 9, thread_id="t2", cues="unread")],
        14,
        [(1, "0"), (2, "open")],
    ),
    ("nor a no", [them("a", 2), us("b", 3), them("c", 11, cues="declines")], 14, [(1, "0"), (2, "open")]),
    (
        "the next order below our thanks is",
        [them("a", 2), us("b", 3, cues="closing"), them("c", 11)],
        14,
        [(1, "1"), (2, "open")],
    ),
    (
        "or below what told them something",
        [them("a", 2), us("b", 3), us("x", 6, seller="tom"), them("c", 11)],
        14,
        [(1, "1"), (2, "open")],
    ),
    *(
        (
            f"a late answer to our {what} is none, however little it asks for",
            [them("a", 2), us("b", 3, cues="closing"), us("x", 7.1, cues=words), them("c", 12.5)],
            14,
            [(1, "0"), (2, "open")],
        )
        for what, words in (
            ("any news?", "question checks_in"),
            ("survey", "request checks_in"),
            ("beer", "question asks_company"),
        )
    ),
    (
        "what they add after their answer is",
        [them("a", 2), us("b", 3), them("c", 5), them("d", 11)],
        14,
        [(1, "1"), (2, "open")],
    ),
    (
        "in a thread of two months ago they begin anew",
        [us("z", -70), them("a", 2, thread_id="t2"), them("c", 9)],
        14,
        [(1, "1"), (2, "open")],
    ),
    (
        "who runs after what we owe begins nothing",
        [them("a", 2), them("b", 9, cues="presses")],
        14,
        [(1, "censored"), (2, "open")],
    ),
    ("nor does who complains", [them("a", 2), them("b", 9, cues="complains")], 14, [(1, "censored"), (2, "open")]),
    (
        "a mail beside it may",
        [them("a", 2), them("b", 9, cues="presses"), them("c", 10, thread_id="t2")],
        14,
        [(1, "1"), (2, "open")],
    ),
    (
        "an answer of theirs that presses is no start",
        [them("a", 2), us("o", 8), them("b", 9, cues="presses")],
        14,
        [(1, "0"), (2, "open")],
    ),
    ("a start decides one week", [them("a", 2), them("b", 9), them("c", 10)], 14, [(1, "1"), (2, "open")]),
    (
        "the second mail of the week may be the start",
        [them("a", 2), us("x", 6), them("b", 7.1), them("c", 12)],
        14,
        [(1, "1"), (2, "open")],
    ),
]


@pytest.mark.parametrize(("mails", "now", "expected"), [pytest.param(*c[1:], id=c[0]) for c in STARTS])
def test_starting_contact(mails: list[Interaction], now: float, expected: list[tuple[int, str]]):
    """Each week within 60 days of a mail of theirs is a chance; a mail with none of ours in the three days before takes it."""
    assert weeks(*mails, channel="starts_contact", now=now) == expected


def test_without_reading_words_what_comes_below_our_mail_answers_it():
    """Nobody knows then whether it asked something."""
    mails = [them("a", 2), us("b", 3), them("c", 11)]
    assert [t.outcome for t in found(*mails, channel="starts_contact", now=14, text=False)] == ["0", "open"]


def test_weeks_in_contact_end_after_sixty_days():
    """A buyer gone quiet has nine weeks of chances, then none: no contact, no denominator."""
    outcomes_by_week = weeks(them("a", 0.5), channel="starts_contact", now=300)
    assert outcomes_by_week == [(n, "0") for n in range(1, 9)]


def test_weeks_belong_to_the_person_of_ours_whom_they_write_to():
    """Writing to one of ours says nothing about another."""
    trials = found(them("a", 2), them("b", 9, seller="tom"), channel="starts_contact", now=14)
    assert [(t.seller, t.outcome) for t in trials] == [("sam", "0"), ("sam", "open"), ("tom", "open")]
    assert {t.opener_id for t in trials} == {"a", "b"}


def test_a_week_needs_both_directions_seen():
    """Without our own outbound mail nobody can tell who began; without the inbound, whether they did."""
    mails = [them("a", 2), them("b", 9)]
    for direction in (True, False):
        rows = [c for c in WHOLE if c.inbound == direction]
        assert outcomes(*mails, channel="starts_contact", now=20, coverage=rows) == ["censored:not_covered"] * 2
    late = [Coverage("s1", "h_sam", "sent", False, True, at(7), at(100)), *(c for c in WHOLE if c.inbound)]
    assert outcomes(*mails, channel="starts_contact", now=20, coverage=late)[0] == "censored:not_covered"


def test_a_holiday_week_is_known_as_one():
    """The week of German Unity Day is a holiday week, the next is not."""
    trials = found(them("a", -3), channel="starts_contact", now=14)
    assert [t.context.holiday for t in trials] == [True, False, False]


INTRODUCES: list[tuple[str, list[Interaction], dict[str, float] | None, list[str]]] = [
    ("a colleague we never met", [them("a", 2), them("b", 9, others=("bob",))], None, ["1"]),
    ("nobody new", [them("a", 2), them("b", 9)], None, ["0"]),
    ("whom they brought before", [them("a", 2, others=("bob",)), them("b", 9, others=("bob",))], None, ["0"]),
    ("whom we had written to", [them("a", 2), us("x", 5, others=("bob",)), them("b", 9, others=("bob",))], None, ["0"]),
    ("whom somebody of ours knew", [them("a", 2), them("b", 9, others=("bob",))], {"bob": -90.0}, ["0"]),
    ("whom we met afterwards", [them("a", 2), them("b", 9, others=("bob",))], {"bob": 9.0}, ["1"]),
    ("in a complaint", [them("a", 2), them("b", 9, others=("bob",), cues="complains")], None, ["censored:no_deed"]),
    ("in a mail to many", [them("a", 2), them("b", 9, others=("bob",), recipients=10)], None, ["censored:no_deed"]),
    ("in a mail to some", [them("a", 2), them("b", 9, others=("bob",), recipients=9)], None, ["1"]),
    (
        "another in another mail",
        [them("a", 2), them("b", 9, others=("bob",), cues="complains"), them("c", 10, others=("cid",))],
        None,
        ["1"],
    ),
    (
        "again after a complaint",
        [them("a", 2), them("b", 9, others=("bob",), cues="complains"), them("c", 10, others=("bob",))],
        None,
        ["censored:no_deed"],
    ),
    ("a complaint to whom we knew", [them("a", 2), them("b", 9, others=("bob",), cues="complains")], {"bob": -90.0}, ["0"]),
    ("one of two is new", [them("a", 2), them("b", 9, others=("bob", "cid"))], {"bob": -90.0, "cid": 9.0}, ["1"]),
]


@pytest.mark.parametrize(("mails", "seen", "expected"), [pytest.param(*c[1:], id=c[0]) for c in INTRODUCES])
def test_introducing_a_colleague(mails: list[Interaction], seen: dict[str, float] | None, expected: list[str]):
    """A colleague of the same company whom nobody of ours had been on a mail with, in the second week."""
    first_seen = None if seen is None else {person: at(day) for person, day in seen.items()}
    assert outcomes(*mails, channel="introduces_colleague", now=13.9, first_seen=first_seen) == [
        "open" if o != "1" else o for o in expected
    ]
    assert outcomes(*mails, channel="introduces_colleague", now=400, first_seen=first_seen)[0] == expected[0]


SATISFIED: list[tuple[str, list[Interaction], list[str]]] = [
    ("a week without complaint", [them("a", 1)], ["1"]),
    ("a complaint", [them("a", 1), them("b", 2, cues="complains")], ["0"]),
    ("two complaints are one bad week", [them("a", 1, cues="complains"), them("b", 2, cues="complains")], ["0"]),
    ("the next week is another", [them("a", 1, cues="complains"), them("b", 8)], ["0", "1"]),
    ("a week in which they did not write is no chance", [us("a", 1)], []),
    ("to another of ours", [them("a", 1), them("b", 2, cues="complains", seller="tom")], ["1", "0"]),
]


@pytest.mark.parametrize(("mails", "expected"), [pytest.param(*c[1:], id=c[0]) for c in SATISFIED])
def test_being_satisfied(mails: list[Interaction], expected: list[str]):
    """Each week in which they wrote, unless they complained in it."""
    assert outcomes(*mails, channel="satisfied") == expected


def test_a_complaint_is_known_at_once_and_satisfaction_at_the_end_of_the_week():
    """Until the week is over, nothing speaks for satisfaction."""
    assert outcomes(them("a", 1), channel="satisfied", now=5) == ["open"]
    (bad,) = found(them("a", 1), them("b", 2, cues="complains"), channel="satisfied", now=5)
    assert (bad.outcome, bad.known_us, bad.quote_message, bad.q) == ("0", at(2), "b", 0.8)
    (good,) = found(them("a", 1), channel="satisfied")
    assert (good.outcome, good.known_us, good.quote_message, good.q) == ("1", at(7), None, 1.0)


CUE_OF = {
    "asks_advice": "asks_advice",
    "asks_next_step": "asks_next_step",
    "acts_on_advice": "acts_on",
    "social_talk": "social_talk",
    "unprompted_thanks": "unprompted_thanks",
}


@pytest.mark.parametrize("channel", CUE_OF)
def test_what_the_buyer_says_on_a_thread_day(channel: str):
    """Each thread and UTC day they wrote on is one chance; any message of it with the cue takes it, our own words never."""
    cue = CUE_OF[channel]
    mails = [
        them("a", 0.1),
        them("b", 0.2, cues=cue),
        them("c", 0.3, thread_id="t2"),
        them("d", 1.5),
        us("e", 1.6, cues=cue),
        them("f", 2.5, cues="question"),
    ]
    assert outcomes(*mails, channel=channel) == ["1", "0", "0", "0"]
    assert [t.opener_id for t in found(*mails, channel=channel)] == ["a", "c", "d", "f"]
    assert found(*mails, channel=channel, text=False) == []


ARRANGED: list[tuple[str, list[Interaction], list[str]]] = [
    ("they ask", [them("a", 0.1, cues="asks_next_step")], ["1"]),
    ("we wrote of something else", [us("o", 0), them("a", 0.1, cues="asks_next_step")], ["1"]),
    ("the same, and our words say so", [us("o", 0, cues="asks_next_step"), them("a", 0.1, cues="asks_next_step")], ["0"]),
    ("advice is not a step", [us("o", 0, cues="asks_advice"), them("a", 0.1, cues="asks_next_step")], ["1"]),
    (
        "more mail of ours does not undo it",
        [us("o", 0, cues="asks_next_step"), us("p", 0.05), them("a", 0.1, cues="asks_next_step")],
        ["0"],
    ),
    (
        "we asked in another thread",
        [us("o", 0, cues="asks_next_step", thread_id="t2"), them("a", 0.1, cues="asks_next_step")],
        ["1"],
    ),
    (
        "they wrote since",
        [us("o", 0, cues="asks_next_step"), them("b", 0.05), them("a", 1.1, cues="asks_next_step")],
        ["0", "1"],
    ),
    ("they run after what we owe", [them("a", 0.1, cues="asks_next_step presses")], ["censored:no_deed"]),
    ("they complain", [them("a", 0.1, cues="asks_next_step complains")], ["censored:no_deed"]),
    ("and ask for it in another mail", [them("a", 0.1, cues="presses"), them("b", 0.2, cues="asks_next_step")], ["1"]),
    ("they press and ask for nothing", [them("a", 0.1, cues="presses")], ["0"]),
    ("we asked after them", [them("a", 0.1, cues="asks_next_step"), us("o", 0.2, cues="asks_next_step")], ["1"]),
]


@pytest.mark.parametrize(("mails", "expected"), [pytest.param(*c[1:], id=c[0]) for c in ARRANGED])
def test_agreeing_to_our_step_asks_for_none(mails: list[Interaction], expected: list[str]):
    """A next step that we asked for in the thread since their last mail is answered, not asked for: it earns trust and no value."""
    assert outcomes(*mails, channel="asks_next_step") == expected


def test_a_thread_day_is_open_until_midnight():
    """What they say counts at once, what they do not say when the day is over."""
    mails = [them("a", 0.1), them("b", 0.2, cues="asks_advice", thread_id="t2")]
    assert outcomes(*mails, channel="asks_advice", now=0.5) == ["open", "1"]
    assert [t.known_us for t in found(*mails, channel="asks_advice", now=1)] == [at(1), at(0.2)]


def test_value_is_quoted_and_rapport_never_is():
    """A value trial points at the words; of rapport neither quote nor topic is kept."""
    for channel in CATALOGUE:
        if channel.name in CUE_OF:
            (trial,) = found(them("a", 0.1, cues=CUE_OF[channel.name]), channel=channel.name)
            kept = (trial.quote_message, trial.quote_start, trial.quote_end)
            assert kept == (("a", 3, 9) if channel.factor == "value" else (None, 0, 0))
            assert trial.q == 0.8


def test_recovered_words_are_no_evidence():
    """A quote exists only where we answered, so what it says has no fair denominator."""
    assert found(them("a", 0.1, basis="recovered", cues="asks_advice")) == []


def test_whom_a_mail_brings_in_that_is_not_read_may_be_brought_in_against_us():
    """Neither that they bring somebody in such a language, nor that they bring nobody after it, tells anything; in English both do."""
    mails = [them("a", 2), them("b", 9, cues="unread", others=("boss",)), them("c", 23, others=("guest",))]
    assert weeks(*mails, channel="introduces_colleague", now=24) == [(1, "censored"), (2, "censored"), (3, "censored")]
    plain = [them("a", 2), them("b", 9, others=("boss",))]
    assert weeks(*plain, channel="introduces_colleague", now=20) == [(1, "1"), (2, "open")]
