"""Is a day one on which something is not done, or no day in particular: "not on Friday", "Friday doesn't work", "on a Friday"?

What somebody cannot do on a day is no day for it, whoever keeps the list. A day *by* which nothing was done is a deadline all the
same, and a question ("couldn't we meet on Friday?") proposes. Clause by clause, bounded, over the text. Pure.
"""

from __future__ import annotations

import re

REACH = 60
"""Characters beside a day that are looked at."""

_CLAUSE = r"[^.,;:!?()\n–]"
_NO = re.compile(
    r"(?:\b(?:do not|dont|does not|did not|cannot|cant|will not|would not|could not|is not|are not|am not|not|never|nobody|no one"
    r"|none of us"
    r"|unable to|nothing|nor|nicht|weder|noch nie|kein\w{0,2}|niemand\w{0,2}|nichts|nie|pas|jamais|personne|aucun\w{0,2}|ni"
    r"|(?<![/-])non(?![-/])|nessun\w{0,2}|niente|neanche|nemmeno|niet|geen|niemand|nooit|niets|não|ninguém|nenhum\w?|nem"
    r"|(?<![/-])(?<!yes or )no(?!-)|nada|nunca|nadie|tampoco)\b|n't\b)"
    rf"(?P<between>{_CLAUSE}{{0,45}})$"
)
_LED = re.compile(
    r"\b(?:by|until|till|til|before|bis|vor|spätestens|d'ici|jusqu'au|jusqu'à|avant|hasta|antes|than|als|que|entro|prima|fino|oltre|uiterlijk|tot|voor|dan|até)\b[^.,;:!?]{0,12}$"
)
"""A day that bounds what is not done: "not until Friday", "not later than Friday", "not by Friday"."""
_ELSE = re.compile(
    r"\b(?:forget|miss|hesitate|later|before|after|until|till|only|just|if|whether|unless|but|than|because|why|which|who|that|when"
    r"|where|sure|know|wait|worry"
    r"|problem|issue|matter|mind|objection|and|or|else|otherwise|so"
    r"|vergess\w*|später|vor|nach|bis|nur|erst|sondern|aber|ob|dass|wenn|weil|als|warum|problem|sicher|und|oder|sonst|damit"
    r"|oubli\w*|tard|avant|après|jusqu\w*|seulement|mais|si|que|qui|problème|souci|sûre?|et|ou|sinon|donc"
    r"|dimentic\w*|tardi|prima|dopo|fino|entro|soltanto|perché|problema|oppure"
    r"|verge(?:et|ten)|later|tot|slechts|alleen|maar|omdat|probleem"
    r"|esque[çc]\w*|depois|até|só|somente|mas|porque|ou"
    r"|olvid\w*|tarde|antes|después|hasta|solo|sólo|sino|pero|si|que|quien|problema|inconveniente|duda|y|o|u|más)\b"
)
"""Words between which make a denial one of something else."""
_AFTER = re.compile(
    r"^(?:'s|’s)?(?: (?:morning|afternoon|evening|vormittag|nachmittag|matin|après-midi|por la \w+))?"
    rf"(?P<between>{_CLAUSE}{{0,35}}?)"
    r"(?:(?:n't|n’t|\bnot|\bnever|\bno good|\bimpossible|\bnicht|\bnothing|\bnobody|\bkein\w{0,2}|\bnichts|\bniemand\w{0,2}"
    r"|\bunmöglich|\bausgebucht|\bpas|\bjamais|\bpersonne|\bcomplet"
    r"|\bnon (?=\w+)|\bnessuno|\bniet|\bgeen|\bniemand|\bonmogelijk|\bnão (?=\w+)|\bninguém|\bimpossível|\bimpossibile"
    r"|\bno (?!pasa\b)(?=\w+)|\bnadie|\bimposible|\btampoco)\b(?! (?:forget|later|before|only|hesitate|miss|until|negotiable|a problem"
    r"|an issue|vergess|später|vor|nur"
    r"|erst|oubli|plus tard|avant|seulement|que|olvid|más|antes|solo|sólo|hay problema|hay inconveniente))"
    r"|\b(?:is|am|are|was|be|'m|'re|'s) (?:all )?(?:away|out|off|on leave|on holiday|travelling|traveling|unavailable|fully booked"
    r"|booked out|taken)\b"
    r"|\b(?:bin|sind|ist) (?:ich |wir |er |sie )?(?:unterwegs|verhindert|ausgebucht|im urlaub|nicht da)\b"
    r"|\b(?:suis|sommes|est) (?:pris|absente?s?|en congés?|en déplacement)\b|\b(?:estoy|estamos|está) (?:fuera|de viaje"
    r"|de vacaciones|ocupad[oa]s?)\b)"
)
_ABSENT = re.compile(
    r"(?:(?:\b(?:am|are|is|be|was)|'m|'re|'s) (?:all )?(?:away|out(?! of)|on leave|on holiday|on vacation|travelling|traveling"
    r"|unavailable|fully booked)"
    r"|(?:\b(?:i|we|they) (?:am|are)|\b(?:i'm|we're|he's|she's|they're)) off|\b(?:suis|sommes|est|serai|serons) (?:pris|absente?s?"
    r"|en congés?|en déplacement)|\b(?:estoy|estamos|está|estaré|estaremos) (?:fuera|de viaje|de vacaciones"
    r"|ocupad[oa]s?))(?: (?!to|for|of|until|till|before|by|pour|jusqu|para|hasta)\w+){0,3}? (?:on |this |next |le |el )?(?:the )?$"
)
"""Somebody is not there on the day that follows."""
_AWAY = re.compile(
    r"^ (?:\w+ ){0,2}(?:unterwegs|verhindert|im urlaub|verreist|außer haus|auf dienstreise)\b|^, (?:impossible|imposible|unmöglich"
    r"|geht nicht|pas possible)\b"
)
_AWAY_TOO = re.compile(
    r"^, (?:je suis|je serai|nous sommes|nous serons|on est|on sera|i am|i'm|i'll be|we are|we're|ich bin|wir sind"
    r"|estoy|estamos|estaré) (?:\w+ )?"
    r"(?:absente?s?|en (?:congés?|déplacement|vacances)|fermés?|prise?|away|off|out|on leave|on holiday|im urlaub|unterwegs|de viaje"
    r"|de vacaciones|fuera)\b"
)
_IMPOSSIBLE = re.compile(
    r"^ (?:(?:won't|will not|doesn't|does not|isn't|is not|cannot|can't) (?:work|fly|happen|do|be possible|possible|realistic"
    r"|feasible|going to)\b"
    r"|(?:wird das|wird es|klappt das|klappt es) (?:leider |wohl |sicher )?nicht\w*|(?:ne sera pas|n'est pas|c'est pas"
    r"|ce n'est pas) (?:possible|faisable|jouable|tenable)"
    r"|(?:no va a ser|no es|no será) (?:posible|viable|factible))"
)
"""Nothing will come of a day, a bound too: "anything before Easter won't work"."""
_ALWAYS = re.compile(
    r"\b(?:always|usually|normally|typically|every time|siempre|suele|suelen|solemos|normalmente|toujours|habituellement"
    r"|(?:monthly|quarterly|annually|yearly|weekly)(?=[,.;:]|$| (?:on|in|at|by)\b)|(?:a|per|each|every) (?:month"
    r"|quarter|year)|every time|monatlich|jährlich|wöchentlich"
    r"|quartalsweise|pro (?:monat|quartal|jahr)|jede[ns] (?:monats?|quartals?|jahre?s?)|mensuellement|annuellement"
    r"|par (?:mois|trimestre|an)"
    r"|chaque (?:mois|trimestre|année)|mensualmente|anualmente|al (?:mes|año)|cada (?:mes|trimestre|año)|solemos|suelo|habitualmente"
    r"|sempre|di solito|solitamente|abitualmente|altijd|meestal|gewoonlijk|doorgaans|normaliter|geralmente|costuma\w*"
    r"|todos os (?:meses|anos)"
    r"|ogni (?:mese|trimestre|anno)|(?:elke|iedere) maand|elk (?:kwartaal|jaar)"
    r"|normalement|d'habitude|immer|jeweils|normalerweise|üblicherweise|meistens)\b"
)
_REMEMBER = re.compile(r"\b(?:forget|hesitate|miss|vergess\w*|versäum\w*|oubli\w*|hésit\w*|olvid\w*|dud\w*)\b")
_FINE = re.compile(
    r"\b(?:problem\w*|problème\w*|problema\w*|issues?|trouble|doubt\w*|zweifel\w*|doutes?|dudas?|charged?|costs?|kosten|aufpreis"
    r"|frais|coste|worr\w+"
    r"|too (?:late|soon|early)|zu (?:spät|früh)|trop (?:tard|tôt)|demasiado (?:tarde|pronto)|fail\w*|stop\w*|prevent\w*|hinder\w*"
    r"|abhalten|aufhalten"
    r"|empêch\w*|imped\w*|due|fällig|exigible|vence|échéance|matter|reason|negotiable|later than|less than)\b"
)
"""Words with which a denial says that the day stands: no problem, at no charge, nothing will stop us, not too late, not paid and due."""
_SOMEBODY = re.compile(
    r"(?<!think )(?<!believe )(?<!guess )(?<!glaube )(?<!crois )(?<!creo )"
    r"\b(?:i|we|you|they|he|she|wir|sie|nous|vous|ils|nosotros"
    r"|ustedes)\b"
)
"""Whoever comes between a denial and a day does something else on it: "you have not sent the drawings we need on Friday"."""
_RATHER = re.compile(r"[^.;!?]{0,40}, (?:sondern|sino|but)\b")
_QUESTION = re.compile(r"[^.,;–!?\n]{0,120}\?")
_ASKED = re.compile(
    r"\b(?:why (?:do not|don't)|(?:can't|couldn't|won't|wouldn't|don't|shouldn't|shall|could|can|would|will) (?:we|you|i|they))\b"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|should you|wenn|falls|sofern|si|sauf|salvo|indien|tenzij|a meno che)\b[^.;!?]{0,60}$"
)
_GENERIC = re.compile(
    r"\b(?:on|for|of|like|such|an|für|un|pour)\s{1,2}(?:an?y?|einem|einen)\s{1,2}$|\ben $|\b(?:an|für) (?:einem|einen) $|\bun $"
)
_OF = re.compile(r"^\s{0,2}(?:in|of|im|des|en|de|del|d')\b|^ (?:next|after|before|nach|vor|après|avant|después|antes)\b")


