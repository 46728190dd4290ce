"""What is in the sellers' calendars? Meetings with buyers as mail made them, reviews that recur, team rounds, private days; as .ics.

Each seller's file is one VCALENDAR (RFC 5545) with its time zone, an event for every entry, and one more for every occurrence
that was moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from zlib import crc32

from regard.demo import behaviour, clock
from regard.demo.chance import stream
from regard.demo.records import DAY, Account, Meeting, Partstat, Person
from regard.demo.talk import Cast

ZONES = {
    "uk": "Europe/London",
    "de": "Europe/Berlin",
    "nl": "Europe/Amsterdam",
    "us_east": "America/New_York",
    "us_mid": "America/Chicago",
}


def others(cast: Cast, period: tuple[int, int]) -> list[Meeting]:
    """Every entry that no mail made: the team's round, reviews with accounts, and each seller's own days."""
    rng = stream(cast.seed, "calendars")
    made = list(_rounds(cast, period))
    for account in cast.accounts.values():
        if rng.random() < 0.45:
            made += _review(cast, rng, account, period)
    for seller in cast.sellers:
        made += _own(cast, rng, seller, period)
    return made


def uid(key: str, domain: str) -> str:
    """A calendar's name for an entry."""
    return f"{crc32(key.encode()):08x}-{crc32(key[::-1].encode()):08x}@{domain}"


def _local(person: Person, day: int, minute: int) -> int:
    return clock.utc(person.country, day * DAY + minute * 60)


