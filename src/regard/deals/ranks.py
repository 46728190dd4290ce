"""How high does a title stand, and whose is it? "EA to the CEO" is an assistant's: what stands after "to the" is somebody else's.

English and German, the usual titles in French, Spanish, Italian and Dutch. Pure: takes titles as they are signed.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOP = re.compile(
    r"\bc[efiot]o\b|\bcmo\b|\bcpo\b|\bciso\b|\bchief\b.*\bofficer\b|\bchief exec(?:utive)?\b|\b(?:co-?)?(?:owner|founder)\b"
    r"|\bpr[eé]sident[ea]?\b|\bmanaging (?:director|partner)\b|^(?:group )?md$|\bdirector[- ]general\b|\bgeneral director\b|generaldirektor"
    r"|\bchair(?:man|woman|person)?\b|\bcommissioner\b|^cmr\.?$|^comm\.$|\bjudge\b|^alj$"
    r"|\bjustice\b|\bmayor\b|\bminister\b|\bgovernor\b|\bsecretary[- ]general\b|\bgeneral secretary\b|generalsekret"
    r"|gesch(?:ä|a|ae)ftsf(?:ü|u|ue)hr|gesch(?:ä|a|ae)ftsleit(?:ung|er(?:in)?)\b|\w*vorst[aä]nd(?:in|s)?\b"
    r"|\bvorstands?(?:vorsitz|mitglied|sprecher|chef)\w*|\binhaber(?:in)?\b"
    r"|\bp\.?d\.?g\b|\bdirect(?:eur|rice) g[eé]n[eé]rale?\b|\bg[eé]rante?\b"
    r"|\bdirector[a]? general\b|\bconsejer[oa] delegad[oa]\b|\bgerente general\b"
    r"|\bamministrat(?:ore|rice) (?:delegat[oa]|unic[oa])\b|\bdirettore generale\b|\btitolare\b|\balgemeen directeur\b",
    re.IGNORECASE,
)
_NOT_TOP = re.compile(r"\b(?:process|product|vice)[ -](?:owner|president)|\bvice\b|\bowner of\b|\badjointe?\b", re.IGNORECASE)
_HIGH = re.compile(
    r"\b(?:e?s?vp|vice[ -]president|director|direktor(?:in)?|directeur|directrice|directora|direttore|direttrice|treasurer"
    r"|(?<!business )(?<!channel )partner(?! (?:manager|lead|account|success|sales)))\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"\bhead\b|\bleiter(?:in)?\b|\w+leiter(?:in)?\b|\b(?:general|plant|works|country|regional|site) manager\b", re.IGNORECASE
)
_LOWER = re.compile(r"\b(?:manager|lead|supervisor|principal|senior)\b", re.IGNORECASE)
_BOTTOM = re.compile(
    r"\b(?:paralegal|office +manager|coordinator|intern|trainee|clerk|junior|receptionist|apprentice)\b"
    r"|\bassistant\b|\w*assisten(?:t(?:in|e)?|z)\b|\bassistante\b|\basistente\b"
    r"|\bsecretary\b|\w*sekret[aä]r(?:in|iat)?\b|\bsecr[eé]taire\b|\bsecretari[oa]\b|\bsegretari[oa]\b|\bsecretaresse\b"
    r"|^(?:senior )?(?:e\.?a\.?|p\.?a\.?)(?= (?:to|of|for)\b)|\bp\.?a\.?$",
    re.IGNORECASE,
)
_HIGH_SECRETARY = re.compile(
    r"\b(?:company|general) secretary\b|\bsecretary[- ](?:general|of state)\b|\bgeneralsekret\w*", re.IGNORECASE
)
"""Secretaries who are nobody's assistants."""

