"""Does a mail in German, French or Spanish ask where something stays that was to come ("wo der Bericht bleibt")?

These languages are not read for questions in general (`tongues`): of what waits for an answer there only these plain forms are heard,
each of which says by itself that something of ours is outstanding. `outstanding` hears the same in English, where a mail that asks is
read anyway: what is asked beside it is not settled by the day that it names. `presses` hears besides who runs after it ("any news on the
quote?", "where are the drawings?"), so that they are not taken for somebody who wants more of us. Pure.
"""

from __future__ import annotations

from functools import cache

from regard.evidence.language.sentences import sentences
from regard.evidence.language.sieve import Sifted

_THING = (
    r"(?:rapport|devis|offre|réponse|contrat|facture|commande|livraison|document|dossier|proposition|informe|oferta|presupuesto|respuesta|"
    r"contrato|factura|pedido|entrega|documento|propuesta)"
)
_CHASES = (
    r"\bwo\b[^.?!;]{0,80}\b(?:bleib(?:t|en)|abgeblieben)\b"
    r"|\b(?:warte|warten|wartet)\b[^.?!;]{0,30}\b(?:noch immer|immer noch|weiterhin|noch|seit|nach wie vor)\b"
    r"|\b(?:noch|immer noch|bisher|bis heute|leider)\b[^.?!;]{0,25}\b(?:nichts|keine?n?)\b[^.?!;]{0,40}"
    r"\b(?:gehört|erhalten|bekommen|angekommen|eingegangen|vorliegen)\b"
    r"|\b(?:steht|stehen)\b[^.?!;]{0,40}\b(?:noch|immer noch|weiterhin) aus\b"
    r"|\bwann (?:können|dürfen|kann|darf) (?:wir|ich) (?:endlich )?mit\b[^.?!;]{0,60}\brechnen\b"
    r"|\boù en (?:est|sont)\b|\b(?:n['’]avons|n['’]ai)\b[^.?!;]{0,20}\b(?:toujours|encore)\b[^.?!;]{0,12}\b(?:reçu|eu)\b"
    r"|\btoujours (?:pas|rien|aucune?)\b[^.?!;]{0,25}\b(?:reçu|nouvelles|réponse)\b|\b(?:attendons|attends) (?:toujours|encore)\b"
    r"|\btoujours en attente de (?:votre|vos|la|le|l['’])"
    rf"|\bdónde está\b[^.?!;]{{0,12}}\b{_THING}\b|\boù (?:est|reste)\b[^.?!;]{{0,12}}\b{_THING}\b"
    r"|\b(?:seguimos|sigo) (?:esperando|sin (?:noticias|recibir|respuesta))\b"
    r"|\b(?:aún|todavía) no (?:hemos|he|nos ha)\b[^.?!;]{0,15}\b(?:recibido|llegado|tenido)\b"
)


_OUTSTANDING = (
    r"\bstill (?:been )?(?:waiting|missing|outstanding|no (?:sign|news|word)|nothing)\b|\bstill (?:have|had|has)(?: not|n['’]t)?\b"
    r"[^.?!;]{0,20}\b(?:nothing|no|seen|received|heard|had|got)\b"
    r"|\b(?:have|had|heard|received|seen|got) nothing (?:from you|back|yet|so far|since)\b"
    r"|\b(?:have|has|had)(?: not|n['’]t)(?: yet)? (?:received|arrived|heard (?:back|from you|anything))\b(?![^.?!]{0,40}\bcompetitor)"
    r"|\bnobody (?:has )?(?:came|come|called|answered|replied)\b"
    r"|\b(?:was|were|is|are) (?:due|promised)\b[^.?!;]{0,40}\b(?:last|yesterday|ago|already)\b|\b(?:is|are|now) overdue\b"
    r"(?![^.?!]{0,20}\b(?:our (?:side|end|part)|sorry)\b)"
)


PRESSES = "presses"
"""The cue of a mail that runs after something outstanding."""
LONGEST_READ = 6_000
"""Characters of a mail that are looked at."""
_PRESSES = (
    r"\b(?:has|have|am|are|['’]m|['’]re|been) (?:been )?(?:still )?waiting (?:[^.?!;,]{0,30}\bsince\b|(?:for|on) (?:you|your|it|this|that|"
    r"(?:the|an|any) (?:[\w-]+ ){0,2}(?:answers?|repl(?:y|ies)|responses?|news|feedback|quot(?:e|es|ation)|offers?|drawings?|report|"
    r"invoice|delivery|parts?|goods|shipment|documents?|papers|certificates?|confirmation|contract|proposal|samples?|figures|list))\b)"
    r"|\bstill waiting (?:for|on) (?!our\b|my\b|his\b|her\b|their\b)"
    r"|\b(?:now|long|weeks?|days?) overdue\b(?![^.?!]{0,20}\b(?:our (?:side|end|part)|sorry)\b)"
    r"|(?:^|[,;:.!?]\s*|\b(?:is there|are there|have you|got|without) )any (?:news|updates?|word|progress) "
    r"(?:on|of|about|regarding|from)\b|\bis there any news\b|\bstill without\b|\byet to (?:arrive|receive|hear|come|reach)\b"
    r"|\bwhere (?:is|are) (?:the|my|our|your|those)\b(?![^.?!]{0,20}\b(?:best|right|nearest|place|spot|limit|difference|"
    r"meeting|office|room|site|venue|hotel|entrance|"
    r"plant|factory|located|based|parking)\b)|\bwhen (?:can|may|will|should) (?:i|we) (?:finally )?expect\b"
    r"|\b(?:another|second|third|final|gentle|friendly|last) reminder\b|\breminding you (?:of|about|that)\b"
    r"|\bchas(?:ing|ed) (?:you|up|this|the|my|our|your|after|again|for|on)\b|\byou (?:had )?(?:said|promised|told (?:me|us)) [^.?!]{0,80}"
    r"\b(?:and|but|yet|still) [^.?!]{0,40}\b(?:nothing|nobody|no one|not|never|n['’]t)\b|\bas promised\b[^.?!]{0,40}\b(?:not|never)\b"
    r"|\basking (?:again|for the (?:second|third|fourth) time)\b"
)


_FORMS = Sifted(_CHASES, _OUTSTANDING, _PRESSES, ignoring=True)


@cache
def _ways() -> tuple[int, int]:
    """Which ways of the forms ask after what is outstanding in other languages, and which say so in English."""
    return _FORMS.of([0]), _FORMS.of([1])


def outstanding(own: str) -> bool:
    """Whether a mail's own words say in English, too, that something of ours is outstanding."""
    may = _FORMS.may(own)
    return _FORMS.matches(own, may & _ways()[1]) or _chase(own, may) is not None


def presses(own: str) -> tuple[int, int] | None:
    """Where a mail's own words run after something outstanding: the first such sentence as [start, end), None where none does."""
    text = own[:LONGEST_READ]
    may = _FORMS.may(text)
    if not may or not (_FORMS.matches(text, may & ~_ways()[0]) or _chase(text, may) is not None):
        return None
    return next(((a, b) for a, b in sentences(text, 0, len(text)) if _FORMS.found(" ".join(text[a:b].split()))), None)


def chase(own: str) -> tuple[int, int] | None:
    """Where a mail's own words ask after what is outstanding: the first such sentence as [start, end), None where none does."""
    return _chase(own, _FORMS.may(own))


def _chase(own: str, may: int) -> tuple[int, int] | None:
    """The same, of words that may match these ways."""
    ways = may & _ways()[0]
    return next(((a, b) for a, b in sentences(own, 0, len(own)) if _FORMS.found(own[a:b], ways)), None) if ways else None
