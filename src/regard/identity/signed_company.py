"""What a company calls itself below its people's mail: "Harlow Foods Ltd" where the address says only `harlowfoods.com`.

Pure. A name is believed only where its letters spell the domain, so that neither a customer's name, nor a slogan, nor a firm that was
bought stands for whoever writes. Spelling says nothing of who is who: it only sets blanks, accents and capitals.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from regard.identity.normalize import is_freemail, registrable
from regard.parse.message import NOT_ALNUM

SHORTEST = 5
"""Letters of a domain; fewer stand in too many words."""
LINES = 14
"""Lines of a signature that are read."""
LONGEST = 200
"""Characters of a line that may be one; a longer one is none of a signature's."""
_PART = re.compile(r"\s*[|•·–—/,;]\s*|\s{3,}|\t+|\s-\s")
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*|&|\d+[\w-]*")
_LEGAL = re.compile(
    r"(?i)(?:inc|incorporated|llc|ltd|limited|corp|corporation|company|gmbh|ag|plc|llp|s\.?a\.?s?|n\.?v|b\.?v|oy|a/?b|as|a/s|aps|srl|s\.r\.l"
    r"|spa|s\.p\.a|kg|kgaa|pty|sarl|s\.l|sp|ohg|ug|se)\.?"
)
_DEPARTMENT = re.compile(
    r"(?i)sales|service|support|team|finance|accounts|accounting|logistics|purchasing|procurement|marketing|hr|office|einkauf|vertrieb"
    r"|buchhaltung|logistik|achats|ventes|compras|ventas|inkoop|verkoop|acquisti|vendite"
)
_MOST_WORDS = 6
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"})
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d"})


def signed_company(signature: str, domain: str) -> str:
    """The name in a signature whose letters spell the domain, with its legal form; "" without any.

    `domain` is the writer's. "Lund Oil AS" for `lund-oil.no`, "Meadow Ice Cream" for `meadowice.com` (one word more, where two words
    or more spell the domain: "Harlow Power Marketing" is not what `harlow.com` is called), "Müller & Söhne" for `muellersoehne.de`;
    one bare word that is the domain's own says nothing new and is none.
    """
    label = label_of(domain)
    lines = [line for line in signature.splitlines()[:LINES] if len(line) < LONGEST] if label else []
    if not _may_spell("\n".join(lines), label):
        return ""
    for line in lines:
        for part in _PART.split(line):
            if "@" not in part and "www." not in part and (found := _spelling(part, label)):
                return found
    return ""


@lru_cache(maxsize=1 << 12)
def label_of(domain: str) -> str:
    """The letters of a domain that a company's name may spell; "" of none, of one that anybody's mail may have, and of a short one."""
    label = registrable(domain).partition(".")[0].replace("-", "") if domain and not is_freemail(domain) else ""
    return label if len(label) >= SHORTEST else ""


def _may_spell(text: str, label: str) -> bool:
    """Whether the letters of a domain stand in a text, one after the other: in few signatures they do, and the rest is dear to ask."""
    if text.isascii() and "&" not in text:
        return label in _bare(text.lower())
    return any(label in spelled for spelled in _letters(_WORD.findall(text)))


def _spelling(part: str, label: str) -> str:
    words = _WORD.findall(part)
    if not 1 <= len(words) <= _MOST_WORDS or not words[0][0].isupper():
        return ""
    formed = len(words) > 1 and _LEGAL.fullmatch(words[-1]) is not None
    named = words[:-1] if formed else words
    for n in range(1, len(named) + 1):
        if label in _letters(named[:n]):
            rest = named[n:]
            told = len(named) > 1 or named[0].casefold() != label
            more = n > 1 and len(rest) == 1 and not _DEPARTMENT.fullmatch(rest[0])
            return " ".join(words) if told and (not rest or more) else ""
    return ""


def spells(name: str, label: str) -> bool:
    """Whether the letters of a name, without its legal form, begin with those of a domain's first part."""
    words = _WORD.findall(name)
    return any(label in _letters(words[:n]) for n in range(1, len(words) + 1))


def _letters(words: list[str]) -> set[str]:
    """How words may be spelled in a domain: without accents, with ae for ä, with "and" for &."""
    text = "".join(words).casefold()
    found = {text.replace("&", ""), text.replace("&", "and"), text.replace("&", "und")} if "&" in text else {text}
    if text.isascii():
        return set(map(_bare, found))
    return {_bare(spelled.translate(table)) for spelled in found for table in (_SPELLED, _PLAIN)}


def _bare(text: str) -> str:
    """The letters and digits of ASCII in a text, accents taken off."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return plain.encode("ascii", "ignore").translate(None, NOT_ALNUM).decode("ascii")
