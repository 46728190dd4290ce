"""answers_ask and answers_sooner: what opens an ask, what settles it, and what says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.mails import WHOLE, at, found, meeting, outcomes, them, us

from regard.evidence.asks import kind_of
from regard.evidence.history import Spoken
from regard.model import DAY, Coverage, Cue, Interaction

HOUR = 1 / 24


def foreign(name: str, day: float, *, asks: bool) -> Interaction:
    """A mail of ours in a language that is not read, with a question mark in it or without."""
    return replace(us(name, day), cues=(Cue("unread", 0, 30 if asks else 0),))


ASKS: list[tuple[str, list[Interaction], list[str]]] = [
    ("answered in its thread", [us("a", 0), them("b", 1)], ["1"]),
    ("not answered", [us("a", 0)], ["0"]),
    ("answered after the window", [us("a", 0), them("b", 3)], ["0"]),
    ("answered at its end", [us("a", 0), them("b", 2.999)], ["1"]),
    ("answered from another address", [us("a", 0), them("b", 1, buyer_h="h_ann2")], ["1"]),
    ("answered to a colleague of ours in the thread", [us("a", 0), them("b", 1, seller="tom")], ["1"]),
    ("the buyer is only in Cc", [us("a", 0, buyer_role="cc")], []),
    ("six recipients are no ask", [us("a", 0, recipients=6)], []),
    ("five are", [us("a", 0, recipients=5)], ["0"]),
    ("automated mail of ours opens nothing", [us("a", 0, automated="notification")], []),
    ("a recovered mail of ours opens nothing", [us("a", 0, basis="recovered"), them("b", 1)], []),
    ("automated mail of theirs answers nothing", [us("a", 0), them("b", 1, automated="notification")], ["0"]),
    ("our further mail in the thread joins", [us("a", 0), us("b", 1), us("c", 2, buyer_role="cc"), them("d", 2.5)], ["1"]),
    ("after the window a chaser is a new ask", [us("a", 0), us("b", 4), them("c", 5)], ["0", "1"]),
    ("after an answer our next mail is a new ask", [us("a", 0), them("b", 0.5), us("c", 1)], ["1", "0"]),
    ("each of ours has their own ask in a thread", [us("a", 0), us("b", 1, seller="tom"), them("c", 2)], ["1", "1"]),
    ("one answer settles one ask", [us("a", 0), us("b", 0.5, thread_id="t2"), them("c", 1)], ["1", "0"]),
    ("their mail before ours is no answer", [them("b", -1), us("a", 0)], ["0"]),
    (
        "out of office says nothing",
        [us("a", 0), them("b", 0.1, automated="out_of_office", thread_id="t9")],
        ["censored:away"],
    ),
    (
        "nor does an answer after it",
        [us("a", 0), them("b", 0.1, automated="out_of_office"), them("c", 2)],
        ["censored:away"],
    ),
    ("an answer before they left counts", [us("a", 0), them("b", 1), them("c", 2, automated="out_of_office")], ["1"]),
    ("somebody else of ours got the note", [us("a", 0), them("b", 1, automated="out_of_office", seller="tom")], ["0"]),
    ("they began another conversation", [us("a", 0), them("b", 1, thread_id="t2")], ["censored:wrote_elsewhere"]),
    ("with somebody else of ours", [us("a", 0), them("b", 1, thread_id="t2", seller="tom")], ["0"]),
    (
        "they went on in a conversation of ours",
        [us("z", -9, thread_id="t2"), us("a", 0), them("b", 1, thread_id="t2")],
        ["0", "0"],
    ),
    (
        "they answered another ask of the same hours",
        [us("a", 0), us("b", 5 * HOUR, thread_id="t2"), them("c", 1, thread_id="t2")],
        ["censored:answered_in_burst", "1"],
    ),
    (
        "seven hours are another occasion",
        [us("a", 0), us("b", 7 * HOUR, thread_id="t2"), them("c", 1, thread_id="t2")],
        ["0", "1"],
    ),
    (
        "of another person of ours",
        [us("a", 0), us("b", 1 * HOUR, thread_id="t2", seller="tom"), them("c", 1, thread_id="t2", seller="tom")],
        ["0", "1"],
    ),
    (
        "a colleague who was asked too answered, with them on the mail",
        [us("a", 0, beside=(at(1), at(1)))],
        ["censored:colleague_answered"],
    ),
    ("and they did too", [us("a", 0, beside=(at(1), at(1))), them("b", 2)], ["1"]),
    ("the colleague answered late", [us("a", 0, beside=(at(4), at(4)))], ["0"]),
    (
        "what joined the ask was answered for them",
        [us("a", 0), us("b", 1, beside=(at(2), at(2)))],
        ["censored:colleague_answered"],
    ),
    ("what was not known yet closes nothing", [us("a", 0, beside=(at(1), at(500)))], ["0"]),
    ("a polite and fast decline", [us("a", 0), them("b", HOUR, cues="declines social_talk")], ["0"]),
    ("a complaint is neither answer nor silence", [us("a", 0), them("b", HOUR, cues="complains")], ["censored:complained"]),
    ("a decline that complains is a decline", [us("a", 0), them("b", HOUR, cues="complains declines")], ["0"]),
    ("a question that is only noted", [us("a", 0, cues="question"), them("b", 1, cues="noted")], ["censored:noted"]),
    ("and answered after that", [us("a", 0, cues="question"), them("b", 1, cues="noted"), them("c", 2)], ["1"]),
    ("a request that is noted is consented to", [us("a", 0, cues="question request"), them("b", 1, cues="noted")], ["1"]),
    ("what told something and was noted", [us("a", 0), them("b", 1, cues="noted")], ["1"]),
    ("threads unknown: any mail back to that person", [us("a", 0, thread_id=""), them("b", 1, thread_id="")], ["1"]),
    ("threads unknown: not to another", [us("a", 0, thread_id=""), them("b", 1, thread_id="", seller="tom")], ["0"]),
]


@pytest.mark.parametrize(("mails", "expected"), [pytest.param(m, e, id=name) for name, m, e in ASKS])
def test_asks_and_their_answers(mails: list[Interaction], expected: list[str]):
    """Each ask in order with what became of it."""
    assert outcomes(*mails, channel="answers_ask") == expected


def test_without_reading_words_a_decline_is_an_answer():
    """Metadata alone cannot tell what an answer says, and names no kind of ask."""
    trials = found(us("a", 0, cues="question"), them("b", 1, cues="declines complains"), channel="answers_ask", text=False)
    assert [(t.outcome, t.context.kind, t.q, t.quote_message, t.detector_version) for t in trials] == [("1", "", 1.0, None, 0)]


def test_a_decline_is_quoted_with_its_confidence():
    """The trial points at the words that declined and carries the detector's confidence."""
    asked = us("a", 0, cues="question")
    (trial,) = found(asked, them("b", 1, cues="declines"), channel="answers_ask", detector_version=7)
    assert (trial.quote_message, trial.quote_start, trial.quote_end, trial.q, trial.detector_version) == ("b", 3, 9, 0.8, 7)
    assert (trial.decided_by, trial.latency_us, trial.outcome) == ("b", DAY, "0")


