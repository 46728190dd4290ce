"""Does an address fit a name? `k..lund@`, `lund.k@`, `elund@`, `eva.lund@` all fit "Eva K. Lund"; `m.lund@` does not.

A display name that its address does not fit proves nothing (an assistant writing for the chief, a shared desk), so matching
listens only to names that fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from regard.identity.given_names import forms
from regard.identity.names import PersonName, fold

Fit = Literal["full", "initial", "part", ""]

_SPLIT = re.compile(r"[._\-]")
_TAIL = re.compile(r"^(.*?[^\d])(\d{1,8})$")
_GENERATION = re.compile(r"^(.{4,}?)[._\-]?(jr|sr|iii|ii)$")


@dataclass(frozen=True, slots=True)
class LocalPart:
    """The part before the @, taken apart: `letters` joined and folded, `tokens` between separators, closing `digits`.

    `generation` is a closing jr, sr, ii or iii: it holds only if the rest fits a name.
    """

    letters: str
    tokens: tuple[str, ...]
    digits: str
    generation: str = ""


@lru_cache(maxsize=200_000)
def take_apart(local: str) -> LocalPart:
    """A local part (no tag) in its pieces."""
    local = local.strip('"')
    digits = ""
    if found := _TAIL.match(local):
        local, digits = found[1], found[2]
    generation = ""
    if found := _GENERATION.match(local):
        generation = found[2]
    tokens = tuple([fold(t) for t in _SPLIT.split(local)])
    return LocalPart("".join(tokens), tokens, digits, generation)


def fit(part: LocalPart, name: PersonName) -> tuple[Fit, str, str]:
    """How an address fits a name, and the middle initial and the generation that the address adds ("" if none).

    "full": given name and surname both stand in it; "initial": one of them as a letter; "part": the given name alone; "": no
    fit. A surname alone fits nobody: families share it.
    """
    how, middle = _fit(part.letters, part.tokens, name)
    if how or not part.generation or name.generation not in ("", part.generation):
        return how, middle, ""
    tokens = (*part.tokens[:-1], part.tokens[-1].removesuffix(part.generation))
    how, middle = _fit(part.letters.removesuffix(part.generation), tokens, name)
    return how, middle, part.generation if how else ""


def _fit(letters: str, tokens: tuple[str, ...], name: PersonName) -> tuple[Fit, str]:
    full, initial = patterns(name)
    middle = _middle_letter(tokens, name)
    if middle and name.middle and middle != name.middle[0][0]:
        return "", ""
    if letters in full:
        return "full", ""
    if middle:
        return ("full" if len(tokens[0]) > 1 else "initial"), middle
    if letters in initial or _cut_short(letters, name):
        return "initial", ""
    if len(letters) > 2 and letters in (*forms(name.first), *name.given):
        return "part", ""
    return "", ""


def _middle_letter(tokens: tuple[str, ...], name: PersonName) -> str:
    """The middle initial that only the address shows: `eva.k.lund`, or `k..lund` where the given name was left out."""
    if len(tokens) != 3 or tokens[2] not in (name.last, *name.spellings):
        return ""
    if len(tokens[1]) == 1 and tokens[0] in (*forms(name.first), name.first[0]):
        return tokens[1]
    if tokens[1] == "" and len(tokens[0]) == 1:
        return tokens[0]
    return ""


def _cut_short(letters: str, name: PersonName) -> bool:
    """Old systems cut user names at seven or eight letters: `eschweiz` is E. Schweizer."""
    return (
        len(letters) in (6, 7, 8)
        and letters[0] == name.first[0]
        and any(last.startswith(letters[1:]) and len(last) > len(letters) - 1 for last in (name.last, *name.spellings))
    )


@lru_cache(maxsize=200_000)
def patterns(name: PersonName) -> tuple[frozenset[str], frozenset[str]]:
    """What an address may look like without its separators: (with both names written out, with one of them as a letter)."""
    lasts = (name.last, *name.spellings)
    given = (*forms(name.first), *name.given) if name.full else ()
    middles = name.middle
    first_letter = name.first[0]
    letter = middles[0][0] if middles else ""
    full: set[str] = set()
    initial: set[str] = set()
    for last in lasts:
        for first in given:
            full |= {first + last, last + first}
            if letter:
                full |= {first + letter + last, last + first + letter, first + middles[0] + last}
            if len(last) > 2:
                initial |= {first + last[0]} if len(first) > 2 else set()
        initial |= {first_letter + last, last + first_letter}
        if letter:
            initial |= {first_letter + letter + last, last + first_letter + letter, letter + last}
            if len(middles[0]) > 2:
                initial |= {first_letter + middles[0], middles[0] + last}
    return frozenset(full), frozenset(initial - full)
