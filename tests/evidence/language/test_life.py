"""Questions of somebody's life wait for no answer of the business; questions of work do, however friendly they sound."""

from __future__ import annotations

import pytest

from regard.evidence.language.answerable import wants_answer
from regard.evidence.language.life import asks_of_life

LIFE = (
    "Did you survive the marathon?",
    "How was the skiing?",
    "How was your flight back?",
    "Are you feeling better?",
    "Did you make it home all right?",
    "What did you do this weekend?",
    "Did you have a good time in Crete?",
    "How are the twins doing?",
    "Have you had any sleep lately?",
    "Are you over your cold?",
    "Having fun yet?",
    "Any plans for the long weekend?",
    "How did the wedding go?",
    "Did the kids enjoy the snow?".replace("the kids", "you"),
    "How’s the new puppy?",
    "Has your knee been better?",
)
WORK = (
    "How was the install?",
    "How did the demo go?",
    "Did you survive the audit?",
    "How was your trip to the plant?",
    "Are you free for dinner on Monday?",
    "When is your trip?",
    "What are your trip dates again?",
    "Will you be out of the office for vacation?",
    "How is the new line doing?",
    "Did you have a chance to read the quote?",
    "How was the trade show?",
    "What did you do about the leak?",
    "Did you get the tickets for the game?",
    "How does your schedule look for the weekend?",
    "Can the fitters work over the weekend?",
    "How did the shutdown go?",
    "Did you see the invoice?",
    "Is the house account closed?",
    "How was the flight test?",
    "Could you send the seals before the holidays?",
)


@pytest.mark.parametrize("sentence", LIFE)
def test_questions_of_life_wait_for_nothing(sentence: str) -> None:
    """How somebody's weekend, health, family, travel or sport was."""
    assert asks_of_life(sentence)
    assert not wants_answer(sentence, "question")


@pytest.mark.parametrize("sentence", WORK)
def test_questions_of_work_wait(sentence: str) -> None:
    """A word of work, a day to be named or a favour makes it work."""
    assert not asks_of_life(sentence)