@pytest.mark.parametrize(
    ("mails", "counts"),
    [
        ([us("a", 0, cues="question")], 1.0),
        ([us("a", 0, cues="request social_talk")], 1.0),
        ([us("a", 0)], 0.5),
        ([us("a", 0, cues="closing")], 0.5),
        ([foreign("a", 0, asks=True)], 1.0),
        ([foreign("a", 0, asks=False)], 0.5),
        ([foreign("a", 0, asks=False), us("b", 1, cues="question")], 1.0),
        ([us("a", 0), us("b", 1, cues="question")], 1.0),
        ([us("a", 0), them("b", 1)], 0.5),
        ([us("a", 0, cues="question checks_in")], 0.25),
        ([us("a", 0, cues="question checks_in"), them("b", 1)], 0.25),
        ([us("a", 0, cues="question checks_in"), us("b", 1)], 0.5),
        ([us("a", 0, cues="question checks_in"), us("b", 1, cues="request")], 1.0),
        ([us("a", 0, cues="asks_company"), us("b", 1, cues="question")], 1.0),
    ],
)
def test_a_mail_that_asks_nothing_is_half_a_chance(mails: list[Interaction], counts: float):
    """Answered or not; what joins it before the answer may ask, and words that are not read may."""
    (trial,) = found(*mails, channel="answers_ask")
    assert trial.q == counts
    (unread,) = found(*mails, channel="answers_ask", text=False)
    assert unread.q == 1.0


