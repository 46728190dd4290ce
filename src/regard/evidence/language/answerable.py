"""Does a sentence that asks want something back: an answer, a file, a call?

A cue says that a sentence asks or requests. Whoever is told that it waits for an answer must find one that waits: no order to do
something elsewhere ("please increase deliveries"), no offer ("let me know if you need anything"), no pointer to somebody else ("please
contact the hotel"), no question of somebody's weekend or health (`life`), and no sentence whose question mark is only what a mail
program made of a letter it did not know. Pure; English, and requests in German, French and Spanish; what else is not English is taken
by its question mark.
"""

from __future__ import annotations

import re

from regard.evidence.language.life import asks_of_life
from regard.evidence.language.tongues import is_read

LONGEST_PITCH = 4_000
"""Characters of a mail that are looked at for an offer to us."""
PITCHES = 2
"""So many different signs of one make a mail an offer."""
_NO_ASK = re.compile(
    r"\b(?:please |kindly )?(?:do not|don['’]t|never) (?:reply|respond|transmit|send|click|hesitate|forward|use|disclose|print)\b"
    r"|\bconsider the environment\b|\b(?:disregard|ignore)\b"
    r"|\b(?:should|if) (?:you|any(?:one|body)) (?:should |may |do )?(?:have|has) any (?:\w+ )?"
    r"(?:questions?|comments?|problems?|concerns?|trouble)\b"
    r"|\b(?:with|of) any (?:further |other )?(?:questions?|comments?|problems?|concerns?)\b|\bfeel free to\b"
    r"|\bplease (?:find|see|note|be advised)\b|\bif for any reason\b|\bif i can (?:be of|help|assist)\b"
    r"|\byou let (?:me|us) know\b|\bcall [^.?!]{0,80}\bfor (?:any )?questions\b|\b(?:should|if|in case)\W*$"
    r"|\b(?:in (?:the )?future|from now on|going forward)\b[^.?!]{0,12}\bplease\b"
    r"|\bplease\b[^.?!]*\b(?:in (?:the )?future|from now on|going forward)\b"
    r"|\b(?:appreciated?|thanks|thank you)\b[^.?!]{0,12}\byour (?:response|reply|answer|comments|input)\b"
    r"|^\W*please respond to\W*(?:$|[A-Z])|\bfor (?:more|further|additional|general) information\b"
    r"|^\W*are you (?:ok|okay|all ?right|well)\W*$|\bhas your (?:week|weekend|day|year|summer|christmas)\b|\bdo you remember when\b"
    r"|^\W*give me a call\W*$",
    re.IGNORECASE,
)
"""A request not to do something waits for nothing, nor does asking how somebody is, nor the offer to ask that ends so many mails."""
_OFFER = re.compile(
    r"\b(?:if|should you|in case|unless|whenever|as soon as)\b(?![^.?!]{0,20}\bok(?:ay)?\b)[^.?!]{0,60}?\b(?:any|needs?|would like|"
    r"want|wish|interested|prefer|problems?|questions?|concerns?|trouble|(?:not|in)\s?correct|wrong|experience|changes?|further|"
    r"additional|anything|something|more information|not (?:yet )?received|might have|forgot(?:ten)?|left out|missed)\b",
    re.IGNORECASE,
)
"""What is asked for only in a case that may never come."""
_ROUND = re.compile(
    r"^\W*(?:(?:are|is) there |do you have |does anyone have )?any (?:other |further |more |additional )?"
    r"(?:thoughts|questions|comments|suggestions|ideas|input|feedback|concerns)(?:,? (?:or|and) \w+)?\W*$"
    r"|\blet (?:me|us) know if (?:this|that|it) (?:is|looks|sounds) (?:ok|okay|fine|all right|good)\b",
    re.IGNORECASE,
)
"""What is said to close a mail to several: whoever has nothing against it says nothing."""
_ARTEFACT = re.compile(r"(?:[.,:;!]|\b(?:inc|ltd|at|by|to|of|the|and))\s*\?+\W*$", re.IGNORECASE)
"""A question mark after the end of a sentence, or in the middle of one: a letter that could not be shown."""
_AUX = (
    r"(?:can|could|would|will|wo|do|does|did|is|are|was|were|have|has|had|should|shall|may|might|am)(?:n['’]?t)?\s+"
    r"[^\W\d_]+"
)
_WH = r"(?:at |on |in |to |for |from |by |with )?(?:what|who|whom|whose|when|where|why|how|which)\b"
_CLAUSE = (
    r"(?:^\W*|[,;:–—-]\s*|\b(?:and|but|or|so|also|then|otherwise|if so|if not|please|ok|well|again|now|thanks|hi|dear) |"
    r"^\W*[\w .'’-]{2,30}, )"
)
_ASKING = re.compile(
    rf"{_CLAUSE}(?:{_AUX}|{_WH})|\bwonder(?:ing|ed)? (?:if|whether|what|how|when|why|who)\b"
    r"|\bany (?:chance|news|idea|ideas|word|updates?|luck|thoughts|objections?|interest|progress|feedback)\b"
    r"|^\W*(?:so |and |but |still )?(?:you|we|they|it|that|this)\b"
    r"|\b(?:ok|okay|right|correct|agreed?|thoughts|comments|possible|yes|no)\W*\?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\blet (?:me|us) know\b|\b(?:advise|confirm|reply|respond|r\.?s\.?v\.?p|clarify|explain|approve|propose)\b"
    r"|\b(?:tell|inform|notify|update|remind|answer|call|phone|ring|e-?mail|write|contact|show|give|send|fax|forward|get|copy|join) "
    r"(?:(?:back )?to )?(?:me|us)\b|\b(?:get|come|write|call) back\b|\bgive (?:me|us) a\b"
    r"|\b(?:send|re-?send|forward|provide|supply|give|e-?mail|fax|return|share|quote|suggest|name)\b(?=[^.?!]*\b(?:me|us|back|your)\b)"
    r"|\bre-?send\b|\byour (?:comments?|thoughts|input|feedback|approval|signature|views?|opinions?|answer|reply|response|availability|"
    r"suggestions?|decision)\b|\b(?:comments?|suggestions) (?:on|to|by)\b|\b(?:schedule|set up|arrange|find) (?:a|some|another) "
    r"(?:time|call|meeting|date)\b|\bsome suggestions\b|\bneed you to\b|\bappreciate (?:hearing|it if|a call|a reply)\b"
    r"|\b(?:sign|review|read)[^.?!]* and (?:comment|return|fax|send)\b"
    r"|\b(?:please|kindly|(?:can|could|would|will) you)(?: please| kindly| also| now| then| just)*"
    r" (?:send|re-?send|provide|supply|issue|share|return)"
    r"(?: over| back| out)? (?:the|a|an|your|this|that|those|these|any|all|both|another)\b"
    r"(?![^.?!]*\bto\b(?! (?:me|us|our|my|sign|have|be)\b))",
    re.IGNORECASE,
)
"""What comes back to whoever asks."""
_BACK_ABROAD = re.compile(
    r"\b(?:uns|mir|mich|rückmeldung|rückruf|antwort|bescheid|zusendung|übersendung|zusenden|zuzusenden|mitteil\w*|mitzuteilen|nennen"
    r"|unterschreib\w*|bestätig\w*|zurück\w*|melde\w*|angebot)\b"
    r"|\b(?:nous|me|moi|réponse|retour|devis|renvoyer|retourner|rappeler|confirmer|signer|communiquer|transmettre|adresser)\b"
    r"|\bm['’](?=[a-zé])"
    r"|\b(?:nos|me|respuesta|presupuesto|confirm\w+|firme\w*|devuelva\w*|\w+[áéíóú]\w*(?:me|nos))\b",
    re.IGNORECASE,
)
"""What comes back to whoever asks in German, French or Spanish."""
_INDIRECT = re.compile(
    r"\b(?:asks|asking|asked|ask|know|understand|wonders|wondering|question|thing|find out|check with you"
    r"|fragt|fragen|wissen|erkundigt|demande|demandé|savoir|pregunta|preguntado"
    r"|saber)\b[^.?!]{0,30}?\b(?:if|whether|when|what|who|where|which|how|why|ob|wann|wie|wer|wo|was|welche\w*|warum|wieviel|woran"
    r"|si|quand|comment|qui|où|combien|pourquoi|quel\w*|ce que|cuándo|cuánto|cómo|quién|dónde|qué|cuál|por qué)\b",
    re.IGNORECASE,
)
"""A question told and not put: “Victor asks whether the crane can be hired”. Its cue says that it asks."""
_PITCH = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"to register|register (?:now|online|today|here|for)|registration (?:form|fee|is)|registering for",
        r"brochures?|order form|price list|media kit",
        r"(?:pleased|delighted|proud|honou?red) to (?:invite|announce|offer|introduce|present)|cordially invited|you are invited",
        r"special offer|discounts?|early[- ]bird|free (?:trial|copy|demo|sample|subscription)|complimentary|save \d+ ?%|\d+ ?% off",
        r"delegates?|attendees|sponsor(?:s|ship)?|exhibitors?|keynote|conference program(?:me)?",
        r"subscri(?:be|bers?|ption|ptions)|unsubscribe|mailing list|opt[- ]out",
        r"our (?:products?|services|solutions?|software|platform) (?:is|are|can|will|offers?|helps?|provides?)",
        r"leading provider|industry[- ]leading|cost[- ]effective",
        r"would like to introduce (?:you|our|my)|introduce (?:ourselves|our company)",
        r"demonstrat(?:e|ion) (?:of )?(?:our|the) (?:product|software|system)",
    )
)


