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
_ELSE = (
    r"(?:(?:an?|the|our|their|another|one of (?:the|our)) (?:\w+ )?(?:others|rivals?|competitors?|competition)\b"
    r"|another (?:supplier|vendor|bidder|maker|manufacturer|firm|company)\b|some(?:one|body) else\b"
    r"|(?:de[rnm]|eine[nmr]?) (?:\w+ )?(?:anderen|konkurrenz|konkurrenten|wettbewerb\w*|mitbewerb\w*)\b|jemand(?:em)? ander\w+"
    r"|(?:un|le|la) (?:autre (?:fournisseur|maison)|concurren\w+)|(?:otr[oa] (?:proveedor|empresa)|la competencia|un competidor))"
)
"""Whoever is another firm by what they are called."""
_OTHER = rf"(?:{_ELSE}|(?:another|others?|the others?|une? autre|otr[oa]s?)\b(?! \w)|(?P<by_n>[\w&-]+)(?![\w&-]))"
"""Another firm after a word for "with" or "from", or a word that is one where `_is_firm` says so."""
_CHOSEN = rf"(?:{_ELSE}|(?P<one_n>[\w&-]+)(?![\w&-]| (?:\d|an? |the |as |to |who |in |on (?!mon|tues|wednes|thurs|fri)\w)))"
"""Another firm where a thing might be chosen as well."""
_NAMED = (
    r"(?<!mr )(?<!mrs )(?<!ms )(?<!herr )(?<!frau )(?<!herrn )(?<!of )(?<!at )(?<!from )(?<!for )(?<!by )(?<!with )(?<!von )(?<!bei )"
    r"(?<!für )(?<!chez )\b(?P<named>{name})\b(?P<mid>(?: (?!not\b|never\b|nicht\b)[\w&.-]+){0,2}?) (?:"
    r"(?:is|are|was|has been|have been) (?:now |already |definitely |sadly |well and truly )?(?:gone|lost|dead|off the table|over"
    r"|history)\b"
    r"(?! (?:for|on|to|home|until|till|by|in|the|with(?:out)?|at|there|here|through|up|down|back|ahead|over|quiet|silent"
    r"|live|budget|all)\b)"
    r"|(?:has |have |had )?(?:already |just |now )?(?:signed|gone|went|(?:is|are) going|placed (?:the|their|its) order) with {other}"
    r"|(?:has |have |had )?(?:already |just |now )?(?:(?:decided|opted) (?:for {chosen}|against us\b)|(?:chosen|chose|picked) {chosen})"
    r"|(?:has |have |had )?(?:already |just |now )?(?:bought|ordered) (?:it |theirs |the \w+ )?from {other}"
    r"|(?:ist|sind) (?:\w+ )?(?:weg|verloren|gestorben|raus|vom tisch)\b(?! (?:bis|am|nach|aus|zum|zur|im|in|auf|für|heute|morgen)\b)"
    r"|(?:hat|haben) (?:\w+ ){0,3}?bei {other} (?:\w+ )?(?:unterschrieben|abgeschlossen|bestellt)"
    r"|(?:hat|haben) (?:\w+ ){0,3}?mit {other} (?:\w+ )?(?:unterschrieben|abgeschlossen)"
    r"|(?:hat|haben) sich (?:\w+ )?(?:für {chosen}|gegen uns) entschieden"
    r"|est (?:perdue?|morte?)\b|(?:a|ont) (?:déjà )?(?:signé|traité) (?:avec|chez) {other}|(?:a|ont) choisi {chosen}"
    r"|(?:está|se ha) (?:perdid[oa]|ido|caído)\b(?! (?:a|al|de|en)\b)"
    r"|(?:ha|han) (?:ya )?(?:firmado con {other}|elegido a {chosen})"
    r")"
    r"|\b(?:we|i)(?: have|'ve)? (?:just |already )?lost (?:the )?{name}\b(?=$|[^\w' ]"
    r"| (?:to|for|as|last|this|today|yesterday|now|and|because)\b)"
    r"|\b(?:wir haben|haben wir) {name} (?:\w+ )?verloren\b"
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


_THINGS = """
option options variant variante version versions modell model modèle modelo type typ size größe series serie plan package paket angebot
lösung ausführung farbe monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober
dezember red blue green black white grey gray yellow orange silver stainless steel edelstahl stahl rot blau grün schwarz weiß grau gelb
leasing kauf miete rental purchase besuch messe tisch vorbehalt freude skonto docusign monsieur madame frau herr mr mrs ms us it this our
you uns nous nosotros me
"""
_NO_FIRM = frozenset(_THINGS.split())
"""What is chosen, a day or a manner, though written as a name is."""
_GOOD = re.compile(
    r"\b(?:order|po|contract|commande|auftrag|bestellung|pedido|vertrag)\b[^.?!]{0,20}\b(?:follows?|to follow|attached|suit|ist da|signed"
    r"|here|folgt|anbei|adjunto)\b|\b(?:great|congrat\w+|hooray|hurra|super|well done|glückwunsch\w*|bravo|enhorabuena)\b"
)
"""Good news is no loss."""
_OPENINGS = """
sadly unfortunately so and but well yes no today yesterday apparently now fyi ok okay again news our the customer account we i that
die der firma leider heute gestern also kunde la le les malheureusement hier dommage el los lamentablemente ayer company
"""
_BEFORE = frozenset(_OPENINGS.split())
"""Words with a capital that may stand right before an account's name and are no first name."""


@lru_cache(maxsize=512)
def _about(names: tuple[str, ...]) -> re.Pattern[str]:
    name = "(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + ")"
    way = _NAMED.replace("{name}", name)
    for n in range(way.count("{other}")):
        way = way.replace("{other}", _OTHER.replace("by_n", f"by_{n}"), 1)
    for n in range(way.count("{chosen}")):
        way = way.replace("{chosen}", _CHOSEN.replace("one_n", f"one_{n}"), 1)
    return re.compile(way)


