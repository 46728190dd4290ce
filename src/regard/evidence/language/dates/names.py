"""Is a day the name of something else, or a day on which nothing is done: a street, a campaign, opening hours, a holiday?

"Rue du 4 Septembre" is an address, the "Black Friday campaign" no Friday, "Mon to Fri 8:30 - 17:00" when a shop is open, and on a day
that is a holiday or on which the office is closed nothing is due. Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 60
"""Characters beside a date that are looked at."""

_STREET = re.compile(
    r"\b(?:(?:rue|avenue|av\.?|boulevard|bd|quai|square|impasse)(?: du| de la)?"
    r"|(?:(?<!sur )(?<!en )place|(?<!au )cours|pont|métro|allée) du"
    r"|(?:calle|avenida|avda\.?|plaza|paseo|glorieta)(?: del?)?|(?:straße|strasse|str\.|platz|allee|brücke|ufer|weg) des"
    r"|(?:estación|colonia|barrio|metro) del?)\s{1,2}$"
)
_STREET_AFTER = re.compile(r"^ (?:avenue|street|road|square|lane|boulevard|ave\b|st\b|rd\b)")
_THING_AFTER = re.compile(
    r"(?:'s|’s)?[\s-]{1,2}(?:campaign|promo\w*|sales?\b|deals?\b|discounts?|specials?\b|season|collection|edition|rush\b|traffic|peak"
    r"|orders?\b|revenue|business\b|cards?\b|decorations?|figures|numbers|leads|bonus(?:es)?|party|dinner|menu|hampers?|gifts?"
    r"|kampagne|aktion"
    r"|geschäft|angebote?\b)"
)
_THING_BEFORE = re.compile(
    r"\b(?:(?:campagne|opération|promo\w*|soldes|collection|ventes|repas|fête|offres?) (?:de |du |d')(?:la |l')?"
    r"|(?:campaña|promoción|ofertas?|rebajas|ventas|cena|colección|temporada) (?:de |del )(?:la )?"
    r"|(?:kampagne|aktion|geschäft|angebote?) (?:zum |zu |zur |des ))$"
)
_WEEKLY = re.compile(
    r"^[\s-](?:e-?mails?|messages?|shifts?|work|cover|rota|rates?|calls?(?= out)|reports?|lists?|newsletters?|numbers|figures|runs?"
    r"|shifts?|digests?|editions?|market|crew|drinks|routine|round-?up|queue|rush|team)\b"
)
"""What is named after its weekday: "the Friday report"."""
_TOPIC = re.compile(
    r"^ (?:(?:is|are|gets|tends|means|ist|bedeutet|est|es) (?!(?:(?:the|der|la|le|el) (?:deadline|date|day|cut|target|last|latest"
    r"|limit|plan|goal|first|termin|stichtag|date|dernier|jour|fecha|plazo|día)"
    r"|(?:our|your|my) (?:\w+ )?(?:deadline|date|target|cut|limit|plan|goal)|when"
    r"|fine|ok|okay|good|possible|final|due|too|still|unser|notre|nuestro"
    r"|in|at|on|coming|soon|next|a week|two|bald|in)\b)|(?:always|usually|traditionally|falls? on)\b)"
)
"""A holiday that is spoken of: "Black Friday is murder for our couriers"."""
_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|bis|vor|zum|avant|d'ici|antes del?|hasta|para)\s{1,2}(?:our |the |el |la |le )?$"
)
_DIAS = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|wed|thu|fri|sat|sun|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?"
    r"|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?"
)
_RUN = re.compile(rf"\b(?:{_WEEKDAY})\s?(?:-|–|to|through|till|bis|au|à|a|y|et|and|und)\s?(?:{_WEEKDAY})\b")
_OPEN = re.compile(
    r"\b(?:open(?! to\b)|opening|opens|closes at|closes(?= \d)|takes? deliveries"
    r"|(?:office|business|opening|working|service) hours|hours(?=:| are| from)"
    r"|staffed|reachable|geöffnet|öffnungszeiten|sprechzeiten"
    r"|geschäftszeiten|erreichbar|besetzt"
    r"|schließt um|schließen um|öffnet|öffnen um|ferme à|fermons à|ouvre|ouvrons|cierra a|cerramos a|abre|abren"
    r"|ouverte?s?|horaires?|joignables?|abiert[oa]s?|horarios?|abrimos|atiende|atendemos|atención)\b"
)
_WORKED = re.compile(
    r"\b(?:we|they|our \w+|the \w+|wir|nous|on|trabajamos) (?:only |usually |nur |ne )?"
    r"(?:work|operate|deliver|ship|load|run|take calls|answer|arbeiten|liefern|versenden|laden|travaill\w+|livr\w+|expédi\w+)?"
    r"(?: only| de| del| from| von| du)? $|\btrabajamos (?:de |del )?$"
)
"""Who works on the days that follow: "we work Monday to Friday"."""
_OFF_AFTER = re.compile(
    r"\s{0,2}[,(–-]?\s{0,2}(?:(?:is|are|will be|being|étant|ist|sind|est|es|será|sera)\s{1,2})?(?:also |auch |aussi |también )?"
    r"(?:(?:the|a|an|ein|un|bei uns|chez nous|hier|día|jour)\s{1,2}){0,2}(?:(?:bank|public|national|gesetzlicher)\s)?"
    r"(?:(?:holiday|feiertag|férié|festivo|feriado|fiesta)\b|we(?:'re| are| will be|'ll be) closed\b|(?:haben|sind"
    r"|bleiben) wir geschlossen\b"
    r"|(?:nous )?(?:sommes|serons) fermés\b|(?:estamos|estaremos) cerrados\b)"
)
_CLOSED = (
    r"\b(?:we|we're|we are|we'll be|offices?|plant|factory|warehouse|shop|store|site|team)(?: \w+){0,2} (?:closed|shut)"
    r"|\b(?:cerramos|cerraremos) por \w+|\bnous (?:fermons|fermerons) pour \w+|\bwir schließen wegen \w+"
    r"|\b(?:sommes|serons|bureaux?|usine|magasin|agence|entrepôt)(?: \w+){0,2} fermée?s?"
    r"|\b(?:estamos|estaremos|oficinas?|tienda|almacén|fábrica|planta)(?: \w+){0,2} cerrad[oa]s?"
    r"|\b(?:büro|werk|lager|betrieb|laden)(?: \w+){0,2} geschlossen"
)
_NONE = (
    r"\bno (?:deliver(?:y|ies)|shipments?|support|pick-?ups?|service)|\bpas de (?:livraisons?|permanence|service|expéditions?)"
    r"|\bkeine (?:auslieferung|lieferung|abholung)(?:en)?|\b(?:no hay|sin) (?:entregas?|reparto|servicio)|\bno trabajamos"
)
_OFF_BEFORE = re.compile(
    rf"(?:{_CLOSED}|{_NONE})(?: from [^.;!?]{{1,25}} (?:until|till|to|through))?(?: (?:on|over|for|from|between|during|at|le|du|à"
    rf"|pour|au|am|an|über|zu|vom|el|en|por|del))?"
    r"\s{1,2}(?:the |le |el |den )?$"
)
_WE_HAVE = re.compile(
    r"\bwir (?:haben|sind|bleiben)\b[^.;]{0,30}$|\b(?:büro|werk|lager|betrieb|laden) (?:ist|hat|bleibt)\b[^.;]{0,20}$"
)


def a_name(text: str, start: int, end: int, *, holiday: bool, weekday: bool = False) -> bool:
    """Whether a day stands in the name of a street, a weekday or a holiday in that of a thing, or a holiday is what is spoken of."""
    before = text[max(start - REACH, 0) : start].lower()
    if _STREET.search(before) or _STREET_AFTER.match(text[end : end + REACH].lower()):
        return True
    if (
        weekday
        and re.search(r"\b(?:the|our|your|my|their) \w*$", text[max(start - 8, 0) : end].lower())
        and _WEEKLY.match(text[end : end + REACH].lower())
    ):
        return True
    if not holiday or _DEADLINE.search(before):
        return False
    after = text[end : end + REACH].lower()
    return (_THING_AFTER.match(after) or _TOPIC.match(after)) is not None or _THING_BEFORE.search(before) is not None


def opening_hours(text: str, start: int, end: int) -> bool:
    """Whether the sentence beside a run of weekdays or of clock times says when something is open."""
    begin = max(text.rfind(mark, max(start - REACH, 0), start) for mark in ".?!\n") + 1
    led = text[max(begin, start - REACH) : start].lower()
    worked = _WORKED.search(led + (re.match(r"(?:from |von |du |de )?", text[start:end].lower()) or [""])[0])
    return worked is not None or _OPEN.search(text[max(begin, start - REACH) : end + REACH // 2].lower()) is not None


def opened_then(text: str, start: int, end: int) -> bool:
    """Whether a weekday stands in a sentence that says when something is open, beside a run of others: "lundi à jeudi 8 h - 16 h, le
    vendredi jusqu'à midi".
    """
    begin = max(text.rfind(mark, max(start - 2 * REACH, 0), start) for mark in ".?!\n") + 1
    said = text[max(begin, start - 2 * REACH) : end + REACH // 2].lower()
    return _OPEN.search(said) is not None and _RUN.search(said) is not None


def run_of_weekdays(text: str, start: int, end: int) -> bool:
    """Whether a weekday is the first or the last of "lunes a viernes"."""
    after, before = text[end : end + REACH].lower(), text[max(start - REACH, 0) : start].lower()
    return re.match(rf" a (?:{_DIAS})\b", after) is not None or re.search(rf"\b(?:{_DIAS}) a $", before) is not None


def off(text: str, start: int, end: int) -> bool:
    """Whether a day is a holiday or one on which the office is closed, and nothing is due."""
    if _OFF_AFTER.match(text[end : end + REACH].lower()):
        return True
    before = text[max(start - REACH, 0) : start].lower()
    if re.match(r" geschlossen\b", text[end : end + REACH]) and _WE_HAVE.search(before):
        return True
    return _OFF_BEFORE.search(before) is not None
