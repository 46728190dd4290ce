"""Does a sentence ask to buy so many of something, or one more of it? Pure.

"Please quote for 200 sensors": a request for a price or an offer (`evidence.language.inquiries`), and a number before a plural or a unit;
"quote me for a third line": one more of what they have (English).
A reference, a model, a house number, a time, a date, a length of time, money and a size count nothing that is bought. Plurals are told by
their ending in English, French, Spanish and Portuguese, in Italian and Dutch by theirs, and in German by the capital letter.
"""

from __future__ import annotations

import re

from regard.evidence.language.inquiries import inquires

AHEAD = 3
"""So many words after a number are looked at: "40 new pressure sensors"."""
_NUMBER = re.compile(
    r"(?<![\w.,:/#$€£-])(?:(?:\d{1,3}(?:[.,]\d{3})+|\d{2,}|[2-9]) ?(?:-|–|to|or|bis|oder|à|ou|tot) ?)?"
    r"(?P<n>\d{1,3}(?:[.,]\d{3})+|\d{2,}|[2-9])(?![\d/:]|[.,]\d)"
)
_YEAR = re.compile(r"(?:19|20)(?!00)\d\d")
_NAMES_IT = re.compile(
    r"(?:(?:^|\W)(?:ref(?:erence|erenz)?|référence|n[or]|n[°º]|num(?:ber|mer|éro|ero)?|nummer|model(?:l|o|lo)?|modèle"
    r"|types?|typ|tipo|item"
    r"|part|position|article|artikel|po|invoice|rfq|project|projekt|version|series|serie|room|floor|page|section|clause"
    r"|gate|dock|hall"
    r"|building|id|code|suite|plz|zip|(?<!up )(?<!close )to|at|nach|in|a|eine?|une?)[.:]?|[#№]"
    r"|\b(?:have|has|own|owns|run|runs|operate|employ|serve|there(?:'s| are| is| will be| were)|haben|hat|gibt|beschäftigen|betreiben"
    r"|avons|il y a|employons|comptons|tenemos|hay|abbiamo|hebben|zijn|temos|há)"
    r"(?: (?:about|around|some|over|nearly|almost|only|already|more than|up to|rund|etwa|ca|über|fast|schon|bereits"
    r"|environ|plus de|près de|déjà"
    r"|unos|unas|más de|circa|più di|ongeveer|meer dan|cerca de|mais de))?)\s*(?:n[or]|n[°º])?[.:]?\s*$",
    re.IGNORECASE,
)
"""What stands before a number that names something, is of a place or a time, or tells what they have."""
_QUANTITY = re.compile(r"\b(?:qty|quantity|menge|quantité)[.:]?(?: of)?\s*$", re.IGNORECASE)
_WORD = re.compile(r"\s+(?P<word>[^\W\d_][\w'’-]*)")
_UNIT = re.compile(
    r"\s?(?:pcs?|pieces|units|pairs|kg|tons|tonnes|tonnen|lbs?|m|m[²³23]|km|litres|liters|people|persons|st(?:ü|ue)ck"
    r"|stk|x(?!\s?\d)|stuks|pezzi"
    r"|unidades|unités|pièces|persone)(?![\w'’-])",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Boulevard|Blvd|Square|Court|Place|Plaza)|(?i:rue|avenue|boulevard"
    r"|chemin|calle|via)"
    r"|\w*(?:stra(?:ß|ss)e|str|platz|weg|allee|gasse)"
)
_NO_GOODS = re.compile(
    r"(?:am|pm|p|o'clock|uhr|uur|heures?|h|seconds?|min(?:ute)?[sn]?|hours?|hrs?|days?|weeks?|months?|years?|quarters?"
    r"|tagen?|wochen|monaten?|stunden|jahren?|jours|semaines|mois|ans|années|días|semanas|mes(?:es|i)|horas|años|dias"
    r"|anos|giorni|settimane"
    r"|ore|anni|dagen|weken|maanden|jaar"
    r"|euros?|eur|dollars?|usd|gbp|chf|pounds|francs|franken|cents|percent|prozent"
    r"|quot(?:e|ation)s|offers|prices|proposals|options|alternatives|versions|copies|questions|angebote|varianten|fragen|devis|offres"
    r"|jan\w*|feb\w*|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|may|mai|june?|juni?|juin|july?|juli|juillet|aug(?:ust)?|août|sep(?:t\w*)?"
    r"|o[ck]t(?:ober|obre)?|nov(?:emb\w*)?|de[cz](?:emb\w*)?|th|st|nd|rd"
    r"|employees|staff|workers|colleagues|customers|clients|sites|locations|offices|branches|plants|factories|stores|shops|warehouses"
    r"|buildings|countries|cities|departments|suppliers|vendors|mitarbeiter\w*|beschäftigten?|kunden|kolleg\w+"
    r"|standorten?|filialen|werken?"
    r"|büros|läden|länder\w*|gebäuden?|niederlassungen|salarié\w*|employé\w*|collaborateurs|clients|agences|usines"
    r"|bureaux|magasins|pays"
    r"|bâtiments|emplead[oa]s|trabajador\w+|clientes|sedes|oficinas|fábricas|tiendas|países|edificios|dipendenti"
    r"|clienti|uffici|negozi"
    r"|medewerkers|werknemers|klanten|vestigingen|locaties|kantoren|winkels|funcionários|colaboradores|filiais|escritórios|lojas"
    r"|a|an|and|are|as|at|be|by|can|could|do|does|for|from|has|have|his|if|in|is|it|its|of|on|or|our|per|please|plus|so"
    r"|than|that|the|then"
    r"|this|to|us|was|we|which|will|with|would|you|your|yes|about|after|before|until|unless|perhaps|always|less|when"
    r"|where|who|how|what"
    r"|als|am|an|auf|aus|bei|bis|das|dem|den|der|des|die|es|für|im|ist|mit|nach|oder|sie|uns|und|von|vom|wir|zu|zum|zur"
    r"|au|aux|avec|ce|ces|dans|de|du|en|et|les|leurs|mais|mes|nos|nous|ou|par|pas|pour|sans|ses|six|sur|un|une|vos|vous"
    r"|con|del|dos|el|las|los|más|mas|o|para|por|que|se|sus|y|as|com|da|das|do|e|em|os|che|ci|di|il|la|le|non|un|una|uno"
    r"|een|het|met|naar|of|ons|op|te|van|voor|wij)",
    re.IGNORECASE,
)
"""Lengths of time, money, months, offers, people and places of theirs, and small words: what follows a number that counts no goods."""
_TO_TICK = re.compile(r"\[ ?[xX]?\]|☐|☑")
"""A list to tick asks for nothing by itself."""
_TONGUES = tuple(
    (re.compile(rf"\b(?:{small})\b", re.IGNORECASE), re.compile(plural))
    for small, plural in (
        (
            "bitte|wir|uns|ihnen|für|fuer|angebot|könnten|koennten|brauchen|benötigen|suchen|mit|und|von|eine?[nr]?",
            r"[A-ZÄÖÜ][\w-]{2,}",
        ),
        ("potreste|potete|potrebbe|cerchiamo|abbiamo|per|di|inviarci|farci|preventivo|offerta|quanto|un", r"\w{3,}[ie]"),
        ("kunt|kunnen|jullie|een|voor|offerte|prijs|prijzen|wij|zoeken|ons|sturen", r"\w{2,}(?:en|s)"),
    )
)
"""Words of German, Italian and Dutch, of which two tell the language, and its plurals."""
_PLURAL = re.compile(r"\w+(?:[^\Wsui]s|[ae]ux)", re.IGNORECASE)


