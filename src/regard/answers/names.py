"""What people and companies go by, as whoever types a name would find them: folded once, remembered by the book until something changes.

Reads person, handle, company.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from regard.answers.words import fold
from regard.store.live import Live


@dataclass(frozen=True, slots=True)
class Names:
    """What people and companies go by, folded, as it stands in the live store now.

    people: a row a handle of buyers and personal contacts: person, side, name, everything they go by, mailbox name, chances they had.
    companies: id, what it goes by, name, domains, chances of its people. Sorted by id.
    """

    people: tuple[tuple[str, str, str, str, str, int], ...]
    companies: tuple[tuple[str, str, str, str, int], ...]


def names(live: Live) -> Names:
    """The names of a book."""
    rows = live.rows(
        "SELECT p.id, p.side, p.name, p.company, h.address, h.names, p.decided, p.company_id FROM person p "
        "JOIN handle h ON h.person = p.id WHERE p.side IN ('them', 'personal')"
    )
    found = []
    chances: dict[str, dict[str, int]] = defaultdict(dict)
    for person, side, name, company, address, known_as, decided, company_id in rows:
        shown = fold(name)
        # The last part of an address ("com") says nothing of anybody.
        by = f"{shown} {fold(company)} {address.rpartition('.')[0]} {_names(known_as)}"
        found.append((person, side, shown, by, address.partition("@")[0], decided))
        if side == "them":
            chances[company_id][person] = decided
    firms = [
        (i, f"{fold(name)} {' '.join(d.rpartition('.')[0] for d in domains.split())}", name, domains, sum(chances[i].values()))
        for i, name, domains in live.rows("SELECT id, name, domains FROM company ORDER BY id")
    ]
    return Names(tuple(found), tuple(firms))


def _names(text: str) -> str:
    return "" if text == "{}" else fold(" ".join(json.loads(text)))
