"""The situations that a buyer's plain words tell: each class, its guards, and who a sentence is about."""

from __future__ import annotations

import pytest

from regard.evidence.language.sieve import Sieve, numbers
from regard.evidence.language.situation_frames import frames
from regard.evidence.language.situations import SITUATIONS, tells, told


@pytest.mark.parametrize(
    ("words", "situation", "who"),
    [
        ("The parent company has stopped all investments until further notice.", "freeze", ""),
        ("Unser Budget wurde leider gestrichen.", "freeze", ""),
        ("Nous n'avons plus de budget cette année.", "freeze", ""),
        ("No hay presupuesto para este proyecto.", "freeze", ""),
        ("I am sorry to tell you that we have chosen Kelvinex.", "chose_other", "Kelvinex"),
        ("We shall be placing the order with another supplier.", "chose_other", ""),
        ("We are looking at all options again, including doing nothing.", "reopened", ""),
        ("The board wants to reconsider the decision.", "reopened", ""),
        ("We will not get to this before next spring.", "delayed", ""),
        ("Le projet est reporté au printemps.", "delayed", ""),
        ("We feel misled and want our money back.", "refund", ""),
        (
            "The final word has our managing director, and she has not seen your proposal.",
            "decider_unseen",
            "our managing director",
        ),
        ("Our logistics director, Karen Moss, has resigned.", "leaver_named", "Karen Moss"),
        ("One of your competitors presented to our CEO on Monday.", "rival_above", ""),
        ("Send me your best and final price by noon.", "price_only", ""),
        ("The supermarkets will fine us 80,000 EUR a week.", "stakes", ""),
    ],
)
def test_told(words: str, situation: str, who: str) -> None:
    """A plain sentence tells its situation, and whom it is about."""
    assert (situation, who) in [(one.situation, one.who) for one in told(words)]
    assert [one for one in SITUATIONS if tells(words, one)] == [one.situation for one in told(words)], "asked for one alone"


@pytest.mark.parametrize(
    "words",
    [
        "Our budget has not been cut.",
        "If the board stopped the investments, we would tell you.",
        "Our customer has frozen its budget.",
        "Good news: the freeze on investments was lifted.",
        "Has your budget been cut?",
        'He wrote: "we have chosen Kelvinex',
        "We have chosen you.",
        "The meeting was postponed to next spring.",
        "Karen Moss is leaving for Oslo at noon.",
        "The price is not everything.",
        "Fine with me.",
    ],
)
def test_taken_back(words: str) -> None:
    """What is negated, supposed, somebody else's, over, asked, quoted or of something else tells nothing."""
    assert told(words) == ()


def test_the_sieve_lets_through_what_its_frames_match() -> None:
    """A sentence that a frame matches is never passed over for want of a piece of a word."""
    every = [frame for situation in SITUATIONS for frame in frames(situation)]
    sieve = Sieve(frame.asked() for frame in every)
    low = "the parent company has stopped all investments until further notice."
    import re

    matched = {n for n, frame in enumerate(every) if re.search(frame.source, low, re.IGNORECASE)}
    assert matched
    assert matched <= set(numbers(sieve.passed(low)))
