"""Italian and Dutch: what asks, refuses, complains, leaves or pushes on the price, and what only looks like it; and that they cost other
mail nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.pace import within

from regard.evidence.language import cues, detect
from regard.evidence.language.rules import TOLD
from regard.model import Span

SAID = tomllib.loads((Path(__file__).parent / "told_said.toml").read_text("utf-8"))
KINDS = ("request", "declines", "complains", "leaves", "price_only")


def kinds(text: str) -> set[str]:
    """Which of the five a mail of one sentence does."""
    return {cue.kind for cue in cues(text, (Span(0, len(text), "own"),))} & set(KINDS)


@pytest.mark.parametrize("language", SAID)
def test_each_is_heard_as_what_it_is(language: str) -> None:
    """At least seven of ten are heard as their own kind, and near misses as nothing that a score could count."""
    of = SAID[language]
    every = [(kind, kinds(text)) for kind in KINDS for text in of[kind]]
    assert sum(kind in found for kind, found in every) >= 0.7 * len(every)
    assert [text for text in of["none"] if kinds(text)] == []


def test_they_are_tried_on_their_own_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pattern of theirs is as much as looked up on mail in English, German, French or Spanish, or on a few words that may be any."""
    looked: list[str] = []
    index_of = detect._index_of
    monkeypatch.setattr(detect, "_index_of", lambda language: (looked.append(language), index_of(language))[1])
    for text in (
        "Please send us the certificate, we have no interest in the rest.",
        "Bitte schicken Sie uns das Zeugnis, wir haben kein Interesse am Rest.",
        "Merci de nous envoyer le certificat, nous n'avons pas besoin du reste.",
        "Por favor, envíenos el certificado, no nos interesa lo demás.",
        "Pump 4711, ok.",
    ):
        kinds(text)
    assert looked == []
    kinds("Stuur ons het certificaat van de pomp, wij wachten er al weken op.")
    assert looked == ["nl"]
    assert frozenset(SAID) == TOLD


@pytest.mark.parametrize(
    "piece", ["wij hebben geen ", "levering weer ", "non abbiamo ", "consegna di nuovo ", "vi preghiamo di ", "graag "]
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in about a second."""
    opening = (
        "het een van en dat niet zijn voor "
        if piece.split(maxsplit=1)[0] in ("wij", "levering", "graag")
        else "il di che è per un una non sono "
    )
    text = opening * 5 + piece * (1_000_000 // len(piece))
    within(1, lambda: cues(text, (Span(0, len(text), "own"),)))
