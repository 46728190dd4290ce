"""Names for people and companies that do not exist.

Given and family names are common ones of each country, combined at random; company names are invented stems with what the
company does. Every address ends in `.example`, which no real domain can (RFC 2606).
"""

from __future__ import annotations

import unicodedata
from random import Random

from regard.demo.phrases import lines

COMPANY = "Tarnwick"
DOMAIN = "tarnwick.example"
FREEMAIL = ("webmail.example", "freemail.example", "postmail.example")

_FOLD = str.maketrans(
    {"ø": "o", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "ö": "oe", "ü": "ue", "ä": "ae", "Ö": "Oe", "å": "a"}
)


def plain_letters(text: str) -> str:
    """Lower-case ASCII letters and hyphens only, as addresses have them (ü becomes ue, é becomes e)."""
    folded = unicodedata.normalize("NFKD", text.translate(_FOLD)).encode("ascii", "ignore").decode()
    return "".join(c for c in folded.lower() if c.isalpha() or c == "-")


def person_name(rng: Random, country: str, taken: set[str]) -> tuple[str, str]:
    """A new (first, last) for somebody working in that country; no two share both names, few share one."""
    home = "us" if country.startswith("us_") else country
    for attempt in range(400):
        where = home if rng.random() < 0.74 else rng.choice(("wide", "wide", "uk", "us"))
        first, last = rng.choice(lines("names", where, "first")), rng.choice(lines("names", where, "last"))
        crowded = attempt < 60 and first in taken and rng.random() < 0.7
        if f"{first} {last}" not in taken and not crowded:
            taken.update((first, f"{first} {last}"))
            return first, last
    return first, f"{last}-{rng.choice(lines('names', 'uk', 'last'))}"


def company_name(rng: Random, industry: str, taken: set[str]) -> tuple[str, str]:
    """A new company's (name, domain)."""
    stems = lines("names", "companies", "stems")
    free = [stem for stem in stems if stem not in taken]
    stem = rng.choice(free) if free else f"{rng.choice(stems)}-{rng.choice(stems)}"
    taken.add(stem)
    does = rng.choice(lines("names", "companies", industry))
    domain = rng.choice(("", "-")).join((plain_letters(stem), plain_letters(does.split()[0])))
    return f"{stem} {does}", f"{domain}.example"


def address(rng: Random, first: str, last: str, domain: str, form: str) -> str:
    """A mail address in one of the forms companies use: dot, initial, joined or first."""
    f, surname = plain_letters(first), plain_letters(last)
    local = {
        "dot": f"{f}.{surname}",
        "initial": f"{f[0]}{surname}",
        "initial dot": f"{f[0]}.{surname}",
        "underscore": f"{f}_{surname}",
        "first": f,
        "home": f"{f}{rng.choice(('', '.', '_'))}{surname[: rng.randrange(2, 6)]}{rng.randrange(3, 99)}",
    }[form]
    return f"{local}@{domain}"


def phone(rng: Random, country: str) -> str:
    """A number from a range set aside for fiction, or nothing where a country has none."""
    if country == "uk":
        return f"+44 1632 960{rng.randrange(1000):03d}"
    if country == "de":
        return f"+49 30 23125 {rng.randrange(1000):03d}"
    if country == "fr":
        return f"+33 1 99 00 {rng.randrange(100):02d} {rng.randrange(100):02d}"
    if country == "us_east":
        return f"+1 (617) 555-01{rng.randrange(100):02d}"
    if country == "us_mid":
        return f"+1 (312) 555-01{rng.randrange(100):02d}"
    if country == "se":
        return f"+46 31 3900{rng.randrange(600, 700)}"
    return ""
