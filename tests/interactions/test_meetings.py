"""Components of one meeting become its days, whatever their order."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from tests.books import ics, vevent

from regard.interactions.meetings import Told, meetings
from regard.model import DAY, Event, Meeting
from regard.parse.meeting import event
from regard.time import day_start, iso

NOW = day_start(date(2026, 3, 1))


def told(*files: bytes) -> list[Told]:
    """The components of files, each of one event."""
    found = [event(raw, key=b"k" * 16, max_us=NOW) for raw in files]
    assert all(isinstance(e, Event) for e in found), found
    return [Told(e, f"i_{n}") for n, e in enumerate(found)]  # type: ignore[arg-type]


def made(*files: bytes, until: int = NOW + 90 * DAY) -> list[Meeting]:
    """The meetings of files, the same in every order."""
    components = told(*files)
    results = [meetings(order, until) for order in itertools.islice(itertools.permutations(components), 24)]
    assert all(r == results[0] for r in results)
    return results[0]


def answers(m: Meeting) -> dict[str, str]:
    return {a.address.partition("@")[0]: a.answer for a in m.attendance}


def test_the_latest_version_says_when_and_the_meeting_stays_the_same():
    """Moved by a higher SEQUENCE, a meeting has its new time under its old name, known since the first version."""
    first = ics(vevent("a", "20260210T100000Z"))
    moved = ics(vevent("a", "20260212T100000Z", sequence="1", made="20260105T090000Z", changed="20260108T090000Z"))
    (m,) = made(first, moved)
    assert (iso(m.start_us), m.recurrence_us, iso(m.known_us)) == ("2026-02-12T10:00:00Z", None, "2026-01-05T09:00:00Z")


@pytest.mark.parametrize(
    ("method", "cancelled"),
    [("CANCEL", "2026-01-09T09:00:00Z"), ("", "2026-01-09T09:00:00Z")],
)
def test_called_off(method: str, cancelled: str):
    """A cancellation sent, or marked in the calendar, is known from when it was made; a later version calls it on again."""
    first = ics(vevent("a", "20260210T100000Z"))
    off = ics(vevent("a", "20260210T100000Z", sequence="1", changed="20260109T090000Z", status="CANCELLED"), method=method)
    (m,) = made(first, off)
    assert iso(m.cancelled_us) == cancelled
    on = ics(vevent("a", "20260210T100000Z", sequence="2", changed="20260110T090000Z"))
    assert made(first, off, on)[0].cancelled_us is None


def test_answers_by_mail_count_over_the_calendar():
    """A reply is its sender's latest word, with its moment; whoever does not answer has said nothing."""
    invite = ics(vevent("a", "20260210T100000Z", guests="jo@acme.example bo@acme.example"), method="REQUEST")
    yes = ics(vevent("a", "20260210T100000Z", guests="jo@acme.example:ACCEPTED", changed="20260107T090000Z"), method="REPLY")
    no = ics(vevent("a", "20260210T100000Z", guests="jo@acme.example:DECLINED", changed="20260109T090000Z"), method="REPLY")
    (m,) = made(invite, yes, no)
    assert answers(m) == {"jo": "declined", "bo": ""}
    assert iso(next(a.answered_us for a in m.attendance if a.answer)) == "2026-01-09T09:00:00Z"


def test_another_time_proposed_does_not_move_the_meeting():
    """A counter-proposal is an answer, not a version."""
    invite = ics(vevent("a", "20260210T100000Z"), method="REQUEST")
    counter = ics(vevent("a", "20260211T100000Z", sequence="1", changed="20260109T090000Z"), method="COUNTER")
    (m,) = made(invite, counter)
    assert (iso(m.start_us), answers(m)) == ("2026-02-10T10:00:00Z", {"jo.reed": "countered"})


def test_an_answer_without_its_invitation_still_tells_of_a_meeting():
    """Where only the reply is there, organiser, time and who answered are known from it."""
    (m,) = made(ics(vevent("a", "20260210T100000Z", guests="jo@acme.example:ACCEPTED"), method="REPLY"))
    assert (m.organizer, answers(m)) == (("sam.hart@us.example", ""), {"jo": "accepted"})


def test_a_series_with_a_moved_a_cancelled_and_a_left_out_day():
    """Exceptions take the place of their day, left-out days are none, and the first that stands opens the series."""
    series = ics(vevent("s", "20260105T100000Z", rrule="FREQ=WEEKLY;COUNT=5", exdate="20260119T100000Z"))
    off = ics(vevent("s", "20260105T100000Z", recurrence_id="20260105T100000Z", status="CANCELLED"))
    moved = ics(vevent("s", "20260113T150000Z", recurrence_id="20260112T100000Z", guests="jo.reed@acme.example:ACCEPTED"))
    found = made(series, off, moved)
    assert [(iso(m.start_us)[5:16], m.cancelled_us is not None, m.opens) for m in found] == [
        ("01-05T10:00", True, False),
        ("01-13T15:00", False, True),
        ("01-26T10:00", False, False),
        ("02-02T10:00", False, False),
    ]
    assert [answers(m)["jo.reed"] for m in found] == ["", "accepted", "", ""]


def test_a_series_called_off_keeps_the_days_that_were_over():
    """Ending a weekly meeting does not undo those that were held."""
    series = ics(vevent("s", "20260105T100000Z", rrule="FREQ=WEEKLY;COUNT=4"))
    off = ics(
        vevent("s", "20260105T100000Z", sequence="1", changed="20260115T090000Z", rrule="FREQ=WEEKLY;COUNT=4"), method="CANCEL"
    )
    assert [m.cancelled_us is not None for m in made(series, off)] == [False, False, True, True]


def test_a_series_without_end_is_laid_out_as_far_as_asked():
    """For ever means until the horizon, and never more than the latest 520 days and the first."""
    weekly = ics(vevent("s", "20260105T100000Z", rrule="FREQ=WEEKLY"))
    assert len(made(weekly, until=NOW)) == 8
    daily = made(ics(vevent("d", "19990105T100000Z", made="19990101T000000Z", rrule="FREQ=DAILY")), until=NOW)
    assert (len(daily), iso(daily[0].start_us)[:4], iso(daily[-1].start_us)) == (520, "1999", "2026-02-28T10:00:00Z")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=1,2,3,4;BYMINUTE=0,1,2",
        "FREQ=DAILY;BYSETPOS=5;BYDAY=MO",
        "FREQ=NEVER",
        "COUNT=3",
        "nonsense",
    ],
)
def test_a_rule_that_leads_nowhere_leaves_the_first_day(rule: str):
    """Rules that would turn for ever, or say nothing, are one meeting, at once."""
    assert [iso(m.start_us) for m in made(ics(vevent("s", "20260105T100000Z", rrule=rule)))] == ["2026-01-05T10:00:00Z"]


def test_whoever_was_taken_off_the_list_is_still_known():
    """An earlier guest stays on the meeting, marked as removed."""
    first = ics(vevent("a", "20260210T100000Z", guests="jo@acme.example bo@acme.example"))
    then = ics(vevent("a", "20260210T100000Z", guests="jo@acme.example", sequence="1", changed="20260108T090000Z"))
    (m,) = made(first, then)
    assert {a.address: a.removed for a in m.attendance} == {"bo@acme.example": True, "jo@acme.example": False}


def test_known_no_later_than_its_start():
    """A calendar that only says when it was written out was known, at the latest, when the meeting began."""
    (m,) = made(ics(vevent("a", "20260105T100000Z", made="20260220T000000Z")))
    assert m.known_us == m.start_us
