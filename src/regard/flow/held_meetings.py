"""Which meetings that nobody of theirs had accepted does something later tell of? A recorded call at that hour, or a mail of theirs soon
after that says they met. Our own words do not: whoever waited at a door in vain may thank for the visit all the same.

Reads message, body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from regard.evidence.language.meeting_past import tells_of_meeting
from regard.model import DAY, Interaction
from regard.store.live import Live

SOON = 7 * DAY
"""So long after a meeting a mail of theirs may tell of it."""
NEAR = DAY // 24
"""A call that begins so close to a meeting is that meeting."""
_OWN = "SELECT m.id, b.own FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"


def with_what_tells(live: Live, found: Mapping[str, Sequence[Interaction]]) -> dict[str, list[Interaction]]:
    """The interactions, such meetings with when it was known that they were held (`Part.agreed_us`)."""
    open_ = {
        buyer: [i for i in here if i.part is not None and i.kind == "meeting" and i.part.agreed_us is None]
        for buyer, here in found.items()
    }
    after = {
        i.message_id
        for buyer, meetings in open_.items()
        for i in found[buyer]
        if _theirs(i) and any(_follows(i, one) for one in meetings)
    }
    told = {m for m, own in live.rows_in(_OWN, sorted(after)) if tells_of_meeting(own)} if after else set()
    return {
        buyer: [_told(i, here, told) if i in open_[buyer] else i for i in here] if open_[buyer] else list(here)
        for buyer, here in found.items()
    }


def _theirs(i: Interaction) -> bool:
    return i.kind == "mail" and not i.outbound and not i.automated and i.basis == "observed"


def _follows(i: Interaction, meeting: Interaction) -> bool:
    return meeting.part is not None and meeting.part.start_us < i.us <= meeting.part.end_us + SOON


def _told(meeting: Interaction, here: Sequence[Interaction], told: set[str]) -> Interaction:
    part = meeting.part
    if part is None:
        return meeting
    known = [
        i.known_us
        for i in here
        if (i.message_id in told and _follows(i, meeting))
        or (i.kind == "call" and part.start_us - NEAR <= i.us <= part.end_us + NEAR)
    ]
    return replace(meeting, part=replace(part, agreed_us=min(known))) if known else meeting
