"""From one calendar component to an `Event`, and from the events of one meeting to the days on which it repeats. Pure.

Written with icalendar and recurring-ical-events. Calendars in the wild are broken in every way, so a component is read in three
tries: whole, without its time zones, and with only those properties that can be read one by one.

Times: with a zone as it says (a VTIMEZONE of its own, an IANA name, a Windows name); without one in the calendar's X-WR-TIMEZONE,
else in `zone`, the owner's (setting `time.zone`). All-day events run from midnight to midnight there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from regard.ids import digest
from regard.model import DAY, Answer, Attendee, Event, Message, Party, RawItem, SetAside, Span
from regard.parse.address import display_name, normalise
from regard.parse.subject import subject_core
from regard.time import to_us

if TYPE_CHECKING:
    from icalendar import Component

YEAR = 365 * DAY
MOST_DAYS = 520
"""So many days of one series at most, the latest: ten years of a weekly meeting, two of a daily one."""
MOST_ATTENDEES = 500
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
KNOWN_FROM = 788_918_400_000_000
"""Calendar programs write 1900 and 1970 where they do not know; nothing was known before 1995."""

_READ = {
    *("UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", "DURATION", "SUMMARY"),
    *(
        "DESCRIPTION",
        "LOCATION",
        "ORGANIZER",
        "ATTENDEE",
        "STATUS",
        "CLASS",
        "RRULE",
        "RDATE",
        "EXDATE",
        "EXRULE",
        "BEGIN",
        "END",
    ),
}
_REPEATS = {"RRULE", "RDATE"}
_ANSWERS: dict[str, Answer] = {
    "ACCEPTED": "accepted",
    "TENTATIVE": "tentative",
    "DECLINED": "declined",
    "DELEGATED": "delegated",
    "COMPLETED": "accepted",
    "IN-PROCESS": "accepted",
}
_NOBODY = {"ROOM", "RESOURCE"}
_OFTEN = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:HOUR|MINUTE|SECOND)=[^;\n]*,", re.IGNORECASE)
_NOT_FOLLOWED = re.compile(
    r"INTERVAL=0*(?:;|$|\n|\D)|INTERVAL=\d{5}|FREQ=DAILY(?=[^\n]*(?:BYSETPOS|BYYEARDAY|BYWEEKNO))"
    r"|(?:BYSETPOS|BYYEARDAY|BYWEEKNO)[^\n]*FREQ=DAILY",
    re.IGNORECASE,
)
"""Rules over which the library turns for seconds, or for ever, without finding a day."""
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PRIVATE = "private event"
"""Why an event is left out that its owner marked private or confidential."""


def read(item: RawItem, *, source_kind: str, key: bytes, max_us: int, zone: str = "UTC") -> Message | SetAside:
    """The message of kind "meeting" that one VEVENT (with its calendar around it) is read as; its event is in `events`.

    Its id names the meeting (and the day of a series it is about), not the component: versions of one meeting share it.
    """
    found = event(item.raw, key=key, max_us=max_us, zone=zone)
    if isinstance(found, SetAside):
        return SetAside(item.locator, found.reason, found.detail, item.raw[: 64 << 10])
    sender = Party(found.organizer[0], found.organizer[1], "from") if found.organizer else None
    parties = tuple(Party(a.address, a.name, "cc" if a.optional else "to") for a in found.attendees)
    return Message(
        id=meeting_id(key, found.uid, found.recurrence_us),
        item_id=digest("i", key, source_kind, item.raw),
        rfc_id="",
        in_reply_to="",
        references=(),
        us=found.start_us,
        us_claimed=found.start_us,
        us_basis="date",
        tz_minutes=None,
        sender=sender,
        parties=(sender, *(p for p in parties if p.address != sender.address)) if sender else parties,
        subject=found.subject,
        subject_core=subject_core(found.subject),
        text=found.text,
        spans=(Span(0, len(found.text), "own"),) if found.text else (),
        automated="",
        kind="meeting",
        end_us=found.end_us,
        known_us=found.known_us,
        events=(found,),
    )


def meeting_id(key: bytes, uid: str, recurrence_us: int | None) -> str:
    """The id of a meeting: what names it in every calendar, and the day it was first meant for. Moving it does not change it."""
    return digest("m", key, "meeting", uid, "" if recurrence_us is None else str(recurrence_us))


def is_private(raw: bytes) -> bool:
    """Whether a component is marked private or confidential."""
    return re.search(rb"(?im)^CLASS(?:;[^:\r\n]*)?:[ \t]*(?:PRIVATE|CONFIDENTIAL)[ \t]*\r?$", raw) is not None


def bare(raw: bytes) -> bytes:
    """A component without its words: the description and whatever else is no fact of who, when and what it is called."""
    lines = _unfolded(raw)
    zones, own = _split(lines)
    told = [line for line in lines if _name(line) in {"METHOD", "X-WR-TIMEZONE"}]
    kept = [line for line in own if _name(line) not in {"DESCRIPTION", "LOCATION"}]
    return "\r\n".join(["BEGIN:VCALENDAR", *told, *zones, *kept, "END:VCALENDAR", ""]).encode("utf-8", "replace")


def event(raw: bytes, *, key: bytes, max_us: int, zone: str = "UTC") -> Event | SetAside:
    """One component, read. Set aside as `unreadable` where nothing can be made of it, `no_date` where it has no usable start."""
    component, calendar_zone, method = _component(raw)
    if component is None:
        return SetAside("", "unreadable", "no calendar program's event")
    local = _zone(calendar_zone) or _zone(zone) or ZoneInfo("UTC")
    start = _moment(component, "DTSTART", local)
    if start is None:
        return SetAside("", "no_date", "an event without a start")
    start_us, all_day = start
    end_us = max(start_us, _end(component, start_us, local, all_day=all_day))
    organizer = next(_people(component, "ORGANIZER"), None)
    attendees = _attendees(component, organizer[0] if organizer else "")
    subject = _text(component, "SUMMARY")[:1000]
    told = [us for name in ("CREATED", "DTSTAMP", "LAST-MODIFIED") if (us := _stamp(component, name, max_us))]
    changed = [us for name in ("LAST-MODIFIED", "DTSTAMP") if (us := _stamp(component, name, max_us))]
    recurrence = _moment(component, "RECURRENCE-ID", local)
    place = _text(component, "LOCATION")
    uid = _text(component, "UID")[:995]
    if not uid:
        uid = "~" + digest("u", key, organizer[0] if organizer else "", str(start_us), subject_core(subject))
    sequence = _number(component, "SEQUENCE")
    status = _text(component, "STATUS").upper()
    return Event(
        uid=uid,
        recurrence_us=recurrence[0] if recurrence else None,
        method="" if method == "publish" else method,
        sequence=sequence,
        # An answer was given when it was written; a request changed when it was changed.
        stamp_us=(told[-1] if method in {"reply", "counter"} and told else max(changed, default=0)),
        known_us=min(told, default=None),
        start_us=start_us,
        end_us=end_us,
        all_day=all_day,
        cancelled=status == "CANCELLED" or method == "cancel",
        organizer=(organizer[0], organizer[1]) if organizer else None,
        attendees=attendees,
        subject=subject,
        text="\n".join(filter(None, (_text(component, "DESCRIPTION").strip(), place and f"Where: {place}"))),
        rule=_whole(raw) if _REPEATS & set(component.keys()) and recurrence is None else "",
        zone=str(local),
    )


# ------------------------------------------------------------------------------------------------ the component


def _component(raw: bytes) -> tuple[Component | None, str, str]:
    """The VEVENT of a calendar as far as it can be read, X-WR-TIMEZONE and the method (lower case)."""
    lines = _unfolded(raw)
    method = next((_value(line).strip().lower() for line in lines if _name(line) == "METHOD"), "")
    zone = next((_value(line).strip() for line in lines if _name(line) == "X-WR-TIMEZONE"), "")
    zones, own = _split(lines)
    found = _parsed([*zones, *own]) or _parsed(own) or _parsed([line for line in own if _can_be_read(line)])
    return found, zone, method


def _parsed(lines: Sequence[str]) -> Component | None:
    from icalendar import Calendar

    text = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])
    try:
        found = Calendar.from_ical(text).walk("VEVENT")
        return found[0] if found and found[0].get("DTSTART") is not None and _touched(found[0]) else None
    except Exception:  # noqa: BLE001 - whatever the library stumbles over: the next try leaves more out
        return None


def _touched(component: Component) -> bool:
    """Whether the values that are needed can be taken out: some fail only when they are looked at."""
    for name in ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"):
        value = component.get(name)
        if value is not None:
            _ = value.dt
    return True


def _can_be_read(line: str) -> bool:
    if _name(line) in {"BEGIN", "END"}:
        return True
    bare = "DTSTART:20200101T000000Z\r\n" if _name(line) != "DTSTART" else ""
    return _parsed(["BEGIN:VEVENT", *bare.splitlines(), line, "END:VEVENT"]) is not None


def _unfolded(raw: bytes) -> list[str]:
    text = raw.decode("utf-8", "replace").replace("\x00", "").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line for line in re.sub(r"\n[ \t]", "", text).split("\n") if line.strip()]


def _split(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of the time zones, and those of the first event that are looked at, without what stands inside it."""
    zones: list[str] = []
    own: list[str] = []
    where, depth = "", 0
    for line in lines:
        name, value = _name(line), _value(line).strip().upper()
        if not where and name == "BEGIN" and value in {"VTIMEZONE", "VEVENT"}:
            if value == "VEVENT" and own:
                continue
            where, depth = value, 0
        if not where:
            continue
        depth += name == "BEGIN"
        if where == "VTIMEZONE":
            zones.append(line)
        elif depth == 1 and name in _READ:
            own.append(line)
        depth -= name == "END"
        if depth <= 0:
            where = ""
    return zones, own


