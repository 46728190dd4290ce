"""Does a mail bring what somebody said they would find out? Whoever wrote "I will look into it" and then asks for a visit brought nothing.

`brings(own, about)` looks at the sentences that tell something: no question, request, wish, courtesy or salutation. They bring it where
they are more than a courtesy and speak of what was asked (`about`, the stems of the promise and of the mail that it answered), or where
nobody can say what that was. Pure; English only.
"""

from __future__ import annotations

import re

from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.pledges import stems

FEWEST = 8
"""Fewer telling words say nothing that was worth waiting for."""
_ASKS = re.compile(
    r"\?|\bplease\b|\bkindly\b|\blet (?:me|us) know\b|\b(?:thanks|thank you|sorry|apolog\w+|look(?:ing)? forward|following up)\b"
    r"|\b(?:i|we)(?:'d| would| should|'ve| have)?(?: \w+)? (?:like|love|want|wanted|wish|hope|hoping|prefer|wondering|wonder)\b"
)
"""A sentence that asks, wishes or is a courtesy: it may fill a mail that tells nothing."""
_DEAR = re.compile(
    r"^\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|day|evening)|(?:[a-z]+ )?regards|sincerely|yours|cheers)\b[^.!]{0,40}$"
)


def brings(own: str, about: frozenset[str]) -> bool:
    """Whether own words tell something, of what was asked (`about`; empty where nobody can say)."""
    words = 0
    beside: set[str] = set()
    text = own[:LONGEST_READ]
    low = plain(text)
    for start, end in sentences(text, 0, len(text)):
        sentence = " ".join(low[start:end].split())
        if _ASKS.search(sentence) or _DEAR.search(sentence):
            continue
        words += len(sentence.split())
        beside |= stems(sentence)
    return words >= FEWEST and (not about or not about.isdisjoint(beside))
