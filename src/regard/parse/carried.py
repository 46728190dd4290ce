"""Which meetings does a mail tell of? The calendars it carries, as invitation, answer, change or file, read as events. Pure.

A calendar in a mail is read as one in a file: the same UID is the same meeting. What a mail adds is its own date: an answer was
given when the mail that brings it was written, whatever the calendar program put into DTSTAMP (some leave the organiser's there).
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from regard.model import Event, SetAside
from regard.parse.adapter import Mail
from regard.parse.meeting import event
from regard.sources.calendar_files import events as components

MOST_EVENTS = 50
"""Events read of one mail. An invitation is one, with the changed days of its series some; more is a calendar handed over."""
_SAID_BY_MAIL = {"reply", "counter"}


def events_of(mail: Mail, *, key: bytes, us: int | None, max_us: int, zone: str = "UTC") -> tuple[Event, ...]:
    """The events of a mail's calendars, each once. `us` is when the mail was written; what cannot be read, or names nobody, is none."""
    found: dict[Event, None] = {}
    for component in components_of(mail)[:MOST_EVENTS]:
        one = event(component, key=key, max_us=max_us, zone=zone)
        if not isinstance(one, SetAside) and (one.organizer or one.attendees):
            found[_dated(one, us)] = None
    return tuple(found)


def components_of(mail: Mail) -> list[bytes]:
    """Each event of a mail's calendars, in a calendar of its own."""
    whole = dict.fromkeys(calendar.content for calendar in mail.calendars)
    return [
        piece[0] for content in whole for piece in components(BytesIO(content)) if not isinstance(piece, bytes) and piece[0]
    ]


def _dated(one: Event, us: int | None) -> Event:
    """The event with the mail's own date where it tells more than the calendar does."""
    if us is None:
        return one
    told = us if one.method in _SAID_BY_MAIL or not one.stamp_us else one.stamp_us
    return replace(one, stamp_us=told, known_us=us if one.known_us is None or one.method in _SAID_BY_MAIL else one.known_us)
