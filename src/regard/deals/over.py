"""Does a colleague of ours write, among ourselves, that a customer is gone? Words of four languages about an account by its name. Pure.

"Brandt is gone, they signed with Vexel", "take it out of the forecast", "Brandt ist weg". What is supposed, asked, feared or denied says
nothing, and neither does somebody who is gone for the day, nor whoever signs with us.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from regard.evidence.language.sentences import plain, sentences

LONGEST = 20_000
"""Characters of a mail that are read."""
_TELLS = re.compile(
    r"gone|lost|dead|signed|went with|going with|chose|picked|decided|opted|ordered|bought|forecast|pipeline|closed"
    r"|vom tisch|weg\b|verloren|gestorben|raus\b|unterschrieben|entschieden|perdu|signé|choisi|perdid|firmad|elegid|prévisions"
)
_NAMED = (
    r"(?<!mr )(?<!mrs )(?<!ms )(?<!herr )(?<!frau )(?<!herrn )\b{name}\b(?:'s)?(?: (?!not\b|never\b|nicht\b)[\w&.-]+){{0,2}}? (?:"
    r"(?:is|are|was|has been|have been) (?:now |already |definitely |sadly |well and truly )?(?:gone|lost|dead|off the table|over"
    r"|history)\b"
    r"(?! (?:for|on|to|home|until|till|by|in)\b)"
    r"|(?:has |have |had )?(?:already |just |now )?(?:signed|gone|went|(?:is|are) going|placed (?:the|their|its) order) with"
    r" (?!us\b|me\b|it\b|this\b)"
    r"|(?:has |have |had )?(?:already |just |now )?(?:decided|opted) (?:for (?!us\b)|against us)"
    r"|(?:has |have |had )?(?:already |just |now )?(?:chosen|chose|picked) (?!us\b|our\b|you\b|the (?:date|colou?r))"
    r"|(?:has |have |had )?(?:already |just |now )?(?:bought|ordered) (?:it |theirs |the \w+ )?from (?!us\b)"
    r"|(?:ist|sind) (?:\w+ )?(?:weg|verloren|gestorben|raus|vom tisch)\b(?! (?:bis|am|nach))"
    r"|(?:hat|haben) (?:\w+ ){{0,3}}?(?:bei|mit) (?!uns\b)\w+ (?:\w+ )?(?:unterschrieben|abgeschlossen|bestellt)"
    r"|(?:hat|haben) sich (?:\w+ )?(?:für (?!uns\b)\w+|gegen uns) (?:\w+ )?entschieden"
    r"|est (?:perdue?|morte?)\b|(?:a|ont) (?:déjà )?(?:signé|traité) (?:avec|chez) (?!nous\b)|(?:a|ont) choisi (?!nous\b)"
    r"|(?:está|se ha) (?:perdid[oa]|ido|caído)\b|(?:ha|han) (?:ya )?(?:firmado con|elegido a) (?!nosotros\b)"
    r")"
    r"|\b(?:we|i)(?: have|'ve)? (?:just |already )?lost (?:the )?{name}\b|\b(?:wir haben|haben wir) {name} (?:\w+ )?verloren\b"
    r"|\b(?:nous avons|on a) perdu {name}\b|\bhemos perdido (?:a )?{name}\b"
)
_UNNAMED = re.compile(
    r"\b(?:take|put|move|cross|strike|remove|kick|throw|leave) (?:it|this|that|them|the (?:deal|opportunity|order)|[\w&.-]+)"
    r" (?:out of|off|from) (?:the |my |our |your )?(?:forecast|pipeline)\b"
    r"|\b(?:close|mark|book|set) (?:it|this|that|them|the (?:deal|opportunity)|[\w&.-]+) (?:as |to |down as )?(?:closed[ -])?lost\b"
    r"|\baus (?:dem|der) (?:forecast|pipeline|prognose|planung) (?:nehmen|streichen|raus)\b|\bals verloren (?:buchen|schließen|eintragen)\b"
    r"|\b(?:sortir|retirer|enlever|sors|retire|enlève)\b[^.?!]{0,30}\b(?:du|des) (?:prévisions|forecast|pipeline)\b"
    r"|\b(?:saca\w*|quita\w*|quítalo|sácalo)\b[^.?!]{0,30}\bdel? (?:forecast|pronóstico|pipeline|la previsión)\b"
)
_NOT_SO = re.compile(
    r"\?|\b(?:if|unless|whether|not|never|might|(?<!in )(?<!of )(?<!since )may|could|would|afraid|worried|worry|fear|hope|rumou?r"
    r"|wenn|falls|ob|nicht|nie|könnte\w*"
    r"|vielleicht|befürchte\w*|si|pas|jamais|peut-être|quizás?|tal vez|almost|nearly|fast|before|until|bevor|bis)\b|n't\b"
)


@lru_cache(maxsize=512)
def _about(names: tuple[str, ...]) -> re.Pattern[str]:
    name = "(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + ")"
    return re.compile(_NAMED.replace("{{", "{").replace("}}", "}").replace("{name}", name))


def may_be_over(own: str) -> bool:
    """Whether a text may hold such a word at all."""
    return _TELLS.search(own[:LONGEST].lower()) is not None


def names_it(own: str, names: Collection[str]) -> bool:
    """Whether a text, plain, speaks of an account by one of its names."""
    return any(re.search(rf"\b{re.escape(name)}\b", own) for name in names)


def says_over(own: str, names: Collection[str]) -> tuple[str, int, int] | None:
    """The first sentence of a colleague's mail that says that the account with these names (plain) is gone, and its place; the mail must
    name it. One that names it comes before one that speaks of "it".
    """
    about = _about(tuple(sorted(names)))
    beside = None
    for start, end in sentences(own[:LONGEST], 0, min(len(own), LONGEST)):
        words = " ".join(own[start:end].split())
        low = plain(words)
        if _NOT_SO.search(low):
            continue
        if about.search(low):
            return words, start, end
        if beside is None and _UNNAMED.search(low):
            beside = words, start, end
    return beside
