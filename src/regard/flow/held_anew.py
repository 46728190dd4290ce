"""Does a default exclusion, stricter than it was, cover mail that the book holds already?

Defaults are looked at when a mail is read, so mail read under milder rules would stay. Where the rules are others than those by which
the held mail was judged last, all of it is judged again, once, by the defaults that are in force, and what they cover goes as it would by
an exclusion said now. What became milder is `excluding.look_at_left_out`'s. Reads what `excluding.covered_by` reads; writes what
`leaving_out.leave_out` writes, and the mark (records).
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.flow.excluding import covered_by
from regard.flow.leaving_out import leave_out
from regard.identity.exclusions import DEFAULTS
from regard.store.live import Live
from regard.store.records import Records

JUDGED_BY = "held_judged_by"
"""Kept in the records: the rules by which what is held was last judged."""
RULES = "1"
"""Raised when a default leaves out what it let in before."""


def is_judged_otherwise(records: Records) -> bool:
    """Whether what is held was judged by other rules than these."""
    return records.get_meta(JUDGED_BY) != RULES


def judge_again(records: Records, live: Live, us: Sequence[str]) -> int:
    """Leave out what the defaults in force cover of what is held; how many items that were. The caller settles."""
    let_in = records.removed_defaults()
    stand = [one for one in DEFAULTS if one.pattern not in let_in]
    gone = 0
    if covered_by(live, stand, us):
        gone = sum(leave_out(records, live, covered_by(live, [one], us), f"excluded: {one.pattern}") for one in stand)
    judged(records)
    return gone


def judged(records: Records) -> None:
    """What is held was judged by these rules: nothing is, or all of it was."""
    with records.plainly() as c:
        records.put_meta(c, JUDGED_BY, RULES)