def denied(text: str, start: int, end: int, *, bound: bool = False, language: str = "en") -> bool:
    """Whether the clause of a day says that something is not done or cannot be on it; `bound` where its own words are by or until."""
    if language == "pt":  # "no início" denies nothing
        begin, stop = max(start - 2 * REACH, 0), end + 2 * REACH
        text, start, end = text[begin:stop].replace(" no ", " em "), start - begin, end - begin
    begin = max(text.rfind(mark, max(start - 2 * REACH, 0), start) for mark in ".?!\n") + 1
    before = text[max(begin, start - REACH) : start].lower().replace("’", "'")
    after = text[end : end + REACH].lower().replace("’", "'")
    if _IMPOSSIBLE.match(after):
        return True
    if (
        bound
        or _QUESTION.match(text[end : end + 2 * REACH])
        or _LED.search(before)
        or _CONDITION.search(text[max(begin, start - 2 * REACH) : start].lower())
    ):
        return False
    clause = before[max(before.rfind(mark) for mark in ",;:") + 1 :] + re.split(r"[.,;:!?]", after, maxsplit=1)[0]
    if _REMEMBER.search(clause) or _FINE.search(clause) or _RATHER.match(after):
        return False
    if _ABSENT.search(before) or _AWAY.match(after) or _AWAY_TOO.match(text[end : end + REACH].lower().replace("’", "'")):
        return True
    said = _NO.search(before)
    if said is not None and not (_ELSE.search(said["between"]) or _SOMEBODY.search(said["between"]) or _ASKED.search(before)):
        return True
    said = _AFTER.match(after)
    return said is not None and not _ELSE.search(said["between"])


