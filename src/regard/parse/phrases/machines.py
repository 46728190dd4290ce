"""How machines answer, in many languages: bounces, out-of-office notes, calendar notices.

Data only: pieces of regular expressions without capturing groups; `phrases.either` joins them.
"""

BOUNCE_SUBJECTS = (
    *(
        "undeliver(?:able|ed)",
        "delivery (?:status notification|failure|has failed|report)",
        r"returned mail\b",
        "mail delivery",
    ),
    *(
        "mail system (?:failed|failure|error)",
        "failure notice",
        "message (?:not delivered|undeliverable)",
        "unzustellbar",
        "non remis",
    ),
    *("échec de", "message non distribu", "no se puede entregar", "rückläufer", "onbestelbaar", "user unknown", "delayed mail"),
    "warning: could not send",
)

BOUNCE_TEXTS = (
    *("did not reach the following recipient", "could not be delivered", "permanent (?:fatal )?errors?", "unable to deliver"),
    *("delivery (?:to the following|has failed)", "user unknown", "address(?:es)? (?:had|failed)", "undeliverable"),
    *(r"5\d\d [45]\.\d\.\d", "this is the (?:mail system|qmail-send)", "wurde nicht zugestellt", "n'a pas pu être"),
)

AWAY_SUBJECTS = (
    r"out[ -]of[ -](?:the[ -])?office\s*(?:auto-?reply|message|reply|notification|:)",
    "auto(?:matic|mated|matische[rns]?)?[ -]?(?:reply|response|antwort|svar|respons)",
    *("autoreply", "autosvar", "autoresponder", r"\[?auto[- ]reply\]?", "abwesenheits(?:notiz|benachrichtigung|assistent)"),
    *(
        "(?:ich bin )?(?:nicht im büro|abwesend) *:",
        "automatische (?:antwort|nachricht)",
        "réponse automatique",
        "absence du bureau",
    ),
    *(
        "message d['’]absence",
        "respuesta automática",
        "fuera de (?:la )?oficina *:",
        "risposta automatica",
        "fuori (?:sede|ufficio) *:",
    ),
    *("automatisch antwoord", "afwezig(?:heids)?(?:bericht|melding)", "frånvaro(?:meddelande)? *:", "resposta automática"),
    *("ausência (?:temporária|do escritório)", "automatick[áý] odpov", "odpowiedź automatyczna", "autorespuesta"),
    *("自动(?:回复|答复)", "自動(?:回覆|応答|返信)", "автоответ"),
)

AWAY_TEXTS = (
    r"i will be out of the office (?:starting|from)\s+\S+(?:\s\S+){0,3}\s+and will not return until\s",
    r"(?:[^\n]{0,60}\n+){0,2}[^\n]{0,80}\bthis is an auto(?:mated|matic|-?generated)? (?:reply|response|e-?mail (?:reply|response))\b",
    r"(?:[^\n]{0,60}\n+){0,2}[^\n]{0,40}\b(?:diese|dies ist eine) automatisch[^\n]{0,30}(?:antwort|nachricht)",
    (
        r"(?:hello|hi|dear sender|thank you for your (?:e-?mail|message))[\s,.!]{0,4}\s*i am (?:currently |presently )?"
        r"(?:out of (?:the )?office|on (?:annual |parental |maternity )?leave)[^?]{0,300}(?:return|back|until|urgent|contact)"
    ),
)

AWAY_HINTS = ("utomat", "auto-", "autogen", "he office", "of office", " leave")

CALENDAR_SUBJECTS = (
    *("accepted", "declined", "tentative", "tentatively accepted", "cancell?ed", "invitation", "updated invitation"),
    *("new time proposed", "meeting (?:request|forward notification)", "zugesagt", "abgesagt", "mit vorbehalt"),
    *("termin(?:absage|einladung)", "einladung", "accepté", "refusé", "annulé", "aceptada?", "rechazada?", "cancelad[oa]"),
    *("accettato", "rifiutato", "geaccepteerd", "geweigerd", "geannuleerd"),
)

CALENDAR_TEXTS = (
    *(r"calendar entry\b", "BEGIN:VCALENDAR", r"when:[^\n]{6,}", r"wann:[^\n]{6,}", r"quand ?:[^\n]{6,}", r"cuándo:[^\n]{6,}"),
    *("(?:detailed )?description:[ \t]*(?:appointment|meeting)", r"\*~\*~\*~\*"),
)
