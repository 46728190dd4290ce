"""Does a mail tell in its own words what somebody promised to send or to find out?

Who promised lead times, a price or a tracking number often writes them into the mail and attaches nothing. `tells(own, named)` says
"told" where a sentence names the thing and states what it is ("Lead time is 4 weeks", "40 mm version: 1,240 EUR"), and "perhaps" where
the mail brings something of it that only thanks would show to be it, or states what was to come as a document (a quote). `thanks_for_it`
says whether the other side thanks without asking after the thing once more. A sentence that asks, promises, negates or speaks of the
past states nothing. Pure; English, and what a number and its unit say in any language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from regard.evidence.finding import asks_or_wishes, brings, puts_off
from regard.evidence.language.detect import LONGEST_READ
from regard.evidence.language.sentences import plain, sentences
from regard.evidence.pledges import stems

Told = Literal["", "perhaps", "told"]

_MONEY = (
    "price prices pricing cost costs figure figures rate rates fee fees charge charges amount amounts freight postage estimate quote"
    " offer"
)
_WEEKS = "lead time times delivery availability"
_SIZES = "dimension dimensions size sizes weight weights length width height thickness diameter"
_OTHER = (
    "number numbers quantity quantities capacity pressure temperature tolerance tolerances power speed output noise level levels value"
    " values code address contact contacts detail details name names date dates slot window account reference margin discount discounts"
    " consumption lifetime stock torque load volume consumables answer answers"
)
_DOCUMENTS = (
    "sheet list report quote quotation offer drawing drawings plan contract agreement letter presentation file brochure certificate"
    " certificates catalogue sample samples invoice order summary overview breakdown estimate calculation layout manual"
)
_ANSWER = "answer explanation"
_IN_WORDS = "quote quotation offer list summary overview breakdown estimate calculation"

_SHARES = (
    "margin discount discounts rate rates tolerance tolerances capacity level levels value values consumption power load answer"
)
_NAME = re.compile(r"[a-z][a-z0-9&-]*[a-z0-9]")

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:(?:on|by|until|till|before|from|since|of) )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}\b"
    rf"|{_MONTHS} \d{{1,2}}\b|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
)
_DATED = re.compile(rf"\b(?:{_DAY}|(?:19|20)\d\d\b)|\b(?:on|by|until|till|before|after|from|since|page|clause|item|line) \d+")
"""Numbers that are no value: days, years and places in a text."""
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d| ?o'clock\b| ?(?:am|pm|uhr)\b)|\bat \d{1,2}(?= ?(?:[,;.]|$|tomorrow|today|sharp))")
_SHARE = re.compile(r"(?<![\d.,])\d[\d.,]*+ ?(?:%|per ?cent\b)")
"""A clock and a share are values of few things alone."""
_COPULA = re.compile(
    r"(?:'s)?(?:,? (?:of|for|per|on|in|to|ex) (?:[^\s.?!;:=]+ ){1,6}?| ?\([^()]{0,40}\))? ?"
    r"(?:(?:\b(?:is|are|'s|would be|will be|comes? to|come out at|stands? at|runs? (?:to|at)|costs?|takes?|weighs?)\b"
    r"(?! (?:(?:with|at|on|in|too|under|below|above)\b|still\b(?! \d)))[^.?!]{0,20}?)|[:=–-][^.?!]{0,30}?)"
    r"(?<![\w.,])[€$£]? ?\d"
)
"""From the end of the word that names the thing to its value: nothing but what the thing is of stands between them and "is"."""
_SIZED = r"(?<![\w.,])\d[\d.,]*(?:[–-]\d[\d.,]*)? ?"
_UNITS = {
    _MONEY: re.compile(rf"[€$£] ?\d|{_SIZED}(?:k )?(?:eur|euros?|gbp|usd|chf|pounds?|dollars?|€|\$|£|pence|cents?)(?!\w)"),
    _WEEKS: re.compile(rf"{_SIZED}(?:working )?(?:days?|weeks?|months?|wochen?|tagen?|semaines?|jours?|semanas?|d[ií]as?)\b"),
    _SIZES: re.compile(rf"{_SIZED}(?:mm|cm|m|kg|g|t|tonnes?|tons?|inch(?:es)?|ft)\b|\d ?x ?\d"),
}
_STATES_NOT = re.compile(
    r"\b(?:will|'ll|shall) (?!be\b)|\b(?:will|'ll|shall|to) be (?:with|sent|here|ready|there|made|done|told|confirmed"
    r"|fixed|known)\b|\bgoing to\b"
    r"|\b(?:not|no|never|unknown|n't|cannot)\b|n't\b|\b(?:was|were|had|used to|asked|ask|asking|last (?:year|time|month))\b"
    r"|\b(?:once|as soon as|when|until|if) (?:i|we|you|they|he|she)\b|\bfollows?\b"
    r"|\bstill\b(?! (?:at )?(?:[€$£]|eur |usd |gbp )?\d)|\btoo (?:high|low|long|short|heavy|big|small|expensive|much|late)\b"
    r"|\b(?:call|ring|phone|text|reach) (?:me|us|him|her)\b"
    r"|\b(?:complaints?|replacements?|repairs?|returns?|returned|warranty|former|previous|old)\b"
)
"""What asks, promises, speaks of the past, judges, or tells of another thing beside the one that was asked for."""
_THANKS = re.compile(
    r"\b(?:thanks|thank you|thx|cheers|much appreciated|ta)\b(?![^.?!]{0,20}\bin advance\b)"
    r"|\b(?:that|this) (?:helps|answers|is (?:all|just|exactly) what)\b"
)
_WANTS = re.compile(r"\?|\b(?:but|need|still|missing|waiting|please|when|what about)\b")


@lru_cache(maxsize=1)
def _nouns() -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[tuple[frozenset[str], re.Pattern[str]], ...]]:
    """Stems of what can be told in words, of documents, of documents that may be told in words, and which units tell of which."""
    units = tuple((stems(words), unit) for words, unit in _UNITS.items())
    facts = frozenset().union(*(of for of, _ in units)) | stems(_OTHER)
    return facts - stems(_DOCUMENTS), stems(_DOCUMENTS), stems(_IN_WORDS), units


def tells(own: str, named: frozenset[str]) -> Told:
    """Whether a mail's own words tell the thing that these stems name: "told", "perhaps" (thanks would show it), or ""."""
    facts, documents, in_words, units = _nouns()
    papers = named & documents
    if not named or papers - in_words or not (papers or named & facts):
        return ""
    text = own[:LONGEST_READ]
    low = plain(text)
    stated = False
    for start, end in sentences(text, 0, len(text)):
        sentence = " ".join(low[start:end].split())
        if puts_off(sentence):
            return ""
        stated = stated or _states(sentence, named, papers, units)
    if stated:
        return "perhaps" if papers else "told"
    return "perhaps" if named & stems(_ANSWER) and brings(own, named) else ""


