"""Is a day told of as past: "it was delivered on Monday", "on 3 May we sent you the list", "the parts were due on 4 October"?

A day said without its year or month is the next one to come unless the clause it stands in is past and such a day was not long ago.
Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 60
"""Characters beside a date that are looked at."""

_ABOUT = re.compile(
    r"\b(?:for|to|about|für|zum|pour|para|about the|regarding|that|dass|que|if|once|wenn|sobald|,)\s[^.;!?]{0,25}$|,[^,]{0,20}$"
)
"""What was done was about a day to come: "we received the invitation for Monday"."""
_HAPPENED = re.compile(
    r"\b(?:(?:was|were|has been|have been|had been|got) (?:already )?(?!sche|plan|due|mov|post|expec|supp|ask|told|delay)\w{2,15}"
    r"(?:ed|en|id|nt|lt|de|ne)|came|arrived|happened|met|spoke|talked|discussed|closed|left|wurden?|kam|kamen|war|waren"
    r"|(?:était|étaient|fut|a été|ont été)(?: \w+é[es]{0,2})?|fue|fueron|(?:se )?\w{2,15}ó)"
    r"(?: (?:on|last|again|already|am|le|el|here|there|us)){0,2} $"
)
_WANTED = re.compile(
    r"\b(?:(?:want|need|get|like)s?(?: to (?:have|get|see))?(?: \w+){1,3}|have (?:it|them|this|that|the \w+|your \w+))"
    r" (?:\w+ed|left|met|sent|paid)(?: on)? $"
)
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
    r"|\b(?:brought in|came (?:in|through|back)|lasted|ran|dauerten?|went (?:out|live|down|up)|rose|fell|grew|took place|started"
    r"|began|ended|opened)\b"
    r"|\b(?:lag|lagen|betrug|kam|kamen|ging|gingen|gab|stieg|stiegen|fiel|fielen|endete|begann|lief|liefen|wuchs)\b"
    r"|\b(?:war|waren) [^;?!]{2,40}\b(?:geplant|angekündigt|vorgesehen)\b"
    r"|\b(?:est|sont) (?:déjà )?(?:pass|mont|arriv|tomb|rest|entr)ée?s?\b|\b(?:est|sont) (?:parti|venu)e?s?\b"
    r"|\b(?:a|ont) (?:été |déjà |bien )?(?:livré|payé|reçu|signé|envoyé|augmenté|baissé|commencé|eu lieu)e?s?\b"
    r"|\b(?:était|étaient|devait|devaient|devions|avait|avaient)\b"
    r"|\b(?:tenía(?:n|mos)?|estaban? previst[oa]s?|subió|subieron|bajó|entró|salió|facturamos|vendimos|entregamos|entregaron"
    r"|empezó|terminó|duró|duraron|quedó|quedaron|fueron|fue)\b"
)
"""What is told in the past tense; whether that is this year's day or next year's, how long ago it lies decides."""
_DID = (
    r"chased|e-?mailed|mailed|called|rang|phoned|visited|met|spoke|sent|wrote|delivered|shipped|received|got|paid|ordered|returned"
    r"|inspected|tested|installed"
    r"|reminded|replied|answered|submitted|signed|raised|reported|attended|collected|dispatched|arrived|came|went|left|finished|completed"
)
_DEED = re.compile(
    rf"\b(?:i|we|they|he|she|you|who|which|that|it|your \w+|the \w+|our \w+) (?:have |has |had |already |just "
    rf"|only )?(?:{_DID})\b[^.;!?]{{0,45}}$"
    r"|\b(?:j'ai|nous avons|on a|il a|elle a|ils ont|vous avez|vous m'avez) (?:\w+ ){0,2}(?!conven|prév|fix|décid|confirm|report"
    r"|demand|prom|planif|programm|reten|arrêt)"
    r"(?:\w{2,12}é[es]{0,2}|reçue?s?|vu|écrit|eu)\b[^.;!?]{0,40}$"
    r"|\b(?:llamé|envié|hablé|estuve|estuvo|estuvieron|estuvimos|vino|vinieron|llegó|llegaron|recibí|recibimos|visité|visitó"
    r"|reclamé|escribí|escribió|pagué|pagamos"
    r"|firmó|firmaron)\b[^.;!?]{0,40}$"
)
"""Whatever somebody did, said in front of its day: "I chased them on the 12th and again on Monday"."""
_DONE = re.compile(
    r"^[^.,;!?]{0,40}\b(?!(?:vereinbart|geplant|gebucht|gesagt|gefragt|gebeten|ausgemacht|eingeplant|angesetzt|verschoben|zugesagt"
    r"|versprochen)\b)"
    r"(?:ge\w{2,12}(?:t|en)|\w{2,6}ge\w{2,12}(?:t|en)|\w{3,12}iert|erhalten|bekommen|besucht|bezahlt|bestellt)\b"
)
_HAVE = re.compile(
    r"\b(?:habe|haben|hat|bin|sind|ist|hatten?|waren?) (?:ich |wir |er |sie |es |ihnen |ihn |uns |dort |den |die |das "
    r"|\w+ ){0,3}(?:am|vom) $"
)
_WAS = re.compile(
    r"^ (?:was|were|had been|has been|turned out|proved|war|waren|brachten?|verlief|a été|ont été|était|étaient|fut|fue|fueron"
    r"|ha sido|estuvo)\b(?! (?:due|meant|supposed|to))"
)
"""What follows a month or quarter that is told of: "Q3 was flat"."""
_DUE = re.compile(
    r"\b(?:by|until|till|before|bis|vor|avant|d'ici|jusqu'au|antes|hasta|will|shall|wird|werden)\b|'ll\b|\b(?:next|nächste\w?)\b"
)


def happened(text: str, start: int) -> bool:
    """Whether a weekday is told of as past: "it was delivered on Monday"."""
    before = text[max(start - REACH, 0) : start].lower()
    return _HAPPENED.search(before) is not None and (_DUE.search(before) or _WANTED.search(before)) is None


_FOLLOWED = re.compile(
    r"\b(?:following|after|further to|thanks for|thank you for|as per|regarding|nach|zu|suite à|après|merci pour|tras|gracias por)"
    r" (?:our|your|the|my|unserem|unserer|ihrem|ihrer|dem|der|notre|votre|la|l'|nuestra|nuestro|su|la|el) ?(?:\w+ ){0,2}"
    r"(?:call|chat|talk|meeting|visit|mail|e-?mail|message|conversation|discussion|gespräch|telefonat|besuch|treffen|mail|nachricht"
    r"|échange|appel|visite|réunion|message"
    r"|conversación|llamada|visita|reunión|charla|correo) (?:on |of |from |am |vom |de |du |del |el )?(?:the )?$"
)
"""What followed on a day that is over: "following our chat on Friday"."""
_CAME = re.compile(
    r"^(?:'s|’s)? (?:\w+ ){0,2}(?:arrived|came|went|was|were|showed|had|failed|brought|left|llegó|llegaron|vino|vinieron|salió"
    r"|faltó|faltaron|quedó|fue|fueron|estuvo"
    r"|war|waren|kam|kamen|hat|hatte|était|étaient|est arrivée?|a été|ont été)\b(?! (?:due|to))"
)
_SINCE = re.compile(r"\b(?:since|seit|depuis) (?:dem |der |le |the )?$|\b(?:de[nrm]|die|das|ihre?n?|unsere?n?) \w{4,20} vom $")
_FINISHED = re.compile(
    r"\b(?:a|ont|ai|avons|avez) (?:été |déjà |bien )?(?!fix|confirm|report|décal|program|planif|arrêt|propos|demand|repouss|avanc"
    r"|conven|sign[ée] pour)"
    r"\w{2,14}(?:é|ée|és|ées) (?:le |au |en )?$|\b(?!fij|confirm|acord|qued|convoc|aplaz|propus|pas[oó])\w{3,15}(?:ó|aron"
    r"|ieron) (?:el |en )?$"
)
_OF = re.compile(r"\b(?:del|vom|de la|from|of) $|\b(?:de|du) $")


_FROM_THEN = re.compile(r"\b(?:since|as of|seit|depuis|desde|ever since)\s{1,2}(?:dem |der |le |el |la |the )?$")


def since(text: str, start: int) -> bool:
    """Whether something has been so since that day: "seit Montag", "as of 1 October"."""
    return _FROM_THEN.search(text[max(start - REACH, 0) : start].lower()) is not None


def followed(text: str, start: int, end: int) -> bool:
    """Whether a weekday is the one of a talk that is over, or of what came on it: "el camión del lunes llegó con dos palés mojados"."""
    before, after = text[max(start - REACH, 0) : start].lower(), text[end : end + REACH].lower()
    if _FOLLOWED.search(before):
        return True
    return _CAME.match(after) is not None and (_OF.search(before) is not None or text[start:end].endswith(("'s", "’s")))


def deed(text: str, start: int, end: int) -> bool:
    """Whether a day without its month, or a weekday, is told as the one on which somebody did something."""
    before = text[max(start - REACH, 0) : start].lower()
    before = before[max(before.rfind(mark) for mark in ".?!\n") + 1 :]
    if _DUE.search(before) or _WANTED.search(before) or _ABOUT.search(before):
        return False
    return _DEED.search(before) is not None or (
        _HAVE.search(before) is not None and _DONE.match(text[end : end + REACH].lower()) is not None
    )


def gone_by(text: str, start: int, end: int) -> bool:
    """Whether a day without a year is told of as past, in its own sentence as far as that can be seen beside it."""
    said = _said(text, start, end)
    before = text[max(start - REACH, 0) : start].lower()
    if _SINCE.search(before) or (_FINISHED.search(before) and _DUE.search(before) is None):
        return True
    if _WAS.match(text[end : end + REACH].lower()):
        return _DUE.search(text[max(start - REACH, 0) : start].lower()) is None
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
    begin = max(text.rfind(mark, max(start - REACH, 0), start) for mark in ".;?!\n") + 1
    stops = [at for mark in "?!\n" if (at := text.find(mark, end, end + REACH)) >= 0]
    return text[max(begin, start - REACH) : min(stops, default=end + REACH)].lower()
