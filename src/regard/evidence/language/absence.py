"""Does somebody write that they are away themselves, from when until when, and who stands in for them?

"From 1 June I am on parental leave for a year, Ana Roe stands in for me", "ich bin bis 31.08. im Urlaub, Rita Hahn vertritt mich": in a
mail of their own, or in the automatic answer of their mailbox, in English and German, in French and Spanish the plain forms. A colleagu"
r"e
who is away, a question, a condition and the past say nothing. Why somebody is away is nobody's business and is not given back. Pure.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from regard.evidence.language.dates.days import made, plus_months
from regard.evidence.language.sentences import sentences
from regard.time import iso_day

LONGEST_READ = 2_000
"""Characters: whoever is away says so in the first lines."""
_MONTHS = (
    "january|januar|jänner|janvier|enero|jan",
    "february|februar|février|febrero|feb",
    "march|märz|mars|marzo|mar",
    "april|avril|abril|apr",
    "may|mai|mayo",
    "june|juni|juin|junio|jun",
    "july|juli|juillet|julio|jul",
    "august|août|agosto|aug",
    "september|septembre|septiembre|sept|sep",
    "october|oktober|octobre|octubre|oct|okt",
    "november|novembre|noviembre|nov",
    "december|dezember|décembre|diciembre|dec|dez",
)
_MONTH = "|".join(_MONTHS)
_DATE = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+tag),? (?:den |the )?)?"
    rf"(?:(?P<{{0}}iso>20\d\d-\d\d-\d\d)|(?P<{{0}}d>\d{{{{1,2}}}})[./](?P<{{0}}m>\d{{{{1,2}}}})(?:[./](?P<{{0}}y>(?:20)?\d\d)\b|\.?)"
    rf"|(?:the )?(?P<{{0}}day>\d{{{{1,2}}}})(?:st|nd|rd|th|er|\.)?(?: of"
    rf"| de)? (?P<{{0}}month>{_MONTH})\b\.?(?:,? (?:de )?(?P<{{0}}year>20\d\d))?"
    rf"|(?P<{{0}}month2>{_MONTH})\b\.? (?P<{{0}}day2>\d{{{{1,2}}}})(?:st|nd|rd|th)?\b(?:,? (?P<{{0}}year2>20\d\d))?)"
)
_TO = (
    r"\b(?:until|till|through|to|bis|jusqu['’]au|hasta el|hasta|back (?:in the office |at work |here |at my desk )?(?:on|from)"
    r"|return(?:ing)? (?:to the office |to work )?on"
    r"|wieder (?:ab|am)|ab dem|zurück (?:am|ab)|de retour le|de vuelta el) (?:and including |einschließlich |einschl\. |zum |dem |on )?"
)
_UNTIL = re.compile(_TO + _DATE.format("u"), re.IGNORECASE)
_BACK = re.compile(r"\b(?:am|ab|ab dem) " + _DATE.format("u") + r"[^.!?]{0,20}\b(?:wieder|zurück)\b", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|starting|as of|ab|vom|seit|à partir du|du|desde el|del) (?:dem )?" + _DATE.format("f"), re.IGNORECASE
)
_RANGE = re.compile(
    r"\b(?:from|vom|between|du|del) (?:the )?(\d{1,2})(?:st|nd|rd|th|er|\.)?(?= (?:to|until|till|bis|and|au|al) )",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "ein": 1, "eine": 1, "einen": 1, "two": 2, "zwei": 2, "three": 3, "drei": 3, "four": 4, "vier": 4, "six": 6,
    "sechs": 6, "nine": 9, "neun": 9, "twelve": 12, "zwölf": 12,
}  # fmt: skip
_LASTS = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<unit>years?|jahre?|months?|monate?|weeks?|wochen?)\b", re.IGNORECASE
)
_LEAVE = (
    r"(?:(?:(?:annual|parental|maternity|paternity|adoption|family|study|unpaid|sick|long|extended|compassionate) )?leave"
    r"|(?:a |my )?(?:summer )?(?:holidays?|vacation|sabbatical|secondment))"
)
_AWAY = re.compile(
    rf"\b(?:i am|i['’]m|i will be|i['’]ll be|i shall be)(?: \w+){{0,3}}? (?:out of (?:the )?office|away|out until|off (?:until|from"
    rf"|work)|on {_LEAVE}|absent|not in the office)\b"
    rf"|\b(?:i|we) (?:start|begin|go on) (?:my )?{_LEAVE}\b|\bmy (?:\w+ )?leave (?:begins|starts|runs)\b"
    r"|\b(?:bin ich|ich bin|werde ich|ich werde|befinde ich mich|ich befinde mich|gehe ich|ich gehe|ich habe"
    r"|habe ich)\b(?:[^.!?]|(?<=\d)\.){0,60}\b(?:nicht (?:im (?:büro|haus|dienst)|erreichbar|am platz)"
    r"|außer haus|abwesend|(?:im|in den|in) (?:\w+)?urlaub|in (?:die )?(?:elternzeit|mutterschutz|karenz)|im mutterschutz"
    r"|im sabbatical|urlaub|auf dienstreise)\b"
    r"|\bje (?:suis|serai)(?: \w+){0,2}? (?:absente?|en (?:congés?|vacances|déplacement))\b"
    r"|\b(?:estoy|estaré)(?: \w+){0,2}? (?:fuera|ausente|de (?:vacaciones|baja|permiso))\b",
    re.IGNORECASE,
)
_OF_A_MACHINE = re.compile(
    r"\b(?:out of (?:the )?office|away|abwesend|nicht (?:im (?:büro|haus)|erreichbar)|urlaub|elternzeit|absente?|en congés?"
    r"|fuera de la oficina|on leave)\b",
    re.IGNORECASE,
)
_SAYS_NOT = re.compile(r"\?|\b(?:if|when|unless|wenn|falls|si|was|were|war|been|not away|nicht abwesend)\b", re.IGNORECASE)
_TITLE = r"(?:(?:Mr|Mrs|Ms|Frau|Herrn?|Hr|Fr|Mme|M|Sra?|Dr|Prof)\.? )*"
_NAME = rf"{_TITLE}(?P<name>[^\W\d_][\w'’-]+(?: (?:van|von|de|der|den|di|da|la|le|ter) ?)?(?: [^\W\d_a-z][\w'’-]+){{0,2}})"
_COLLEAGUE = (
    r"(?:(?:my|our|mein(?:e[nmr]?)?|unser(?:e[nmr]?)?|mon|ma|mi) (?:colleague|kolleg(?:e|en|in)|collègue|colega|stand-in|deputy"
    r"|stellvertreter(?:in)?),? )?"
)
_STANDS_IN = (
    re.compile(
        _NAME
        + r",? (?i:(?:vertritt mich|übernimmt (?:für mich|solange|in dieser zeit|meine)|(?:is |will be )?(?:standing|stands?"
        r"|filling|fills?) in(?: for me)\b"
        r"|(?:is |will be )?(?:covering|covers?)(?: for)? (?:me|my)\b|will cover (?:for me|my)|(?:will )?takes? over (?:from me"
        r"|for me|my \w+|while|until|in the meantime)|will take over (?:from me|for me|my \w+|while|until|in the meantime)"
        r"|looks? after (?:everything|my|you)|will look after|deputi[sz]es for me"
        r"|ist (?:in dieser zeit |solange |dann )?(?:ihre?|meine) (?:ansprechpartner(?:in)?|vertretung|kontakt)"
        r"|is (?:then )?(?:your|my) (?:contact|stand-in|deputy|replacement)|me remplace|me sustituye))"
    ),
    re.compile(
        r"(?i:\b(?:(?:please )?(?:contact|reach out to|write to|turn to|get in touch with|refer to)"
        r"|wenden sie sich (?:bitte )?(?:in dieser zeit |solange |in dringenden fällen )?an|schreiben sie (?:bitte )?(?:ihr |ihm )?an"
        r"|kontaktieren sie(?: bitte)?|erreichen sie|vertretung(?: übernimmt| ist|:)?|vertreten (?:werde ich|mich|von|durch"
        r"|durch)(?: von| durch)?|contactez|contacter|contacte(?: con| a)?|"
        rf"stand-in is|deputy is|replacement is)\s+{_COLLEAGUE})" + _NAME
    ),
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NO_NAME = re.compile(
    r"^(?:Me|I|Ich|We|Wir|You|Sie|Ihr|The|Der|Die|Das|Our|Unser\w*|My|Mein\w*|Please|Bitte|It|Es|This|Who|Wer|He|She|They)\b"
)


class Absence(NamedTuple):
    """Away from a day (ISO; that of the mail where none is named) until another ("" where none is named); `stand_in` is a name or an
    address, "" where nobody is named. `start`, `end`: the sentence that says so, in the text that was read.
    """

    start: int
    end: int
    since: str
    until: str
    stand_in: str


def absence(own: str, written_us: int, *, automatic: bool = False) -> Absence | None:
    """What own words say of their writer's absence; of an automatic answer (`automatic`) less is enough. None where nothing."""
    text = own[:LONGEST_READ]
    found = _AWAY.search(text) or (_OF_A_MACHINE.search(text) if automatic else None)
    if found is None:
        return None
    places = _whole(text, sentences(text, 0, len(text)))
    wrote = date.fromisoformat(iso_day(written_us) or "1970-01-01")
    for n, (start, end) in enumerate(places):
        said = " ".join(text[start:end].split())
        if _AWAY.search(said) is None and not (automatic and _OF_A_MACHINE.search(said)):
            continue
        if _SAYS_NOT.search(said) and not automatic:
            continue
        after = " ".join(text[places[n + 1][0] : places[n + 1][1]].split()) if n + 1 < len(places) else ""
        since = _first(said, wrote) or wrote
        until = _last(said, since, wrote) or _last(after, since, wrote)
        stand_in = _stand_in(text)
        if until is None and not stand_in and not automatic:
            return None
        return Absence(start, end, since.isoformat(), until.isoformat() if until else "", stand_in)
    return None


