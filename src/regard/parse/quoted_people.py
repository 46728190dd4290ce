"""Who a quoted mail names: names and addresses as mail programs show them to readers, which is not how headers write them.

Nothing is guessed: a name without an address stays so. Notes names (`Ann Lee/HOU/ACME@ACME`, `Ann Lee @ ACME`) are names; an
address that passed through Notes (`ann@acme.example @ ACME`) is that address.
"""

from __future__ import annotations

import re
from functools import lru_cache

from regard.parse.address import display_name, normalise

Named = tuple[str, str | None]
"""A name as shown ("" where there is only an address) and an address (None where there is only a name)."""

MOST = 500
"""Entries kept of one list."""

_ADDRESS = re.compile(r"(?<![\w.+/=-])[\w.+&'=-]{1,300}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")
_REAL = re.compile(r"[^@\s/<>\"]+@(?:[^@\s/<>\".]+\.)+[^\W\d_]{2,24}")
_NOTES_TAIL = re.compile(r"\s*(?:/[^@<>]*|[ ]AT[ ][A-Z_]+)?(?:@\s*[\w&][\w &-]*)?$")
_SLASHED = re.compile(r"\s*/[^@<>]{1,80}$")
_EDGES = " \t\"'*-,;:<>[]|=_"
_IN_QUOTES = re.compile(r'"[^"]{0,200}"|<[^<>]{0,300}>|\([^()]{0,200}\)')
_BESIDE = re.compile(r"(?i)\s*@\s*[\w&][\w &-]*$|\bmailto:|\bsmtp:|\be-?mail:")


@lru_cache(maxsize=1 << 15)
def person(shown: str) -> Named:
    """The name and address in one entry as it stands above a quote; ("", None) where it says nothing."""
    shown = " ".join(shown[:1000].split())
    address = _address(shown) if "@" in shown else None
    cut = min((at for at in (shown.find("<"), shown.find("[")) if at > 0), default=len(shown))
    name = shown[:cut].strip(_EDGES)
    if address and "@" in name:
        name = _BESIDE.sub("", _ADDRESS.sub("", name)).strip(_EDGES + "()")
    elif "@" in name or "/" in name:
        name = (_NOTES_TAIL if "@" in name else _SLASHED).sub("", name)
    return display_name(name.strip(_EDGES), address or "") if name else "", address


def _address(shown: str) -> str | None:
    for found in _ADDRESS.finditer(shown):
        address = normalise(found[0])
        if address and _REAL.fullmatch(address):
            return address
    return None


@lru_cache(maxsize=1 << 12)
def people(shown: str) -> tuple[Named, ...]:
    """The entries of a recipient list as shown: parted by semicolons, else by commas, where "Last, First" is one name."""
    shown = " ".join(shown.split())
    if not shown:
        return ()
    if ";" in shown:
        entries = _parted(shown, ";")
    elif "," in shown:
        entries = _rejoined(_parted(shown, ","))
    else:
        entries = [shown]
    found = (person(entry) for entry in entries[:MOST])
    return tuple(dict.fromkeys(one for one in found if one[0] or one[1]))


def _parted(shown: str, mark: str) -> list[str]:
    """The parts of a list between `mark`s outside quotes and brackets."""
    if '"' not in shown and "(" not in shown and "<" not in shown:
        return shown.split(mark)
    hidden = _IN_QUOTES.sub(lambda m: m[0].replace(mark, "\0"), shown)
    return [part.replace("\0", mark) for part in hidden.split(mark)]


def _rejoined(parts: list[str]) -> list[str]:
    """Parts of "Last, First" put together: a lone word before a part that is only a name, or a name before its address."""
    out: list[str] = []
    waiting = ""
    for part in map(str.strip, parts):
        if (
            waiting
            and "/" not in part
            and (("@" not in part and part.count(" ") < 3) or part.find("<") > 0 or part.find("[") > 0)
        ):
            out.append(f"{waiting}, {part}")
            waiting = ""
            continue
        if waiting:
            out.append(waiting)
        waiting = part if part and " " not in part and "@" not in part and "/" not in part else ""
        if part and not waiting:
            out.append(part)
    return [*out, waiting] if waiting else out
