"""Does a French or Spanish clause tell of the past: "nous avons livré lundi", "el martes se rompió la bomba"?

An auxiliary with its participle right behind it (adverbs between): "avoir" beside a noun has something ("nous avons un audit", "a lieu").
Spanish preterites count where no present is written alike ("hablamos", "existe"). What a relative clause tells is not told of the day of
the verb behind it ("le colis que vous avez reçu part vendredi"). Over the words of a clause. Pure.
"""

from __future__ import annotations

import re
from itertools import takewhile

Known = dict[str, frozenset[str]]
_FRENCH = re.compile(
    r"\w{2,}(?:é|ée|és|ées)|\w{2,}(?:u|ue|us|ues)|\w{2,}(?:is|it|ite|ises?|ert|erte|ertes?)|eu|fait|faite?s?|mis|pris|dit|vu|lu|su"
)
_SPANISH = re.compile(
    r"\w{2,}(?:ado|ido|ída?|ada|ida|ados|idos|adas|idas)|hecho|dicho|visto|puesto|escrito|vuelto|abierto|roto|muerto"
)
_PRETERITE = re.compile(r"\w{2,}(?:ó|aron|ieron|eron|aste|iste|asteis|isteis)|\w{2,}[^r\W]é")


def french(row: list[str], known: Known, opener: str) -> bool | None:
    """What a French clause says: past, not past, or None where it has no verb that tells."""
    if any(word in known["ahead"] for word in row):
        return False
    if any(_stem(word) in known["arranged"] or word in known["arranged"] for word in row):
        return False
    for i, word in enumerate(row):
        if word in known["past"]:
            return not _goes_on(row, i, known, opener)
        at = i + 1 + sum(1 for _ in takewhile(lambda w: w in known["between"] or w.endswith("ment"), row[i + 1 :]))
        if at >= len(row):
            continue
        said = row[at]
        participle = _FRENCH.fullmatch(said) is not None and said not in known["no_past"]
        if (
            (word in known["auxiliaries"] and participle)
            or (word in known["being"] and (_stem(said) in known["moves"] or said in known["moves"]))
            or (word in known["being"] and i and row[i - 1] in {"s", "se"} and participle)
        ):
            return not _goes_on(row, at, known, opener)
    return None


def spanish(row: list[str], known: Known, opener: str) -> bool | None:
    """What a Spanish clause says: past, not past, or None where it has no verb that tells."""
    if any(word in known["ahead"] or word in known["arranged"] for word in row):
        return False
    for i, word in enumerate(row):
        noun = i > 0 and row[i - 1] in known["articles"]  # "el vino"
        if (word in known["past"] and not noun) or (_PRETERITE.fullmatch(word) and word not in known["no_past"] and not noun):
            return not _goes_on(row, i, known, opener)
        if word in known["auxiliaries"] and any(_SPANISH.fullmatch(w) for w in row[i + 1 : i + 3]):
            return not _goes_on(row, i + 1, known, opener)
    return None


def _stem(word: str) -> str:
    """A French participle without its endings of number and gender."""
    ends = ("ée", "és", "ées", "ue", "us", "ues", "ie", "is", "ies")
    return re.sub(r"(?:es|e|s)$", "", word) if word.endswith(ends) else word


def _goes_on(row: list[str], at: int, known: Known, opener: str) -> bool:
    """Whether behind the verb of a relative clause a word stands that can only be the next verb: the day is of that one."""
    if opener not in known["relative"]:
        return False
    rest = row[at + 1 :]
    while rest and rest[-1] in known["articles"]:
        rest = rest[:-1]
    if not rest or rest[-1] in known["little"]:
        return False
    before = row[at] if len(rest) == 1 else rest[-2]
    if _FRENCH.fullmatch(rest[-1]) or _SPANISH.fullmatch(rest[-1]) or _PRETERITE.fullmatch(rest[-1]):
        return False
    return before not in known["articles"] and before not in known["little"]
