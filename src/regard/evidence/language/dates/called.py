"""Is a day only what a thing is called by or dated with: "the Friday report", "Monday's call notes", "your enquiry of 2 October"?

A day in front of a noun, or behind one after "of", belongs to that noun. What takes place keeps its day ("Friday's meeting"); what was
written has the day on which it was written; what neither list of `nouns.toml` knows is called by its day after an article ("the Wednesday
crew") and was there on the last such day after "of". Bounded, over the text. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

REACH = 60
"""Characters beside a day that are looked at."""
LONGEST_NAME = 3
"""Words of a noun after its day: "the Monday sales call notes"."""

_DETERMINER = re.compile(r"\b(?:the|our|your|my|their|his|her|its|a|an|another|any)\s{1,2}$")
_BOUND = re.compile(
    r"\b(?:by|until|till|before|for|on|from|to|make|meet|keep|hit|miss)\s{1,2}(?:the|our|your|my|their)\s{1,2}$"
)
_NEXT = re.compile(r"\s([a-z]+(?:-[a-z]+)*)")
_OF = re.compile(r"(?P<noun>[^\W\d_]+(?:-[^\W\d_]+)*)\s(?P<of>of|from|dated|vom|de|du|del|de fecha)\s(?:the\s)?$")
_ON = re.compile(r"^\s(?:an|ab|bis|to|au|al|auf|to the|until|jusqu)\b")


@lru_cache(maxsize=1)
def _nouns() -> dict[str, dict[str, frozenset[str]]]:
    """The nouns of `nouns.toml`: language -> class -> words."""
    import tomllib

    table = tomllib.loads(resources.files(__package__).joinpath("nouns.toml").read_text("utf-8"))
    return {language: {name: frozenset(row.split()) for name, row in rows.items()} for language, rows in table.items()}


def happenings(language: str) -> frozenset[str]:
    """The nouns of what takes place on a day."""
    return _nouns()[language]["events"]


def called_by(text: str, start: int, end: int, language: str) -> bool:
    """Whether a weekday is part of what a thing is called, or dates one: nothing is due on it."""
    return _in_front(text, start, end) or _weekday_of(text, start, end, language)


def _in_front(text: str, start: int, end: int) -> bool:
    """English: "the Friday report", "Monday's call notes"; not "the Friday meeting" nor "the Friday after"."""
    known = _nouns()["en"]
    own = text[start:end].lower().replace("’", "'")
    after = text[end : end + REACH].lower().replace("’", "'")
    possessive = own.endswith("'s") or after.startswith("'s")
    before = text[max(start - REACH, 0) : start].lower()
    if not possessive and (_DETERMINER.search(before + _article(own)) is None or _BOUND.search(before + _article(own))):
        return False
    name = _name(after.removeprefix("'s"), known["closed"])
    if not name or name[-1] in known["events"]:
        return False
    return name[-1] in known["papers"] or not possessive


def _article(own: str) -> str:
    """The article that a day's own words begin with, as it would stand before them."""
    first = own.split(" ", 1)[0]
    return f" {first} " if first in {"the", "our", "your", "my", "their"} else ""


def _name(after: str, closed: frozenset[str]) -> list[str]:
    """The words that follow right away, up to one that belongs to no name."""
    found: list[str] = []
    at = 0
    while len(found) < LONGEST_NAME and (word := _NEXT.match(after, at)) and word[1] not in closed:
        found.append(word[1])
        at = word.end()
    return found


def _weekday_of(text: str, start: int, end: int, language: str) -> bool:
    """Das Protokoll vom Montag, le rapport de lundi, el informe del viernes: papers, and in German whatever it is."""
    if language == "en" or _ON.match(text[end : end + REACH].lower()):
        return False
    own = text[start:end].lower()
    found = _OF.search(_led(text, start, own))
    if found is None or found["noun"] in _nouns()["any"]["none"]:
        return False
    known = _nouns()[language]
    if language == "de":
        return found["of"] == "vom" and found["noun"] not in known["events"]
    return found["noun"] in known["papers"]


def _led(text: str, start: int, own: str) -> str:
    """What stands before a day, with the "of" that its own words may begin with."""
    before = text[max(start - REACH, 0) : start].lower()
    first = own.split(" ", 1)[0]
    return f"{before}{first} " if first in {"vom", "du", "del", "de", "of"} else before


def dated(text: str, start: int, end: int, language: str) -> bool:
    """Whether a day dates something that is no event: "your order of the 7th", "Ihre Anfrage vom 2. Oktober"."""
    if _ON.match(text[end : end + REACH].lower()):
        return False
    found = _OF.search(_led(text, start, text[start:end].lower()))
    if found is None or found["noun"] in _nouns()["any"]["none"]:
        return False
    known = _nouns()[language]
    noun = found["noun"]
    if noun in known["events"] or (language == "de" and any(noun.endswith(event) for event in known["events"])):
        return False
    return found["of"] not in {"from", "de"} or noun in known.get("papers", ())
