"""Is a mail of ours in another talk, by somebody whom nobody asked, of the matter of an ask of theirs?

Two of ours deal with one customer: what one of them writes of a date for a review answers nothing that the other was asked about the
licence. A colleague to whom the question was passed on takes up a word of it, names whom they answer for, says that they answer, or gives
what was asked for (`answers_in_kind`); one who had it in copy may say so in a few words.
Words of mere doing and of politeness say nothing, in whichever language of those that are read. Where one of the two has no words, or
they are of two languages, nobody knows, and the mail may be the answer. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from regard.answers.answers_in_kind import gives_it, in_short
from regard.evidence.language.tongues import tongue
from regard.parse.subject import subject_core
from regard.review.noticing import content

_SMALL = """
please thank thanks does did just like also still good best kind regards hello dear yes sure great fine well been because every each such
only now here there suit suits work works other another our much many most both same him whether possible able thing things way
bitte danke vielen gruß grüße grüßen können könnten kann wie was wann wer wird werden haben hat ist sind ein eine einen einem einer auch
noch nicht dann oder aber sich sie ihnen ihre ihren ihr gut gerne hallo liebe lieber sehr geehrte geehrter frau herr zum zur auf aus dass
merci bonjour pour pouvez pourriez vous nous est sont une des les dans avec sur par votre notre bien que qui cordialement
gracias hola para puede pueden podría podrían usted ustedes con los las una por nuestro nuestra saludos que está están
"""
_ANSWERS = re.compile(
    r"\b(?:your (?:question|e-?mail|mail|message|request|enquiry|inquiry|note)"
    r"|(?:you|he|she|they) (?:had |have )?(?:asked|wanted to know|were asking)"
    r"|as (?:you )?requested|(?:asked me|forwarded|passed (?:it |this |that )?on|on behalf of|in (?:his|her|their) absence)"
    r"|(?:ihre|deine|eure|ihrer|deiner) (?:frage|anfrage|nachricht|mail|e-mail)"
    r"|weitergeleitet|hat mich gebeten|in vertretung|wie (?:gewünscht|erbeten)"
    r"|votre (?:question|demande|message|mail|courriel)|m['’]a (?:transmis|demandé)|su (?:pregunta|consulta|mensaje|correo|solicitud)"
    r"|comme demandé|como (?:solicit[oó]|pidió|solicitado)|me (?:ha pedido|pidió|reenvió))\b"
)
"""Words of whoever answers what somebody else was asked."""


def same_matter(
    asked: str, subject: str, told: str, about: str, *, for_whom: Collection[str], names: Collection[str], copied: bool = False
) -> bool:
    """Whether a mail (`told`, `about` its subject) may answer an ask (its words, its mail's subject); `copied`: who tells had it in copy.

    `for_whom`: names of those of ours who were asked; `names`: of everybody on either mail, whose mention says nothing of the matter.
    """
    words = content(f"{asked} {subject_core(subject)}", (*names, _SMALL))
    low = told.casefold()
    if not words or not low.strip() or tongue(told) != tongue(asked) or _ANSWERS.search(low):
        return True
    if gives_it(asked, about, told) or (copied and in_short(told)):
        return True
    first = {name.split()[0].casefold() for name in for_whom if name.split() and len(name.split()[0]) > 2}
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", low) for name in first):
        return True
    return not words.isdisjoint(content(f"{told} {subject_core(about)}", (*names, _SMALL)))
