"""Whom does a name on the command line or in an address mean? Ids first, then whole addresses, then names that only one has.

Who only reads may name part of a name, and is told whom that was taken for; who changes or hands out what is held of somebody names
them whole. An address is never part of another one. Reads handle, person, company.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.identity.normalize import registrable
from regard.identity.signed_company import spells
from regard.ids import digest
from regard.parse.address import normalise
from regard.store.live import Live

LONGEST = 500
"""A reference of more characters is part of no name or address, so that only whole ones are compared; SQLite refuses long patterns."""
SHORTEST = 2
"""A reference of fewer characters fits nearly everybody."""
BEGINNING = 80
"""So many characters of a longer reference stand in what is said of it."""
_PERSON_ID = re.compile(r"p_[a-z2-7]{26}")
_INSIDE = re.compile(r"[^<>@]*<([^<>]+)>")
_PERSON = "SELECT p.id, p.name, p.address, p.company FROM person p"


def person_ref(live: Live, ref: str) -> str:
    """The id of the person meant by an id, a whole address, or a name or part of one: for reading alone.

    Raises UnknownReference, or AmbiguousReference with the candidates; so too for a single character, whomever it fits.
    """
    text = _seen(ref)
    found = _by_id(live, text) or _by_address(live, text)
    if found:
        return found
    rows = [] if "@" in text or not text else _near(live, text)
    if len(rows) == 1 and len(text) >= SHORTEST:
        return str(rows[0][0])
    raise _nobody(ref, rows)


def exact_person_ref(live: Live, ref: str) -> str:
    """The id of the person meant by an id, a whole address, or a full name that fits one alone (case and accents aside).

    For whatever changes, hands out or erases what is held of somebody. A single word is a full name only where nobody else's name has
    it. Raises UsageError where nobody is named, UnknownReference, or AmbiguousReference with whoever may be meant.
    """
    text = _seen(ref)
    if len(text) < SHORTEST:
        raise UsageError("Say who is meant: an id, a whole address or a full name. Nothing was done.")
    found = _by_id(live, text) or (_by_address(live, text) if "@" in text else "")
    if found:
        return found
    if "@" in text:
        raise _nobody(ref, ())
    full, others = _named(live, text)
    if len(full) == 1 and not others:
        return full.pop()
    rows = live.rows_in(_PERSON + " WHERE p.id IN ({}) ORDER BY p.name, p.id", sorted(full | others))
    raise _nobody(ref, rows or _near(live, text))


def merged_into(live: Live, key: bytes, ref: str) -> str:
    """An id of a person who was found to be somebody else's: the id of whom they are now; anything else as it is.

    A person's id is a digest of their first handle (`identity.judgements.components`), and handles stay.
    """
    text = ref.strip()
    if not _PERSON_ID.fullmatch(text) or live.rows("SELECT 1 FROM person WHERE id = ?", text):
        return ref
    handles = live.rows("SELECT id, person FROM handle WHERE person IS NOT NULL")
    return next((str(person) for h, person in handles if digest("p", key, h) == text), ref)


def whole_address(ref: str) -> str:
    """The one address that `ann@acme.example` or `Ann <ann@acme.example>` is, normalised; "" where it is none, or part of one."""
    inside = _INSIDE.fullmatch(_seen(ref))
    said = inside[1] if inside else _seen(ref)
    if said.count("@") != 1 or " " in said:  # "jo ann@" is not joann@, however headers are to be read
        return ""
    address = normalise(said) or ""
    name, _, domain = address.rpartition("@")
    return address if name and domain else ""


def shown(live: Live, person: str) -> str:
    """Somebody as they are told of where it matters who it is: name and address."""
    name, address = live.rows("SELECT name, address FROM person WHERE id = ?", person)[0]
    return f"{name} <{address}>" if name and name != address else str(address)


def taken_for(live: Live, ref: str, person: str) -> str:
    """Whom a reference was taken for, where it is neither their id, nor an address, nor the name they go by; else ""."""
    text = _seen(ref)
    name = live.rows("SELECT name FROM person WHERE id = ?", person)[0][0]
    if "@" in text or _folded(text) == _folded(name) or _by_id(live, text):
        return ""
    return f"“{beginning(text)}” was taken for {shown(live, person)}."


def _seen(ref: str) -> str:
    """A reference with control characters as spaces, one space where there are more, and without what has no width."""
    spaced = "".join(" " if unicodedata.category(c) == "Cc" or c.isspace() else c if c.isprintable() else "" for c in ref)
    return " ".join(spaced.split())


def _by_id(live: Live, text: str) -> str:
    rows = live.rows("SELECT id FROM person WHERE id = ?", text)
    rows = rows or live.rows("SELECT person FROM handle WHERE id = ? AND person IS NOT NULL", text)
    return str(rows[0][0]) if rows else ""


def _by_address(live: Live, text: str) -> str:
    """Who has this address, as it is written or as it would be read off a mail; an address without "@" only as it is written."""
    for address in dict.fromkeys((text.lower(), whole_address(text))):
        rows = live.rows("SELECT person FROM handle WHERE address = ? AND person IS NOT NULL", address)
        if rows:
            return str(rows[0][0])
    return ""


def _near(live: Live, text: str) -> list[Any]:
    """Whoever has this name; else whose name has it in it; else whose address has. Buyers before others, 20 at most."""
    for where in ("lower(p.name) = lower(?)", "lower(p.name) LIKE lower(?) ESCAPE '\\'", "p.address LIKE lower(?) ESCAPE '\\'"):
        if "LIKE" in where and len(text) > LONGEST:
            break
        value = text if "LIKE" not in where else f"%{_escaped(text)}%"
        rows = live.rows(f"{_PERSON} WHERE {where} AND p.side = 'them' ORDER BY p.name LIMIT 20", value)
        rows = rows or live.rows(f"{_PERSON} WHERE {where} ORDER BY p.name LIMIT 20", value)
        if rows:
            return list(rows)
    return []


def _named(live: Live, text: str) -> tuple[set[str], set[str]]:
    """Who goes by this name, and who else some mail shows with it (or, of a single word, with it in their name)."""
    wanted = _folded(text)
    full: set[str] = set()
    others: set[str] = set()
    sql = "SELECT p.id, p.name, h.names, h.address FROM person p LEFT JOIN handle h ON h.person = p.id"
    for person, name, names, address in live.rows(sql):
        every = [_folded(n) for n in (name, *json.loads(names or "{}"), *([] if "@" in (address or "@") else [address]))]
        if every[0] == wanted:
            full.add(person)
        elif wanted in every or any(wanted in n.replace(",", " ").split() for n in every):
            others.add(person)
    return full, others - full


def _folded(name: str) -> str:
    """A name without case, accents and spaces beyond one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.split())


