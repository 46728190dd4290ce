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


def meeting(live: Live, n: int) -> dict[str, Any] | None:
    """When a meeting is, whether it was called off, and what each guest answered; None where message `n` is none."""
    rows = live.rows("SELECT m.us, m.end_us, g.cancelled_us FROM message m JOIN meeting g ON g.message = m.n WHERE m.n = ?", n)
    if not rows:
        return None
    start, end, cancelled = rows[0]
    guests = live.rows(
        "SELECT coalesce(nullif(s.name, ''), h.address), h.address, a.answer, a.answered_us, a.removed FROM attendance a "
        "JOIN handle h ON h.n = a.handle LEFT JOIN person s ON s.id = h.person WHERE a.message = ? ORDER BY h.address",
        n,
    )
    return {
        "start": iso(start),
        "end": iso(end),
        "cancelled": iso(cancelled),
        "guests": [
            {
                "who": who,
                "address": address,
                "answer": "removed" if removed else answer or "no answer",
                "answered": iso(answered),
            }
            for who, address, answer, answered, removed in guests
        ],
    }


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
