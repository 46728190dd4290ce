"""Which day does a number of the month mean: the 15th, le 17, el día 5, back on 19?"""

from __future__ import annotations

import re

from regard.evidence.language.dates import days
from regard.evidence.language.dates.scene import (
    STEPS,
    Atom,
    Match,
    Scene,
    one_day,
    reader,
    relation_of,
)


@reader
def day_of_month(scene: Scene, m: Match) -> Atom | None:
    """The 15th, by 4th, the 21st of next month; never the 15th floor."""
    token, unit_ = scene.the(m, "d"), scene.of(m, "U")
    number = token.value
    if unit_ is not None and unit_.value == "day":  # the thirty-first day: of the month, else of something counted
        return None
    if unit_ is not None and unit_.value != "month":
        return None
    if not 1 <= number <= 31:
        return None
    if unit_ is not None:
        said = relation_of(scene, m)
        month_ = days.plus_months(scene.base.replace(day=1), STEPS.get(said, 0))
        found = days.made(month_.year, month_.month, number)
        if not said and found and found < scene.base:  # the first of the month, where this month's is gone
            month_ = days.plus_months(month_, 1)
            found = days.made(month_.year, month_.month, number)
        return one_day(m, found, 0.95)
    after = scene.after(m)
    spelt = not token.word[0].isdigit()
    if spelt and ((number < 4 or scene.of(m, "p") is None) and ((after is not None and after.type != "$") or number < 10)):
        return None
    if after is not None and after.type not in "$,(@iwpbBgtW+sPKD" and after.word not in scene.words.follows:
        return None
    if after is not None and after.type == "s":
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, number)
        if found and found >= scene.base:
            return one_day(m, found, 0.88, monthless=True)
    return None


@reader
def day_in_month(scene: Scene, m: Match) -> Atom | None:
    """Le 17, el 3 del próximo mes, d'ici le 17: where the day is a plain number after its article."""
    token, after = scene.the(m, "d"), scene.after(m)
    before = scene.tokens[m.start("d") - 1]
    unit_ = scene.of(m, "U") if "U" in m.re.groupindex else None
    if re.split(r"[ ']", before.word)[-1] not in {"le", "el", "au", "al", "du", "del"} or not 1 <= token.value <= 31:
        return None
    if unit_ is not None:
        if unit_.value != "month":
            return None
        said = next((str(t.value) for t in scene.tokens[m.start("d") : m.end()] if t.type == "R"), "")
        month_ = days.plus_months(scene.base.replace(day=1), STEPS.get(said, 0))
        found = days.made(month_.year, month_.month, token.value)
        if not said and found and found < scene.base:
            month_ = days.plus_months(month_, 1)
            found = days.made(month_.year, month_.month, token.value)
        return one_day(m, found, 0.95)
    if not token.word.isdigit() or (
        after is not None and after.type not in "$,)(@iwpbgW+t" and after.word not in _CLOSES and not _of_this_month(scene, m)
    ):
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, token.value)
        if found and found >= scene.base:
            return one_day(m, found, 0.8, monthless=True)
    return None


def _of_this_month(scene: Scene, m: Match) -> bool:
    """Whether "del presente", "de los corrientes" follow."""
    ahead = scene.tokens[m.end() : m.end() + 3]
    return len(ahead) > 1 and ahead[0].type == "_" and any(token.word in _PRESENT for token in ahead[1:])


_PRESENT = frozenset(["presente", "corriente", "corrientes", "actual"])


_CLOSES = frozenset(
    (
        *("courant", "crt", "como", "inst"),
        *("au", "à", "et", "ou", "pour", "avec", "si", "mais", "est", "sera", "nous", "je", "vous", "dernier", "inclus", "comme"),
        *("a", "y", "o", "para", "con", "pero", "es", "será", "inclusive"),
    )
)  # fmt: skip


_RESTS = frozenset(
    [
        "based", "depends", "depend", "depending", "focus", "focused", "agreed", "agree", "rely", "relies", "count", "counts",
        "working", "work", "spent",
    ]
)  # fmt: skip


@reader
def bare_day(scene: Scene, m: Match) -> Atom | None:
    """Back on 19: a number alone at the end of a sentence, after "on" but not after what else rests "on" a number."""
    token, before = scene.the(m, "d"), scene.before(m)
    led = scene.tokens[m.start()].word == "on" and (before is None or before.word not in _RESTS)
    if not led or not token.word.isdigit() or not 1 <= token.value <= 31:
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, token.value)
        if found and found >= scene.base:
            return one_day(m, found, 0.5, monthless=True)
    return None


@reader
def day_number(scene: Scene, m: Match) -> Atom | None:
    """El día 5: the next one; in English "day 5" counts days of something else."""
    unit, token = scene.the(m, "U"), scene.the(m, "d")
    if unit.word not in {"día", "dia"} or not token.word.isdigit() or not 1 <= token.value <= 31:
        return None
    for ahead in range(13):
        month_ = days.plus_months(scene.base.replace(day=1), ahead)
        found = days.made(month_.year, month_.month, token.value)
        if found and found >= scene.base:
            return one_day(m, found, 0.88, monthless=True)
    return None
