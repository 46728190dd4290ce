"""Meetings and calls: as a calendar tells of them, as they are after all tellings, and one buyer's part in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regard.model.kinds import Answer
from regard.model.sent import Sent


@dataclass(frozen=True, slots=True)
class Attendee(Sent):
    """Somebody invited to an event, as one component shows them. Rooms and equipment are nobody."""

    address: str
    name: str
    optional: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class Event(Sent):
    """One VEVENT component, read: what one calendar, invitation or answer says of a meeting, or of one day of a series.

    `uid` names the meeting whatever calendar it lies in, `recurrence_us` the occurrence of a series that this component is about
    (None: all of it). `method` is what the component was sent for (request, reply, cancel, counter; "" in a plain calendar).
    `stamp_us` is when it was last changed, `known_us` the earliest moment that it says it existed, None where it says none. `rule` is
    the whole component with its time zones where it repeats, else "". `zone` is the zone of times written without one.
    """

    uid: str
    recurrence_us: int | None
    method: str
    sequence: int
    stamp_us: int
    known_us: int | None
    start_us: int
    end_us: int
    all_day: bool
    cancelled: bool
    organizer: tuple[str, str] | None
    attendees: tuple[Attendee, ...]
    subject: str
    text: str
    rule: str = ""
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Attendance:
    """What one person invited to one meeting said, and from when that was known. `answered_us` is None where nothing tells it.

    `removed` means that they were on an earlier version and are not any more.
    """

    address: str
    name: str
    optional: bool
    answer: Answer
    answered_us: int | None
    known_us: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting on one day, made of everything the book holds of it. `cancelled_us` is when it was known not to take place.

    `opens`: it is the occurrence by which a series was offered and answered; a single meeting always is. `items` are the items it
    was read from, `known_us` when it was first known, never later than its start.
    """

    uid: str
    recurrence_us: int | None
    start_us: int
    end_us: int
    all_day: bool
    subject: str
    text: str
    organizer: tuple[str, str] | None
    attendance: tuple[Attendance, ...]
    cancelled_us: int | None
    known_us: int
    opens: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part(Sent):
    """A buyer's part in a meeting or call: when it was, how it was answered, who else came.

    `organised`: who called it, "us" or "them". `answers_shown`: somebody answered somewhere what this organiser sends, so that
    silence says something. `ours` and `theirs` are the people of each side who did not decline. `agreed_us` is from when it was known that
    it would be or was held with somebody of theirs: they called it, one of them accepted, or something later tells so; None: nobody knows.
    """

    start_us: int
    end_us: int
    all_day: bool
    organised: Literal["us", "them"]
    answer: Answer
    answer_known_us: int
    answered_us: int | None
    removed: bool
    cancelled_us: int | None
    opens: bool
    answers_shown: bool
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    agreed_us: int | None = None
