"""What makes a relationship matter to us: the line each of our people wrote of it, the last one of each.

It moves no estimate. Whoever reads the book sees it, signed; it goes with the person it is about. Reads meaning (records).
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.answers.view import View
from regard.results import Meaning
from regard.store import ledger
from regard.store.records import Records
from regard.time import iso_day

LONGEST = 400
"""Characters of a line: a sentence or two, no report."""


def meanings(view: View, records: Records, handles: Sequence[str]) -> tuple[Meaning, ...]:
    """Of one person, by their handles: each writer's line that stands, the newest first."""
    last = {}
    for row in ledger.about(records, handles, ("meaning",))["meaning"]:
        if row.us <= view.as_of_us:
            last[row.by] = row
    names = dict(
        view.live.rows_in(
            "SELECT h.address, coalesce(nullif(s.name, ''), h.address) FROM handle h JOIN person s ON s.id = h.person "
            "WHERE h.address IN ({})",
            sorted(last),
        )
    )
    told = sorted((r for r in last.values() if r.words), key=lambda r: (r.us, r.n), reverse=True)
    return tuple(Meaning(r.words, r.by, names.get(r.by, r.by), iso_day(r.us - 1) or "") for r in told)
