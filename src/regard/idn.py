"""A domain in other letters has two spellings, `bücher.example` and `xn--bcher-kva.example`: what servers write is held, what people write
is shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DOTS = re.compile(r"[.\u3002\uff0e\uff61]")
_PASS_FOR_LATIN = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
"""Scripts (first words of Unicode's names) with letters that look like Latin ones."""


@lru_cache(maxsize=1 << 12)
def wire_domain(domain: str) -> str:
    """A domain as it goes over the wire: labels in other letters as `xn--…` (IDNA 2008 after UTS 46), lower case.

    A label that has no such form stays as it is written.
    """
    if domain.isascii():
        return domain.lower()
    import idna

    found = []
    for label in _DOTS.split(domain.lower()):
        try:
            found.append(label if label.isascii() else idna.encode(label, uts46=True).decode("ascii"))
        except idna.IDNAError:
            found.append(label)
    return ".".join(found)


@lru_cache(maxsize=1 << 12)
def read_domain(domain: str) -> str:
    """A domain as people write it, the inverse of `wire_domain`; a label that is no such form stays as it is."""
    if "xn--" not in domain:
        return domain
    import idna

    found = []
    for label in domain.split("."):
        try:
            found.append(idna.decode(label) if label.startswith("xn--") else label)
        except idna.IDNAError:
            found.append(label)
    return ".".join(found)


def shown_domain(domain: str) -> str:
    """A domain as it may be shown: in its own letters, unless they pass for Latin ones under an ending in Latin letters."""
    read = read_domain(domain)
    begin, _, ending = read.rpartition(".")
    posing = ending.isascii() and any(unicodedata.name(c, "").startswith(_PASS_FOR_LATIN) for c in begin)
    return domain if posing else read