def _nobody(ref: str, rows: Iterable[Any]) -> UnknownReference | AmbiguousReference:
    found = [f"{r[0]}  {r[1]} <{r[2]}>{' · ' + r[3] if r[3] else ''}" for r in rows]
    if found:
        return AmbiguousReference(beginning(ref), found[:20])
    return UnknownReference(f"Nobody in this book goes by “{beginning(ref)}”. List who is there: regard people")


def _label(domain: str) -> str:
    """What a company's domain spells."""
    return registrable(domain).partition(".")[0].replace("-", "")


def company_ref(live: Live, ref: str) -> str:
    """The id of the company meant: by id, domain or name, whole before part; capitals, accents and blanks make no difference."""
    text = ref.strip()
    rows = live.rows("SELECT id FROM company WHERE id = ?", text)
    if rows:
        return str(rows[0][0])
    domain = text.rpartition("@")[2].lower()
    all_rows = live.rows("SELECT id, name, domains FROM company")
    wanted = _folded(text)
    near = [r for r in all_rows if domain in r[2].split() or _folded(r[1]) == wanted]
    if not near and len(text) <= LONGEST:
        near = [r for r in all_rows if any(spells(text, label) for d in r[2].split() if len(label := _label(d)) > 3)]
    near = near or [r for r in all_rows if wanted and wanted in _folded(r[1])]
    if len(near) == 1:
        return str(near[0][0])
    if near:
        raise AmbiguousReference(ref, [f"{r[0]}  {r[1]} ({r[2]})" for r in near[:20]])
    raise UnknownReference(f"No company in this book goes by “{beginning(ref)}”. List those there are: regard accounts")


def beginning(ref: str) -> str:
    """A reference as a message shows it: whole, or its beginning where it is longer than any name or address."""
    return ref if len(ref) <= LONGEST else f"{ref[:BEGINNING]}…"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
