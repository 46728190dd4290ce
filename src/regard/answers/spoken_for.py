"""Which mails did a colleague or assistant write for a buyer? "Tom has asked me to let you know that he no longer needs the list."

Such a mail speaks of what was promised to him as his own would. It counts where its own words name him with a form that speaks for him
(a name alone is no such form), or where he stands on it, in the talk in which it was promised, and it asks after something or says that
nothing came ("we have still received nothing"). It promises nothing in his name. Reads person, handle, party, message, body.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from regard.evidence.fulfilment import asks_after
from regard.flow.interacting import interactions
from regard.model import Interaction
from regard.store.live import Live

SHORTEST = 3
"""Letters; a shorter first name says too little."""

_COLLEAGUES = """SELECT m.id, w.id, b.own FROM person p JOIN person w ON w.company_id = p.company_id AND w.side = 'them' AND w.id <> p.id
    AND NOT w.objected JOIN handle h ON h.person = w.id JOIN message m ON m.from_n = h.n AND m.us > ? AND m.us <= ? AND m.known_us <= ?
    JOIN body b ON b.message = m.n
    WHERE p.id = ? AND p.company_id <> '' AND m.kind = 'mail' AND m.automated = ''
    AND (instr(lower(b.own), ?) > 0 OR instr(lower(b.own), ?) > 0)"""


_NAMESAKES = """SELECT count(*) FROM person p JOIN person w ON w.company_id = p.company_id AND w.side = 'them'
    WHERE p.id = ? AND instr(lower(w.name), ?) > 0"""
"""How many of a company bear a surname."""
_TITLE = r"(?:(?:mr|mrs|ms|miss|mister|dr|prof|professor|sir|herrn?|frau|monsieur|madame|mme|mlle|m|señora?|sra?|don|doña)\.? )"
_BY_ORDER = (
    r"(?:on behalf of|in the name of|p\. ?p\.?|pp|im auftrag(?: von)?|im namen von|in vertretung(?: von)?|i\. ?a\.?|de la part de|"
    r"au nom de|en nombre de|por encargo de|de parte de)"
)
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "herr", "frau", "mme", "mlle", "ing", "dipl"])


def called(name: str) -> tuple[str, str]:
    """(first, last) of a name in lower case, without titles, also of "Lund, Ida"; "" for what is too short or no word."""
    last, comma, first = name.lower().partition(",")
    words = (first.split() + last.split()) if comma else last.split()
    while words and words[0].rstrip(".") in _TITLES:
        words = words[1:]
    if not words:
        return "", ""
    ends = words[0], words[-1] if len(words) > 1 else ""
    one, other = (w if len(w) >= SHORTEST and w.replace("-", "").isalpha() else "" for w in ends)
    return one, other


def _names(first: str, last: str) -> str:
    """A pattern for somebody named by the first name, with or without more, or by a title and the last."""
    known = [rf"{_TITLE}*{re.escape(first)}(?: [\w'-]+)?"] if first else []
    known += [rf"{_TITLE}+(?:[\w'-]+ )?{re.escape(last)}"] if last else []
    return f"(?:{'|'.join(known)})"


def _plainly(own: str) -> str:
    return " ".join(own.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


def acts_for(own: str, first: str, last: str = "") -> bool:
    """Whether words are written for somebody of this first or last name (lower case, one of them may be ""), who asked for it."""
    return _is_named(own, first, last) and _acting(first, last).search(_plainly(own)) is not None


def speaks_for(own: str, first: str, last: str = "") -> bool:
    """Whether words speak for somebody of this first or last name (lower case): written for them, or telling what they ask or have."""
    if not _is_named(own, first, last):
        return False
    said = _plainly(own)
    return _acting(first, last).search(said) is not None or _telling(first, last).search(said) is not None


def _is_named(own: str, first: str, last: str) -> bool:
    """Whether words hold either name at all: few do, and no form speaks for somebody whom it does not name."""
    low = own.lower()
    return (bool(first) and first in low) or (bool(last) and last in low)


@lru_cache(maxsize=1 << 10)
def _acting(first: str, last: str) -> re.Pattern[str]:
    """What is written for somebody of these names."""
    full = _names(first, last)
    forms = (
        rf"\b{_BY_ORDER} {full}\b",
        rf"\b{full} (?:has |had |just |also |who )*(?:asked|asks|wants|wanted|told) (?:me|us) (?:to|if|whether|for|that)\b",
        rf"\bi(?:'m| am) (?:writing|answering|replying|getting in touch) for {full}\b",
        rf"\b{full} (?:bittet|bat|beauftragt\w*) (?:mich|uns)\b",
        rf"\b{full} hat (?:mich|uns) (?:gebeten|beauftragt)\b",
        rf"\b{full} lässt (?:sie|ihnen|euch|dir) (?:[\w ]{{0,30}})?(?:ausrichten|mitteilen|fragen|danken|grüßen)\b",
        rf"\b{full} (?:m'a|nous a|me|nous) (?:demandée?|demande|priée?|prie|chargée?|charge)\b",
        rf"\b{full} (?:me|nos) (?:ha pedido|pide|encarga|ha encargado)\b",
    )
    return re.compile("|".join(forms))


def by_order(own: str, first: str, last: str = "") -> bool:
    """Whether words say that they are written in the name of somebody of this first or last name: "on behalf of Dr. Lund"."""
    return bool(first or last) and _ordered(first, last).search(_plainly(own)) is not None


@lru_cache(maxsize=1 << 10)
def _ordered(first: str, last: str) -> re.Pattern[str]:
    """The form that names in whose name it is written."""
    return re.compile(rf"\b{_BY_ORDER} {_names(first, last)}\b")


@lru_cache(maxsize=1 << 10)
def _telling(first: str, last: str) -> re.Pattern[str]:
    """What tells of what somebody of these names asks or has."""
    full = _names(first, last)
    forms = (
        rf"\b{full} (?:has |had |just |also )*(?:asked|asks|wants|wanted|told) (?:me|us)\b",
        rf"\b{full} (?:is asking|would like|wishes|says|said|lets you know|no longer|does not|doesn't|is still waiting|has not|hasn't)\b",
    )
    return re.compile("|".join(forms))


def _plain(first: str) -> str:
    """The longest piece of a name that the database finds in either case: it folds no letter beyond ASCII."""
    pieces: list[str] = re.findall(r"[a-z]*", first)
    return max(pieces, key=len)


def spoken_for(live: Live, here: Sequence[Interaction], since_us: int, as_of_us: int) -> list[Interaction]:
    """The mails of colleagues that speak for the buyer of these interactions, as if they were that buyer's own."""
    if not here:
        return []
    return _as_theirs(live, here, _named(live, here[0].buyer, since_us, as_of_us), since_us)


