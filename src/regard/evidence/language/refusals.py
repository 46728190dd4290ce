"""Does somebody say that there is no money, or that they want nothing more offered, and until when?

"We have no budget for a change this year", "everything is frozen until April", "please do not send further proposals": such words stay
true until the day they name, or until their writer says otherwise; `refuses` finds the sentence and `until` its day, `reopens` what takes
it back. Prices that are frozen and goods that are not to be sent are none. English, with the commonest German, French and Spanish forms.
Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.missed import MONTHS

LONGEST = 400
"""Characters; a longer sentence refuses nothing plainly."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    import tomllib

    data = tomllib.loads((resources.files("regard.evidence.language") / "refusals.toml").read_text("utf-8"))
    put = {**data["fragments"], "months": "|".join(MONTHS)}
    whole = {name: "|".join(rows) for name, rows in data["patterns"].items()}
    return {name: re.compile(re.sub(r"<(offer|more|months)>", lambda m: put[m[1]], source)) for name, source in whole.items()}


Kind = Literal["no_offers", "no_money"]
KINDS: tuple[Kind, ...] = ("no_offers", "no_money")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that refuses (its place in the words), of which kind, and the ISO day from which it holds no more ("" for none)."""

    kind: Kind
    start: int
    end: int
    until: str = ""


def refuses(own: str, said: date) -> Refusal | None:
    """The refusal in own words written on a day; that nothing be offered before that there is no money. None where they refuse nothing."""
    found: list[Refusal] = []
    text = own[:LONGEST_READ]
    low = plain(text)
    for start, end in sentences(text, 0, len(text)):
        if end - start > LONGEST:
            continue
        sentence = " ".join(low[start:end].split())
        kind: Kind | None = next((k for k in KINDS if _patterns()[k].search(sentence)), None)
        if kind is not None and _patterns()["unsure"].search(sentence) is None:
            found.append(Refusal(kind, start, end, until(sentence, said)))
    return min(found, key=lambda r: r.kind != "no_offers", default=None)


def until(sentence: str, said: date) -> str:
    """The ISO day from which a plain sentence, written on `said`, holds no more; "" where it names none."""
    match = _patterns()["until_month"].search(sentence)
    if match is not None:
        month = MONTHS.index(match["month"]) + 1
        return date(said.year + (month <= said.month), month, 1).isoformat()
    return date(said.year + 1, 1, 1).isoformat() if _patterns()["until_year"].search(sentence) else ""


def reopens(own: str) -> bool:
    """Whether own words take a refusal back: the money is there, or they ask for an offer."""
    return _patterns()["reopens"].search(plain(own[:LONGEST_READ])) is not None
