"""What a signature says of its writer: full name, title, company, own telephone numbers, addresses.

Reads one signature as `signature.signature_start` found it. What is doubtful is left out: a fax or a switchboard is nobody's own
number, a title needs a word that is one, a company its legal form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINES = 16
"""Lines of a signature that are read; what follows is a disclaimer, a list of attachments or a poem."""
FEWEST_DIGITS, MOST_DIGITS = 9, 13
"""Digits of a number that names one telephone in the world."""


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What one signature says, "" and () where it says nothing.

    `name` is a line that looks like a full name; `phones` are digits alone without country sign; `addresses` lower case.
    """

    name: str = ""
    title: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it says more than a name."""
        return bool(self.title or self.company or self.phones or self.addresses)


_TITLE = re.compile(
    r"(?i)\b(?:manager|mgr|director|dir|president|vp|svp|evp|vice[ -]president|ceo|cfo|cto|coo|cio|chief|officer|head of|lead|leader"
    r"|analyst|associate|assistant|consultant|engineer|attorney|counsel|paralegal|partner|specialist|coordinator|administrator"
    r"|representative|executive|trader|scheduler|buyer|controller|treasurer|secretary|supervisor|superintendent|planner|architect"
    r"|developer|professor|chair(?:man|woman|person)?|dean|lecturer|founder|owner|principal|economist|accountant|advis[eo]r|agent"
    r"|technician|scientist|broker|recruiter|designer|editor"
    r"|geschäftsführer(?:in)?|leiter(?:in)?|einkäufer(?:in)?|prokurist(?:in)?|directeur|directrice|gérant|responsable|ingénieur"
    r"|gerente|director[a]|jefe|jefa|ingenier[oa]|direttore|responsabile|inköpare|chef|daglig leder)\b"
)
_LEGAL_FORM = re.compile(
    r"(?:^|[\s,])(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|company|gmbh|ag|plc|l\.p|llp|l\.l\.p|s\.a|n\.v|b\.v"
    r"|oy|ab|srl|s\.r\.l|spa|s\.p\.a|kg|pty|sarl)\.?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,30})+")
_NUMBER = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d{1,4}\)?(?:[\s./–-]{0,3}\(?\d{1,5}\)?){1,5}(?![\w@])")
_NOT_OWN = re.compile(r"(?i)\b(?:fax|facsimile|telefax|telecopier|toll|switchboard|main|zentrale|standard|f)\b|^\s*f[.:]")
_LABEL = re.compile(
    r"(?i)\b(?:tel|telephone|telefon|phone|ph|mobile|mobil|cell|direct|office|pager|work|home|fax|facsimile|telefax|t|m|f|o)\b"
    r"[\s.:#)]*"
)
_NOBODYS = re.compile(r"(?:\+?1[\s.(-]*)?\(?8(?:00|33|44|55|66|77|88)\b|\d{5}-\d{4}$")
"""Numbers that anybody may call, and American postal codes."""
_NAME = re.compile(
    r"^[A-ZÄÖÜÅÉ][\w'’-]*\.?(?:\s+(?:[A-ZÄÖÜÅÉ]\.?|[A-ZÄÖÜÅÉ][\w'’-]+|van|von|de|der|den|la|del)){1,4}"
    r"(?:,?\s+(?:Jr|Sr|II|III)\.?)?$"
)
_DATE = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\b")
_PART = re.compile(r"\s+[|•·–/]\s+|\s{3,}|\t+|,\s+(?=[A-Z])")


def signature_facts(text: str) -> SignatureFacts:
    """What the signature `text` says. Never raises."""
    name = title = company = ""
    phones: dict[str, None] = {}
    addresses: dict[str, None] = {}
    for number, line in enumerate([stripped for raw in text.splitlines() if (stripped := raw.strip(" \t\xa0*_-–~"))][:LINES]):
        for found in _ADDRESS.findall(line):
            addresses[found.lower().strip(".'")] = None
        if any(c.isdigit() for c in line):
            phones.update(dict.fromkeys(_own_numbers(_DATE.sub(" ", line))))
            if sum(c.isdigit() for c in line) > 2:
                beside = [part.strip(" ,;|/") for part in _PART.split(line) if not any(c.isdigit() for c in part)]
                title = title or next((x for x in beside if _TITLE.search(x) and x[0].isupper() and len(x.split()) <= 8), "")
                continue
        if "@" in line or "://" in line or "www." in line.lower() or len(line) > 90:
            continue
        for part in _PART.split(line):
            said = part.strip(" ,;|")
            if not said or said[-1] in "?!:" or len(said.split()) > 8:
                continue
            if not company and _LEGAL_FORM.search(said) and len(said.split()) > 1:
                company = said
            elif not title and (number > 0 or name) and _TITLE.search(said) and said[0].isupper():
                title = said.rstrip(".")
            elif not name and not title and _NAME.match(said) and not _TITLE.search(said):
                name = said
    return SignatureFacts(name, title, company, tuple(phones), tuple(addresses))


def _own_numbers(line: str) -> list[str]:
    """The telephone numbers of a line that are the writer's own: each read with the label before it, else the one behind."""
    numbers = [m for m in _NUMBER.finditer(line) if FEWEST_DIGITS <= len(_digits(m.group())) <= MOST_DIGITS]
    found = []
    for i, m in enumerate(numbers):
        before = line[numbers[i - 1].end() if i else 0 : m.start()]
        behind = line[m.end() : numbers[i + 1].start() if i + 1 < len(numbers) else len(line)]
        if not _NOT_OWN.search(before if _LABEL.search(before) else behind) and not _NOBODYS.match(m.group()):
            found.append(_digits(m.group()))
    return found


def _digits(text: str) -> str:
    """A number's digits, without the signs that only some write: "+1", "00", "(0)"."""
    plain = re.sub(r"\(0\)", "", text)
    digits = re.sub(r"\D", "", plain)
    digits = digits.removeprefix("00")
    return digits[1:] if len(digits) == 11 and digits[0] in "01" else digits
