"""Is an invitation merely sociable: a meal, a drink, a match, a party, with no business beside it?

Whoever asks us to lunch likes us; it says nothing of what they want of what we bring. So such a sentence is rapport and no next step, and a
meeting of such a name is none of a deal. Wide: one word of business makes it business, and so does a topic, another purpose, or a thing
that is called after a meal ("the coffee corner"). English, German, French and Spanish. Pure.
"""

from __future__ import annotations

import re

_MEALS = (
    r"(?:lunch(?:es)?|brunch|breakfast|dinner|supper|coffees?|cuppa|drinks?|beers?|pints?|bbq|barbecue|curry|pizza|picnic|"
    r"(?:summer|christmas|xmas|office|garden|birthday|leaving|farewell|our|the|a) (?:party|do)|(?:the|a|that) (?:match|game|races)|"
    r"golf|cricket|rugby|football|tennis|six nations|wine tasting|night out)"
)
_THEN = (
    "a|after|again|alongside|am|and|any|anytime|around|as|at|avec|before|beim|between|bis|by|ce|cette|chez|con|date|day|demain|"
    "during|early|einladen|either|el|en|ensemble|essen|et|final|first|for|from|game|garden|gehen|hier|if|im|in|instead|is|jeudi|la|"
    "late|later|le|les|lundi|mardi|match|maybe|mercredi|mit|mon|my|nach|near|next|nächste|o|oder|of|on|once|one|or|our|outside|"
    "over|perhaps|round|samedi|some|sometime|somewhere|soon|sounds|that|the|then|there|this|to|today|together|tomorrow|tonight|"
    "tournament|trinken|u|un|und|une|vendredi|when|whenever|while|with|would|y|your|zusammen|"
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december"
)
"""What may stand behind a meal or a match; any other word makes it a thing: a coffee corner, beer taps, pizza ovens."""
_PLACES = r"(?:pub|opera|theatre|concert|festival|restaurant|resto|café|oper|biergarten|konzert)"
_THEIRS = "".join(
    f"(?<!\\b{before} )"
    for before in (
        *(
            "our",
            "my",
            "your",
            "new",
            "unser",
            "unserem",
            "unseren",
            "unserer",
            "ihr",
            "ihrem",
            "ihrer",
            "notre",
            "nos",
            "votre",
            "nuestro",
        ),
        *("come to the", "at the", "in the", "into the", "inside the", "visit the", "de", "du", "à", "im"),
    )
)
"""What before such a place makes it where somebody works, or what a thing is for: our restaurant, machine à café."""
_OCCASION = re.compile(
    rf"\b{_MEALS}\b(?!-\w)(?! (?!(?:{_THEN})\b)[^\W\d])|{_THEIRS}\b{_PLACES}\b(?!-\w)(?! (?!(?:{_THEN})\b)[^\W\d])|\b(?:"
    r"mittagessen|abendessen|frühstücke?n?|essen gehen|(?:zum|ein) essen|kaffee|bier(?:chen)?|feierabendbier|weihnachtsfeier|"
    r"weihnachtsmarkt|sommerfest|oktoberfest|betriebsfest|grillen|grillfest|grillabend|stammtisch|fußball\w*|"
    r"déjeuner|dîner|petit-déjeuner|apéro|apéritif|(?:un|boire un) verre|pot de (?:départ|noël)|fête|"
    r"(?:le|du|au|un) match|comer|comida|cena|cenar|almuerzo|almorzar|desayuno|cañas?|copas?|vermut|tapas|fiesta|barbacoa|"
    r"(?:el|al|del|un) partido|concierto)\b(?!-\w)",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?<!\bhow )(?<!\bwhat )\babout\b|\b(?:regarding|concerning|with regard to|wegen|bezüglich|betreffs?|über|zum thema|au sujet|à propos|"
    r"concernant|sobre|acerca de|respecto)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\bto (?!(?:the|an?|our|my|your|his|her|their|that|this|us|you|me|them|lunch|dinner|breakfast|brunch|supper|coffee|drinks|town|"
    r"golf|invite|join|have|grab|take you|buy you|treat|eat|drink|meet|come|go|celebrate|share|say|thank|do|be|host|play|enjoy|get to|"
    r"know you|see you|"
    r"(?:see|watch|catch) (?:the |a |that )?(?:match|game|races|opera|concert|cricket|rugby|football|tennis))\b|(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""To do something that is no leisure: to see the dishwasher, to measure the seats."""
_BUSINESS = re.compile(
    r"\b(?:working|meetings?|calls?|demos?|demonstrat\w*|"
    r"present(?:s|ed|ing|ation\w*)?|workshops?|learn|training|agenda|review\w*|discuss\w*|go (?:through|over)|"
    r"talk (?:about|through|over)|"
    r"plans?|projects?|pilots?|trials?|samples?|quot(?:e|es|ed|ation\w*)|pric\w+|offers?|orders?|contracts?|proposals?|"
    r"tenders?|bids?|budgets?|figures|numbers|renew\w*|terms|rates?|rollout|roll-out|board|account|business|"
    r"site|factory|plant|warehouse|machines?|"
    r"invoices?|deliver\w*|sign(?:ed|ing)?|strategy|visit\w*|kick-?off|q[1-4]|"
    r"besprech\w*|sprechen|gehen wir [^.?!]{0,40} durch|durchgehen|"
    r"vertr[aä]g\w*|angebot\w*|preis\w*|bestell\w*|zahlen|projekt\w*|vorführ\w*|"
    r"termin\w*|muster|liefer\w*|rechnung\w*|budget\w*|unterschr\w*|verhandl\w*|arbeitsessen|"
    r"travail|parler|discuter|devis|contrat\w*|prix|commande\w*|projet\w*|réunion\w*|renouvel\w*|signer|signature|proposition\w*|"
    r"livr\w+|appel d'offres|trabajo|hablar|revisar|repaso|"
    r"oferta\w*|contrato\w*|precio\w*|pedido\w*|proyecto\w*|reunión|reuniones|renova\w*|"
    r"firmar|firma|propuesta\w*|entrega\w*|presupuesto\w*)\b",
    re.IGNORECASE,
)
LONGEST = 400
"""Characters of an invitation or a name; what is longer is more than that."""


def is_sociable(words: str) -> bool:
    """Whether an invitation, or a meeting's name, is of a meal, a drink, a match or a party, with no business in it: no word of it, no
    topic, no other purpose, and no thing that is merely called after a meal ("the coffee corner").
    """
    if len(words) > LONGEST:
        return False
    said = " ".join(words.split())
    if _OCCASION.search(said) is None or tells_business(words):
        return False
    return not any(form.search(said) for form in (_TOPIC, _PURPOSE))


def tells_business(words: str) -> bool:
    """Whether any word of business stands in it."""
    return _BUSINESS.search(words) is not None