def _rounds(cast: Cast, period: tuple[int, int]) -> Iterator[Meeting]:
    """The sellers' Monday round, the same entry in every calendar."""
    first = next(iter(cast.sellers))
    person = cast.people[first]
    day = period[0] // DAY
    day += (7 - clock.weekday(day)) % 7
    begins = _local(person, day, 15 * 60)
    team = [k for k, s in cast.sellers.items() if not s.left and not s.joined]
    for seller in cast.sellers:
        answers: list[tuple[str, Partstat, int]] = [(k, "ACCEPTED", begins - 5 * DAY) for k in team]
        holidays = tuple(
            _local(person, d, 15 * 60)
            for d in range(day, period[1] // DAY, 7)
            if d in clock.holidays(person.country, clock.as_date(d).year)
        )
        yield Meeting(
            f"round-{seller}", uid("round", "tarnwick.example"), seller, "Monday round", begins, 30, begins - 6 * DAY,
            tuple(answers), "internal", "online", first, "FREQ=WEEKLY;BYDAY=MO", period[1] + 30 * DAY, skips=holidays,
        )  # fmt: skip


def _review(cast: Cast, rng: Random, account: Account, period: tuple[int, int]) -> Iterator[Meeting]:
    """A review that recurs, with one or two buyers; some occurrences are skipped, some moved."""
    desk, person = cast.sellers[account.owner], cast.people[account.owner]
    since = max(account.since, period[0], desk.joined or 0) + rng.randrange(10, 90) * DAY
    until = min(period[1] + 90 * DAY, desk.left or period[1] + 90 * DAY)
    buyers = [b for b in cast.members[account.key] if cast.people[b].met <= since and not cast.people[b].gone(since)]
    if since > period[1] - 30 * DAY or not buyers:
        return
    weekday, minute = rng.randrange(5), rng.choice((9, 10, 11, 14, 15)) * 60
    day = since // DAY
    day += (weekday - clock.weekday(day)) % 7
    every = rng.choice((2, 4, 4))
    begins = _local(person, day, minute)
    name = ("MO", "TU", "WE", "TH", "FR")[weekday]
    skips, shifts = [], []
    for n, d in enumerate(range(day, min(until, period[1]) // DAY, 7 * every)):
        at = _local(person, d, minute)
        if clock.busyness(person.country, d) < 0.3 or rng.random() < 0.07:
            skips.append(at)
        elif n and rng.random() < 0.08:
            shifts.append((at, _local(person, d + 1 if weekday < 4 else d - 1, minute + 60)))
    answers = [(b, _answer(rng, cast, b, account.owner, begins), begins - 3 * DAY) for b in buyers[: rng.choice((1, 1, 2, 3))]]
    yield Meeting(
        f"review-{account.key}", uid(f"review-{account.key}", "tarnwick.example"), account.owner,
        f"{account.name}: review", begins, rng.choice((30, 45, 60)), begins - 9 * DAY, tuple(answers), "buyer", "online",
        account.owner, f"FREQ=WEEKLY;INTERVAL={every};BYDAY={name}", until, skips=tuple(skips), shifts=tuple(shifts),
        account=account.key,
    )  # fmt: skip


def _answer(rng: Random, cast: Cast, buyer: str, seller: str, at: int) -> Partstat:
    """How a buyer answers an invitation, by trust."""
    chance = behaviour.comes(cast.state(buyer, seller, at))
    if rng.random() < chance:
        return "ACCEPTED"
    return rng.choices(("TENTATIVE", "DECLINED", "NEEDS-ACTION"), (2, 3, 5))[0]


def _own(cast: Cast, rng: Random, seller: str, period: tuple[int, int]) -> Iterator[Meeting]:
    """Holidays as whole days, and a few private appointments."""
    person, desk = cast.people[seller], cast.sellers[seller]
    first, last = max(period[0], desk.joined or 0), min(period[1], desk.left or period[1])
    for n, (a, b) in enumerate(person.away):
        if first < a * DAY < last:
            yield Meeting(
                f"leave-{seller}-{n}", uid(f"leave-{seller}-{n}", "tarnwick.example"), seller, "Annual leave", a * DAY,
                (b - a) * 1440, a * DAY - 30 * DAY, (), "leave",
            )  # fmt: skip
    for n in range(rng.randrange(2, 6)):
        day = rng.randrange(first // DAY, max(first // DAY + 1, last // DAY))
        title = rng.choice(("Dentist", "School play", "Car to the garage", "Parents' evening", "Physio"))
        at = _local(person, day, rng.choice((8, 16, 17)) * 60)
        yield Meeting(
            f"own-{seller}-{n}",
            uid(f"own-{seller}-{n}", "tarnwick.example"),
            seller,
            title,
            at,
            60,
            at - 9 * DAY,
            (),
            "private",
        )


# ------------------------------------------------------------------------------------------------------------ ics


def calendar(person: Person, meetings: Sequence[Meeting], people: Mapping[str, Person]) -> str:
    """One seller's calendar as an .ics file."""
    zone = ZONES.get(person.country, "Europe/London")
    out = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tarnwick//Desk Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(person.name)}",
        f"X-WR-TIMEZONE:{zone}",
        *_zone(person.country, zone),
    ]
    for meeting in sorted(meetings, key=lambda m: (m.begins, m.key)):
        out += event(meeting, person, people, zone)
        for old, new in meeting.shifts:
            out += event(meeting, person, people, zone, occurrence=(old, new))
    out += ["END:VCALENDAR", ""]
    return "\r\n".join(folded_line(line) for line in out)


def event(
    meeting: Meeting,
    owner: Person,
    people: Mapping[str, Person],
    zone: str = "",
    *,
    occurrence: tuple[int, int] | None = None,
    only: str = "",
    answer: Partstat | None = None,
    sequence: int | None = None,
) -> list[str]:
    """The lines of one VEVENT. Without `zone` its times are UTC. `only` names one attendee and their `answer`, as a reply has."""
    begins = occurrence[1] if occurrence else meeting.begins if sequence != 0 else meeting.at
    number = sequence if sequence is not None else (1 if meeting.moved or occurrence else 0) + (1 if meeting.cancelled else 0)
    changed = meeting.cancelled or (meeting.moved[0] if meeting.moved else meeting.made)
    out = ["BEGIN:VEVENT", f"UID:{meeting.uid}", f"DTSTAMP:{_utc(changed)}", f"CREATED:{_utc(meeting.made)}"]
    out.append(f"LAST-MODIFIED:{_utc(changed)}")
    if occurrence:
        out.append(f"RECURRENCE-ID{_at(occurrence[0], owner.country, zone)}")
    if meeting.sort == "leave":
        end = begins + meeting.minutes * 60
        out += [f"DTSTART;VALUE=DATE:{_day(begins)}", f"DTEND;VALUE=DATE:{_day(end)}", "TRANSP:TRANSPARENT"]
    else:
        out += [
            f"DTSTART{_at(begins, owner.country, zone)}",
            f"DTEND{_at(begins + meeting.minutes * 60, owner.country, zone)}",
        ]
    if meeting.rule and not occurrence:
        out.append(f"RRULE:{meeting.rule};UNTIL={_utc(meeting.until)}")
        out += [f"EXDATE{_at(skip, owner.country, zone)}" for skip in meeting.skips]
    out.append(f"SUMMARY:{_text(meeting.title)}")
    if meeting.place:
        out.append(f"LOCATION:{_text(meeting.place)}")
    if meeting.sort == "private":
        out.append("CLASS:PRIVATE")
    if meeting.organizer:
        host = people[meeting.organizer]
        out.append(f"ORGANIZER;CN={_param(host.name)}:mailto:{host.address(meeting.made)}")
    for who, said, _ in meeting.attendees:
        if only and who != only:
            continue
        guest = people[who]
        state = answer or said
        out.append(
            f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={state};CN={_param(guest.name)}:mailto:{guest.address(begins)}"
        )
    status = "CANCELLED" if meeting.cancelled else "CONFIRMED"
    return [*out, f"STATUS:{status}", f"SEQUENCE:{number}", "END:VEVENT"]


def _at(at: int, country: str, zone: str) -> str:
    if not zone:
        return f":{_utc(at)}"
    here = datetime.fromtimestamp(clock.local(country, at), UTC)
    return f";TZID={zone}:{here:%Y%m%dT%H%M%S}"


def _utc(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%d")


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _param(name: str) -> str:
    return f'"{name}"' if set(name) & set(",;:") else name


def folded_line(line: str) -> str:
    """At most 75 octets a line; what follows begins with a space."""
    out, room, now = [], 75, ""
    for c in line:
        if len((now + c).encode()) > room:
            out.append(now)
            now, room = "", 74
        now += c
    return "\r\n ".join([*out, now])


def _zone(country: str, name: str) -> list[str]:
    """A VTIMEZONE with the summer-time rule of that country."""
    standard = clock.offset(country, 1_737_000_000)
    american = country.startswith("us_")
    spring, autumn = ("3;BYDAY=2SU", "11;BYDAY=1SU") if american else ("3;BYDAY=-1SU", "10;BYDAY=-1SU")
    begins, ends = ("020000", "020000") if american else (f"{1 + standard // 60:02d}0000", f"{2 + standard // 60:02d}0000")

    def offset(minutes: int) -> str:
        return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"

    return [
        "BEGIN:VTIMEZONE", f"TZID:{name}",
        "BEGIN:DAYLIGHT", f"DTSTART:19810329T{begins}", f"RRULE:FREQ=YEARLY;BYMONTH={spring}",
        f"TZOFFSETFROM:{offset(standard)}", f"TZOFFSETTO:{offset(standard + 60)}", "END:DAYLIGHT",
        "BEGIN:STANDARD", f"DTSTART:19961027T{ends}", f"RRULE:FREQ=YEARLY;BYMONTH={autumn}",
        f"TZOFFSETFROM:{offset(standard + 60)}", f"TZOFFSETTO:{offset(standard)}", "END:STANDARD",
        "END:VTIMEZONE",
    ]  # fmt: skip
