"""Are two addresses, of which only one shows a middle name, in use at once by two people?

"Anna M. Berg" and "Anna Berg" at one company may be one person, or namesakes of whom one is seldom written in full. What tells is how
they are used: both in the same weeks, writing to different people or signing with different telephones. Reads handle, message, party,
body; writes the list of pairs looked at (live meta `in_use`).
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regard.flow.moving import signed_numbers
from regard.identity.profiles import Profile
from regard.identity.sides import side
from regard.model import DAY, Judgement
from regard.store.live import Live

Pair = tuple[str, str]

AT_ONCE = 14 * DAY
"""Addresses that one person changed overlap for less."""
MAILS = 3
"""Fewer mails of either in that time show no use."""

_OWN = """SELECT from_n, us FROM message WHERE from_n IN ({}) AND kind = 'mail' AND basis = 'observed' AND automated = ''
    AND us IS NOT NULL ORDER BY us"""
_TO = """SELECT DISTINCT p.handle FROM message m JOIN party p ON p.message = m.n AND p.handle <> m.from_n
    WHERE m.from_n = ? AND m.kind = 'mail' AND m.basis = 'observed' AND m.automated = '' AND m.us BETWEEN ? AND ?"""


def one_with_a_middle(said: Iterable[Judgement], profiles: Mapping[str, Profile]) -> list[Pair]:
    """The pairs that rules call one person, of which only one address shows a middle name."""
    found = []
    for j in said:
        a, b = profiles[j.left_h].name, profiles[j.right_h].name
        if a is not None and b is not None and bool(a.middle) != bool(b.middle):
            found.append((j.left_h, j.right_h))
    return sorted(set(found))


def at_odds(live: Live, pairs: Sequence[Pair], us_domains: Sequence[str], owners: Sequence[str]) -> set[Pair]:
    """Those of the pairs, outside our company, that are in use at once and have no correspondent, or no telephone, in common."""
    ids = sorted({h for pair in pairs for h in pair})
    n_of = {
        row[1]: row[0]
        for row in live.rows_in("SELECT n, id, address FROM handle WHERE id IN ({})", ids)
        if side(row[2], us_domains, owners) == "them"
    }
    own: dict[int, list[int]] = defaultdict(list)
    for n, us in live.rows_in(_OWN, sorted(n_of.values())):
        own[n].append(us)
    found = set()
    for left, right in pairs:
        a, b = n_of.get(left), n_of.get(right)
        if a is None or b is None or not own[a] or not own[b]:
            continue
        first, last = max(min(own[a]), min(own[b])), min(max(own[a]), max(own[b]))
        used = [bisect_right(x, last) - bisect_left(x, first) for x in map(sorted, (own[a], own[b]))]
        if last - first < AT_ONCE or min(used) < MAILS:
            continue
        mine, theirs = ({row[0] for row in live.rows(_TO, n, first, last)} for n in (a, b))
        if not mine & theirs or _other_numbers(live, a, b):
            found.add((left, right))
    return found


def _other_numbers(live: Live, a: int, b: int) -> bool:
    mine, theirs = signed_numbers(live, a), signed_numbers(live, b)
    return bool(mine and theirs and not mine & theirs)


def keep(live: Live, pairs: Sequence[Pair], apart: set[Pair]) -> None:
    """Remember whose new mail may change what their use says, and what it says now."""
    live.put("in_use", json.dumps([[*pair, pair in apart] for pair in pairs]))


def kept(live: Live) -> dict[Pair, bool]:
    """What was remembered: pair to whether its use keeps it apart."""
    return {(left, right): apart for left, right, apart in json.loads(live.get("in_use") or "[]")}