@pytest.mark.parametrize("more", [[], [them("b", 1)]])
def test_company_alone_is_no_chance(more: list[Interaction]):
    """Whether somebody comes to the races tells nothing of trust, whatever they say; where words are not read it is an ask like any."""
    ask = us("a", 0, cues="question asks_company")
    assert outcomes(ask, *more, channel="answers_ask") == ["censored:social"]
    assert outcomes(ask, *more, channel="answers_ask", text=False) == ["1" if more else "0"]
    assert outcomes(ask, us("c", 0.5, cues="request"), *more, channel="answers_ask") == ["1" if more else "0"]


def test_what_is_known_and_when():
    """An answer is known with its message, a silence when its window closes; until then the ask is open."""
    answered, silent = us("a", 0), us("b", 10, thread_id="t2")
    mails = [answered, them("c", 1, known_us=at(1) + 5), silent]
    assert [(t.outcome, t.known_us) for t in found(*mails, channel="answers_ask", now=13)] == [("1", at(1) + 5), ("0", at(13))]
    assert outcomes(*mails, channel="answers_ask", now=12.9) == ["1", "open"]
    assert outcomes(*mails, channel="answers_ask", now=1) == ["open"]
    assert found(*mails, now=-1) == []


COVERAGE: list[tuple[str, list[tuple[float, float]], float, list[str]]] = [
    ("seen in full", [(-5, 9)], 400, ["1", "0"]),
    ("begins after the ask", [(0.5, 9)], 400, ["censored:not_covered", "0"]),
    ("no coverage at all", [], 400, ["censored:not_covered", "censored:not_covered"]),
    ("a hole in the first window", [(-5, 2), (3, 9)], 400, ["censored:not_covered", "0"]),
    ("touching rows join", [(-5, 2), (2, 9)], 400, ["1", "0"]),
    ("ends within the second window: silence is not known", [(-5, 6)], 400, ["1", "censored:source_ended"]),
    ("ends within the first window after the answer, for now", [(-5, 2)], 400, ["1", "censored:not_covered"]),
    ("ends before the answer", [(-5, 0.5)], 400, ["censored:source_ended", "censored:not_covered"]),
    ("the window still runs", [(-5, 6)], 6.5, ["1", "open"]),
]


@pytest.mark.parametrize(("spans", "now", "expected"), [pytest.param(*c[1:], id=c[0]) for c in COVERAGE])
def test_only_what_a_source_shows_is_evidence(spans: list[tuple[float, float]], now: float, expected: list[str]):
    """An ask on day 0, answered on day 1, and one on day 5, not answered, under different coverage."""
    rows = [Coverage("s1", "h_sam", "inbox", True, False, at(a), at(b)) for a, b in spans]
    mails = [us("a", 0), them("b", 1), us("c", 5, thread_id="t2")]
    assert outcomes(*mails, channel="answers_ask", coverage=rows, now=now) == expected