_AWAY_UNTIL = re.compile(
    r"\b(?:away|out(?: of (?:the )?office)?|off|on (?:\w+ )?leave|on holiday|on vacation|travelling|traveling|closed"
    r"|shut|unavailable|sick|abroad"
    r"|nobody(?:'s| is) in|no one(?:'s| is) in|not (?:in|back|here|available|in the office)"
    r"|im urlaub|verreist|abwesend|unterwegs|nicht (?:da|im haus|im büro|erreichbar)|geschlossen|krank(?:geschrieben)?|in elternzeit"
    r"|absente?s?|en congés?|en déplacement|en vacances|fermée?s?|en arrêt"
    r"|de vacaciones|de viaje|de baja|fuera(?: de la oficina)?|ausentes?|cerrad[oa]s?)\b[^.,;:!?]{0,30}"
    r"\b(?:until|till|til|through|bis(?: zum| einschließlich)?|jusqu(?:'au|'à|e)|hasta)\s{1,2}(?:the |next |el |le |den |zum )?$"
)


def away_until(text: str, start: int, end: int) -> bool:
    """Whether somebody is not there until that day: "out of office until Monday"."""
    first = re.match(r"(?:until|till|til|through|bis(?: zum)?|jusqu'(?:au|à)|hasta) (?:el |le |den )?", text[start:end].lower())
    led = text[max(start - REACH, 0) : start].lower().replace("’", "'") + (first[0] if first else "")
    return _AWAY_UNTIL.search(led) is not None


_SORRY = re.compile(
    r"\b(?:sorry|apologies|apologise|apologize|entschuldig\w*|verzeih\w*|perdona|perdón|disculp\w*|désolée?s?|excusez"
    r"|pardon)\b[^.,;:!?]{0,45}$"
)


def excused(text: str, start: int) -> bool:
    """Whether somebody asks pardon for writing on that day."""
    return _SORRY.search(text[max(start - REACH, 0) : start].lower()) is not None


def as_always(text: str, start: int, end: int) -> bool:
    """Whether the clause of a weekday, month or quarter says what is always done then."""
    begin = max(text.rfind(mark, max(start - REACH, 0), start) for mark in ".,;:?!\n") + 1
    clause = text[max(begin, start - REACH) : start] + re.split(r"[.,;:?!\n]", text[end : end + REACH], maxsplit=1)[0]
    return _ALWAYS.search(clause.lower()) is not None


def in_general(text: str, start: int, end: int) -> bool:
    """Whether a weekday is any of its kind: "on a Friday afternoon", "an einem Montag"."""
    return (
        _GENERIC.search(text[max(start - REACH, 0) : start].lower()) is not None
        and _OF.match(text[end : end + REACH].lower()) is None
    )
