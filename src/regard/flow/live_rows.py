"""A message as rows of the live store: what stands in each column, and how an event or a cue is packed into one.

Writes nothing itself: `flow.applying` does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from regard.flow.reading import is_forward, is_reply
from regard.model import Attendee, Cue, Event, Message, Original
from regard.parse.arrival import instant
from regard.store.spans import pack_spans

_MESSAGE_COLUMNS = (
    *("n", "id", "item_id", "kind", "rfc_id", "in_reply_to", "refs", "us", "us_claimed", "us_basis", "known_us", "from_n"),
    *("subject", "subject_core", "automated", "words", "is_reply", "is_forward", "tz", "recipients", "cues"),
    *("from_name", "letters", "end_us", "expects", "came_us", "read_us"),
)
INSERT_MESSAGE = f"INSERT INTO message({', '.join(_MESSAGE_COLUMNS)}) VALUES({', '.join('?' * len(_MESSAGE_COLUMNS))})"

INSERT_PARTY = """INSERT INTO party VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role
    WHERE instr('from to cc bcc', excluded.role) < instr('from to cc bcc', role)"""
"""The foremost part that somebody has on any copy."""


TIMES = "UPDATE message SET us = ?, us_basis = ?, known_us = ?, came_us = ?, read_us = ? WHERE n = ?"
"""Puts `times_of` a message into its row."""


def times_of(m: Message, came_us: int | None) -> tuple[Any, ...]:
    """When a message was: the values of `TIMES`, of which the earliest copy came at `came_us`."""
    us, basis = instant(m.us_claimed, came_us) if m.kind == "mail" and came_us is not None else (m.us, m.us_basis)
    return (us, basis, us if m.known_us is None else m.known_us, came_us, us)


def message_row(
    n: int, m: Message, handles: Mapping[str, int], letters: int | None, came_us: int | None = None
) -> tuple[Any, ...]:
    """A row of `message`, in the order of `INSERT_MESSAGE`; `letters` as `Quoting` has them, `came_us` as in `times_of`."""
    us, basis, known_us, came_us, read_us = times_of(m, came_us)
    own_words = sum(len(m.text[s.start : s.end].split()) for s in m.spans if s.zone == "own")
    sender = handles[m.sender.address] if m.sender else None
    cues = None if m.cues is None else pack_cues(m.cues)
    recipients = sum(1 for p in m.parties if p.role in {"to", "cc", "bcc"})
    return (
        n,
        m.id,
        m.item_id,
        m.kind,
        m.rfc_id,
        m.in_reply_to,
        " ".join(m.references),
        us,
        m.us_claimed,
        basis,
        known_us,
        sender,
        m.subject,
        m.subject_core,
        m.automated,
        own_words,
        int(is_reply(m)),
        int(is_forward(m)),
        m.tz_minutes,
        recipients,
        cues,
        m.sender.name if m.sender else "",
        letters,
        m.end_us,
        m.expects,
        came_us,
        read_us,
    )


def quote_row(n: int, at: int, o: Original) -> tuple[Any, ...]:
    """A row of `quote`: the original that message `n` holds as its quote number `at`."""
    people = json.dumps(o.people, ensure_ascii=False) if o.people else "[]"
    about = (o.subject, o.subject_core, o.text, o.start, o.end, o.header_start, o.depth, o.why, None)
    who = (o.author_address, o.author_name, people, o.recipients)
    return (n, at, o.id, o.letters, o.us, int(o.minute_known), o.tz_minutes, *who, *about)


def body_row(n: int, m: Message) -> tuple[Any, ...]:
    """A row of `body`: subject, own words, whole text, its zones, attachments."""
    attachments = json.dumps([[a.name, a.type, a.size] for a in m.attachments]) if m.attachments else "[]"
    return (n, m.subject, m.own(), m.text, pack_spans(m.spans), attachments)


def pack_cues(cues: Sequence[Cue]) -> str:
    """Cues as a short text; "" where there are none."""
    return json.dumps([[c.kind, c.start, c.end, c.q] for c in cues]) if cues else ""


def pack_event(event: Event) -> str:
    """An event as a short text."""
    return json.dumps([getattr(event, name) for name in Event.__slots__], default=_plain, ensure_ascii=False)


def _plain(value: Attendee) -> list[object]:
    return [value.address, value.name, value.optional, value.answer]


def unpack_event(text: str) -> Event:
    """The event that `pack_event` wrote."""
    values = dict(zip(Event.__slots__, json.loads(text), strict=True))
    values["organizer"] = tuple(values["organizer"]) if values["organizer"] else None
    values["attendees"] = tuple(Attendee(*a) for a in values["attendees"])
    return Event(**values)
