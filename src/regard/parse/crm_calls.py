"""Is an activity of the CRM a call in which they spoke?

A task logged as a call and completed, or a CRM's own record of one. A voicemail, a busy line, a missed, planned or cancelled call is
none: by its status, its result (also by the ids under which HubSpot keeps results), its subject or its notes, in four languages. Pure.
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
_TRIED = re.compile(
    r"\b(?:no (?:answer|reply|response)|not? (?:reached|available|picked up|in)|(?:did not|didn't|could not|couldn't|cannot) "
    r"(?:answer|reach|pick up|get (?:hold|through))|unreachable|unanswered|not connected|voice ?mail|left (?:a |him a |her a |them a )?"
    r"(?:live )?message|busy|missed call|wrong number|rang out|tried to (?:call|ring|reach))\b"
    r"|\b(?:nicht (?:erreicht|erreichbar|abgenommen|da|rangegangen)|niemand(?:en)? erreicht|keine antwort|mailbox|anrufbeantworter|besetzt|"
    r"auf (?:den )?ab gesprochen|falsche nummer|kein anschluss)\b"
    r"|\b(?:pas de réponse|sans réponse|n'a pas (?:répondu|décroché)|injoignable|messagerie|répondeur|occupé|pas joint)\b"
    r"|\b(?:no contest(?:a|ó)|sin respuesta|buzón(?: de voz)?|comunicaba|no (?:está )?disponible|no localizad[oa])\b",
    re.IGNORECASE,
)


def call_kind(values: Mapping[str, str]) -> str:
    """`SPOKE`, `TRIED`, or "" of an activity that is no call."""
    named = [values.get(name, "").strip() for name in ("kind", "type", "subject")]
    if not any(_CALL.fullmatch(name) for name in named):
        return ""
    if values.get("status", "").strip().lower() not in _DONE or values.get("closed", "").lower() == "false":
        return TRIED
    result = values.get("result", "").strip().lower()
    if _RESULT_ID.fullmatch(result) and result != _CONNECTED:
        return TRIED
    return TRIED if any(_TRIED.search(values.get(name, "")) for name in ("result", "subject", "body")) else SPOKE
