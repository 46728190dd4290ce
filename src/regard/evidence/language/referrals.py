"""Does somebody write that another sent them to us, or that they themselves sent somebody?

"Ada Moss gave me your name", "we were referred to you by Ada Moss", "auf Empfehlung von Ada Moss": listed forms in English, German, French
and Spanish, each with a name as it is written. Who was sent by a customer is new business that somebody vouches for. The other way round
`recommends` hears "I gave your name to them", and `connects` what is said where somebody is put in touch: by itself that sends nobody
who is not on the mail. Pure.
"""

from __future__ import annotations

import re

LOOKED_AT = 1_500
"""Characters of a mail that are looked at: whoever was sent says so at once."""
_NAME = (
    r"(?P<{}>(?!(?:I|We|You|He|She|It|They|This|That|Who|My|Our|Ich|Wir|Je|Nous|Yo)\b)[A-ZÀ-Þ][\w'’.-]+"
    r"(?: (?:(?:of|at|von|van|de|from|bei) )?(?!(?:I|We|You|He|She|It|They|This|That)\b)[A-ZÀ-Þ][\w'’.-]+){{0,3}})"
)
_GIVES = (
    r"(?:has |had |kindly |very kindly |just )*(?:"
    r"(?:gave|given|passed) (?:me|us|on) (?:on )?your (?:name|number|address|details|contact)"
    r"|recommended (?:you|your (?:company|firm|work|services))\b"
    r"|(?:referred|pointed|directed|sent|steered) (?:me|us) (?:to you|your way|in your direction)\b"
    r"|(?:suggested|said|advised|thought|recommended) (?:that )?(?:I|we) (?:should |might |could )?"
    r"(?:contact|write to|get in touch with|speak (?:to|with)|talk to|ask|call) you\b)"
)
_FROM = (
    r"(?:I|[Ww]e) (?:have |got |had |received |was given |were given )+your (?:name|number|address|details|contact) (?:from|by|through)"
    r"|(?:[Yy]ou were|[Yy]ou have been|[Yy]ou come|[Yy]our (?:company|firm|name) was) (?:highly |warmly )?recommended"
    r" (?:to (?:me|us) )?by"
    r"|(?:I|[Ww]e) (?:was|were|have been|am|are) (?:referred|recommended|pointed|directed|sent) to you by"
    r"|(?:[Aa]uf|[Dd]urch) (?:die )?Empfehlung (?:von|durch)|(?:Ihren|deinen) (?:Namen|Kontakt) (?:habe ich|haben wir) von"
    r"|[Ss]ur (?:la )?recommandation d(?:e |['’])|[Pp]or recomendación de"
)
_ABROAD = (
    r"(?:hat (?:Sie|dich) (?:uns|mir) empfohlen|hat (?:uns|mir) (?:Ihren|deinen) (?:Namen|Kontakt) gegeben"
    r"|(?:m['’]a|nous a) (?:donné votre nom|recommandé)|(?:me|nos) (?:dio su (?:nombre|contacto)|recomendó))"
)
_FORMS = re.compile(
    rf"{_NAME.format('a')},? (?:who [^.?!,]{{1,60}}, )?(?:{_GIVES}|{_ABROAD})"
    rf"|(?:{_FROM}) ?(?:(?:my|our|your) (?:[a-z]+ ){{1,3}})?{_NAME.format('b')}"
)
_ENDS = re.compile(r"(?<=[a-zß-ÿ]{2})(?<!Mrs)(?<!Prof)(?<!Sra)\. ")
"""Where a sentence ends behind a name: no initial and no title."""


def referred_by(own: str) -> str:
    """The name, as written, of whoever sent the writer of these own words to us; "" where none did."""
    found = _FORMS.search(" ".join(own[:LOOKED_AT].split()))
    return "" if found is None else _ENDS.split(found["a"] or found["b"])[0].rstrip(".,;:")


_SAID = r"\b(?:i|we)(?:'ve| have)?(?: also| just| already| happily| gladly| warmly| highly)*"
_RECOMMENDS = re.compile(
    rf"{_SAID} (?:gave|given|passed|handed)(?: on)? (?:(?:him|her|them|[a-z]+) )?your (?:name|number|details|contact|address|card)\b"
    rf"|{_SAID} (?:recommended|praised) you\b|{_SAID} (?:named|suggested|mentioned) you (?:to|with|at)\b"
    rf"|{_SAID} (?:said|told (?:him|her|them|[a-z]+)) (?:that )?(?:you|your (?:people|team)) (?:were|are|would be) "
    r"(?:the (?:ones?|people|firm|company|right)|who)\b"
    r"|\b(?:habe|haben) (?:sie|euch|dich|ihre firma) (?:[a-zäöüß]+ ){0,4}(?:weiter)?empfohlen\b"
    r"|\bihren (?:namen|kontakt) (?:[a-zäöüß]+ ){0,4}weitergegeben\b"
    r"|\b(?:je|nous) vous (?:ai|avons) recommandé|\b(?:donné|transmis) (?:votre nom|vos coordonnées) à\b"
    r"|\b(?:los|les|le) (?:he|hemos) recomendado\b|\b(?:di|dimos|dado) su (?:nombre|contacto) a\b",
    re.IGNORECASE,
)
_CONNECTS = re.compile(
    r"\b(?:may|let|allow|can|could) (?:i|me|us) (?:to )?(?:connect|introduce)\b|\bi can vouch for (?:you|them|these)\b"
    r"|\bput(?:ting)? (?:you|the two of you|you both) in touch\b|\bmeet [a-z]+(?: [a-z-]+)? (?:of|from|at)\b"
    r"|\b(?:is|reads|are|here) (?:along )?in (?:copy|cc)\b|\bin copy\b|\breads along\b|\b(?:connect|introduc)ing you\b"
    r"|\b(?:vorstellen|bekannt machen)\b|\bmettre en (?:contact|relation)\b|\b(?:presentarle|ponerles en contacto)\b",
    re.IGNORECASE,
)


def recommends(own: str) -> bool:
    """Whether somebody writes that they named us to another, or recommend us."""
    return _RECOMMENDS.search(" ".join(own[:LOOKED_AT].replace("’", "'").split())) is not None


def connects(own: str) -> bool:
    """Whether somebody writes what one writes where two are put in touch."""
    return _CONNECTS.search(" ".join(own[:LOOKED_AT].split())) is not None
