"""What a relationship needs: the most urgent thing, in one sentence, with what to do about it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from regard.answers.need import Promised, Touch, need
from regard.answers.standing import Estimates, Facts
from regard.model import DAY

NOW = 20_000 * DAY
"""The end of a day: the last day counted is the one before."""


def standing(*, known: bool = True, score: int = 70, band: str = "good", trend: str = "steady") -> Estimates:
    """Estimates of somebody, all three alike."""
    one = SimpleNamespace(known=known, score=score, band=band, trend=trend, settle="Ask them something.")
    return cast("Estimates", dict.fromkeys(("trust", "value", "rapport"), one))


NOTHING = Facts()
PROMISED = Promised("I'll send the plan", "2024-10-04", "2024-10-01", overdue=False)
WAITS = Touch(NOW - 30 * DAY, NOW - 9 * DAY, NOW - 9 * DAY)


BACK = Facts(chances=40, asks=21, wanted=8, answered=6, wanted_before=13, answered_before=1)


@pytest.mark.parametrize(
    ("estimates", "facts", "touch", "says"),
    [
        (standing(), NOTHING, WAITS, "still waits for an answer (8 days)"),
        (standing(), NOTHING, replace(WAITS, last_us=NOW - DAY), "still open, though we have written since"),
        (standing(), NOTHING, replace(WAITS, owed_since=NOW - DAY), "in touch"),
        (standing(), NOTHING, replace(WAITS, owed_since=NOW - 90 * DAY), "in touch"),
        (standing(), NOTHING, Touch(NOW, NOW, None, PROMISED), "you promised “I'll send the plan” for 2024-10-04"),
        (
            standing(),
            NOTHING,
            Touch(NOW, NOW, None, replace(PROMISED, due="", overdue=True)),
            "on 2024-10-01, and they asked after it",
        ),
        (standing(), NOTHING, replace(WAITS, promised=PROMISED), "still waits for an answer"),
        (standing(), replace(NOTHING, complained_us=NOW - 3 * DAY), Touch(NOW, NOW), "complained on 2024-"),
        (
            standing(),
            replace(NOTHING, complained_us=NOW - 20 * DAY, calmed=True),
            Touch(NOW, NOW),
            "has written since without a complaint",
        ),
        (
            standing(),
            replace(NOTHING, complained_us=NOW - 20 * DAY, calmed=True),
            Touch(NOW, NOW, None, PROMISED),
            "you promised",
        ),
        (
            standing(),
            replace(NOTHING, unanswered=3, unanswered_since=NOW - 20 * DAY),
            Touch(NOW, NOW - 60 * DAY),
            "has not answered since",
        ),
        (standing(), replace(NOTHING, unanswered=3, unanswered_since=NOW - 20 * DAY), Touch(NOW, NOW), "left 3 asks since"),
        (
            standing(),
            replace(NOTHING, unanswered=3, unanswered_since=NOW - 150 * DAY),
            Touch(NOW, NOW - 140 * DAY),
            "and left 3 asks open",
        ),
        (standing(trend="down"), NOTHING, Touch(NOW, NOW), "trust is lower than it was"),
        (standing(), replace(NOTHING, declined_us=NOW - 3 * DAY), Touch(NOW, NOW), "declined on"),
        (standing(band="poor"), NOTHING, Touch(NOW, NOW), "less than is usual here"),
        (standing(band="poor"), Facts(wanted=8, answered=2), Touch(NOW, NOW), "answered 2 of the last 8 asks"),
        (
            standing(band="poor"),
            Facts(wanted=8, answered=6),
            Touch(NOW, NOW),
            "6 of the last 8 asks; in all answers or comes to us less",
        ),
        (standing(band="poor"), BACK, Touch(NOW, NOW), "answers again: 6 of the last 8 asks, 1 of the 13 before"),
        (standing(known=False), BACK, Touch(NOW, NOW), "answers again: 6 of the last 8 asks, 1 of the 13 before"),
        (standing(band="poor"), replace(BACK, answered_before=0), Touch(NOW, NOW), "8 asks, none of the 13 before"),
        (standing(band="poor"), replace(BACK, wanted_before=7), Touch(NOW, NOW), "asks; in all answers or comes"),
        (standing(band="poor"), replace(BACK, answered_before=6), Touch(NOW, NOW), "asks; in all answers or comes"),
        (standing(known=False), Facts(chances=9, wanted=4, answered=4), Touch(NOW, NOW), "answered 4 of the last 4 asks"),
        (standing(), NOTHING, Touch(NOW - 120 * DAY, NOW - 121 * DAY), "nobody has been in touch since"),
        (standing(known=False), NOTHING, Touch(NOW, NOW), "was asked nothing yet that they could answer"),
        (standing(known=False), replace(NOTHING, chances=4), Touch(NOW, NOW), "too little to go on yet"),
        (standing(), NOTHING, Touch(NOW, NOW), "in touch"),
    ],
)
def test_one_sentence_says_what_is_needed(estimates: Any, facts: Facts, touch: Touch, says: str) -> None:
    """Each situation has its sentence; what is urgent has something to do about it."""
    found = need(estimates, facts, NOW, touch)
    assert says in found.why
    assert found.advice or found.badly <= 1.0


def test_a_question_left_open_beside_other_mail_is_less_urgent() -> None:
    """Whoever waits and hears nothing comes before whoever has heard from us since about something else."""
    waits = need(standing(), NOTHING, NOW, WAITS)
    written_since = need(standing(), NOTHING, NOW, replace(WAITS, last_us=NOW - DAY))
    assert (
        waits.badly
        > need(
            standing(), replace(NOTHING, unanswered=3, unanswered_since=NOW - 20 * DAY), NOW, Touch(NOW, NOW - 60 * DAY)
        ).badly
    )
    assert written_since.badly < need(standing(trend="down"), NOTHING, NOW, Touch(NOW, NOW)).badly


def test_more_trust_at_stake_comes_first() -> None:
    """Of two who wait equally long, the one with more trust is worse off."""
    assert need(standing(score=90), NOTHING, NOW, WAITS).badly > need(standing(score=20), NOTHING, NOW, WAITS).badly


DAY_30, DAY_200 = NOW - 30 * DAY, NOW - 200 * DAY


@pytest.mark.parametrize(
    ("facts", "touch", "says"),
    [
        (Facts(chances=8), Touch(None, DAY_30), "wrote to us, last on 2024-09-04, and no mail of ours to them is kept"),
        (NOTHING, Touch(DAY_30, DAY_30), "was asked nothing yet that they could answer"),
        (Facts(chances=8), Touch(DAY_30, DAY_200), "nothing of theirs is seen since 2024-03-18: what was known of them is old"),
        (Facts(chances=8), Touch(DAY_30, DAY_30), "too little to go on yet"),
        (Facts(chances=8), Touch(DAY_30, None), "too little to go on yet"),
    ],
)
def test_of_whom_nothing_is_known_it_says_what_the_mail_shows(facts: Facts, touch: Touch, says: str) -> None:
    """Unknown is told by what is there: never answered by us, never asked, long silent, or too little; none of it is a need."""
    found = need(standing(known=False), facts, NOW, touch)
    assert found.why == says
    assert found.badly < 0.9


def test_late_answers_are_answers_and_said_to_be_late() -> None:
    """Whoever answers everything after a week did not leave anything unanswered."""
    late = Facts(wanted=5, answered=0, late=5)
    assert (
        "answered 5 of the last 5 asks, each after more than 3 days;"
        in need(standing(band="poor"), late, NOW, Touch(NOW, NOW)).why
    )
    some = Facts(chances=9, wanted=4, answered=1, late=2)
    told = need(standing(known=False), some, NOW, Touch(NOW, NOW)).why
    assert told.startswith("answered 3 of the last 4 asks, 2 of them after more than 3 days")
