"""With whom anything passed, what did, and whom a review may be of: the people, the contact, and what kind of mail it is.

Set queries over everybody; the mail itself is looked at for a few alone (`natures`). Reads person, interaction, coverage, message, body,
meeting, party and handle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regard.answers.account_sides import suppliers
from regard.answers.jobs import where_now
from regard.answers.view import View
from regard.identity.normalize import domain_of, is_academic, is_freemail
from regard.model import DAY, LEAN
from regard.review.kinds import Mail, Nature, nature, spoke
from regard.review.month import Month

YEAR = 365 * DAY
DARK_AFTER = 14 * DAY
"""What a mailbox that went dark before then would show of our answers nobody can know."""
LOOKED_AT = 60
"""So many of the newest mails with somebody tell of what kind they are."""
LONG = 10
"""Mails of so many words that begin alike are one text sent again; of fewer, people just say the same."""
_CONTACT = """WITH shown AS (SELECT h.person FROM coverage c JOIN handle h ON h.id = c.owner_h
        WHERE c.outbound AND c.end_us >= {as_of} - {dark})
    SELECT i.buyer, min(i.us), max(CASE WHEN i.outbound OR i.kind <> 'mail' THEN i.us END),
    max(CASE WHEN NOT i.outbound OR i.kind <> 'mail' THEN i.us END),
    count(DISTINCT CASE WHEN (NOT i.outbound OR i.kind <> 'mail') AND i.us > {since} THEN i.us / {day} END),
    max(i.seller IN shown)
    FROM interaction i WHERE NOT i.automated AND i.us <= {as_of} AND i.known_us <= {as_of} {among} GROUP BY i.buyer"""
_PLANNED = """SELECT h.person, min(m.us) FROM message m JOIN party p ON p.message = m.n JOIN handle h ON h.n = p.handle
    LEFT JOIN meeting g ON g.message = m.n
    LEFT JOIN attendance a ON a.message = m.n AND a.handle = p.handle AND a.known_us <= {as_of}
    WHERE m.us > {as_of} AND m.kind = 'meeting' AND m.known_us <= {as_of} AND coalesce(a.removed, 0) = 0
    AND coalesce(a.answer, '') <> 'declined'
    AND (g.cancelled_us IS NULL OR g.cancelled_us > {as_of}) AND h.person IS NOT NULL GROUP BY 1"""
_MAILS = """SELECT buyer, outbound, lean, letters, recipients, start FROM (SELECT i.buyer, i.outbound, m.lean,
        CASE WHEN m.words >= {long} THEN m.letters END AS letters, m.recipients,
        m.subject || ' ' || substr(coalesce(b.own, ''), 1, 200) AS start, row_number() OVER (PARTITION BY i.buyer ORDER BY i.us DESC) AS k
    FROM interaction i JOIN message m ON m.id = i.message_id LEFT JOIN body b ON b.message = m.n
    WHERE i.kind = 'mail' AND NOT i.automated AND i.us <= {as_of} AND i.us > {since} AND i.known_us <= {as_of} AND i.buyer IN ({{}}))
    WHERE k <= {most}"""
_FOR_ANOTHER = re.compile(r"\bon behalf of\b|\bim auftrag von\b|\bde la part de\b|\ben nombre de\b", re.IGNORECASE)

_SEEKS = re.compile(
    r"\b(?:my |his |her |the attached )?(?:resum[eé]|curriculum vitae|c\.?v\.?)\b|\b(?:job|summer|analyst|associate) "
    r"(?:search|opening|opportunit(?:y|ies)|position|interview|internship)|\binternships?\b|\b(?:my|an?|final round|on-?campus) "
    r"interviews?\b"
    r"|\b(?:looking|apply|applying|application|interested in (?:a|the)) (?:for (?:a |the )?)?(?:job|position|internship|full[- ]time)\b"
    r"|\bjob (?:offer|market|hunt)|\bcandidates? for\b|\bbewerbung\b|\blebenslauf\b|\bcandidature\b",
    re.IGNORECASE,
)
_FAVOUR = re.compile(
    r"\b(?:conferences?|symposi(?:um|a)|speakers?|speaking|keynote|panel(?:ists?)?|podium|call for papers|guest lecture|lectures?|talk at|"
    r"chairing|editors?|editorial|magazine|journalist|reporter|article|manuscript|working papers?|research(?:er| paper| project)|thesis|"
    r"dissertation|professor|ph\.?d|students?|faculty|seminar series|konferenz|vortrag|redakti\w+|doktorarbeit|conférence|colloque|"
    r"rédact\w+|conferencia|ponencia|redacci[oó]n)\b",
    re.IGNORECASE,
)
"""Whoever wants one of ours to speak, to write, to be interviewed, or to help with research."""

FEW = 20
"""Of fewer people the words of their own mail do not tell what the book is written in."""
_NEWEST = """SELECT m.lean FROM message m WHERE m.kind = 'mail' AND m.basis = 'observed' AND m.automated = '' AND m.lean IS NOT NULL
    ORDER BY m.n DESC LIMIT 1000"""
KNOWN = 0.25
"""From so large a share of mails on with words that are known, their lack tells something."""


class Contacted(NamedTuple):
    """What passed with a buyer: the first contact, the last by us, the last by them.

    `theirs`: on how many days of the last year anything passed by them. `shown`: whether a mailbox that is read now would show
    what one of us writes to them.
    """

    first_us: int
    us: int | None
    them: int | None
    theirs: int = 0
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a review may look at."""

    id: str
    name: str
    address: str
    company: str
    company_id: str | None


