"""Refusals, complaints, leavers and pushes on the price in German, French and Spanish, and what only looks like one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.pace import within

from regard.evidence.language import cues
from regard.model import Span

SAID = tomllib.loads((Path(__file__).parent / "refusals_said.toml").read_text("utf-8"))
KINDS = ("declines", "complains", "leaves", "price_only")


def kinds(text: str) -> set[str]:
    """Which of the four a mail of one sentence does."""
    return {cue.kind for cue in cues(text, (Span(0, len(text), "own"),))} & set(KINDS)


@pytest.mark.parametrize("half", ["seen", "unseen", "later"])
@pytest.mark.parametrize("language", SAID)
def test_each_is_heard_as_what_it_is(language: str, half: str) -> None:
    """At least four of five are heard as their own kind, nearly none as another, and near misses as nothing."""
    of = SAID[language][half]
    every = [(kind, kinds(text)) for kind in KINDS for text in of[kind]]
    assert sum(kind in found for kind, found in every) >= 0.8 * len(every)
    assert sum(bool(found - {kind}) for kind, found in every) <= 1
    assert [text for text in of["none"] if kinds(text)] == []


@pytest.mark.parametrize(
    "piece",
    ["lieferung wieder ", "wir bleiben bei ", "livraison encore ", "nous avons ", "entrega otra vez ", "no nos ", "zweite "],
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    """A megabyte of one thing is read in about a second."""
    text = piece * (1_000_000 // len(piece))
    within(1, lambda: cues(text, (Span(0, len(text), "own"),)))
