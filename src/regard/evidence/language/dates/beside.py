"""What do the words around a date make of it? Another day, somebody's name, a day taken back, a day gone by.

"Before September is over" is its last day, not the day before it; Mr Friday is nobody's deadline; "not on Monday but on Tuesday" names one
day; "on 3 May we sent you the list", written on the 23rd, is this year's. Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 60
"""Characters beside a date that are looked at."""

_OVER = re.compile(
    r"\s{0,3}(?:(?:is|are|has|have|'s)\s{1,3}(?:all )?(?:over|out|up|ended|finished|through|done|gone)"
    r"|ends?\b|finish(?:es)?\b|runs? out|closes?\b"
    r"|(?:vorbei|vorüber|zu ende|um|rum|herum|abgelaufen)\b|endet\b"
    r"|(?:ne )?(?:s'achève|se termine|s'écoule|soit (?:finie?|terminée?|écoulée?|passée?))"
    r"|(?:termine|acabe|finalice|concluya|se acabe|haya terminado)\b)"
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|mme|mlle|monsieur|madame|sra?|señora?|don|doña)\.?\s{1,2}$")
_NOT = re.compile(
    r"(?:\bnot|n't|\bnicht|\bkein\w{0,2}|\bno(?: es| será)?|\bpas)\s{1,2}"
    r"(?:until |by |on |for |the |am |zum |bis |den |der |el |le |la |para |pour |au |es )*$"
)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|statt|anstatt|anstelle|au lieu d[ue]|plutôt que|en lugar del?|en vez del?)\s{1,2}"
    r"(?:on |by |the |am |vom |des |dem |den |le |la |el |día )*$"
)
_WISH = re.compile(
    r"\b(?:happy|merry|nice|great|lovely|wonderful|pleasant|frohe[ns]?|schöne[ns]?|gute[nrs]?|joyeux|joyeuses|bon|bonne|bonnes"
    r"|feliz|felices|buen|buena|buenos|buenas)\s{1,2}(?:new |neues? |rest of (?:the|your) )?$"
)
_GOOD = re.compile(r"\bgood\s{1,2}$")
_INCLUDED = re.compile(
    r"[\s,(]{0,3}(?:inclu(?:s|sive|ded|ding|sivement|ido|ida)\b|incl\b|compris\b|einschließlich\b|inkl\b|inklusive\b)"
)
_HAPPENED = re.compile(
    r"\b(?:(?:was|were|has been|have been|had been|got) (?:already )?(?!sche|plan|due|mov|post|expec|supp|ask|told|delay)\w{2,15}"
    r"(?:ed|en|id|nt|lt|de|ne)|came|arrived|happened|met|spoke|talked|discussed|closed|left|wurden?|kam|kamen|war|waren"
    r"|(?:était|étaient|fut|a été|ont été)(?: \w+é[es]{0,2})?|fue|fueron|(?:se )?\w{2,15}ó)"
    r"(?: (?:on|last|again|already|am|le|el|here|there|us)){0,2} $"
)
_NOT_BEFORE = re.compile(r"\b(?:not before|nicht vor(?: dem)?|pas avant(?: le)?|no antes del?)\s{1,2}(?:the |next )?$")
_BUT = re.compile(r"[\s,;–-]{0,4}(?:but|sondern|sino|mais)\b")
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
_DUE = re.compile(
    r"\b(?:by|until|till|before|bis|vor|avant|d'ici|jusqu'au|antes|hasta|will|shall|wird|werden)\b|'ll\b|\b(?:next|nächste\w?)\b"
)


def runs_out(text: str, end: int) -> bool:
    """Whether the words after a period say that it is over then."""
    return _OVER.match(text[end : end + REACH].lower()) is not None


def no_day(text: str, start: int, end: int) -> bool:
    """Whether a weekday or month is a name, or a day that is taken back for another."""
    before = text[max(start - REACH, 0) : start].lower()
    if _TITLE.search(before) or _INSTEAD.search(before) or _WISH.search(before):
        return True
    return _BUT.match(text[end : end + REACH].lower()) is not None and _NOT.search(before) is not None


def named(text: str, start: int, end: int) -> bool:
    """Whether a day's name stands in a longer one or in a greeting: Friday Foods, monday.com, good morning."""
    if re.match(r"\.[a-z]{2,}", text[end : end + 4]) or _GOOD.search(text[max(start - REACH, 0) : start].lower()):
        return True
    led = re.search(r"\b(?:by|on|until|till|before|for|this|next|last|due|from|to|and|or|at|since|after)\s{1,2}$|[,:(]\s{0,2}$",
                    text[max(start - REACH, 0) : start], re.IGNORECASE)  # fmt: skip
    name = re.match(r" (?!I\b|A\b|At\b|By\b|Or\b|And\b|To\b|Is\b)[A-Z][a-z]+\b(?! \d)", text[end : end + REACH])
    return name is not None and led is None and text[start].isupper() and name[0].strip().lower() not in _PARTS


_PARTS = frozenset(["morning", "afternoon", "evening", "night", "noon", "eve", "day", "week", "latest", "eod", "cob"])


def included(text: str, end: int) -> bool:
    """Whether the day said is the last that counts: "avant le 17 inclus"."""
    return _INCLUDED.match(text[end : end + REACH].lower()) is not None


def happened(text: str, start: int) -> bool:
    """Whether a weekday is told of as past: "it was delivered on Monday"."""
    before = text[max(start - REACH, 0) : start].lower()
    return _HAPPENED.search(before) is not None and _DUE.search(before) is None


def not_before(text: str, start: int) -> bool:
    """Whether a day is said to be the first and not the last: "not before 1 October"."""
    return _NOT_BEFORE.search(text[max(start - REACH, 0) : start].lower()) is not None


def gone_by(text: str, start: int, end: int) -> bool:
    """Whether a day without a year is told of as past, in its own sentence as far as that can be seen beside it."""
    begin = max(text.rfind(mark, max(start - REACH, 0), start) for mark in ".?!\n") + 1
    stops = [at for mark in "?!\n" if (at := text.find(mark, end, end + REACH)) >= 0]
    said = text[max(begin, start - REACH) : min(stops, default=end + REACH)].lower()
    return _GONE.search(said) is not None and _DUE.search(said) is None