_NAME = re.compile(r"\s*([A-Za-z0-9-]+)\s*[:;]")


def _name(line: str) -> str:
    found = _NAME.match(line)
    return found[1].upper() if found else ""


def _value(line: str) -> str:
    return line.partition(":")[2]


def _whole(raw: bytes) -> str:
    zones, own = _split(_unfolded(raw))
    kept = [line for line in own if _name(line) not in {"DESCRIPTION", "ATTENDEE", "ORGANIZER", "LOCATION", "SUMMARY"}]
    return "\n".join([*zones, *kept])


# ------------------------------------------------------------------------------------------------------- times


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def _moment(component: Component, name: str, local: ZoneInfo) -> tuple[int, bool] | None:
    """(UTC microseconds, whether a whole day) of a property; None where it has no usable moment."""
    value = _first(component.get(name))
    return _us(_held(value, "dt"), local)


def _us(value: object, local: ZoneInfo) -> tuple[int, bool] | None:
    try:
        if isinstance(value, dt.datetime):
            moment = value if value.tzinfo is not None and value.utcoffset() is not None else value.replace(tzinfo=local)
            return (to_us(moment.astimezone(dt.UTC)), False) if EARLIEST_YEAR <= moment.year <= LATEST_YEAR else None
        if isinstance(value, dt.date):
            midnight = dt.datetime(value.year, value.month, value.day, tzinfo=local)
            return (to_us(midnight.astimezone(dt.UTC)), True) if EARLIEST_YEAR <= value.year <= LATEST_YEAR else None
    except (ValueError, OverflowError):
        return None
    return None


