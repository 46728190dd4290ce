"""Is a day one of many: of a habit, of opening hours, of a birthday, or any Friday?

"The board always meets on a Wednesday", "on Fridays reception closes at 3 pm", "I work part time, Tuesday through Thursday", "happy
birthday for Sunday": nothing is due on such a day, unless it is named as a deadline. Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 70
"""Characters beside a day that are looked at."""

_HABIT = re.compile(
    r"\b(?:always|usually|generally|normally|typically|habitually|as a rule|in general|invariably"
    r"|immer|normalerweise|üblicherweise|in der regel|grundsätzlich|meist(?:ens)?|gewöhnlich|generell"
    r"|toujours|généralement|d'habitude|habituellement|en général|en règle générale|normalement"
    r"|siempre|normalmente|habitualmente|habitual|por lo general|por regla general|en general)\b"
)
_BIRTHDAY = re.compile(
    r"\b(?:(?:birthday|anniversary|jubilee|geburtstag|jubiläum|(?<=jährige[sn] )bestehen|anniversaire|cumpleaños|aniversario)"
    r"(?! (?:dinner|party|event|celebration|reception|offer|sale|drinks|lunch))"
    r"|turn(?:s|ed) \d\d\b|(?:wird|wurde) \w{0,12} ?\d\d\b(?= jahre)|(?:fête|a eu) (?:ses |son )?\d\d|cumpl(?:e|ió) \d\d)"
)
_HOURS = re.compile(
    r"\b(?:open(?! to\b)|opening|opens|closes|hours|staffed|deliveries|reception|calls are|hotline|helpdesk|part[ -]time|shifts?"
    r"|\w{0,14}zeiten|\w{0,10}annahme|telefonisch|besetzt|erreichbar|teilzeit|empfang|schließt|öffnet|geöffnet"
    r"|ouverte?s?|horaires?|ouvre|ferme|réception|accueil|permanence|appels|standard|temps partiel|joignables?"
    r"|abre|abrimos|cierra|cerramos|horarios?|recepción|centralita|llamadas|tiempo parcial|atendemos|atiende)\b"
)
_MANY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s\b"
    r"|(?:\b(?:les|tous les)|^\s?le) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?:s\b|,)"
    r"|\blos (?:lunes|martes|miércoles|jueves|viernes|sábados|domingos)\b"
)
_ANY = re.compile(r"\b(?:an?|any|some|ein|einem|einen|un|une|cualquier|ningún|aucun)\s(?:rainy |quiet |normal )?$")
_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|bis|spätestens|vor|avant|d'ici|jusqu'au|antes|hasta|deadline|due|rsvp|reply|please|bitte"
    r"|merci de|por favor)\b"
)


def of_many(text: str, start: int, end: int, *, days_run: bool, weekday: bool, time: bool, dated: bool) -> bool:
    """Whether text[start:end] stands for days that come again or for any such day.

    `days_run`: it runs from day to day or hour to hour; `weekday`: it is told by the day of the week alone; `time`: by a clock time alone;
    `dated`: by a day of the year.
    """
    before = text[max(start - REACH, 0) : start].lower()
    before = before[max((before.rfind(mark) for mark in ".?!;\n"), default=-1) + 1 :]
    after = text[end : end + REACH].lower()
    after = after[: min((at for mark in "?!;\n" if (at := after.find(mark)) >= 0), default=len(after))]
    if _DEADLINE.search(before):
        return False
    if weekday and _ANY.search(before):
        return True
    said = f"{before}{text[start:end].lower()}{after}"
    if not dated and _BIRTHDAY.search(said):
        return True
    if (weekday or time) and (_HABIT.search(said) or (time and _MANY.search(said))):
        return True
    return days_run and _HOURS.search(said) is not None
