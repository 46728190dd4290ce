"""Which of a buyer's topics are worth one line of few: what they care about, as a brief and a review tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

OFTEN = 5
WHOLE_SENTENCE = 5
KINDS = ("deadline", "goal", "problem", "word")
"""In the order in which they are told; questions stand by themselves."""
_DEADLINE = re.compile(
    r"(?<!\boff )\bby\b|\b(?:before|deadline|no later than|due (?:on|by|date|in)|is due|are due|expires?|ends?|go(?:es)? live)\b"
    r"|\b(?:bis|spätestens|avant|d'ici)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had been|passed|missed|past|ago|already)\b", re.IGNORECASE)
"""A day told of as gone is no deadline ahead, whatever year it is read as."""
_THEIR_OWN = re.compile(r"\b(?:we|our|ours|us|my|i|wir|uns|unser\w*|ich|mein\w*|nous|notre|nos|je|mon|mes)\b", re.IGNORECASE)
_OPINION = re.compile(
    r"\b(?:i|we) (?:can |do |still |just )?(?:think|thought|guess|believe|suppose|bet|hear|heard|doubt)\b", re.IGNORECASE
)


def cares(topics: Iterable[Mapping[str, Any]], today: str) -> list[Mapping[str, Any]]:
    """Current topics that are worth a line, questions left out; `today` is an ISO day."""
    return [t for t in topics if t["kind"] in KINDS and t["current"] and worth_a_line(t, today)]


def worth_a_line(topic: Mapping[str, Any], today: str) -> bool:
    """Whether a topic earns a line of so few: a matter of their own and no view of the world, a deadline still ahead that is called one, a
    word of many mails in a whole sentence.
    """
    if topic["kind"] != "word" and (not _THEIR_OWN.search(topic["quote"]) or _OPINION.search(topic["quote"])):
        return False
    if topic["kind"] == "deadline":
        return bool(topic["due"] >= today and not _PAST.search(topic["quote"]) and _DEADLINE.search(topic["quote"]))
    return topic["kind"] != "word" or (topic["times"] >= OFTEN and len(topic["quote"].split()) >= WHOLE_SENTENCE)
