"""The notices that a company must put, or likes to put, under its mail: where it is registered, and that a mail is no binding offer.

Each stands at the end, by itself, and speaks of the company or of the mail in the third person. One sentence too many of a footer costs
little, one of a buyer's costs what they said: so a paragraph is a notice only where every part of it is one (`_STRONG`), goes with one
(`_WEAK`), says that the mail is confidential (`_CONFIDENTIAL`) or names no more than a company or an address; and nobody speaks in it. "Our
company is registered under number 4711, please put it on the invoice" and "this is no order yet" stay their writer's. English, German,
French and Spanish.
"""

from __future__ import annotations

import re

from regard.parse.hints import found as hinted
from regard.parse.phrases import either
from regard.parse.phrases.notices import NOTICE_CONFIDENTIAL, NOTICE_STRONG, NOTICE_WEAK

Range = tuple[int, int]

LONGEST = 700
"""Characters of such a paragraph."""
BARE = 7
"""A part of no more words, with a capital letter or a figure in each that counts, is a name or an address."""
_STRONG = re.compile(f"(?i){either(NOTICE_STRONG)}")
_WEAK = re.compile(f"(?i){either(NOTICE_WEAK)}")
_CONFIDENTIAL = re.compile(f"(?i){either(NOTICE_CONFIDENTIAL)}")
_PARTS = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zäöüéñ])|\n|\s+[|•·–]\s+")
_SPEAKS = re.compile(
    r"(?i)\?|\b(?:i|me|my|we|us|our|ours|you|your|please|thanks?|ich|mir|mich|wir|uns|unser\w*|sie|ihr\w*|bitte|danke|je|moi|nous|notre|nos|vous|"
    r"votre|vos|merci|yo|nosotros|nos|nuestr[oa]s?|usted(?:es)?|gracias)\b"
)
"""Somebody speaks to somebody: a company's notice says neither "we" nor "you"."""
_NAMES = re.compile(r"(?:[A-ZÄÖÜÉÑ\d&(+][^\s]*|(?:and|und|et|y|of|der|de|du|la|le|an|am|b\.v\.|&|-|,)[\s,.]*|\s+)+")


def notice_start(text: str, start: int, end: int) -> int | None:
    """Where the notices begin that `text[start:end]` ends with; None without any, or where they would be all there is.

    Linear: the last paragraphs are looked at, from below, while they are notices.
    """
    if not any(start <= at and stop <= end for at, stop in hinted(text, "notice")):
        return None
    found: int | None = None
    at = end
    while True:
        top, bottom = _last_paragraph(text, start, at)
        if bottom - top > LONGEST or not is_notice(text[top:bottom]):
            break
        found = at = top
    return found if found is not None and text[start:found].strip() else None


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph is a company's notice and nothing else."""
    parts = [" ".join(p.split()) for p in _PARTS.split(paragraph.strip()) if p.strip(" \t-_=*")]
    strong = [_STRONG.match(p) is not None for p in parts]
    return any(strong) and all(
        _CONFIDENTIAL.match(part) is not None
        or ((sure or _WEAK.match(part) is not None or _is_bare(part)) and not _SPEAKS.search(part))
        for part, sure in zip(parts, strong, strict=True)
    )


def _is_bare(part: str) -> bool:
    return len(part.split()) <= BARE and _NAMES.fullmatch(part) is not None


def _last_paragraph(text: str, start: int, end: int) -> Range:
    """The last lines of `text[start:end]` up to an empty one, longer than `LONGEST` if they go on."""
    while end > start and text[end - 1].isspace():
        end -= 1
    top = end
    while top > start and end - top <= LONGEST:
        above = max(text.rfind("\n", start, top - 1) + 1, start)
        if not text[above:top].strip():
            break
        top = above
    return top, end
