"""Addresses and display names as headers write them, brought to one form.

An address is what a handle is made of, so this form is a contract: equal addresses give equal handles. A domain in other letters
is held as servers write it (`xn--…`): one mailbox has one spelling. It is syntactic only; who is behind an address is `identity`'s
question. Two dots in a row are kept (`k..lee@` is an address somebody was given).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from regard.idn import wire_domain

LONGEST = 320
"""Characters of the longest address (RFC 5321); anything longer is cut."""

LONGEST_NAME = 200
"""Characters kept of a display name."""

_PLAIN = re.compile(r"(?!imcea)[a-z0-9_](?:[a-z0-9_+&'-]|\.(?!@))*(?<!')@[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,24}")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_SPACE = re.compile(r"\s+")
_SCHEME = re.compile(r"(?i)^(?:mailto|smtp|e-?mail|internet|rfc822)\s*:\s*")
_IMCEA = re.compile(r"(?i)^imcea(?P<kind>[a-z0-9]+)-(?P<rest>.+)@[^@]+$")
_HEX = re.compile(r"\+([0-9A-Fa-f]{2})")
_INSIDE = re.compile(r"<([^<>@\s]+@[^<>@\s]+)>")
_QUOTES = "\"'`‘’“”«»"
_NOBODY = re.compile(r"(?i)^(?:undisclosed|unlisted|unspecified|recipient list|no recipients|suppressed|<>$)")
_LOTUS = re.compile(r"^([^/@<>]{2,60})/[^@<>]{1,80}(?:@[A-Za-z0-9_& .-]{1,60})?$")
_NOTES_AT = re.compile(r"^([^@<>/]{2,60}?)\s*@\s*[A-Z][A-Z0-9_&-]{1,40}$")
_TRAILING_MAIL = re.compile(r"(?i)\s*[\[(<](?:mailto:)?[^\s<>()\[\]]*@[^\s<>()\[\]]*[\])>]\s*$|\s*\((?:e-?mail(?: \d)?)\)\s*$")
_EXCHANGE_INSIDE = re.compile(r"(?i)\s*</?o=[^>]*>?\s*$")


@lru_cache(maxsize=1 << 16)
def normalise(raw: str) -> str | None:
    """The one form of an address, or None where there is none.

    Lower case, without quotes, angle brackets, `mailto:`, percent signs and stray dots and spaces; Exchange's encapsulated
    forms (`IMCEASMTP-…`, `IMCEAEX-…`) are unwrapped. What has no "@" is kept as a handle that can only be shown: an Exchange path
    (`/o=…/cn=…`), a Notes name, a bare name.
    """
    text = raw.lower()
    if _PLAIN.fullmatch(text):
        return text
    found = _unwrapped(raw)
    for _ in range(4):  # wrapped twice, quoted inside percent signs, and so on
        again = _unwrapped(found) if found else None
        if again == found:
            break
        found = again
    return found


def _unwrapped(raw: str) -> str | None:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw[: 8 * LONGEST])).strip()
    if inside := _INSIDE.search(text):
        text = inside[1]
    text = _SCHEME.sub("", text.strip("<> \t;,")).strip("<> \t;,")
    if "%" in text and re.search(r"%[0-9A-Fa-f]{2}", text):
        text = _INVISIBLE.sub("", unquote(text, errors="ignore")).strip()
    if "?" in text and "@" in text:
        text = text.partition("?")[0]
    if wrapped := _IMCEA.match(text):
        return _unwrap(wrapped["kind"].lower(), wrapped["rest"])
    if _NOBODY.match(text):
        return None
    if "@" not in text:
        return _shown_only(text)
    local, _, domain = text.rpartition("@")
    local = local.strip(_QUOTES + " .\t")
    domain = domain.strip(_QUOTES + " .\t>)]").removeprefix("[")
    if "/" in local and "." not in domain:
        return _shown_only(f"{local}@{domain}")
    local, domain = _SPACE.sub("", local).replace("\\", ""), _SPACE.sub("", domain)
    if not local or not domain:
        return _shown_only(local or domain)
    return f"{local}@{wire_domain(domain)}".lower()[:LONGEST]


def _unwrap(kind: str, rest: str) -> str | None:
    """The address Exchange wrapped into a local part: `+40` is "@" and so on, `_` stands for "/"."""
    plain = _HEX.sub(lambda m: chr(int(m[1], 16)), rest.replace("_", "/") if kind in ("ex", "notes", "ccmail", "ms") else rest)
    if inside := _INSIDE.search(plain):
        plain = inside[1]
    if kind in ("ex", "notes", "ccmail", "ms") and "/" in plain:
        return _shown_only(plain)
    return normalise(plain) if not _IMCEA.match(plain) else _shown_only(plain)


def _shown_only(text: str) -> str | None:
    kept = _SPACE.sub(" ", text).strip(_QUOTES + " .,;:<>()[]\t").lower()[:LONGEST]
    return kept if any(c.isalnum() for c in kept) else None


@lru_cache(maxsize=1 << 15)
def display_name(raw: str, address: str = "") -> str:
    """A display name as people read it, "" where it says nothing beyond the address.

    Control and direction-changing characters, quotes, Notes and Exchange paths go. "Last, First" stays as it is written:
    names are compared in `identity`.
    """
    name = shown_text(raw, 4 * LONGEST_NAME)
    name = (_EXCHANGE_INSIDE.sub("", name) if "<" in name else name).strip()
    name = _TRAILING_MAIL.sub("", name) if name.endswith(("]", ")", ">")) else name
    name = name.replace('\\"', '"').replace("\\", "").strip(" \t,;" + _QUOTES)
    if ("/" in name or "@" in name) and (found := _LOTUS.match(name) or _NOTES_AT.match(name)):
        name = found[1].strip()
    lowered = name.lower()
    if "@" in name and ("." in name.rpartition("@")[2] or " " not in name):
        return ""
    if not any(c.isalpha() for c in name) or lowered in (address, address.partition("@")[0]):
        return ""
    return name[:LONGEST_NAME]


def shown_text(raw: str, longest: int = 1000) -> str:
    """A header's value as one line without control characters, for subjects and names on a terminal or page."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()[:longest]
    return _SPACE.sub(" ", _INVISIBLE.sub("", _SPACE.sub(" ", raw))).strip()[:longest]


