"""Does the clause that a day stands in tell of what is over: "they opened the plant on 21 July", "your parcel reached us on Friday"?

Told by the form of its verbs in four languages, not by a list of them: endings, helping verbs with a participle, strong and irregular
verbs; and by what is said of a meeting held ("thanks for taking the time on Tuesday"). A clause with a sign of what is to come (will, must,
please, by) is not past, nor is one whose verb says when something will be ("moved to Friday"). Patterns over the text, linear and bounded.
Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 90
"""Characters beside a day that are looked at."""


@dataclass(frozen=True, slots=True)
class _Tongue:
    """How a language tells of what is over (`past`), of what is to come (`ahead`), and which verbs say when something will be (`sets`)."""

    past: re.Pattern[str]
    ahead: re.Pattern[str]
    sets: re.Pattern[str]


_ENGLISH = _Tongue(
    re.compile(
        r"\b(?!(?:the|an?|your|our|their|his|her|its|my|some|any|no|new|all|these|those|this|that|of|with|as|be|is|are|get|it|newly|and"
        r"|or)\b)[\w']+ (?:already |finally |also |just )?"
        r"(?!need|indeed|speed|feed|embed|proceed|exceed|succeed|hundred|based|attached|required|related|red\b|bed\b)\w{2,16}ed\b"
        r"|\b(?:came|went|met|spoke|sent|got|gave|told|took|left|made|wrote|paid|bought|sold|held|ran|began|saw|found|lost|won|fell|rose"
        r"|broke|built|chose|did|drew|drove|flew|grew|kept|shook|slept|spent|stood|thought|understood|had|put out|sank|shut down"
        r"|(?:was|were)(?! \w+ing\b))\b"
        r"|\b(?:thanks|thank you) (?:so much |very much |a lot |again )?for "
        r"(?:taking|coming|joining|having|hosting|meeting|visiting|showing|your visit)\b"
        r"|\b(?:good|great|nice|lovely|pleasure|pleased|glad|delighted) "
        r"(?:to (?:meet|see|host|have met|have seen)|meeting|seeing|talking|speaking|chatting)\b"
        r"|\b(?:sorry|apologies|apologise) (?:again )?(?:for|about) the\b"
        r"|\b(?:notes|minutes|recap|summary|outcome|recording|pictures|photos) (?:of|from)\b"
        r"|\b(?:following|further to) (?:up )?(?:on )?(?:our|your|the)\b"
    ),
    re.compile(
        r"\b(?:will|shall|would|must|should|can|could|may|might|needs?|please|pls|kindly|wants?|let|let's|going to|to be|if|unless|hope"
        r"|hoping|hopes|forward|wondering|usually|the following|by|till|before|due|deadline|upcoming|tomorrow|is|are|am|until)\b"
        r"|'ll\b|'d\b|'re\b|'m\b"
    ),
    re.compile(
        r"\b(?:schedul|plann|book|mov|postpon|delay|push|extend|fix|arrang|reserv|reschedul|expect|promis|ask|request|want|say|said|decid"
        r"|suggest|propos|offer|commit|invit|target|aim|confirm|agre|hop|mention|announc|set|brought forward|invoice|approv|estimat"
        r"|quot)\w{0,4}\b"
    ),
)
_GERMAN = _Tongue(
    re.compile(
        r"\b(?:hat|haben|habe|habt|hatten?|wurden?|war|waren)\b.{0,80}?"
        r"\b(?:ab|an|auf|aus|ein|mit|nach|vor|zu|zurück|weiter|bei|statt|teil|her|hin|um|vorbei|kennen)?"
        r"(?:(?:ge|be|ver|er|ent|zer|miss)[a-zäöüß]{3,14}(?:t|en)|[a-zäöüß]{3,12}iert)\b"
        r"|\b(?:ist|sind|bin|seid)\b.{0,80}?\b(?:\w{0,7}(?:gekommen|gegangen|gefahren|gefallen|getroffen|gestiegen|geblieben|gelaufen"
        r"|getreten|geflogen|gewesen|geworden|gezogen)|worden|erschienen|passiert|verstrichen|gescheitert|entstanden)\b"
        r"|\b(?:kam|kamen|ging|gingen|gab|gaben|nahm|nahmen|hielt|hielten|schrieb|sprach|sprachen|traf|trafen|rief|riefen|bat|baten|bot"
        r"|blieb|begann|schloss|verlor|erhielt|erhielten|bekam|bekamen|fand|fanden|lief|liefen|fiel|fielen|stand|standen|lag|lagen"
        r"|brachte|galt|galten|stieg|sank|war|waren|hatten?|wurden?|zog|zogen|trat|traten|gewann|verstrich)\b"
        r"|(?<!\bder )(?<!\bdie )(?<!\bdas )(?<!\bden )(?<!\bdem )(?<!\bdes )(?<!\beine )(?<!\bunsere )(?<!\bihre )(?<!\bzu )"
        r"\b(?!bitten?\b|heute|möcht|könn|soll|müss|dürf|würd|hätt|wollt|letzt|erst|zweit|dritt|nächst|gut|spät|nett|best|recht|leicht"
        r"|weit|arbei|antwor|bie|hal|war|leis|kos|ra|rich|ach|rei|tre|gestal|verwal|berich|erhalt|unterhalt|geehrt|fest|laut|heft|seit"
        r"|monat|daten|listen|minut|unt|mit|beid|geplant)[a-zäöüß]{3,14}t(?:e|en)\b(?! [A-ZÄÖÜ]\w+(?:e|en|er|ung)\b)"
        r"|\b(?:danke|dank)\b.{0,40}\b(?:genommen haben|besuch|gespräch|zeit)\b|\b(?:schön|gefreut|freude|vergnügen)\b"
        r"|\b(?:[Ee]ntschuldigung|sorry) für\b|\b(?:nachträglich|[Pp]rotokoll|[Mm]itschrift|[Nn]otizen|[Zz]usammenfassung)\b"
    ),
    re.compile(
        r"\b(?:wird|werden|soll|sollen|sollten?|muss|müssen|müssten?|kann|können|könnten?|dürfen|dürfte\w*|möcht\w+|bitte|bitten|würde\w*"
        r"|will|wollen|wollten?|brauch\w*|benötig\w*|falls|wenn|spätestens|fällig|kommende\w*|morgen|hoff\w*|freue mich|freuen uns|vor"
        r"|damit)\b"
    ),
    re.compile(
        r"\b(?:geplant|vorgesehen|angesetzt|vereinbart|terminiert|gebucht|verschoben|verlegt|vorgezogen|festgelegt|bestätigt|zugesagt"
        r"|versprochen|angekündigt|reserviert|angefragt|gebeten|gefragt|beschlossen|fragte|sagte|eingeladen|vorgeschlagen|angeboten"
        r"|bestellt|beauftragt|erbeten|verlängert|geöffnet|geschlossen|befristet|wollte)\b"
    ),
)
_FRENCH = _Tongue(
    re.compile(
        r"\b(?:a|ont|avons|avez|ai|as)\b(?: \w+){0,2}? \w{2,14}(?:é|ée|és|ées|i|is|it|ie|u|us|ue|ues|ert|int|uit|aint)\b"
        r"|\bj'ai\b|\bl'(?:a|ont|avons|ai|avez)\b"
        r"|\b(?:est|sont|sommes|suis|êtes)(?: \w+)? "
        r"(?:all|ven|arriv|part|pass|tomb|rest|entr|sort|n|deven|parven|reven|mont|descend)(?:é|i|u)e?s?\b"
        r"|\b(?:s'est|se sont|s'étaient|nous sommes)(?: \w+)? \w{2,14}(?:é|i|u|is|os|it)(?:e?s?)\b"
        r"|\b(?!fait|lait|trait|souhait|portrait|parfait|extrait|attrait|retrait|contrat)\w{2,14}[^r\W](?:ait|aient)\b"
        r"|\b(?:util|fa|d)isions\b|\b(?:fut|furent|eut|eurent|était|étaient|étions|étiez|avait|avaient|avions)\b"
        r"|\bmerci (?:encore )?(?:de (?:nous|m'|votre|ton|vous)|pour)\b.{0,20}"
        r"\b(?:avoir|être|reçus?|visite|accueil|temps|déplacement|déplacés?)\b"
        r"|\b(?:ravie?s?|heureux|heureuse|enchantée?|plaisir) (?:d'avoir|de vous (?:rencontrer|accueillir|voir)|d'être)\b"
        r"|\bdésolée?s? (?:encore )?(?:pour|du|de la)\b|\b(?:compte rendu|procès-verbal|relevé|synthèse|notes) (?:de|du)\b"
        r"|\bsuite à (?:notre|votre|l')"
    ),
    re.compile(
        r"\b(?:faut|doit|doivent|devons|devez|dois|peut|peuvent|pouvez|pouvons|pourr\w+|voudr\w+|voul\w+|veuillez|svp|si|d'ici|avant"
        r"|prochaine?s?|demain|échéance|\w{2,12}(?:rai|ra|ront|rons|rez))\b|s'il "
    ),
    re.compile(
        r"\b(?:prévu|fix|plac|report|décal|avanc|planifi|confirm|réserv|promis|conven|demand|dit|annonc|propos|décid|invit|command|programm"
        r"|prolong|voulais|voulait|attend)\w{0,5}\b"
    ),
)
_SPANISH = _Tongue(
    re.compile(
        r"\b\w{2,14}(?:ó|aron|ieron|jeron|aba|aban|ábamos|astes?)\b"
        r"|\b(?!día|días|todavía|vía|compañía|garantía|mayoría|categoría|energía|tecnología|auditoría|guía|tía|avería|factoría|asesoría"
        r"|tesorería|mercancía|mediodía)\w{1,12}[^r\W]ían?\b|\b\w{2,12}[^r\W]é\b"
        r"|\b(?:ha|han|hemos|he|has|había|habían|habéis)(?: \w+)? \w{2,14}(?:ado|ido|cho|sto|rto|ídos?)s?\b"
        r"|\b(?:fue|fueron|fuera|tuvo|tuvieron|hizo|hicieron|dijo|vino|puso|estuvo|estuvimos|estuve|pudo|trajo|dio|vio|fui|fuimos|era|eran"
        r"|tuvimos|hicimos|vimos|expusimos|pusimos|dijimos|trajimos)\b"
        r"|\bgracias por (?:su|tu|la|recibir\w+|venir|asistir|acompañar\w+|atender\w+)\b"
        r"|\b(?:gusto|placer|alegr\w+|encantad[oa]s?) (?:de |en )?(?:conocer|recibir|haber|saludar|ver|hablar)\w*\b"
        r"|\b(?:disculpe|perdone?|perdón|disculpas)(?: de nuevo)? (?:por |la |el )|\batrasado\b"
        r"|\b(?:acta|notas|resumen|minuta) (?:de|del)\b|\ba raíz de\b|\btras (?:nuestra|la|el|su)\b"
    ),
    re.compile(
        r"\b(?:debe\w*|puede\w*|podemos|podr\w+|necesit\w+|si|quier\w+|quería|querem\w+|hay que|tien\w+ que|tenemos que|ten(?:ga|dr)\w*"
        r"|próxim\w+|mañana|antes|vence|plazo|favor|\w{2,12}(?:rá|rán|ré|remos))\b"
    ),
    re.compile(
        r"\b(?:previst|fij|traslad|mov|aplaz|adelant|confirm|reserv|promet|acord|pid|pregunt|dij|anunci|propus|propon|decid|invit"
        r"|program|prorrog|qued|esper)\w{0,6}\b|\bpas(?:ado|ó)\b.{0,40}\bal?\b"
    ),
)
_TONGUES = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
_STOP = re.compile(r"[.?!](?=\s|$)|[;\n(—]|\s[–-]\s|: ")
_JOINT = re.compile(
    r",\s|\s(?:and|but|so|that|whether|because|und|aber|sondern|dass|ob|weil|et|mais|car|que|qu'|y|pero|porque|then|dann|puis)\s"
)


def over(text: str, start: int, end: int, language: str) -> bool:
    """Whether the clause of text[start:end] tells of what is over."""
    clause = _clause(text, start, end)
    return _past(clause, language) and _TONGUES[language].sets.search(clause.lower()) is None


def was_to_be(text: str, start: int, end: int, language: str) -> bool:
    """The same, whatever its verb: of a day that went by, what was moved to it or confirmed for it is over too."""
    return _past(_clause(text, start, end), language)


def _past(clause: str, language: str) -> bool:
    tongue, small = _TONGUES[language], clause.lower()
    seen = clause[:1].lower() + clause[1:] if language == "de" else small  # German nouns stay apart
    return tongue.past.search(seen) is not None and tongue.ahead.search(small) is None


def _clause(text: str, start: int, end: int) -> str:
    """The clause of a day, as far as it stands beside it; the words after a comma belong to it where the day opens it."""
    before = text[max(start - REACH, 0) : start]
    begin = max((m.end() for m in _STOP.finditer(before)), default=0)
    begin = max((m.end() for m in _JOINT.finditer(before, begin)), default=begin)
    after = text[end : end + REACH]
    if (stop := _STOP.search(after)) is not None:
        after = after[: stop.start()]
    joint = _JOINT.search(after)
    if joint is not None and joint.start() == 0 and joint[0][0] == "," and len(before[begin:].split()) <= 2:
        joint = _JOINT.search(after, 2)
    return before[begin:] + text[start:end] + (after if joint is None else after[: joint.start()])