def _whole(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences, those together that only the point of a date parted ("bis 12.06. nicht im Büro")."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and re.search(r"\d\.$", text[max(0, found[-1][1] - 4) : found[-1][1]].rstrip()):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _first(said: str, wrote: date) -> date | None:
    """The day from which they are away, where one is named: "from 11 to 29 May" takes its month from the second day."""
    if (found := _FROM.search(said)) is not None:
        return _day(found, "f", wrote)
    if (short := _RANGE.search(said)) is not None and (last := _UNTIL.search(said)) is not None:
        end = _day(last, "u", wrote)
        return made(end.year, end.month, int(short[1])) if end is not None else None
    return None


def _last(said: str, since: date, wrote: date) -> date | None:
    """The day until which they are away, where one or a time is named."""
    for pattern in (_BACK, _UNTIL):
        if (found := pattern.search(said)) is not None and (day := _day(found, "u", wrote)) is not None:
            return day if day >= since else None
    if (found := _LASTS.search(said)) is None:
        return None
    n = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"].lower()]
    unit = found["unit"].lower()
    if unit.startswith(("w",)):
        return since + timedelta(weeks=n)
    return plus_months(since, 12 * n if unit.startswith(("y", "j")) else n)


def _day(found: re.Match[str], of: str, wrote: date) -> date | None:
    """The day that a date names; without a year the next one from a month before the mail on."""
    at = {name: found[of + name] for name in ("iso", "d", "m", "y", "day", "month", "year", "month2", "day2", "year2")}
    if at["iso"]:
        return made(*map(int, at["iso"].split("-")))
    if at["d"]:
        day, month, year = int(at["d"]), int(at["m"]), at["y"] or ""
    else:
        day = int(at["day"] or at["day2"])
        named = (at["month"] or at["month2"]).lower()
        month = next(n for n, names in enumerate(_MONTHS, 1) if named in names.split("|"))
        year = at["year"] or at["year2"] or ""
    if year:
        return made(int(year) + (2000 if len(year) == 2 else 0), month, day)
    here = made(wrote.year, month, day)
    return here if here is None or here >= wrote - timedelta(days=31) else made(wrote.year + 1, month, day)


def _stand_in(text: str) -> str:
    """Whom they name to turn to: a name, else the address that stands where a name would."""
    flat = " ".join(text.split())
    for pattern in _STANDS_IN:
        for found in pattern.finditer(flat):
            name = found["name"].strip()
            if name[:1].isupper() and _NO_NAME.match(name) is None:
                return name
    near = re.search(r"(?i:\b(?:contact|write to|an|à|contacte|reach)) (" + _ADDRESS.pattern + ")", flat)
    return near[1].rstrip(".") if near else ""
