"""Does a message say only that it was read: "Noted.", "Received, thanks", "Ist notiert"?

It says that our mail arrived, and answers no question. Whole own words, in English, German, French and Spanish; a yes, a no, "will do" and
bare thanks are more than that, or may be. Bounded. Pure.
"""

from __future__ import annotations

import re

NOTED = "noted"
"""The cue of such a message."""
LONGEST = 90
"""Own words longer than this many characters say more."""

_GREETS = r"(?:(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen)|bonjour|hola|buenos días)\b[^\n.!?]{0,30}[,.!\n]\s*)?"
_THANKS = (
    r"(?:(?:ok(?:ay)?|(?:many |with )?thanks(?: a lot)?|thank you(?: very much)?|vielen dank|danke|merci(?: bien| beaucoup)?"
    r"|(?:muchas )?gracias)[ ,.!-]*)"
)
_SAID = (
    r"(?:duly |well |all )?(?:noted|received|acknowledged)"
    r"|(?:i|we)(?:'ve| have)? (?:got|received|seen|noted|read) (?:it|this|that|your (?:e-?mail|mail|message|note))"
    r"|(?:ist |habe ich |haben wir )?(?:notiert|vermerkt|zur kenntnis genommen|erhalten|angekommen|gelesen)"
    r"|(?:c'est |bien |c'est bien )?(?:noté|reçu)|(?:nous )?prenons bonne note|bien pris note|j'ai bien (?:noté|reçu)"
    r"|(?:tomo|tomamos) (?:buena )?nota|(?:queda )?anotado|(?:mensaje |correo )?recibido|enterad[oa]s?"
)
_NAME = (
    r"(?:\s*\n\s*(?!(?:yes|no|ok|okay|sure|will|done|fine|agreed|perfect|great|please|call|let|see|ja|nein|gerne|passt|oui|non"
    r"|d'accord|s[ií]|claro|vale)\b)(?P<name>[^\W\d_]+(?:[ .-]+[^\W\d_]+){0,2}))?"
)
"""On a line of its own: what follows on the same line says something, and so do a yes, a no and "will do" on the next."""
_ONLY = re.compile(rf"{_GREETS}{_THANKS}{{0,2}}(?:{_SAID})[ ,.!-]*{_THANKS}{{0,2}}{_NAME}\W*", re.IGNORECASE)


def only_notes(own: str) -> bool:
    """Whether an author's own words say nothing but that the mail was read; a name may sign them."""
    text = own.strip().replace("\u2019", "'")
    if not text or len(text) > LONGEST:
        return False
    found = _ONLY.fullmatch(text)
    return found is not None and (found["name"] is None or found["name"][0].isupper())
