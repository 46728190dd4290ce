"""What says only that a mail was read, and what says more."""

from __future__ import annotations

import pytest

from regard.evidence.language.detect import cues
from regard.evidence.language.noting import NOTED, only_notes
from regard.model import Span

ONLY = (
    "Noted.",
    "noted, thanks",
    "Thanks, noted.\nIngrid",
    "Hi Sven,\n\nReceived, thank you.\n\nPaul Berger",
    "Duly noted!",
    "We have received your e-mail.",
    "Ist notiert, danke.",
    "Zur Kenntnis genommen.",
    "C’est noté, merci.",
    "Bien reçu",
    "Tomo nota, gracias.",
    "Recibido.",
)
MORE = (
    "",
    "Thanks!",
    "Yes.",
    "Will do.",
    "Noted, but the second week does not suit us.",
    "Noted. We run two shifts.",
    "Received the pumps on Monday.",
    "Noted, week 12",
    "Noted. Yes.",
    "Noted. Will do.",
    "Noted, Thursday",
    "Noted.\nYes.",
    "Noted.\n\nWill do",
    "Ist notiert.\nPasst",
    "Erhalten wir die Liste noch?",
    "Noted " + "and so on " * 20,
    "Recibido el pedido, falta la llave.",
)


@pytest.mark.parametrize("text", ONLY)
def test_it_says_only_that_it_was_read(text: str) -> None:
    """Greeting, thanks and a name beside it change nothing."""
    assert only_notes(text)


@pytest.mark.parametrize("text", MORE)
def test_it_says_more(text: str) -> None:
    """A yes, a promise, thanks alone, or anything about the matter."""
    assert not only_notes(text)


def test_the_cue_spans_the_own_words() -> None:
    """What is quoted below it is not looked at."""
    text = "Noted.\n> Which week suits you?"
    found = cues(text, [Span(0, 6, "own"), Span(7, len(text), "quoted")], is_reply=True)
    assert [(c.start, c.end) for c in found if c.kind == NOTED] == [(0, 6)]
