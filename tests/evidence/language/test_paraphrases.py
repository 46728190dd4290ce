"""How much of what can be said the rules hear: ways of saying each thing, half of them written for the rules and half kept apart."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from regard.evidence.language import cues
from regard.model import Span

SAID = tomllib.loads(Path(__file__).with_name("paraphrases.toml").read_text("utf-8"))
FLOORS = {"seen": 0.80, "unseen": 0.80}
CLASHING = ("declines", "complains", "acts_on", "unprompted_thanks")
"""No sentence of one of these is to be taken for another of them."""


def kinds(text: str) -> set[str]:
    return {cue.kind for cue in cues(text, [Span(0, len(text), "own")], is_reply=False)}


@pytest.mark.parametrize("half", FLOORS)
@pytest.mark.parametrize("kind", SAID)
def test_heard(kind, half):
    """Of each half, at least the floor's share is heard."""
    says = SAID[kind][half]["says"]
    missed = [text for text in says if kind not in kinds(text)]
    assert len(says) >= 30
    assert len(missed) <= (1 - FLOORS[half]) * len(says), missed


@pytest.mark.parametrize("kind", CLASHING)
def test_not_mistaken(kind):
    """What says one thing is not heard as saying another that excludes it."""
    for half in SAID[kind].values():
        for text in half["says"]:
            assert not kinds(text) & (set(CLASHING) - {kind}), text
