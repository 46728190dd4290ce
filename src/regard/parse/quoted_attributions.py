"""Who wrote what follows, said in a sentence: "On … Ann Lee wrote:" in many languages; GroupWise's ">>> Ann Lee 3/5/20 10:20 AM >>>"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from regard.parse.attribution_lines import VERB, attribution_lines
from regard.parse.phrases import either
from regard.parse.phrases.quoting import BESIDE_NAMES, LEADS, ON
from regard.parse.quoted_header import Header, When
from regard.parse.quoted_time import Written

_ON_TAIL = re.compile(rf"(?i)[\s,]+(?:{either(ON)}|dated?)\b[\s,]*(?:[^\W\d_]{{2,12}}[.,]*\s*)?\Z")
"""What leads from a name to its date: at most four words."""
_TAIL_WORDS = 6

_BEGIN = re.compile(rf"(?i)^[\s>*_-]*(?:{either(ON)}\b[\s,]*)?(?:(?:dated?|tag|dem|den|the)\b\s*)?")
_LEAD = re.compile(rf"^(?:{either(LEADS)})")
_BESIDE = re.compile(rf"(?i)(?:(?<=\s)|(?<=\A)){either(BESIDE_NAMES)}(?=\s|\Z)")
_WEEKDAY = re.compile(r"(?i)^[^\W\d_]{2,12}\.?[,\s]*(?:(?:den|der|dem|the|le|el)\b\s*)?$")
_IN_BRACKETS = re.compile(r"[<(\[] ?(?:mailto:)?([^\s<>()@\"]{1,64}@[^\s<>()@\"]{3,80}) ?[>)\]]")
_EMPTY_BRACKETS = re.compile(r"[(\[<]\s*[)\]>]?\s*\Z")
_WHO_EDGES = " \t\n,;:.-–—>([*"
_LONGEST_NAME = 120


def attributions(text: str, read: When, deeper: Callable[[int], bool]) -> list[Header]:
    """Lines that say who wrote what follows, and when, in levelled text. `deeper(at)`: what follows `at` was marked more often."""
    found = ((start, end, _attribution(text, start, end, read)) for start, end in attribution_lines(text, len(text), deeper))
    return [header for *_, header in found if header]


@lru_cache(maxsize=1 << 12)
def without_lead(who: str) -> str:
    """A name without what leads from it to its date ("Ann Lee, on Tuesday " gives "Ann Lee"). Only its last words are looked at."""
    last = who.rsplit(None, _TAIL_WORDS)
    if len(last) <= _TAIL_WORDS:
        return _ON_TAIL.sub("", who)
    kept = len(last[0])
    return who[:kept] + _ON_TAIL.sub("", who[kept:])


def _attribution(text: str, start: int, end: int, read: When) -> Header | None:
    flat = " ".join(text[start:end].split())
    verb = VERB.search(flat)
    when = read(flat, verb is None or verb[0].lower() not in ("wrote", "writes", "said"))
    if not when and "@" not in flat and len(flat) >= _LONGEST_NAME:
        return None
    who = _who(flat, when)
    if not who or len(who) > 200 or (not when and "@" not in who and who[0].islower()):
        return None
    stop = text.find("\n", end)
    return Header(start, stop + 1 if stop >= 0 else len(text), "attribution", who, when)


def _who(flat: str, when: Written | None) -> str:
    """The writer in an attribution: who stands before an address in brackets, else what is left without the verb, the moment and the
    words that lead up to it.
    """
    bracketed = [m for m in _IN_BRACKETS.finditer(flat) if not _MESSAGE_ID.search(flat, 0, m.start())]
    if bracketed:
        at = bracketed[-1]
        lead = flat[when.end if when and when.end <= at.start() else 0 : at.start()]
        if when and at.start() < when.start:
            lead = flat[: at.start()]
        lead = lead.rpartition(">,")[2]  # what GroupWise calls the message
        name = _EMPTY_BRACKETS.sub("", _named(VERB.sub(" ", _LEAD.sub("", _BEGIN.sub("", lead)))))
        return f"{_named(_BESIDE.sub(' ', name))} <{at[1]}>".strip()
    flat = _LEAD.sub("", flat)
    if when is None:
        return _named(_BEGIN.sub("", VERB.sub("", flat, count=1)) if _BEGIN_LINE.match(flat) else VERB.sub("", flat, count=1))
    before = _BEGIN.sub("", VERB.sub("", flat[: when.start]))
    after = _named(_BESIDE.sub(" ", VERB.sub("", flat[when.end :])))
    if after and ("@" not in before or "@" in after):
        return after
    return "" if _WEEKDAY.match(before.strip()) else _named(_BESIDE.sub(" ", without_lead(before + " ")))


_MESSAGE_ID = re.compile(r"(?i)\bin message\s*\Z")
_BEGIN_LINE = re.compile(rf"(?i)[ \t*_-]*{either(ON)}\b[ ]")


def _named(words: str) -> str:
    return words.strip(_WHO_EDGES)


_GROUPWISE = re.compile(r"(?m)^>{3}[ \t]?(?P<who>[^\n]{2,120}?\d{1,2}:\d\d[^\n>]{0,12})>{3}[ \t]*$")


def groupwise(text: str, read: When) -> list[Header]:
    """GroupWise's lines of who and when between marks."""
    out = []
    for found in _GROUPWISE.finditer(text):
        when = read(found["who"], False)
        who = without_lead(found["who"][: when.start] + " ").strip(_WHO_EDGES) if when else ""
        if when and who:
            out.append(Header(found.start(), min(found.end() + 1, len(text)), "groupwise", who, when))
    return out
