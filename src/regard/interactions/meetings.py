"""What took place, with whom, and who said what: every component of one meeting together become its days.

A meeting is told by many files: the organiser's calendar and each guest's, the invitation, its changes, answers by mail. A pure
function of all of them makes the meeting, so the order in which they come does not matter: the component with the highest SEQUENCE,
then the latest change, speaks for when and what; everybody who was ever invited stays on it; of each person the latest answer counts.

Reads `Event`s; gives `Meeting`s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from regard.model import DAY, Answer, Attendance, Event, Meeting
from regard.parse.meeting import occurrences

AHEAD = 90 * DAY
"""How far into the future a series is laid out."""
_ANSWERS = {"reply", "counter", "declinecounter", "refresh"}
_ABOUT = {"declinecounter", "refresh"}
"""Components that only talk about the meeting."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the item it was read from; `order` ranks versions of one meeting."""

    event: Event
    item_id: str

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The higher, the later: SEQUENCE, then when it was changed, then whether it calls the meeting off."""
        e = self.event
        return e.sequence, e.stamp_us, int(e.cancelled), self.item_id


def meetings(told: Iterable[Told], until_us: int) -> list[Meeting]:
    """The days of the meeting that these components (all of one uid) tell of, by time; a series up to `until_us`."""
    of_day: dict[int | None, list[Told]] = defaultdict(list)
    for one in sorted(told, key=lambda t: t.order):
        of_day[one.event.recurrence_us].append(one)
    series = of_day.pop(None, [])
    found = []
    if series:
        base = _base(series)
        for day, start, end in occurrences(base, until_us):
            if day not in of_day:
                # A meeting that does not repeat has no day's name: it stays the same meeting when it is moved.
                found.append(_meeting(series, base, day if base.rule else None, start, end, series=bool(base.rule)))
    for name, versions in of_day.items():
        base = _base(versions)
        found.append(_meeting(versions, base, name, base.start_us, base.end_us, above=series))
    return _opened(sorted(found, key=lambda m: (m.start_us, m.recurrence_us or 0)))


def _base(versions: Sequence[Told]) -> Event:
    """The component that says when and what: the latest that is a version of the meeting, else the latest answer."""
    own = [t for t in versions if t.event.method not in _ANSWERS]
    standing = [t for t in own if t.event.method != "cancel"]
    return (standing or own or versions)[-1].event


def _opened(found: Sequence[Meeting]) -> list[Meeting]:
    """The first day that was not called off opens a series; the first of all, where all were."""
    first = next((n for n, m in enumerate(found) if m.cancelled_us is None), 0)
    return [replace(m, opens=n == first) for n, m in enumerate(found)]


def _meeting(
    versions: Sequence[Told],
    base: Event,
    name: int | None,
    start: int,
    end: int,
    *,
    series: bool = False,
    above: Sequence[Told] = (),
) -> Meeting:
    everything = [*above, *versions]
    organizer = next((t.event.organizer for t in reversed(everything) if t.event.organizer), None)
    known = [us for t in everything if (us := t.event.known_us) is not None]
    return Meeting(
        uid=base.uid,
        recurrence_us=name,
        start_us=start,
        end_us=end,
        all_day=base.all_day,
        subject=base.subject or next((t.event.subject for t in reversed(everything) if t.event.subject), ""),
        text=base.text,
        organizer=organizer,
        attendance=_attendance(versions, above, base, organizer[0] if organizer else "", start),
        cancelled_us=_cancelled(versions, above, start, end, series=series),
        known_us=min([*known, start]),
        opens=False,
        items=tuple(sorted({t.item_id for t in versions})),
    )


def _cancelled(versions: Sequence[Told], above: Sequence[Told], start: int, end: int, *, series: bool) -> int | None:
    """When it was known that it would not take place, at the latest its start; None where it stands.

    Calling a series off leaves the days that were over by then.
    """
    own = _called_off(versions)
    if own is not None:
        return None if series and own >= end else min(own or start, start)
    whole = _called_off(above)
    return min(whole or start, start) if whole is not None and whole < end else None


def _called_off(versions: Sequence[Told]) -> int | None:
    """When the latest version called it off (0: nobody knows); None where the latest stands or there is none."""
    own = [t for t in versions if t.event.method not in _ANSWERS]
    return own[-1].event.stamp_us if own and own[-1].event.cancelled else None


def _attendance(
    versions: Sequence[Told], above: Sequence[Told], base: Event, organizer: str, start: int
) -> tuple[Attendance, ...]:
    said: dict[str, tuple[Answer, int | None, int]] = {}
    shown: dict[str, tuple[str, bool]] = {}
    invited = {a.address for a in base.attendees} if base.method not in _ANSWERS else set()
    if not invited:  # a moved day that does not repeat its guests
        invited = {a.address for t in above for a in _base(above).attendees if t.event.method not in _ANSWERS}
    for group in (above, versions):
        for t in group:
            e = t.event
            if e.method in _ABOUT:
                continue
            for a in e.attendees:
                name, optional = shown.get(a.address, ("", a.optional))
                # An answer says nothing of the part that somebody has.
                shown[a.address] = (a.name or name, optional if e.method in _ANSWERS else a.optional)
                answer: Answer = "countered" if e.method == "counter" else a.answer
                if e.method in _ANSWERS:
                    invited.add(a.address)
                if answer:
                    written = e.stamp_us if e.method in _ANSWERS and e.stamp_us else None
                    said[a.address] = (answer, written, written or min(e.stamp_us or start, start))
    return tuple(
        Attendance(
            address,
            name,
            optional,
            *said.get(address, ("", None, start)),
            removed=address not in invited,
        )
        for address, (name, optional) in sorted(shown.items())
        if address != organizer
    )