def _end(component: Component, start_us: int, local: ZoneInfo, *, all_day: bool) -> int:
    end = _moment(component, "DTEND", local)
    if end is not None:
        return end[0]
    lasts = _held(_first(component.get("DURATION")), "dt")
    if isinstance(lasts, dt.timedelta) and abs(lasts) < dt.timedelta(days=366):
        return start_us + round(lasts.total_seconds() * 1_000_000)
    return start_us + (DAY if all_day else 0)


def _stamp(component: Component, name: str, max_us: int) -> int | None:
    found = _moment(component, name, ZoneInfo("UTC"))
    return found[0] if found and KNOWN_FROM <= found[0] <= max_us else None


def _held(value: object, name: str) -> Any:
    """What a property holds; None where it is broken, which shows only when it is asked."""
    try:
        return getattr(value, name, None)
    except ValueError:
        return None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _text(component: Component, name: str) -> str:
    value = _first(component.get(name))
    return "" if value is None else "".join(c for c in str(value) if c.isprintable() or c == "\n").strip()


def _number(component: Component, name: str) -> int:
    try:
        return max(0, min(int(str(_first(component.get(name)) or 0)), 1 << 31))
    except ValueError:
        return 0


# ------------------------------------------------------------------------------------------------------ people


def _people(component: Component, name: str) -> Iterator[tuple[str, str, Any]]:
    """(address, name, parameters) of a property's people, rooms left out."""
    values = component.get(name)
    for value in (values if isinstance(values, list) else [values] if values is not None else [])[:MOST_ATTENDEES]:
        params = _held(value, "params") or {}
        if str(params.get("CUTYPE", "")).upper() in _NOBODY:
            continue
        written = re.sub(r"(?i)^\s*(?:mailto|smtp)\s*:\s*", "", str(value))
        address = normalise(str(params.get("EMAIL", ""))) if "@" not in written else normalise(written)
        if address and "@" in address:
            yield address, display_name(str(params.get("CN", "")), address), params


