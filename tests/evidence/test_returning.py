"""Who said good-bye is back with a mail that asks, or with any after a week; until then no week is a chance to write."""

from __future__ import annotations

import pytest
from tests.evidence.mails import at, found, them, us

from regard.evidence.returning import comes_back_with

BYE = (at(1), at(1), at(200))


@pytest.mark.parametrize(
    ("day", "kinds", "back"),
    [
        (1, ["request"], False),
        (3, [], False),
        (3, ["unprompted_thanks", "closing"], False),
        (3, ["question"], True),
        (3, ["asks_next_step"], True),
        (8, [], False),
        (8.1, [], True),
        (0, ["question"], False),
    ],
)
def test_more_than_a_courtesy(day: float, kinds: list[str], back: bool) -> None:
    """Within a week only what asks something; the good-bye itself, and what stood before it, never."""
    assert comes_back_with(at(1), at(day), kinds) is back


def fates(channel: str, *more: object) -> dict[int, str]:
    """What became of each chance of a channel, by the day on which it opened."""
    trials = found(them("bye", 1, cues="rests"), *more, channel=channel, now=80, rests=[BYE])
    return {int((t.opened_us - at(0)) / (at(1) - at(0))): t.censored_why or t.outcome for t in trials}


@pytest.mark.parametrize("channel", ["starts_contact", "introduces_colleague"])
def test_the_weeks_of_a_rest_are_no_chances(channel: str) -> None:
    """No week between a good-bye and its time is charged, in the old thread or beside it."""
    assert set(fates(channel).values()) == {"rests"}


@pytest.mark.parametrize("thread", ["t1", "t2"])
def test_weeks_count_again_once_they_are_back(thread: str) -> None:
    """From the Monday behind a mail that is more than a courtesy, in whatever thread."""
    told = fates("starts_contact", them("back", 16, thread_id=thread))
    assert told[14] == "1"
    assert {fate for day, fate in told.items() if day < 14} == {"rests"}
    assert {fate for day, fate in told.items() if day > 16} == {"0"}


def test_an_ask_counts_again_after_an_answer_in_the_old_thread() -> None:
    """Our ask of the fourth week met silence of somebody who talks with us."""
    ask = us("ask", 22, cues="question", thread_id="t9")
    assert fates("answers_ask", ask) == {22: "rests"}
    assert fates("answers_ask", them("back", 16), ask) == {22: "0"}


def test_a_question_of_the_same_week_ends_the_rest() -> None:
    """Who asks two days after it waits for us."""
    ask = us("ask", 22, cues="question", thread_id="t9")
    assert fates("answers_ask", them("thanks", 3), ask) == {22: "rests"}
    assert fates("answers_ask", them("asks", 3, cues="question"), ask) == {22: "0"}
