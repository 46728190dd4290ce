"""What the mail with each outside contact shows, as counts: the facts by which work and private contacts are told apart.

Reads message, party, message_item, body; writes message.lean (whether its words are business or private), once a message.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.identity.names import parse_name
from regard.identity.normalize import domain_of, is_freemail, is_role_address
from regard.identity.personal import ContactFacts, message_cues, talks_work
from regard.identity.sides import side
from regard.model import DAY, LEAN
from regard.parse.authenticity import UNPROVEN
from regard.store.live import Live

HOUR = 3_600_000_000
_PRIVATE_FOLDER = re.compile(r"\b(personal|private?|family|friends?|privat|familie|freunde|perso)\b", re.IGNORECASE)
_CROWD = 4
PORTION = 10_000
"""Messages looked at together."""
LONG = 10
"""Mails of so many words that begin alike are one text sent again; of fewer, people just say the same."""
READ_WORDS = 3
"""From so many own words on, what a message talks of counts as read."""


@dataclass(slots=True)
class _Sums:
    """Running sums for one person."""

    mails_in: int = 0
    mails_out: int = 0
    automated: int = 0
    alike: int = 0
    replies: int = 0
    forms: set[int] = field(default_factory=set)
    messages: int = 0
    read: int = 0
    business: int = 0
    personal: int = 0
    work: int = 0
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
    is_ours: dict[int, bool] = {}
    sums: dict[str, _Sums] = defaultdict(_Sums)
    folders = _private_folders(live)
    for numbers in _portions(live, list(person_of)):
        messages = {row[0]: row[1:] for row in live.rows_in(_MESSAGES, numbers)}
        parties: dict[int, list[int]] = {n: [] for n in messages}
        for message, handle in live.rows_in("SELECT message, handle FROM party WHERE message IN ({})", list(messages)):
            parties[message].append(handle)
            if handle not in is_ours:
                is_ours[handle] = side(address_of[handle], us_domains, owners) == "us"
        leans = _leans(live, [n for n, on in parties.items() if any(is_ours[h] for h in on)])
        private = _private(live, list(messages), folders)
        for n, message in messages.items():
            mine = [h for h in parties[n] if is_ours[h]]
            outside = [h for h in parties[n] if not is_ours[h]]
            if mine:
                _add(sums, message, mine, outside, person_of, address_of, leans[n], private=n in private)
    return _facts(wanted, sums, handles, {h for h, own in is_ours.items() if own})


def _add(
    sums: dict[str, _Sums],
    message: tuple[Any, ...],
    mine: Sequence[int],
    outside: Sequence[int],
    person_of: Mapping[int, str],
    address_of: Mapping[int, str],
    lean: int,
    *,
    private: bool,
) -> None:
    """Count one message for every person in question who is on it."""
    us, tz, sender, automated, forward, words, letters, reply = message
    strangers = _strangers(outside, address_of) if len(outside) >= _CROWD else None
    late = us is not None and _off_hours(us, tz)
    for person in {person_of[h] for h in outside if h in person_of}:
        s = sums[person]
        s.messages += 1
        s.read += words >= READ_WORDS
        if person_of.get(sender) == person:
            s.mails_in += 1
            s.automated += bool(automated)
            s.replies += bool(reply)
            if letters is not None and words >= LONG:
                s.alike += letters in s.forms
                s.forms.add(letters)
            s.sellers.update(mine)
        elif sender in mine:
            s.mails_out += 1
            s.forwards += bool(forward)
            s.sellers.add(sender)
        s.business += lean == LEAN["business"]
        s.personal += lean == LEAN["personal"]
        s.work += lean == LEAN["work"]
        s.off_hours += late
        s.personal_folder += private
        if strangers is not None:
            s.crowd += 1
            s.strangers += strangers


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
            alike=s.alike,
            replies=s.replies,
            messages=s.messages,
            read=s.read,
            seller_surnames=tuple(sorted({surnames[h] for h in s.sellers if surnames.get(h)})),
            sellers=max(1, len(s.sellers)),
            domain_sellers=max(1, len(domain_sellers[domain])),
            colleagues=max(0, at_domain[domain] - 1) if not is_freemail(domain) else 0,
            business=s.business,
            personal=s.personal,
            work=s.work,
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


_MESSAGES = f"""SELECT n, us, tz, from_n, automated, is_forward, words, letters, is_reply FROM message
    WHERE kind = 'mail' AND automated <> '{UNPROVEN}' AND n IN ({{}}) ORDER BY n"""


def _portions(live: Live, handles: list[int]) -> Iterator[list[int]]:
    """The numbers of the messages that these are on, in order, a portion at a time: a byte a message is all that the book's size costs."""
    on = bytearray(1 + (live.rows("SELECT max(n) FROM message")[0][0] or 0))
    for start in range(0, len(handles), 900):
        part = handles[start : start + 900]
        sql = f"SELECT message FROM party WHERE handle IN ({','.join('?' * len(part))})"
        for (n,) in live.connection.execute(sql, part):
            on[n] = 1
    portion: list[int] = []
    at = on.find(1)
    while at >= 0:
        portion.append(at)
        if len(portion) == PORTION:
            yield portion
            portion = []
        at = on.find(1, at + 1)
    if portion:
        yield portion


def _leans(live: Live, wanted: list[int]) -> dict[int, int]:
    """Whether each message's words are business or private; worked out once and kept."""
    found: dict[int, int] = dict(live.rows_in("SELECT n, lean FROM message WHERE lean IS NOT NULL AND n IN ({})", wanted))
    missing = [n for n in wanted if n not in found]
    if not missing:
        return found
    sql = "SELECT m.n, m.subject, coalesce(b.own, '') FROM message m LEFT JOIN body b ON b.message = m.n WHERE m.n IN ({})"
    fresh = {n: LEAN[_lean(subject, own)] for n, subject, own in live.rows_in(sql, missing)}
    with live.writing() as c:
        c.executemany("UPDATE message SET lean = ? WHERE n = ?", [(lean, n) for n, lean in fresh.items()])
    return found | fresh


def _lean(subject: str, own: str) -> str:
    return message_cues(subject, own).lean or ("work" if talks_work(subject, own) else "")


def _private_folders(live: Live) -> set[str]:
    """The folders whose name says that what lies in them is private."""
    rows = live.rows("SELECT DISTINCT folder FROM message_item")
    return {f for (f,) in rows if _PRIVATE_FOLDER.search(f.replace("_", " "))}


def _private(live: Live, messages: list[int], folders: set[str]) -> set[int]:
    """Those of the messages that lie in such a folder."""
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
