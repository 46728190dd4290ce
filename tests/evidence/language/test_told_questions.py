"""A question that is told and not put wants an answer as one with its mark does."""

from __future__ import annotations

import pytest

from regard.answers.asking import KINDS, asking
from regard.evidence.language import cues
from regard.evidence.language.answerable import wants_answer
from regard.model import Span


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("Ms Roth asks whether the oven can run at night.", True),
        ("The board would like to know by when the kiln pays for itself.", True),
        ("We would like to know whether you insure the crane.", True),
        ("I was wondering whether you insure the crane.", True),
        ("My chief has one question, whether the hire can end in May.", True),
        ("Unsere Chefin fragt, ob der Ofen nachts laufen kann.", True),
        ("Herr Kern möchte wissen, wann der Kran frei ist.", True),
        ("Notre directrice voudrait savoir si le four tourne la nuit.", True),
        ("Nuestra directora pregunta si el horno funciona de noche.", True),
        ("The portal asks whether you have a licence.", False),
        ("Everybody asks how we do it.", False),
        ("She would like to know how you are.", False),
        ("If Ms Roth asks whether it runs at night, say no.", False),
        ("He always asks whether it pays, and I tell him that it does.", False),
        ("I know how the oven works.", False),
        ("Niemand fragt, ob es sich lohnt.", False),
        ("Je me demande si c'est utile.", False),
    ],
)
def test_what_is_told_as_a_question(said: str, waits: bool) -> None:
    """Of a person of theirs, or the writer; not of a form, of everybody, of a case, or of how somebody is."""
    found = [cue for cue in cues(said, [Span(0, len(said), "own")]) if cue.kind == "question"]
    assert any(wants_answer(said, cue.kind) for cue in found) is waits


def test_what_is_put_is_told_before_what_is_told() -> None:
    """Of a mail with both, the question that is put is quoted."""
    said = "Can you send me the list before the 25th? Ms Roth asks whether the oven can run at night."
    one = asking(cues(said, [Span(0, len(said), "own")]), said, KINDS)
    assert one is not None
    assert said[one.start : one.end].startswith("Can you send me")
