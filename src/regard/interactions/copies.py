"""One mail kept twice under two clocks is one contact.

A mail program that changes hands, or a quote, may give a mail the hour of another zone: same author, same subject, same words, the same
minute of the hour, hours apart. Mail to other readers is another mail: the same short note goes to many. Of such copies one speaks: a mail
that was kept before one known from quotes, the earlier before the later. Whatever refers to another of them refers to that one.
A mail whose sender is unproven is nobody's copy. Pure; which rows come first makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from regard.interactions.assemble import MessageRow
from regard.parse.authenticity import UNPROVEN

MINUTE = 60_000_000
HOUR = 60 * MINUTE
FARTHEST = 23 * HOUR
"""Clocks set wrong by a zone are not a whole day apart: what comes at the same minute a day later is sent every day."""


def without_copies(rows: Iterable[MessageRow]) -> list[MessageRow]:
    """The rows but for copies of another under another clock, in the order given; answers to a copy answer what it is a copy of."""
    kept = list(rows)
    alike: dict[tuple[str, str, int], list[MessageRow]] = defaultdict(list)
    for row in kept:
        if row.kind == "mail" and row.letters is not None and row.automated != UNPROVEN:
            alike[row.from_h, row.subject.casefold(), row.letters].append(row)
    stands: dict[str, str] = {}
    for of in alike.values():
        if len(of) > 1:
            stands.update(_stands(of))
    if not stands:
        return kept
    return [
        replace(row, parent_id=stands[row.parent_id]) if row.parent_id in stands else row
        for row in kept
        if row.id not in stands
    ]


def _stands(alike: list[MessageRow]) -> dict[str, str]:
    """Copy -> the row that speaks for it."""
    speaking: list[MessageRow] = []
    found: dict[str, str] = {}
    for row in sorted(alike, key=lambda r: (r.basis != "observed", r.us, r.id)):
        first = next((s for s in speaking if _same(s, row)), None)
        if first is None:
            speaking.append(row)
        elif row.id != first.id:
            found[row.id] = first.id
    return found


def _same(a: MessageRow, b: MessageRow) -> bool:
    """Whether two rows of like words are one mail under two clocks: whole hours (or an uneven zone's half hours) apart."""
    apart = abs(a.us - b.us)
    if not HOUR // 2 - MINUTE <= apart <= FARTHEST or a.is_reply != b.is_reply:
        return False
    if _elsewhere(a, b):
        return False
    observed = a.basis == b.basis == "observed"
    if observed and a.words != b.words:
        return False
    beside = apart % (HOUR // 2)
    return min(beside, HOUR // 2 - beside) <= (0 if observed else MINUTE)


def _elsewhere(a: MessageRow, b: MessageRow) -> bool:
    """Whether both went to somebody, and to nobody alike."""
    one, other = ({h for h, role in row.parties if role != "from" and h != row.from_h} for row in (a, b))
    return bool(one) and bool(other) and one.isdisjoint(other)
