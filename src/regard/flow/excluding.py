"""Carrying out an exclusion: what the book holds of it goes, and one that was cut short is finished by whoever writes next.

Reads exclusion, message and what hangs on it; writes the mark of what is still to be done (records) and all that `flow.leaving_out`
and `flow.crm_privacy` write, and hashes of the names of whom exclusions cover. The mark holds ids of exclusions, never what they name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from regard.flow.crm_namesakes import SOMEWHERE, employers_of, mark_at
from regard.flow.crm_privacy import exclude_contacts
from regard.flow.crm_state import contact_names
from regard.flow.leaving_out import leave_out
from regard.identity.exclusions import Exclusion, MessageFacts, excluded, rules
from regard.identity.whose import INSTITUTIONS
from regard.privacy import Gate, name_marks
from regard.store.live import Live
from regard.store.records import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection

DUE = "exclusions_due"
"""Set in one commit with an exclusion and taken away when nothing of it is held: ids of exclusions."""
NAMES = "excluded_names"
"""Kept in the records: JSON of exclusion id -> keyed hashes of the names of whom it covers, and of these at their companies."""
LOOKED_AT = "left_out_by"
"""Kept in the records: the rules by which what is set aside by default was last judged, and our domains then."""
READ_BY = "2"
"""Raised when mail that the defaults left out may be business now."""


class Removed(NamedTuple):
    """How many mails and CRM rows an exclusion took out."""

    mails: int = 0
    crm_rows: int = 0


def note_exclusions(records: Records, c: Connection, kind: str, patterns: Sequence[str]) -> None:
    """Add exclusions, and that they are still to be carried out, in one commit."""
    added = {records.put_exclusion(c, kind, one) for one in patterns}
    records.put_meta(c, DUE, " ".join(sorted({*(records.get_meta(DUE) or "").split(), *added})))


def carry_out(records: Records, live: Live, us: Callable[[], Sequence[str]]) -> Removed:
    """Take out what exclusions that are due and still in force cover. The caller settles, compacts, then says `carried_out`."""
    due = set((records.get_meta(DUE) or "").split())
    said: dict[str, list[Exclusion]] = defaultdict(list)
    for row in records.exclusions() if due else ():
        if row.id in due:
            said[row.pattern if row.kind == "default" else row.kind].append(Exclusion(row.kind, row.pattern))
    mails = rows = 0
    for what, found in sorted(said.items()):
        ours = us() if found[0].kind == "default" else ()
        if what in ("person", "domain"):  # first: once their mail is gone nobody knows what they are called
            note_names(records, live, found)
        mails += leave_out(records, live, covered_by(live, found, ours), f"excluded: {what}")
        if what in ("person", "domain"):
            rows += exclude_contacts(
                records, what, Gate(rules(found), frozenset(), records.erased_hash, names_left_out(records))
            )
    return Removed(mails, rows)


def look_at_left_out(records: Records, us: Sequence[str]) -> bool:
    """Let what a default keeps out be read again where it was judged by other rules, or before we knew which domains are ours."""
    if not us or records.get_meta(LOOKED_AT) == (now := " ".join((READ_BY, *sorted(us)))):
        return False
    found = records.leaves_out(f"excluded: {topic}" for topic in INSTITUTIONS)
    if found:
        with records.writing() as c:
            records.forget_excluded(c)
            records.put_meta(c, LOOKED_AT, now)
        return True
    with records.plainly() as plain:
        records.put_meta(plain, LOOKED_AT, now)
    return False


def note_names(records: Records, live: Live, exclusions: Sequence[Exclusion]) -> None:
    """Keep hashes of what people are called whom these exclusions cover, so that calls and rows without an address are known as theirs."""
    handles = [(a, list(json.loads(names)), p) for a, names, p in live.rows("SELECT address, names, person FROM handle")]
    told = contact_names(live)
    companies = dict(live.rows("SELECT id, company FROM person WHERE company <> ''"))
    accounts: dict[str, set[str]] = defaultdict(set)
    for address, account in live.rows(
        "SELECT a.address, c.account_id FROM contact c JOIN contact_address a ON a.contact_id = c.id"
    ):
        accounts[address].add(account)
    us = {m for (names,) in live.rows(_OURS) for m in name_marks(json.loads(names))}
    with records.writing() as c:
        kept = json.loads(records.get_meta(NAMES) or "{}")
        ids = {(row.kind, row.pattern): row.id for row in records.exclusions()}
        for one in exclusions:
            ready, marks = rules([one]), set()
            for address, names, person in handles:
                if excluded(MessageFacts("", "", "", (address,)), ready):
                    called = name_marks([*names, *([told[address]] if address in told else ())]) - us
                    at = employers_of([address], [companies[person]] if person in companies else [], accounts[address])
                    marks |= called | {mark_at(m, e) for m in called for e in at | ({SOMEWHERE} if at else set())}
            held = {*kept.get(ids[one.kind, one.pattern], ()), *(records.erased_hash(m) for m in marks)}
            kept[ids[one.kind, one.pattern]] = sorted(held)
        records.put_meta(c, NAMES, json.dumps({i: kept[i] for i in sorted(set(ids.values()) & kept.keys())}))


_OURS = "SELECT h.names FROM handle h JOIN person p ON p.id = h.person WHERE p.side = 'us'"


def names_left_out(records: Records) -> frozenset[str]:
    """The hashes of what people are called whom exclusions in force cover."""
    kept = json.loads(records.get_meta(NAMES) or "{}")
    return frozenset(h for row in records.exclusions() for h in kept.get(row.id, ())) if kept else frozenset()


def carried_out(records: Records) -> None:
    """Nothing of any exclusion is held any more."""
    with records.writing() as c:
        records.put_meta(c, DUE, "")


def covered_by(live: Live, exclusions: Sequence[Exclusion], us: Sequence[str] = ()) -> list[int]:
    """The messages in the book that exclusions cover, looked at as they would be when read. Defaults need to know who `us` is."""
    ready = rules(exclusions, us)
    addresses: dict[int, list[str]] = defaultdict(list)
    for message, address in live.rows("SELECT p.message, h.address FROM party p JOIN handle h ON h.n = p.handle"):
        addresses[message].append(address)
    found = set()
    for n, folder, subject, own, author in live.rows(
        "SELECT m.n, i.folder, m.subject, coalesce(b.own, ''), coalesce(h.address, '') FROM message m "
        "JOIN message_item i ON i.message = m.n LEFT JOIN body b ON b.message = m.n LEFT JOIN handle h ON h.n = m.from_n"
    ):
        if excluded(MessageFacts(folder, subject, own, tuple(addresses[n]), author=author), ready):
            found.add(n)
    return sorted(found)
