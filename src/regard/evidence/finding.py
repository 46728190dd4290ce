"""Does a mail bring what somebody said they would find out? Whoever wrote "I will look into it" and then asks for a visit brought nothing.

`brings(own, about)` looks at the sentences that tell something: no question, request, wish, courtesy or salutation. They bring it where
they are more than a courtesy, do not only put it off ("Mike is still checking") and speak of what was asked (`about`, the stems of the
promise and of the mail that it answered), or where nobody can say what that was. Pure; English only.
"""

from __future__ import annotations

import re

from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.pledges import stems

FEWEST = 8
"""Fewer telling words say nothing that was worth waiting for."""
_ASKS = re.compile(
    r"\?|^\W*(?:what|when|where|who|which|how|why) (?:do|does|did|is|are|was|were|can|could|should|would|will|about)\b"
    r"|\bplease\b|\bkindly\b|\blet (?:me|us) know\b|\b(?:thanks|thank you|sorry|apolog\w+|look(?:ing)? forward|following up)\b"
    r"|\b(?:i|we)(?:'d| would| should|'ve| have)?(?: \w+)? (?:like|love|want|wanted|wish|hope|hoping|prefer|wondering|wonder)\b"
)
"""A sentence that asks, wishes or is a courtesy: it may fill a mail that tells nothing."""
_DEAR = re.compile(
    r"^\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|day|evening)|(?:[a-z]+ )?regards|sincerely|yours|cheers)\b[^.!]{0,40}$"
)

_PUTS_OFF = re.compile(
    r"\b(?:i|we|he|she|they)(?:'ll| will| still| shall| would)* (?:have to|need to|must|want to|'ve got to) (?:still )?"
    r"(?:ask|check|confer|confirm|find out|look|speak|talk|consult|hear|wait|verify|think)\b"
    r"|\b(?:is|are|am|i'm|we're|he's|she's|they're|it's)(?: still| now| currently)? (?:check|look|ask|wait|await|verify|investigat|work)"
    r"ing\b"
    r"|\blet's wait\b|\bwait(?:ing)? (?:for|until|till|on)\b"
    r"|\b(?:not|n't) (?:yet )?(?:heard|found out|know|known|had a chance|spoken|got)\b"
    r"|\b(?:could|should|will|might) have (?:something|an answer|news|more) (?:for you|by|on|around|next|later|soon)\b"
)
"""What was to be found out is still being found out."""
_NEWS = re.compile(
    r"\b(?:i|we|he|she|they|it|[a-z]+)(?:'ve| have| has|'s)? (?:just |now |already |also |since )?"
    r"(?:spoke|talked|heard|checked|asked|found|confirmed|verified|learned|told|said|decided|agreed|reviewed|changed|added|approved)\b"
)
"""Somebody asked, heard or did it."""


def brings(own: str, about: frozenset[str]) -> bool:
    """Whether own words tell something, of what was asked (`about`; empty where nobody can say)."""
    words, put_off, news = 0, False, False
    beside: set[str] = set()
    text = own[:LONGEST_READ]
    low = plain(text)
    for start, end in sentences(text, 0, len(text)):
        sentence = " ".join(low[start:end].split())
        if _ASKS.search(sentence) or _DEAR.search(sentence):
            continue
        if _PUTS_OFF.search(sentence):
            put_off = True
            if _NEWS.search(sentence.partition(" but ")[2]) is None:
                continue
        news = news or _NEWS.search(sentence) is not None
        words += len(sentence.split())
        beside |= stems(sentence)
    return words >= FEWEST and (news or not put_off) and (not about or not about.isdisjoint(beside))
