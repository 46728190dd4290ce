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
_SPELLED = (("koennt", "konnt"), ("koenn", "konn"), ("wuerd", "wurd"), ("benoetig", "benotig"), ("fuer", "fur"))
"""German letters written without their marks."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    import tomllib

    said = tomllib.loads((resources.files("regard.evidence.language") / "inquiries.toml").read_text("utf-8"))
    seeks, sells = ("|".join(f"(?:{p})" for of in said[kind].values() for p in of) for kind in ("seeks", "sells"))
    return re.compile(seeks), re.compile(sells)


def inquires(text: str) -> bool:
    """Whether these own words ask to buy something and sell nothing."""
    low = _MARKS.sub("", normalize("NFKD", " ".join(text[:LOOKED_AT].casefold().replace("\u2019", "'").split())))
    for spelled, letters in _SPELLED:
        low = low.replace(spelled, letters)
    seeks, sells = _patterns()
    return seeks.search(low) is not None and sells.search(low) is None