def _states(
    sentence: str, named: frozenset[str], papers: frozenset[str], units: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
) -> bool:
    """Whether a sentence says what the named thing is: most of its name, or a unit that stands for it, beside a value."""
    if asks_or_wishes(sentence) or _STATES_NOT.search(sentence):
        return False
    dated = not stems("date dates slot window").isdisjoint(named)
    bare = sentence if dated else _CLOCK.sub(" ", _DATED.sub(" ", sentence))
    bare = bare if named & stems(_SHARES) else _SHARE.sub(" ", bare)
    measured = frozenset().union(*(of for of, unit in units if unit.search(bare)))
    beside = stems(sentence)
    needed = named - papers
    met = needed & (beside | measured)
    if 2 * len(met) <= len(needed) and needed:
        return False
    if not needed and not (papers & measured):
        return False
    return bool(named & beside or papers & measured) and (bool(named & measured) or _is_said(bare, named))


def _is_said(bare: str, named: frozenset[str]) -> bool:
    """Whether a value stands right behind a word that names the thing, by "is" or a colon."""
    return any(not named.isdisjoint(stems(word[0])) and _COPULA.match(bare, word.end()) for word in _NAME.finditer(bare))


def thanks_for_it(own: str, named: frozenset[str]) -> bool:
    """Whether a mail thanks, and in no sentence wants more of the thing that these stems name."""
    text = own[:LONGEST_READ]
    low = plain(text)
    said = [" ".join(low[start:end].split()) for start, end in sentences(text, 0, len(text))]
    more = any(_WANTS.search(one) and not named.isdisjoint(stems(one)) for one in said)
    return not more and any(_THANKS.search(one) for one in said)
