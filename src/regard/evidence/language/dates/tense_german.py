"""Does a German clause tell of the past: "am Montag haben wir geliefert", "am 3. ist die Pumpe ausgefallen"?

Preterites (a closed list), and an auxiliary with a participle at the end of its clause. With "sein" only verbs of going and becoming, or
"worden": "ist vorbereitet" says how it is. A noun is no participle ("Gelegenheit", "Experten"), nor is what stands before its noun ("die
bestellten Teile"). Over the words of a clause. Pure.
"""

from __future__ import annotations

import re

Known = dict[str, frozenset[str]]
_PARTICIPLE = re.compile(
    r"(?:\w{0,8}ge\w{2,12}(?:t|en)|(?:\w{2,8})?(?:be|ver|er|ent|zer|emp|miss|über|unter|wieder|hinter|voll)\w{2,14}(?:t|en)|\w{3,14}iert)"
)
_NOUN = re.compile(r"\w+(?:heit|keit|schaft|ung|tät)(?:en)?")
_AT_END = 3
"""Words from the end of a clause among which its participle stands."""


def past(clause: list[str], right: list[str], known: Known, *, capitals: bool) -> bool:
    """Whether the words around a day tell of the past; `capitals`: the writer gives nouns their capital."""
    both = clause + right
    low = [word.lower() for word in both]
    if any(word in known["ahead"] or word in known["arranged"] for word in low):
        return False
    if any(word in known["past"] and not _of_a_noun(both, i) for i, word in enumerate(low)):
        return True
    end = len(both) - min(_AT_END, len(right)) if capitals else max(len(both) - 1, len(clause))
    said = [low[i] for i in range(end, len(both)) if _is_participle(both, i, known)]
    if any(word in known["having"] for word in low):
        return bool(said)
    if not any(word in known["being"] for word in low):
        return False
    return any("worden" in low[-2:] or any(word.endswith(move) for move in known["moves"]) for word in said)


def _is_participle(row: list[str], i: int, known: Known) -> bool:
    word = row[i]
    if word[0].isupper() or word in known["no_past"] or _NOUN.fullmatch(word) or _PARTICIPLE.fullmatch(word) is None:
        return False
    return not (i + 1 < len(row) and row[i + 1][0].isupper())  # "bei betroffenen Kunden"


def _of_a_noun(row: list[str], i: int) -> bool:
    """Whether a past form stands before its noun and after no subject: "die bestellten Teile"."""
    if i + 1 == len(row) or not row[i + 1][0].isupper():
        return False
    return row[i].lower().endswith(("te", "ten")) and i > 0 and row[i - 1][0].islower() and row[i - 1] not in _SUBJECTS


_SUBJECTS = frozenset(("ich", "er", "sie", "es", "wir", "man", "ihr"))
