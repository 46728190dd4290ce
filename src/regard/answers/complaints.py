"""Who complained last, and has it been quiet since? Read in their words, shown and warned of, and in no estimate: the detector is on trial.

Reads message, speaker, handle.
"""

from __future__ import annotations

from collections.abc import Sequence

from regard.answers.need import RECENT
from regard.model import DAY
from regard.store.live import Live

_COMPLAINED = """SELECT h.person, max(m.us) FROM message m JOIN handle h ON h.n = m.from_n WHERE instr(m.cues, '"complains"') > 0
    AND m.automated = '' AND m.basis = 'observed' AND m.known_us <= {as_of} {among} GROUP BY h.person"""
_SAID = """SELECT h.person, max(m.us) FROM speaker k JOIN message m ON m.n = k.message JOIN handle h ON h.n = k.handle
    WHERE k.cues <> '' AND instr(k.cues, '"complains"') > 0 AND m.known_us <= {as_of} {among} GROUP BY h.person"""
_WROTE = """SELECT 1 FROM message m JOIN handle h ON h.n = m.from_n WHERE h.person = ? AND m.us >= ? AND m.us < ?
    AND m.automated = '' AND m.basis = 'observed' AND m.kind = 'mail' AND m.known_us <= ? LIMIT 1"""


def complained(live: Live, as_of_us: int, buyers: Sequence[str] | None = None) -> dict[str, tuple[int, bool]]:
    """When each of them last wrote, or said on a call, a sentence that reads as a complaint, and whether a whole week (UTC) in which
    they wrote went without one since. It is told where it helps, and moves no estimate.
    """
    last: dict[str, int] = {}
    for told in (_COMPLAINED, _SAID):
        sql = told.format(as_of=as_of_us, among="" if buyers is None else "AND h.person IN ({})")
        for person, us in live.rows(sql) if buyers is None else live.rows_in(sql, list(buyers)):
            if person is not None and us is not None:
                last[str(person)] = max(int(us), last.get(str(person), int(us)))
    this_week = _monday(as_of_us)
    return {
        person: (us, bool(live.rows(_WROTE, person, _monday(us) + 7 * DAY, this_week, as_of_us))) for person, us in last.items()
    }


def standing_complaints(live: Live, as_of_us: int, buyers: Sequence[str] | None = None) -> dict[str, int]:
    """Who has a complaint that stands -> when it was written (UTC microseconds): within `RECENT`, and no whole week of theirs without one
    since.
    """
    found = complained(live, as_of_us, buyers)
    return {person: us for person, (us, calmed) in found.items() if not calmed and as_of_us - us <= RECENT}


def _monday(us: int) -> int:
    """The beginning of the week (UTC) in which a moment lies."""
    day = us // DAY
    return (day - (day + 3) % 7) * DAY
