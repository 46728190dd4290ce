"""Does somebody write that another sent them to us?

"Ada Moss gave me your name", "we were referred to you by Ada Moss", "auf Empfehlung von Ada Moss": listed forms in English, German, French
and Spanish, each with a name as it is written. Who was sent by a customer is new business that somebody vouches for. Pure.
"""

from __future__ import annotations

import re

LOOKED_AT = 1_500
"""Characters of a mail that are looked at: whoever was sent says so at once."""
_NAME = (
    r"(?P<{}>(?!(?:I|We|You|He|She|It|They|This|That|Who|My|Our|Ich|Wir|Je|Nous|Yo)\b)[A-ZÀ-Þ][\w'’.-]+"
    r"(?: (?:(?:of|at|von|van|de|from|bei) )?[A-ZÀ-Þ][\w'’.-]+){{0,3}})"
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


def referred_by(own: str) -> str:
    """The name, as written, of whoever sent the writer of these own words to us; "" where none did."""
    found = _FORMS.search(" ".join(own[:LOOKED_AT].split()))
    return "" if found is None else (found["a"] or found["b"]).rstrip(".,;:")