def test_a_recovered_answer_is_no_answer():
    """What was only quoted later does not settle an ask: quotes exist only where somebody answered."""
    assert outcomes(us("a", 0), them("b", 1, basis="recovered"), channel="answers_ask", coverage=[]) == ["censored:not_covered"]
    assert outcomes(us("a", 0), them("b", 1, basis="recovered"), channel="answers_ask") == ["0"]


def test_coverage_of_any_address_of_our_person_counts():
    """A mailbox under another address of the same person of ours covers their asks."""
    rows = [Coverage("s1", "h_alias", "inbox", True, False, at(-5), at(9))]
    assert outcomes(us("a", 0), channel="answers_ask", coverage=rows) == ["censored:not_covered"]
    assert outcomes(us("a", 0), channel="answers_ask", coverage=rows, person_of={"h_alias": "sam"}) == ["0"]


KINDS = [
    ("", "statement"),
    ("question", "question"),
    ("question request", "request"),
    ("closing", "closing"),
    ("closing question", "question"),
    ("question checks_in", "check_in"),
    ("question asks_company", "social"),
]


@pytest.mark.parametrize(("cues", "kind"), KINDS)
def test_the_kind_of_an_ask_is_read_from_our_own_words(cues: str, kind: str):
    """A request outweighs a question, and both outweigh a closing."""
    assert kind_of(us("a", 0, cues=cues)) == kind
    assert found(us("a", 0, cues=cues), channel="answers_ask")[0].context.kind == kind


def noted(day: float, *, known: float | None = None, seller: str = "sam") -> tuple[Spoken, ...]:
    """A call of ten minutes that one of ours wrote down."""
    return (Spoken(at(day), at(day) + 600_000_000, at(day if known is None else known), seller, "act-1"),)


SPOKE = "censored:spoke"


@pytest.mark.parametrize(
    ("day", "seller", "outcome"),
    [(1, "sam", SPOKE), (2.9, "sam", SPOKE), (-0.5, "sam", "0"), (3.1, "sam", "0"), (1, "tom", "0")],
)
def test_whoever_calls_back_was_not_silent(day: float, seller: str, outcome: str):
    """A call that is noted, with the same person of ours and within the window, takes the missed chance away; no other does."""
    asked = us("a", 0, cues="question")
    assert outcomes(asked, channel="answers_ask", noted=noted(day, seller=seller)) == [outcome]


def test_a_call_that_is_noted_earns_nothing():
    """It is our own word that they spoke: no chance is taken by it, none is opened, and an answer or a no by mail stays what it is."""
    asked = us("a", 0, cues="question")
    assert outcomes(asked, them("b", 2), channel="answers_ask", noted=noted(1)) == ["1"]
    assert outcomes(asked, them("b", 2, cues="declines"), channel="answers_ask", noted=noted(1)) == ["0"]
    assert found(noted=noted(1)) == []
    assert outcomes(asked, channel="answers_ask", noted=noted(1, known=500)) == ["0"]


@pytest.mark.parametrize(
    ("met", "outcome"),
    [
        (meeting("m", 1, answer="accepted", answered=-2), SPOKE),
        (meeting("m", 1, by="them", seller="sam"), SPOKE),
        (meeting("m", 1), "0"),
        (meeting("m", 1, answer="declined", answered=0.5), "0"),
        (meeting("m", 1, answer="accepted", answered=-2, cancelled=0.5), "0"),
        (meeting("m", 5, answer="accepted", answered=-2), "0"),
    ],
)
def test_a_meeting_that_they_wanted_breaks_a_silence(met: Interaction, outcome: str):
    """Held within the window and accepted or called by them; an invitation of ours alone says nothing."""
    assert outcomes(us("a", 0, cues="question"), met, channel="answers_ask") == [outcome]


def test_a_question_mark_makes_an_ask_of_words_that_are_not_read():
    """In a language that is not read nobody can say whether a mail without a question mark wanted an answer."""
    assert kind_of(foreign("a", 0, asks=True)) == "question"
    assert kind_of(foreign("a", 0, asks=False)) == "unread"
    assert kind_of(us("a", 0, cues="unread request")) == "request"


