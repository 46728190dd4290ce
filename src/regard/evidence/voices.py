"""Who said what on a call: the words of each speaker of its text as zones, and what these words do. Pure.

Cues are those of mail. No turn is read as the reply to the one before it: "No, by hand" answers a question and declines nothing.
"""

from __future__ import annotations

from collections import defaultdict

from regard.evidence.language import cues
from regard.model import Cue, Span
from regard.parse.transcript import NOBODY, spoken_at

_OF_MAIL = frozenset(("closing", "asks_next_step"))
"""What only a whole message can be; and "could we talk about the doors", which asks for a talk in a mail and is one on a call."""


def zones(text: str) -> dict[str, tuple[Span, ...]]:
    """Speaker's name -> the stretches of a call's text that they said, each turn one; words of a voice without a name are nobody's."""
    found: dict[str, list[Span]] = defaultdict(list)
    for name, start, end in spoken_at(text):
        if name != NOBODY:
            found[name].append(Span(start, end, "own"))
    return {name: tuple(of) for name, of in found.items()}


def voiced(text: str) -> tuple[tuple[str, tuple[Cue, ...]], ...]:
    """(speaker's name, what their words do) of everybody whose words do anything."""
    told = ((name, tuple(c for c in cues(text, of) if c.kind not in _OF_MAIL)) for name, of in zones(text).items())
    return tuple((name, found) for name, found in told if found)
