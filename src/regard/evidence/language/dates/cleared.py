"""Which tokens of a row say twice what stands beside them, or say two things in one?

"Within ten (10) days" says its number twice, "the month of September" its unit; "el día 17" is "el 17"; "17:00 hours" a clock time; "48h"
an amount; "Folgemonat" two words in one. The forms of dates then need not know of any of this. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from regard.evidence.language.dates.words import Token, Words

_SEPTEMBER = 9


_CONCERNED = re.compile(r"/|n\([nh]\)|U_?M|tU|[T_bp]U[no]|nC|[noE]n")
"""Types of tokens among which there may be something to clear."""


def cleared(found: list[Token], lexicon: Words) -> list[Token]:
    """The tokens that the forms of dates are read from, in their order."""
    if _CONCERNED.search("".join(token.type for token in found)) is None:
        return found
    row = [part for token in found for part in _parts(token, lexicon)]
    out: list[Token] = []
    at = 0
    while at < len(row):
        skipped = _said_twice(row, at, out)
        if skipped:
            at += skipped
            continue
        out.append(_meant(row, at, out, lexicon.language))
        at += 1
    return out


def _parts(token: Token, lexicon: Words) -> list[Token]:
    """A token, or the words that it is made of: all stand where it stands."""
    if token.type != "/":
        return [token]
    return [Token(token.start, token.end, *lexicon.known.get(word, ("x", None)), word) for word in token.value]


def _said_twice(row: Sequence[Token], at: int, out: Sequence[Token]) -> int:
    """How many tokens from here on only repeat or explain their neighbours."""
    token = row[at]
    if token.type not in "(U":
        return 0
    types = "".join(t.type for t in row[at : at + 4])
    last = out[-1].type if out else ""
    if types[:3] in {"(n)", "(h)"} and last == "n":
        return 3  # ten (10) days
    if (
        token.type == "U"
        and token.value == "month"
        and token.word not in {"months", "monate", "monaten", "meses"}
        and last != "n"
    ):
        if types[:2] == "UM" and token.word in {"monat", "monats", "mois", "mes"}:
            return 1  # des Monats September
        if types[:3] == "U_M":
            return 2  # the month of September
    if token.word in {"día", "dia", "días", "dias"} and types[1:2] in {"n", "o"} and last in {"T", "_", "b", "p"}:
        return 1  # el día 17
    if token.type == "U" and token.value == "hour" and last == "t":
        return 1  # 17:00 hours
    return 0


def _meant(row: Sequence[Token], at: int, out: Sequence[Token], language: str) -> Token:
    """The token as its neighbours make it be."""
    token = row[at]
    if token.type not in "Cn":
        return token
    last = out[-1] if out else None
    if token.type == "C" and token.word == "h" and last is not None and last.type == "n" and last.value > 24:
        return replace(token, type="U", value="hour")  # sous 48 h
    if language == "fr" and token.word == "sept" and last is not None:
        after = row[at + 1].type if at + 1 < len(row) else "$"
        if (last.type in "no" and last.word[0].isdigit()) or (last.type == "E" and after in "$,)Y"):
            return replace(token, type="M", value=_SEPTEMBER)  # le 17 sept.
    return token