def test_the_circumstances_of_an_ask():
    """Recipients, weekday, hour and holiday where the seller sat, whether the buyer had ever written, and the load."""
    (first,) = found(us("a", 3.96, recipients=3, tz_minutes=120), channel="answers_ask")
    c = first.context
    assert (c.recipients, c.weekday, c.hour, c.holiday, c.role, c.first_contact, c.load) == (3, 4, 1, False, "to", True, 0)
    (unity,) = found(us("a", 3.5), channel="answers_ask")
    assert (unity.context.weekday, unity.context.holiday) == (3, True)


def test_load_counts_our_mail_in_live_conversations_only():
    """Our mail of the last 24 hours counts where the buyer takes part; mail never taken up does not."""
    live = [us("a", 0), them("b", 1), us("c", 5), us("d", 5.2)]
    cold = [us(f"x{n}", 5.3, thread_id=f"t_x{n}") for n in range(5)]
    last = us("z", 5.5, thread_id="t_z")
    by_opener = {t.opener_id: t.context for t in found(*live, *cold, last, channel="answers_ask")}
    assert by_opener["z"].load == 2
    assert by_opener["c"].load == 0
    assert by_opener["c"].first_contact is False
    assert by_opener["a"].first_contact is True


def answered_after(*hours: float) -> list[Interaction]:
    """Asks every ten days, each answered after so many hours."""
    pairs = [
        (us(f"a{n}", 10 * n, thread_id=f"t{n}"), them(f"b{n}", 10 * n + h / 24, thread_id=f"t{n}")) for n, h in enumerate(hours)
    ]
    return [m for pair in pairs for m in pair]


SOONER: list[tuple[str, tuple[float, ...], list[str]]] = [
    ("needs five earlier answers", (5, 5, 5, 5, 5), []),
    ("sooner than all", (5, 5, 5, 5, 5, 1), ["1"]),
    ("as long as the median is not sooner", (5, 5, 5, 5, 5, 5), ["0"]),
    ("later", (5, 5, 5, 5, 5, 9), ["0"]),
    ("the median, not the mean", (1, 1, 3, 40, 40, 2), ["1"]),
    ("an even number of earlier answers", (2, 2, 2, 6, 6, 6, 5), ["0", "0"]),
    ("only earlier answers count", (9, 9, 9, 9, 9, 5, 1, 1), ["1", "1", "1"]),
]


@pytest.mark.parametrize(("hours", "expected"), [pytest.param(*c[1:], id=c[0]) for c in SOONER])
def test_sooner_is_measured_by_the_buyers_own_earlier_answers(hours: tuple[float, ...], expected: list[str]):
    """An answer is sooner where it took less than the median of the earlier ones."""
    assert outcomes(*answered_after(*hours), channel="answers_sooner") == expected


def test_silence_and_declines_are_not_about_speed():
    """Only answers are compared: an ignored ask and a fast decline leave no trial and no norm."""
    mails = answered_after(5, 5, 5, 5, 5)
    mails += [us("x", 80, thread_id="tx"), us("y", 90, thread_id="ty"), them("z", 90.01, thread_id="ty", cues="declines")]
    assert outcomes(*mails, channel="answers_sooner") == []


TEMPER: list[tuple[str, list[Interaction], list[float]]] = [
    ("ping-pong within a day", [us("a", 0), them("b", 0.1), us("c", 0.2), them("d", 0.3), us("e", 0.4)], [1.0, 0.0, 0.0]),
    ("the next day counts again", [us("a", 0), them("b", 0.1), us("c", 1.2)], [1.0, 1.0]),
    ("another thread counts", [us("a", 0), us("c", 0.2, thread_id="t2")], [1.0, 1.0]),
    ("two of ours in one thread are one occasion", [us("a", 0), us("c", 0.2, seller="tom")], [1.0, 0.0]),
]


