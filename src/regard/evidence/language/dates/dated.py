"""Does a day say what a letter or a price list is dated, or since when something goes on: "order 8812 of 5 August", "seit dem 1. Juli"?

Such a day lies behind, if a day so named went by not long ago. Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 70
"""Characters in front of a day that are looked at."""

_NAMED_BY = re.compile(
    r"(?<!deadline )(?<!date )(?<!frist )(?<!échéance )(?<!límite )(?<!plazo )"
    r"(?:\b(?:of|dated|vom|du|del|stand|status|as of|as at)(?: the)?\s{1,2}|(?:\(|\b)(?:au|a|al|stand)\s|\()$"
)
_DOCUMENT = re.compile(
    r"\b(?:minutes|letter|e?-?mail|report|invoice|order|offer|quote|quotation|notes|memo|statement|message|note"
    r"|(?:protokoll|schreiben|brief|rechnung|bestellung|angebot|bericht|lieferschein|nachricht)s?"
    r"|courrier|courriel|lettre|facture|commande|offre|devis|rapport|procès-verbal|compte rendu"
    r"|carta|correo|factura|pedido|oferta|informe|acta|albarán|mensaje)(?: \w?\d+)? (?:of|dated|from|vom|du|del)(?: the)?\s{1,2}$"
)
_SINCE = re.compile(r"\b(?:since|seit(?: dem)?|depuis(?: le)?|desde(?: el)?)\s{1,2}(?:last |letzte[mnr] |le |el )?$")
_AHEAD = re.compile(
    r"\b(?:will|shall|would|must|should|can|could|please|bitte|veuillez|merci de|por favor|by|until|bis|avant|hasta)\b|'ll\b"
)


def named_by(text: str, start: int, end: int) -> bool:
    """Whether a thing is named by the day behind it, in a sentence that has no other: "the price list of 1 July", "(Stand 4. August)"."""
    before = text[max(start - REACH, 0) : start].lower()
    return _NAMED_BY.search(before) is not None and _AHEAD.search(f"{before}{text[end : end + REACH].lower()}") is None


def document(text: str, start: int) -> bool:
    """Whether a letter, an order or minutes are named by it: "the minutes of the 7th"."""
    return _DOCUMENT.search(text[max(start - REACH, 0) : start].lower()) is not None


def since(text: str, start: int) -> bool:
    """Whether something has gone on from that day."""
    return _SINCE.search(text[max(start - REACH, 0) : start].lower()) is not None
