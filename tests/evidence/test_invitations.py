"""Invitations and meetings as evidence: accepting ours, calling their own."""

from __future__ import annotations

import pytest
from tests.evidence.mails import at, found, meeting, outcomes, them, us

from regard.model import Interaction

ACCEPTS: list[tuple[str, list[Interaction], float, list[str]]] = [
    ("accepted", [meeting("m", 10, answer="accepted", answered=5)], 20, ["1"]),
    ("accepted, nobody knows when", [meeting("m", 10, answer="accepted")], 20, ["1"]),
    ("not yet answered", [meeting("m", 10, answer="accepted", answered=8)], 6, ["open"]),
    ("declined, and not begun", [meeting("m", 10, answer="declined", answered=5)], 8, ["open"]),
    ("not yet known", [meeting("m", 10, invited=5)], 4, []),
    ("no answer by its start", [meeting("m", 10)], 20, ["0"]),
    ("no answer, but a mail meanwhile", [meeting("m", 10, invited=5), them("x", 7)], 20, ["censored:in_touch"]),
    ("they proposed it by mail before", [them("x", 2), meeting("m", 10, invited=5)], 20, ["censored:in_touch"]),
    ("no word for longer", [them("x", 2), meeting("m", 30, invited=15)], 40, ["0"]),
    ("a word after the meeting", [meeting("m", 10, invited=5), them("x", 12)], 20, ["0"]),
    ("declined, and a mail", [meeting("m", 10, answer="declined", answered=5), them("x", 4)], 20, ["0"]),
    ("an answer after its start is none", [meeting("m", 10, answer="accepted", answered=11)], 20, ["0"]),
    ("declined", [meeting("m", 10, answer="declined", answered=5)], 20, ["0"]),
    ("no answers to be seen", [meeting("m", 10, shown=False)], 20, ["censored:answers_not_shown"]),
    ("called off before an answer", [meeting("m", 10, cancelled=6)], 20, ["censored:called_off"]),
    ("called off after an answer", [meeting("m", 10, answer="accepted", answered=5, cancelled=6)], 20, ["1"]),
    ("not yet called off", [meeting("m", 10, cancelled=6)], 5, ["open"]),
    ("handed on", [meeting("m", 10, answer="delegated", answered=5)], 20, ["censored:delegated"]),
    ("their own meeting", [meeting("m", 10, by="them", answer="accepted")], 20, []),
    ("a further day of a series", [meeting("m", 10, answer="accepted", opens=False)], 20, []),
    ("a whole day", [meeting("m", 10, all_day=True)], 20, []),
    ("a crowd", [meeting("m", 10, recipients=11)], 20, []),
    ("taken off the list", [meeting("m", 10, removed=True)], 20, []),
]


@pytest.mark.parametrize(("mails", "now", "expected"), [pytest.param(*c[1:], id=c[0]) for c in ACCEPTS])
def test_accepting_our_invitation(mails: list[Interaction], now: float, expected: list[str]):
    """An invitation of ours is a chance until the meeting begins; only what tells of the buyer's will decides it."""
    assert outcomes(*mails, channel="accepts_meeting", now=now) == expected


def test_silence_to_an_invitation_counts_only_where_mail_would_show_a_word():
    """A calendar alone shows no yes by mail: without the mailbox of whoever invited, an invitation without an answer tells nothing."""
    assert outcomes(meeting("m", 10), channel="accepts_meeting", now=20, coverage=[]) == ["censored:not_covered"]
    said = outcomes(meeting("m", 10, answer="declined", answered=5), channel="accepts_meeting", now=20, coverage=[])
    assert said == ["0"], "what they did say counts without a mailbox"


def test_maybe_counts_half_as_sure_as_yes():
    """A tentative yes and another time proposed happened, with half the weight."""
    (maybe,) = found(meeting("m", 10, answer="tentative", answered=5), channel="accepts_meeting")
    (other,) = found(meeting("m", 10, answer="countered", answered=5), channel="accepts_meeting")
    (yes,) = found(meeting("m", 10, answer="accepted", answered=5), channel="accepts_meeting")
    assert (maybe.q, other.q, yes.q) == (0.5, 0.5, 1.0)
    assert {maybe.outcome, other.outcome} == {"1"}


