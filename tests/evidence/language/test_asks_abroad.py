"""Questions and requests in German, French and Spanish: what asks for something, and what only sounds like it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.evidence.language.answerable import wants_answer
from regard.evidence.language.detect import ASKING
from regard.model import Span

SAID = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((Path(__file__).parent / "asks_said").iterdir())}


def asks(text: str) -> bool:
    """Whether a mail of one sentence asks for something."""
    return any(cue.kind in ASKING for cue in cues(text, (Span(0, len(text), "own"),)))


@pytest.mark.parametrize("half", ["seen", "unseen", "later"])
@pytest.mark.parametrize("language", SAID)
def test_what_asks_is_told_from_what_does_not(language: str, half: str) -> None:
    """Of business sentences: more than four of five that ask are heard, and nine of ten of what is heard ask."""
    of = SAID[language][half]
    right, wrong = sum(map(asks, of["asks"])), sum(map(asks, of["none"]))
    assert right >= 0.85 * len(of["asks"])
    assert right >= 0.9 * (right + wrong)


@pytest.mark.parametrize(
    ("sentence", "wants"),
    [
        ("Bitte schicken Sie uns das Angebot bis Freitag.", True),
        ("Wir bitten um Übersendung der Prüfzeugnisse.", True),
        ("Bitte liefern Sie die Ware an Tor 3 ab.", False),
        ("Merci de nous renvoyer le bon signé.", True),
        ("Merci de livrer la marchandise à la porte 3.", False),
        ("Les rogamos nos comuniquen sus datos bancarios.", True),
        ("Entreguen la mercancía en la puerta 3, por favor.", False),
    ],
)
def test_a_request_wants_something_back_where_it_comes_to_its_writer(sentence: str, wants: bool) -> None:
    """What is to be sent, said or confirmed comes back; an order to do something elsewhere does not."""
    assert wants_answer(sentence, "request") is wants


@pytest.mark.parametrize(
    "piece",
    ["bitte ", "bitte pruefen sie ", "wir brauchen noch ", "veuillez me ", "merci de ", "vous ", "envíeme ", "¿", "sie ?"],
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in about a second."""
    text = piece * (1_000_000 // len(piece))
    within(1, lambda: cues(text, (Span(0, len(text), "own"),)))
