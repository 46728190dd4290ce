"""Is a day told of as past: "it was delivered on Monday", "on 3 May we sent you the list", "the parts were due on 4 October"?

A day said without its year or month is the next one to come unless the clause it stands in is past and such a day was not long ago.
Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 60
"""Characters beside a date that are looked at."""

_HAPPENED = re.compile(
    r"\b(?:(?:was|were|has been|have been|had been|got) (?:already )?(?!sche|plan|due|mov|post|expec|supp|ask|told|delay)\w{2,15}"
    r"(?:ed|en|id|nt|lt|de|ne)|came|arrived|happened|met|spoke|talked|discussed|closed|left|wurden?|kam|kamen|war|waren"
    r"|(?:était|étaient|fut|a été|ont été)(?: \w+é[es]{0,2})?|fue|fueron|(?:se )?\w{2,15}ó)"
    r"(?: (?:on|last|again|already|am|le|el|here|there|us)){0,2} $"
)
_WANTED = re.compile(r"\b(?:want|need|get|like)s?(?: to (?:have|get|see))?(?: \w+){1,3} (?:closed|left|met)(?: on)? $")
"""What is to happen, said with a participle: "we want this deal closed on Friday"."""
_GONE = re.compile(
    r"\b(?:we|i|you|they|he|she) (?:already )?(?:sent|got|met|spoke|wrote|paid|made|had|did|gave|told|received|ordered"
    r"|e?-?mailed|shipped|returned|discussed|agreed|signed|asked|submitted|placed|called|delivered|confirmed|requested)\b"
    r"|\b(?:was|were|has been|have been) (?:sent|paid|signed|held|delivered|shipped|issued|received|placed)\b"
    r"|\byour (?:mail|e-?mail|letter|message|note|order|invoice|call|request|offer|quote) (?:of|from|dated)\b"
    r"|\bihr(?:e[mnr]?)? \w{3,20} vom\b|\b(?:su|tu|vuestra?) (?:oferta|pedido|factura|correo|carta|mensaje|presupuesto) del?\b"
    r"|\bvotre (?:offre|commande|facture|message|courrier|courriel|mail|lettre|devis) du\b"
    r"|\b(?:haben|habe|hat|hatten?|wurden?|war|waren) (?:wir|ich|sie|er|es|uns|ihnen)\b|\b(?:wir|ich|sie) (?:haben|habe|hatten?)\b"
    r"|\b(?:as|wie|comme|como) (?:\w{2,12} ){0,2}(?:discussed|agreed|mentioned|announced|promised|convenu|acordado|acordamos|comentado)\b"
    r"|\bwie (?:am|im|vom) .{2,20}(?:besprochen|vereinbart|erwähnt|angekündigt|zugesagt)\b|\bbezug(?:nehmend)?\b"
    r"|\b(?:invoice|order|mail|e-?mail|letter|offer|quote|report|call|memo|notice|statement) (?:of|dated|from|placed on)\b|\bdated\b"
    r"|\bi was (?:away|out|off|on leave|travelling)\b|\bback in\b|\b(?:signed|placed|received|sent|paid|issued) (?:in|on)\b"
    r"|\b(?:rechnung|bestellung|schreiben|angebot|brief|auftrag|mail|e-mail|lieferschein|protokoll) vom\b"
    r"|\b(?:geschlossene[nrs]?|unterzeichnete[nrs]?)\b"
    r"|\b(?:facture|commande|courrier|courriel|offre|lettre|devis|mail) du\b"
    r"|\bsigné[es]{0,2} (?:en|le)\b|\b(?:j'étais|nous étions|c'était)\b"
    r"|\b(?:factura|pedido|correo|carta|oferta|presupuesto) del\b|\bfirmad[oa]s? (?:en|el)\b|\b(?:estuve|estuvimos|estaba|pidió|llegó)\b"
    r"|\b(?:nous|vous) (?:avons|avez|étions) |\bj'ai |\b(?:enviamos|recibimos|hablamos|pedimos|firmamos|pagamos|envié|recibí|hemos|han)\b"
)
_MISSED = re.compile(
    r"\b(?:was|were|had been) (?:originally |already |actually )?(?:due|promised)\b"
    r"|\b(?:should|ought to) have (?:been|come|gone|arrived|left|had|got)\b"
    r"|\b(?:fell due|expired|lapsed|ran out)\b"
    r"|\b(?:war|waren) [^;?!]{0,40}\b(?:fällig|zugesagt|versprochen)\b|\b(?:fällig|zugesagt|versprochen) (?:war|waren)\b"
    r"|\b(?:hätte|hätten) [^;?!]{2,50}\b(?:sollen|müssen)\b"
    r"|\b(?:aurait|auraient|aurions|auriez) dû\b|\b(?:devait|devaient|devions|deviez) (?:déjà )?(?:être|avoir|arriver|partir)\b"
    r"|\b(?:a|ont) expiré\b"
    r"|\b(?:ten[íi]a(?:n|mos)?|debía(?:n|mos)?|debió|tendrían? que|deberían?|deberíamos) (?:que )?haber\b|\bvenció\b"
)
"""What was due: said of a day that is over."""
_TOLD = re.compile(
    rf"{_MISSED.pattern}|\b(?:was|were|had been) (?:originally |already |actually )?(?:supposed|meant|expected|scheduled|planned)\b"
    r"|\b(?:brought in|came (?:in|through|back)|went (?:out|live|down|up)|rose|took place|started|ended)\b"
    r"|\b(?:lag|lagen|betrug|kam|kamen|ging|gingen|gab|stieg|stiegen|fiel|fielen|endete|begann|lief|liefen|wuchs)\b"
    r"|\b(?:war|waren) [^;?!]{2,40}\b(?:geplant|angekündigt|vorgesehen)\b"
    r"|\b(?:est|sont) (?:déjà )?(?:pass|mont|arriv|tomb|rest|entr)ée?s?\b|\b(?:est|sont) (?:parti|venu)e?s?\b"
    r"|\b(?:a|ont) (?:été |déjà |bien )?(?:livré|payé|reçu|signé|envoyé|augmenté|baissé|commencé|eu lieu)e?s?\b"
    r"|\b(?:était|étaient|devait|devaient|devions|avait|avaient)\b"
    r"|\b(?:tenía(?:n|mos)?|estaban? previst[oa]s?|subió|subieron|bajó|entró|salió|facturamos|vendimos|entregamos|entregaron"
    r"|empezó|terminó|fueron|fue)\b"
)
"""What is told in the past tense; whether that is this year's day or next year's, how long ago it lies decides."""
_DUE = re.compile(
    r"\b(?:by|until|till|before|bis|vor|avant|d'ici|jusqu'au|antes|hasta|will|shall|wird|werden)\b|'ll\b|\b(?:next|nächste\w?)\b"
)


def happened(text: str, start: int) -> bool:
    """Whether a weekday is told of as past: "it was delivered on Monday"."""
    before = text[max(start - REACH, 0) : start].lower()
    return _HAPPENED.search(before) is not None and (_DUE.search(before) or _WANTED.search(before)) is None


def gone_by(text: str, start: int, end: int) -> bool:
    """Whether a day without a year is told of as past, in its own sentence as far as that can be seen beside it."""
    said = _said(text, start, end)
    return (_GONE.search(said) or _TOLD.search(said)) is not None and _DUE.search(said) is None


def spoken_of(text: str, start: int, end: int) -> bool:
    """Whether a month is told of as past whatever the day of writing: "in November we spoke"."""
    said = _said(text, start, end)
    return _GONE.search(said) is not None and _DUE.search(said) is None


def missed(text: str, start: int, end: int) -> bool:
    """Whether a day without a month is told of as past: a date agreed on may be yet to come, one that something was due on is not."""
    said = _said(text, start, end)
    return _MISSED.search(said) is not None and _DUE.search(said) is None


def _said(text: str, start: int, end: int) -> str:
    """The sentence of a day as far as it stands beside it, in small letters."""
    begin = max(text.rfind(mark, max(start - REACH, 0), start) for mark in ".?!\n") + 1
    stops = [at for mark in "?!\n" if (at := text.find(mark, end, end + REACH)) >= 0]
    return text[max(begin, start - REACH) : min(stops, default=end + REACH)].lower()