# ------------------------------------------------------------------------------------------------ address lists

_BARE_LIST = re.compile(r"[^\"<>():;]*")
_TOKEN = re.compile(
    r"""(?x)
      "(?:[^"\\]|\\.){0,500}+"     # a quoted name
    | <[^<>]*+>?                  # an address in brackets
    | \((?:[^()\\]|\\.){0,500}+\)  # a comment
    | [,;]                        # the end of an entry
    | [^"<(,;]++                  # words
    | .                           # a quote or bracket without its partner
    """,
    re.DOTALL,
)
_GROUP = re.compile(r"^\s*[^:@<>\"]{1,80}:\s*(?=[^/]|$)")


def address_list(header: str) -> list[tuple[str, str]]:
    """The (name, address) pairs of an address header, as written, however broken. Linear in its length.

    Words before a bracket belong to it even where an unquoted comma stands in them ("Doe, Ann <ann@…>"); a group's
    name is dropped and its members kept.
    """
    if _BARE_LIST.fullmatch(header):
        return [("", address) for entry in header.split(",") if (address := entry.strip())]
    return list(_entries(header))


def _entries(header: str) -> Iterator[tuple[str, str]]:
    words: list[str] = []
    waiting: list[str] = []  # comma-separated words without "@", which may yet be the first half of a name
    for token in _TOKEN.findall(header):
        first = token[0]
        if first in ",;":
            said = "".join(words).strip()
            words = []
            if said and ("@" in said or first == ";" or len(waiting) > 3):
                yield from (("", w) for w in waiting)
                yield "", _GROUP.sub("", said)
                waiting = []
            elif said:
                waiting.append(_GROUP.sub("", said))
        elif first == "<":
            name = "".join(words).strip()
            words = []
            if waiting and name and not name.startswith('"'):
                *others, last = waiting
                yield from (("", w) for w in others)
                name = f"{last}, {name}"
            else:
                yield from (("", w) for w in waiting)
            waiting = []
            yield _GROUP.sub("", name).strip('"'), token.strip("<>")
        elif first == "(" and len(words) == 1 and "@" in words[0]:
            yield token[1:-1], "".join(words).strip()
            words = []
        elif first != "(":
            words.append(token)
    said = "".join(words).strip()
    yield from (("", w) for w in waiting if w)
    if said:
        yield "", _GROUP.sub("", said)
