"""Does a buyer put another firm's offer before us? Forwarded, pasted or attached: the strongest sign of a competitor. Pure.

What they forward is an offer where its own words put a price or a proposal before whoever they were written to (`offer_in`). What hangs on
their mail is another firm's where a file is named as an offer and their words say whose it is (`shows_theirs`): "their quote is attached",
not "the tender from our purchasing department".
Whose mail it is that they forward `answers.rival_offers` finds: of nobody who is on the mail, and nobody with whom we write ourselves.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from regard.deals.amounts import AMOUNT
from regard.deals.negotiating import steps
from regard.deals.signs import is_sign, shows_another
from regard.evidence.language.sentences import plain, sentences
from regard.results import Record


@dataclass(frozen=True, slots=True)
class RivalOffer(Record):
    """Another firm's offer on a mail of theirs: whose (`firm`, "" where nobody says), how it came, and the words, with their place."""

    message_id: str
    firm: str
    says: str
    words: str
    start: int
    end: int


_MAKES = re.compile(
    r"\b(?:our|my|the|this|a|an) (?:[a-z-]+ ){0,2}"
    r"(?:offer|quote|quotation|proposal|price|prices|pricing|price list|tender|bid|rate|rates)\b"
    r"|\b(?:we|i)(?:'d| would| can| could| will|'ll| are able to|'re able to| are pleased to| am pleased to)? (?:like to |be happy to )?"
    r"(?:offer|quote|propose|supply|do (?:it|this|that)) |\bper (?:unit|piece|month|year|user|tonne|pallet|hour|day|metre|kg|seat)\b"
    r"|\b(?:unser|ein|das) (?:\w+ )?angebot\b|\bbieten wir\b|\bnotre (?:offre|devis)\b|\bnuestra oferta\b"
)
_OFFER = r"(?:offers?|quot(?:e|es|ation|ations)|proposals?|bids?|pric(?:e|es|ing)|price list|terms|tender|angebot)"
_THEIRS = re.compile(
    rf"\b(?:their|his|her) (?:\w+ )?{_OFFER}\b"
    r"|\b(?:another|(?:a|the) (?:second|other|competing|rival|cheaper|lower|different)) (?:\w+ )?"
    r"(?:offers?|quot(?:e|es|ation|ations)|proposals?|bids?|tender|angebot)\b"
    rf"|\b{_OFFER} (?:\w+ )?(?:from|by|of) (?:an?|the|our|one|some|another) (?:[a-z-]+ )?"
    r"(?:supplier|vendor|competitor|bidder|manufacturer)s?\b"
    rf"|\b{_OFFER} (?:\w+ )?(?:from|by|of) (?:somebody|someone) else\b"
)
_NAMED = re.compile(
    rf"\b(?P<whose>[a-z][\w&-]+)'s (?:\w+ )?{_OFFER}\b|\b{_OFFER} (?:\w+ )?(?:from|by|of) (?P<of>[a-z][\w&-]+)\b(?! department\b)"
)
"""An offer beside a name; a capital in the written words tells a name from other nouns."""
_NO_NAME = re.compile(
    r"(?:here|there|that|this|it|what|who|he|she|let|where|how|last|next|you|us|yours|ours|me|our|your|the|an?|today|yesterday|tomorrow"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|delivery|payment|sales?|services?|purchas(?:e|ing)|procurement|finance|accounting|engineering|business|trade|use|reference|contract)"
)
_OTHERWISE = re.compile(
    rf"\b(?:your|our|you) (?:\w+ ){{0,2}}{_OFFER}\b|\b(?:from|of|by) (?:you|yours|us|ours)\b"
    r"|\b(?:need|needs|want|wants|expect|send us|give us|make us|would like|ask for"
    r"|could you|can you|would you|please (?:send|give|make|quote))\b"
    r"|\?\s*$"
    rf"|\b{_OFFER} (?:for|on|about) (?:the|an?|our|your|next) (?:[a-z]+ )?"
    r"(?:agenda|meeting|call|visit|workshop|schedule|timetable|wording|date)s?\b"
)
"""Ours, asked for, or of no goods at all: the agenda."""


def offer_in(text: str) -> tuple[int, int, str] | None:
    """The first sentence of a mail by which its writer offers something: (start, end, words on one line); None where there is none."""
    for start, end in sentences(text, 0, len(text)):
        words = " ".join(text[start:end].split())
        low = plain(words)
        if is_sign("proposal", words) or any(s.kind == "offers" for s in steps(((start, end, words),))):
            return start, end, words
        if AMOUNT.search(low) and _MAKES.search(low):
            return start, end, words
    return None


def shows_theirs(words: str, known: Collection[str] = frozenset()) -> bool:
    """Whether a sentence beside a file that is named as an offer says that it is somebody else's.

    `known` are words of the names (lower case) of our people and the buyer's: an offer of one of them is no other firm's.
    """
    low = plain(words)
    if shows_another(low):
        return True
    if _OTHERWISE.search(low) is not None:
        return False
    return _THEIRS.search(low) is not None or any(_is_name(words, m, known) for m in _NAMED.finditer(low))


def _is_name(words: str, match: re.Match[str], known: Collection[str]) -> bool:
    """Whether whose offer it is stands there as a name, and as none of `known`."""
    at = match.start("whose" if match["whose"] else "of")
    who = match["whose"] or match["of"]
    return words[at].isupper() and _NO_NAME.fullmatch(who) is None and who not in known
