"""Is an invitation merely sociable: a meal, a drink, a match, a party, with no word of business beside it?

Whoever asks us to lunch likes us; it says nothing of what they want of what we bring. So such a sentence is rapport and no next step, and a
meeting of such a name is none of a deal. Wide: one word of business makes it business. English, German, French and Spanish. Pure.
"""

from __future__ import annotations

import re

_OCCASION = re.compile(
    r"\b(?:lunch(?:es)?|brunch|breakfast|dinner|supper|coffees?|cuppa|drinks?|beers?|pints?|bbq|barbecue|curry|pizza|picnic|pub|"
    r"(?:summer|christmas|xmas|office|garden|birthday|leaving|farewell|our|the|a) (?:party|do)|(?:the|a|that) (?:match|game|races)|"
    r"golf|cricket|rugby|football|tennis|six nations|opera|theatre|concert|festival|wine tasting|night out|"
    r"mittagessen|abendessen|frühstücke?n?|essen gehen|(?:zum|ein) essen|kaffee|bier(?:chen)?|feierabendbier|biergarten|weihnachtsfeier|"
    r"weihnachtsmarkt|sommerfest|oktoberfest|betriebsfest|grillen|grillfest|grillabend|stammtisch|fußball\w*|konzert|oper|"
    r"déjeuner|dîner|petit-déjeuner|café|apéro|apéritif|(?:un|boire un) verre|pot de (?:départ|noël)|resto|restaurant|barbecue|fête|"
    r"(?:le|du|au|un) match|concert|comer|comida|cena|cenar|almuerzo|almorzar|desayuno|cañas?|copas?|vermut|tapas|fiesta|barbacoa|"
    r"(?:el|al|del|un) partido|concierto)\b",
    re.IGNORECASE,
)
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
"""Characters that are read."""


def is_sociable(words: str) -> bool:
    """Whether an invitation, or a meeting's name, is of a meal, a drink, a match or a party, with no word of business in it."""
    words = words[:LONGEST]
    return _OCCASION.search(words) is not None and _BUSINESS.search(words) is None
