"""Actions as tasks of a calendar (VTODO), and the review itself as an event: files to be opened, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Todo
from icalendar import Event as VEvent

from regard.results import ActionRow
from regard.time import iso

PRODUCT = "-//Regard//EN"


def todos(found: Iterable[ActionRow], now_us: int) -> bytes:
    """An .ics file with a VTODO for each action that is stored and was not dropped."""
    calendar = _calendar()
    stamp = _moment(now_us)
    for r in found:
        if r.state == "dropped" or not r.id.startswith("a_"):
            continue
        todo = Todo()
        todo.add("uid", f"{r.id}@regard")
        todo.add("dtstamp", stamp)
        todo.add("summary", f"{r.text} ({r.name})" if r.name else r.text)
        if r.due:
            todo.add("due", date.fromisoformat(r.due))
        if r.reason:
            todo.add("description", r.reason)
        todo.add("status", "COMPLETED" if r.state == "done" else "NEEDS-ACTION")
        calendar.add_component(todo)
    return bytes(calendar.to_ical())


def meeting(month: str, at: datetime, minutes: int, now_us: int) -> bytes:
    """An .ics file with the month's review as one event. No buyer is named in it: calendars are read by many."""
    calendar = _calendar()
    event = VEvent()
    event.add("uid", f"review-{month}@regard")
    event.add("dtstamp", _moment(now_us))
    event.add("dtstart", at)
    event.add("dtend", at + timedelta(minutes=minutes))
    event.add("summary", f"Review of relationships, {month}")
    event.add("description", "What are we doing to perpetuate each relationship? Open Regard at Review.")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _moment(us: int) -> datetime:
    return datetime.fromisoformat(iso(us) or "").astimezone(UTC)
