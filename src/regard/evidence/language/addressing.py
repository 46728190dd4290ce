"""Whom of several readers does a sentence speak to? “Hanno - fine by me. Would Tuesday do?” asks Hanno, not everybody in To.

A mail to several people turns to one of them by name at the start of a sentence, a line or a paragraph, and speaks to them until it
turns to another. Names are those of the mail's own readers, with a slip of the pen allowed (“Beattrix”). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

READ_BACK = 1_500
"""So many characters before a sentence are looked at for whom the mail has turned to."""
SHORTEST = 3
ALIKE = 0.84
"""How like a name a word of five letters or more must be, to be it with a slip of the pen."""
_NAME = r"[^\W\d_][^\W\d_'’-]{1,20}"
_TURNS = re.compile(
    rf"(?:^|[\n>•*]|[.!?:;]['\")]*\s)[\s*•\d.)(-]*(?:(?:hi|hello|hey|dear|and|also|so|ok|well|thanks|please|question for|for)[\s,:]+)?"
    rf"(?P<names>{_NAME}(?:\s*(?:,|/|&|\band\b)\s*{_NAME}){{0,3}})\s*(?:[,;:–—]|-{{1,2}}\s)",
    re.IGNORECASE,
)
_CALLS = re.compile(
    rf"\b(?P<names>{_NAME})(?:,? (?:can|could|would|will|do|did|have|are) you\b| please\b|, please\b|\?? ?[–—-] )"
)
_WORD = re.compile(r"[^\W\d_]+")
_EVERYBODY = re.compile(r"^(?:all|everyone|everybody|team|folks|guys|gentlemen|ladies|both|colleagues|group)$", re.IGNORECASE)


def spoken_to(text: str, start: int, end: int, readers: Mapping[str, str]) -> frozenset[str] | None:
    """Those of `readers` (key -> name) to whom the sentence [start, end) of a mail speaks by name; None where it turns to nobody by name.

    The last turn before the sentence holds, or the one in it; “all:” turns to everybody again.
    """
    words = {key: [w.lower() for w in _WORD.findall(name.split("@")[0]) if len(w) >= SHORTEST] for key, name in readers.items()}
    begin = max(0, start - READ_BACK)
    here = text[begin:end]
    found: frozenset[str] | None = None
    turns = sorted((*_TURNS.finditer(here), *_CALLS.finditer(here, start - begin)), key=lambda m: m.start("names"))
    for turn in turns:
        called = [w.lower() for w in _WORD.findall(turn["names"]) if len(w) >= SHORTEST]
        if any(_EVERYBODY.match(w) for w in called):
            found = None
            continue
        named = frozenset(key for key, of in words.items() if any(_same(w, name) for w in called for name in of))
        found = named or found
    return found


def _same(word: str, name: str) -> bool:
    if word == name:
        return True
    close = len(word) >= 5 and len(name) >= 5 and word[0] == name[0] and abs(len(word) - len(name)) <= 2
    return close and SequenceMatcher(None, word, name).ratio() >= ALIKE
