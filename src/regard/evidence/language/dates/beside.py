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
    if _TITLE.search(before):
        return True
    return _BUT.match(text[end : end + REACH].lower()) is not None and _NOT.search(before) is not None


def not_before(text: str, start: int) -> bool:
    """Whether a day is said to be the first and not the last: "not before 1 October"."""
    return _NOT_BEFORE.search(text[max(start - REACH, 0) : start].lower()) is not None


def gone_by(text: str, start: int, end: int) -> bool:
    """Whether a day without a year is told of as past, in its own sentence as far as that can be seen beside it."""
    begin = max(text.rfind(mark, max(start - REACH, 0), start) for mark in ".?!\n") + 1
    stops = [at for mark in "?!\n" if (at := text.find(mark, end, end + REACH)) >= 0]
    said = text[max(begin, start - REACH) : min(stops, default=end + REACH)].lower()
    return _GONE.search(said) is not None and _DUE.search(said) is None
