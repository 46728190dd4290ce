"""Who takes over from whoever leaves? Read in the words in which they say so; a name, or nothing. Pure."""

from __future__ import annotations

import re

from regard.deals.mentions import PERSON, person

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
        rf"\bhand(?:ing)? (?:over )?(?:everything|it all|this|all of this|(?:all )?my [a-z ]{{2,30}}) (?:over )?to (?P<name>{PERSON})",
    )
)


_ADDRESS = r"(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_NOBODY = frozenset(("Somebody", "Someone", "Nobody", "Colleague", "Colleagues", "He", "She", "They", "Who", "Whoever"))


def successor(words: str) -> str:
    """Whom a mail's own words name as taking over; "" where they name nobody."""
    flat = " ".join(words.split())
    found = ((match, person(match["name"])) for form in _FORMS for match in form.finditer(flat))
    return next((name for _, name in found if name and name.split()[0] not in _NOBODY), "")


def named(words: str, name: str) -> str:
    """That name with the address that stands beside it in the same words, if one does: “Nils Berg (nils.berg@brantwood.example)”."""
    found = name and re.search(rf"{re.escape(name)},? (?:at |under |on |\(|<)?{_ADDRESS}", " ".join(words.split()))
    return f"{name} ({found['address']})" if found else name
