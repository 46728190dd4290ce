"""Who complained last, and has it been quiet since? Read in their words, shown and warned of, and in no estimate: the detector is on trial.

None stands of which its writer, or a colleague in that thread, says since that it is put right.
Reads message, speaker, handle, person, body.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from regard.answers.need import RECENT
from regard.evidence.put_right import names, put_right
from regard.model import DAY
from regard.store.live import Live

_COMPLAINED = """SELECT h.person, max(m.us) FROM message m JOIN handle h ON h.n = m.from_n WHERE instr(m.cues, '"complains"') > 0
    AND m.automated = '' AND m.basis = 'observed' AND m.known_us <= {as_of} {among} GROUP BY h.person"""
_SAID = """SELECT h.person, max(m.us) FROM speaker k JOIN message m ON m.n = k.message JOIN handle h ON h.n = k.handle
    WHERE k.cues <> '' AND instr(k.cues, '"complains"') > 0 AND m.known_us <= {as_of} {among} GROUP BY h.person"""
_WROTE = """SELECT 1 FROM message m JOIN handle h ON h.n = m.from_n WHERE h.person = ? AND m.us >= ? AND m.us < ?
    AND m.automated = '' AND m.basis = 'observed' AND m.kind = 'mail' AND m.known_us <= ? LIMIT 1"""
_LAST = """SELECT m.n, m.thread_id, b.subject, b.text, {cues} FROM {of} JOIN body b ON b.message = m.n
    WHERE h.person = ? AND m.us = ? AND instr({cues}, '"complains"') > 0"""
_BY_MAIL = _LAST.format(cues="m.cues", of="message m JOIN handle h ON h.n = m.from_n")
_BY_VOICE = _LAST.format(cues="k.cues", of="speaker k JOIN message m ON m.n = k.message JOIN handle h ON h.n = k.handle")
_SINCE = """SELECT b.own, b.subject, m.thread_id = ?, h.person = ? FROM message m JOIN handle h ON h.n = m.from_n
    JOIN body b ON b.message = m.n JOIN person p ON p.id = h.person AND p.side = 'them'
    WHERE m.n IN ({}) AND m.us > ? AND m.us <= ? AND m.known_us <= ? AND m.automated = '' AND m.basis = 'observed' AND m.kind = 'mail'
    AND (h.person = ? OR p.company_id = (SELECT company_id FROM person WHERE id = ?))"""
_OF_PERSON = "SELECT m.n FROM handle h JOIN message m ON m.from_n = h.n WHERE h.person = ? AND m.us > ?"
_OF_THREAD = "SELECT n FROM message WHERE thread_id = ? AND us > ?"


def complained(live: Live, as_of_us: int, buyers: Sequence[str] | None = None) -> dict[str, tuple[int, bool]]:
    """When each of them last wrote, or said on a call, a sentence that reads as a complaint, and whether a whole week (UTC) in which
    they wrote went without one since. Of one that is put right in their words nothing is said. It is told where it helps, and moves no
    estimate.
    """
    last: dict[str, int] = {}
    for told in (_COMPLAINED, _SAID):
        sql = told.format(as_of=as_of_us, among="" if buyers is None else "AND h.person IN ({})")
        for person, us in live.rows(sql) if buyers is None else live.rows_in(sql, list(buyers)):
            if person is not None and us is not None:
                last[str(person)] = max(int(us), last.get(str(person), int(us)))
    last = {
        person: us for person, us in last.items() if as_of_us - us > RECENT or not _is_put_right(live, person, us, as_of_us)
    }
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


def _is_put_right(live: Live, person: str, us: int, as_of_us: int) -> bool:
    """Whether a complaint of that moment is put right: its writer says so since, in its thread or of its thing, or a colleague (of
    the same company) in its thread, and complained no more.
    """
    found = live.rows(_BY_MAIL, person, us) or live.rows(_BY_VOICE, person, us)
    if not found:
        return False
    _, thread, subject, text, cues = found[0]
    of = names(" ".join((subject, *(text[c[1] : c[2]] for c in json.loads(cues) if c[0] == "complains"))))
    since = {int(r[0]) for r in live.rows(_OF_PERSON, person, us)} | {int(r[0]) for r in live.rows(_OF_THREAD, thread, us)}
    for own, about, here, by_them in live.rows(
        _SINCE.format(",".join(map(str, sorted(since)))), thread, person, us, as_of_us, as_of_us, person, person
    ):
        for words in put_right(own or ""):
            if here or (by_them and not of.isdisjoint(names(f"{about} {words}"))):
                return True
    return False


def _monday(us: int) -> int:
    """The beginning of the week (UTC) in which a moment lies."""
    day = us // DAY
    return (day - (day + 3) % 7) * DAY
