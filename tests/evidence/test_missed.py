"""A promise asked after, or excused, in words that do not name the promised thing: a table of conversations and the state at their end."""

from __future__ import annotations

import pytest
from tests.evidence.mails import them, us
from tests.evidence.test_promises import ledger

from regard.evidence.missed import days_named, missed
from regard.model import Interaction

MONTH = "I will get you the board's decision by the end of October."
FRIDAY = "A fitter will be with you on Friday."
ELSE = {"thread_id": "t9"}
CASES: list[tuple[str, list[tuple[Interaction, str]], float, str]] = [
    ("its month is over", [(them("a", 0), MONTH), (us("b", 35, **ELSE), "October is over. Where do we stand?")], 60, "broken"),
    ("no news in the thread", [(them("a", 0), MONTH), (us("b", 36), "What did your chairman decide?")], 60, "broken"),
    ("asked elsewhere", [(them("a", 0), MONTH), (us("b", 36, **ELSE), "Has your chairman come back to you?")], 60, "broken"),
    ("what we said ourselves", [(them("a", 0), MONTH), (us("b", 36, **ELSE), "We said October for the fair.")], 60, "unknown"),
    ("another month is over", [(them("a", 0), MONTH), (us("b", 35, **ELSE), "September is over, at last.")], 60, "unknown"),
    ("the day is told of beforehand", [(them("a", 0), MONTH), (us("b", 9, **ELSE), "You said October.")], 60, "unknown"),
    ("long ago", [(them("a", 0), MONTH), (us("b", 85, **ELSE), "October has passed like nothing.")], 99, "unknown"),
    ("nobody came that day", [(us("a", 0), FRIDAY), (them("b", 4.7, **ELSE), "It is five and no one has turned up.")], 30, "broken"),
    ("they said which day", [(us("a", 0), FRIDAY), (them("b", 7, **ELSE), "Your words were: you said Friday.")], 30, "broken"),
    (
        "nobody came, and then he came",
        [
            (us("a", 0), FRIDAY),
            (them("b", 4.7, **ELSE), "Nobody has come."),
            (them("c", 7.5, **ELSE), "He came this morning and the line is up."),
        ],
        30,
        "kept late",
    ),
    (
        "nobody had come at noon, he came at four",
        [(us("a", 0), FRIDAY), (them("b", 4.8), "Nobody has come."), (them("c", 4.9), "They were here, thanks.")],
        30,
        "kept",
    ),
    ("its maker says that it went by", [(them("a", 0), MONTH), (them("b", 36, **ELSE), "Oh dear, October came and went.")], 60, "broken"),
    ("its maker waits too", [(them("a", 0), MONTH), (them("b", 36), "Still waiting on our chairman.")], 60, "broken"),
    ("its maker waits for us", [(them("a", 0), MONTH), (them("b", 36), "Still waiting for your drawings of the hall.")], 60, "unknown"),
    (
        "the mail that excuses it does not keep it",
        [
            (them("a", 0), "I will find out what the board says and come back to you by the end of October."),
            (them("b", 38), "You are very patient. The board asked for one more comparison. I will come back to you by 30 November."),
        ],
        60,
        "broken",
    ),
    (
        "it is said late and then done",
        [(us("a", 0), FRIDAY), (us("b", 6), "Bear with me, he was held up."), (them("c", 8), "He was here at 7.")],
        30,
        "kept late",
    ),
    (
        "as said, in another thread under another name",
        [(them("a", 0), "I will let you have the PO by 15 October."), (them("b", 14, **ELSE), "As I said I would: order 8812.|8812.pdf")],
        40,
        "kept",
    ),
    (
        "of two things as said means neither",
        [
            (them("a", 0), "I will let you have the PO by 15 October."),
            (them("d", 1, thread_id="t2"), "I will send you the floor plan by 14 October."),
            (them("b", 14, **ELSE), "As I said I would: number 8812, attached.|8812.pdf"),
        ],
        40,
        "unknown",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("said", "now", "state"), [pytest.param(s, n, e, id=name) for name, s, n, e in CASES])
def test_what_went_by_is_seen_in_other_words(said: list[tuple[Interaction, str]], now: float, state: str):
    """The first promise of each conversation with its state."""
    assert next(p.state for p in ledger(*said, now=now) if p.message_id == "a") == state


def test_a_new_day_after_the_first_went_by_is_a_new_promise():
    """The first is broken and stays in the list with its own day; the second is due on its own and dated as it was said."""
    late = "Sorry, October came and went. I will get you the board's decision by the end of November."
    first, second = ledger((them("a", 0), MONTH), (them("b", 36), late), now=52)
    assert (first.state, first.pledge.day, second.state, second.pledge.day) == ("broken", "2024-10-31", "open", "2024-11-30")
    assert second.made_us > first.made_us


def test_words_without_a_thing_mean_one_promise_at_most():
    """Of two that fell due lately, made elsewhere, words that fit both alike mean neither."""
    made = [(them("a", 0), MONTH), (them("d", 1, thread_id="t2"), "I will send you the floor plan by 30 October.")]
    asked = (us("b", 36, thread_id="t9"), "Any news?")
    assert [p.state for p in ledger(*made, asked, now=60)] == ["unknown", "unknown"]
    assert [p.state for p in ledger(made[0], asked, now=60)] == ["broken"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("the end of may has passed", ({5}, set(), set())),
        ("you may come by", (set(), set(), set())),
        ("you said the 12th", (set(), set(), {12})),
        ("tuesday is gone, so is 3 october", ({10}, {1}, {3})),
        ("they march on", (set(), set(), set())),
    ],
)
def test_the_days_that_a_sentence_names(words: str, named: tuple[set[int], set[int], set[int]]):
    """Months, weekdays and days of the month; "may" and "march" only where they are months."""
    assert days_named(words) == named


