"""The competence gate: what was asked, answered, asked again and brought unasked, against bars; and what it does to a forecast."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import day, touch

from regard.deals.asked import Sent, asked_again, asks, questions
from regard.deals.competence import Bars, competence, competence_fails, judged, with_term
from regard.deals.ideas import ideas
from regard.deals.records import Touch

ALWAYS = Sent({"SAM": [(0, 2**62)]}).shows
BARS = Bars()


def asking(n: float, text: str, thread: str, who: str = "lena") -> Touch:
    made = touch(n, who, "SAM", text, thread_id=thread)
    return replace(made, asks=((0, len(text)),))


def answer(n: float, thread: str, text: str = "It holds eight hours, measured in March.", to: str = "lena") -> Touch:
    return touch(n, "SAM", to, text, thread_id=thread)


def outcomes(*past: Touch, at: float = 60, shows=ALWAYS) -> list[tuple[str, float | None, bool | None]]:
    return [(a.outcome, a.hours, a.final) for a in questions(past, day(at), day(0), shows)]


BATTERY = "How long does the battery hold in the cold store?"


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ([asking(1, BATTERY, "a"), answer(2, "a")], ("answered", 24.0, True)),
        ([asking(1, BATTERY, "a")], ("unanswered", None, None)),
        ([asking(58, BATTERY, "a")], ("open", None, None)),
        ([asking(1, BATTERY, "a"), answer(2, "b")], ("unanswered", None, None)),
        ([asking(1, BATTERY, "a"), answer(2, "a", "Let me check with our lab.")], ("unanswered", None, None)),
        ([asking(1, BATTERY, "a"), answer(2, "a", "I will find out."), answer(5, "a")], ("answered", 96.0, True)),
        ([asking(1, BATTERY, "a"), answer(55, "a")], ("answered", 1296.0, None)),
        ([asking(1, BATTERY, "a"), touch(2, "SAM", "lena", kind="meeting")], ("spoke", None, None)),
        ([asking(1, BATTERY, "a"), touch(2, "SAM", "lena", kind="call"), answer(3, "a")], ("answered", None, True)),
        (
            [asking(1, BATTERY, "a"), answer(2, "a"), asking(9, "Once more: how long does the battery hold?", "c")],
            ("answered", 24.0, False),
        ),
    ],
    ids=["answered", "not", "still open", "elsewhere", "held off", "then answered", "late", "spoke", "spoke, then wrote", "asked again"],
)  # fmt: skip
def test_what_becomes_of_a_question(past: list[Touch], expected: tuple[str, float | None, bool | None]) -> None:
    """A question is answered by the first mail of ours in its thread that says more than that an answer will come."""
    assert outcomes(*past)[0] == expected


def test_a_promise_that_is_overdue_answers_nothing() -> None:
    """A short mail that promised what is overdue is no answer; one that says more is, and so is what came after it."""
    ask, held = asking(1, BATTERY, "a"), answer(2, "a", "You will have the full cold test from us on Friday.")
    said_more = answer(2, "a", "It holds eight hours. " * 12 + "You will have the full cold test on Friday.")
    after = answer(5, "a")

    def became_of(*past: Touch, late: Touch) -> tuple[str, str | None, str | None]:
        (one,) = questions(past, day(60), day(0), ALWAYS, {late.id})
        return one.outcome, one.answer_id, one.promised_id

    assert became_of(ask, held, late=held) == ("unanswered", None, held.id)
    assert became_of(ask, held, late=after) == ("answered", held.id, None)
    assert became_of(ask, said_more, late=said_more) == ("answered", said_more.id, None)
    assert became_of(ask, held, after, late=held) == ("answered", after.id, None)
    told = competence([ask, held], day(60), BARS, ALWAYS, {held.id})
    assert "0 of 1 answered" in told.says
    dark = competence([ask, held], day(60), BARS, Sent({}).shows)
    assert "Of 1 more nobody can tell" in dark.says


def test_a_dark_mailbox_tells_nothing() -> None:
    """Where what we sent would not be seen, silence is no failure, and an answer that is seen by chance is no success either."""
    half = Sent({"SAM": [(0, day(3))]}).shows
    assert outcomes(asking(1, BATTERY, "a"), shows=half) == [("unseen", None, None)]
    assert outcomes(asking(1, BATTERY, "a"), answer(2, "a"), shows=half)[0][:2] == ("unseen", None)
    joined = Sent.of([("SAM", day(4), day(90)), ("SAM", 0, day(4))]).shows
    assert outcomes(asking(1, BATTERY, "a"), shows=joined) == [("unanswered", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Can we meet on Tuesday?", "Did you watch the match?", "Please keep it to yourself.", "How was your weekend?",
        "Could we meet on Tuesday at ten?", "Shall we have a call next week?", "Are you free on Thursday?", "How about Friday morning?",
        "Can you call me tomorrow?", "Could we move our meeting to Monday?", "Monday at 3 pm?", "How are the kids?", "How was your trip?",
        "Would Thursday suit you?", "How have you been?",
    ],
)  # fmt: skip
def test_what_is_no_question(text: str) -> None:
    """A time to meet, small talk and a request that asks for nothing to be told are not what competence answers."""
    assert asks(asking(1, text, "a")) == []


@pytest.mark.parametrize(
    "text",
    [
        "When can we discuss the test data on Tuesday?", "Please send us the certificates.", "Is that bad?",
        "Will the coating match our RAL shade?", "Does your pump meet the new emission limits?", "Can the unit trip on overload?",
        "Does the API call return within 200 ms?", "Does the export meet ISO 14721 for our archive?", "Can it run at 3 am alone?",
        "Does the spare part fit the whole product family?", "Will the pallet arrive on Tuesday?", "Would the valve work at 60 degrees?",
        "Can you meet the deadline we gave to our board?", "Does the garden hose fitting come with a seal?",
        "Can we meet the limits with it?",
        "Does the alarm call the operator in the night?",
        "Do you ship on weekends and holidays?", "Is the game controller sealed?",
    ],
)  # fmt: skip
def test_what_is_a_question(text: str) -> None:
    """Something of substance stays a question though it names a day, or a word that elsewhere is of a talk, a sport or a family."""
    assert len(asks(asking(1, text, "a"))) == 1


@pytest.mark.parametrize(
    ("first", "later", "same"),
    [
        (BATTERY, "How long do the batteries hold in a cold store?", True),
        (BATTERY, "Still no answer on the battery.", True),
        (BATTERY, "How long is the warranty?", False),
        (BATTERY, "Where is the cold store in Leeds?", False),
        ("What does it cost?", "What does it cost per year?", False),
    ],
)
def test_asked_again(first: str, later: str, same: bool) -> None:
    """The same is asked where the sentences are about the same things; saying that one asks again makes less enough."""
    assert asked_again(first, later) is same


CERTS = "When do we get the 3.1 certs?"


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (CERTS, "Any news on the certificates?"),
        (CERTS, "Where are the certificates?"),
        ("Could you send us the specs of the valve?", "What is the status of the specification?"),
        ("Which bearing fits the old housing?", "Did you find out about the bearings yet?"),
        ("Could you confirm the delivery date?", "Is there any update on delivery?"),
        ("Can you explain the licence terms?", "When will we hear about the licences?"),
    ],
)
def test_asked_again_in_other_words(first: str, later: str) -> None:
    """Whoever asked comes back to the thing that both name, however it is written: our answer was not final."""
    said = answer(4, "a", "They follow with the shipment.")
    assert outcomes(asking(3, first, "a"), said, asking(12, later, "b"), at=40)[0] == ("answered", 24.0, False)


@pytest.mark.parametrize(
    ("first", "later", "days", "who"),
    [
        (CERTS, "Any news on the drawings?", 9, "lena"),
        (CERTS, "Any news?", 9, "lena"),
        (CERTS, "Which certificates does your paint have?", 9, "lena"),
        (CERTS, "Any news on the certificates?", 9, "omar"),
        (CERTS, "Any news on the certificates?", 50, "lena"),
        ("What does line 3000 cost?", "Any update on the 5000?", 9, "lena"),
    ],
    ids=["another thing", "no thing", "a question of its own", "somebody else", "long after", "another number"],
)
def test_what_comes_back_to_something_else(first: str, later: str, days: float, who: str) -> None:
    """Another thing, no thing, a new question about it, another person or two months later asks nothing again."""
    said = answer(4, "a", "They follow with the shipment.")
    past = (asking(3, first, "a"), said, asking(3 + days, later, "b", who))
    assert outcomes(*past, at=70)[0] == ("answered", 24.0, True)


@pytest.mark.parametrize(
    ("k", "n", "state"),
    [
        (3, 3, "met"), (0, 3, "missed"), (2, 3, "unknown"), (2, 2, "unknown"), (0, 2, "unknown"), (3, 9, "missed"), (8, 9, "met"),
        (13, 20, "unknown"),
    ],
)  # fmt: skip
def test_a_bar_waits_for_evidence(k: int, n: int, state: str) -> None:
    """Few questions say nothing; a share near the bar says nothing yet; a clear one does."""
    assert judged(k, n, 0.7, 3) == state


def many(answered: int, n: int) -> list[Touch]:
    """n questions on different things, the first `answered` of which get an answer."""
    things = ("pumps", "valves", "sensors", "cables", "racks", "doors", "lamps", "filters", "gauges", "hinges")
    past = []
    for i in range(n):
        past.append(asking(i * 3, f"What do the {things[i]} weigh exactly?", f"t{i}"))
        if i < answered:
            past.append(answer(i * 3 + 1, f"t{i}", f"The {things[i]} weigh 12 kg."))
    return sorted(past, key=lambda t: t.us)


def test_pass_fail_unknown() -> None:
    """All bars met passes, one missed fails, and too little evidence is unknown and says what would settle it."""
    able = competence(many(6, 6), day(60), BARS, ALWAYS)
    assert (able.state, [b.state for b in able.bars]) == ("pass", ["met"] * 3)
    assert competence_fails(able) is None
    poor = competence(many(2, 8), day(60), BARS, ALWAYS)
    assert poor.state == "fail"
    risk = competence_fails(poor)
    assert risk is not None
    assert risk.says == "Only 2 of 8 of their questions answered."
    assert all(e.quote and e.message_id for e in risk.evidence)
    few = competence(many(1, 2), day(60), BARS, ALWAYS)
    assert few.state == "unknown"
    assert "there are 2" in few.settle
    assert competence([], day(60), BARS, ALWAYS).state == "unknown"


def test_bars_are_settings() -> None:
    """The same deal passes a lower bar, and old questions fade."""
    past = many(5, 8)
    assert competence(past, day(60), replace(BARS, answered=0.9), ALWAYS).state == "fail"
    assert competence(past, day(60), replace(BARS, answered=0.5), ALWAYS).state == "pass"
    assert competence(past, day(400), BARS, ALWAYS).state == "unknown"


def test_slow_answers_miss_a_bar() -> None:
    """Answers that come after a week are answers, and too late."""
    past = []
    for i, thing in enumerate(("pumps", "valves", "sensors", "cables", "racks")):
        past += [asking(i, f"What do the {thing} weigh exactly?", thing), answer(i + 8, thing)]
    past.sort(key=lambda t: t.us)
    found = competence(past, day(60), BARS, ALWAYS)
    assert {b.name: b.state for b in found.bars} == {"answered": "met", "soon": "missed", "final": "met"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Have you considered probes in the doors? Other plants do.", True),
        ("We could save you a third of the energy at night.", True),
        ("Here is a case study from a bakery: https://tarn.example/bakery", True),
        ("How are you? I wanted to touch base.", False),
        ("Our quote is attached: https://tarn.example/q1", False),
        ("I would suggest meeting on Tuesday.", False),
        ("I saw that your new hall opened.", False),
    ],
)
def test_ideas(text: str, found: bool) -> None:
    """An idea offers a thought or something to read; keeping in touch, congratulating and quoting are none."""
    assert bool(ideas([touch(5, "SAM", "lena", text, thread_id="n")], day(0))) is found


def test_an_idea_is_unasked() -> None:
    """What they asked for in the thread is an answer and no idea; documents count, papers of the sale do not."""
    text = "Have you considered probes in the doors?"
    assert ideas([asking(1, BATTERY, "a"), answer(2, "a", text)], day(0)) == []
    assert len(ideas([asking(1, BATTERY, "a"), answer(30, "a", text)], day(0))) == 1
    bare = touch(5, "SAM", "lena", "See attached.", thread_id="n")
    assert [e.says for e in ideas([replace(bare, attachments=("wiring guide.pdf",))], day(0))] == [
        "a document: wiring guide.pdf"
    ]
    assert ideas([replace(bare, attachments=("Quote 12.pdf", "logo.png"))], day(0)) == []
    asked_for = competence(
        [touch(i, "SAM", "lena", "Hello.", thread_id=str(i)) for i in range(4)], day(9), replace(BARS, ideas=1), ALWAYS
    )
    assert asked_for.bars[-1].state == "missed"


def test_a_small_term_of_the_forecast() -> None:
    """Passing raises the chance a little and widens its interval, failing lowers it as much, unknown leaves it as it was."""
    told = {"won": 0.5, "low": 0.4, "high": 0.6, "basis": "stage"}
    up, down, same = (with_term(told, s) for s in ("pass", "fail", "unknown"))
    assert up["won"] == pytest.approx(0.5498, abs=1e-4)
    assert up["won"] + down["won"] == pytest.approx(1.0, abs=1e-3)
    assert up["high"] - up["low"] > 0.2
    assert up["won_before"] == 0.5
    assert (same["won"], same["competence"]["log_odds"]) == (0.5, 0.0)
    assert 0 < with_term({"won": 0.0, "low": 0.0, "high": 1.0}, "fail")["won"] < 0.01
