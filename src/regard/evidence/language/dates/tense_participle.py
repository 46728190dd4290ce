"""Does an Italian, Dutch or Portuguese clause tell of the past: "abbiamo ricevuto lunedì", "wij hebben maandag geleverd"?

An auxiliary and a participle, in Dutch on either side of the day; in Portuguese the endings of the preterite that no present shares. A verb
of arranging, an infinitive behind it, or a word that points ahead leaves the day to come. Over the words of a clause. Pure.
"""

from __future__ import annotations

import re

Known = dict[str, frozenset[str]]
_PARTICIPLE = {
    "it": re.compile(r"\w{2,}(?:[aiu]t[oaie])"),
    "nl": re.compile(r"(?:\w{2,8})?ge\w{2,}(?:d|t|en)"),
    "pt": re.compile(r"\w{2,}(?:ad|id)[oa]s?"),
}
_PRETERITE = re.compile(r"\w{2,}(?:ou|aram|eram|iram|eu|iu|ámos)|\w{2,}[^r\W]ei")
_INFINITIVE = {"it": re.compile(r"\w{2,}(?:are|ere|ire)"), "nl": re.compile(r"te"), "pt": re.compile(r"\w{2,}[aei]r")}
FEW = 3
"""Words in front of a day that are hardly more than its preposition."""


def past(clause: list[str], right: list[str], known: Known, language: str) -> bool:
    """Whether a clause, in front of its day and behind it, is surely past."""
    both = [*clause, *right]
    if known["arranged"] & set(both) or known["ahead"] & set(clause) or (known["ahead"] & set(right) and language != "nl"):
        return False
    said = _said(both if language == "nl" else clause, known, language)
    return said if said is not None else len(clause) <= FEW and _said(right, known, language) is True


def _said(row: list[str], known: Known, language: str) -> bool | None:
    """What a row of words says: past, not past, or None where it has no verb that tells."""
    for i, word in enumerate(row):
        rest = row[i + 1 :]
        if word in known["past"] or (language == "pt" and _PRETERITE.fullmatch(word) and word not in known["no_past"]):
            return not any(_INFINITIVE[language].fullmatch(later) for later in rest)
        near = rest if language == "nl" else rest[:3]
        if word in known["auxiliaries"] and any(_done(w, known, language) for w in near):
            return not any(_INFINITIVE[language].fullmatch(later) for later in rest)
        if word in known["being"] and (any(w in known["moves"] for w in near) or (language == "nl" and _any_done(near, known))):
            return True
    return None


def _done(word: str, known: Known, language: str) -> bool:
    return word in known["participles"] or _PARTICIPLE[language].fullmatch(word) is not None


def _any_done(row: list[str], known: Known) -> bool:
    return any(_done(word, known, "nl") for word in row)
