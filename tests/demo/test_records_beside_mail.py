"""Calendars, calls and the CRM: standard readers read them, and they tell what the world says."""

import csv
from datetime import UTC, datetime

import icalendar
import pytest
import recurring_ical_events
import webvtt

from regard.demo import clock
from regard.demo.crm import checked
from regard.demo.records import DAY


@pytest.fixture(scope="module")
def diaries(files):
    return {p.stem: icalendar.Calendar.from_ical(p.read_bytes()) for p in files.calendars}


def table(files, name):
    with (files.crm / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_every_seller_has_a_calendar(diaries, world):
    """One calendar a seller, each read without an error, with its own entries."""
    assert len(diaries) == len(world.sellers)
    for diary in diaries.values():
        assert not [e.errors for e in diary.walk() if e.errors]
    events = sum(len(list(d.walk("VEVENT"))) for d in diaries.values())
    assert events == len(world.meetings) + sum(len(m.shifts) for m in world.meetings)


def test_calendars_hold_what_calendars_hold(diaries):
    """Recurrences with left out and moved occurrences, cancellations, moves, whole days, private entries, every answer."""
    events = [e for d in diaries.values() for e in d.walk("VEVENT")]
    answers = {str(a.params["PARTSTAT"]) for e in events for a in _list(e.get("ATTENDEE"))}
    assert answers == {"ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"}
    assert any(e.get("STATUS") == "CANCELLED" for e in events)
    assert any(int(e.get("SEQUENCE")) == 1 and "RECURRENCE-ID" not in e and e.get("STATUS") == "CONFIRMED" for e in events)
    assert any("RECURRENCE-ID" in e for e in events)
    assert any("EXDATE" in e for e in events)
    assert any(e.get("CLASS") == "PRIVATE" for e in events)
    assert any(not hasattr(e["DTSTART"].dt, "hour") for e in events)


def _list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def test_occurrences_are_at_working_hours(diaries, world):
    """What recurs is held when people work, whatever the season: the zone's summer time is right."""
    for diary in diaries.values():
        for event in recurring_ical_events.of(diary).between(world.start, world.end):
            if hasattr(event["DTSTART"].dt, "hour") and event.get("CLASS") != "PRIVATE":
                assert 8 <= event["DTSTART"].dt.hour <= 17


def test_invitations_by_mail_are_in_the_calendar(world, every, diaries):
    """The UID and the time of every invitation mailed stand in the organiser's calendar, moves included."""
    mailed = {}
    for copy in every:
        for kind, text in copy.parts:
            if kind == "text/calendar":
                event = next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))
                mailed.setdefault(str(event["UID"]), []).append(event)
    kept = {str(e["UID"]) for d in diaries.values() for e in d.walk("VEVENT")}
    assert len(mailed) > 30
    assert set(mailed) <= kept


def test_calls_are_transcripts(world, files):
    """Each call is a .vtt that a standard reader reads, with the speakers of the call and times that go forward."""
    found = sorted(files.calls.glob("*.vtt"))
    assert len(found) == len(world.calls) == 12
    names = {p.name for p in world.people.values()}
    for path in found:
        cues = webvtt.read(path)
        assert len(cues) > 10
        assert all(c.start_in_seconds <= c.end_in_seconds for c in cues)
        speakers = {c.voice or c.text.split(":")[0] for c in cues}
        assert len(speakers) >= 2
        assert speakers <= names
    forms = {p.read_text("utf-8").count("<v ") > 0 for p in found}
    assert forms == {True, False}


def test_calls_follow_meetings_that_were_held(world):
    """A call is of a meeting that was not cancelled, a few minutes after it began, with people who had accepted."""
    meetings = {m.key: m for m in world.meetings}
    for call in world.calls:
        meeting = meetings[call.meeting]
        assert meeting.cancelled is None
        assert 0 < call.at - meeting.begins < 600
        assert set(call.people) <= {meeting.seller, *(who for who, _, _ in meeting.attendees)}


@pytest.mark.parametrize(
    ("fifteen", "eighteen"),
    [
        ("001A0000006Vm9r", "001A0000006Vm9rIAC"),
        ("0016000000IZlc4", "0016000000IZlc4AAD"),
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaAAA"),
    ],
)
def test_id_suffix(fifteen, eighteen):
    """The three characters that check the case of a 15-character id are the standard ones."""
    assert checked(fifteen) == eighteen


def test_crm_rows_refer_to_rows(files):
    """Ids are 18 characters with a right check, unique, and every reference points at a row."""
    tables = {n: table(files, n) for n in ("User", "Account", "Contact", "Opportunity", "OpportunityHistory", "Task", "Event")}
    tables["OpportunityContactRole"] = table(files, "OpportunityContactRole")
    ids = {name: {r["Id"] for r in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        assert len(ids[name]) == len(rows) > 0, name
        assert all(checked(i[:15]) == i for i in ids[name])
    every = set().union(*ids.values())
    for rows in tables.values():
        for row in rows:
            for column in ("AccountId", "OwnerId", "OpportunityId", "ContactId", "WhoId", "WhatId", "CreatedById"):
                assert not row.get(column) or row[column] in every, (column, row)


def test_crm_deals_are_the_worlds(files, world):
    """Won, lost and open money are those of the world's deals; history ends where the deal stands."""
    rows = table(files, "Opportunity")
    won = sum(float(r["Amount"]) for r in rows if r["StageName"] == "Closed Won")
    assert won == sum(d.amount for d in world.deals if d.outcome == "won" and d.turns)
    assert {r["StageName"] for r in rows} >= {"Closed Won", "Closed Lost", "Negotiation/Review"}
    assert any(r["LossReason__c"] == "No decision" for r in rows)
    last = {}
    for row in table(files, "OpportunityHistory"):
        last[row["OpportunityId"]] = row
    for row in rows:
        assert last[row["Id"]]["StageName"] == row["StageName"]
        assert last[row["Id"]]["Amount"] == row["Amount"]
        assert last[row["Id"]]["CurrencyIsoCode"] == row["CurrencyIsoCode"]
    pays = {r["Id"]: "USD" if r["BillingCountry"] == "United States" else "EUR" for r in table(files, "Account")}
    assert all(row["CurrencyIsoCode"] == pays[row["AccountId"]] for row in rows)
    assert {row["CurrencyIsoCode"] for row in rows} == {"EUR", "USD"}
    stop = clock.day_number(world.end) * DAY
    for row in table(files, "OpportunityHistory"):
        assert datetime.fromisoformat(row["CreatedDate"].replace("+0000", "+00:00")) < datetime.fromtimestamp(stop, UTC)


def test_the_crm_knows_less_than_the_mail(files, world):
    """Some contacts were never entered, and the truth is nowhere among what is read."""
    contacts = table(files, "Contact")
    assert 0.7 * len(world.buyers) < len(contacts) < len(world.buyers)
    assert not any(files.truth.is_relative_to(p) for p in files.everything)
    assert set(files.readable) <= set(files.everything)
    assert set(files.sources) <= set(files.readable)
