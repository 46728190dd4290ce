"""Which words must a sentence hold for a pattern to match?

`gates(source)` reads a regular expression as the engine parses it and returns sets of whole words: where none of a set's words stands in
a sentence, the pattern cannot match it. Looking words up is far cheaper than trying patterns, and what is read off a pattern cannot
fall out of step with it. A pattern that asks for no word in particular has no gates.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from math import fsum
from typing import Any

_parser: Any = getattr(re, "_parser", None)  # CPython's own; without it every pattern is tried on every sentence

MOST_STRINGS = 200
"""A stretch of a pattern is spelled out while it has at most this many forms."""

MOST_WORDS = 150
"""Sets larger than this rule out too little."""

MOST_GATES = 3
"""Gates kept a pattern, the rarest words first."""

_EDGE = "\0"  # what lies beyond is not known
_BREAK = " "  # a word ends here
_BREAKS = frozenset(' \n\t\r,.;:!?()[]{}<>"/\\|*=+~_-–—…')
_TO_BLANK = str.maketrans(dict.fromkeys(_BREAKS, _BREAK))
_MAIL = (  # how often each of these words stands in a thousand words of mail, roughly
    (20.0, "a and for i in is of on the to you"),
    (8.0, "are as at be by have if it not or that this we will with your"),
    (3.0, "about all am an any but can do from has me my no our out so there they up us was what would"),
    (
        1.2,
        (
            "after also back been call could did don't get go going good had he her here him his how i'll i'm into it's its just know let "
            "like make more need new now one only other over per please see she should some than thanks their them then these think time "
            "very want were when which who work"
        ),
    ),
    (
        0.5,
        (
            "again agreement another attached because before being best better both can't come contract date day days deal does done each "
            "email end even every first follow following give great help hope hour i've last long look made mail many may meeting month "
            "most move much must next off price put question read really right same send sent set show since start still sure take talk "
            "three through today too two use used way we're week weeks well where why without year you're"
        ),
    ),
)
_COMMON = {word: often for often, words in _MAIL for word in words.split()}
_RARE = 0.05


def gates(source: str) -> tuple[frozenset[str], ...]:
    """The gates of a pattern: as kept with the rules (`kept.json`), else worked out."""
    found = kept().get(mark(source))
    return worked_out(source) if found is None else tuple(frozenset(words) for words in found)


@lru_cache(maxsize=1)
def kept() -> dict[str, list[list[str]]]:
    """Mark of a pattern -> its gates, worked out when the rules were written: doing so at every start would take half a second."""
    file = resources.files(__package__) / "kept.json"
    found: dict[str, list[list[str]]] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def mark(source: str) -> str:
    """A short mark of a pattern."""
    return blake2b(source.encode("utf-8"), digest_size=8).hexdigest()


def worked_out(source: str) -> tuple[frozenset[str], ...]:
    """Up to MOST_GATES sets of lower-case words of which a match holds at least one each; the most selective first."""
    found = set(_sets(items(source)))
    useful = sorted((words for words in found if len(words) <= MOST_WORDS), key=rarity)
    return tuple(useful[:MOST_GATES])


def items(source: str) -> list[Any]:
    """The items of a pattern as the engine parses it, plain groups opened; none where its parser is not to be had."""
    return [] if _parser is None else flat(_parser.parse(source))


def flat(parsed: Iterable[Any]) -> list[Any]:
    """The items of a part of a pattern, plain groups opened."""
    return list(_flat(parsed))


def rarity(words: frozenset[str]) -> tuple[float, list[str]]:
    """Sorts sets by how little they let through."""
    return fsum(map(_often, words)), sorted(words)


def _often(word: str) -> float:
    return _COMMON.get(word, _RARE)


def _flat(parsed: Iterable[Any]) -> Iterable[Any]:
    """The items of a pattern, plain groups opened."""
    for item in parsed:
        if str(item[0]) == "SUBPATTERN":
            yield from _flat(item[1][3])
        else:
            yield item


def _sets(items: Sequence[Any], before: str = _EDGE, after: str = _EDGE) -> list[frozenset[str]]:
    """Word sets of a sequence: each stretch that can be spelled out gives one, and so does each way through a choice.

    `before` and `after` say whether a word ends right in front of it and right behind it.
    """
    found: list[frozenset[str]] = []
    stretch = {before}
    for place, item in enumerate(items):
        forms = _spelled(item)
        grown = {a + b for a in stretch for b in forms} if forms and len(stretch) * len(forms) <= MOST_STRINGS else None
        if grown is not None:
            stretch = grown
            continue
        found += _words(stretch, _BREAK if _begins_break(items[place:]) else _EDGE)
        open_end = all(
            form[-1] in _BREAKS or form + _BREAK in stretch for form in stretch
        )  # a blank left out is a slip of typing
        if forms:
            stretch = {(_BREAK if open_end else _EDGE) + form for form in forms}
            continue
        followed = _begins_break(items[place + 1 :]) if place + 1 < len(items) else after == _BREAK
        found += _within(item, _BREAK if open_end else _EDGE, _BREAK if followed else _EDGE)
        stretch = {_BREAK if _ends_break(item, open_end) else _EDGE}
    return found + _words(stretch, after)


def _words(stretch: set[str], after: str) -> list[frozenset[str]]:
    """Sets with a whole word of each form: every word that all have, then the best of what is left of each, the second best, and so on."""
    forms = [frozenset(_whole(form + after)) for form in stretch]
    everywhere = frozenset.intersection(*forms)
    shared = Counter(word for words in forms for word in words)
    ranked = [sorted(words - everywhere, key=lambda word: (_often(word) / shared[word], word)) for words in forms]
    rest = [frozenset(words[n] for words in ranked) for n in range(min(MOST_GATES, *map(len, ranked)))]
    return [*(frozenset((word,)) for word in everywhere), *rest]


def _whole(form: str) -> list[str]:
    """The words of a form that certainly begin and end within it."""
    pieces = form.translate(_TO_BLANK).split()
    return [piece for piece in pieces if piece and _EDGE not in piece and piece.replace("'", "").isalnum()]


def _within(item: Any, before: str, after: str) -> list[frozenset[str]]:
    """Word sets of a part that cannot be spelled out: a choice asks for one word of each way, a repeat for what one round asks."""
    name, value = str(item[0]), item[1]
    if name == "BRANCH":
        ways = [sorted(_sets(list(_flat(way)), before, after), key=rarity)[:1] for way in value[1]]
        return [frozenset().union(*(way[0] for way in ways))] if all(ways) else []
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
        return _sets(list(_flat(value[2])))
    return []


def _spelled(item: Any) -> set[str] | None:
    """Every string that a part can match, word boundaries as blanks; None where there are too many."""
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return {chr(value)}
    if name == "AT":
        return {_BREAK}
    if name in ("ASSERT", "ASSERT_NOT"):
        return {""}
    if name == "IN":
        return {chr(one[1]) for one in value} if all(str(one[0]) == "LITERAL" for one in value) else None
    if name == "BRANCH":
        return _union([_sequence(list(_flat(way))) for way in value[1]])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[1] == 1:
        once = _sequence(list(_flat(value[2])))
        return _union([once, {""} if value[0] == 0 else set()])
    return None


def _sequence(items: Sequence[Any]) -> set[str] | None:
    made = {""}
    for item in items:
        forms = _spelled(item)
        if forms is None or len(made) * len(forms) > MOST_STRINGS:
            return None
        made = {a + b for a in made for b in forms}
    return made


def _union(ways: Sequence[set[str] | None]) -> set[str] | None:
    made: set[str] = set()
    for way in ways:
        if way is None:
            return None
        made |= way
    return made if len(made) <= MOST_STRINGS else None


def _begins_break(items: Sequence[Any]) -> bool:
    """Whether every way to go on begins where a word ends."""
    if not items:
        return False
    name, value = str(items[0][0]), items[0][1]
    rest = items[1:]
    if name == "LITERAL":
        return chr(value) in _BREAKS
    if name == "AT":
        return True
    if name == "IN":
        return all(str(kind) == "LITERAL" and chr(one) in _BREAKS for kind, one in value)
    if name in ("ASSERT", "ASSERT_NOT"):
        return _begins_break(rest)
    if name == "BRANCH":
        return all(_begins_break([*_flat(way), *rest]) for way in value[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return _begins_break([*_flat(value[2]), *rest]) and (value[0] > 0 or _begins_break(rest))
    return False


def _ends_break(item: Any, before: bool) -> bool:
    """Whether a part always ends where a word can begin; `before` says whether what stands in front of it does."""
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return chr(value) in _BREAKS
    if name == "AT":
        return True
    if name == "IN":
        return all(str(kind) == "LITERAL" and chr(one) in _BREAKS for kind, one in value)
    if name in ("ASSERT", "ASSERT_NOT"):
        return before
    if name == "BRANCH":
        return all(_sequence_ends(list(_flat(way)), before) for way in value[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return _sequence_ends(list(_flat(value[2])), before) and (value[0] > 0 or before)
    return False


def _sequence_ends(items: Sequence[Any], before: bool) -> bool:
    for item in items:
        before = _ends_break(item, before)
    return before
