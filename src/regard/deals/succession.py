"""Who takes over from whoever leaves? Read in the words in which they say so; a name, or nothing. Pure."""

from __future__ import annotations

import re

from regard.deals.mentions import person
from regard.deals.naming import PERSON

_PLACE = (
    r"(?:my (?:old |former )?(?:chair|desk|place|seat|role|post|job|position|shoes|office|duties|responsibilities|accounts|portfolio)"
    r"|(?:his|her) (?:chair|place|seat|role|post|shoes))"
)
"""What somebody leaves behind."""
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?P<name>{PERSON}) (?:will take|takes|is taking|will be taking|is going to take) over\b",
        rf"\b(?i:my|his|her) (?:successor|replacement) (?:is|will be) (?P<name>{PERSON})",
        rf"\b(?P<name>{PERSON}) (?:will be|is|becomes) (?:your|the) (?:new )?(?:[a-z]+ )?contact\b",
        rf"\b(?P<name>{PERSON}) (?:will be|is) my (?:successor|replacement)\b",
        rf"\b(?P<name>{PERSON}) (?:will replace|replaces|succeeds|will succeed|will step into|steps into) (?:me|my|him|her)\b",
        (
            rf"\b(?i:deal with|write to|contact|turn to|talk to|speak to|speak with|get in touch with) "
            rf"(?P<name>{PERSON}),? (?:from then|from now|from [A-Z]|instead|after that|in future|who)"
        ),
        (
            rf"\b(?i:deal with|write to|contact|turn to|talk to|speak to|speak with) "
            rf"(?P<name>{PERSON}),? (?:at |under |\(|<)?[\w.+-]+@[\w-]+\."
        ),
        (
            rf"\b(?i:from|as of|after) (?:the )?\w+(?: \w+)?,? (?:(?i:please )?(?i:deal with|write to|turn to|talk to|speak to|speak with)"
            rf"|(?i:please contact)) (?P<name>{PERSON})"
        ),
        rf"\b(?P<name>{PERSON}) (?i:übernimmt|wird (?:meine|seine|ihre) (?:aufgaben|nachfolge|stelle)|folgt (?:mir|ihm|ihr) nach)\b",
        (
            rf"\b(?i:(?:mein|seine?|ihre?)e? nachfolger(?:in)? (?:ist|wird)|(?:meine|seine|ihre) nachfolge übernimmt) "
            rf"(?:(?:Herr|Frau) )?(?P<name>{PERSON})"
        ),
        rf"\b(?P<name>{PERSON}) (?i:prend(?:ra)? (?:la suite|ma suite|ma succession)|(?:me|le|la) rempla(?:ce|cera)|reprend(?:ra)? mes)\b",
        rf"\b(?i:mon successeur (?:est|sera)|ma remplaçante (?:est|sera)) (?P<name>{PERSON})",
        rf"\b(?P<name>{PERSON}) (?i:me sustituirá|me sustituye|será mi sucesora?|ocupará mi puesto|asumirá mi)\b",
        rf"\b(?i:mi sucesora? (?:es|será)) (?P<name>{PERSON})",
        (
            rf"\b(?P<name>{PERSON}) (?:will |is |is going to |is to )?(?:tak(?:e|es|ing)|fill(?:s|ing)?|inherit(?:s|ing)?|get(?:s|ting)?) "
            rf"{_PLACE}\b"
        ),
        (
            rf"\b(?P<name>{PERSON}) (?:will |is going to )?(?:(?:step(?:s|ping)?|move(?:s|ing)?|slide(?:s|ing)?) into {_PLACE}"
            r"|(?:do(?:es|ing)?|look(?:s|ing)? after|run(?:s|ning)?|pick(?:s|ing)? up)"
            r" (?:what I (?:did|do|used to do|have done|looked after)|my (?:job|work)))\b"
        ),
        (
            r"\b(?i:my|his|her) (?:job|post|role|chair|desk|place|position|work|duties|accounts)"
            rf" (?:go(?:es)?|pass(?:es)?|will go|will pass) to (?P<name>{PERSON})"
        ),
        (
            rf"\b(?P<name>{PERSON}) (?i:bekommt|erhält|besetzt|nimmt) (?i:meinen|meine|mein)"
            r" (?i:stelle|posten|platz|stuhl|job|aufgaben|nachfolge)\b"
        ),
        rf"\b(?P<name>{PERSON}) (?i:prend(?:ra)?|occupe(?:ra)?|aura) (?i:ma place|mon (?:poste|fauteuil|siège|bureau))",
        rf"\b(?P<name>{PERSON}) (?i:ocupa|tomará|toma|hereda|heredará) (?i:mi (?:puesto|lugar|silla|cargo|sitio))",
        rf"\bhand(?:ing)? (?:over )?(?:everything|it all|this|all of this|(?:all )?my [a-z ]{{2,30}}) (?:over )?to (?P<name>{PERSON})",
    )
)


_MAY = re.compile(
    r"\bover\b|success|replac|contact|\bdeal with|write to|turn to|talk to|speak|touch with|steps? into|succeed|hand"
    r"|\b(?:my|his|her) (?:old |former )?(?:chair|desk|place|seat|role|post|job|position|shoes|office|duties|responsibilities"
    r"|accounts|portfolio|work)|what I |meine?n? (?:stelle|posten|platz|stuhl|job|nachfolge)|place|mon (?:poste|fauteuil|siège|bureau)"
    r"|mi (?:lugar|silla|cargo|sitio)"
    r"|nachfolg|übernimmt|aufgaben|folgt|rempla|suite|reprend|suce|sustitu|puesto|asumir",
    re.IGNORECASE,
)
"""One of these stands in any such sentence; a farewell has it, most mails have not."""
_ADDRESS = r"(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_NOBODY = frozenset(
    (
        "Kollege",
        "Kollegin",
        "Jemand",
        "Niemand",
        "Quelqu'un",
        "Alguien",
        "Nadie",
        "Somebody",
        "Someone",
        "Nobody",
        "Colleague",
        "Colleagues",
        "He",
        "She",
        "They",
        "Who",
        "Whoever",
    )
)


def successor(words: str) -> str:
    """Whom a mail's own words name as taking over; "" where they name nobody."""
    flat = " ".join(words.split())
    if _MAY.search(flat) is None:
        return ""
    found = ((match, person(match["name"])) for form in _FORMS for match in form.finditer(flat))
    return next((name for _, name in found if name and name.split()[0] not in _NOBODY), "")


def named(words: str, name: str) -> str:
    """That name with the address that stands beside it in the same words, if one does: “Nils Berg (nils.berg@brantwood.example)”."""
    found = name and re.search(rf"{re.escape(name)},? (?:at |under |on |\(|<)?{_ADDRESS}", " ".join(words.split()))
    return f"{name} ({found['address']})" if found else name
