"""Where do the sentences of a mail begin and end?

Cheap and exact: offsets point into the text as given. Mail is not prose, so besides full stops a sentence ends at a blank line,
before a list item, and at a line that stops well short of where its writer wraps ("Thanks," / "Lena").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

LONGEST = 1_000
"""Characters after which a sentence is cut, at a space where there is one, so that no rule ever sees an unbounded one."""

WRAP = 45
"""A line shorter than this was ended by its writer, not by the width of a window."""

_ABBREVIATIONS = frozenset(
    [
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "inc", "ltd", "co", "corp", "vs", "etc", "dept", "est",
        "fig", "ext", "tel", "ave", "e.g", "i.e", "a.m", "p.m", "u.s", "u.k", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec", "z.b", "d.h", "u.a", "bzw", "ca", "nr", "hr", "fr", "mme", "mlle", "env",
        "evtl", "ggf", "inkl", "exkl", "zzgl", "abzgl", "sog", "vgl", "bspw", "tlw", "u.u", "i.d.r", "o.g", "u.g", "v.a", "z.t", "z.hd",
        "str", "abt", "mär", "okt", "dez", "réf", "tél", "cf", "c.-à-d", "janv", "févr", "avr", "juil", "déc", "sra", "dra",
        "srta", "pág", "núm", "p.ej", "p.ex",
    ]
)  # fmt: skip
_BEFORE_NUMBERS = frozenset(
    ["art", "max", "min", "abs", "pos", "kap", "nº", "n°", "fa", "vol", "mind", "lit", "best.-nr", "bl", "anl"]
)
"""Words as well as abbreviations: the stop is theirs only in front of a number."""
_ORDINAL = re.compile(
    r"[ \t]*\n?[ \t]*(?<=\s)(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jan"
    r"|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez|quartals?|halbjahr(?:es)?|(?:kalender)?woche|kw|stock|etage|og|obergeschoss|mal|rate|(?:teil)?lieferung|teils?|schritts?|tag(?:es)?"
    r"|monat(?:s|es)?|(?:geschäfts)?jahr(?:es)?|termin|mahnung|runde|phase|entwurf|jahrhundert|und|oder|bis|sowie)\b",
    re.IGNORECASE,
)
"""What a number with a stop counts in German: "am 12. Juni", "im 2. Quartal", "am 12. und 13."."""
_GOES_ON = re.compile(
    r"[ \t]*\n?[ \t]*(?<=\s)(?:um|bis|oder|und|ab|von|statt|sowie|früh|vormittags?|nachmittags?)\b", re.IGNORECASE
)
"""Behind a day in numbers ("12.6. um 10 Uhr") the sentence goes on."""
_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}$")
_NUMBER = re.compile(r"\S[ \t]+[(„\"]?\d{1,2}$")
"""One or two digits that do not begin a line, as the number of a list does."""
_SPACED = re.compile(r"\bp\.\s(?:ex|ej)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _breaks() -> re.Pattern[str]:
    """Where a sentence may end: a line that is short, or before an empty line or a list item; stops before white space."""
    # it begins with one set of characters so that the engine can skip to them
    short = rf"(?<![^\n]{{{WRAP}}}\n)"
    item = r"(?=[ \t]*(?:\n|\Z|[-*•·–>]|\(?\d{1,2}[.)]))"
    return re.compile(rf"""[\n.!?…](?:(?<=\n)(?:{short}|{item})|(?<!\n)[.!?…]*["'”’)\]]*(?=\s|\Z))""")


def plain(text: str) -> str:
    """`text` as rules see it, character for character: lower case, straight quotes, apostrophes that old mail lost put back."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not low.isascii():
        low = low.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("´", "'")
    return low.replace("n?t ", "n't ") if "n?t " in low else low


def cuts(text: str) -> list[int]:
    """Where to cut `text`: sorted offsets, from 0 to its length; what lies between two is one sentence, untrimmed."""
    found = [0]
    last = 0
    for match in _breaks().finditer(text):
        at, stop = match.span()
        if stop - at == 1 and text[at] == "." and not text[at - 5 : at].isalpha() and _abbreviates(text, last, at):
            continue
        if stop - last > LONGEST:
            _cut_long(text, found, stop)
        found.append(stop)
        last = stop
    if len(text) - last > LONGEST:
        _cut_long(text, found, len(text))
    if found[-1] != len(text):
        found.append(len(text))
    return found


def trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """`begin` and `end` moved inwards past white space; equal where there is nothing else."""
    piece = text[begin:end]
    return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as (start, end) offsets into `text`: sorted, disjoint, trimmed, never empty."""
    whole = text[start:end]
    return [(start + begin, start + stop) for begin, stop in pieces(whole, cuts(whole))]


def pieces(text: str, bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """What lies between each two of the bounds, without white space around it, as (start, end); nothing that is white space alone."""
    for begin, stop in pairwise(bounds):
        piece = text[begin:stop]
        core = piece.strip()
        if core:
            at = begin + piece.find(core[0])
            yield at, at + len(core)


def _abbreviates(text: str, begin: int, at: int) -> bool:
    """Whether the full stop at `at` belongs to an abbreviation, an initial or an ordinal number; letters may be of either case."""
    if text[at - 1 : at].isdigit():
        return _counts(text, begin, at)
    if _SPACED.search(text, max(begin, at - 6), at) is not None:
        return True
    word = text[max(begin, at - 8) : at].rsplit(None, 1)[-1:]
    if not word:
        return False
    bare = word[0].lstrip("(\"'").lower()
    if bare in _BEFORE_NUMBERS:
        return text[at + 1 : at + 8].lstrip(" \t")[:1].isdigit()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare != "i")


def _counts(text: str, begin: int, at: int) -> bool:
    """Whether the full stop at `at` makes an ordinal number of the one or two digits before it, or a day of "12.6"."""
    before = text[max(begin, at - 8) : at]
    if _DAY.search(before) is not None:
        return _GOES_ON.match(text, at + 1) is not None
    return _NUMBER.search(before) is not None and _ORDINAL.match(text, at + 1) is not None


def _cut_long(text: str, found: list[int], end: int) -> None:
    """Add cuts after the last of `found` until what is left before `end` is no longer than LONGEST."""
    while end - found[-1] > LONGEST:
        cut = text.rfind(" ", found[-1] + 1, found[-1] + LONGEST)
        found.append(cut if cut > 0 else found[-1] + LONGEST)
