"""Does somebody new ask to buy from us?

Whoever writes for the first time often knows nobody by name: "Good morning, we are looking for a supplier of valves. Could you send us a
quotation?" Such a mail says that they look for something or want a price, asks, and sells nothing itself. Listed forms in English, German,
French, Spanish, Italian, Dutch and Portuguese (`inquiries.toml`): precision before recall, since every seller writes to strangers too, and
opens with a question. Pure.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from unicodedata import normalize

LOOKED_AT = 2_000
"""Characters of a mail that are looked at: whoever asks to buy says so at once."""
_MARKS = re.compile(r"[\u0300-\u036f]")
_ENDS = re.compile(r"[.?!]+(?= |$)")
_SPELLED = (("koennt", "konnt"), ("koenn", "konn"), ("wuerd", "wurd"), ("benoetig", "benotig"), ("fuer", "fur"))
"""German letters written without their marks."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    import tomllib

    said = tomllib.loads((resources.files("regard.evidence.language") / "inquiries.toml").read_text("utf-8"))
    seeks, sells, aside = (
        re.compile("|".join(f"(?:{p})" for of in said[kind].values() for p in of)) for kind in ("seeks", "sells", "aside")
    )
    return seeks, sells, aside


def inquires(text: str) -> bool:
    """Whether these own words ask to buy something and sell nothing."""
    low = _low(text)
    seeks, sells, aside = _patterns()
    found = any(not aside.search(low, *_sentence(low, m.start(), m.end())) for m in seeks.finditer(low))
    return found and sells.search(low) is None


def is_aside(words: str) -> bool:
    """Whether a sentence speaks of a price of private life, a bill, what was before, an offer of the writer's or the news."""
    return _patterns()[2].search(_low(words)) is not None


def _sentence(low: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    begin = max((m.end() for m in _ENDS.finditer(low, 0, start)), default=0)
    over = _ENDS.search(low, end)
    return begin, over.end() if over is not None else len(low)


def _low(text: str) -> str:
    """Small letters without their marks, on one line, with straight quotes."""
    low = _MARKS.sub("", normalize("NFKD", " ".join(text[:LOOKED_AT].casefold().replace("\u2019", "'").split())))
    for spelled, letters in _SPELLED:
        low = low.replace(spelled, letters)
    return low
