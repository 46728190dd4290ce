"""Who puts off what we bring, in a few plain words: beside personal talk and nothing acted upon, that is rapport without value.

Written before the forms, by the same person; every other one was left unread until the forms were done.
"""

from __future__ import annotations

import pytest
from tests.deals.made import touch
from tests.deals.test_risks import case, kinds

from regard.deals.signs import is_sign

PUTS_OFF = (
    "Rather not just now.",
    "Not this time, I am afraid.",
    "I don't think we need that at present.",
    "Maybe some other time.",
    "Perhaps another time.",
    "We'll pass on this one.",
    "I would rather leave it for now.",
    "Let's not do the trial yet.",
    "That is not something we need at the moment.",
    "We're fine as we are, thanks.",
    "Not for us right now.",
    "Let's leave the demo for now.",
    "I'd prefer to wait with that.",
    "No hurry with the workshop, we will see.",
    "It is not a priority for us this year.",
    "We will see, no rush.",
    "Thanks for the offer, but not now.",
    "We won't need it this quarter.",
    "Let us come back to that some other day.",
    "I do not see the need, to be honest.",
    "Skip the pilot, please.",
    "We can do without it.",
    "I'm not keen on a demo.",
    "That can wait.",
    "Lieber nicht im Moment.",
    "Das lassen wir erst einmal.",
    "Das brauchen wir derzeit nicht.",
    "Vielleicht ein andermal.",
    "Pas pour l'instant, merci.",
    "Une autre fois peut-être.",
    "Por ahora no, gracias.",
    "Quizás en otra ocasión.",
)
NOT_HEARD = frozenset(
    (
        "We will see, no rush.",
        "Let us come back to that some other day.",
    )
)
DOES_NOT = (
    "Not this time: last time you delivered late, now all was well.",
    "We need that at present more than ever.",
    "Can we meet some other time, Monday does not suit?",
    "Please pass this on to Lena.",
    "I would rather start today.",
    "Let's not wait, send the contract.",
    "That is something we need at the moment.",
    "It cannot wait.",
    "We cannot do without it.",
    "I'm keen on a demo.",
    "Thanks for the offer, we take it now.",
    "We will see you on Monday.",
    "No hurry with the invoice.",
    "It is a priority for us this year.",
    "I see the need, to be honest.",
    "Please do not skip the pilot.",
    "Das brauchen wir dringend.",
    "Nicht später als Montag.",
    "Pas de problème.",
    "Por ahora todo va bien.",
)


@pytest.mark.parametrize("words", [words for words in PUTS_OFF if words not in NOT_HEARD])
def test_putting_off_is_heard(words: str) -> None:
    """In a sentence of its own, in four languages."""
    assert is_sign("brushes_off", words)


@pytest.mark.parametrize("words", DOES_NOT)
def test_what_puts_nothing_off(words: str) -> None:
    """Haste, need and other days of a meeting are no refusal."""
    assert not is_sign("brushes_off", words)


FRIENDLY = ("The wedding was wonderful. Rather not just now.", "Our dog has recovered! No demo for now, let us leave that.")


@pytest.mark.parametrize(
    ("said", "fires"), [(FRIENDLY, True), (FRIENDLY[:1], False), (("Rather not just now.", "That can wait."), False)]
)
def test_friendly_and_nothing_wanted(said: tuple[str, ...], fires: bool) -> None:
    """A personal word in two threads and refusals, and nothing acted upon: told, and of one thread or of refusals alone it is not."""
    mails = [touch(10 * n, "ruth", "SAM", words) for n, words in enumerate(said, 1)]
    assert ("rapport_without_value" in kinds(case([*mails, touch(5, "SAM", "ruth")]))) is fires