def wants_answer(sentence: str, kind: str) -> bool:
    """Whether a sentence with a cue of `kind` (question, request, asks_advice, asks_next_step, complains) waits for something back."""
    said = " ".join(sentence.split())
    if _NO_ASK.search(said) or (kind != "complains" and asks_of_life(said)):
        return False
    if kind == "complains":
        return True
    if "?" in said and not _ARTEFACT.search(said) and not _OFFER.search(said):
        if _ASKING.search(said) or not is_read(said):
            return True
        if kind == "question":
            return False
    if kind == "question" and _INDIRECT.search(said):
        return True
    back = _BACK if is_read(said) else _BACK_ABROAD
    return kind != "question" and back.search(said) is not None and not _OFFER.search(said)


_NOT_TO = re.compile(
    r"\b(?:do not|don'?t|never|not to|refrain from|stop|no need to)(?: please| kindly)? (?:send|submit|call|phone|write|e-?mail|contact"
    r"|chase|follow|approach|reach|offer|propose|quote|visit|come|prepare|schedule|book|forward|share|copy|include|mention|tell|discuss"
    r"|ship|deliver|order|start|proceed|change|press|push)(?:ing|ting)?\b"
    r"|\bbitte\b[^.?!,]*\b(?:keine?[nm]?|nicht(?! nur))\b"
    r"|\bbitten? (?:sie|ihn|euch|dich)\b[^.?!,]*, (?:[^.?!,]*)\b(?:keine?[nm]?|nicht(?! nur))\b"
    r"|\b(?:davon|von)\b[^.?!]*\babzusehen\b"
    r"|\b(?:merci|prière|prie|veuillez|priée?s?)\b[^.?!,]*\bne (?:pas|plus)\b"
    r"|\bpor favor,? no\b|\b(?:rueg\w+|pido|pedimos)\b[^.?!,]*\bque no\b|\babsténga\w+ de\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"[,;:–—] *(?:but|instead|rather|and)\b|\b(?:but|instead|rather|sondern|mais|plutôt|sino|aber|pero)\b|\?", re.IGNORECASE
)


def asks_not(sentence: str) -> bool:
    """Whether a sentence asks to leave something be, and nothing else: “Please do not send further proposals until then.”"""
    said = " ".join(sentence.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    return _NOT_TO.search(said) is not None and _BUT.search(said) is None


def asks_round(sentence: str) -> bool:
    """Whether a sentence asks so that of several readers only those answer who have something to say (“Any other comments?”)."""
    return bool(_ROUND.search(" ".join(sentence.split())))


def offers_to_us(subject: str, own: str) -> bool:
    """Whether a mail offers us something for sale or a seat somewhere, by two different signs of it: it waits for a sale, for no answer."""
    words = f"{subject} {own[:LONGEST_PITCH]}"
    return sum(1 for sign in _PITCH if sign.search(words)) >= PITCHES