def _attendees(component: Component, organizer: str) -> tuple[Attendee, ...]:
    """Everybody invited but the organiser, each once, the surest answer of several."""
    found: dict[str, Attendee] = {}
    for address, name, params in _people(component, "ATTENDEE"):
        role = str(params.get("ROLE", "")).upper()
        answer = _ANSWERS.get(str(params.get("PARTSTAT", "")).upper(), "")
        if address == organizer or (address in found and (found[address].answer or not answer)):
            continue
        found[address] = Attendee(address, name, role in {"OPT-PARTICIPANT", "NON-PARTICIPANT"}, answer)
    return tuple(found[a] for a in sorted(found))


# --------------------------------------------------------------------------------------------------- repetition


def occurrences(event: Event, until_us: int) -> list[tuple[int, int, int]]:
    """(the day's own name: when it was meant to start, start, end) of each day of a series up to `until_us`, never none.

    At most `MOST_DAYS`, the latest, and always the first day. What repeats within the hour, or several times a day, is no series of
    meetings: its first day stands for it.
    """
    only = [(event.start_us, event.start_us, event.end_us)]
    if not event.rule or not _can_be_followed(event.rule):
        return only
    starts = sorted(us for us in _starts(event, until_us) if event.start_us <= us <= until_us)
    lasts = event.end_us - event.start_us
    kept = starts if len(starts) <= MOST_DAYS else [starts[0], *starts[1 - MOST_DAYS :]]
    return [(us, us, us + lasts) for us in kept] or only


def _can_be_followed(rule: str) -> bool:
    if _OFTEN.search(rule) or _NOT_FOLLOWED.search(rule):
        return False
    months, days = _numbers(rule, "BYMONTH"), [abs(n) for n in _numbers(rule, "BYMONTHDAY")]
    longest = max((_LONGEST[m - 1] for m in months if 1 <= m <= 12), default=31)
    return min(days, default=1) <= longest


def _numbers(rule: str, name: str) -> list[int]:
    found = re.search(rf"(?i)\b{name}=([-+\d,]+)", rule)
    return [int(n) for n in re.findall(r"[-+]?\d{1,4}", found[1])] if found else []


def _starts(event: Event, until_us: int) -> set[int]:
    """When the days of a series start: those of its first year, and from the last one backwards as many as are kept."""
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    local = _zone(event.zone) or ZoneInfo("UTC")
    zones, own = _split(event.rule.split("\n"))
    for attempt in ([*zones, *own], own, [line for line in own if _can_be_read(line)]):
        text = "\r\n".join(["BEGIN:VCALENDAR", *attempt, "END:VCALENDAR", ""])
        try:
            query = recurring_ical_events.of(Calendar.from_ical(text))
            found: set[int] = set()
            for since, to in _windows(event.start_us, until_us):
                if len(found) < 2 * MOST_DAYS:
                    days = (_us(getattr(one.get("DTSTART"), "dt", None), local) for one in query.between(since, to))
                    found.update(moment[0] for moment in days if moment)
            return found  # noqa: TRY300
        except Exception:  # noqa: BLE001, S112 - a rule that cannot be followed: less of it, or its first day alone
            continue
    return set()


def _windows(start_us: int, until_us: int) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """The first year of a series, then its years from the end backwards."""
    first = start_us - DAY
    yield _at(first), _at(min(first + YEAR, until_us))
    to = until_us
    while to > first + YEAR:
        since = max(first + YEAR, to - YEAR)
        yield _at(since), _at(to)
        to = since


def _at(us: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=us)
