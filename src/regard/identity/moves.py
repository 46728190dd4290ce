"""Who went from one company to another? Addresses under one name at two companies, and what somebody says of their own change.

A name at two companies alone joins nobody. It takes the person's own words: that the other address is theirs; or that they changed jobs,
and from where. Pure functions of profiles and texts; `flow.moving` finds the mails.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from regard.identity.given_names import COMMON_SURNAMES, canonical
from regard.identity.names import skeleton
from regard.identity.profiles import Profile, compatible

MOST = 6
"""More addresses under one name than this, and the name tells nobody apart."""
STEM = 5
"""A shorter company name may be any word."""


class Elsewhere(NamedTuple):
    """Two handle ids (smaller first) under one name at two companies.

    `alone`: nobody else at either company is called so, and the name is at no third one. `sister`: besides, one mailbox name, an
    uncommon surname, and domains of which one only adds a word (`harlow.com`, `harlow-group.com`).
    """

    left: str
    right: str
    alone: bool
    sister: bool


def elsewhere(profiles: Iterable[Profile], people: Mapping[str, str]) -> list[Elsewhere]:
    """The pairs whose mail is worth reading for a change of company, sorted. `people`: handle id to whoever the rules take it for."""
    by_name: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for p in profiles:
        if p.shown and p.name is not None and p.name.full and not (p.strict or p.clash or p.role):
            by_name[skeleton(p.name.last), skeleton(canonical(p.name.first))].append(p)
    found = []
    for holders in by_name.values():
        if not 1 < len(holders) <= MOST:
            continue
        persons: dict[str, set[str]] = defaultdict(set)
        for p in holders:
            persons[p.company].add(people.get(p.handle.id, p.handle.id))
        for i, a in enumerate(holders):
            for b in holders[i + 1 :]:
                if a.company != b.company and a.name and b.name and compatible(a.name, b.name):
                    alone = len(persons) == 2 and len(persons[a.company]) == len(persons[b.company]) == 1
                    left, right = sorted((a.handle.id, b.handle.id))
                    found.append(Elsewhere(left, right, alone, alone and _sister(a, b)))
    return sorted(found)


def _sister(a: Profile, b: Profile) -> bool:
    if a.name is None or b.name is None or a.name.last in COMMON_SURNAMES or a.how not in ("full", "initial"):
        return False
    short, long = sorted((a.base.partition(".")[0], b.base.partition(".")[0]), key=len)
    alike = len(short) >= STEM and re.fullmatch(re.escape(short) + r"-[a-z]{2,}", long) is not None
    return alike and a.part == b.part and (a.name.first, a.name.middle) == (b.name.first, b.name.middle)


_MINE = re.compile(
    r"""(?ix) \b(?:reach|contact|e-?mail|mail|write|write\s+to|find|get\s+hold\s+of|catch)\s+me\b
    | (?<!not\s)\bmy\s+(?:(?:new|old|other|former|previous|current|private|personal|own|work|business|permanent)\s+){0,2}
      (?:e-?mail|mail|address|mailbox|inbox|account)\b(?!['’]s)
    | \bI(?:\s+am|['’]m|['’]ll\s+be|\s+will\s+be|\s+can\s+be)\s+(?:now\s+|best\s+)?(?:reachable|reached|available|found)\b
    | \berreich\w*\s+(?:Sie|ihr|du)\s+mich\b | \bbin\s+ich\b.{0,60}\b(?:erreichbar|zu\s+erreichen)\b
    | \bmeine\s+(?:neue\s+|alte\s+|private\s+)?(?:e-?mail|mail|adresse)
    | \b(?:me\s+joindre|m['’]écrire|ma\s+nouvelle\s+adresse) | \bmi\s+(?:nueva\s+)?(?:dirección|correo)\b"""
)
_CHANGED = re.compile(
    r"""(?x) (?i:\bmy\s+new\s+(?:e-?mail\s+|mail\s+|work\s+)?(?:address|e-?mail|job|role|position|employer|company)\b)
    | \bI(?:['’]ve|\s+have|\s+had)?\s+(?:now\s+|just\s+|recently\s+)?(?:left|joined|moved\s+(?:on\s+)?(?:from|to)|started\s+(?:at|with))
      \s+(?:the\s+)?[A-ZÄÖÜÅØÉ]
    | (?i:\bI(?:['’]ve|\s+have)?\s+(?:now\s+|just\s+|recently\s+)?changed\s+(?:jobs?|employers?|compan(?:y|ies))\b)
    | \bI\s+now\s+work\s+(?:for|at)\s | \bI(?:['’]m|\s+am)\s+now\s+(?:with|at|working\s+(?:for|at))\s
    | (?i:\bmeine\s+neue\s+(?:e-?mail-?|mail-?)?adresse | \bich\s+(?:arbeite|bin)\s+(?:jetzt|nun)\s+(?:bei|für)\s)
    | \b[Ii]ch\s+habe\s+.{2,40}\sverlassen\b | (?i:\bma\s+nouvelle\s+adresse | \bj['’]ai\s+(?:quitté|rejoint)\s)
    | (?i:\bmi\s+nueva\s+dirección | \bahora\s+trabajo\s+(?:en|para)\s)"""
)
_NEAR = 160
"""Characters around an address in which its owner is named."""


def states(own: str, address: str) -> bool:
    """Whether somebody's own words say that `address` is theirs: "from Monday you can reach me at ..."."""
    text, at = own.casefold(), -1
    while (at := text.find(address, at + 1)) >= 0:
        end = at + len(address)
        if (at and (text[at - 1].isalnum() or text[at - 1] in "._-+")) or text[end : end + 1].isalnum():
            continue  # part of a longer address
        before = own[max(0, at - _NEAR) : at].rpartition("\n\n")[2]
        after = own[end : end + _NEAR].partition("\n\n")[0]
        if _MINE.search(f"{before} @ {after}"):
            return True
    return False


def announces(own: str) -> bool:
    """Whether somebody's own words say that they changed jobs, or have a new address."""
    return _CHANGED.search(own) is not None


def names_company(own: str, base: str) -> bool:
    """Whether a text names the company of a domain in full: "Harlow Foods" for `harlow-foods.com`."""
    letters = re.sub(r"[^a-z0-9]", "", base.partition(".")[0])
    if len(letters) < STEM:
        return False
    text = unicodedata.normalize("NFKD", own.casefold())
    plain = "".join(c for c in text if not unicodedata.combining(c))
    return re.search(r"(?<![\w@.])" + r"[\s&.\-]{0,3}".join(letters) + r"(?![\w@])", plain) is not None