def people(view: View, among: Sequence[str] | None = None) -> dict[str, Person]:
    """Every buyer (`among` these, if given) who does not object, each with the company of the moment; nobody of a supplier."""
    sql = "SELECT id, name, address, company, company_id FROM person WHERE side = 'them' AND NOT objected"
    rows = view.live.rows(sql) if among is None else view.live.rows_in(f"{sql} AND id IN ({{}})", list(among))
    out = suppliers(view) if among is None else frozenset()
    moved = where_now(view.live, view.as_of_us)
    found = (
        Person(
            who, name or address, address, *((moved[who].company, moved[who].company_id) if who in moved else (firm, firm_id))
        )
        for who, name, address, firm, firm_id in rows
    )
    return {p.id: p for p in found if p.company_id not in out}


def contact(view: View, among: Sequence[str] | None = None) -> dict[str, Contacted]:
    """Buyer -> what passed with them."""
    sql = _CONTACT.format(
        as_of=view.as_of_us,
        dark=DARK_AFTER,
        day=DAY,
        since=view.as_of_us - YEAR,
        among="" if among is None else "AND i.buyer IN ({})",
    )
    rows = view.live.rows(sql) if among is None else view.live.rows_in(sql, list(among))
    return {r[0]: Contacted(r[1], r[2], r[3], r[4], bool(r[5])) for r in rows}


def planned(view: View) -> dict[str, int]:
    """Person -> the next meeting that is set: not called off, nor one that they declined or were taken from."""
    return dict(view.live.rows(_PLANNED.format(as_of=view.as_of_us)))


def units(who: Mapping[str, Person], passed: Mapping[str, Contacted], month: Month) -> int:
    """How many companies (people without one count by themselves) there was contact with, both ways, before a month began."""
    return len({who[b].company_id or b for b, c in passed.items() if b in who and both(c) and c[0] < month.start_us})


def both(c: Contacted) -> bool:
    """Whether there was contact both ways."""
    return c.us is not None and c.them is not None


@dataclass(frozen=True, slots=True)
class Passing:
    """Of what kind the mail with somebody is, and whether one of theirs at least was business written to us."""

    nature: Nature
    spoke: bool


def natures(view: View, who: Sequence[Person]) -> dict[str, Passing]:
    """Of what kind the mail of the last year with some buyers is, by the newest of it.

    Where hardly a word of business or private life is known in the mail of all of them, or, of a few, in the book's newest mail (it is
    written in another language, or words are not read) nobody needs any.
    """
    sql = _MAILS.format(as_of=view.as_of_us, since=view.as_of_us - YEAR, most=LOOKED_AT, long=LONG)
    mails: dict[str, list[Mail]] = defaultdict(list)
    for buyer, outbound, lean, begins, recipients, start in view.live.rows_in(sql, [p.id for p in who]):
        mails[buyer].append(
            Mail(
                not outbound,
                _LEAN.get(lean, ""),
                begins,
                recipients or 0,
                bool(_FOR_ANOTHER.search(start)),
                bool(_SEEKS.search(start)),
                bool(_FAVOUR.search(start)),
            )
        )
    read = [m.lean != "" for of in mails.values() for m in of]
    if len(who) < FEW and view.text:
        read = [lean in _LEAN for (lean,) in view.live.rows(_NEWEST)]
    known = view.text and sum(read) >= KNOWN * max(len(read), 1)
    return {p.id: Passing(nature(mails[p.id], alone=known and alone(p)), spoke(mails[p.id], known=known)) for p in who}


def alone(p: Person) -> bool:
    """Whether their address names no company that deals with us: free mail, or a school's, where anybody writes for themselves."""
    domain = domain_of(p.address)
    return p.company_id is None or is_freemail(domain) or is_academic(domain)


_LEAN = {LEAN["business"]: "business", LEAN["personal"]: "private"}
