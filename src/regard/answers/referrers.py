"""Which buyers sent somebody to us, and have no word of ours since?

Two things tell: a newcomer's first mail names who sent them ("Ada Moss gave me your name"), and there is one buyer of that whole name at
another company ("Ada" is nobody); or a buyer writes that they named or recommend us ("I gave your name to …"), or puts somebody of
another company, with whom nothing had passed, in touch with us. Nothing told in confidence, and no offer to us. Whoever has any mail,
meeting or call of ours later than that is thanked as far as anybody can tell. It moves no score. Reads interaction, message, body, party,
handle, person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.answers.confided import confided
from regard.answers.contacted import Contacted, Person
from regard.evidence.language.answerable import offers_to_us
from regard.evidence.language.referrals import connects, recommends, referred_by
from regard.model import DAY

if TYPE_CHECKING:
    from regard.answers.view import View

LATELY = 182 * DAY
"""Whoever was sent longer ago than this nobody thanks for any more."""
NEWCOMERS = 2_000
"""Of so many newcomers, the latest, the first mail is read."""
_FIRST = """SELECT i.buyer, m.id, i.us, m.subject, b.own FROM interaction i JOIN message m ON m.id = i.message_id
    JOIN body b ON b.message = m.n WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered
    AND i.us <= {as_of} AND i.known_us <= {as_of} AND i.us > {since} AND i.buyer IN ({{}})
    AND NOT EXISTS (SELECT 1 FROM interaction e WHERE e.buyer = i.buyer AND e.us < i.us AND e.known_us <= {as_of} AND e.kind = 'mail')"""
_WROTE = """SELECT h.person, m.id, m.n, i.us, b.own FROM interaction i JOIN message m ON m.id = i.message_id
    JOIN body b ON b.message = m.n JOIN handle h ON h.n = m.from_n AND h.person = i.buyer
    WHERE NOT i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND m.recipients <= 6
    AND i.us <= {as_of} AND i.known_us <= {as_of} AND i.us > {since} AND i.buyer IN ({{}}) ORDER BY i.us"""
_BESIDE = """SELECT q.message, p.id, coalesce(nullif(p.name, ''), p.address), p.company_id,
    (SELECT min(o.us) FROM interaction o WHERE o.buyer = p.id AND NOT o.automated AND o.us <= {as_of} AND o.known_us <= {as_of})
    FROM party q JOIN handle h ON h.n = q.handle JOIN person p ON p.id = h.person AND p.side = 'them' AND NOT p.objected
    WHERE q.role IN ('to', 'cc') AND q.message IN ({{}})"""


@dataclass(frozen=True, slots=True)
class Referral:
    """That a buyer sent somebody to us: whom ("" where no name is known), when (UTC microseconds), and the mail that tells it."""

    us: int
    message_id: str
    whom: str = ""


def named_by_newcomers(view: View, who: Mapping[str, Person], passed: Mapping[str, Contacted]) -> dict[str, Referral]:
    """Buyer -> the latest newcomer who wrote that this buyer sent them, of all buyers."""
    if not view.text:
        return {}
    since = view.as_of_us - LATELY
    new = sorted((b for b, c in passed.items() if c.first_us > since and b in who), key=lambda b: -passed[b].first_us)[
        :NEWCOMERS
    ]
    rows = [
        (buyer, mid, us, by)
        for buyer, mid, us, subject, own in view.live.rows_in(_FIRST.format(as_of=view.as_of_us, since=since), new)
        if (by := referred_by(own or "")) and not offers_to_us(subject, own or "")
    ]
    private = confided(view.live, [r[1] for r in rows])
    called: dict[str, list[str]] = defaultdict(list)
    for p in who.values() if rows else ():
        if whole := _plain(p.name):
            called[whole].append(p.id)
    found: dict[str, Referral] = {}
    for buyer, mid, us, by in sorted(rows, key=lambda r: (r[2], r[1])):
        meant = [
            p for p in called.get(_plain(by), ()) if who[p].company_id is None or who[p].company_id != who[buyer].company_id
        ]
        if mid not in private and len(meant) == 1 and meant[0] != buyer:
            found[meant[0]] = Referral(us, mid, who[buyer].name)
    return found


def told_by_themselves(view: View, ids: Collection[str]) -> dict[str, Referral]:
    """Of some buyers, who -> the latest that they say they sent to us."""
    if not view.text:
        return {}
    since = view.as_of_us - LATELY
    rows = []
    for person, mid, n, us, own in view.live.rows_in(_WROTE.format(as_of=view.as_of_us, since=since), sorted(ids)):
        names, puts = recommends(own or ""), connects(own or "")
        if names or puts:
            rows.append((person, mid, n, us, names))
    private = confided(view.live, [r[1] for r in rows])
    beside = defaultdict(list)
    for n, person, name, company, first in view.live.rows_in(_BESIDE.format(as_of=view.as_of_us), [r[2] for r in rows]):
        beside[n].append((person, name, company, first))
    mine = dict(view.live.rows_in("SELECT id, company_id FROM person WHERE id IN ({})", sorted({r[0] for r in rows})))
    found: dict[str, Referral] = {}
    for person, mid, n, us, names in rows:
        new = [
            name
            for p, name, firm, first in beside[n]
            if p != person and (firm is None or firm != mine.get(person)) and (first or us) >= us
        ]
        if mid not in private and (names or new):
            found[person] = Referral(us, mid, new[0] if new else "")
    return found


def unthanked(found: Mapping[str, Referral], passed: Mapping[str, Contacted]) -> dict[str, Referral]:
    """Those with whom nothing of ours passed since."""
    return {b: r for b, r in found.items() if b in passed and (passed[b].us or 0) < r.us}


def _plain(name: str) -> str:
    """A whole name of two words at least, to compare; "" for less. "Ada Moss of Moss Mills" is Ada Moss."""
    words = name.casefold().split()
    for n, word in enumerate(words):
        if word in {"of", "at", "from", "bei"}:
            words = words[:n]
            break
    return " ".join(words) if len(words) > 1 else ""
