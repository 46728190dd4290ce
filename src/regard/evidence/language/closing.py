"""Does a message need no answer?

A closing message says thanks, all right, will do, for your information or see you, and nothing else: every sentence of its own words is
a formula, a greeting or a name. Rules of kind `closing` must match a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from regard.evidence.language.rules import Rule, rules
from regard.evidence.language.sentences import plain
from regard.model import Cue

LONGEST_CLOSING = 240
"""Own words longer than this many characters say more than a formula."""


LONGEST_FORMULA = 120
"""No formula is longer than this many characters."""


@lru_cache(maxsize=1)
def _formulas() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """All formulas as one pattern, which settles the usual case at once, and one by one."""
    found = tuple(rule for rule in rules() if rule.kind == "closing")
    return re.compile("|".join(f"(?:{part.pattern.pattern})" for rule in found for part in rule.parts)), found


def closes(text: str, pieces: Sequence[tuple[int, int]]) -> Cue | None:
    """The cue of a message that needs no answer, over its formulas; None where it says anything else, or nothing.

    `pieces` are the (start, end) offsets of the author's own sentences in `text`, trimmed.
    """
    longest = max(pieces, key=lambda place: place[1] - place[0], default=(0, 0))
    if not _formula(text[slice(*longest)]) and not _is_name(text[slice(*longest)]):
        return None  # the usual case, settled by one sentence
    begin, stop, least = -1, -1, 1.0
    for number, (start, end) in enumerate(pieces):
        q = _formula(text[start:end])
        if q:
            begin, stop, least = (start if begin < 0 else begin), end, min(least, q)
        elif number not in (0, len(pieces) - 1) or not _is_name(text[start:end]):
            return None
    return None if begin < 0 else Cue("closing", begin, stop, least)


def _formula(piece: str) -> float:
    """How surely a sentence is a formula; 0 where it is none."""
    sentence = " ".join(plain(piece).split())
    anything, formulas = _formulas()
    if len(sentence) > LONGEST_FORMULA or anything.match(sentence) is None:
        return 0.0
    return max((rule.q for rule in formulas if rule.finds(sentence)), default=0.0)


def _is_name(text: str) -> bool:
    """Whether a piece can be whom a mail addresses or who signs it: up to three capitalised words, or initials."""
    words = text.strip(" ,.-–!\n").split()
    return 0 < len(words) <= 3 and all(word[0].isupper() for word in words)
