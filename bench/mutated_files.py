"""Good files of every kind that `bench.mutated` puts things wrong in: the made-up company's own, hand-made ones, awkward ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from mailbox import Maildir
from mailbox import mbox as Mbox  # noqa: N812
from pathlib import Path

from regard.demo.write import DemoFiles

OURS = "us.example"


def _mails(company: DemoFiles) -> Iterator[bytes]:
    for box in company.mailboxes:
        for file in sorted(box.path.glob("*.mbox")):
            yield from (raw.as_bytes() for raw in Mbox(file))
        if (box.path / "cur").is_dir():
            top = Maildir(box.path, create=False)
            for folder in (top, *(top.get_folder(n) for n in top.list_folders())):
                yield from (folder.get_bytes(key) for key in sorted(folder.keys()))
    yield from _awkward("mail-awkward")


def _awkward(folder: str, *endings: str) -> Iterator[bytes]:
    """Real-format files of the evaluation data, where it is there: small ones, of these endings or all."""
    data = os.environ.get("REGARD_EVAL_DATA")
    for file in sorted((Path(data) / folder).rglob("*")) if data else ():
        if file.is_file() and 0 < file.stat().st_size < 100_000 and (not endings or file.suffix in endings):
            yield file.read_bytes()


def _calendars(company: DemoFiles) -> Iterator[bytes]:
    """Single meetings out of the company's calendars, three a file; series of every frequency; awkward ones."""
    for path in company.calendars:
        events = path.read_bytes().split(b"BEGIN:VEVENT")
        for at in range(1, min(len(events), 90), 3):
            three = b"".join(b"BEGIN:VEVENT" + e.partition(b"END:VEVENT")[0] + b"END:VEVENT\r\n" for e in events[at : at + 3])
            yield b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n" + three + b"END:VCALENDAR\r\n"
    for n, rule in enumerate(
        ("DAILY;COUNT=3", "WEEKLY", "MONTHLY;BYDAY=1MO", "YEARLY;COUNT=4", "WEEKLY;UNTIL=20270101T000000Z")
    ):
        lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VTIMEZONE", "TZID:Here", "BEGIN:STANDARD", "DTSTART:19701025T030000",
            "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
            "END:VTIMEZONE", "BEGIN:VEVENT", f"UID:s{n}@{OURS}", "DTSTART;TZID=Here:20260105T100000", "DURATION:PT1H",
            f"RRULE:FREQ={rule}", "EXDATE;TZID=Here:20260112T100000", "SUMMARY:Review", f"ORGANIZER:mailto:sam.hart@{OURS}",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jo.reed@acme.example", "END:VEVENT", "BEGIN:VEVENT", f"UID:s{n}@{OURS}",
            "RECURRENCE-ID;TZID=Here:20260119T100000", "DTSTART;TZID=Here:20260120T100000", "DURATION:PT1H",
            "STATUS:CANCELLED", "END:VEVENT", "END:VCALENDAR", "",
        ]  # fmt: skip
        yield "\r\n".join(lines).encode()
    yield from _awkward("calendar", ".ics")


def _calls(company: DemoFiles) -> Iterator[bytes]:
    if company.calls:
        yield from (path.read_bytes()[:4000] for path in sorted(company.calls.glob("*.vtt"))[:40])
    yield b"WEBVTT\n\nNOTE 2026-01-07 10:02 UTC\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Jo Reed>How do you count stock?</v>\n"
    yield b"WEBVTT\n\n00:01.000 --> 00:04.000\nSam Hart: By hand.\n\n00:05.000 --> 00:06.000\nJo Reed: What would it cost?\n"


def _salesforce(company: DemoFiles) -> Iterator[bytes]:
    """The made-up company's export, thirty rows a file, and reports in German."""
    for path in sorted(company.crm.glob("*.csv")) if company.crm else ():
        lines = path.read_bytes().split(b"\n")
        for at in range(1, min(len(lines), 181), 30):
            yield b"\n".join([lines[0], *lines[at : at + 30], b""])
    yield (
        "Opportunity-Inhaber;Accountname;Opportunity-Name;Phase;Betrag;Schlusstermin\n"
        "Sam;Öfen AG;Öfen;Angebot;5.000,00;31.12.2026\nSam;Kälte;Pumpen;Verhandlung;1,5;30.11.2026\n\nGesamt;;;;5.001,50;\n"
    ).encode("cp1252")


def _tables(*tables: str) -> Callable[[DemoFiles], Iterator[bytes]]:
    """Tables written as text, cells between bars; each also with semicolons, in UTF-16 and with Windows' ends of lines."""

    def made(_: DemoFiles) -> Iterator[bytes]:
        for table in tables:
            rows = [line.strip().split("|") for line in table.strip().splitlines()]
            text = "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows) + "\n"
            yield text.encode()
            yield text.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig")
            yield text.encode("utf-16")

    return made


