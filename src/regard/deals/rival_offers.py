"""Does a buyer put another firm's offer before us? Forwarded, pasted or attached: the strongest sign of a competitor. Pure.

What they forward is an offer where its own words put a price or a proposal before whoever they were written to (`offer_in`). What hangs on
their mail is another firm's where a file is named as an offer and their words say whose it is (`shows_theirs`): "their quote is attached".
Whose mail it is that they forward `answers.rival_offers` finds: of nobody who is on the mail, and nobody with whom we write ourselves.
"""

from __future__ import annotations

import re
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
    rf"\b(?:their|his|her|[a-z][\w&-]+'s|another|(?:a|the) (?:second|other|competing|rival|cheaper|lower|different)) (?:\w+ )?{_OFFER}\b"
    rf"|\b{_OFFER} (?:\w+ )?(?:from|by|of) (?!(?:you|us|yours|march|april|may|june|july|the \d)\b)[a-z]"
)
_YOURS = re.compile(rf"\b(?:your|our|you) (?:\w+ ){{0,2}}{_OFFER}\b")


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


def shows_theirs(words: str) -> bool:
    """Whether a sentence beside a file that is named as an offer says that it is somebody else's."""
    low = plain(words)
    return shows_another(low) or (_THEIRS.search(low) is not None and _YOURS.search(low) is None)
