"""Which of the words that parsing looks for stand in a text, and where? All are looked for in one pass, for most mails hold few.

Looking for a hundred words one after the other costs ten times as much. A group of words is one question ("may a block of headers
stand here?"); the answer is remembered for the last texts, because several questions are asked of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from regard.parse.many_words import ManyWords
from regard.parse.phrases.labels import SENT_HINTS, SUBJECT_HINTS
from regard.parse.phrases.notices import NOTICE_HINTS
from regard.parse.phrases.quoting import FORWARDED_HINTS
from regard.parse.small_print import FOOTER_HINTS, LEGAL_HINTS, SMALL_HINTS

Group = Literal["subject", "sent", "forwarded", "original", "legal", "notice", "footer", "small"]
Place = tuple[int, int]
"""Where a word begins and ends."""

_GROUPS: Mapping[Group, Sequence[str]] = {
    "subject": SUBJECT_HINTS,
    "sent": SENT_HINTS,
    "forwarded": FORWARDED_HINTS,
    "original": ("riginal",),
    "legal": LEGAL_HINTS,
    "notice": NOTICE_HINTS,
    "footer": FOOTER_HINTS,
    "small": SMALL_HINTS,
}
MOST_PLACES = 400
"""Places looked at in one text: what has more is no mail but an archive pasted into one."""

_NOTHING: tuple[Place, ...] = ()


@lru_cache(maxsize=1)
def _words() -> tuple[ManyWords, tuple[Group, ...]]:
    """All words, and the group of each."""
    words = [(word, group) for group, listed in _GROUPS.items() for word in dict.fromkeys(listed)]
    return ManyWords(word for word, _ in words), tuple(group for _, group in words)


@lru_cache(maxsize=256)
def _held(text: str) -> dict[Group, list[Place]]:
    """Where words of each group stand, in the order in which they begin."""
    words, groups = _words()
    held: dict[Group, list[Place]] = {}
    for word, start, end in words.places(text):
        held.setdefault(groups[word], []).append((start, end))
    for places_of in held.values():
        places_of.sort()
    return held


def found(text: str, group: Group) -> Sequence[Place]:
    """Where words of a group stand in `text`, in the order in which they begin."""
    return _held(text).get(group, _NOTHING)


def starts(text: str, group: Group, reach: int) -> list[int]:
    """Where words of a group begin that stand in `text[:reach]`, the first `MOST_PLACES`."""
    return [start for start, end in found(text, group) if end <= reach][:MOST_PLACES]
