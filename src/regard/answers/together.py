"""What a meeting or call has beside its words: who answered what; who spoke, and how the conversation went.

Reads message, meeting, attendance, speaker, handle, person.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from regard.interactions.calls import questions, spoken
from regard.parse.transcript import turns
from regard.store.live import Live
from regard.time import iso


def meeting(live: Live, n: int, as_of_us: int, zone: str) -> dict[str, Any] | None:
    """When a meeting is, whether it was called off, who called it and what each guest answered, as known at a moment (us).

    `zone` is the one in which it is to be told.

    None where message `n` is no meeting.
    """
    rows = live.rows(
        "SELECT m.us, m.end_us, g.cancelled_us, coalesce(nullif(s.name, ''), h.address, '') FROM message m "
        "JOIN meeting g ON g.message = m.n LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person WHERE m.n = ?",
        n,
    )
    if not rows:
        return None
    start, end, cancelled, organizer = rows[0]
    return {
        "start": iso(start),
        "end": iso(end),
        "zone": zone,
        "cancelled": iso(cancelled) if cancelled is not None and cancelled <= as_of_us else None,
        "organizer": organizer,
        "guests": guests(live, n, as_of_us),
    }


def guests(live: Live, n: int, as_of_us: int) -> list[dict[str, Any]]:
    """Everybody invited to meeting `n`, by address: who that is, on which side, and what they had answered by a moment (us)."""
    rows = live.rows(
        "SELECT coalesce(nullif(s.name, ''), h.address), h.address, s.id, coalesce(s.side, ''), a.answer, a.answered_us, a.known_us, "
        "a.removed FROM attendance a JOIN handle h ON h.n = a.handle LEFT JOIN person s ON s.id = h.person WHERE a.message = ? "
        "ORDER BY h.address",
        n,
    )
    found = []
    for who, address, person, side, answer, answered, known, removed in rows:
        said = answer if known <= as_of_us else ""
        told = {"who": who, "address": address, "person": person, "side": side}
        shown = "removed" if removed else said or "no answer"
        found.append(told | {"answer": shown, "answered": iso(answered) if said and answered is not None else None})
    return found


def call(live: Live, n: int, text: str) -> dict[str, Any] | None:
    """Each speaker's part with who that is, and every question with who answered it; None where message `n` is no call.

    `how` says by what a speaker was found; a speaker whom nobody fits is said to be unknown.
    """
    if live.rows("SELECT kind FROM message WHERE n = ?", n) != [("call",)]:
        return None
    known = {
        name: {"person": person, "name": shown, "side": side, "how": how}
        for name, person, shown, side, how in live.rows(
            "SELECT k.name, s.id, s.name, s.side, k.how FROM speaker k JOIN handle h ON h.n = k.handle "
            "JOIN person s ON s.id = h.person WHERE k.message = ?",
            n,
        )
    }
    nobody = {"person": None, "name": "", "side": "", "how": "not known who that is"}
    said = turns(text)
    return {
        "speakers": [{**asdict(s), **known.get(s.speaker, nobody)} for s in spoken(said)],
        "questions": [asdict(q) for q in questions(said)],
    }
