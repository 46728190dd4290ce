"""Is an activity of the CRM a call in which they spoke?

A task logged as a call and completed, or a CRM's own record of one. A voicemail, a busy line, a missed, planned or cancelled call is
none: by its status, else its result (also by the ids under which HubSpot keeps results), else its subject and notes, in four languages.
Notes that tell of both are of what they tell first ("Spoke 20 min; he leaves his boss a voicemail"), unless the second try is told
("no answer, then rang back and spoke"). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SPOKE, TRIED = "call", "call_tried"
"""Kinds of activity: they spoke; a call that was planned, missed or not taken."""
_CALL = re.compile(
    r"(?:phone |telephone |logged |inbound |outbound )?calls?(?: back)?|call[_ ](?:in|out)|telefonat|telefonanruf|anruf|rückruf"
    r"|appel(?: téléphonique)?|llamada(?: telefónica)?",
    re.IGNORECASE,
)
_DONE = frozenset(
    {
        "",
        "completed",
        "complete",
        "done",
        "closed",
        "held",
        "true",
        "erledigt",
        "abgeschlossen",
        "beendet",
        "terminé",
        "terminée",
    }
    | {"achevé", "achevée", "effectué", "completada", "completado", "realizada", "hecho", "finalizada"}
)
_CONNECTED = "f240bbac-87c9-4f6e-bf70-924b57d47db7"
_RESULT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REACHED = re.compile(
    r"(?:connected|reached|spoke|spoken|talked|answered|conversation|erreicht|gesprochen|joint|contacté|contactad[oa]|localizad[oa])\b.*",
    re.IGNORECASE,
)
"""A result that says that they spoke, whatever the notes tell beside it."""
_PLANNED = re.compile(
    r"\s*(?:plan(?:ned)?|to[- ]?do|next|agenda|remind(?:er| me)|geplant|zu tun|à faire|prévu|por hacer|pendiente)\b ?[:,-]",
    re.IGNORECASE,
)
_MACHINE = (
    r"(?:voice[ -]?mail|vm|lvm|answering machine|machine|reception(?:ist)?|secretary|assistant|gatekeeper|switchboard|mailbox|band|ab"
    r"|anrufbeantworter|sekretärin|zentrale|répondeur|messagerie|secrétaire|standard|assistante|buzón|contestador|secretari[ao])"
)
_SPOKEN = re.compile(
    rf"(?<!not )(?<!never )(?<!n't )\b(?:spoke|talked|chatted|(?:had|have) (?:an? )?(?:[a-z]+ )?(?:call|chat|talk|conversation)"
    rf"|(?:good|great|long|short|brief|quick|useful) (?:call|chat|talk|conversation)|got (?:hold of|through to))\b"
    rf"(?! (?:(?:to|with) )?(?:(?:the|his|her|their|an?) )?{_MACHINE}\b)"
    r"|(?<!nicht )(?<!band )(?<!ab )(?<!mailbox )(?<!anrufbeantworter )(?<!niemanden )\b(?:gesprochen|telefoniert)\b"
    r"|\bgutes (?:gespräch|telefonat)\b"
    rf"|(?<!pas )\b(?:parlé|discuté|échangé)\b(?! (?:à|avec) (?:l[ea] |son |sa |l')?{_MACHINE}\b)|\bbon échange\b"
    rf"|(?<!no )\b(?:hablé|hablamos|he hablado|hemos hablado)\b(?! con (?:el |la |su )?{_MACHINE}\b)|\bbuena (?:charla|llamada)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:then|later|finally|but|after all|(?:rang|called|phoned) (?:me |us )?back|second try|dann|später|zurückgerufen|aber|puis|ensuite"
    r"|enfin|rappelé|mais|luego|después|pero)\b",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\bno (?:answer|reply|response|pick[- ]?up)\b(?! (?:to|on|about)\b)"
    r"|\bnot? (?:reached|picked up)\b|\b(?:did not|didn't|could not|couldn't|cannot|can't) (?:answer|reach|pick up|get (?:hold|through))\b"
    r"|\b(?:nobody|no ?one) (?:there|in|picked up|answered|picks up|answers|home)\b"
    r"|(?:^|[.;,!] *|\b(?:he|she|they|contact|customer|client|(?-i:[A-Z][a-z]+)) (?:is|was|were|are) )(?:currently )?not (?:available|in)\b"
    r"|(?:^|[.;,!] *|\b(?:line|phone|number|he|she|they) (?:is |was |were |are )?)busy\b(?! with)|\bbusy (?:line|signal|tone)\b"
    r"|\b(?:unreachable|unanswered|not connected|voice[ -]?mail|l?vm|left (?:a |him a |her a |them a )?(?:live )?message|missed call|"
    r"wrong number|rang out|tried to (?:call|ring|reach))\b|^\s*n\.?/?a\.?\s*$"
    r"|\b(?:nicht (?:erreicht|erreichbar|abgenommen|da|rangegangen|ran|ans telefon)|niemand(?:en)? (?:erreicht|da|rangegangen)"
    r"|keine antwort|mailbox|anrufbeantworter|besetzt|auf (?:den )?ab gesprochen|aufs band gesprochen|falsche nummer|kein anschluss)\b"
    r"|\b(?:pas de réponse|sans réponse|n'a pas (?:répondu|décroché)|personne n'a (?:répondu|décroché)|injoignable|messagerie|répondeur"
    r"|ligne occupée|occupé|pas joint)\b"
    r"|\b(?:no (?:contest|cog|atend)(?:a|e|ó|ió)|nadie (?:contesta|contestó|coge)|sin respuesta|buzón(?: de voz)?|comunicaba"
    r"|no (?:está )?disponible|no localizad[oa])\b",
    re.IGNORECASE,
)


def call_kind(values: Mapping[str, str]) -> str:
    """`SPOKE`, `TRIED`, or "" of an activity that is no call."""
    named = [values.get(name, "").strip() for name in ("kind", "type", "subject")]
    if not any(_CALL.fullmatch(name) for name in named):
        return ""
    if values.get("status", "").strip().lower() not in _DONE or values.get("closed", "").lower() == "false":
        return TRIED
    result = values.get("result", "").strip()
    if _RESULT_ID.fullmatch(result.lower()):
        return SPOKE if result.lower() == _CONNECTED else TRIED
    if _TRIED.search(result):
        return TRIED
    if _REACHED.fullmatch(result):
        return SPOKE
    return TRIED if any(_missed(values.get(name, "")) for name in ("subject", "body")) else SPOKE


def _missed(notes: str) -> bool:
    """Whether notes of a call tell that they did not speak."""
    tried, spoken = _TRIED.search(notes), _SPOKEN.search(notes)
    if spoken is None or tried is None:
        return tried is not None or (spoken is None and _PLANNED.match(notes) is not None)
    return tried.start() < spoken.start() and not _AGAIN.search(notes, tried.end(), spoken.start())
