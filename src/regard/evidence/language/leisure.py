"""Is a sentence of leisure, home or mere affection, so that nothing of it is quoted and no question in it waits?

`social_talk` counts for rapport *that* somebody wrote of such things, and is held to what proves it; this is wider and moves nothing: it is
asked only before words are printed under trust and value, or told as a question that waits. A word for leisure alone settles nothing, for
somebody makes caravans and sells golf carts: a sentence that has a word of trade in it is of trade. Of a question that would wait more is
asked: that it turns to what one of the two does in their own time ("are you going to the rugby?"). English, German, French, Spanish. Pure.
"""

from __future__ import annotations

import re

_NOUN = (
    r"(?:caravan(?:ning)?|camping|campsite|barbecues?|bbq|beach(?:es)?|seaside|cruise|skiing|ski (?:trip|holiday|week)|honeymoon|safari|"
    r"(?:summer|winter|easter|christmas|long|short|family) (?:holidays?|break)|holidays?|vacations?|half[- ]term|"
    r"rugby|football|soccer|cricket|golf(?:ing)?|tennis|six nations|world cup|champions league|grand prix|olympics|marathon|the match|"
    r"the derby|the final|fishing|sailing|cycling|hiking|gardening|allotment|knitting|choir|concert|theatre|festival|gig|"
    r"pints?|beers?|wine tasting|the pub|drinks?|dinner|birthday|wedding|christening|anniversary|grandchild(?:ren)?|grandson|granddaughter|"
    r"the kids|my (?:wife|husband|partner|son|daughter|mum|dad|dog|cat)|the (?:dog|puppy|baby)|"
    r"urlaub|ferien|strand|wohnwagen|grillen|fußball|bundesliga|skifahren|wandern|hochzeit|geburtstag|bierchen|feierabendbier|enkel(?:in|kinder)?|"
    r"vacances|plage|barbecue|le foot|le match|le rugby|le ski|mariage|anniversaire|l['’]apéro|petits-enfants|"
    r"vacaciones|playa|barbacoa|fútbol|el partido|boda|cumpleaños|nietos|unas cañas)"
)
_TRADE = re.compile(
    r"\b(?:orders?|ordered|quot(?:e|es|ed|ation)|price[sd]?|offers?|"
    r"invoices?|deliver(?:y|ies|ed|s)?|ship(?:ped|ment|s|ping)?|suppl(?:y|ies|ier)|"
    r"contracts?|budget|units?|pieces|samples?|specs?|drawings?|parts?|stock|lead time|machines?|lines?|models?|install(?:ed|ation)?|"
    r"capacity|deadline|review|meeting|call|projects?|report|draft|answer|decision|approval|send|sent|closed|back (?:on|in)|until|from|"
    r"before|commission\w*|audits?|tenders?|acceptance|board|sensors?|pumps?|trials?|plant|site|training|visit|bestell\w*|angebot\w*|preis\w*|rechnung\w*|liefer\w*|vertrag\w*|muster|anlage\w*|maschine\w*|"
    r"commande\w*|devis|prix|facture\w*|livr\w*|contrat\w*|machine\w*|pedido\w*|oferta\w*|precio\w*|factura\w*|entrega\w*|contrato\w*)\b",
    re.IGNORECASE,
)
_LEISURE = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
_AFFECTION = re.compile(
    r"\b(?:(?:great|good|lovely|nice|wonderful) to (?:hear your voice|see you|catch up|chat)|cheer(?:ed|s|ing) (?:me |us )?up|"
    r"you (?:always )?make (?:me|us) (?:smile|laugh)|made my (?:day|week)|you(?:['’]re| are) (?:a star|an angel|the best)|"
    r"(?:have|had|grab|sink) (?:that|a|another) (?:pint|beer|drink)|(?:buy|owe) (?:you|me) a (?:pint|beer|drink)|"
    r"schön,? (?:dich|deine stimme) zu (?:sehen|hören)|quel plaisir de (?:te|t['’]) ?(?:voir|entendre)|qué alegría verte)\b",
    re.IGNORECASE,
)
_THEIR_OWN_TIME = re.compile(
    r"\b(?:are|were) you(?: two| all| both| guys)? (?:going|off|coming|doing|watching|playing|still|at|away|up for)\b"
    r"|\bdid (?:you|your \w+) (?:watch|see|catch|go|play|enjoy|have|get)\b|\bhave you (?:been|seen|got any|any|booked|had)\b"
    r"|\b(?:do|will|would) you (?:still )?(?:play|watch|follow|fancy|like|go|come along)\b|\bfancy (?:a|an|some|another|coming)\b"
    r"|\bhow (?:was|were|is|are|did)\b|\bwho do you (?:support|follow)\b|\bshall we (?:have|go|grab|get)\b|\bwhen (?:are|do) we\b"
    r"|\b(?:gehst|fährst|kommst|warst|hast|spielst|schaust) du\b|\bwie war\b|\b(?:gehen|fahren|waren|haben|spielen|schauen) sie\b"
    r"|\b(?:tu vas|vas-tu|as-tu|tu as|vous allez|allez-vous|avez-vous)\b|\bcomment (?:était|étaient|se sont)\b"
    r"|\b(?:vas|viste|fuiste|juegas|vienes) a?\b|\bqué tal\b",
    re.IGNORECASE,
)


_OR_WE = re.compile(
    r"\b(?:or|oder|ou|o) (?:can|could|shall|should|may|will|would|do|können|sollen|wollen|peut-on|pouvons|podemos|puedes?) ?"
    r"(?:we|you|i|wir|sie|ich|nous|vous|on)?\b",
    re.IGNORECASE,
)
"""A second question in the same sentence, which may be of business: "are you away, or can we fix the date?"."""


def may_tell(text: str) -> bool:
    """Whether any sentence of a text may be of leisure: one cheap look before it is cut."""
    return _LEISURE.search(text) is not None or _AFFECTION.search(text) is not None


def is_leisure(words: str) -> bool:
    """Whether a sentence is of leisure, home or affection and has no word of trade: nothing of it is quoted."""
    if _AFFECTION.search(words):
        return True
    return _LEISURE.search(words) is not None and _TRADE.search(words) is None


def asks_of_leisure(words: str) -> bool:
    """Whether a question is of what one of the two does in their own time: no answer to it is owed, and none is missed."""
    return is_leisure(words) and _THEIR_OWN_TIME.search(words) is not None and _OR_WE.search(words) is None
