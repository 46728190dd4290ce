"""What a company calls itself below its people's mail: "Harlow Foods Ltd" where the address says only `harlowfoods.com`.

Pure. A name is believed only where its letters spell the domain, so that neither a customer's name, nor a slogan, nor a firm that was
bought stands for whoever writes. Spelling says nothing of who is who: it only sets blanks, accents and capitals.
"""

from __future__ import annotations

import re
import unicodedata

from regard.identity.normalize import is_freemail, registrable

LINES = 14
"""Lines of a signature that are read."""
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
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"}
_PLAIN = {"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d"}


def signed_company(signature: str, domain: str) -> str:
    """The name in a signature whose letters spell the domain, with its legal form; "" without any.

    `domain` is the writer's. "Lund Oil AS" for `lund-oil.no`, "Meadow Ice Cream" for `meadowice.com` (one word more, where two words
    or more spell the domain: "Harlow Power Marketing" is not what `harlow.com` is called), "Müller & Söhne" for `muellersoehne.de`;
    one bare word that is the domain's own says nothing new and is none.
    """
    label = registrable(domain).partition(".")[0].replace("-", "") if domain and not is_freemail(domain) else ""
    if len(label) < 5:
        return ""
    for line in signature.splitlines()[:LINES]:
        for part in _PART.split(line) if len(line) < 200 else ():
            if "@" not in part and "www." not in part and (found := _spelling(part, label)):
                return found
    return ""


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
    found = {text.replace("&", ""), text.replace("&", "and"), text.replace("&", "und")}
    out = set()
    for spelled in found:
        out.add(_bare("".join(_SPELLED.get(c, c) for c in spelled)))
        out.add(_bare("".join(_PLAIN.get(c, c) for c in spelled)))
    return out


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isascii() and c.isalnum())