_RANK = (
    r"(?:c[efimotr]o|md|[es]?vp|chief exec(?:utive)?|president|chair(?:man|woman|person)?|owner|founders?|directors?|partners?|head"
    r"|board|management|mayor|minister|governor|judge|justice|commissioner"
    r"|gesch(?:ä|a|ae)fts(?:f(?:ü|u|ue)hr|leit)\w*|vorst[aä]nd\w*|vorsitz\w*|inhaber\w*|direktor\w*|\w*leiter\w*|\w*leitung"
    r"|direct(?:eur|rice|ion|oire|or[ae]?|ie)|dirección|direzione|diret(?:tore|trice)|pr[eé]sident[ea]?|présidence|p\.?d\.?g|dg|g[eé]rante?"
    r"|gerente|consejer[oa]|amministrat(?:ore|rice)|titolare)\b"
)
_KIND = r"(?:(?!and\b|und\b|et\b)[\w&-]+ ){0,3}?"
"""What may stand before a rank: "the Group Operations Director"."""
_LEADS = (
    r"(?:reporting )?to (?:the|our|my|his|her) ",
    r"(?:reporting )?to (?:(?:group|deputy|executive|managing|general|vice|senior|chief) )*(?=RANK)",
    r"office of (?:the |our )?",
    r"(?:for|of) (?:the|our) ",
    r"(?:de[rs]|dem|beim|für (?:die|den)) ",
    r"(?:auprès )?(?:du|de la|des|della|dello|del|al|alla) ",
    r"(?:auprès )?(?:de l|dell)['’] ?",
    r"(?:van|aan) (?:de|het) ",
)
_OF_ANOTHER = re.compile(rf"\b(?P<lead>{'|'.join(_LEADS).replace('RANK', _RANK)}){_KIND}(?={_RANK})", re.IGNORECASE)
"""Where somebody else's title begins: after "to the", "der", "du"; not in "Order to Cash Director"."""
_MEMBER = re.compile(
    r"\b(?:member|mitglied|membre|miembro|membro|lid|(?:vice[- ])?chair\w*|\w*vorsitz\w*|sprecher(?:in)?|pr[eé]sident[ea]?|voorzitter"
    r"|managing director|direct(?:eur|rice|or|ora) g[eé]n[eé]rale?)(?: \w+)?\s*$",
    re.IGNORECASE,
)
"""Who is one of those named after it, or stands at their head: "Vorsitzender der Geschäftsführung"."""
_AIDE = re.compile(
    rf"\b(?:referent(?:in)?|b(?:ü|ue)roleit(?:er(?:in)?|ung)|b(?:ü|ue)ro|stab|chief of staff|aide)\s+(?={_RANK})", re.IGNORECASE
)
_POSSESSED = re.compile(
    rf"\b(?:(?:managing|group|general|executive|deputy) )?{_RANK}['’]s?\s+(?=\w)|\b(?:c[efiot]o|md)[ -](?=office\b)",
    re.IGNORECASE,
)
_AIDES_OFFICE = re.compile(r"\bvorstands(?:b(?:ü|ue)ro|stab|referent(?:in)?)\b", re.IGNORECASE)
_END = re.compile(r"\s*(?:[|;•·(\n]|,| [-–—] )")
_GENITIVE = re.compile(r"\b(\w*(?:vorstand|inhaber|geschäftsführer|direktor)|Vorsitzende)[sn]\b", re.IGNORECASE)
_LOOKED_AT = 200
"""Characters of a title: a CRM's field may hold a page, and a rank stands at its beginning."""
_TWO = re.compile(r"(?:\band|\bund|\bet|\by|\ben|&|/) ?(?:the|our|der|des|du|de la|del|de)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def own_title(title: str) -> str:
    """What of a title is the bearer's: "EA" of "EA to the CEO", "Assistenz" of "Assistenz der Geschäftsführung"; most are all theirs."""
    plain = _plain(title)
    at = _cut(plain)
    if at is not None:
        plain = (plain[: at[0]] + _after(plain[at[1] :])).strip(" ,-–")
    return _AIDES_OFFICE.sub("", _POSSESSED.sub("", plain)).strip()


@lru_cache(maxsize=8192)
def superiors_title(title: str) -> str:
    """The title of the one whom the bearer works for: "CEO" of "EA to the CEO"; "" where there is none, it is no high one, or several."""
    plain = _plain(title)
    at = _cut(plain)
    if at is None or level(plain) >= 2.0:
        return ""
    theirs = plain[at[1] :]
    theirs = theirs[: len(theirs) - len(_after(theirs))].strip(" ,")
    theirs = _GENITIVE.sub(r"\1", theirs)
    return theirs if not _TWO.search(theirs) and level(theirs) >= 2.0 else ""


def _plain(title: str) -> str:
    return " ".join(title[: 4 * _LOOKED_AT].split())[:_LOOKED_AT]


def _cut(plain: str) -> tuple[int, int] | None:
    """Where somebody else's title begins, with and without the words that lead to it."""
    if aide := _AIDE.search(plain):
        return aide.end(), aide.end()
    for found in _OF_ANOTHER.finditer(plain):
        head = plain[: found.start()].strip()
        if head and not _MEMBER.search(head):
            return found.start(), found.end("lead")
    return None


def _after(theirs: str) -> str:
    """What follows somebody else's title: another part of the bearer's own line."""
    end = _END.search(theirs)
    return theirs[end.start() :] if end else ""


@lru_cache(maxsize=8192)
def level(title: str) -> float:
    """How high a title stands: 3 for those who answer to nobody, 2 directors, 1 heads, .5 managers, 0 others (and ""), -.5 assistants.

    By what of it is the bearer's own: "Chief of Staff to the CEO" is no chief executive.
    """
    own = own_title(title)
    if not own:
        return 0.0
    if _BOTTOM.search(_HIGH_SECRETARY.sub("", own)) or _BOTTOM.match(_HIGH_SECRETARY.sub("", _plain(title))):
        return -0.5
    if _TOP.search(own) and not _NOT_TOP.search(own):
        return 3.0
    for found, pattern in ((2.0, _HIGH), (1.0, _MIDDLE), (0.5, _LOWER)):
        if pattern.search(own):
            return found
    return 0.0
