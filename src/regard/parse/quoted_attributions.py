"""Who wrote what follows, said in a sentence: "On … Ann Lee wrote:" in many languages; GroupWise's ">>> Ann Lee 3/5/20 10:20 AM >>>"."""

from __future__ import annotations

import re
from collections.abc import Callable

from regard.parse.blocks import places
from regard.parse.phrases import ON, WROTE, WROTE_HINTS, either
from regard.parse.quoted_header import Header, When
from regard.parse.quoted_time import Written

ON_TAIL = re.compile(rf"(?i)[\s,]+(?:{either(ON)}|dated?)\b[\s,]*(?:[^\W\d_]{{2,12}}[.,]*\s*)?\Z")
"""What leads from a name to its date."""

_END = re.compile(rf"(?i)\w*{either(WROTE)}?(?:[ ][^\n:]{{0,40}}(?:\d:\d\d[^\n:]{{0,20}}){{0,2}})?[ \t]*[:：][ \t]*(?=\n|\Z)")
_COLON_ENDS = (":\n", ": \n", ":  \n", "：\n", "： \n")
_VERB = re.compile(rf"(?i)(?<!\w){either(WROTE)}(?!\w)")
_BEGIN = re.compile(rf"(?i)^[\s>*_-]*(?:{either(ON)}\b[\s,]*)?(?:(?:dated?|tag|den|dem|the)\b\s*)?")
_WEEKDAY = re.compile(r"(?i)^[^\W\d_]{2,12}\.?[,\s]*(?:(?:den|der|the|le|el)\b\s*)?$")
_WHO_EDGES = " \t\n,;:-–—>"
_LONGEST_NAME = 120


def attributions(text: str, read: When, deeper: Callable[[int], bool]) -> list[Header]:
    """Lines that end with the verb and name a time or an address, or whose next line is quoted more often."""
    out: list[Header] = []
    floor = 0
    for line, at in _ending_in_colon(text):
        hint = next((h for h in WROTE_HINTS if text.find(h, line, at) >= 0), "") if line >= floor else ""
        said = _END.match(text, text.find(hint, line, at)) if hint else None
        if not said:
            continue
        nested = deeper(said.end())
        for start in _starts(text, said.start(), floor):
            header = _attribution(text, start, said.end(), read, nested=nested)
            if header:
                out.append(header)
                floor = said.end()
                break
    return out


def _ending_in_colon(text: str) -> list[tuple[int, int]]:
    """Where the lines that end in a colon begin, and where their colon stands: few lines do, and every attribution does."""
    ends = places(text, _COLON_ENDS, len(text))
    if text[-3:].rstrip()[-1:] == ":":
        ends.append(text.rfind(":"))
    return [(text.rfind("\n", 0, at) + 1, at) for at in ends]


def _starts(text: str, at: int, floor: int) -> list[int]:
    """Where a statement that ends on the line of `at` may begin: two lines above, one above, there; never across a blank line."""
    starts = [text.rfind("\n", floor, at) + 1 or floor]
    while len(starts) < 3 and starts[-1] > floor:
        above = text.rfind("\n", floor, starts[-1] - 1) + 1 or floor
        if not text[above : starts[-1]].strip():
            break
        starts.append(above)
    return sorted(starts, key=lambda s: (not _BEGIN_LINE.match(text, s), -s))


_BEGIN_LINE = re.compile(rf"(?i)[ \t*_-]*{either(ON)}\b[ ]")


def _attribution(text: str, start: int, end: int, read: When, *, nested: bool) -> Header | None:
    said = text[start:end].strip()
    if len(said) > 400:
        return None
    flat = " ".join(said.split())
    verb = _VERB.search(flat)
    when = read(flat, verb is not None and verb[0].lower() not in ("wrote", "writes", "said"))
    if not when and "@" not in flat and not (nested and len(flat) < _LONGEST_NAME):
        return None
    who = _who(flat, when)
    if not who or len(who) > 200 or (not when and "@" not in who and who[0].islower()):
        return None
    return Header(start, min(end + 1, len(text)), "attribution", who, when)


def _who(flat: str, when: Written | None) -> str:
    """The writer in an attribution: what is left of it without the verb, the moment and the words that lead up to it."""
    if when is None:
        return _named(_BEGIN.sub("", _VERB.sub("", flat, count=1)) if _BEGIN_LINE.match(flat) else _VERB.sub("", flat, count=1))
    before = _BEGIN.sub("", _VERB.sub("", flat[: when.start]))
    after = _named(_VERB.sub("", flat[when.end :]))
    if after and ("@" not in before or "@" in after):
        return after
    return "" if _WEEKDAY.match(before.strip()) else _named(ON_TAIL.sub("", before + " "))


def _named(words: str) -> str:
    return words.replace("：", ":").strip(_WHO_EDGES)


_GROUPWISE = re.compile(r"(?m)^>{3}[ \t]?(?P<who>[^\n]{2,120}?\d{1,2}:\d\d[^\n>]{0,12})>{3}[ \t]*$")


def groupwise(text: str, read: When) -> list[Header]:
    """GroupWise's lines of who and when between marks."""
    out = []
    for found in _GROUPWISE.finditer(text):
        when = read(found["who"], False)
        who = ON_TAIL.sub("", found["who"][: when.start] + " ").strip(_WHO_EDGES) if when else ""
        if when and who:
            out.append(Header(found.start(), min(found.end() + 1, len(text)), "groupwise", who, when))
    return out
