"""Does a mail put a price before its readers, whatever its words? An amount of money in its own words, or an offer that hangs on it. Pure.

Digits, currencies and the names of files are alike in every language; which sentence asks for the price is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from regard.deals.mentions import own_sentences
from regard.deals.records import Touch
from regard.evidence.language.sentences import plain

AMOUNT = re.compile(
    r"[€$£]\s?\d|\b\d[\d.,]*\s?(?:€|eur\b|usd\b|gbp\b|chf\b|euros?\b|dollars\b|pounds\b)|\b(?:eur|usd|gbp|chf)\s?\d"
    r"|\b\d+ ?% (?:off|discount|less|rabatt|nachlass|remise|descuento)\b"
)
"""An amount of money, or so much off one."""
GIVES = re.compile(
    r"\b(?:costs? you|you (?:lose|pay|spend|save|waste)|saves?|saving|invoices?|overdue|due|paid|payment|budget|rechnung|mahnung|facture)\b"
)
"""Amounts that are no price of ours: what something costs them now, a bill."""
_OFFER = re.compile(
    r"^q[-_ ]?\d|(?<![a-z])(?:(?:quot(?:e|ation)s?|offers?|devis)(?![a-z])|proposal|pricing|price[-_ ]?list|angebot|preisliste|oferta"
    r"|presupuesto)",
    re.IGNORECASE,
)
"""How offers are named as files."""


def is_amount(words: str) -> bool:
    """Whether a sentence names an amount of money that is no bill."""
    low = plain(words)
    return bool(AMOUNT.search(low)) and not GIVES.search(low)


def is_offer(attachments: Iterable[str]) -> bool:
    """Whether an offer hangs on a mail, by the names of its files."""
    return any(_OFFER.search(name) for name in attachments)


def puts_price(touch: Touch) -> bool:
    """Whether a mail's own words name an amount of money, or an offer hangs on it."""
    if touch.kind != "mail" or touch.automated:
        return False
    if touch.gist is not None:
        return bool(touch.gist.marks & {"money", "offer"})
    return is_offer(touch.attachments) or names_amount(own_sentences(touch))


def names_amount(sentences: Sequence[tuple[int, int, str]]) -> bool:
    """Whether any of own sentences (start, end, words) names an amount."""
    return any(is_amount(words) for _, _, words in sentences)
