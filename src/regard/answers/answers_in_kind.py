"""Is there in a mail of ours what an ask of theirs wants: a price, a day, a call, a yes or no?

A colleague of whoever was asked answers "how much?" with a sum or a quotation, "when?" with a day, and need take up no word of the
question. What they ask themselves ("may we come on the 19th?") gives nothing. Pure.
"""

from __future__ import annotations

import re

from regard.deals.amounts import is_amount
from regard.evidence.language.inquiries import inquires

LOOKED_AT = 4_000
"""Characters of a mail: an answer stands near its beginning."""
SHORT = 20
"""So few words, and no question among them, are an answer where their writer had the question in copy."""

_PRICE = re.compile(
    r"\b(?:how much|(?:list |unit )?prices?|pricing|costs?|charges?|rates?|fees?|quotes?|quotations?|offers?|discounts?|tariffs?"
    r"|wie ?viel|kosten|kostet|preise?s?|angebote?s?|rabatte?|konditionen|combien|prix|tarifs?|devis|co[uû]te?s?|remises?|offres?"
    r"|cu[aá]nto|precios?|presupuesto|cotizaci[oó]n|costes?|tarifas?|oferta|descuento|quanto|prezz[oi]|preventivo|offerta|sconto"
    r"|hoeveel|prijs|prijzen|offerte|kosten|korting)\b"
)
_PRICED = re.compile(
    r"\b(?:quotes?|quotations?|(?:our|your) offer|offer (?:no\.? ?)?\w{0,4}-?\d"
    r"|price ?lists?|pro-?forma|(?:prices?|costs?|rates?) (?:is|are|of)|free of charge"
    r"|order confirmation|your order|angebot|preisliste|auftragsbestätigung|kostenlos|devis|(?:notre|votre) offre|tarif"
    r"|confirmation de commande|gratuit|presupuesto|cotización|oferta|lista de precios|confirmación de pedido|preventivo|offerta|listino"
    r"|conferma d['’]ordine|offerte|prijslijst|orderbevestiging)\b"
)
_WHEN = re.compile(
    r"\b(?:when|(?:what|which) (?:day|date|time|week)|how (?:soon|long|early|late)|delivery (?:date|time)|lead ?time|wann|ab wann|bis wann"
    r"|wie (?:lange|bald|schnell)|welche[nmrs]? (?:tag|termin|woche)|liefertermin|lieferzeit|quand|quel(?:le)? (?:jour|date|semaine)|délai"
    r"|cu[aá]ndo|qu[eé] (?:d[ií]a|fecha|semana)|plazo|a che ora|che giorno|tempi di consegna|wanneer|welke (?:dag|datum|week)|levertijd)\b"
    r"|(?<!\w)quando\b"
)
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|tonight|(?:next|this|calendar) week|weeks? \d"
    r"|(?:\d+|two|three|four|six) (?:working |business )?(?:days|weeks|months)"
    r"|january|february|april|june|july|august|september|october|november|december|(?:in|of|\d|until|by) (?:march|may)|(?:march|may) \d"
    r"|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|heute|morgen|kw ?\d|kalenderwoche|\d+ (?:tagen?|wochen)|januar|februar|märz"
    r"|april|mai|juni|juli|oktober|dezember|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|aujourd['’]hui|demain|semaine \d"
    r"|\d+ (?:jours|semaines)|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|lunes|martes|miércoles"
    r"|jueves|viernes|sábado|domingo|hoy|mañana|semana \d|\d+ (?:días|semanas)|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|septiembre|octubre|noviembre|diciembre|lunedì|martedì|mercoledì|giovedì|venerdì|oggi|domani|\d+ (?:giorni|settimane)|gennaio"
    r"|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|maandag|dinsdag|woensdag|donderdag|vrijdag|vandaag"
    r"|\d+ (?:dagen|weken)|januari|februari|maart|mei|augustus|at once|right away|immediately|sofort|umgehend)\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]"
)
_CALL = re.compile(
    r"\b(?:call (?:me|us|back)|(?:give|gives) (?:me|us) a (?:call|ring)|ring (?:me|us)|phone|speak|talk|a (?:quick |short )?call"
    r"|anrufen|rufen sie|ruf(?:en)? mich|rückruf|zurückrufen|telefonieren|telefon|(?:r?appeler|r?appelez|téléphoner)|téléphone"
    r"|llamar(?:me|nos)?|ll[aá]m(?:e|en)(?:me|nos)?|teléfono|(?:ri)?chiamar(?:e|mi|ci)|telefono|terugbellen|bellen|telefoon)\b"
)
_CALLED = re.compile(
    r"\b(?:phone|telephone|(?:our|the|your|this) (?:call|chat|talk|conversation)|spoke|talked|spoken"
    r"|telefonat|telefon(?:iert|isch)?"
    r"|gespräch|gesprochen|au téléphone|notre (?:appel|échange|entretien)|por teléfono|(?:nuestra|la) (?:llamada|conversación)"
    r"|hablamos|hablado"
    r"|al telefono|telefonata|chiamata|telefonisch|gesprek|gesproken|gebeld)\b"
)
_MEETS = re.compile(
    r"\b(?:visit\w*|meet\w*|come|comes|coming|join|fair|webinar|open day|workshop|appointment|seminar|besuch\w*|treffen|termin|kommen"
    r"|kommt|messe|gespräch|besprechung|visite\w*|réunion|rencontr\w+|rendez-vous|salon|viendrons|venir|visita\w*|reuni[oó]n|feria|cita"
    r"|vamos|incontr\w+|riunione|fiera|bezoek\w*|afspraak|beurs|vergadering|langs)\b"
)
"""Days of meetings answer only who asks when to meet."""
_PAIRS = ((_PRICE, _PRICED), (_CALL, _CALLED))
_YES_NO = re.compile(r"(?:\A|\n)[ \t]*(?:yes|no|ja|nein|oui|non|sí|si|nee)(?=[,.:;!–])")
_STOP = re.compile(r"(?<=[.!?\n])")


def gives_it(asked: str, subject: str, told: str) -> bool:
    """Whether a mail of ours (its subject, its own words) holds a thing of the kind that an ask (its words) wants."""
    want = asked[:LOOKED_AT].casefold()
    said = [piece for piece in _STOP.split(told[:LOOKED_AT]) if not piece.endswith("?")]
    low = f"{subject}\n{''.join(said)}".casefold()
    if _YES_NO.search("".join(said).casefold()) or any(wants.search(want) and has.search(low) for wants, has in _PAIRS):
        return True
    if inquires(asked) and _PRICED.search(low):
        return True
    if _WHEN.search(want):
        to_meet = _MEETS.search(want)
        if any(
            _DAY.search(p) and (to_meet or not _MEETS.search(p)) for p in (subject.casefold(), *(p.casefold() for p in said))
        ):
            return True
    return bool(_PRICE.search(want)) and any(is_amount(piece) for piece in said)


def in_short(told: str) -> bool:
    """Whether a mail says a thing in a few words and asks nothing."""
    return 0 < len(told[:LOOKED_AT].split()) <= SHORT and "?" not in told