@pytest.mark.parametrize(("mails", "expected"), [pytest.param(m, e, id=name) for name, m, e in TEMPER])
def test_the_first_trial_of_a_thread_and_day_counts(mails: list[Interaction], expected: list[float]):
    """Further trials of one thread, channel and UTC day weigh nothing."""
    assert [t.temper for t in found(*mails, channel="answers_ask")] == expected


def test_a_trial_nobody_could_see_does_not_use_up_the_day():
    """Where the first of ours has no coverage, the next one's trial counts."""
    rows = [c for c in WHOLE if c.owner_h == "h_tom"]
    trials = found(us("a", 0), us("b", 0.2, seller="tom"), channel="answers_ask", coverage=rows)
    assert [(t.outcome, t.temper) for t in trials] == [("censored", 1.0), ("0", 1.0)]


def test_mails_at_the_very_same_time_answer_nothing():
    """A message of the same second is not an answer, whatever the ids."""
    for first, second in (("a", "b"), ("b", "a")):
        assert outcomes(us(first, 0), them(second, 0), channel="answers_ask") == ["0"]


def test_a_message_given_twice_is_read_once():
    """Interactions are a set by message."""
    ask = us("a", 0)
    assert len(found(ask, ask, channel="answers_ask")) == 1


THIN = [Coverage("s1", "h_sam", "inbox", False, False, at(-900), at(60), 0.4, 0.3, 0.5)]


@pytest.mark.parametrize(
    ("mails", "want"),
    [
        ([us("a", 0), them("b", 1)], [("1", 0.4)]),
        ([us("a", 0)], [("0", 0.4)]),
        ([us("a", 0), them("b", 1, cues="declines")], [("0", 0.4)]),
        ([us("a", 59)], [("censored", 0.4)]),
        ([us("a", 61)], [("censored", 1.0)]),
        ([us("a", 0, seller="tom")], [("censored", 1.0)]),
    ],
)
def test_an_ask_counts_with_the_share_that_the_mailbox_shows(mails: list[Interaction], want: list[tuple[str, float]]):
    """Where 40 % of what comes in is shown, an ask is decided and carries that share; not where the mailbox ended or shows nothing."""
    made = found(*mails, channel="answers_ask", coverage=THIN)
    assert [(t.outcome, t.shown) for t in made] == want


def test_other_chances_stay_censored_where_a_part_is_shown():
    """Weeks, days and words say nothing there: whether mail that nobody answered was kept cannot be told."""
    mails = [
        m
        for k in range(0, 50, 3)
        for m in (us(f"a{k}", k, thread_id=f"t{k}"), them(f"b{k}", k + 0.1 + k / 99, thread_id=f"t{k}"))
    ]
    made = found(*mails, coverage=THIN)
    assert {t.channel for t in made if t.outcome in {"0", "1"}} == {"answers_ask"}
    sooner = [t for t in found(*mails, channel="answers_sooner", coverage=THIN) if t.outcome in {"0", "1"}]
    assert {t.shown for t in sooner} == {1.0}


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (0, ["censored:left_out", "0"]),
        (2, ["censored:left_out", "0"]),
        (3, ["0", "0"]),
        (11, ["0", "censored:left_out"]),
        (-1, ["0", "0"]),
    ],
)
def test_an_ask_says_nothing_where_the_buyer_wrote_what_is_left_out(left_out: int, told: list[str]) -> None:
    """A day within an ask's window on which they wrote mail that is kept out makes its silence no silence, and no answer either."""
    asked = [us("a", 0), us("b", 10, thread_id="t2")]
    assert outcomes(*asked, channel="answers_ask", left_out=[at(left_out)]) == told


def test_what_is_left_out_takes_no_answer_away() -> None:
    """An ask that was answered stays answered, whatever else of theirs is kept out."""
    assert outcomes(us("a", 0), them("b", 1), channel="answers_ask", left_out=[at(0)]) == ["1"]
