"""Can a quote be understood alone? "Which is it?" and "Can you do that?" say nothing of what is asked.

`understood` gives a sentence with the one before it where it is short and names at most one thing itself: a pronoun or an ellipsis leans on
what was said before. Nothing is put in front that is of private life, a greeting, a talk's other voice, more than one sentence away or not
of the writer's own words right before it: where they answer between lines that they quote, those are somebody else's. What is quoted is
longer then; the place that is cited stays the sentence itself. Pure.
"""

from __future__ import annotations

import re

from regard.evidence.language.leisure import is_leisure
from regard.evidence.language.sentences import sentences
from regard.evidence.pledges import stems
from regard.identity.sensitive import is_private

FEWEST = 8
"""A sentence of so many words or more is told as it is."""
NAMED = 1
"""So many things named make a short one plain enough, where it leans on nothing."""
BACK = 600
"""Characters in front of it that are looked at."""
LONGEST = 240
_LEANS = re.compile(
    r"\b(?:it|that|this|these|those|them|they|he|she|one|ones|so|both|either|which|there|then|the same)\b"
    r"|\b(?:das|dies|es|sie|ihn|ihm|beides|welche[rs]?|so|davon|dazu|damit|dafür)\b|\b(?:cela|ça|ceci|celui|celle|lequel|laquelle|en|y)\b"
    r"|\b(?:eso|esto|ello|cuál|ambos)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*[>|]", re.MULTILINE)
"""A line of somebody else's, however the mail was taken apart."""
_GREETS = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|liebe[rs]?|sehr geehrte[rs]?|bonjour|cher"
    r"|chère|hola|buenos días|estimad[oa]|ciao|gentile|beste|hej|moin|thanks?|thank you|danke|merci|gracias)\b[^.?!\n]{0,40}[,.!]?\s*$",
    re.IGNORECASE,
)


def understood(text: str, start: int, end: int, own: str) -> str:
    """The words text[start:end), with the sentence before them where they cannot be understood alone; `own` is what of the text its writer
    wrote themselves, without what they quote.
    """
    words = text[start:end]
    if not leans(words):
        return words
    first = max(text.rfind("\n\n", 0, start) + 1, start - BACK, 0)
    before = list(sentences(text, first, start))
    near = text[slice(*before[-1])].strip() if before else ""
    if (
        len(near.split()) < 3
        or len(near) > LONGEST
        or _QUOTED.search(near)
        or text[before[-1][0] : end].strip() not in own
        or _GREETS.match(near)
        or is_private(near)
        or is_leisure(near)
    ):
        return words
    return f"{near} {words}"


def leans(words: str) -> bool:
    """Whether a sentence says too little by itself: few words, and either nothing named or a pronoun beside the one thing that is."""
    said = words.split()
    if not said or len(said) >= FEWEST:
        return False
    named = len(stems(words, english=True) - _PLAIN)
    return named == 0 or (named <= NAMED and bool(_LEANS.search(words)))


_PLAIN = stems(
    "can could would will shall should may might do does did is are was were be have has had get got make send tell know think say"
    " let please when what where which who why how much many long soon today tomorrow week day time yes no not ok fine possible able"
    " work works thank disappointed unhappy happy good bad right wrong kann können würde wann was wie wo wer welche machen geht"
)