def _is_firm(word: str, known: Collection[str]) -> bool:
    """Whether a word, as written, may be the name of another firm: a capital, more than two letters, and nothing that is known."""
    return word[:1].isupper() and len(word) > 2 and word.isalpha() and not {word.lower()} & (_NO_FIRM | set(known))


def _says_so(match: re.Match[str], words: str, known: Collection[str]) -> bool:
    """Whether a match, by the words as written, is of the account itself, and of another firm where it names one."""
    groups = match.groupdict()
    if groups["named"] is not None:
        before = words[: match.start("named")].rsplit(" ", 2)[-2:]
        one = before[0] if len(before) == 2 and not before[1] else ""
        if one[:1].isupper() and one[-1:].isalpha() and one.lower() not in _BEFORE:
            return False
        if any(one[:1].islower() for one in words[match.start("mid") : match.end("mid")].split()):
            return False
    firms = [words[match.start(of) : match.end(of)] for of, found in groups.items() if found and of[:3] in ("by_", "one")]
    return all(_is_firm(one, known) for one in firms)


def may_be_over(own: str) -> bool:
    """Whether a text may hold such a word at all."""
    return _TELLS.search(own[:LONGEST].lower()) is not None


def names_it(own: str, names: Collection[str]) -> bool:
    """Whether a text, plain, speaks of an account by one of its names."""
    return any(re.search(rf"\b{re.escape(name)}\b", own) for name in names)


def says_over(own: str, names: Collection[str], known: Collection[str] = ()) -> tuple[str, int, int] | None:
    """The first sentence of a colleague's mail that says that the account with these names (plain) is gone, and its place; the mail must
    name it. One that names it comes before one that speaks of "it". `known`: words, plain, that are no other firm's name: our people's, and
    those of the deal.
    """
    about = _about(tuple(sorted(names)))
    beside = None
    for start, end in sentences(own[:LONGEST], 0, min(len(own), LONGEST)):
        words = " ".join(own[start:end].split())
        low = plain(words)
        if _NOT_SO.search(low):
            continue
        if _GOOD.search(low):
            continue
        if any(_says_so(match, words, known) for match in about.finditer(low)):
            return words, start, end
        if beside is None and _UNNAMED.search(low):
            beside = words, start, end
    return beside
