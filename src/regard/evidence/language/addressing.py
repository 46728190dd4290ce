"""Whom of several readers does a sentence speak to? “Hanno - fine by me. Would Tuesday do?” asks Hanno, not everybody in To.

A mail to several people turns to one of them by name at the start of a sentence, a line or a paragraph, and speaks to them until it
turns to another. Names are those of the mail's own readers, with a slip of the pen allowed (“Beattrix”). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from regard.identity.given_names import COMMON_GIVEN, forms

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
_STRANGER = re.compile(
    r"[\s(\[*•>-]*(?P<names>[A-Z][a-z]{2,})(?:\s*[,:;–—-]+\s*|\s+)(?:please\b|"
    r"(?:did|do|can|could|would|will|have|are|were|should|shall|am|was) (?:I|you|we)\b)"
)
"""A sentence that begins with somebody's name and turns to them."""
_GREETED = re.compile(
    r"\s*(?:and |so )?(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?"
    r"|bonjour|ch(?:er|ère)s?|hola|buenos d[ií]as|estimad[oa]s?)\b[^,:;.!?\n]{0,60}[,:!–-]+\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\s*(?:(?:and|so|ok|well)\s+)?(?P<names>{_NAME}(?:\s*(?:,|/|&|\band\b)\s*{_NAME}){{0,3}})\s*[,:–—]\s+", re.IGNORECASE
)
LEFT = 3
"""Words that stay where a greeting is taken off."""
_ALSO_WORDS = frozenset(("will", "bill", "mark", "drew", "rich"))
_WORD = re.compile(r"[^\W\d_]+")
_EVERYBODY = re.compile(r"^(?:all|everyone|everybody|team|folks|guys|gentlemen|ladies|both|colleagues|group)$", re.IGNORECASE)


def spoken_to(text: str, start: int, end: int, readers: Mapping[str, str]) -> frozenset[str] | None:
    """Those of `readers` (key -> name) to whom the sentence [start, end) of a mail speaks by name; None where it turns to nobody by name.

    The last turn before the sentence holds, or the one in it; “all:” turns to everybody again. A sentence that itself begins with the given
    name of somebody who is none of the readers (“Pam did I get these right?”, left in a mail handed on) speaks to none of them.
    """
    words = {key: [w.lower() for w in _WORD.findall(name.split("@")[0]) if len(w) >= SHORTEST] for key, name in readers.items()}
    begin = max(0, start - READ_BACK)
    here = text[begin:end]
    stranger = _STRANGER.match(text, start, end)
    whole = all(len(of) > 1 for of in words.values())  # else somebody may be called by a name that is not known
    if stranger is not None and whole and _is_given(stranger["names"]) and not _readers_of(stranger["names"], words):
        return frozenset()
    found: frozenset[str] | None = None
    turns = sorted((*_TURNS.finditer(here), *_CALLS.finditer(here, start - begin)), key=lambda m: m.start("names"))
    for turn in turns:
        called = [w.lower() for w in _WORD.findall(turn["names"]) if len(w) >= SHORTEST]
        if any(_EVERYBODY.match(w) for w in called):
            found = None
            continue
        found = _readers_of(turn["names"], words) or found
    return found


def behind_address(sentence: str, *names: str) -> str:
    """The sentence without whom it greets, or calls by one of `names`, in front: “Dear Mr Oak, I will send it” as “I will send it”."""
    words = {name: [w.lower() for w in _WORD.findall(name.split("@")[0]) if len(w) >= SHORTEST] for name in names}
    match = _GREETED.match(sentence)
    if match is None:
        match = _CALLED.match(sentence)
        if match is None or not _readers_of(match["names"], words):
            return sentence
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:] if len(rest.split()) >= LEFT else sentence


def _readers_of(names: str, words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Those of some readers (key -> the words of their name) who are called by `names`."""
    called = [w.lower() for w in _WORD.findall(names) if len(w) >= SHORTEST]
    return frozenset(key for key, of in words.items() if any(_same(w, name) for w in called for name in of))


def _is_given(word: str) -> bool:
    """Whether a word is a given name, and no common word besides."""
    low = word.lower()
    return low not in _ALSO_WORDS and (low in COMMON_GIVEN or len(forms(low)) > 1)


def _same(word: str, name: str) -> bool:
    if word == name or (len(word) >= SHORTEST and word in forms(name)):
        return True
    close = len(word) >= 5 and len(name) >= 5 and word[0] == name[0] and abs(len(word) - len(name)) <= 2
    return close and SequenceMatcher(None, word, name).ratio() >= ALIKE