_BESIDE = """SELECT m.id, w.id, b.own FROM message m JOIN handle h ON h.n = m.from_n JOIN person w ON w.id = h.person AND w.side = 'them'
    JOIN person p ON p.id = '{buyer}' AND p.company_id = w.company_id AND p.company_id <> '' AND p.id <> w.id
    JOIN body b ON b.message = m.n
    WHERE NOT w.objected AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of} AND m.kind = 'mail' AND m.automated = ''
    AND EXISTS (SELECT 1 FROM party q JOIN handle k ON k.n = q.handle WHERE q.message = m.n AND k.person = p.id)
    AND m.thread_id IN ({{}})"""


def asked_beside(
    live: Live, here: Sequence[Interaction], threads: Collection[str], since_us: int, as_of_us: int
) -> list[Interaction]:
    """The mails of colleagues in some threads, with the buyer of these interactions on them, that ask after something, as if theirs."""
    if not here or not threads:
        return []
    sql = _BESIDE.format(buyer=here[0].buyer, since=since_us, as_of=as_of_us)
    wanted = {row[0]: row[1] for row in live.rows_in(sql, sorted(threads)) if asks_after(row[2])}
    return _as_theirs(live, here, wanted, since_us)


def _named(live: Live, buyer: str, since_us: int, as_of_us: int) -> dict[str, str]:
    """Mail -> its writer, of the mails that name the buyer in a form that speaks for them."""
    name = next((row[0] for row in live.rows("SELECT name FROM person WHERE id = ?", buyer)), "")
    first, last = called(name)
    if last and live.rows(_NAMESAKES, buyer, _plain(last))[0][0] > 1:
        last = ""
    if not first and not last:
        return {}
    near = [_plain(of) for of in (first or last, last or first)]
    rows = live.rows(_COLLEAGUES, since_us, as_of_us, as_of_us, buyer, *near)
    return {row[0]: row[1] for row in rows if speaks_for(row[2], first, last)}


def _as_theirs(live: Live, here: Sequence[Interaction], wanted: Mapping[str, str], since_us: int) -> list[Interaction]:
    if not wanted:
        return []
    buyer = here[0].buyer
    held = {i.message_id for i in here if not i.outbound}
    found = interactions(live, sorted(set(wanted.values())), since_us=since_us)
    return [
        replace(i, buyer=buyer)
        for writer, theirs in sorted(found.items())
        for i in theirs
        if i.kind == "mail" and not i.outbound and wanted.get(i.message_id) == writer and i.message_id not in held
    ]