KINDS: dict[str, Callable[[DemoFiles], Iterator[bytes]]] = {
    "eml": _mails,
    "mbox": _mails,
    "ics": _calendars,
    "vtt": _calls,
    "salesforce": _salesforce,
    "hubspot": _tables(
        """Record ID|Deal Name|Deal Stage|Pipeline|Amount|Close Date|Create Date|Deal owner|Associated Contact IDs|Associated Company
        1|Ovens|closedwon|default|5000|2026-01-01 10:00|2025-10-01 09:00|Sam|11;12|Acme
        2|Sinks|qualifiedtobuy|default|700.5|2026-03-01 10:00|2025-12-01 09:00|Sam|11|Acme""",
        """Record ID|First Name|Last Name|Email|Job Title|Associated Company|Lifecycle Stage|Create Date
        11|Jo|Reed|jo.reed@acme.example|CFO|Acme|customer|2025-10-01 09:00
        12|Kim|Ash|kim@acme.example||Acme|lead|2025-10-02 09:00""",
        """hs_object_id|name|domain|numberofemployees|annualrevenue|createdate|hs_lastmodifieddate
        21|Acme|acme.example|200|1000000|1759309200000|1767225600000""",
        """deal_id|name|value|timestamp|source_id
        1|dealstage|qualifiedtobuy|1759309200000|sam
        1|dealstage|closedwon|1767225600000|sam""",
        """hs_object_id|hs_timestamp|hs_call_title|hs_call_duration|hs_call_direction|hubspot_owner_id
        31|1767225600000|First call|600000|OUTBOUND|7""",
    ),
    "pipedrive": _tables(
        """Deal - ID|Deal - Title|Deal - Organization|Deal - Contact person|Deal - Stage|Deal - Value|Deal - Currency|Deal - Status
        1|Ovens|Acme|Jo Reed|Offer|5000|EUR|won
        2|Sinks|Acme|Kim Ash|Lead|700|EUR|open""",
        """Person - ID|Person - Name|Person - Email - Work|Person - Organization|Person - Phone - Work
        1|Jo Reed|jo.reed@acme.example|Acme|+44 1""",
        """Organization - ID|Organization - Name|Organization - Address|Organization - Owner
        1|Acme|Leeds|Sam Hart""",
        """Activity - ID|Activity - Subject|Activity - Type|Activity - Due date|Activity - Contact person|Activity - Deal|Activity - Done
        1|First call|call|2026-01-05|Jo Reed|Ovens|Done""",
    ),
    "dynamics": _tables(
        """accountid|name|websiteurl|numberofemployees|createdon|modifiedon
        a1b2c3d4-0000-4000-8000-000000000001|Acme|https://acme.example|200|2025-10-01T09:00:00Z|2026-01-01T09:00:00Z""",
        """contactid|firstname|lastname|emailaddress1|jobtitle|parentcustomerid|parent_contactid
        a1b2c3d4-0000-4000-8000-000000000011|Jo|Reed|jo.reed@acme.example|CFO|a1b2c3d4-0000-4000-8000-000000000001|a1b2c3d4-0000-4000-8000-000000000012
        a1b2c3d4-0000-4000-8000-000000000012|Kim|Ash|kim@acme.example|CEO|a1b2c3d4-0000-4000-8000-000000000001|a1b2c3d4-0000-4000-8000-000000000011""",
        """opportunityid|name|parentaccountid|estimatedvalue|estimatedclosedate|actualvalue|statecode|statuscode|stepname|createdon
        a1b2c3d4-0000-4000-8000-000000000021|Ovens|a1b2c3d4-0000-4000-8000-000000000001|5000|2026-03-01|4800|1|3|4-Close|2025-10-01T09:00:00Z""",
    ),
    "linkedin": _tables(
        """First Name|Last Name|URL|Email Address|Company|Position|Connected On
        Jo|Reed|https://www.linkedin.example/in/jo|jo.reed@acme.example|Acme|CFO|05 Jan 2026
        Kim|Ash|https://www.linkedin.example/in/kim||Acme|CEO|31 Dec 2025""",
    ),
    "other": _tables(
        """Kundennummer|Firma|Branche|Ort|Umsatz|Erstellt am
        1|Acme|Handel|Leeds|1.000,00|01.10.2025""",
        """Name|E-mail|Company|Job title|Manager ID|Contact ID
        Jo Reed|jo.reed@acme.example|Acme|CFO|2|1
        Kim Ash|kim@acme.example|Acme|CEO|1|2""",
        """Deal|Account|Stage|Amount|Currency|Close date|Created
        Ovens|Acme|Offer|5,000.00|EUR|2026-03-01|2025-10-01
        Sinks|Acme|Won|$700|USD|03/04/2026|2025-12-01""",
    ),
}
"""Kind -> its good files. A kind of CRM is mutated apart, so that none hides behind another."""
