"""Ties that went quiet."""

from __future__ import annotations

from dataclasses import dataclass

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class DormantRow(Record):
    """One buyer who is silent for longer than their own rhythm explains.

    `kind`: quiet (nothing else explains it), moved (they are at another company now), left (they
    said that they leave), ended (the account's deal is closed and none is
    open), away (an out-of-office note), elsewhere (whoever may be they writes from another address that nobody joined), not_seen (no
    mailbox would show it). `usual_gap_days`: what usually lies between two days on
    which they write; `alive`: the chance that the tie is alive; `back_30`: that they write within 30 days by themselves. `worth` orders
    the list (greater first) and is the sum of `reasons`, each (points, sentence); how close they were is none of them.
    """

    id: str
    name: str
    address: str
    company: str
    company_id: str | None
    kind: str
    why: str
    last: str | None
    silent_days: int
    usual_gap_days: float
    alive: float
    back_30: float
    worth: float
    reasons: tuple[tuple[float, str], ...] = ()
