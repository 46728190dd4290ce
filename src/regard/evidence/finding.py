"""Does a mail bring what somebody said they would find out? Whoever wrote "I will look into it" and then asks for a visit brought nothing.

`brings(own, about)` looks at the sentences that tell something: no question, request, wish, courtesy or salutation. They bring it where
they are more than a courtesy, do not only put it off ("Mike is still checking") and speak of what was asked (`about`, the stems of the
promise and of the mail that it answered), or where nobody can say what that was. Patterns of other languages than English are data
(`language/promises/<language>.toml`, `finding`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.tongues import READ
from regard.evidence.pledges import stems, words_of_promises

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


@dataclass(frozen=True, slots=True)
class _Telling:
    """How one language asks, greets, puts off and tells of news."""

    asks: re.Pattern[str]
    dear: re.Pattern[str]
    puts_off: re.Pattern[str]
    news: re.Pattern[str]
    but: str


@cache
def _telling(language: str) -> _Telling:
    if language == READ:
        return _Telling(_ASKS, _DEAR, _PUTS_OFF, _NEWS, " but ")
    rows = words_of_promises(language)["finding"]
    asks, dear, puts_off, news = (re.compile(rows[name]) for name in ("asks", "dear", "puts_off", "news"))
    return _Telling(asks, dear, puts_off, news, rows["but"])


def asks_or_wishes(sentence: str) -> bool:
    """Whether a plain English sentence asks, wishes, or is a courtesy or a salutation: it tells nothing."""
    return _ASKS.search(sentence) is not None or _DEAR.search(sentence) is not None


def puts_off(sentence: str) -> bool:
    """Whether a plain English sentence says that what was to be found out is still being found out."""
    return _PUTS_OFF.search(sentence) is not None


def brings(own: str, about: frozenset[str], languages: Sequence[str] = (READ,)) -> bool:
    """Whether own words, read in these languages, tell something, of what was asked (`about`; empty where nobody can say)."""
    words, put_off, news = 0, False, False
    beside: set[str] = set()
    text = own[:LONGEST_READ]
    low = plain(text)
    ways = [_telling(language) for language in languages]
    for start, end in sentences(text, 0, len(text)):
        sentence = " ".join(low[start:end].split())
        if any(way.asks.search(sentence) or way.dear.search(sentence) for way in ways):
            continue
        if off := [way for way in ways if way.puts_off.search(sentence)]:
            put_off = True
            if all(way.news.search(sentence.partition(way.but)[2]) is None for way in off):
                continue
        news = news or any(way.news.search(sentence) is not None for way in ways)
        words += len(sentence.split())
        for language in languages:
            beside |= stems(sentence, english=language == READ)
    return words >= FEWEST and (news or not put_off) and (not about or not about.isdisjoint(beside))
