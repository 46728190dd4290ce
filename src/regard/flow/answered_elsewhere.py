"""Which of our mails to a buyer were answered, in their thread, from an address that may be the buyer's own and is joined by nobody?

Not to merge two addresses without a person's word is right; to call the first one silent while the second answers is not. So such an ask is
censored (`evidence/asks.py`). Told by the thread, and by names (`identity/second_address.py`); whoever was on our mail themselves answers
for themselves. Reads message, party, handle, person; marks people as dirty.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regard.identity.second_address import Bearer, may_be_second
from regard.interactions.answering import BACK_WITHIN
from regard.model import Interaction
from regard.store.live import Live

MOST_RECIPIENTS = 5
"""A mail to more is no ask (`evidence/asks.py`)."""
_CAME = """SELECT m.thread_id, m.us, m.known_us, h.person, h.address FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person WHERE m.kind = 'mail' AND m.basis = 'observed' AND m.automated = '' AND m.us IS NOT NULL
    AND s.side IN ('them', 'personal') AND NOT s.objected AND m.thread_id IN ({})"""
_BORNE = "SELECT h.person, h.address, h.names, p.name FROM handle h JOIN person p ON p.id = h.person WHERE h.person IN ({})"
_ON = "SELECT m.id, h.person FROM message m JOIN party q ON q.message = m.n JOIN handle h ON h.n = q.handle WHERE m.id IN ({})"
_BESIDE = """SELECT DISTINCT a.person, b.person FROM handle a JOIN message c ON c.from_n = a.n JOIN message o ON o.thread_id = c.thread_id
    JOIN party q ON q.message = o.n AND q.role = 'to' JOIN handle b ON b.n = q.handle JOIN person p ON p.id = b.person
    WHERE a.person IN ({}) AND a.person <> b.person AND p.side = 'them'"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An answer from another address: when, known from when (UTC microseconds), the person it is now and the address."""

    us: int
    known_us: int
    person: str
    address: str


def answered_elsewhere(live: Live, found: Mapping[str, Sequence[Interaction]]) -> dict[tuple[str, str], Elsewhere]:
    """(buyer, our mail) -> the first such answer to it."""
    waiting = {buyer: mails for buyer, here in found.items() if (mails := list(_unanswered(here)))}
    came: dict[str, list[Elsewhere]] = defaultdict(list)
    for thread, us, known_us, person, address in live.rows_in(
        _CAME, sorted({i.thread_id for mails in waiting.values() for i in mails})
    ):
        came[thread].append(Elsewhere(us, known_us, person, address))
    near = [
        (buyer, i, answer)
        for buyer, mails in waiting.items()
        for i in mails
        for answer in came.get(i.thread_id, ())
        if answer.person != buyer and i.us < answer.us < i.us + BACK_WITHIN
    ]
    if not near:
        return {}
    borne = _borne(live, {p for buyer, _, answer in near for p in (buyer, answer.person)})
    on = set(live.rows_in(_ON, sorted({i.message_id for _, i, _ in near})))
    kept: dict[tuple[str, str], Elsewhere] = {}
    for buyer, i, answer in sorted(near, key=lambda x: (x[2].us, x[2].address)):
        if (i.message_id, answer.person) not in on and may_be_second(borne[buyer], borne[answer.person]):
            kept.setdefault((buyer, i.message_id), answer)
    return kept


def with_elsewhere(live: Live, found: Mapping[str, Sequence[Interaction]]) -> dict[str, list[Interaction]]:
    """The interactions, those mails of ours with when they were answered from another address (`Interaction.instead`)."""
    kept = answered_elsewhere(live, found)
    return {
        buyer: [
            i if (answer := kept.get((buyer, i.message_id))) is None else replace(i, instead=(answer.us, answer.known_us))
            for i in here
        ]
        for buyer, here in found.items()
    }


def beside(live: Live, people: Collection[str]) -> set[str]:
    """Whoever else to look at where the mail of these people changed: we wrote to them in a thread of theirs, and they may be one."""
    wanted = set(people)
    if not wanted or not {row[0] for row in live.rows("SELECT id FROM person WHERE side = 'them'")} - wanted:
        return set()
    pairs = [(a, b) for a, b in live.rows_in(_BESIDE, sorted(wanted)) if b not in wanted]
    borne = _borne(live, {p for pair in pairs for p in pair})
    return {b for a, b in pairs if a in borne and b in borne and may_be_second(borne[b], borne[a])}


def _unanswered(here: Sequence[Interaction]) -> Iterator[Interaction]:
    """Mails of ours that ask the buyer among few, with nothing of theirs after them in the thread."""
    last: dict[str, int] = {}
    for i in here:
        if not i.outbound and i.kind == "mail" and not i.automated:
            last[i.thread_id] = max(last.get(i.thread_id, i.us), i.us)
    for i in here:
        ours = i.outbound and i.kind == "mail" and i.buyer_role == "to" and i.recipients <= MOST_RECIPIENTS
        if ours and not i.automated and i.thread_id and last.get(i.thread_id, i.us) <= i.us:
            yield i


def _borne(live: Live, people: Collection[str]) -> dict[str, Bearer]:
    names: dict[str, set[str]] = defaultdict(set)
    addresses: dict[str, set[str]] = defaultdict(set)
    for person, address, said, name in live.rows_in(_BORNE, sorted(people)):
        names[person] |= {name, *json.loads(said)}
        addresses[person].add(address)
    return {p: Bearer(frozenset(names[p]), frozenset(addresses[p])) for p in addresses}