def test_an_answer_counts_from_the_start_of_the_meeting():
    """What lies ahead is no evidence yet: the acceptance of a meeting to come may be taken back."""
    accepted = meeting("m", 10, invited=3, answer="accepted", answered=5)
    assert outcomes(accepted, channel="accepts_meeting", now=9.9) == ["open"]
    (trial,) = found(accepted, channel="accepts_meeting", now=10)
    assert (trial.outcome, trial.opened_us, trial.known_us, trial.closes_us) == ("1", at(3), at(10), at(10))
    assert trial.latency_us == at(5) - at(3)
    assert trial.decided_by == "m"


@pytest.mark.parametrize("now", [4, 5.5, 7, 9, 10, 14])
def test_a_past_day_tells_the_same_whether_or_not_a_yes_was_taken_back_since(now: float):
    """Only the last answer is kept: what a past day shows of an invitation must not hang on which answer that is."""
    yes = meeting("m", 10, invited=3, answer="accepted", answered=5)
    no = meeting("m", 10, invited=3, answer="declined", answered=8)

    def known(one: Interaction) -> list[str]:
        return [t.outcome for t in found(one, channel="accepts_meeting", now=20) if t.known_us <= at(now)]

    assert known(yes) == (["1"] if now >= 10 else [])
    assert known(no) == (["0"] if now >= 10 else [])
    assert [t.known_us for t in found(yes, channel="accepts_meeting", now=20)] == [at(10)]


def test_an_answer_to_what_was_called_off_counts_from_then():
    """An invitation that they had declined, and that we called off, is decided when we did."""
    (trial,) = found(meeting("m", 10, answer="declined", answered=5, cancelled=6), channel="accepts_meeting", now=7)
    assert (trial.outcome, trial.known_us) == ("0", at(6))
    assert outcomes(meeting("m", 10, answer="declined", answered=5, cancelled=6), channel="accepts_meeting", now=5.5) == [
        "open"
    ]


def test_a_meeting_they_call_is_a_start_of_contact():
    """An invitation from the buyer, not preceded by mail or invitation of ours, starts contact in the week it was sent."""
    book = [them("a", 2), meeting("m", 16, by="them", invited=9)]
    assert outcomes(*book, channel="starts_contact", now=14) == ["1", "open"]
    assert outcomes(*book, us("x", 8), channel="starts_contact", now=14) == ["0", "open"]
    assert outcomes(*book, meeting("ours", 20, invited=8), channel="starts_contact", now=14) == ["0", "open"]


@pytest.mark.parametrize("channel", ["answers_ask", "satisfied", "asks_advice", "social_talk", "introduces_colleague"])
def test_meetings_are_no_mail(channel: str):
    """Channels of mail see no meetings: neither as asks nor as answers nor as weeks in which somebody wrote."""
    mails = [us("a", 1), them("b", 2), us("c", 9)]
    with_meetings = [*mails, meeting("m", 3, answer="accepted"), meeting("n", 12, by="them")]
    assert outcomes(*with_meetings, channel=channel) == outcomes(*mails, channel=channel)


def test_more_invitations_of_ours_never_help():
    """Inviting more, unanswered, adds missed chances or such as say nothing, and turns none of the others into a taken one."""
    book = [them("a", 2), us("b", 3), them("c", 3.5), meeting("m", 10, answer="accepted", answered=5), them("d", 20)]
    before = {t.id: t.outcome for t in found(*book)}
    after = {t.id: t.outcome for t in found(*book, *(meeting(f"x{n}", 11 + n, invited=4 + n) for n in range(20)))}
    assert all(after[i] <= outcome for i, outcome in before.items() if outcome in {"0", "1"})
    assert {outcome for i, outcome in after.items() if i not in before} == {"0", "censored"}