@pytest.mark.parametrize(
    "words",
    [
        "she is still waiting for you.",
        "did you like the match?",
        "october is the start.",
        "no news is good news.",
        "everybody came.",
    ],
)
def test_what_says_nothing_of_a_day(words: str):
    """Ordinary talk is neither an excuse, nor asks after anything, nor calls a day past."""
    found = missed([words])
    assert (found.gone, found.reminded, found.conceded, found.asks, found.excuses) == ((), (), (), False, False)


DRAWING = "I will send you the layout of the tank farm by Wednesday."
LATE: list[tuple[str, list[tuple[Interaction, str]], float, str]] = [
    ("it was due", [(us("a", 0), DRAWING), (them("b", 9), "The layout was due on Wednesday.")], 40, "broken"),
    ("it should have come", [(us("a", 0), DRAWING), (them("b", 9), "The layout should have arrived by now.")], 40, "broken"),
    ("they expected it", [(us("a", 0), DRAWING), (them("b", 9), "We expected the tank farm layout last week.")], 40, "broken"),
    ("when do they get it", [(us("a", 0), DRAWING), (them("b", 9), "When do we get the layout?")], 40, "broken"),
    ("it is late", [(us("a", 0), DRAWING), (them("b", 9), "Your layout is a week late.")], 40, "broken"),
    ("what keeps it", [(us("a", 0), DRAWING), (them("b", 9), "What is holding up the layout?")], 40, "broken"),
    ("so long since", [(us("a", 0), DRAWING), (them("b", 20), "That is nearly three weeks now.")], 60, "broken"),
    ("our people are behind", [(us("a", 0), DRAWING), (us("b", 5), "Our design team is two weeks behind.")], 40, "broken"),
    ("we chase it ourselves", [(us("a", 0), DRAWING), (us("b", 5), "I will chase it today.")], 40, "broken"),
    ("it is not ready", [(us("a", 0), DRAWING), (us("b", 5), "The layout is not finished yet.")], 40, "broken"),
    ("it slipped", [(us("a", 0), DRAWING), (us("b", 5), "There is a delay with the tank farm layout.")], 40, "broken"),
    ("we should have sent it", [(us("a", 0), DRAWING), (us("b", 5), "I should have sent it last week.")], 40, "broken"),
    ("another thing of theirs was due", [(us("a", 0), DRAWING), (them("b", 9), "Our rent was due last week.")], 40, "unknown"),
    ("before its day", [(us("a", 0), DRAWING), (them("b", 1.5), "When do we get the layout?")], 40, "unknown"),
    ("another thing is not ready", [(us("a", 0), DRAWING), (us("b", 5), "The crane hall is not finished yet.")], 40, "unknown"),
    ("they stand behind us", [(us("a", 0), DRAWING), (us("b", 5), "Our board is behind you in this.")], 40, "unknown"),
    ("so long until", [(us("a", 0), DRAWING), (them("b", 9), "It is a month until the stop.")], 40, "unknown"),
    (
        "they should have been here",
        [(us("a", 0), DRAWING), (them("b", 9), "You should have been here on Monday!")],
        40,
        "unknown",
    ),
    (
        "chased, then sent",
        [(us("a", 0), DRAWING), (them("b", 9), "When do we get it?"), (us("c", 10), "Sorry.|layout.pdf")],
        40,
        "kept late",
    ),
]


@pytest.mark.parametrize(("why", "said", "now", "state"), LATE, ids=[row[0] for row in LATE])
def test_a_chase_or_a_delay_conceded_breaks_it(why: str, said: list[tuple[Interaction, str]], now: float, state: str) -> None:
    """After its day: whoever waits calls it due, late or expected, or whoever promised says that their people are behind."""
    assert [p.state for p in ledger(*said, now=now)] == [state], why
