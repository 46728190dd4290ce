"""Everybody in the book, ready to be compared: addresses, names, companies in time, signatures, whom they write with.

Reads handle, person, company, message, party, body. Made when asked for, never during a sync.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regard.flow.naming import by_frequency
from regard.identity.names import PersonName, parse_name
from regard.identity.normalize import domain_of, is_freemail, registrable
from regard.identity.profiles import profile
from regard.identity.resemblance import Subject
from regard.model import Handle
from regard.parse.signature_facts import SignatureFacts, signature_facts
from regard.store.live import Live
from regard.store.spans import unpack_spans

SIGNATURES = 6
"""Mails of each address, the newest, whose signatures are read; a person's page reads more."""
EVERYBODY = 0.05
"""Whoever is on mail with more than this share of all people (the mailbox owners) tells nobody apart."""

_USE = """SELECT p.handle, count(*), min(m.us), max(m.us) FROM party p JOIN message m ON m.n = p.message
    WHERE m.us IS NOT NULL GROUP BY p.handle"""
_SIGNED = f"""SELECT b.text, b.spans FROM message m JOIN body b ON b.message = m.n
    WHERE m.from_n = ? AND m.us IS NOT NULL AND m.automated = '' AND b.spans LIKE '%s%' ORDER BY m.us DESC, m.id LIMIT {SIGNATURES}"""


def subjects(live: Live) -> dict[str, Subject]:
    """Person id to subject, for every human in the book (shared and automated mailboxes are nobody's)."""
    sides = dict(live.rows("SELECT id, side FROM person"))
    groups = {registrable(d): row[0] for row in live.rows("SELECT id, domains FROM company") for d in row[1].split()}
    use = {row[0]: row[1:] for row in live.rows(_USE)}
    mine: dict[str, list[tuple[int, Handle]]] = defaultdict(list)
    person_of: dict[int, str] = {}
    for n, h, address, names, person in live.rows("SELECT n, id, address, names, person FROM handle ORDER BY address"):
        if person and sides.get(person) not in ("shared", "automated", None):
            mine[person].append((n, Handle(h, address, by_frequency(json.loads(names)))))
            person_of[n] = person
    signed = _signed(live, person_of)
    seen_in = _messages(live, person_of)
    circles = _circles(seen_in)
    return {
        person: _subject(person, handles, groups, use, signed.get(person, ()), circles[person], frozenset(seen_in[person]))
        for person, handles in mine.items()
    }


def _subject(
    person: str,
    handles: Sequence[tuple[int, Handle]],
    groups: Mapping[str, str],
    use: Mapping[int, tuple[int, int, int]],
    signed: Sequence[SignatureFacts],
    circle: frozenset[str],
    seen_in: frozenset[int],
) -> Subject:
    companies: dict[str, tuple[int, int]] = {}
    for n, handle in handles:
        domain = domain_of(handle.address)
        if n in use and domain:
            key = "" if is_freemail(domain) else groups.get(registrable(domain), registrable(domain))
            first, last = use[n][1:]
            held = companies.get(key, (first, last))
            companies[key] = (min(held[0], first), max(held[1], last))
    profiles = tuple(profile(h, groups) for _, h in handles)
    own = {h.address for _, h in handles}
    phones = {p for s in signed for p in s.phones}
    listed = {a for s in signed for a in s.addresses} - own
    names = _names([n for _, h in handles for n in h.names], [p.name for p in profiles if p.name is not None and p.shown])
    names = names or _names([], [p.name for p in profiles if p.name is not None])
    said = _names([s.name for s in signed if s.name], [])
    messages = sum(use[n][0] for n, _ in handles if n in use)
    return Subject(person, profiles, names, companies, messages, frozenset(phones), frozenset(listed), said, circle, seen_in)


def _names(written: Iterable[str], found: Iterable[PersonName]) -> tuple[PersonName, ...]:
    """The different names among these, the fullest first; at most four."""
    parsed = [*found, *(n for text in written if (n := parse_name(text)) is not None)]
    different = {n.key: n for n in parsed}
    return tuple(sorted(different.values(), key=lambda n: (not n.full, -len(n.middle), n.key))[:4])


def _signed(live: Live, person_of: Mapping[int, str]) -> dict[str, list[SignatureFacts]]:
    """What stands in the newest signatures of each address. Asked an address at a time: a book's texts are never all in memory."""
    found: dict[str, list[SignatureFacts]] = defaultdict(list)
    for n, person in person_of.items():
        for text, spans in live.connection.execute(_SIGNED, (n,)):
            for span in unpack_spans(spans):
                if span.zone == "signature":
                    found[person].append(signature_facts(text[span.start : span.end]))
    return found


def _messages(live: Live, person_of: Mapping[int, str]) -> dict[str, set[int]]:
    """Person to the messages they are on; mass mail apart, which brings strangers together."""
    found: dict[str, set[int]] = {person: set() for person in person_of.values()}
    sql = "SELECT p.handle, p.message FROM party p JOIN message m ON m.n = p.message WHERE m.recipients <= 12"
    for handle, message in live.connection.execute(sql):
        if handle in person_of:
            found[person_of[handle]].add(message)
    return found


def _circles(seen_in: Mapping[str, set[int]]) -> dict[str, frozenset[str]]:
    """Person to those they are on mail with, but for those who are on mail with everybody."""
    on: dict[int, list[str]] = defaultdict(list)
    for person, messages in seen_in.items():
        for message in messages:
            on[message].append(person)
    circles: dict[str, set[str]] = {person: set() for person in seen_in}
    for people in on.values():
        for person in people:
            circles[person].update(people)
    many = max(30, EVERYBODY * len(circles))
    everybody = {person for person, circle in circles.items() if len(circle) > many}
    return {person: frozenset(circle - everybody - {person}) for person, circle in circles.items()}
