"""Who writes for whom? A mail "on behalf of Dr. Lund", "Tom has asked me", "Herr Lund bittet mich" is a word of the superior's.

What the assistant does counts for the assistant alone; the superior's page says who wrote for them and when, and nobody calls them silent
while somebody answers for them. A mail counts where its own words act for a colleague of its writer's, by a name that no other colleague
bears. What was told in confidence is left out. Reads words, message, body, handle, person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.answers.confided import confided
from regard.answers.spoken_for import acts_for, called
from regard.model import DAY

if TYPE_CHECKING:
    from regard.answers.view import View

_PHRASES = (
    "on behalf", "in the name of", "asked me", "asks me", "asked us", "asks us", "wants me", "wanted me", "wants us", "told me to",
    "writing for", "answering for", "replying for", "in touch for", "im auftrag", "im namen", "in vertretung", "bittet mich", "bat mich",
    "bittet uns", "mich gebeten", "uns gebeten", "ihnen ausrichten", "ihnen mitteilen", "de la part", "au nom de", "me demande",
    "m a demandé",
    "m a chargé", "me charge", "me prie", "en nombre de", "por encargo", "me ha pedido", "me pide", "de parte de",
)  # fmt: skip
"""A mail that acts for somebody holds one of them."""
_MAY = re.compile("|".join(phrase.replace(" ", r"\W") for phrase in _PHRASES))
LOOKED_BACK = 730 * DAY
"""Who wrote for somebody longer ago says nothing of today."""
_MAIL = """SELECT m.id, m.us, w.id, coalesce(nullif(w.name, ''), w.address), w.company_id, b.own FROM {tables}
    JOIN body b ON b.message = m.n WHERE w.side = 'them' AND NOT w.objected AND w.company_id {whose} AND m.kind = 'mail'
    AND m.automated = '' AND m.us > {since} AND m.us <= {as_of} AND m.known_us <= {as_of}"""
_OF_ALL = _MAIL.replace("{tables}", "message m JOIN handle h ON h.n = m.from_n JOIN person w ON w.id = h.person").replace(
    "{whose}", "IS NOT NULL AND m.n IN (SELECT rowid FROM words WHERE words MATCH ?)"
)
_OF_THESE = _MAIL.replace(
    "{tables}", "person w CROSS JOIN handle h ON h.person = w.id CROSS JOIN message m ON m.from_n = h.n"
).replace("{whose}", "IN ({{}})")
"""The mails of some companies' people, along their own indices: of a few nobody asks the whole book."""
_COMPANIES = "SELECT DISTINCT company_id FROM person WHERE company_id IS NOT NULL AND NOT objected AND id IN ({})"
_STAFF = "SELECT id, name, company_id FROM person WHERE side = 'them' AND NOT objected AND company_id IN ({})"


@dataclass(frozen=True, slots=True)
class WrittenFor:
    """Who wrote for somebody last (id and name), when (UTC microseconds) and in which mail; how often anybody did."""

    writer: str
    name: str
    us: int
    message_id: str
    mails: int


def written_for(view: View, among: Sequence[str] | None = None) -> dict[str, WrittenFor]:
    """Person (of all, or `among` these) -> who wrote for them last, by the view's moment; nobody where words are not read."""
    if not view.text:
        return {}
    when = {"since": view.as_of_us - LOOKED_BACK, "as_of": view.as_of_us}
    if among is None:
        rows = list(view.live.rows(_OF_ALL.format(**when), " OR ".join(f'"{phrase}"' for phrase in _PHRASES)))
    else:
        firms = sorted(row[0] for row in view.live.rows_in(_COMPANIES, list(among)))
        rows = [
            row for row in view.live.rows_in(_OF_THESE.format(**when), firms) if _MAY.search(" ".join(row[5].lower().split()))
        ]
    rows.sort(key=lambda row: (row[1], row[0]))
    staff: dict[str, list[tuple[str, tuple[str, str]]]] = defaultdict(list)
    for person, name, company in view.live.rows_in(_STAFF, sorted({row[4] for row in rows})):
        if any(names := called(name)):
            staff[company].append((person, names))
    private = confided(view.live, [row[0] for row in rows])
    found: dict[str, WrittenFor] = {}
    for message, us, writer, by, company, own in rows:
        if message in private:
            continue
        here = [(person, names) for person, names in staff[company] if person != writer]
        firsts, lasts = (Counter(names[k] for _, names in here) for k in (0, 1))
        for person, (first, last) in here:
            known = first if firsts[first] == 1 else "", last if lasts[last] == 1 else ""
            if any(known) and acts_for(own, *known):
                before = found.get(person)
                found[person] = WrittenFor(writer, by, us, message, 1 + (before.mails if before else 0))
    return found if among is None else {person: w for person, w in found.items() if person in among}