_ONE_MORE = re.compile(
    r"\b(?:(?:an?|our|the) (?:second|third|fourth|fifth|sixth|further|additional|extra)|another|one more)"
    r"(?: (?:new|identical|similar|such|used))? "
    r"(?!(?:times?|quot\w+|offers?|prices?|proposals?|opinion|look|copy|copies|sheet|page|version|option|alternative|call|meeting|talk|round"
    r"|attempt"
    r"|party|parties|reason|question|thing|one|way|try|go|half|quarter|week|month|year|day|hour|set of (?:questions|eyes)|supplier|vendor"
    r"|firm|company|customer|client|colleague|person|people|project|bid|tender|estimate|discount|revision|draft|point|delay|information)\b)[a-z]{3,}",
    re.IGNORECASE,
)
"""One more of something: "a third line", "another machine"; not one more offer, day or word."""


def orders(words: str) -> bool:
    """Whether a sentence asks to buy so many of something: "please quote for 200 sensors"; of "a quote, ref 48213" it does not.

    Or one more of it: "what would a second machine cost us?".
    """
    if not inquires(words) or _TO_TICK.search(words):
        return False
    if _ONE_MORE.search(words):
        return True
    plural = next((ends for tongue, ends in _TONGUES if len({w.casefold() for w in tongue.findall(words)}) >= 2), _PLURAL)
    return any(
        not _YEAR.fullmatch(n["n"]) and not _NAMES_IT.search(words, 0, n.start()) and _goods(words, n, plural)
        for n in _NUMBER.finditer(words)
    )


def _goods(words: str, number: re.Match[str], plural: re.Pattern[str]) -> bool:
    """Whether a number is called a quantity, or a unit follows it, or a plural after at most two words that describe it."""
    if _UNIT.match(words, number.end()) or _QUANTITY.search(words, 0, number.start()):
        return True
    if len(number["n"]) == 5 and words[: number.start()].rstrip().endswith((",", "-")):
        return False  # a post code
    at, found = number.end(), False
    for _ in range(AHEAD):
        if (one := _WORD.match(words, at)) is None:
            break
        word, at = one["word"], one.end()
        if _STREET.fullmatch(word):
            return False
        if _NO_GOODS.fullmatch(word):
            break
        found = found or plural.fullmatch(word) is not None
    return found
