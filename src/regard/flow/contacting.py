"""What the mail with each outside contact shows, as counts: the facts by which work and private contacts are told apart.

Reads message, party, message_item, body; writes message.lean (whether its words are business or private), once a message.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.identity.names import parse_name
from regard.identity.normalize import domain_of, is_freemail, is_role_address
from regard.identity.personal import ContactFacts, message_cues
from regard.identity.sides import side
from regard.model import DAY
from regard.store.live import Live

LEAN = {"": 0, "business": 1, "personal": 2}
HOUR = 3_600_000_000
_PRIVATE_FOLDER = re.compile(r"\b(personal|private?|family|friends?|privat|familie|freunde|perso)\b", re.IGNORECASE)
_CROWD = 4
READ_WORDS = 3
"""From so many own words on, what a message talks of counts as read."""


@dataclass(slots=True)
class _Sums:
    """Running sums for one person."""

    mails_in: int = 0
    mails_out: int = 0
    automated: int = 0
    messages: int = 0
    read: int = 0
    business: int = 0
    personal: int = 0
    forwards: int = 0
    off_hours: int = 0
    personal_folder: int = 0
    crowd: int = 0
    strangers: float = 0.0
    sellers: set[int] = field(default_factory=set)


def contact_facts(
    live: Live,
    wanted: Mapping[str, Sequence[Any]],
    handles: Sequence[Any],
    us_domains: Sequence[str],
    owners: Sequence[str],
) -> dict[str, ContactFacts]:
    """The facts of each outside person in `wanted` (person -> handle rows); `handles` are all handle rows of the book."""
    person_of = {row[0]: person for person, rows in wanted.items() for row in rows}
    address_of = {row[0]: row[2] for row in handles}
    messages = _messages(live, list(person_of))
    parties: dict[int, list[int]] = defaultdict(list)
    for message, handle in live.rows_in("SELECT message, handle FROM party WHERE message IN ({})", list(messages)):
        parties[message].append(handle)
    present = {h for on in parties.values() for h in on}
    ours = {h for h in present if side(address_of[h], us_domains, owners) == "us"}
    leans = _leans(live, messages, parties, ours)
    private = _private(live, list(messages))
    sums: dict[str, _Sums] = defaultdict(_Sums)
    for n, (us, tz, sender, automated, forward, words) in messages.items():
        on = parties[n]
        mine = [h for h in on if h in ours]
        outside = [h for h in on if h not in ours]
        if not mine:
            continue
        strangers = _strangers(outside, address_of) if len(outside) >= _CROWD else None
        late = us is not None and _off_hours(us, tz)
        for person in {person_of[h] for h in outside if h in person_of}:
            s = sums[person]
            s.messages += 1
            s.read += words >= READ_WORDS
            if person_of.get(sender) == person:
                s.mails_in += 1
                s.automated += bool(automated)
                s.sellers.update(mine)
            elif sender in ours:
                s.mails_out += 1
                s.forwards += bool(forward)
                s.sellers.add(sender)
            s.business += leans[n] == LEAN["business"]
            s.personal += leans[n] == LEAN["personal"]
            s.off_hours += late
            s.personal_folder += n in private
            if strangers is not None:
                s.crowd += 1
                s.strangers += strangers
    return _facts(wanted, sums, handles, ours)


def _facts(
    wanted: Mapping[str, Sequence[Any]],
    sums: Mapping[str, _Sums],
    handles: Sequence[Any],
    ours: set[int],
) -> dict[str, ContactFacts]:
    # Of the whole book only what these people's facts name is worked out: one new mail asks about a handful of them.
    domains = {domain_of(row[2]) for rows in wanted.values() for row in rows}
    at_domain: Counter[str] = Counter(
        d for row in handles if (d := domain_of(row[2])) in domains and not is_role_address(row[2])
    )
    sellers = {h for s in sums.values() for h in s.sellers}
    surnames = {row[0]: _surname(row) for row in handles if row[0] in sellers and row[0] in ours}
    domain_sellers: dict[str, set[int]] = defaultdict(set)
    for person, s in sums.items():
        for row in wanted[person]:
            domain_sellers[domain_of(row[2])] |= s.sellers
    found = {}
    for person, rows in wanted.items():
        s = sums.get(person, _Sums())
        first = rows[0] if len(rows) == 1 else max(rows, key=lambda row: (sum(json.loads(row[3]).values()), row[2]))
        domain = domain_of(first[2])
        names = json.loads(first[3])
        found[person] = ContactFacts(
            address=first[2],
            names=tuple(sorted(names, key=lambda k: (-names[k], k))),
            mails_in=s.mails_in,
            mails_out=s.mails_out,
            automated=s.automated,
            messages=s.messages,
            read=s.read,
            seller_surnames=tuple(sorted({surnames[h] for h in s.sellers if surnames.get(h)})),
            sellers=max(1, len(s.sellers)),
            domain_sellers=max(1, len(domain_sellers[domain])),
            colleagues=max(0, at_domain[domain] - 1) if not is_freemail(domain) else 0,
            business=s.business,
            personal=s.personal,
            forwards=s.forwards,
            off_hours=s.off_hours,
            personal_folder=s.personal_folder,
            crowd=s.crowd,
            crowd_strangers=s.strangers / s.crowd if s.crowd else 0.0,
        )
    return found


def _surname(row: Any) -> str:
    names = json.loads(row[3])
    for name in sorted(names, key=lambda k: (-names[k], k)):
        if parsed := parse_name(name):
            return parsed.last
    return ""


def _messages(live: Live, handles: list[int]) -> dict[int, tuple[Any, ...]]:
    sql = """SELECT DISTINCT m.n, m.us, m.tz, m.from_n, m.automated, m.is_forward, m.words FROM message m
        JOIN party p ON p.message = m.n WHERE m.kind = 'mail' AND p.handle IN ({})"""
    return {row[0]: row[1:] for row in live.rows_in(sql, handles)}


def _leans(
    live: Live, messages: Mapping[int, tuple[Any, ...]], parties: Mapping[int, Sequence[int]], ours: set[int]
) -> dict[int, int]:
    """Whether each message's words are business or private; worked out once and kept."""
    wanted = [n for n in messages if any(h in ours for h in parties[n])]
    found: dict[int, int] = dict(live.rows_in("SELECT n, lean FROM message WHERE lean IS NOT NULL AND n IN ({})", wanted))
    missing = [n for n in wanted if n not in found]
    sql = "SELECT m.n, m.subject, coalesce(b.own, '') FROM message m LEFT JOIN body b ON b.message = m.n WHERE m.n IN ({})"
    fresh = {n: LEAN[message_cues(subject, own).lean] for n, subject, own in live.rows_in(sql, missing)}
    with live.writing() as c:
        c.executemany("UPDATE message SET lean = ? WHERE n = ?", [(lean, n) for n, lean in fresh.items()])
    found.update(fresh)
    return found


def _private(live: Live, messages: list[int]) -> set[int]:
    folders = {
        f for (f,) in live.rows("SELECT DISTINCT folder FROM message_item") if _PRIVATE_FOLDER.search(f.replace("_", " "))
    }
    if not folders:
        return set()
    rows = live.rows_in("SELECT message, folder FROM message_item WHERE message IN ({})", messages)
    return {n for n, folder in rows if folder in folders}


def _strangers(outside: Sequence[int], address_of: Mapping[int, str]) -> float:
    """The share of outside people on a message who are at free mail or alone at their domain on it."""
    domains = Counter(domain_of(address_of[h]) for h in outside)
    return sum(n for d, n in domains.items() if n == 1 or is_freemail(d)) / len(outside)


def _off_hours(us: int, tz: int | None) -> bool:
    """Whether it was written on a weekend, before 7 or after 19, by the author's own clock where that is known."""
    local = us + (tz or 0) * 60_000_000
    weekday = (local // DAY + 3) % 7
    hour = local % DAY // HOUR
    return weekday >= 5 or not 7 <= hour < 19
